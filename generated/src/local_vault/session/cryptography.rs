// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What keys are used for.

use super::{Session, Which};
use crate::keys::v2025_07_01::{
    JsonWebKeyOperation, KeyOperationResult, KeyOperationsParameters, KeySignParameters,
    KeyVerifyParameters, KeyVerifyResult,
};
use crate::local_vault::material::Material;
use crate::server::Refusal;
use crate::{Base64Url, Secret};

impl Session<'_> {
    /// The material of a version that may be used so now. Outside its time, a key
    /// still opens what it closed (Key Vault's documentation, "Date-time
    /// controlled operations").
    fn use_key(
        &self,
        which: &Which<'_>,
        operation: JsonWebKeyOperation,
    ) -> Result<(Material, String), Refusal> {
        let record = self.live(which)?;
        let version = self.version(&record, which)?;
        let name = operation.to_string();
        let attributes = &version.attributes;
        if attributes.enabled == Some(false) {
            return Err(self
                .words
                .unusable_key(&name, "allowed on a disabled", "KeyDisabled"));
        }
        let opens = matches!(
            operation,
            JsonWebKeyOperation::Decrypt
                | JsonWebKeyOperation::UnwrapKey
                | JsonWebKeyOperation::Verify
        );
        if !opens && attributes.not_before.is_some_and(|begin| self.now < begin) {
            let why = "allowed on a not yet valid";
            return Err(self.words.unusable_key(&name, why, "KeyNotYetValid"));
        }
        if !opens && attributes.expires.is_some_and(|end| self.now >= end) {
            let why = "allowed on an expired";
            return Err(self.words.unusable_key(&name, why, "KeyExpired"));
        }
        if !version
            .public
            .key_ops
            .iter()
            .flatten()
            .any(|op| *op == name)
        {
            let why = "permitted on this";
            return Err(self.words.unusable_key(&name, why, "KeyOperationForbidden"));
        }
        let kid = version.url(&record.url(self.url()));
        Ok((self.material(version)?, kid))
    }

    pub(super) fn encrypted(
        &self,
        which: &Which<'_>,
        operation: JsonWebKeyOperation,
        parameters: &KeyOperationsParameters,
    ) -> Result<KeyOperationResult, Refusal> {
        let (material, kid) = self.use_key(which, operation)?;
        let sealed = material
            .encrypt(parameters)
            .map_err(|error| self.unusable(error))?;
        Ok(KeyOperationResult {
            kid: Some(kid),
            result: Secret::new(sealed.value.into()),
            iv: sealed.iv.map(Base64Url::from),
            authentication_tag: sealed.tag.map(Base64Url::from),
            additional_authenticated_data: sealed.aad.map(Base64Url::from),
            ..Default::default()
        })
    }

    pub(super) fn decrypted(
        &self,
        which: &Which<'_>,
        operation: JsonWebKeyOperation,
        parameters: &KeyOperationsParameters,
    ) -> Result<KeyOperationResult, Refusal> {
        let (material, kid) = self.use_key(which, operation)?;
        let plain = material
            .decrypt(parameters)
            .map_err(|error| self.unusable(error))?;
        Ok(KeyOperationResult {
            kid: Some(kid),
            result: Secret::new(plain.as_slice().into()),
            ..Default::default()
        })
    }

    pub(super) fn signed(
        &self,
        which: &Which<'_>,
        parameters: &KeySignParameters,
    ) -> Result<KeyOperationResult, Refusal> {
        let (material, kid) = self.use_key(which, JsonWebKeyOperation::Sign)?;
        let signature = material
            .sign(&parameters.algorithm, parameters.value.as_ref())
            .map_err(|error| self.unusable(error))?;
        Ok(KeyOperationResult {
            kid: Some(kid),
            result: Secret::new(signature.into()),
            ..Default::default()
        })
    }

    pub(super) fn verified(
        &self,
        which: &Which<'_>,
        parameters: &KeyVerifyParameters,
    ) -> Result<KeyVerifyResult, Refusal> {
        let (material, _) = self.use_key(which, JsonWebKeyOperation::Verify)?;
        let (digest, signature) = (parameters.digest.as_ref(), parameters.signature.as_ref());
        Ok(KeyVerifyResult {
            value: material
                .verify(&parameters.algorithm, digest, signature)
                .map_err(|error| self.unusable(error))?,
            ..Default::default()
        })
    }
}
