use runtime::{Error, VaultUrl};

#[test]
fn https_and_a_host_make_a_vault() {
    for (url, expected) in [
        (
            "https://myvault.vault.azure.net",
            "https://myvault.vault.azure.net",
        ),
        (
            "https://myvault.vault.azure.net/",
            "https://myvault.vault.azure.net",
        ),
        (
            "HTTPS://MyVault.Vault.Azure.Net",
            "https://myvault.vault.azure.net",
        ),
        (
            "https://hsm.managedhsm.azure.net:8443/",
            "https://hsm.managedhsm.azure.net:8443",
        ),
        ("https://localhost:1", "https://localhost:1"),
        ("https://127.0.0.1:8443", "https://127.0.0.1:8443"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        (
            "https://myvault.vault.azure.net:443",
            "https://myvault.vault.azure.net",
        ),
        ("https://localhost:08443", "https://localhost:8443"),
    ] {
        let vault = VaultUrl::new(url).expect(url);
        assert_eq!(vault.as_str(), expected);
        assert_eq!(url.parse::<VaultUrl>().expect(url).to_string(), expected);
    }
}

#[test]
fn anything_else_is_refused_with_a_reason() {
    for (url, reason) in [
        ("", "not a URL"),
        ("my vault", "not a URL"),
        ("myvault.vault.azure.net", "`https://`"),
        ("http://myvault.vault.azure.net", "`https://`"),
        ("/keys", "`https://`"),
        ("ftp://myvault", "`https://`"),
        ("https://user:hunter2@myvault.vault.azure.net", "user name"),
        ("https://myvault.vault.azure.net@evil.example", "user name"),
        ("https://myvault.vault.azure.net/keys", "path"),
        ("https://myvault.vault.azure.net//", "path"),
        ("https://myvault.vault.azure.net?x=1", "query"),
        ("https://myvault.vault.azure.net#x", "fragment"),
        ("https://evil.example\\@myvault.vault.azure.net", "URL"),
        ("https://myvault.vault.azure.net.", "host"),
        ("https://my_vault.vault.azure.net", "host"),
        ("https://.vault.azure.net", "host"),
        ("https://my%2evault.net", "URL"),
        ("https://[::1]x:80", "port"),
        ("https://myvault.vault.azure.net:+443", "port"),
        ("https://[::1", "URL"),
        ("https://[zz]", "host"),
        ("https://myvault.vault.azure.net:", "port"),
        ("https://myvault.vault.azure.net:99999", "port"),
        ("https://myvault.vault.azure.net:x", "URL"),
    ] {
        let error = VaultUrl::new(url).expect_err(url);
        assert!(
            matches!(error, Error::InvalidVaultUrl { .. }),
            "{url}: {error:?}"
        );
        let message = error.to_string();
        assert!(message.contains(reason), "{url}: {message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}
