//! Operations with bodies, with both clients.

use std::collections::BTreeMap;

use keyvault::keys::{
    DeleteKey, GetKey, JsonWebKeyOperation, JsonWebKeyType, KeyUpdateParameters, PurgeDeletedKey,
    RestoreKey, UpdateKey, v7_4,
};
use keyvault::{Error, Operation, Secret, VaultUrl};

use crate::clients::{Client, RETRIES, Setting};
use crate::vault::{Fault, Server, create};

impl Client {
    fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error> {
        let answer = match self {
            Self::Azure(client, runtime) => runtime.block_on(client.send(operation)),
            Self::Blocking(client) => client.send(operation),
        };
        answer.map(keyvault::ResponseValue::into_value)
    }
}

#[test]
fn a_key_lives_from_its_creation_to_its_purge() {
    let server = Server::start();
    for (client, _) in Client::both(&server, &Setting::default()) {
        let name = client.name();
        let created = client.send(&create(name)).unwrap();
        assert_eq!(created.key.kty, Some(JsonWebKeyType::Ec));
        let key_name = name.to_owned();
        let get = GetKey {
            key_name: key_name.clone(),
            key_version: None,
        };
        assert_eq!(client.send(&get).unwrap(), created);
        client
            .send(&DeleteKey {
                key_name: key_name.clone(),
            })
            .unwrap();
        client.send(&PurgeDeletedKey { key_name }).unwrap();
        assert!(client.send(&get).unwrap_err().is_not_found());
    }
}

#[test]
fn a_body_waits_for_the_token() {
    let server = Server::start();
    for (client, _) in Client::both(&server, &Setting::default()) {
        client.send(&create(client.name())).unwrap();
        let seen = server.vault.take_requests();
        let bodies: Vec<_> = seen
            .iter()
            .map(|seen| (seen.authorized, seen.body_length))
            .collect();
        let whole = r#"{"kty":"EC"}"#.len();
        assert_eq!(bodies, [(false, 0), (true, whole)], "{}", client.name());
    }
}

#[test]
fn what_only_the_vault_sets_does_not_go_back_to_it() {
    let server = Server::start();
    let vault = VaultUrl::new(&server.url).unwrap();
    for (client, _) in Client::both(&server, &Setting::default()) {
        let created = client.send(&create(client.name())).unwrap();
        let attributes = created.attributes.unwrap();
        assert!(attributes.created.is_some());
        let update = UpdateKey {
            key_name: client.name().to_owned(),
            key_version: None,
            parameters: KeyUpdateParameters {
                key_attributes: Some(attributes),
                tags: Some(BTreeMap::from([("purpose".into(), "test".into())])),
                ..Default::default()
            },
        };
        let request = update.request(&vault).unwrap();
        let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(body["attributes"], serde_json::json!({ "enabled": true }));
        let updated = client.send(&update).unwrap();
        assert_eq!(updated.tags.unwrap()["purpose"], "test");
    }
}

#[test]
fn what_must_not_happen_twice_is_not_sent_twice() {
    let server = Server::start();
    for (client, _) in Client::both(&server, &Setting::default()) {
        for fault in [
            Fault::Status(408),
            Fault::Status(500),
            Fault::Status(502),
            Fault::Status(504),
            Fault::ResetBeforeHeaders,
            Fault::CutBody,
        ] {
            server.fail([fault]);
            let error = client.send(&create("twice")).unwrap_err();
            let tries = server
                .vault
                .take_requests()
                .iter()
                .filter(|seen| seen.authorized)
                .count();
            assert_eq!(tries, 1, "{} {fault:?}", client.name());
            match fault {
                Fault::Status(status) => {
                    assert_eq!(error.service().unwrap().status(), status, "{error:?}");
                }
                _ => assert!(matches!(error, Error::Transport(_)), "{error:?}"),
            }
        }
    }
}

#[test]
fn what_the_vault_surely_did_not_do_is_sent_again() {
    let server = Server::start();
    for (client, _) in Client::both(&server, &Setting::default()) {
        for fault in [Fault::Throttle(None), Fault::Status(503)] {
            server.fail([fault; RETRIES as usize]);
            client.send(&create("again")).unwrap();
            let tries = server
                .vault
                .take_requests()
                .iter()
                .filter(|seen| seen.authorized)
                .count();
            assert_eq!(tries, RETRIES as usize + 1, "{} {fault:?}", client.name());
        }
    }
}

#[test]
fn a_blob_goes_into_a_request_and_nowhere_else() {
    let vault = VaultUrl::new("https://myvault.vault.azure.net").unwrap();
    let mut restore = RestoreKey::default();
    restore.parameters.key_bundle_backup = Secret::from(b"backup");
    let request = restore.request(&vault).unwrap();
    assert_eq!(request.body(), r#"{"value":"YmFja3Vw"}"#);
    assert!(!format!("{restore:?}").contains("YmFj"));
    assert!(serde_json::to_string(&restore.parameters).is_err());
}

#[test]
fn enums_keep_values_that_nobody_knew() {
    for (text, value) in [
        ("sign", JsonWebKeyOperation::Sign),
        ("fold", JsonWebKeyOperation::Unknown("fold".to_owned())),
    ] {
        assert_eq!(JsonWebKeyOperation::from(text), value);
        assert_eq!(value.to_string(), text);
        assert_eq!(value.as_str(), text);
        assert_eq!(value.as_ref(), text);
        assert_eq!(text.parse(), Ok(value.clone()));
        let json = format!("{text:?}");
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(
            serde_json::from_str::<JsonWebKeyOperation>(&json).unwrap(),
            value
        );
    }
}

#[test]
fn versions_stand_side_by_side() {
    let vault = VaultUrl::new("https://myvault.vault.azure.net").unwrap();
    let old = v7_4::GetKey {
        key_name: "k".into(),
        key_version: Some("1".into()),
    };
    let uri = old.request(&vault).unwrap().uri().to_string();
    assert_eq!(
        uri,
        "https://myvault.vault.azure.net/keys/k/1?api-version=7.4"
    );
}
