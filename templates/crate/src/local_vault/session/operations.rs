// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The operations of the API.

use super::demands::default_operations;
use super::{RETENTION_DAYS, Session, Which};
use crate::Operation as _;
use crate::UnixTime;
use crate::keys::v2025_07_01::server::KeysServer;
use crate::keys::v2025_07_01::{
    BackupKey, BackupKeyResult, CreateKey, Decrypt, DeleteKey, DeletedKeyBundle,
    DeletedKeyListResult, Encrypt, GetDeletedKey, GetDeletedKeys, GetKey, GetKeyRotationPolicy,
    GetKeyVersions, GetKeys, GetRandomBytes, ImportKey, JsonWebKey, JsonWebKeyOperation,
    JsonWebKeyType, KeyBundle, KeyListResult, KeyOperationResult, KeyRotationPolicy,
    KeyVerifyResult, PurgeDeletedKey, RandomBytes, RecoverDeletedKey, RestoreKey, RotateKey, Sign,
    UnwrapKey, UpdateKey, UpdateKeyRotationPolicy, Verify, WrapKey,
};
use crate::local_vault::backup::{self, Closed, Content};
use crate::local_vault::material::Material;
use crate::local_vault::record::{Deletion, Version};
use crate::local_vault::{Kind, random_bytes, rotation, words};
use crate::server::{Received, Refusal};

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// The same type, kept in hardware.
fn in_hardware(kty: JsonWebKeyType) -> JsonWebKeyType {
    match kty {
        JsonWebKeyType::Ec => JsonWebKeyType::EcHsm,
        JsonWebKeyType::Rsa => JsonWebKeyType::RsaHsm,
        JsonWebKeyType::Oct => JsonWebKeyType::OctHsm,
        other => other,
    }
}

impl KeysServer for Session<'_> {
    fn create_key(&self, request: CreateKey, _: &Received) -> Result<KeyBundle, Refusal> {
        let wanted = request.parameters;
        self.check_type(&wanted.kty)?;
        self.check_exponent(&wanted)?;
        let material = Material::generate(&wanted).map_err(|error| self.unusable(error))?;
        let operations = wanted.key_ops.as_ref();
        let operations = operations.map(|ops| ops.iter().map(ToString::to_string).collect());
        let public = JsonWebKey {
            key_ops: Some(operations.unwrap_or_else(|| default_operations(&wanted.kty))),
            kty: Some(wanted.kty),
            ..material.public()
        };
        let version = Version {
            tags: wanted.tags,
            release_policy: wanted.release_policy,
            ..self.kept(&material, public, wanted.key_attributes)
        };
        self.add(&request.key_name, version)
    }

    fn import_key(&self, request: ImportKey, _: &Received) -> Result<KeyBundle, Refusal> {
        let given = request.parameters;
        if let Some(kty) = &given.key.kty {
            self.check_type(kty)?;
        }
        let material = Material::import(&given.key).map_err(|error| self.unusable(error))?;
        let kty = given.key.kty.unwrap_or_default();
        let kty = match given.hsm {
            Some(true) => in_hardware(kty),
            _ => kty,
        };
        let public = JsonWebKey {
            key_ops: Some(
                given
                    .key
                    .key_ops
                    .unwrap_or_else(|| default_operations(&kty)),
            ),
            kty: Some(kty),
            ..material.public()
        };
        let version = Version {
            tags: given.tags,
            release_policy: given.release_policy,
            ..self.kept(&material, public, given.key_attributes)
        };
        self.add(&request.key_name, version)
    }

    fn rotate_key(&self, request: RotateKey, _: &Received) -> Result<KeyBundle, Refusal> {
        let which = Which::newest(&request.key_name);
        loop {
            // Making a key takes long: the store must not wait for it.
            let record = self.live(&which)?;
            let from = self.version(&record, &which)?;
            let form = self.material(from)?.form();
            let material = Material::generate(&form).map_err(|error| self.unusable(error))?;
            let rotated = self.change(which.name, |mut record| {
                let newest = self.version(&record, &which)?;
                if newest.id != from.id && self.material(newest)?.form() != form {
                    return Ok((record, None));
                }
                let version = self.rotated(&record, newest, &material);
                let bundle = record.bundle(&version, self.url());
                record.versions.push(version);
                Ok((record, Some(bundle)))
            })?;
            if let Some(bundle) = rotated {
                return Ok(bundle);
            }
        }
    }

    fn get_key(&self, request: GetKey, _: &Received) -> Result<KeyBundle, Refusal> {
        let which = Which {
            name: &request.key_name,
            version: request.key_version.as_deref(),
        };
        let record = self.live(&which)?;
        Ok(record.bundle(self.version(&record, &which)?, self.url()))
    }

    fn update_key(&self, request: UpdateKey, _: &Received) -> Result<KeyBundle, Refusal> {
        let which = Which {
            name: &request.key_name,
            version: request.key_version.as_deref(),
        };
        let given = request.parameters;
        self.change(which.name, |mut record| {
            let id = self.version(&record, &which)?.id.clone();
            let mut versions = record.versions.iter_mut();
            let version = versions.find(|version| version.id == id);
            let version = version.ok_or_else(|| self.not_found(&which))?;
            let attributes = &mut version.attributes;
            if let Some(given) = given.key_attributes {
                attributes.enabled = given.enabled.or(attributes.enabled);
                attributes.not_before = given.not_before.or(attributes.not_before);
                attributes.expires = given.expires.or(attributes.expires);
                attributes.exportable = given.exportable.or(attributes.exportable);
            }
            attributes.updated = Some(self.now);
            if let Some(operations) = given.key_ops {
                let operations = operations.iter().map(ToString::to_string);
                version.public.key_ops = Some(operations.collect());
            }
            version.tags = given.tags.or(version.tags.take());
            let policy = version.release_policy.as_ref();
            self.check_policy_change(policy, given.release_policy.as_ref())?;
            version.release_policy = given.release_policy.or(version.release_policy.take());
            let version = version.clone();
            self.check_version(&version)?;
            let bundle = record.bundle(&version, self.url());
            Ok((record, bundle))
        })
    }

    fn delete_key(&self, request: DeleteKey, _: &Received) -> Result<DeletedKeyBundle, Refusal> {
        let UnixTime(now) = self.now;
        let deletion = Deletion {
            at: self.now,
            purge: UnixTime(now.saturating_add(i64::from(RETENTION_DAYS) * DAY)),
        };
        self.change(&request.key_name, |mut record| {
            let which = Which::newest(&request.key_name);
            let newest = self.version(&record, &which)?;
            let bundle = record.deleted_bundle(newest, deletion, self.url());
            record.deletion = Some(deletion);
            Ok((record, bundle))
        })
    }

    fn get_deleted_key(
        &self,
        request: GetDeletedKey,
        _: &Received,
    ) -> Result<DeletedKeyBundle, Refusal> {
        let which = Which::newest(&request.key_name);
        let (record, deletion) = self.deleted(which.name)?;
        let newest = self.version(&record, &which)?;
        Ok(record.deleted_bundle(newest, deletion, self.url()))
    }

    fn recover_deleted_key(
        &self,
        request: RecoverDeletedKey,
        _: &Received,
    ) -> Result<KeyBundle, Refusal> {
        let which = Which::newest(&request.key_name);
        self.change_stored(which.name, |record| {
            let deleted = record.filter(|record| record.deletion.is_some());
            let mut record = deleted.ok_or_else(|| self.not_found(&which))?;
            record.deletion = None;
            let bundle = record.bundle(self.version(&record, &which)?, self.url());
            Ok((Some(record), bundle))
        })
    }

    fn purge_deleted_key(&self, request: PurgeDeletedKey, _: &Received) -> Result<(), Refusal> {
        let which = Which::newest(&request.key_name);
        self.change_stored(which.name, |record| {
            let deleted = record.filter(|record| record.deletion.is_some());
            deleted.ok_or_else(|| self.not_found(&which))?;
            Ok((None, ()))
        })
    }

    fn get_keys(&self, request: GetKeys, received: &Received) -> Result<KeyListResult, Refusal> {
        let (items, link) = self.list(request.maxresults, received, |record, newest| {
            let is_live = record.deletion.is_none();
            is_live.then(|| record.item(newest, record.url(self.url())))
        })?;
        Ok(KeyListResult {
            value: Some(items),
            next_link: link,
            ..Default::default()
        })
    }

    fn get_deleted_keys(
        &self,
        request: GetDeletedKeys,
        received: &Received,
    ) -> Result<DeletedKeyListResult, Refusal> {
        let (items, link) = self.list(request.maxresults, received, |record, newest| {
            Some(record.deleted_item(newest, record.deletion?, self.url()))
        })?;
        Ok(DeletedKeyListResult {
            value: Some(items),
            next_link: link,
            ..Default::default()
        })
    }

    fn get_key_versions(
        &self,
        request: GetKeyVersions,
        received: &Received,
    ) -> Result<KeyListResult, Refusal> {
        self.versions(&request.key_name, request.maxresults, received)
    }

    fn backup_key(&self, request: BackupKey, _: &Received) -> Result<BackupKeyResult, Refusal> {
        let record = self.live(&Which::newest(&request.key_name))?;
        let content = Content {
            subscription: self.vault.options.subscription.clone(),
            record,
        };
        let options = &self.vault.options;
        let sealed = backup::seal(options.kind, &self.vault.geography, &content);
        Ok(BackupKeyResult {
            value: sealed
                .map_err(|error| words::internal(error.as_ref()))?
                .into(),
            ..Default::default()
        })
    }

    fn restore_key(&self, request: RestoreKey, _: &Received) -> Result<KeyBundle, Refusal> {
        let blob = request.parameters.key_bundle_backup;
        let options = &self.vault.options;
        let content = backup::open(options.kind, &self.vault.geography, blob.expose().as_ref());
        let content = content.map_err(|closed| match closed {
            Closed::Corrupt => self.words.corrupt_backup(),
            Closed::Foreign => self.words.foreign_backup(),
        })?;
        if content.subscription != options.subscription {
            return Err(self.words.foreign_backup());
        }
        let record = content.record;
        let name = record.name.clone();
        let which = Which::newest(&name);
        self.change_stored(&name, |present| {
            let newest = self.version(&record, &which)?;
            if present.is_some() {
                let url = newest.url(&record.url(self.url()));
                return Err(self.words.restored_over(&url));
            }
            let bundle = record.bundle(newest, self.url());
            Ok((Some(record), bundle))
        })
    }

    fn encrypt(&self, request: Encrypt, _: &Received) -> Result<KeyOperationResult, Refusal> {
        let which = Which::exactly(&request.key_name, &request.key_version);
        self.encrypted(&which, JsonWebKeyOperation::Encrypt, &request.parameters)
    }

    fn decrypt(&self, request: Decrypt, _: &Received) -> Result<KeyOperationResult, Refusal> {
        let which = Which::exactly(&request.key_name, &request.key_version);
        self.decrypted(&which, JsonWebKeyOperation::Decrypt, &request.parameters)
    }

    fn wrap_key(&self, request: WrapKey, _: &Received) -> Result<KeyOperationResult, Refusal> {
        let which = Which::exactly(&request.key_name, &request.key_version);
        self.encrypted(&which, JsonWebKeyOperation::WrapKey, &request.parameters)
    }

    fn unwrap_key(&self, request: UnwrapKey, _: &Received) -> Result<KeyOperationResult, Refusal> {
        let which = Which::exactly(&request.key_name, &request.key_version);
        self.decrypted(&which, JsonWebKeyOperation::UnwrapKey, &request.parameters)
    }

    fn sign(&self, request: Sign, _: &Received) -> Result<KeyOperationResult, Refusal> {
        let which = Which::exactly(&request.key_name, &request.key_version);
        self.signed(&which, &request.parameters)
    }

    fn verify(&self, request: Verify, _: &Received) -> Result<KeyVerifyResult, Refusal> {
        let which = Which::exactly(&request.key_name, &request.key_version);
        self.verified(&which, &request.parameters)
    }

    fn get_key_rotation_policy(
        &self,
        request: GetKeyRotationPolicy,
        _: &Received,
    ) -> Result<KeyRotationPolicy, Refusal> {
        let record = self.live(&Which::newest(&request.key_name))?;
        Ok(rotation::shown(
            record.policy.as_ref(),
            &record.url(self.url()),
        ))
    }

    fn update_key_rotation_policy(
        &self,
        request: UpdateKeyRotationPolicy,
        _: &Received,
    ) -> Result<KeyRotationPolicy, Refusal> {
        let given = request.key_rotation_policy;
        rotation::check(&given).map_err(|why| self.words.bad_parameter(why))?;
        self.change(&request.key_name, |mut record| {
            let policy = rotation::changed(record.policy.as_ref(), given, self.now);
            let shown = rotation::shown(Some(&policy), &record.url(self.url()));
            record.policy = Some(policy);
            Ok((record, shown))
        })
    }

    /// Vaults do not have this operation, managed HSMs do.
    fn get_random_bytes(
        &self,
        request: GetRandomBytes,
        _: &Received,
    ) -> Result<RandomBytes, Refusal> {
        let count = usize::try_from(request.parameters.count).unwrap_or_default();
        match self.words.kind {
            Kind::Vault => return Err(Refusal::not_supported(GetRandomBytes::NAME)),
            Kind::ManagedHsm if (1..=128).contains(&count) => {}
            Kind::ManagedHsm => {
                let message = "The count of random bytes is not between 1 and 128.";
                return Err(self.words.bad_parameter(message));
            }
        }
        Ok(RandomBytes {
            value: random_bytes(count).into(),
            ..Default::default()
        })
    }
}
