//! The official Rust client encrypts, wraps and signs with the keys of a vault.

use azure_security_keyvault_keys::ResourceExt as _;
use azure_security_keyvault_keys::models::{
    CreateKeyParameters, CurveName, EncryptionAlgorithm as Encryption, KeyClientEncryptOptions,
    KeyClientSignOptions, KeyClientWrapKeyOptions, KeyOperation, KeyOperationParameters,
    KeyOperationResult, KeyType, SignParameters, SignatureAlgorithm as Signature, VerifyParameters,
};
use keyvault::local_vault::Kind;

use super::{Official, body, of_size, of_type, on_curve};

/// A request with what the algorithm takes.
fn plain(algorithm: &Encryption, size: usize) -> KeyOperationParameters {
    let name = algorithm.to_string();
    KeyOperationParameters {
        algorithm: Some(algorithm.clone()),
        value: Some(vec![42; size]),
        iv: name.contains("CBC").then(|| vec![7; 16]),
        additional_authenticated_data: name.contains("GCM").then(|| b"aad".to_vec()),
        ..Default::default()
    }
}

/// The request to open what was closed.
fn reversed(sent: &KeyOperationParameters, closed: KeyOperationResult) -> KeyOperationParameters {
    KeyOperationParameters {
        value: closed.result,
        iv: closed.iv,
        authentication_tag: closed.authentication_tag,
        ..sent.clone()
    }
}

/// The version of a new key.
fn create(vault: &Official, parameters: CreateKeyParameters) -> String {
    let created = vault.create("key", parameters);
    created.resource_id().unwrap().version.unwrap()
}

#[test]
fn what_is_encrypted_or_wrapped_comes_back() {
    let keys = [
        (
            of_size(KeyType::Rsa, 2048),
            vec![
                (Encryption::RsaOaep, 214),
                (Encryption::RsaOaep256, 190),
                (Encryption::Rsa1_5, 245),
            ],
        ),
        (
            of_size(KeyType::OctHsm, 128),
            vec![
                (Encryption::A128Gcm, 33),
                (Encryption::A128Cbc, 48),
                (Encryption::A128Cbcpad, 33),
                (Encryption::A128Kw, 24),
                (Encryption::CkmAesKeyWrap, 16),
                (Encryption::CkmAesKeyWrapPad, 17),
            ],
        ),
        (
            of_size(KeyType::OctHsm, 192),
            vec![
                (Encryption::A192Gcm, 33),
                (Encryption::A192Cbc, 48),
                (Encryption::A192Cbcpad, 33),
                (Encryption::A192Kw, 24),
            ],
        ),
        (
            of_size(KeyType::OctHsm, 256),
            vec![
                (Encryption::A256Gcm, 33),
                (Encryption::A256Cbc, 48),
                (Encryption::A256Cbcpad, 33),
                (Encryption::A256Kw, 24),
            ],
        ),
    ];
    let vault = Official::new(Kind::ManagedHsm);
    for (parameters, algorithms) in keys {
        let version = create(&vault, parameters);
        let client = &vault.client;
        for (algorithm, size) in algorithms {
            let sent = plain(&algorithm, size);
            let options = KeyClientEncryptOptions {
                key_version: Some(version.clone()),
                ..Default::default()
            };
            let encrypt = client.encrypt("key", body(sent.clone()), Some(options));
            let encrypted = vault.get(encrypt);
            assert_ne!(encrypted.result, sent.value, "{algorithm}");
            let decrypt = client.decrypt("key", &version, body(reversed(&sent, encrypted)), None);
            assert_eq!(vault.get(decrypt).result, sent.value, "{algorithm}");

            let options = KeyClientWrapKeyOptions {
                key_version: Some(version.clone()),
                ..Default::default()
            };
            let wrap = client.wrap_key("key", body(sent.clone()), Some(options));
            let unwrap = reversed(&sent, vault.get(wrap));
            let unwrap = client.unwrap_key("key", &version, body(unwrap), None);
            assert_eq!(vault.get(unwrap).result, sent.value, "{algorithm}");
        }
    }
}

#[test]
fn what_was_changed_does_not_come_back() {
    let vault = Official::new(Kind::ManagedHsm);
    for (parameters, algorithm) in [
        (of_size(KeyType::Rsa, 2048), Encryption::RsaOaep256),
        (of_size(KeyType::OctHsm, 256), Encryption::A256Gcm),
        (of_size(KeyType::OctHsm, 256), Encryption::A256Kw),
    ] {
        let version = create(&vault, parameters);
        let sent = plain(&algorithm, 24);
        let encrypt = vault.client.encrypt("key", body(sent.clone()), None);
        let mut changed = reversed(&sent, vault.get(encrypt));
        changed.value.as_mut().unwrap()[0] ^= 1;
        for refused in [
            vault.refused(
                vault
                    .client
                    .decrypt("key", &version, body(changed.clone()), None),
            ),
            vault.refused(
                vault
                    .client
                    .unwrap_key("key", &version, body(changed), None),
            ),
        ] {
            assert_eq!(refused, (400, "BadParameter".to_owned()), "{algorithm}");
        }
    }
}

#[test]
fn what_is_signed_is_verified() {
    let signing = CreateKeyParameters {
        key_ops: Some(vec![KeyOperation::Sign, KeyOperation::Verify]),
        ..of_type(KeyType::OctHsm)
    };
    let keys = [
        (
            of_size(KeyType::Rsa, 2048),
            vec![
                (Signature::Rs256, 32),
                (Signature::Rs384, 48),
                (Signature::Rs512, 64),
                (Signature::Ps256, 32),
                (Signature::Ps384, 48),
                (Signature::Ps512, 64),
            ],
        ),
        (on_curve(CurveName::P256), vec![(Signature::Es256, 32)]),
        (on_curve(CurveName::P384), vec![(Signature::Es384, 48)]),
        (on_curve(CurveName::P521), vec![(Signature::Es512, 64)]),
        (on_curve(CurveName::P256K), vec![(Signature::Es256K, 32)]),
        (
            signing,
            vec![
                (Signature::Hs256, 32),
                (Signature::Hs384, 48),
                (Signature::Hs512, 64),
            ],
        ),
    ];
    let vault = Official::new(Kind::ManagedHsm);
    for (parameters, algorithms) in keys {
        let version = create(&vault, parameters);
        for (algorithm, size) in algorithms {
            let parameters = SignParameters {
                algorithm: Some(algorithm.clone()),
                value: Some(vec![42; size]),
            };
            let options = KeyClientSignOptions {
                key_version: Some(version.clone()),
                ..Default::default()
            };
            let sign = vault.client.sign("key", body(parameters), Some(options));
            let signature = vault.get(sign).result;
            let is_verified = |digest: u8| {
                let parameters = VerifyParameters {
                    algorithm: Some(algorithm.clone()),
                    digest: Some(vec![digest; size]),
                    signature: signature.clone(),
                };
                vault.get(vault.client.verify("key", &version, body(parameters), None))
            };
            assert_eq!(is_verified(42).value, Some(true), "{algorithm}");
            assert_eq!(is_verified(43).value, Some(false), "{algorithm}");
        }
    }
}

#[test]
fn without_a_version_the_newest_is_used() {
    let vault = Official::new(Kind::Vault);
    create(&vault, of_size(KeyType::Rsa, 2048));
    let newest = vault.get(vault.client.rotate_key("key", None));
    let newest = newest.resource_id().unwrap();
    let sent = plain(&Encryption::RsaOaep256, 32);
    let signed = SignParameters {
        algorithm: Some(Signature::Rs256),
        value: Some(vec![42; 32]),
    };
    for used in [
        vault.get(vault.client.encrypt("key", body(sent.clone()), None)),
        vault.get(vault.client.wrap_key("key", body(sent.clone()), None)),
        vault.get(vault.client.sign("key", body(signed), None)),
    ] {
        assert_eq!(used.resource_id().unwrap(), newest);
    }
    let absent = vault.client.encrypt("absent", body(sent), None);
    assert_eq!(vault.refused(absent), (404, "KeyNotFound".to_owned()));
}
