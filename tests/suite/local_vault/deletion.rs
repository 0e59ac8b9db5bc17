//! Keys that go, come back, or do not.

use std::time::Duration;

use keyvault::UnixTime;
use keyvault::keys::{
    CreateKey, GetDeletedKey, GetDeletedKeys, JsonWebKeyType, KeyCreateParameters,
    RecoverDeletedKey, RotateKey,
};

use super::{ask, back_up, delete, get, purge, told, vault};
use crate::vault::create;

#[test]
fn a_deleted_key_waits_to_be_recovered_or_purged() {
    let vault = vault();
    vault.set_time(Some(UnixTime(1_800_000_000)));
    let created = ask(&vault, &create("Key")).unwrap();
    let deleted = ask(&vault, &delete("key")).unwrap();
    let url = format!("{}/deletedkeys/Key", vault.url());
    assert_eq!(deleted.recovery_id, Some(url));
    assert_eq!(
        deleted.scheduled_purge_date,
        Some(UnixTime(1_800_000_000 + 90 * 24 * 60 * 60))
    );
    let get_deleted = GetDeletedKey {
        key_name: "key".to_owned(),
    };
    assert_eq!(ask(&vault, &get_deleted).unwrap(), deleted);
    for gone in [
        told(ask(&vault, &get("key"))),
        told(ask(&vault, &delete("key"))),
    ] {
        assert_eq!(gone, (404, "KeyNotFound".to_owned(), String::new()));
    }
    let taken = (
        409,
        "Conflict".to_owned(),
        "ObjectIsDeletedButRecoverable".to_owned(),
    );
    assert_eq!(told(ask(&vault, &create("KEY"))), taken);
    let recover = RecoverDeletedKey {
        key_name: "key".to_owned(),
    };
    assert_eq!(ask(&vault, &recover).unwrap(), created);
    assert_eq!(told(ask(&vault, &recover)).0, 404, "it is not deleted");
    assert_eq!(told(ask(&vault, &purge("key"))).0, 404, "it is not deleted");
    ask(&vault, &delete("key")).unwrap();
    ask(&vault, &purge("key")).unwrap();
    assert_eq!(told(ask(&vault, &get_deleted)).0, 404);
    ask(&vault, &create("key")).unwrap();
}

#[test]
fn a_deleted_key_is_gone_once_its_time_is_over() {
    let vault = vault();
    ask(&vault, &create("key")).unwrap();
    let restore = back_up(&vault, "key");
    ask(&vault, &delete("key")).unwrap();
    let get_deleted = GetDeletedKey {
        key_name: "key".to_owned(),
    };
    let day = Duration::from_secs(24 * 60 * 60);
    vault.advance(89 * day);
    ask(&vault, &get_deleted).unwrap();
    vault.advance(day);
    assert_eq!(told(ask(&vault, &get_deleted)).0, 404);
    let recover = RecoverDeletedKey {
        key_name: "key".to_owned(),
    };
    assert_eq!(told(ask(&vault, &recover)).0, 404);
    let listed = ask(&vault, &GetDeletedKeys::default()).unwrap();
    assert_eq!(listed.value, Some(Vec::new()));
    ask(&vault, &restore).unwrap();
    ask(&vault, &create("key")).unwrap();
}

#[test]
fn a_key_that_goes_while_it_is_rotated_does_not_come_back() {
    let vault = vault();
    let rotate = RotateKey {
        key_name: "k".to_owned(),
    };
    let rsa = CreateKey {
        key_name: "k".to_owned(),
        parameters: KeyCreateParameters {
            kty: JsonWebKeyType::Rsa,
            key_size: Some(4096),
            ..Default::default()
        },
    };
    ask(&vault, &rsa).unwrap();
    std::thread::scope(|scope| {
        // It makes 4096 bits meanwhile.
        let rotated = scope.spawn(|| ask(&vault, &rotate));
        std::thread::sleep(Duration::from_millis(20));
        ask(&vault, &delete("k")).unwrap();
        ask(&vault, &purge("k")).unwrap();
        let created = ask(&vault, &create("k")).unwrap();
        match rotated.join().unwrap() {
            // It was through before the deletion, or began anew with the new key.
            Ok(rotated) => assert!(rotated.key.kty.is_some()),
            Err(error) => assert!(error.is_not_found(), "{error}"),
        }
        let newest = ask(&vault, &get("k")).unwrap();
        assert_eq!(newest.key.kty, created.key.kty, "one name, one type");
    });
}
