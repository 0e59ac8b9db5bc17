// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! One request of one caller: what the vault does for each operation.

mod cryptography;
mod demands;
mod listing;
mod operations;

use super::material::{Material, Unusable};
use super::record::{Deletion, Record, Version};
use super::vault::Vault;
use super::words::Words;
use super::{hex, random_bytes, rotation};
use crate::keys::v2025_07_01::{DeletionRecoveryLevel, JsonWebKey, KeyAttributes, KeyBundle};
use crate::server::Refusal;
use crate::{Secret, UnixTime};

/// How many days a deleted key is kept.
const RETENTION_DAYS: i32 = 90;

pub(super) struct Session<'v> {
    pub(super) vault: &'v Vault,
    pub(super) words: Words<'v>,
    pub(super) now: UnixTime,
}

/// A name and the version that is asked for, the newest if there is none.
struct Which<'r> {
    name: &'r str,
    version: Option<&'r str>,
}

impl<'r> Which<'r> {
    fn newest(name: &'r str) -> Self {
        Self {
            name,
            version: None,
        }
    }

    fn exactly(name: &'r str, version: &'r str) -> Self {
        Self {
            name,
            version: Some(version),
        }
    }
}

impl Session<'_> {
    fn url(&self) -> &str {
        self.vault.url()
    }

    /// The id of the newest version of a key.
    pub(super) fn newest(&self, name: &str) -> Result<String, Refusal> {
        let which = Which::newest(name);
        let record = self.live(&which)?;
        Ok(self.version(&record, &which)?.id.clone())
    }

    /// The record of a key, live or deleted.
    fn stored(&self, name: &str) -> Result<Option<Record>, Refusal> {
        let found = self.vault.store.get(name)?;
        Ok(found.filter(|record| !record.is_purged(self.now)))
    }

    /// Changes the record of a key, live or deleted, all or nothing.
    fn change_stored<T>(
        &self,
        name: &str,
        change: impl FnOnce(Option<Record>) -> Result<(Option<Record>, T), Refusal>,
    ) -> Result<T, Refusal> {
        self.vault.store.change(name, |record| {
            change(record.filter(|record| !record.is_purged(self.now)))
        })
    }

    /// The record of a key that is not deleted.
    fn live(&self, which: &Which<'_>) -> Result<Record, Refusal> {
        let found = self.stored(which.name)?;
        found
            .filter(|record| record.deletion.is_none())
            .ok_or_else(|| self.not_found(which))
    }

    fn not_found(&self, which: &Which<'_>) -> Refusal {
        let name = match which.version {
            Some(version) => format!("{}/{version}", which.name),
            None => which.name.to_owned(),
        };
        let url = format!("{}/keys/{name}", self.url());
        self.words.not_found(&name, &url)
    }

    fn version<'r>(&self, record: &'r Record, which: &Which<'_>) -> Result<&'r Version, Refusal> {
        let found = record.version(which.version);
        found.ok_or_else(|| self.not_found(which))
    }

    /// Changes a key that is not deleted.
    fn change<T>(
        &self,
        name: &str,
        change: impl FnOnce(Record) -> Result<(Record, T), Refusal>,
    ) -> Result<T, Refusal> {
        let which = Which::newest(name);
        self.change_stored(name, |record| {
            let live = record.filter(|record| record.deletion.is_none());
            let (record, given) = change(live.ok_or_else(|| self.not_found(&which))?)?;
            Ok((Some(record), given))
        })
    }

    /// Adds a version, to a new key if there is none of that name.
    fn add(&self, name: &str, version: Version) -> Result<KeyBundle, Refusal> {
        self.check_version(&version)?;
        self.change_stored(name, |record| {
            let mut record = match record {
                Some(record) if record.deletion.is_some() => return Err(self.words.deleted(name)),
                Some(record) => {
                    let newest = record.versions.last();
                    let before = newest.and_then(|newest| newest.release_policy.as_ref());
                    self.check_policy_change(before, version.release_policy.as_ref())?;
                    record
                }
                None => Record {
                    name: name.to_owned(),
                    versions: Vec::new(),
                    policy: None,
                    deletion: None,
                },
            };
            let bundle = record.bundle(&version, self.url());
            record.versions.push(version);
            Ok((Some(record), bundle))
        })
    }

    fn attributes(&self, given: Option<KeyAttributes>) -> KeyAttributes {
        let given = given.unwrap_or_default();
        KeyAttributes {
            enabled: Some(given.enabled.unwrap_or(true)),
            not_before: given.not_before,
            expires: given.expires,
            exportable: given.exportable,
            created: Some(self.now),
            updated: Some(self.now),
            recoverable_days: Some(RETENTION_DAYS),
            recovery_level: Some(DeletionRecoveryLevel::RecoverablePurgeable),
            ..Default::default()
        }
    }

    fn unusable(&self, Unusable { message, reason }: Unusable) -> Refusal {
        let refusal = self.words.bad_parameter(message);
        match reason {
            Some(reason) => refusal.because(reason),
            None => refusal,
        }
    }

    fn material(&self, version: &Version) -> Result<Material, Refusal> {
        Material::from_bytes(version.material.expose().as_ref())
            .map_err(|error| self.unusable(error))
    }

    /// A key that was just made, as it is kept.
    fn kept(
        &self,
        material: &Material,
        public: JsonWebKey,
        attributes: Option<KeyAttributes>,
    ) -> Version {
        Version {
            id: hex(&random_bytes(16)),
            public,
            material: Secret::new(material.to_bytes().as_slice().into()),
            attributes: self.attributes(attributes),
            tags: None,
            release_policy: None,
        }
    }

    /// The version that follows the newest one, as the policy of the key says.
    fn rotated(&self, record: &Record, newest: &Version, material: &Material) -> Version {
        let policy = record.policy.as_ref();
        let expiry = policy.and_then(|policy| policy.attributes.as_ref()?.expiry_time.as_deref());
        let attributes = KeyAttributes {
            not_before: None,
            expires: expiry.and_then(|expiry| rotation::after(self.now, expiry)),
            ..newest.attributes.clone()
        };
        let public = JsonWebKey {
            key_ops: newest.public.key_ops.clone(),
            kty: newest.public.kty.clone(),
            ..material.public()
        };
        Version {
            tags: newest.tags.clone(),
            release_policy: newest.release_policy.clone(),
            ..self.kept(material, public, Some(attributes))
        }
    }

    fn deleted(&self, name: &str) -> Result<(Record, Deletion), Refusal> {
        let record = self.stored(name)?;
        let found = record.and_then(|record| record.deletion.map(|deletion| (record, deletion)));
        let url = format!("{}/keys/{name}", self.url());
        found.ok_or_else(|| self.words.not_deleted(name, &url))
    }
}
