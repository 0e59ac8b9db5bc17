//! The local vault behaves as the documentation of Key Vault says vaults do.

mod access;
mod backups;
mod certificate;
mod deletion;
mod demands;
mod folders;
mod keys_in_use;
mod routes;
mod stopping;

use std::pin::pin;
use std::time::Duration;

use futures::future::{Either, select};
use http::{Request, Response};
use keyvault::bytes::Bytes;
use keyvault::keys::{
    API_VERSION, BackupKey, CreateKey, DeleteKey, GetDeletedKeys, GetKey, GetKeyAttestation,
    GetKeyVersions, GetKeys, JsonWebKeySignatureAlgorithm, JsonWebKeyType, KeyAttributes,
    KeyBundle, KeyCreateParameters, PurgeDeletedKey, RestoreKey, Sign, UpdateKey, v7_4,
};
use keyvault::local_vault::{Fault, Grant, LocalVault, Options};
use keyvault::{Error, NextPage, Operation, Page, UnixTime};

use crate::vault::{TOKEN, authorized, create};

/// A vault without a server, which takes [`TOKEN`] for everything.
fn vault() -> LocalVault {
    vault_with(Options::default())
}

fn vault_with(options: Options) -> LocalVault {
    let vault = LocalVault::in_process(options).unwrap();
    vault.accept(TOKEN, Grant::all());
    vault
}

fn ask_as<O: Operation>(vault: &LocalVault, token: &str, operation: &O) -> Response<Bytes> {
    vault.answer(&authorized(operation, vault.url(), token))
}

fn ask<O: Operation>(vault: &LocalVault, operation: &O) -> Result<O::Output, Error> {
    O::response(ask_as(vault, TOKEN, operation))
}

/// The status, the code and the inner code of an error.
fn told<T: std::fmt::Debug>(result: Result<T, Error>) -> (u16, String, String) {
    let error = result.unwrap_err();
    let error = error.service().unwrap();
    let inner = error.inner_error().and_then(|inner| inner.code());
    (
        error.status().as_u16(),
        error.code().unwrap_or_default().to_owned(),
        inner.unwrap_or_default().to_owned(),
    )
}

fn forbidden(inner: &str) -> (u16, String, String) {
    (403, "Forbidden".to_owned(), inner.to_owned())
}

fn get(name: &str) -> GetKey {
    GetKey {
        key_name: name.to_owned(),
        key_version: None,
    }
}

fn delete(name: &str) -> DeleteKey {
    DeleteKey {
        key_name: name.to_owned(),
    }
}

fn purge(name: &str) -> PurgeDeletedKey {
    PurgeDeletedKey {
        key_name: name.to_owned(),
    }
}

fn back_up(vault: &LocalVault, name: &str) -> RestoreKey {
    let backup = BackupKey {
        key_name: name.to_owned(),
    };
    let backup = ask(vault, &backup).unwrap();
    let mut restore = RestoreKey::default();
    restore.parameters.key_bundle_backup = backup.value;
    restore
}

fn version(bundle: &KeyBundle) -> String {
    let kid = bundle.key.kid.as_ref().unwrap();
    kid.rsplit('/').next().unwrap().to_owned()
}

fn update(name: &str, attributes: KeyAttributes) -> UpdateKey {
    let mut update = UpdateKey {
        key_name: name.to_owned(),
        ..Default::default()
    };
    update.parameters.key_attributes = Some(attributes);
    update
}

/// A request to sign 32 bytes with the newest version of a key.
fn sign(vault: &LocalVault, name: &str) -> Sign {
    let mut sign = Sign {
        key_name: name.to_owned(),
        key_version: version(&ask(vault, &get(name)).unwrap()),
        ..Default::default()
    };
    sign.parameters.algorithm = JsonWebKeySignatureAlgorithm::Es256;
    sign.parameters.value = [7; 32].to_vec().into();
    sign
}

#[test]
fn what_only_a_vault_sets_is_not_taken_from_a_caller() {
    let vault = vault();
    let mut create = create("k");
    create.parameters.key_attributes = Some(KeyAttributes {
        enabled: Some(false),
        hsm_platform: Some("7".to_owned()),
        created: Some(UnixTime(1)),
        ..Default::default()
    });
    // The client leaves it out; another might not.
    let mut request = authorized(&create, vault.url(), TOKEN);
    let body = r#"{"kty":"EC","attributes":{"enabled":false,"hsmPlatform":"7","created":1}}"#;
    *request.body_mut() = Bytes::from(body);
    let created = CreateKey::response(vault.answer(&request)).unwrap();
    let attributes = created.attributes.unwrap();
    assert_eq!(attributes.enabled, Some(false));
    assert_eq!(attributes.hsm_platform, None);
    assert_ne!(attributes.created, Some(UnixTime(1)));
}

#[test]
fn any_time_can_be_held() {
    let vault = vault();
    for at in [i64::MIN, 0, i64::MAX] {
        vault.set_time(Some(UnixTime(at)));
        let name = format!("k{}", at.unsigned_abs());
        ask(&vault, &create(&name)).unwrap();
        ask(&vault, &delete(&name)).unwrap();
        vault.advance(Duration::MAX);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let client = vault.client().unwrap();
        let answer = runtime.block_on(client.get_key(name.as_str(), None));
        assert!(answer.is_err());
    }
}

#[test]
fn lists_have_pages_of_live_keys_of_deleted_ones_and_of_versions() {
    let vault = vault();
    for number in 0..30 {
        ask(&vault, &create(&format!("k{number:02}"))).unwrap();
    }
    for number in (0..30).step_by(3) {
        ask(&vault, &delete(&format!("k{number:02}"))).unwrap();
    }
    for _ in 0..26 {
        ask(&vault, &create("k01")).unwrap();
    }
    fn pages<O: keyvault::Paged>(vault: &LocalVault, first: &O) -> Vec<usize> {
        let mut sizes = Vec::new();
        let mut output = ask(vault, first).unwrap();
        loop {
            let page = Page::of::<O>(output);
            sizes.push(page.items.len());
            match page.next {
                Some(next) => output = ask(vault, &NextPage::<O>::new(next)).unwrap(),
                None => return sizes,
            }
        }
    }
    let size = |maxresults| GetKeys { maxresults };
    assert_eq!(pages(&vault, &size(None)), [20]);
    assert_eq!(pages(&vault, &size(Some(8))), [8, 8, 4]);
    assert_eq!(pages(&vault, &size(Some(10))), [10, 10]);
    assert_eq!(
        pages(
            &vault,
            &GetDeletedKeys {
                maxresults: Some(7)
            }
        ),
        [7, 3]
    );
    let versions = GetKeyVersions {
        key_name: "k01".to_owned(),
        maxresults: None,
    };
    assert_eq!(pages(&vault, &versions), [25, 2]);
    // A list of versions that is gone on with when the key is another by now.
    let next = Page::of::<GetKeyVersions>(ask(&vault, &versions).unwrap()).next;
    let next = NextPage::<GetKeyVersions>::new(next.unwrap());
    ask(&vault, &delete("k01")).unwrap();
    ask(&vault, &purge("k01")).unwrap();
    ask(&vault, &create("k01")).unwrap();
    assert_eq!(told(ask(&vault, &next)).0, 400);
    for wrong in [0, 26, -1] {
        assert_eq!(told(ask(&vault, &size(Some(wrong)))).0, 400);
    }
    assert_eq!(pages(&self::vault(), &size(None)), [0]);
}

#[test]
fn names_and_api_versions_are_checked() {
    let vault = vault();
    for name in ["a_b", "a.b", "é", "a b", &"a".repeat(128)] {
        let error = ask(&vault, &create(name)).unwrap_err().to_string();
        assert!(
            error.starts_with("400 BadParameter: The request URI contains an invalid name"),
            "{error}"
        );
    }
    ask(&vault, &create(&"a".repeat(127))).unwrap();
    let old = v7_4::GetKeys { maxresults: None };
    assert_eq!(
        v7_4::GetKeys::response(ask_as(&vault, TOKEN, &old))
            .unwrap()
            .value
            .unwrap()
            .len(),
        1
    );
    let attestation = GetKeyAttestation {
        key_name: "k".to_owned(),
        key_version: "1".to_owned(),
    };
    assert_eq!(
        told(ask(&vault, &attestation)),
        (501, "NotSupported".to_owned(), String::new())
    );
    let mut request = authorized(&attestation, vault.url(), TOKEN);
    let uri = request.uri().to_string().replace(API_VERSION, "7.5");
    *request.uri_mut() = uri.parse().unwrap();
    assert_eq!(
        vault.answer(&request).status(),
        404,
        "7.5 had no such operation"
    );
    for (uri, status) in [
        ("/keys", 400),
        ("/keys?api-version=", 400),
        ("/keys?api-version=2016-10-01", 400),
        ("/keys/k/backup?api-version=7.4", 404),
        ("/?api-version=7.4", 404),
    ] {
        let request = Request::get(uri).header("authorization", format!("Bearer {TOKEN}"));
        let answer = vault.answer(&request.body(Bytes::new()).unwrap());
        assert_eq!(answer.status(), status, "{uri}");
    }
}

#[test]
fn the_client_of_a_vault_without_a_server_lets_its_executor_go_on() {
    let vault = vault();
    let client = vault.client().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        client.send(&create("k")).await.unwrap();
        let slow = client.create_key("slow", slowest());
        let ticked = async {
            let mut ticks = tokio::time::interval(Duration::from_millis(1));
            for _ in 0..5 {
                ticks.tick().await;
            }
        };
        let is_ticking = matches!(select(pin!(slow), pin!(ticked)).await, Either::Right(_));
        assert!(is_ticking);
    });
}

/// The key that takes the longest to make.
fn slowest() -> KeyCreateParameters {
    KeyCreateParameters {
        kty: JsonWebKeyType::Rsa,
        key_size: Some(4096),
        ..Default::default()
    }
}

#[test]
fn the_client_of_a_vault_without_a_server_needs_no_socket() {
    let vault = LocalVault::in_process(Options::default()).unwrap();
    let client = vault.client().unwrap();
    let reader = vault.client_with(Grant::only(["get"])).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime.block_on(async {
        let created = client.send(&create("k")).await.unwrap();
        assert_eq!(created.headers()["x-ms-keyvault-region"], "local");
        assert_eq!(&reader.get_key("k", None).await.unwrap(), created.value());
        assert!(reader.backup_key("k").await.unwrap_err().is_forbidden());
        vault.expire_tokens();
        client.backup_key("k").await.unwrap();
        vault.fail([Fault::throttle(Some(0)), Fault::throttle(Some(0))]);
        client.backup_key("k").await.unwrap();
    });
    let requests = vault.take_requests();
    let challenged = requests
        .iter()
        .filter(|request| !request.authorized)
        .count();
    assert_eq!(
        challenged, 3,
        "one for each client, one for the token that ended"
    );
    assert_eq!(vault.certificate(), "");
}
