// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What the service demands of what it is given. There is no record of most of its
//! words.

use super::Session;
use crate::keys::v2025_07_01::{JsonWebKeyOperation, JsonWebKeyType, KeyAttributes};
use crate::local_vault::Kind;
use crate::local_vault::record::Version;
use crate::server::Refusal;

/// How many tags a key has at most (Key Vault's documentation, "About keys").
const TAGS: usize = 15;

impl Session<'_> {
    /// Names are of 1 to 127 letters, digits and hyphens.
    pub(in crate::local_vault) fn check_name(&self, name: &str) -> Result<(), Refusal> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        match name.len() <= 127 && name.bytes().all(is_plain) {
            true => Ok(()),
            false => Err(self.words.bad_name(name)),
        }
    }

    /// Vaults have no symmetric keys, managed HSMs do.
    pub(super) fn check_type(&self, kty: &JsonWebKeyType) -> Result<(), Refusal> {
        match (self.words.kind, kty) {
            (Kind::Vault, JsonWebKeyType::Oct | JsonWebKeyType::OctHsm) => {
                Err(self.words.unsupported_type(kty))
            }
            _ => Ok(()),
        }
    }

    /// What a version is to be, whoever made it so.
    pub(super) fn check_version(&self, version: &Version) -> Result<(), Refusal> {
        let operations = version.public.key_ops.iter().flatten();
        for operation in operations {
            if let JsonWebKeyOperation::Unknown(name) = operation.as_str().into() {
                let message = format!("Invalid key operation: {name}");
                return Err(self.words.bad_parameter(message));
            }
        }
        let KeyAttributes {
            not_before,
            expires,
            exportable,
            ..
        } = version.attributes;
        let wrong = if let (Some(begin), Some(end)) = (not_before, expires)
            && end < begin
        {
            "A key does not expire (exp) before it is valid (nbf)."
        } else if exportable == Some(true) && version.release_policy.is_none() {
            "An exportable key has a release policy."
        } else if version.tags.as_ref().is_some_and(|tags| tags.len() > TAGS) {
            "A key has 15 tags at most."
        } else {
            return Ok(());
        };
        Err(self.words.bad_parameter(wrong))
    }
}
