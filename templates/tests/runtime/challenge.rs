use runtime::{Challenge, ChallengeError, TrustedResources, VaultUrl};

fn scope_at(
    vault: &str,
    header: &str,
    trusted: &TrustedResources,
) -> Result<Option<String>, ChallengeError> {
    let vault = VaultUrl::new(vault).unwrap();
    Challenge::parse([header])
        .expect(header)
        .scope(&vault, trusted)
}

fn scope(header: &str) -> Result<Option<String>, ChallengeError> {
    scope_at(
        "https://myvault.vault.azure.net",
        header,
        &TrustedResources::VaultDomain,
    )
}

const VAULT_SCOPE: &str = "https://vault.azure.net/.default";

#[test]
fn challenges_are_read_in_every_form_that_was_seen() {
    for header in [
        r#"Bearer authorization="https://login.windows.net/contoso.com", resource="https://vault.azure.net""#,
        r#"Bearer resource="https://vault.azure.net",authorization="https://login.windows.net/contoso.com""#,
        r#"bearer AUTHORIZATION_URI="https://login.windows.net/contoso.com", Resource = "https://vault.azure.net""#,
        r#"Bearer authorization="https://l/common", scope="https://vault.azure.net/.default""#,
        r#"Bearer scope=https://vault.azure.net/.default"#,
        r#"Bearer resource="https://vault.azure.net", scope="https://vault.azure.net/.default""#,
        r#"PoP nonce="a,b", Bearer resource="https://vault.azure.net""#,
        r#"Bearer realm="a \"quoted\", name", resource="https://vault.azure.net""#,
        r#"Bearer resource="https://vault.azure.net", PoP resource="https://evil.example""#,
        r#"Bearer resource="https://vault.azure.net", resource="https://evil.example""#,
        r#"Bearer, Bearer resource="https://vault.azure.net""#,
        r#"Bearer realm="", Bearer resource="https://vault.azure.net""#,
        r#"Bearer error="invalid_token", PoP, Bearer scope="https://vault.azure.net/.default", Bearer"#,
        r#"Bearer claims="e30=", Bearer resource="https://vault.azure.net""#,
        r#"Bearer resource="https://vault.azure.net", Bearer resource="https://evil.example""#,
    ] {
        assert_eq!(
            scope(header).as_ref().map(Option::as_deref),
            Ok(Some(VAULT_SCOPE)),
            "{header}"
        );
    }
}

#[test]
fn what_is_no_bearer_challenge_is_none() {
    for header in [
        "",
        "Basic realm=\"x\"",
        "Negotiate",
        "resource=\"https://vault.azure.net\"",
        ",,,",
        "\"",
        "Bearer",
    ] {
        let challenge = Challenge::parse([header]);
        assert_eq!(challenge.is_some(), header == "Bearer", "{header}");
    }
    assert_eq!(Challenge::parse([]), None);
    let split = ["Negotiate", r#"Bearer resource="https://vault.azure.net""#];
    assert!(Challenge::parse(split).is_some());
}

#[test]
fn of_several_challenges_the_one_that_names_a_resource_is_taken() {
    let full = r#"Bearer resource="https://vault.azure.net""#;
    let vault = VaultUrl::new("https://myvault.vault.azure.net").unwrap();
    for bare in [
        "Bearer",
        "Bearer realm=\"\"",
        "Bearer \"",
        "Negotiate",
        "",
        // Its parameters end with the value of the header.
        "Bearer claims=\"e30=\"",
    ] {
        for values in [[bare, full], [full, bare]] {
            let challenge = Challenge::parse(values).unwrap();
            let scope = challenge.scope(&vault, &TrustedResources::VaultDomain);
            assert_eq!(scope.unwrap().as_deref(), Some(VAULT_SCOPE), "{values:?}");
            assert_eq!(challenge.claims(), None, "{values:?}");
        }
    }
    let claims = Challenge::parse(["Bearer", r#"Bearer claims="e30=""#]).unwrap();
    assert_eq!(claims.claims(), Some("e30="));
    // A parameter of another value is not one of this challenge.
    let bare = Challenge::parse(["Bearer", r#"resource="https://vault.azure.net""#]).unwrap();
    let scope = bare.scope(&vault, &TrustedResources::VaultDomain);
    assert_eq!(scope, Err(ChallengeError::NoResource));
}

#[test]
fn a_challenge_without_a_resource_is_refused_unless_it_is_about_claims() {
    assert_eq!(scope("Bearer realm=\"\""), Err(ChallengeError::NoResource));
    assert_eq!(
        scope("Bearer resource=\"\""),
        Err(ChallengeError::NoResource)
    );
    let claims = r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="e30=""#;
    assert_eq!(scope(claims), Ok(None));
    assert_eq!(Challenge::parse([claims]).unwrap().claims(), Some("e30="));
}

#[test]
fn a_vault_may_ask_for_its_own_domain_only() {
    let challenge = |resource: &str| format!("Bearer resource=\"{resource}\"");
    for (vault, resource, is_own) in [
        (
            "https://myvault.vault.azure.net",
            "https://vault.azure.net",
            true,
        ),
        (
            "https://myvault.vault.azure.net:8443",
            "https://vault.azure.net",
            true,
        ),
        (
            "https://MyVault.Vault.Azure.Net",
            "https://VAULT.azure.net",
            true,
        ),
        (
            "https://myvault.vault.azure.net",
            "https://vault.azure.net:443/",
            true,
        ),
        (
            "https://hsm.managedhsm.azure.net",
            "https://managedhsm.azure.net",
            true,
        ),
        (
            "https://v.vault.region.stack",
            "https://vault.region.stack/4f0c",
            true,
        ),
        (
            "https://myvault.vault.azure.net",
            "https://managedhsm.azure.net",
            false,
        ),
        (
            "https://myvault.vault.azure.net.evil.com",
            "https://vault.azure.net",
            false,
        ),
        (
            "https://evilvault.azure.net",
            "https://vault.azure.net",
            false,
        ),
        ("https://vault.azure.net", "https://vault.azure.net", false),
        (
            "https://myvault.vault.azure.net",
            "https://myvault.vault.azure.net.",
            false,
        ),
        ("https://evil.example", "https://vault.azure.net", false),
        ("https://127.0.0.1:1", "https://vault.azure.net", false),
        // An address lies in no domain.
        ("https://127.0.0.1:1", "https://0.0.1", false),
        ("https://127.0.0.1:1", "https://1", false),
    ] {
        let result = scope_at(vault, &challenge(resource), &TrustedResources::VaultDomain);
        assert_eq!(result.is_ok(), is_own, "{vault} {resource} {result:?}");
        assert!(
            is_own || matches!(result, Err(ChallengeError::ForeignResource { .. })),
            "{result:?}"
        );
    }
    for resource in [
        "http://vault.azure.net",
        "vault.azure.net",
        "https://vault.azure.net@evil.com",
        "https://",
        "x y",
    ] {
        assert_eq!(
            scope(&challenge(resource)),
            Err(ChallengeError::InvalidResource),
            "{resource}"
        );
    }
}

#[test]
fn both_resource_and_scope_are_checked() {
    for header in [
        r#"Bearer resource="https://vault.azure.net", scope="https://evil.example/.default""#,
        r#"Bearer scope="https://vault.azure.net/.default", resource="https://evil.example""#,
    ] {
        assert!(
            matches!(scope(header), Err(ChallengeError::ForeignResource { .. })),
            "{header}"
        );
    }
}

#[test]
fn trust_can_be_widened() {
    let header = r#"Bearer resource="https://vault.azure.net""#;
    let at = |trusted| scope_at("https://vault.corp.local", header, &trusted);
    assert!(at(TrustedResources::VaultDomain).is_err());
    assert!(at(TrustedResources::Also(vec!["Vault.Azure.Net".to_owned()])).is_ok());
    assert!(at(TrustedResources::Also(vec!["azure.net".to_owned()])).is_err());
    assert!(at(TrustedResources::Any).is_ok());
}

fn with_authority(authority: &str) -> Challenge {
    let resource = r#"resource="https://vault.azure.net""#;
    Challenge::parse([format!("Bearer authorization=\"{authority}\", {resource}").as_str()])
        .unwrap()
}

#[test]
fn the_tenant_is_the_first_segment_of_the_authority() {
    let guid = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    for (authority, tenant) in [
        (format!("https://login.windows.net/{guid}"), Some(guid)),
        (
            format!("https://login.microsoftonline.com/{guid}/oauth2/authorize"),
            Some(guid),
        ),
        (
            "https://login.windows.net/Contoso.onmicrosoft.com".into(),
            Some("Contoso.onmicrosoft.com"),
        ),
        ("https://l/common".into(), Some("common")),
        ("https://l/organizations/v2.0".into(), Some("organizations")),
        ("https://l/consumers".into(), Some("consumers")),
        ("https://adfs.region.stack/adfs".into(), None),
        (format!("https://adfs.region.stack/ADFS/{guid}"), None),
        ("https://login.windows.net".into(), None),
        ("https://login.windows.net/".into(), None),
        ("nonsense".into(), None),
    ] {
        let challenge = with_authority(&authority);
        assert_eq!(challenge.tenant(), tenant, "{authority}");
        let vault = VaultUrl::new("https://myvault.vault.azure.net").unwrap();
        let scope = challenge.scope(&vault, &TrustedResources::VaultDomain);
        assert_eq!(scope.unwrap().as_deref(), Some(VAULT_SCOPE), "{authority}");
    }
}

#[test]
fn a_tenant_that_could_change_a_login_url_is_refused() {
    let vault = VaultUrl::new("https://myvault.vault.azure.net").unwrap();
    for tenant in [
        "..",
        ".",
        "%2e%2e%2f",
        "common?x#y",
        "common#",
        "common%2foauth2",
        "common\r\nHost: evil.example",
        "common\\..",
        "common ",
        "evil.example:443",
        "user@evil.example",
        "contoso",
        "contoso.com.",
        ".contoso.com",
        "-contoso.com",
        "127.0.0.1",
        "72f988bf",
        "72f988bf-86f1-41af-91ab-2d7cd011db4",
        "72f988bf-86f1-41af-91ab-2d7cd011db4g",
        "72f988bf86f1-41af-91ab-2d7c-d011db47",
        "ünchen.example",
    ] {
        let challenge = with_authority(&format!("https://login.windows.net/{tenant}"));
        assert_eq!(challenge.tenant(), None, "{tenant}");
        for trusted in [TrustedResources::VaultDomain, TrustedResources::Any] {
            let refused = challenge.scope(&vault, &trusted).unwrap_err();
            assert_eq!(refused, ChallengeError::InvalidTenant, "{tenant}");
        }
    }
    let claims = r#"Bearer authorization_uri="https://l/..", claims="e30=""#;
    assert_eq!(scope(claims), Err(ChallengeError::InvalidTenant));
}
