//! What a vault does not take, and what it says to that.

use http::Request;
use keyvault::bytes::Bytes;
use keyvault::keys::{
    GetDeletedKey, GetKey, JsonWebKeyCurveName, JsonWebKeyOperation, JsonWebKeySignatureAlgorithm,
    UpdateKey,
};
use keyvault::local_vault::{Kind, LocalVault, Options};
use keyvault::{Error, Operation};

use super::{ask, get, sign, vault, vault_with};
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
    for wrong in [
        r#""key_ops":["sign","nonsense"]"#,
        r#""attributes":{"nbf":20,"exp":10}"#,
        r#""attributes":{"exportable":true}"#,
        &tags,
    ] {
        let body = format!(r#"{{"kty":"EC",{wrong}}}"#);
        let created = send(&vault, "POST", "/keys/new/create", &body);
        assert_eq!(created.0, 400, "{body}");
        let updated = send(&vault, "PATCH", "/keys/k", &format!("{{{wrong}}}"));
        assert_eq!(updated, created, "{body}");
    }
    assert_eq!(ask(&vault, &get("k")).unwrap(), before);
    assert_eq!(send(&vault, "GET", "/keys/new", "").0, 404);
}

#[test]
fn a_rotation_policy_rotates_and_notifies_once_each_at_one_time() {
    let vault = vault();
    ask(&vault, &create("k")).unwrap();
    let set = |actions: &str| {
        let body = format!(r#"{{"lifetimeActions":[{actions}]}}"#);
        send(&vault, "PUT", "/keys/k/rotationpolicy", &body).0
    };
    let after = r#"{"trigger":{"timeAfterCreate":"P30D"},"action":{"type":"Rotate"}}"#;
    let before = r#"{"trigger":{"timeBeforeExpiry":"P30D"},"action":{"type":"Notify"}}"#;
    assert_eq!(set(&[after, before].join(",")), 200);
    for wrong in [
        &[after, after].join(","),
        &after.replace("Rotate", "Explode"),
        &after.replace(r#"{"type":"Rotate"}"#, "{}"),
        &after.replace(r#""timeAfterCreate":"P30D""#, ""),
        &after.replace(r#""P30D""#, r#""P30D","timeBeforeExpiry":"P30D""#),
        &after.replace("P30D", "soon"),
    ] {
        assert_eq!(set(wrong), 400, "{wrong}");
    }
}
