//! Who may do what.

use http::Request;
use keyvault::bytes::Bytes;
use keyvault::keys::{
    BackupKey, Decrypt, Encrypt, GetDeletedKey, GetDeletedKeys, GetKey, GetKeyAttestation,
    GetKeyRotationPolicy, GetKeyVersions, GetKeys, ImportKey, KeyAttributes, PurgeDeletedKey,
    RecoverDeletedKey, Release, RestoreKey, RotateKey, UnwrapKey, UpdateKeyRotationPolicy, Verify,
    WrapKey,
};
use keyvault::local_vault::Grant;
use keyvault::{Operation as _, UnixTime};

use super::{ask, ask_as, delete, get, sign, update, vault};
use crate::vault::{TOKEN, authorized, create};

#[test]
fn a_token_of_the_wrong_kind_is_told_why() {
    let vault = vault();
    let now = UnixTime(1_800_000_000);
    vault.set_time(Some(now));
    for (grant, words) in [
        (
            Grant::all().for_audience("https://management.azure.com/"),
            "AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com/.",
        ),
        (
            Grant::all().of_tenant("another"),
            "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/00000000-0000-0000-0000-000000000000/, found https://sts.windows.net/another/.",
        ),
        (
            Grant::all().until(now),
            "[TokenExpired] Error validating token: 'S2S12086'.",
        ),
    ] {
        let token = vault.token(grant);
        let error = GetKey::response(ask_as(&vault, &token, &get("k"))).unwrap_err();
        let error = error.service().unwrap();
        assert_eq!(
            (error.status().as_u16(), error.code()),
            (401, Some("Unauthorized"))
        );
        assert_eq!(error.message(), Some(words));
        assert!(error.headers().contains_key("www-authenticate"));
    }
    let token = vault.token(Grant::all().until(UnixTime(now.0 + 1)));
    assert_eq!(ask_as(&vault, &token, &get("k")).status(), 404);
    for token in ["", "another"] {
        assert_eq!(ask_as(&vault, token, &get("k")).status(), 401);
    }
    vault.expire_tokens();
    // However late or early it is.
    for at in [None, Some(UnixTime(0))] {
        assert_eq!(ask_as(&vault, &token, &get("k")).status(), 401);
        vault.set_time(at);
    }
}

#[test]
#[expect(clippy::needless_update, reason = "some have more fields than others")]
fn each_operation_takes_its_permission_and_no_other() {
    let vault = vault();
    let named = |permission: &str, request: Request<Bytes>| {
        let is_refused = |token: String| {
            let mut request = request.clone();
            let value = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert("authorization", value);
            let answer = vault.answer(&request);
            let body = String::from_utf8_lossy(answer.body()).into_owned();
            let words = format!("does not have keys {permission} permission");
            answer.status() == 403 && body.contains("ForbiddenByPolicy") && body.contains(&words)
        };
        let others = PERMISSIONS.iter().filter(|each| **each != permission);
        let path = request.uri().path();
        let others = vault.token(Grant::only(others.copied()));
        assert!(is_refused(others), "{permission} {path}");
        let own = vault.token(Grant::only([permission]));
        assert!(!is_refused(own), "{permission} {path}");
    };
    ask(&vault, &create("k")).unwrap();
    let signed = sign(&vault, "k");
    let (key_name, key_version) = ("k".to_owned(), signed.key_version.clone());
    macro_rules! check {
        ($($permission:literal: $operation:expr,)*) => {
            $(named($permission, authorized(&$operation, vault.url(), TOKEN));)*
        };
    }
    macro_rules! named {
        ($operation:ident) => {
            $operation {
                key_name: key_name.clone(),
                ..Default::default()
            }
        };
    }
    macro_rules! versioned {
        ($operation:ident) => {
            $operation {
                key_name: key_name.clone(),
                key_version: key_version.clone(),
                ..Default::default()
            }
        };
    }
    check! {
        "create": create("other"),
        "import": named!(ImportKey),
        "get": get("k"),
        "get": versioned!(GetKeyAttestation),
        "get": named!(GetDeletedKey),
        "get": named!(GetKeyRotationPolicy),
        "list": named!(GetKeyVersions),
        "list": GetKeys::default(),
        "list": GetDeletedKeys::default(),
        "update": update("k", KeyAttributes::default()),
        "update": named!(UpdateKeyRotationPolicy),
        "backup": named!(BackupKey),
        "restore": RestoreKey::default(),
        "rotate": named!(RotateKey),
        "encrypt": versioned!(Encrypt),
        "decrypt": versioned!(Decrypt),
        "sign": signed,
        "verify": versioned!(Verify),
        "wrapKey": versioned!(WrapKey),
        "unwrapKey": versioned!(UnwrapKey),
        "release": versioned!(Release),
        "delete": delete("k"),
        "recover": named!(RecoverDeletedKey),
        "purge": named!(PurgeDeletedKey),
    }
}

const PERMISSIONS: [&str; 18] = [
    "create",
    "import",
    "get",
    "list",
    "update",
    "delete",
    "recover",
    "purge",
    "backup",
    "restore",
    "rotate",
    "encrypt",
    "decrypt",
    "sign",
    "verify",
    "wrapKey",
    "unwrapKey",
    "release",
];

#[test]
fn who_may_not_ask_learns_nothing_of_what_is_there() {
    let vault = vault();
    ask(&vault, &create("there")).unwrap();
    let token = vault.token(Grant::only(["get"]));
    let body = r#"{"alg":"ES256","value":"AA"}"#;
    for name in ["there", "absent"] {
        // Azure's clients leave the version empty when they mean the newest.
        let path = format!("/keys/{name}//sign?api-version=2025-07-01");
        let request = Request::post(path).header("authorization", format!("Bearer {token}"));
        let answer = vault.answer(&request.body(Bytes::from(body)).unwrap());
        assert_eq!(answer.status(), 403, "{name}");
    }
}
