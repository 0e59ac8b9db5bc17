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
        ("https://[0:0:0::1]:8443", "https://[::1]:8443"),
        (
            "https://xn--bcher-kva.example",
            "https://xn--bcher-kva.example",
        ),
        (
            "https://1vault.vault.azure.net",
            "https://1vault.vault.azure.net",
        ),
        ("https://127.0.0.1.example", "https://127.0.0.1.example"),
        ("https://0xvault", "https://0xvault"),
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

#[test]
fn hosts_that_programs_read_differently_are_refused() {
    for host in [
        // 127.0.0.1 to those that read numbers as C does.
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0X7F.0.0.1",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.01",
        "127.0.0.0x1",
        "127.0.0.1.",
        "0x",
        // No address, although URL parsers take them for one.
        "256.256.256.256",
        "1.2.3.4.5",
        "4294967296",
        "vault.example.7",
        "vault.example.0x",
        // Other names for hosts that have one already.
        "myvault.vault.azure.net.",
        "myvault..vault.azure.net",
        "127.0.0.1..",
        // Longer than DNS allows, or at an end where it allows no hyphen.
        &format!("{}.example", "a".repeat(64)),
        &["a"; 128].join("."),
        "-vault.example",
        "vault-.example",
        "-",
        // Zones are for one machine alone.
        "[fe80::1%25eth0]",
    ] {
        let error = VaultUrl::new(&format!("https://{host}")).expect_err(host);
        assert!(
            matches!(error, Error::InvalidVaultUrl { .. }),
            "{host}: {error:?}"
        );
    }
}
