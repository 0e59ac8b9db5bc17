//! Keys come, change and go at the official Rust client's word.

use azure_core::time::OffsetDateTime;
use azure_security_keyvault_keys::ResourceExt as _;
use azure_security_keyvault_keys::models::{
    CurveName, DeletionRecoveryLevel, GetRandomBytesParameters, ImportKeyParameters, JsonWebKey,
    KeyAttributes, KeyClientGetKeyAttestationOptions, KeyClientGetKeyOptions,
    KeyClientReleaseOptions, KeyClientUpdateKeyPropertiesOptions, KeyOperation, KeyRotationPolicy,
    KeyRotationPolicyAction, KeyRotationPolicyAttributes, KeyType, LifetimeAction,
    LifetimeActionTrigger, LifetimeActionType, ReleaseParameters, RestoreKeyParameters,
    UpdateKeyPropertiesParameters,
};
use keyvault::Base64Url;
use keyvault::local_vault::{Grant, Kind};

use super::{Official, body, client, of_size, of_type, on_curve};
use crate::clients::{Client, Setting};

const DAY: azure_core::time::Duration = azure_core::time::Duration::days(1);

/// Refusals that do not differ from operation to operation.
fn not_found() -> (u16, String) {
    (404, "KeyNotFound".to_owned())
}

fn conflict() -> (u16, String) {
    (409, "Conflict".to_owned())
}

fn not_supported() -> (u16, String) {
    (501, "NotSupported".to_owned())
}

#[test]
fn keys_of_every_type_are_created_and_read_back() {
    let vault = Official::new(Kind::ManagedHsm);
    let ec = |curve, bytes| (on_curve(curve), Some(bytes), None);
    let cases = [
        ("p-256", ec(CurveName::P256, 32)),
        ("p-384", ec(CurveName::P384, 48)),
        ("p-521", ec(CurveName::P521, 66)),
        ("p-256k", ec(CurveName::P256K, 32)),
        ("ec-hsm", (of_type(KeyType::EcHsm), Some(32), None)),
        ("rsa", (of_size(KeyType::Rsa, 2048), None, Some(256))),
        ("rsa-hsm", (of_size(KeyType::RsaHsm, 3072), None, Some(384))),
        ("oct-hsm", (of_size(KeyType::OctHsm, 192), None, None)),
    ];
    for (name, (parameters, coordinate, modulus)) in cases {
        let created = vault.create(name, parameters.clone());
        let id = created.resource_id().unwrap();
        assert_eq!(id.vault_url, vault.server.url);
        assert_eq!(id.name, name);
        let (newest, exactly) = (
            vault.get(vault.client.get_key(name, None)),
            KeyClientGetKeyOptions {
                key_version: id.version.clone(),
                ..Default::default()
            },
        );
        let exactly = vault.get(vault.client.get_key(name, Some(exactly)));
        for read in [newest, exactly] {
            assert_eq!(read.resource_id().unwrap(), id);
            let (key, first) = (read.key.unwrap(), created.key.as_ref().unwrap());
            assert_eq!(key.kty, parameters.kty, "{name}");
            assert_eq!((&key.n, &key.x), (&first.n, &first.x), "{name}");
            let sizes = [&key.n, &key.x, &key.y].map(|part| part.as_ref().map(Vec::len));
            assert_eq!(sizes, [modulus, coordinate, coordinate], "{name}");
            assert_eq!((&key.d, &key.p, &key.k), (&None, &None, &None), "{name}");
        }
        let attributes = created.attributes.unwrap();
        assert_eq!(attributes.enabled, Some(true));
        assert_eq!(attributes.recoverable_days, Some(90));
        assert_eq!(
            attributes.recovery_level,
            Some(DeletionRecoveryLevel::RecoverablePurgeable)
        );
    }
}

#[test]
fn an_imported_key_shows_its_public_part_alone() {
    // RFC 7515, appendix A.3.1.
    let bytes = |text: &str| Some(text.parse::<Base64Url>().unwrap().into_vec());
    let key = JsonWebKey {
        kty: Some(KeyType::Ec),
        crv: Some(CurveName::P256),
        x: bytes("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
        y: bytes("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
        d: bytes("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
        ..Default::default()
    };
    let vault = Official::new(Kind::Vault);
    for (hsm, kty) in [(None, KeyType::Ec), (Some(true), KeyType::EcHsm)] {
        let parameters = ImportKeyParameters {
            key: Some(key.clone()),
            hsm,
            ..Default::default()
        };
        vault.get(vault.client.import_key("key", body(parameters), None));
        let imported = vault.get(vault.client.get_key("key", None)).key.unwrap();
        assert_eq!(imported.kty, Some(kty));
        assert_eq!((imported.x, imported.y), (key.x.clone(), key.y.clone()));
        assert_eq!(imported.d, None);
    }
}

#[test]
fn vaults_have_no_symmetric_keys() {
    let vault = Official::new(Kind::Vault);
    for kty in [KeyType::Oct, KeyType::OctHsm] {
        let create = vault.client.create_key("key", body(of_type(kty)), None);
        assert_eq!(vault.refused(create), (400, "BadParameter".to_owned()));
    }
}

#[test]
fn an_update_changes_what_it_names_and_nothing_else() {
    let vault = Official::new(Kind::Vault);
    let first = vault.create_any("key").resource_id().unwrap().version;
    let second = vault.create_any("key").resource_id().unwrap().version;
    let expires = OffsetDateTime::from_unix_timestamp(4_000_000_000).unwrap();
    let parameters = UpdateKeyPropertiesParameters {
        key_attributes: Some(KeyAttributes {
            enabled: Some(false),
            expires: Some(expires),
            ..Default::default()
        }),
        key_ops: Some(vec![KeyOperation::Verify]),
        tags: Some([("colour".to_owned(), "blue".to_owned())].into()),
        ..Default::default()
    };
    let tags = parameters.tags.clone();
    let options = KeyClientUpdateKeyPropertiesOptions {
        key_version: first.clone(),
        ..Default::default()
    };
    let update = vault
        .client
        .update_key_properties("key", body(parameters), Some(options));
    assert_eq!(vault.get(update).resource_id().unwrap().version, first);
    let read = |key_version| {
        let options = KeyClientGetKeyOptions {
            key_version,
            ..Default::default()
        };
        let read = vault.get(vault.client.get_key("key", Some(options)));
        let attributes = read.attributes.unwrap();
        let operations = read.key.unwrap().key_ops.unwrap();
        (
            attributes.enabled,
            attributes.expires,
            operations,
            read.tags,
        )
    };
    let verify = vec!["verify".to_owned()];
    assert_eq!(read(first), (Some(false), Some(expires), verify, tags));
    let both = vec!["sign".to_owned(), "verify".to_owned()];
    assert_eq!(read(second), (Some(true), None, both, None));

    // Without a version, it is the newest.
    let parameters = UpdateKeyPropertiesParameters {
        key_attributes: Some(KeyAttributes {
            enabled: Some(false),
            ..Default::default()
        }),
        ..Default::default()
    };
    let update = vault
        .client
        .update_key_properties("key", body(parameters), None);
    vault.get(update);
    assert_eq!(read(None).0, Some(false));
}

#[test]
fn a_deleted_key_is_recovered_or_purged() {
    let vault = Official::new(Kind::Vault);
    let client = &vault.client;
    let id = vault.create_any("key").resource_id().unwrap();
    assert_eq!(
        vault.refused(client.get_deleted_key("key", None)),
        not_found()
    );
    let deleted = vault.get(client.delete_key("key", None));
    assert_eq!(deleted.resource_id().unwrap(), id);
    let since = deleted.deleted_date.unwrap();
    assert_eq!(deleted.scheduled_purge_date, Some(since + 90 * DAY));
    assert_eq!(
        deleted.recovery_id,
        Some(format!("{}/deletedkeys/key", vault.server.url))
    );
    assert_eq!(vault.refused(client.get_key("key", None)), not_found());
    let create = client.create_key("key", body(of_type(KeyType::Ec)), None);
    assert_eq!(vault.refused(create), conflict());
    let found = vault.get(client.get_deleted_key("key", None));
    assert_eq!(found.deleted_date, Some(since));

    let recovered = vault.get(client.recover_deleted_key("key", None));
    assert_eq!(recovered.resource_id().unwrap(), id);
    assert_eq!(
        vault
            .get(client.get_key("key", None))
            .resource_id()
            .unwrap(),
        id
    );
    let purge = || client.purge_deleted_key("key", None);
    assert_eq!(vault.refused(purge()), not_found());
    vault.get(client.delete_key("key", None));
    let purged = vault.runtime.block_on(purge()).unwrap();
    assert_eq!(u16::from(purged.status()), 204);
    assert_eq!(
        vault.refused(client.get_deleted_key("key", None)),
        not_found()
    );
    assert_eq!(
        vault.refused(client.recover_deleted_key("key", None)),
        not_found()
    );
    vault.create_any("key");
}

#[test]
fn a_backup_brings_back_every_version() {
    for kind in [Kind::Vault, Kind::ManagedHsm] {
        let vault = Official::new(kind);
        let client = &vault.client;
        let versions = [vault.create_any("key"), vault.create_any("key")];
        let backup = vault.get(client.backup_key("key", None)).value.unwrap();
        let has_magic = backup.starts_with(b"&AzureKeyVaultKeyBackupV1.microsoft.com");
        assert_eq!(has_magic, kind == Kind::Vault);
        let restore = || {
            let parameters = RestoreKeyParameters {
                key_backup: Some(backup.clone()),
            };
            client.restore_key(body(parameters), None)
        };
        assert_eq!(vault.refused(restore()), conflict());
        vault.server.purge("key");
        assert_eq!(vault.refused(client.backup_key("key", None)), not_found());
        vault.get(restore());
        for version in versions {
            let id = version.resource_id().unwrap();
            let options = KeyClientGetKeyOptions {
                key_version: id.version,
                ..Default::default()
            };
            let read = vault.get(client.get_key("key", Some(options)));
            assert_eq!(read.key.unwrap().x, version.key.unwrap().x);
        }
    }
}

#[test]
fn the_official_client_restores_what_ours_backs_up() {
    let vault = Official::new(Kind::Vault);
    vault.create_any("key");
    for (ours, _) in Client::both(&vault.server, &Setting::default()) {
        let backup = ours.backup_key("key").unwrap().value;
        vault.server.purge("key");
        assert!(ours.backup_key("key").unwrap_err().is_not_found());
        let parameters = RestoreKeyParameters {
            key_backup: Some(backup.expose().as_ref().to_vec()),
        };
        vault.get(vault.client.restore_key(body(parameters), None));
        ours.backup_key("key").unwrap();
    }
}

#[test]
fn a_key_rotates_by_its_policy() {
    let vault = Official::new(Kind::Vault);
    let client = &vault.client;
    let created = vault.create_any("key");
    let policy = vault.get(client.get_key_rotation_policy("key", None));
    let action = |policy: &KeyRotationPolicy| -> Vec<_> {
        let actions = policy.lifetime_actions.iter().flatten();
        let types = actions.map(|action| action.action.as_ref().unwrap().type_prop);
        types.collect()
    };
    assert_eq!(action(&policy), [Some(KeyRotationPolicyAction::Notify)]);

    let parameters = KeyRotationPolicy {
        attributes: Some(KeyRotationPolicyAttributes {
            expiry_time: Some("P90D".to_owned()),
            ..Default::default()
        }),
        lifetime_actions: Some(vec![LifetimeAction {
            action: Some(LifetimeActionType {
                type_prop: Some(KeyRotationPolicyAction::Rotate),
            }),
            trigger: Some(LifetimeActionTrigger {
                time_after_create: Some("P2M".to_owned()),
                ..Default::default()
            }),
        }]),
        ..Default::default()
    };
    let update = client.update_key_rotation_policy("key", body(parameters), None);
    let updated = vault.get(update);
    let read = vault.get(client.get_key_rotation_policy("key", None));
    for policy in [updated, read] {
        assert_eq!(
            policy.id,
            Some(format!("{}/keys/key/rotationpolicy", vault.server.url))
        );
        assert_eq!(action(&policy)[0], Some(KeyRotationPolicyAction::Rotate));
        let attributes = policy.attributes.unwrap();
        assert_eq!(attributes.expiry_time.as_deref(), Some("P90D"));
        assert!(attributes.created.is_some() && attributes.updated.is_some());
    }

    let rotated = vault.get(client.rotate_key("key", None));
    assert_ne!(
        rotated.resource_id().unwrap(),
        created.resource_id().unwrap()
    );
    let attributes = rotated.attributes.as_ref().unwrap();
    let lifetime = attributes.expires.unwrap() - attributes.created.unwrap();
    assert_eq!(lifetime, 90 * DAY);
    let (new, old) = (rotated.key.unwrap(), created.key.unwrap());
    assert_eq!((&new.kty, &new.crv), (&old.kty, &old.crv));
    assert_ne!(new.x, old.x);
}

#[test]
fn random_bytes_come_from_a_managed_hsm_alone() {
    let [hsm, vault] = [Kind::ManagedHsm, Kind::Vault].map(Official::new);
    let count = |count| body(GetRandomBytesParameters { count: Some(count) });
    let bytes = || hsm.get(hsm.client.get_random_bytes(count(128), None)).value;
    let (one, other) = (bytes().unwrap(), bytes().unwrap());
    assert_eq!((one.len(), other.len()), (128, 128));
    assert_ne!(one, other);
    let too_many = hsm.refused(hsm.client.get_random_bytes(count(129), None));
    assert_eq!(too_many, (400, "BadParameter".to_owned()));
    let not_there = vault.refused(vault.client.get_random_bytes(count(128), None));
    assert_eq!(not_there, not_supported());
}

#[test]
fn release_and_attestation_are_not_supported() {
    let vault = Official::new(Kind::ManagedHsm);
    let created = vault.create_any("key").resource_id().unwrap();
    for key_version in [created.version, None] {
        let parameters = ReleaseParameters {
            target_attestation_token: Some("token".to_owned()),
            ..Default::default()
        };
        let options = KeyClientReleaseOptions {
            key_version: key_version.clone(),
            ..Default::default()
        };
        let release = vault.client.release("key", body(parameters), Some(options));
        assert_eq!(vault.refused(release), not_supported());
        let options = KeyClientGetKeyAttestationOptions {
            key_version,
            ..Default::default()
        };
        let attestation = vault.client.get_key_attestation("key", Some(options));
        assert_eq!(vault.refused(attestation), not_supported());
    }
}

#[test]
fn a_caller_gets_what_the_token_permits_and_no_more() {
    let vault = Official::new(Kind::Vault);
    vault.create_any("key");
    let reader = client(&vault.server, Grant::only(["get"]));
    vault.get(reader.get_key("key", None));
    assert_eq!(
        vault.refused(reader.backup_key("key", None)),
        (403, "Forbidden".to_owned())
    );
}
