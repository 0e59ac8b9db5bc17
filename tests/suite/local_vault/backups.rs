//! What backups hold, and where they are opened.

use std::collections::BTreeMap;

use keyvault::keys::{
    GetKey, JsonWebKeySignatureAlgorithm, KeyAttributes, KeyBundle, RestoreKey, UpdateKey, Verify,
};
use keyvault::local_vault::{Geography, Kind, Options};
use keyvault::{Base64Url, Secret};

use super::{ask, back_up, delete, get, purge, sign, told, update, vault, vault_with, version};
use crate::vault::create;

#[test]
fn a_backup_holds_all_versions_and_everything_about_them() {
    let vault = vault();
    let first = ask(&vault, &create("k")).unwrap();
    let mut tagged = update(
        "k",
        KeyAttributes {
            exportable: Some(false),
            ..Default::default()
        },
    );
    tagged.parameters.tags = Some(BTreeMap::from([("purpose".into(), "test".into())]));
    let first = UpdateKey {
        key_version: Some(version(&first)),
        ..tagged
    };
    let first = ask(&vault, &first).unwrap();
    let second = ask(&vault, &create("k")).unwrap();
    let signed = ask(&vault, &sign(&vault, "k")).unwrap();

    let restore = back_up(&vault, "k");
    let conflict = (409, "Conflict".to_owned(), String::new());
    assert_eq!(told(ask(&vault, &restore)), conflict, "over a live key");
    ask(&vault, &delete("K")).unwrap();
    assert_eq!(told(ask(&vault, &restore)), conflict, "over a deleted key");
    ask(&vault, &purge("k")).unwrap();
    assert_eq!(ask(&vault, &restore).unwrap(), second);

    let of = |bundle: &KeyBundle| {
        let key_version = Some(version(bundle));
        ask(
            &vault,
            &GetKey {
                key_version,
                ..get("k")
            },
        )
        .unwrap()
    };
    assert_eq!(of(&first), first);
    assert_eq!(of(&second), second);
    let mut verify = Verify {
        key_name: "k".to_owned(),
        key_version: version(&second),
        ..Default::default()
    };
    verify.parameters.algorithm = JsonWebKeySignatureAlgorithm::Es256;
    verify.parameters.digest = [7; 32].to_vec().into();
    verify.parameters.signature = signed.result.expose().clone();
    assert!(
        ask(&vault, &verify).unwrap().value,
        "the private key came along"
    );
}

#[test]
fn a_changed_byte_anywhere_in_a_backup_is_refused() {
    for kind in [Kind::Vault, Kind::ManagedHsm] {
        let mut options = Options::default();
        options.kind = kind;
        let vault = vault_with(options);
        ask(&vault, &create("k")).unwrap();
        let blob = back_up(&vault, "k").parameters.key_bundle_backup;
        ask(&vault, &delete("k")).unwrap();
        ask(&vault, &purge("k")).unwrap();
        let blob = blob.expose().as_ref();
        let restore = |blob: &[u8]| {
            let mut restore = RestoreKey::default();
            restore.parameters.key_bundle_backup = Secret::from(blob);
            ask(&vault, &restore).map(drop)
        };
        for at in 0..blob.len() {
            for change in [1, 0x20, 0x80] {
                let mut changed = blob.to_vec();
                changed[at] ^= change;
                let status = told(restore(&changed)).0;
                assert_eq!(status, 400, "{kind:?}, byte {at} of {}", blob.len());
            }
        }
        for shorter in [0, 1, blob.len() / 2, blob.len() - 1] {
            assert_eq!(told(restore(&blob[..shorter])).0, 400);
        }
        assert_eq!(told(restore(&[blob, b"="].concat())).0, 400);
        for changed in with_other_tags(blob) {
            assert_eq!(told(restore(&changed)).0, 400, "{kind:?}");
        }
        restore(blob).unwrap();
    }
}

/// The same ciphertext and tag, with the border between them at every other place.
fn with_other_tags(blob: &[u8]) -> Vec<Vec<u8>> {
    let text = str::from_utf8(blob).unwrap();
    let mut parts = text.rsplitn(3, '.');
    let (tag, sealed, rest) = (parts.next(), parts.next(), parts.next().unwrap());
    let bytes = |part: Option<&str>| part.unwrap().parse::<Base64Url>().unwrap().into_vec();
    let (sealed, tag) = (bytes(sealed), bytes(tag));
    let both = [sealed.as_slice(), &tag].concat();
    let others = (0..=both.len()).filter(|at| *at != sealed.len());
    let with = others.map(|at| {
        let (sealed, tag) = both.split_at(at);
        let (sealed, tag) = (Base64Url::from(sealed), Base64Url::from(tag));
        format!("{rest}.{sealed}.{tag}").into_bytes()
    });
    with.collect()
}

#[test]
fn a_backup_is_restored_in_its_geography_and_subscription_alone() {
    let geography = Geography::new();
    let options = |geography: &Geography, subscription: &str| {
        let mut options = Options::default();
        options.geography = Some(geography.clone());
        options.subscription = subscription.to_owned();
        options
    };
    let home = vault_with(options(&geography, "one"));
    ask(&home, &create("k")).unwrap();
    let restore = back_up(&home, "k");
    let restored = |options| {
        let restored = ask(&vault_with(options), &restore);
        restored.map(|bundle| version(&bundle))
    };
    let expected = version(&ask(&home, &get("k")).unwrap());
    assert_eq!(restored(options(&geography, "one")).unwrap(), expected);
    let kept = Geography::from_bytes(*geography.to_bytes());
    assert_eq!(restored(options(&kept, "one")).unwrap(), expected);
    for elsewhere in [
        options(&Geography::new(), "one"),
        options(&geography, "two"),
    ] {
        let error = restored(elsewhere).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("400 BadParameter: Cannot decrypt backup blob"),
            "{error}"
        );
    }
    let shown = format!("{geography:?}");
    assert!(shown.len() < 60, "{shown}");
}
