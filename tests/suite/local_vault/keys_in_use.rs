//! What keys are used for, and how long.

use std::time::Duration;

use keyvault::keys::{
    CreateKey, Decrypt, Encrypt, GetKeyRotationPolicy, GetRandomBytes,
    JsonWebKeyEncryptionAlgorithm, JsonWebKeyOperation, JsonWebKeySignatureAlgorithm,
    JsonWebKeyType, KeyAttributes, KeyRotationPolicy, KeyRotationPolicyAttributes, RotateKey,
    UpdateKey, UpdateKeyRotationPolicy, Verify,
};
use keyvault::local_vault::{Kind, Options};
use keyvault::{Base64Url, Secret, UnixTime};

use super::{ask, forbidden, get, sign, told, update, vault, vault_with, version};
use crate::vault::create;

#[test]
fn a_key_is_used_only_as_and_when_it_may() {
    let vault = vault();
    let UnixTime(now) = UnixTime(1_800_000_000);
    vault.set_time(Some(UnixTime(now)));
    ask(&vault, &create("k")).unwrap();
    let signing = sign(&vault, "k");
    let signed = ask(&vault, &signing).unwrap().result;
    let mut verifying = Verify {
        key_name: "k".to_owned(),
        key_version: signing.key_version.clone(),
        ..Default::default()
    };
    verifying.parameters.algorithm = JsonWebKeySignatureAlgorithm::Es256;
    verifying.parameters.digest = [7; 32].to_vec().into();
    verifying.parameters.signature = signed.expose().clone();
    let set = |attributes| ask(&vault, &update("k", attributes)).unwrap();

    set(KeyAttributes {
        enabled: Some(false),
        ..Default::default()
    });
    assert_eq!(told(ask(&vault, &signing)), forbidden("KeyDisabled"));
    ask(&vault, &get("k")).unwrap();
    set(KeyAttributes {
        enabled: Some(true),
        not_before: Some(UnixTime(now + 10)),
        expires: Some(UnixTime(now + 20)),
        ..Default::default()
    });
    assert_eq!(told(ask(&vault, &signing)), forbidden("KeyNotYetValid"));
    assert!(
        ask(&vault, &verifying).unwrap().value,
        "what was signed before counts"
    );
    vault.advance(Duration::from_secs(10));
    ask(&vault, &signing).unwrap();
    vault.advance(Duration::from_secs(10));
    assert_eq!(told(ask(&vault, &signing)), forbidden("KeyExpired"));
    assert!(ask(&vault, &verifying).unwrap().value);

    let mut only_verify = UpdateKey {
        key_name: "k".to_owned(),
        ..Default::default()
    };
    only_verify.parameters.key_ops = Some(vec![JsonWebKeyOperation::Verify]);
    only_verify.parameters.key_attributes = Some(KeyAttributes {
        expires: Some(UnixTime(now + 1_000)),
        ..Default::default()
    });
    ask(&vault, &only_verify).unwrap();
    assert_eq!(
        told(ask(&vault, &signing)),
        forbidden("KeyOperationForbidden")
    );
    let mut wrong = verifying;
    wrong.parameters.algorithm = JsonWebKeySignatureAlgorithm::Rs256;
    assert_eq!(told(ask(&vault, &wrong)).0, 400);
}

#[test]
fn a_rotated_key_has_a_new_version_that_lives_as_its_policy_says() {
    let vault = vault();
    let UnixTime(now) = UnixTime(1_800_000_000);
    vault.set_time(Some(UnixTime(now)));
    let key_name = "k".to_owned();
    let first = ask(&vault, &create("k")).unwrap();
    let policy = GetKeyRotationPolicy {
        key_name: key_name.clone(),
    };
    let shown = ask(&vault, &policy).unwrap();
    assert_eq!(
        shown.id.unwrap(),
        format!("{}/keys/k/rotationpolicy", vault.url())
    );
    assert_eq!(
        shown.lifetime_actions.unwrap().len(),
        1,
        "a notification, 30 days before expiry"
    );
    let with = |expiry: &str| UpdateKeyRotationPolicy {
        key_name: key_name.clone(),
        key_rotation_policy: KeyRotationPolicy {
            attributes: Some(KeyRotationPolicyAttributes {
                expiry_time: Some(expiry.to_owned()),
                ..Default::default()
            }),
            ..Default::default()
        },
    };
    for wrong in [
        "",
        "P",
        "PT",
        "90D",
        "P90",
        "P-1D",
        "P90H",
        "P10D1Y",
        "Pé",
        "P27D",
        "PT48H",
        "P99999999999999999999Y",
    ] {
        assert_eq!(told(ask(&vault, &with(wrong))).0, 400, "{wrong}");
    }
    for (expiry, days) in [
        ("P90D", 90),
        ("P3M", 90),
        ("P4W", 28),
        ("P1Y10D", 375),
        ("P27DT24H", 28),
    ] {
        let set = ask(&vault, &with(expiry)).unwrap().attributes.unwrap();
        assert_eq!(
            (set.expiry_time.as_deref(), set.created),
            (Some(expiry), Some(UnixTime(now)))
        );
        let rotated = ask(
            &vault,
            &RotateKey {
                key_name: key_name.clone(),
            },
        )
        .unwrap();
        assert_ne!(version(&rotated), version(&first));
        assert_eq!(rotated.key.crv, first.key.crv);
        assert_ne!(rotated.key.x, first.key.x);
        let expires = rotated.attributes.unwrap().expires;
        assert_eq!(expires, Some(UnixTime(now + days * 24 * 60 * 60)));
    }
}

#[test]
fn a_secret_key_is_real_and_stays_in_the_vault() {
    let mut options = Options::default();
    options.kind = Kind::ManagedHsm;
    let vault = vault_with(options);
    let mut create = CreateKey {
        key_name: "k".to_owned(),
        ..Default::default()
    };
    create.parameters.kty = JsonWebKeyType::Oct;
    let created = ask(&vault, &create).unwrap();
    assert!(created.key.k.is_none());
    let mut encrypt = Encrypt {
        key_name: "k".to_owned(),
        key_version: version(&created),
        ..Default::default()
    };
    encrypt.parameters.algorithm = JsonWebKeyEncryptionAlgorithm::A256Gcm;
    encrypt.parameters.value = Secret::from(b"plain");
    encrypt.parameters.aad = Some(Base64Url::from(b"with"));
    let sealed = ask(&vault, &encrypt).unwrap();
    let mut decrypt = Decrypt {
        key_name: encrypt.key_name,
        key_version: encrypt.key_version,
        parameters: encrypt.parameters,
    };
    decrypt.parameters.value = sealed.result;
    decrypt.parameters.iv = sealed.iv;
    decrypt.parameters.tag = sealed.authentication_tag;
    let opened = ask(&vault, &decrypt).unwrap();
    assert_eq!(opened.result.expose().as_ref(), b"plain");
    decrypt.parameters.aad = Some(Base64Url::from(b"without"));
    assert_eq!(told(ask(&vault, &decrypt)).0, 400);
}

#[test]
fn random_bytes_are_a_managed_hsms() {
    let random = |kind, count| {
        let mut options = Options::default();
        options.kind = kind;
        let mut random = GetRandomBytes::default();
        random.parameters.count = count;
        ask(&vault_with(options), &random)
    };
    assert_eq!(told(random(Kind::Vault, 8)).0, 501);
    let bytes = random(Kind::ManagedHsm, 128).unwrap().value;
    assert_eq!(bytes.expose().as_ref().len(), 128);
    assert_ne!(random(Kind::ManagedHsm, 128).unwrap().value, bytes);
    for count in [0, -1, 129] {
        assert_eq!(told(random(Kind::ManagedHsm, count)).0, 400);
    }
}
