// Written by `cargo run -p generator` from specs/keys/2025-07-01.yaml: do not edit.
use super::{
    DeletionRecoveryLevel, JsonWebKeyCurveName, JsonWebKeyEncryptionAlgorithm,
    JsonWebKeyOperation, JsonWebKeySignatureAlgorithm, JsonWebKeyType,
    KeyEncryptionAlgorithm, KeyRotationPolicyAction,
};
use crate::{Base64Url, Secret, UnixTime};
use std::collections::BTreeMap;

/// What a new key is to be like.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyCreateParameters {
    /// The type that the key is to have.
    pub kty: JsonWebKeyType,
    /// The size of the key in bits, such as 2048, 3072 or 4096 with RSA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_size: Option<i32>,
    /// The public exponent of an RSA key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_exponent: Option<i32>,
    /// What the key may be used for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_ops: Option<Vec<JsonWebKeyOperation>>,
    /// The attributes that the key is to have.
    #[serde(rename = "attributes", skip_serializing_if = "Option::is_none")]
    pub key_attributes: Option<KeyAttributes>,
    /// Values that the application keeps with the key, by its own names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// The curve of an elliptic curve key.
    #[serde(rename = "crv", skip_serializing_if = "Option::is_none")]
    pub curve: Option<JsonWebKeyCurveName>,
    /// The rules for the release of the key, if it is exportable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_policy: Option<KeyReleasePolicy>,
}

/// A key that was made elsewhere, and what it is to be like in the vault.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyImportParameters {
    /// Whether the key is to be kept in an HSM, and not in software.
    #[serde(rename = "Hsm", skip_serializing_if = "Option::is_none")]
    pub hsm: Option<bool>,
    /// The key to import, with its private or secret part.
    pub key: JsonWebKey,
    /// The attributes that the key is to have.
    #[serde(rename = "attributes", skip_serializing_if = "Option::is_none")]
    pub key_attributes: Option<KeyAttributes>,
    /// Values that the application keeps with the key, by its own names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// The rules for the release of the key, if it is exportable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_policy: Option<KeyReleasePolicy>,
}

/// What is to change about a key.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyUpdateParameters {
    /// What the key may be used for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_ops: Option<Vec<JsonWebKeyOperation>>,
    /// The attributes that are to change.
    #[serde(rename = "attributes", skip_serializing_if = "Option::is_none")]
    pub key_attributes: Option<KeyAttributes>,
    /// Values that the application keeps with the key, by its own names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// The rules for the release of the key, if it is exportable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_policy: Option<KeyReleasePolicy>,
}

/// A key, with what the vault knows about it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyBundle {
    /// The key, without its private or secret part.
    pub key: JsonWebKey,
    /// Whether and when a key can be used, and how it is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<KeyAttributes>,
    /// Values that the application keeps with the key, by its own names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// Whether the vault looks after the key itself, as it does for a certificate's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed: Option<bool>,
    /// The rules for the release of the key, if it is exportable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_policy: Option<KeyReleasePolicy>,
}

/// A deleted key, with what the vault knows about it.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct DeletedKeyBundle {
    /// The key, without its private or secret part.
    pub key: JsonWebKey,
    /// Whether and when a key can be used, and how it is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<KeyAttributes>,
    /// Values that the application keeps with the key, by its own names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// Whether the vault looks after the key itself, as it does for a certificate's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed: Option<bool>,
    /// The rules for the release of the key, if it is exportable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_policy: Option<KeyReleasePolicy>,
    /// The URL of the deleted key, under which it can be recovered.
    #[serde(rename = "recoveryId", skip_serializing_if = "Option::is_none")]
    pub recovery_id: Option<String>,
    /// When the vault will purge the key.
    #[serde(rename = "scheduledPurgeDate", skip_serializing_if = "Option::is_none")]
    pub scheduled_purge_date: Option<UnixTime>,
    /// When the key was deleted.
    #[serde(rename = "deletedDate", skip_serializing_if = "Option::is_none")]
    pub deleted_date: Option<UnixTime>,
}

/// A key as a JSON Web Key (RFC 7517).
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct JsonWebKey {
    /// The identifier of the key: its URL, which ends in its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The type of a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kty: Option<JsonWebKeyType>,
    /// What the key may be used for: see `JsonWebKeyOperation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_ops: Option<Vec<String>>,
    /// The modulus of an RSA key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<Base64Url>,
    /// The public exponent of an RSA key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e: Option<Base64Url>,
    /// The private exponent of an RSA key, or the private part of an elliptic curve key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub d: Option<Secret<Base64Url>>,
    /// The private exponent of an RSA key modulo `p` minus one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dp: Option<Secret<Base64Url>>,
    /// The private exponent of an RSA key modulo `q` minus one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dq: Option<Secret<Base64Url>>,
    /// The inverse of `q` modulo `p`, of an RSA key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qi: Option<Secret<Base64Url>>,
    /// One of the two secret primes of an RSA key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<Secret<Base64Url>>,
    /// The other secret prime of an RSA key, greater than `p`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<Secret<Base64Url>>,
    /// The bytes of a symmetric key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<Secret<Base64Url>>,
    /// A key that only an HSM can open, made for "Bring Your Own Key".
    #[serde(rename = "key_hsm", skip_serializing_if = "Option::is_none")]
    pub t: Option<Secret<Base64Url>>,
    /// The curve of an elliptic curve key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crv: Option<JsonWebKeyCurveName>,
    /// The x coordinate of the public point of an elliptic curve key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<Base64Url>,
    /// The y coordinate of the public point of an elliptic curve key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<Base64Url>,
}

/// Whether and when a key can be used, and how it is protected.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyAttributes {
    /// Whether the key can be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The time before which the key is not to be used.
    #[serde(rename = "nbf", skip_serializing_if = "Option::is_none")]
    pub not_before: Option<UnixTime>,
    /// The time after which the key is not to be used.
    #[serde(rename = "exp", skip_serializing_if = "Option::is_none")]
    pub expires: Option<UnixTime>,
    /// When the key was made.
    #[serde(skip_serializing_if = "crate::runtime::is_kept_back")]
    pub created: Option<UnixTime>,
    /// When the key was last changed.
    #[serde(skip_serializing_if = "crate::runtime::is_kept_back")]
    pub updated: Option<UnixTime>,
    /// How many days a deleted key is kept: 7 to 90, or 0 without soft delete.
    #[serde(
        rename = "recoverableDays",
        skip_serializing_if = "crate::runtime::is_kept_back"
    )]
    pub recoverable_days: Option<i32>,
    /// How the vault protects the key from deletion: only at a level that contains `Purgeable`
    /// can users purge it before its time is over.
    #[serde(
        rename = "recoveryLevel",
        skip_serializing_if = "crate::runtime::is_kept_back"
    )]
    pub recovery_level: Option<DeletionRecoveryLevel>,
    /// Whether the private key can be released, which takes a release policy from the first
    /// version on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exportable: Option<bool>,
    /// The kind of HSM that the key lies in.
    #[serde(
        rename = "hsmPlatform",
        skip_serializing_if = "crate::runtime::is_kept_back"
    )]
    pub hsm_platform: Option<String>,
    /// The attestation of this version of the key.
    #[serde(skip_serializing_if = "crate::runtime::is_kept_back")]
    pub attestation: Option<KeyAttestation>,
}

/// What an HSM attests about a key.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyAttestation {
    /// The certificates to check the attestation with, in PEM format.
    #[serde(rename = "certificatePemFile", skip_serializing_if = "Option::is_none")]
    pub certificate_pem_file: Option<Base64Url>,
    /// What is attested about the private key.
    #[serde(rename = "privateKeyAttestation", skip_serializing_if = "Option::is_none")]
    pub private_key_attestation: Option<Base64Url>,
    /// What is attested about the public key, if the key is asymmetric.
    #[serde(rename = "publicKeyAttestation", skip_serializing_if = "Option::is_none")]
    pub public_key_attestation: Option<Base64Url>,
    /// Which version of attestation this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// The rules for the release of a key.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyReleasePolicy {
    /// The media type and the version of the rules. Left out, it stands for
    /// `"application/json; charset=utf-8"`.
    #[serde(rename = "contentType", skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Whether the policy is final: once it is, nobody can change it or make it changeable
    /// again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub immutable: Option<bool>,
    /// The document with the rules, of the type that `contentType` names.
    #[serde(rename = "data", skip_serializing_if = "Option::is_none")]
    pub encoded_policy: Option<Base64Url>,
}

/// A page of a list of keys, or of versions of a key.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyListResult {
    /// The keys, or the versions, of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Vec<KeyItem>>,
    /// The URL of the next page, if there is one.
    #[serde(rename = "nextLink", skip_serializing_if = "Option::is_none")]
    pub next_link: Option<String>,
}

/// A key in a list, or a version of a key.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyItem {
    /// The identifier of the key: its URL, which ends in the version if versions are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// Whether and when a key can be used, and how it is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<KeyAttributes>,
    /// Values that the application keeps with the key, by its own names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// Whether the vault looks after the key itself, as it does for a certificate's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed: Option<bool>,
}

/// A page of a list of deleted keys.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct DeletedKeyListResult {
    /// The deleted keys of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Vec<DeletedKeyItem>>,
    /// The URL of the next page, if there is one.
    #[serde(rename = "nextLink", skip_serializing_if = "Option::is_none")]
    pub next_link: Option<String>,
}

/// A deleted key in a list.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct DeletedKeyItem {
    /// The identifier that the key had: its URL, without a version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// Whether and when a key can be used, and how it is protected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<KeyAttributes>,
    /// Values that the application keeps with the key, by its own names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<BTreeMap<String, String>>,
    /// Whether the vault looks after the key itself, as it does for a certificate's key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed: Option<bool>,
    /// The URL of the deleted key, under which it can be recovered.
    #[serde(rename = "recoveryId", skip_serializing_if = "Option::is_none")]
    pub recovery_id: Option<String>,
    /// When the vault will purge the key.
    #[serde(rename = "scheduledPurgeDate", skip_serializing_if = "Option::is_none")]
    pub scheduled_purge_date: Option<UnixTime>,
    /// When the key was deleted.
    #[serde(rename = "deletedDate", skip_serializing_if = "Option::is_none")]
    pub deleted_date: Option<UnixTime>,
}

/// A backup of a key.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct BackupKeyResult {
    /// The blob to be kept, and given back to restore the key.
    pub value: Secret<Base64Url>,
}

/// A backup of a key, to be restored.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyRestoreParameters {
    /// The blob that BackupKey returned.
    #[serde(rename = "value")]
    pub key_bundle_backup: Secret<Base64Url>,
}

/// What to encrypt, decrypt, wrap or unwrap, and how.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyOperationsParameters {
    /// The algorithm to use.
    #[serde(rename = "alg")]
    pub algorithm: JsonWebKeyEncryptionAlgorithm,
    /// The plaintext, the ciphertext or the key that the operation is about.
    pub value: Secret<Base64Url>,
    /// The initialization vector of a symmetric algorithm: random bytes that are never used
    /// twice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iv: Option<Base64Url>,
    /// Further data that an authenticated algorithm protects from changes, but does not
    /// encrypt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aad: Option<Base64Url>,
    /// The authentication tag, which an authenticated algorithm needs to decrypt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Base64Url>,
}

/// What an operation with a key resulted in.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyOperationResult {
    /// The identifier of the key that was used, with its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The ciphertext, the plaintext, the key or the signature that the operation made.
    #[serde(rename = "value")]
    pub result: Secret<Base64Url>,
    /// The initialization vector that a symmetric algorithm used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iv: Option<Base64Url>,
    /// The authentication tag that an authenticated algorithm made.
    #[serde(rename = "tag", skip_serializing_if = "Option::is_none")]
    pub authentication_tag: Option<Base64Url>,
    /// The further data that an authenticated algorithm protected from changes.
    #[serde(rename = "aad", skip_serializing_if = "Option::is_none")]
    pub additional_authenticated_data: Option<Base64Url>,
}

/// What to sign, and how.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeySignParameters {
    /// The algorithm to sign with.
    #[serde(rename = "alg")]
    pub algorithm: JsonWebKeySignatureAlgorithm,
    /// The digest to sign.
    pub value: Base64Url,
}

/// A signature to check, and how.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyVerifyParameters {
    /// The algorithm that the signature was made with.
    #[serde(rename = "alg")]
    pub algorithm: JsonWebKeySignatureAlgorithm,
    /// The digest that was signed.
    pub digest: Base64Url,
    /// The signature to check.
    #[serde(rename = "value")]
    pub signature: Base64Url,
}

/// Whether a signature is good.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyVerifyResult {
    /// Whether the signature belongs to the digest.
    pub value: bool,
}

/// Who is to receive a released key, and how it is protected on the way.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyReleaseParameters {
    /// The token that attests what the receiving environment is. Not empty.
    #[serde(rename = "target")]
    pub target_attestation_token: String,
    /// A value of the caller's, to know that the answer is fresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// How a released key is encrypted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enc: Option<KeyEncryptionAlgorithm>,
}

/// A released key.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyReleaseResult {
    /// The signed object (JWS) that the key lies in.
    pub value: Secret<String>,
}

/// How a key is rotated.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyRotationPolicy {
    /// The identifier of the policy: its URL.
    #[serde(skip_serializing_if = "crate::runtime::is_kept_back")]
    pub id: Option<String>,
    /// What the vault does during the life of the key: at most one rotation and one
    /// notification.
    #[serde(rename = "lifetimeActions", skip_serializing_if = "Option::is_none")]
    pub lifetime_actions: Option<Vec<LifetimeActions>>,
    /// How long versions of the key are valid, and the age of the policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<KeyRotationPolicyAttributes>,
}

/// An action of a rotation policy, and when it is due.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct LifetimeActions {
    /// When an action of a rotation policy is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<LifetimeActionsTrigger>,
    /// What a rotation policy lets the vault do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<LifetimeActionsType>,
}

/// When an action of a rotation policy is due.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct LifetimeActionsTrigger {
    /// How long after its creation to rotate the key, as an ISO 8601 duration such as `P90D`;
    /// it is for rotations only.
    #[serde(rename = "timeAfterCreate", skip_serializing_if = "Option::is_none")]
    pub time_after_create: Option<String>,
    /// How long before the key expires to rotate it or to notify, as an ISO 8601 duration such
    /// as `P30D`.
    #[serde(rename = "timeBeforeExpiry", skip_serializing_if = "Option::is_none")]
    pub time_before_expiry: Option<String>,
}

/// What a rotation policy lets the vault do.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct LifetimeActionsType {
    /// The kind of action, in which upper and lower case are the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<KeyRotationPolicyAction>,
}

/// How long versions of the key are valid, and the age of the policy.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct KeyRotationPolicyAttributes {
    /// How long versions of the key are valid from their creation on, as an ISO 8601 duration
    /// such as `P90D`, `P3M` or `P1Y10D`; 28 days at least.
    #[serde(rename = "expiryTime", skip_serializing_if = "Option::is_none")]
    pub expiry_time: Option<String>,
    /// When the policy was made.
    #[serde(skip_serializing_if = "crate::runtime::is_kept_back")]
    pub created: Option<UnixTime>,
    /// When the policy was last changed.
    #[serde(skip_serializing_if = "crate::runtime::is_kept_back")]
    pub updated: Option<UnixTime>,
}

/// How many random bytes are wanted.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct GetRandomBytesRequest {
    /// The number of bytes. At least 1. At most 128.
    pub count: i32,
}

/// Random bytes.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct RandomBytes {
    /// The bytes.
    pub value: Secret<Base64Url>,
}

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct KeyVaultError {
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Error>,
}

/// What went wrong, as far as this level tells.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "server", derive(Default))]
#[non_exhaustive]
pub struct Error {
    /// The kind of error, for programs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What happened, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The more specific error behind this one.
    #[serde(rename = "innererror", skip_serializing_if = "Option::is_none")]
    pub inner_error: Option<Box<Error>>,
}
