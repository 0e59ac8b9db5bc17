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
        r#"Bearer authorization="https://login.windows.net/t", resource="https://vault.azure.net""#,
        r#"Bearer resource="https://vault.azure.net",authorization="https://login.windows.net/t""#,
        r#"bearer AUTHORIZATION_URI="https://login.windows.net/t", Resource = "https://vault.azure.net""#,
        r#"Bearer authorization="https://l/t", scope="https://vault.azure.net/.default""#,
        r#"Bearer scope=https://vault.azure.net/.default"#,
        r#"Bearer resource="https://vault.azure.net", scope="https://vault.azure.net/.default""#,
        r#"PoP nonce="a,b", Bearer resource="https://vault.azure.net""#,
        r#"Bearer realm="a \"quoted\", name", resource="https://vault.azure.net""#,
        r#"Bearer resource="https://vault.azure.net", PoP resource="https://evil.example""#,
        r#"Bearer resource="https://vault.azure.net", resource="https://evil.example""#,
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

#[test]
fn the_tenant_is_the_first_segment_of_the_authority() {
    for (authority, tenant) in [
        ("https://login.windows.net/72f988bf", Some("72f988bf")),
        (
            "https://login.microsoftonline.com/72f988bf/oauth2/authorize",
            Some("72f988bf"),
        ),
        ("https://adfs.region.stack/adfs", None),
        ("https://adfs.region.stack/ADFS/4f0c", None),
        ("https://login.windows.net", None),
        ("https://login.windows.net/", None),
        ("nonsense", None),
    ] {
        let challenge =
            Challenge::parse([format!("Bearer authorization=\"{authority}\"").as_str()]).unwrap();
        assert_eq!(challenge.tenant(), tenant, "{authority}");
    }
}
