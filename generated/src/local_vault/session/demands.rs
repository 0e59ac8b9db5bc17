// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What the service demands of what it is given. There is no record of most of its
//! words.

use std::collections::BTreeMap;

use super::Session;
use crate::keys::v2025_07_01::{
    JsonWebKeyOperation, JsonWebKeyType, KeyAttributes, KeyCreateParameters, KeyReleasePolicy,
};
use crate::local_vault::record::Version;
use crate::local_vault::{Kind, words};
use crate::server::Refusal;

/// The maximum number of tags of a key (Key Vault's documentation, "About keys").
const TAGS: usize = 15;
/// The maximum number of characters of a tag's name, and of its value.
const TAG_LENGTH: usize = 256;

/// The operations of elliptic curve keys.
const SIGNING: [JsonWebKeyOperation; 2] = [JsonWebKeyOperation::Sign, JsonWebKeyOperation::Verify];
/// The operations of RSA keys and of symmetric keys, which sign with HMAC.
const ALL: [JsonWebKeyOperation; 6] = [
    JsonWebKeyOperation::Encrypt,
    JsonWebKeyOperation::Decrypt,
    JsonWebKeyOperation::Sign,
    JsonWebKeyOperation::Verify,
    JsonWebKeyOperation::WrapKey,
    JsonWebKeyOperation::UnwrapKey,
];

/// The operations that a key of the type supports.
fn supported_operations(kty: &JsonWebKeyType) -> &'static [JsonWebKeyOperation] {
    match kty {
        JsonWebKeyType::Ec | JsonWebKeyType::EcHsm => &SIGNING,
        _ => &ALL,
    }
}

/// The operations that a key of the type is permitted if the caller names none.
pub(super) fn default_operations(kty: &JsonWebKeyType) -> Vec<String> {
    let is_symmetric = matches!(kty, JsonWebKeyType::Oct | JsonWebKeyType::OctHsm);
    let supported = supported_operations(kty).iter();
    supported
        .filter(|operation| !is_symmetric || !SIGNING.contains(operation))
        .map(ToString::to_string)
        .collect()
}

fn has_valid_tags(tags: &BTreeMap<String, String>) -> bool {
    let fits = |text: &String| text.chars().count() <= TAG_LENGTH;
    tags.len() <= TAGS && tags.iter().all(|(name, value)| fits(name) && fits(value))
}

impl Session<'_> {
    /// Names are of 1 to 127 letters, digits and hyphens.
    pub(in crate::local_vault) fn check_name(&self, name: &str) -> Result<(), Refusal> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        match name.len() <= 127 && name.bytes().all(is_plain) {
            true => Ok(()),
            false => Err(self.words.bad_name(name)),
        }
    }

    /// Vaults have no symmetric keys, managed HSMs do. Neither has types that the API's
    /// document does not list.
    pub(super) fn check_type(&self, kty: &JsonWebKeyType) -> Result<(), Refusal> {
        match (self.words.kind, kty) {
            (Kind::Vault, JsonWebKeyType::Oct | JsonWebKeyType::OctHsm)
            | (_, JsonWebKeyType::Unknown(_)) => Err(self.words.unsupported_type(kty)),
            _ => Ok(()),
        }
    }

    /// Refuses a public exponent in a vault: only managed HSMs let the caller choose that of
    /// an RSA key (the tests of azure-keyvault-keys).
    pub(super) fn check_exponent(&self, wanted: &KeyCreateParameters) -> Result<(), Refusal> {
        let is_rsa = matches!(wanted.kty, JsonWebKeyType::Rsa | JsonWebKeyType::RsaHsm);
        let is_unusual = wanted.public_exponent.is_some_and(|given| given != 65537);
        if self.words.kind == Kind::Vault && is_rsa && is_unusual {
            Err(self.words.bad_parameter(words::EXPONENT))
        } else {
            Ok(())
        }
    }

    /// Refuses to replace an immutable release policy, `before`, with another one.
    pub(super) fn check_policy_change(
        &self,
        before: Option<&KeyReleasePolicy>,
        after: Option<&KeyReleasePolicy>,
    ) -> Result<(), Refusal> {
        let is_final = before.is_some_and(|policy| policy.immutable == Some(true));
        if is_final && after.is_some() && after != before {
            Err(self.words.bad_parameter(words::IMMUTABLE_POLICY))
        } else {
            Ok(())
        }
    }

    /// Checks what every version must satisfy, whether created, imported or updated.
    pub(super) fn check_version(&self, version: &Version) -> Result<(), Refusal> {
        self.check_operations(version)?;
        let KeyAttributes {
            not_before,
            expires,
            exportable,
            ..
        } = version.attributes;
        let is_exportable = exportable == Some(true);
        let wrong = if let (Some(begin), Some(end)) = (not_before, expires)
            && end < begin
        {
            words::EXPIRES_EARLY
        } else if is_exportable && version.release_policy.is_none() {
            words::NO_POLICY
        } else if !is_exportable && version.release_policy.is_some() {
            words::USELESS_POLICY
        } else if !version.tags.as_ref().is_none_or(has_valid_tags) {
            words::INVALID_PROPERTY
        } else {
            return Ok(());
        };
        Err(self.words.bad_parameter(wrong))
    }

    /// Refuses operations that a key of this type does not support. `import` and `export` are
    /// accepted for every type.
    fn check_operations(&self, version: &Version) -> Result<(), Refusal> {
        let Some(kty) = &version.public.kty else {
            return Ok(());
        };
        let supported = supported_operations(kty);
        let moves = [JsonWebKeyOperation::Import, JsonWebKeyOperation::Export];
        let given = version.public.key_ops.iter().flatten();
        let unsupported: Vec<&str> = given
            .map(String::as_str)
            .filter(|given| {
                supported
                    .iter()
                    .chain(&moves)
                    .all(|each| each.as_str() != *given)
            })
            .collect();
        if unsupported.is_empty() {
            Ok(())
        } else {
            Err(self.words.unsupported_operations(&unsupported, supported))
        }
    }
}
