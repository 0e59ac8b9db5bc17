// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What the vault keeps of a key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::keys::v2025_07_01::{
    DeletedKeyBundle, DeletedKeyItem, JsonWebKey, KeyAttributes, KeyBundle, KeyItem,
    KeyReleasePolicy, KeyRotationPolicy,
};
use crate::{Base64Url, Secret, UnixTime};

/// A key with all of its versions, live or deleted.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Record {
    /// As it was first written; names have no upper and lower case.
    pub(super) name: String,
    /// The newest last; there is at least one.
    pub(super) versions: Vec<Version>,
    pub(super) policy: Option<KeyRotationPolicy>,
    pub(super) deletion: Option<Deletion>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Deletion {
    pub(super) at: UnixTime,
    pub(super) purge: UnixTime,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Version {
    pub(super) id: String,
    /// The public part, without `kid`.
    pub(super) public: JsonWebKey,
    /// The whole key, as [`Material`](super::material::Material) writes it.
    pub(super) material: Secret<Base64Url>,
    pub(super) attributes: KeyAttributes,
    pub(super) tags: Option<BTreeMap<String, String>>,
    pub(super) release_policy: Option<KeyReleasePolicy>,
}

impl Record {
    /// Whether the time of a deleted key is over.
    pub(super) fn is_purged(&self, now: UnixTime) -> bool {
        self.deletion.is_some_and(|deletion| deletion.purge <= now)
    }

    /// The version with that id, or the newest.
    pub(super) fn version(&self, id: Option<&str>) -> Option<&Version> {
        match id {
            Some(id) => self.versions.iter().find(|version| version.id == id),
            None => self.versions.last(),
        }
    }

    /// The URL of the key in the vault at `vault`.
    pub(super) fn url(&self, vault: &str) -> String {
        format!("{vault}/keys/{}", self.name)
    }

    fn recovery_id(&self, vault: &str) -> String {
        format!("{vault}/deletedkeys/{}", self.name)
    }

    pub(super) fn bundle(&self, version: &Version, vault: &str) -> KeyBundle {
        KeyBundle {
            key: version.key(&self.url(vault)),
            attributes: Some(version.attributes.clone()),
            tags: version.tags.clone(),
            release_policy: version.release_policy.clone(),
            ..Default::default()
        }
    }

    pub(super) fn deleted_bundle(
        &self,
        version: &Version,
        deletion: Deletion,
        vault: &str,
    ) -> DeletedKeyBundle {
        DeletedKeyBundle {
            key: version.key(&self.url(vault)),
            attributes: Some(version.attributes.clone()),
            tags: version.tags.clone(),
            release_policy: version.release_policy.clone(),
            recovery_id: Some(self.recovery_id(vault)),
            deleted_date: Some(deletion.at),
            scheduled_purge_date: Some(deletion.purge),
            ..Default::default()
        }
    }

    /// The key in a list, or one of its versions.
    pub(super) fn item(&self, version: &Version, kid: String) -> KeyItem {
        KeyItem {
            kid: Some(kid),
            attributes: Some(version.attributes.clone()),
            tags: version.tags.clone(),
            ..Default::default()
        }
    }

    pub(super) fn deleted_item(
        &self,
        version: &Version,
        deletion: Deletion,
        vault: &str,
    ) -> DeletedKeyItem {
        DeletedKeyItem {
            kid: Some(self.url(vault)),
            attributes: Some(version.attributes.clone()),
            tags: version.tags.clone(),
            recovery_id: Some(self.recovery_id(vault)),
            deleted_date: Some(deletion.at),
            scheduled_purge_date: Some(deletion.purge),
            ..Default::default()
        }
    }
}

impl Version {
    /// The public part, its identifier below the key's URL.
    fn key(&self, url: &str) -> JsonWebKey {
        JsonWebKey {
            kid: Some(self.url(url)),
            ..self.public.clone()
        }
    }

    pub(super) fn url(&self, key: &str) -> String {
        format!("{key}/{}", self.id)
    }
}
