// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Who may do what: the tokens that the vault takes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use http::HeaderMap;
use http::header::AUTHORIZATION;

use super::lock;
use crate::UnixTime;

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub(super) audience: Option<String>,
    pub(super) tenant: Option<String>,
    pub(super) expires: Option<UnixTime>,
    pub(super) permissions: Option<BTreeSet<String>>,
    /// Whether it was ended before its time.
    ended: bool,
}

impl Grant {
    /// Every permission, for this vault, without an end.
    pub fn all() -> Self {
        Self {
            audience: None,
            tenant: None,
            expires: None,
            permissions: None,
            ended: false,
        }
    }

    /// These permissions alone, such as `get` and `backup` (`keys/backup`).
    pub fn only<'p>(permissions: impl IntoIterator<Item = &'p str>) -> Self {
        let permissions = permissions.into_iter().map(str::to_owned);
        Self {
            permissions: Some(permissions.collect()),
            ..Self::all()
        }
    }

    /// A token for another resource, which the vault refuses.
    #[must_use]
    pub fn for_audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// A token of another tenant, which the vault refuses.
    #[must_use]
    pub fn of_tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }

    /// A token that the vault takes until then.
    #[must_use]
    pub fn until(mut self, expires: UnixTime) -> Self {
        self.expires = Some(expires);
        self
    }

    /// Whether an operation of the caller's is permitted. Permissions have no
    /// upper and lower case.
    pub(super) fn permits(&self, permission: &str) -> bool {
        let is_it = |given: &String| given.eq_ignore_ascii_case(permission);
        let given = self.permissions.as_ref();
        given.is_none_or(|given| given.iter().any(is_it))
    }
}

/// The tokens by their text.
#[derive(Default)]
pub(super) struct Tokens(Mutex<BTreeMap<String, Grant>>);

/// Why a request is not the caller's whom it claims.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unauthorized {
    Missing,
    Unknown,
    Audience(String),
    Tenant(String),
    Expired,
}

impl Tokens {
    pub(super) fn insert(&self, token: String, grant: Grant) {
        lock(&self.0).insert(token, grant);
    }

    /// Ends all tokens.
    pub(super) fn expire(&self) {
        for grant in lock(&self.0).values_mut() {
            grant.ended = true;
        }
    }

    /// What the token of a request stands for (RFC 6750, section 2.1).
    pub(super) fn check(
        &self,
        headers: &HeaderMap,
        audience: &str,
        tenant: &str,
        now: UnixTime,
    ) -> Result<Grant, Unauthorized> {
        let value = headers.get(AUTHORIZATION);
        let value = value.and_then(|value| value.to_str().ok());
        let (scheme, token) = value
            .and_then(|value| value.split_once(' '))
            .ok_or(Unauthorized::Missing)?;
        if !scheme.eq_ignore_ascii_case("Bearer") {
            return Err(Unauthorized::Missing);
        }
        let known = lock(&self.0).get(token.trim_start()).cloned();
        let grant = known.ok_or(Unauthorized::Unknown)?;
        match &grant {
            Grant {
                audience: Some(other),
                ..
            } if other.trim_end_matches('/') != audience => {
                Err(Unauthorized::Audience(other.clone()))
            }
            Grant {
                tenant: Some(other),
                ..
            } if other != tenant => Err(Unauthorized::Tenant(other.clone())),
            Grant { ended: true, .. } => Err(Unauthorized::Expired),
            Grant {
                expires: Some(end), ..
            } if *end <= now => Err(Unauthorized::Expired),
            _ => Ok(grant),
        }
    }
}

/// The permission that an operation takes (Key Vault's documentation, "Key
/// access control", and the descriptions of the operations); `None` where it is
/// left to roles.
pub(super) fn permission(operation: &str) -> Option<&'static str> {
    Some(match operation {
        "CreateKey" => "create",
        "ImportKey" => "import",
        "GetKey" | "GetKeyAttestation" | "GetDeletedKey" | "GetKeyRotationPolicy" => "get",
        "GetKeys" | "GetKeyVersions" | "GetDeletedKeys" => "list",
        "UpdateKey" | "UpdateKeyRotationPolicy" => "update",
        "DeleteKey" => "delete",
        "RecoverDeletedKey" => "recover",
        "PurgeDeletedKey" => "purge",
        "BackupKey" => "backup",
        "RestoreKey" => "restore",
        "RotateKey" => "rotate",
        "encrypt" => "encrypt",
        "decrypt" => "decrypt",
        "sign" => "sign",
        "verify" => "verify",
        "wrapKey" => "wrapKey",
        "unwrapKey" => "unwrapKey",
        "release" => "release",
        _ => return None,
    })
}
