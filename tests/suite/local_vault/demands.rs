//! What a vault does not take, and what it says to that.

use http::Request;
use keyvault::bytes::Bytes;
use keyvault::keys::{
    GetDeletedKey, GetKey, GetKeyVersions, JsonWebKeyCurveName, JsonWebKeyOperation,
    JsonWebKeySignatureAlgorithm, UpdateKey,
};
use keyvault::local_vault::{Kind, LocalVault, Options};
use keyvault::{Error, Operation};

use super::{ask, delete, get, sign, vault, vault_with};
use crate::vault::{TOKEN, create};

/// The status and the words of a refusal.
fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> (u16, String) {
    let error = result.unwrap_err();
    let error = error.service().unwrap();
    let message = error.message().unwrap_or_default().to_owned();
    (error.status().as_u16(), message)
}

/// A request as someone without a typed client might send it: its status, and the message
/// if it is refused.
pub(super) fn send(vault: &LocalVault, method: &str, path: &str, body: &str) -> (u16, String) {
    let path = format!("{path}?api-version=2025-07-01");
    send_to(vault, method, &path, body)
}

/// The same, with the query in the path.
pub(super) fn send_to(vault: &LocalVault, method: &str, path: &str, body: &str) -> (u16, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {TOKEN}"))
        .body(Bytes::from(body.to_owned()))
        .unwrap();
    let answer = vault.answer(&request);
    match answer.status().as_u16() {
        status @ 200..300 => (status, String::new()),
        _ => refused(GetKey::response(answer)),
    }
}

#[test]
fn a_name_that_no_key_can_have_is_told_whatever_is_asked() {
    let requests = [
        ("GET", "/keys/a_b"),
        ("GET", "/keys/a_b/versions"),
        ("DELETE", "/keys/a_b"),
        ("POST", "/keys/a_b/backup"),
        ("GET", "/deletedkeys/a_b"),
    ];
    let mut hsm = Options::default();
    hsm.kind = Kind::ManagedHsm;
    for (method, path) in requests {
        let words = "The request URI contains an invalid name: a_b".to_owned();
        assert_eq!(send(&vault(), method, path, ""), (400, words));
        let (status, words) = send(&vault_with(hsm.clone()), method, path, "");
        assert_eq!(status, 400);
        assert!(
            words.starts_with("Invalid key identifier or name"),
            "{words}"
        );
    }
    // The web server that refuses an encoded `%` stands in front of vaults alone.
    let (status, words) = send(&vault_with(hsm), "GET", "/keys/100%25", "");
    assert_eq!(status, 400);
    assert!(
        words.starts_with("Invalid key identifier or name"),
        "{words}"
    );
}

#[test]
fn the_words_on_record_for_deleted_keys_and_for_use_are_said() {
    let vault = vault();
    let deleted = GetDeletedKey {
        key_name: "k".to_owned(),
    };
    let words = "Deleted Key not found: k".to_owned();
    assert_eq!(refused(ask(&vault, &deleted)), (404, words));

    let mut wanted = create("k");
    wanted.parameters.curve = Some(JsonWebKeyCurveName::P256K);
    ask(&vault, &wanted).unwrap();
    let mut signing = sign(&vault, "k");
    let words = "Key and signing algorithm are incompatible. Key uses curve 'P-256K', and \
                 algorithm 'ES256' can only be used with curve 'P-256'."
        .to_owned();
    assert_eq!(refused(ask(&vault, &signing)), (400, words));
    signing.parameters.algorithm = JsonWebKeySignatureAlgorithm::Es256K;
    signing.parameters.value = [7].to_vec().into();
    let words = "Invalid length of 'value': 1 bytes. ES256K requires 32 bytes, encoded with \
                 base64url."
        .to_owned();
    assert_eq!(refused(ask(&vault, &signing)), (400, words));

    let mut only_verify = UpdateKey {
        key_name: "k".to_owned(),
        ..Default::default()
    };
    only_verify.parameters.key_ops = Some(vec![JsonWebKeyOperation::Verify]);
    ask(&vault, &only_verify).unwrap();
    let words = "Operation sign is not permitted on this key.".to_owned();
    assert_eq!(refused(ask(&vault, &signing)), (403, words));
}

#[test]
fn a_key_is_not_made_imported_or_changed_to_what_no_key_is() {
    let vault = vault();
    ask(&vault, &create("k")).unwrap();
    let before = ask(&vault, &get("k")).unwrap();
    let tags: Vec<_> = (0..16).map(|n| format!(r#""t{n}":"""#)).collect();
    let tags = format!(r#""tags":{{{}}}"#, tags.join(","));
    let long = "é".repeat(257);
    let unsupported = |names| {
        format!("Unsupported key operation(s): {names}. Supported values are \"sign\", \"verify\".")
    };
    let policy = r#""release_policy":{"data":"e30"}"#;
    for (wrong, message) in [
        (
            r#""key_ops":["sign","nonsense"]"#,
            unsupported(r#""nonsense""#).as_str(),
        ),
        (
            r#""key_ops":["wrapKey","verify","unwrapKey"]"#,
            &unsupported(r#""wrapKey", "unwrapKey""#),
        ),
        (
            r#""attributes":{"nbf":20,"exp":10}"#,
            "A key does not expire (exp) before it is valid (nbf).",
        ),
        (
            r#""attributes":{"exportable":true}"#,
            "AKV.SKR.1004: Exportable keys must have release policy.",
        ),
        (
            policy,
            "AKV.SKR.1005: Non-exportable keys must not have release policy.",
        ),
        (&tags, "Property  has invalid value\r\n"),
        (
            &format!(r#""tags":{{"{long}":""}}"#),
            "Property  has invalid value\r\n",
        ),
        (
            &format!(r#""tags":{{"t":"{long}"}}"#),
            "Property  has invalid value\r\n",
        ),
    ] {
        let body = format!(r#"{{"kty":"EC",{wrong}}}"#);
        let created = send(&vault, "POST", "/keys/new/create", &body);
        assert_eq!(created, (400, message.to_owned()), "{body}");
        let updated = send(&vault, "PATCH", "/keys/k", &format!("{{{wrong}}}"));
        assert_eq!(updated, created, "{body}");
    }
    assert_eq!(ask(&vault, &get("k")).unwrap(), before);
    let unknown = send(&vault, "POST", "/keys/new/create", r#"{"kty":"DSA"}"#);
    assert_eq!(unknown, (400, "Invalid kty value: DSA".to_owned()));
    assert_eq!(send(&vault, "GET", "/keys/new", "").0, 404);

    // As many and as long as they may be, and operations that are no cryptography.
    let tags: Vec<_> = (0..15)
        .map(|n| format!(r#""t{n}":"{}""#, "é".repeat(256)))
        .collect();
    let tags = format!(r#""tags":{{{}}}"#, tags.join(","));
    let operations = r#""key_ops":["sign","verify","import","export"]"#;
    let body = format!(r#"{{"kty":"EC",{tags},{operations}}}"#);
    assert_eq!(
        send(&vault, "POST", "/keys/new/create", &body),
        (200, String::new())
    );
}

#[test]
fn a_managed_hsm_makes_rsa_keys_with_other_public_exponents() {
    let mut options = Options::default();
    options.kind = Kind::ManagedHsm;
    let hsm = vault_with(options);
    let body = r#"{"kty":"RSA-HSM","public_exponent":17}"#;
    let (status, words) = send(&vault(), "POST", "/keys/k/create", body);
    assert_eq!(status, 400);
    assert!(
        words.starts_with("A vault creates RSA keys with the public exponent"),
        "{words}"
    );
    let usual = body.replace("17", "65537");
    assert_eq!(send(&vault(), "POST", "/keys/k/create", &usual).0, 200);
    assert_eq!(send(&hsm, "POST", "/keys/k/create", body).0, 200);
    assert_eq!(send(&hsm, "POST", "/keys/k/rotate", "").0, 200);
    let rotated = ask(&hsm, &get("k")).unwrap();
    assert_eq!(rotated.key.e.unwrap().as_ref(), [17]);
}

#[test]
fn an_immutable_release_policy_stays_as_it_is() {
    let vault = vault();
    let words = "AKV.SKR.1020: Immutable Key Release Policy cannot be modified.".to_owned();
    let policy = |data: &str, immutable: bool| {
        format!(r#""release_policy":{{"data":"{data}","immutable":{immutable}}}"#)
    };
    let create = |name: &str, policy: &str| {
        let body = format!(r#"{{"kty":"EC","attributes":{{"exportable":true}},{policy}}}"#);
        send(&vault, "POST", &format!("/keys/{name}/create"), &body)
    };
    let update = |name: &str, policy: &str| {
        send(
            &vault,
            "PATCH",
            &format!("/keys/{name}"),
            &format!("{{{policy}}}"),
        )
    };
    let (done, refused) = ((200, String::new()), (400, words));
    assert_eq!(create("k", &policy("AAAA", false)), done);
    assert_eq!(update("k", &policy("BBBB", false)), done);
    assert_eq!(update("k", &policy("CCCC", true)), done);
    for other in [policy("DDDD", true), policy("CCCC", false)] {
        assert_eq!(update("k", &other), refused, "{other}");
        assert_eq!(create("k", &other), refused, "{other}");
    }
    assert_eq!(update("k", &policy("CCCC", true)), done);
    assert_eq!(update("k", r#""tags":{"a":"b"}"#), done);
    assert_eq!(create("k", &policy("CCCC", true)), done);
}

#[test]
fn a_rotation_policy_rotates_and_notifies_once_each_at_one_time() {
    let vault = vault();
    ask(&vault, &create("k")).unwrap();
    let set = |attributes: &str, actions: &str| {
        let body = format!(r#"{{"attributes":{{{attributes}}},"lifetimeActions":[{actions}]}}"#);
        send(&vault, "PUT", "/keys/k/rotationpolicy", &body).0
    };
    let after = r#"{"trigger":{"timeAfterCreate":"P30D"},"action":{"type":"Rotate"}}"#;
    let before = r#"{"trigger":{"timeBeforeExpiry":"P30D"},"action":{"type":"Notify"}}"#;
    let year = r#""expiryTime":"P1Y""#;
    for right in [
        &[after, before].join(","),
        &after.replace("P30D", "P7D"),
        &before.replace("P30D", "P1W"),
        &before.replace("Notify", "Rotate").replace("P30D", "P358D"),
        &after.replace("P30D", "P358D"),
    ] {
        assert_eq!(set(year, right), 200, "{right}");
    }
    for wrong in [
        &[after, after].join(","),
        &after.replace("Rotate", "Explode"),
        &after.replace(r#"{"type":"Rotate"}"#, "{}"),
        &after.replace(r#""timeAfterCreate":"P30D""#, ""),
        &after.replace(r#""P30D""#, r#""P30D","timeBeforeExpiry":"P30D""#),
        &after.replace("P30D", "soon"),
        &after.replace("P30D", "P6D"),
        &after.replace("P30D", "PT167H"),
        &before.replace("P30D", "P6D"),
        &after.replace("P30D", "P359D"),
        &before.replace("Notify", "Rotate").replace("P30D", "P359D"),
    ] {
        assert_eq!(set(year, wrong), 400, "{wrong}");
    }
    assert_eq!(set(r#""expiryTime":"P28D""#, before), 200);
    assert_eq!(set(r#""expiryTime":"P27D""#, before), 400);
    assert_eq!(set("", &after.replace("P30D", "P10Y")), 200);
}

#[test]
fn an_unknown_or_deleted_key_has_an_empty_list_of_versions() {
    let vault = vault();
    ask(&vault, &create("k")).unwrap();
    let versions = |name: &str| {
        let versions = GetKeyVersions {
            key_name: name.to_owned(),
            maxresults: None,
        };
        ask(&vault, &versions).unwrap().value.unwrap().len()
    };
    assert_eq!([versions("k"), versions("absent")], [1, 0]);
    ask(&vault, &delete("k")).unwrap();
    assert_eq!(versions("k"), 0);
}
