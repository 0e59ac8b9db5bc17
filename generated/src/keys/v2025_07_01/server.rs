// Written by `cargo run -p generator` from specs/keys/2025-07-01.yaml: do not edit.
//! The service's half: its operations as a trait, and requests read.

use super::{models, operations};
use crate::server::{ReadError, Received, Refusal, answer_empty, answer_json};
use bytes::Bytes;
use http::Response;

/// A request to the service.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant, reason = "there is one for each request")]
pub enum Call {
    /// See [`CreateKey`](operations::CreateKey).
    CreateKey(operations::CreateKey),
    /// See [`RotateKey`](operations::RotateKey).
    RotateKey(operations::RotateKey),
    /// See [`ImportKey`](operations::ImportKey).
    ImportKey(operations::ImportKey),
    /// See [`DeleteKey`](operations::DeleteKey).
    DeleteKey(operations::DeleteKey),
    /// See [`UpdateKey`](operations::UpdateKey).
    UpdateKey(operations::UpdateKey),
    /// See [`GetKey`](operations::GetKey).
    GetKey(operations::GetKey),
    /// See [`GetKeyVersions`](operations::GetKeyVersions).
    GetKeyVersions(operations::GetKeyVersions),
    /// See [`GetKeys`](operations::GetKeys).
    GetKeys(operations::GetKeys),
    /// See [`BackupKey`](operations::BackupKey).
    BackupKey(operations::BackupKey),
    /// See [`RestoreKey`](operations::RestoreKey).
    RestoreKey(operations::RestoreKey),
    /// See [`Encrypt`](operations::Encrypt).
    Encrypt(operations::Encrypt),
    /// See [`Decrypt`](operations::Decrypt).
    Decrypt(operations::Decrypt),
    /// See [`Sign`](operations::Sign).
    Sign(operations::Sign),
    /// See [`Verify`](operations::Verify).
    Verify(operations::Verify),
    /// See [`WrapKey`](operations::WrapKey).
    WrapKey(operations::WrapKey),
    /// See [`UnwrapKey`](operations::UnwrapKey).
    UnwrapKey(operations::UnwrapKey),
    /// See [`Release`](operations::Release).
    Release(operations::Release),
    /// See [`GetDeletedKeys`](operations::GetDeletedKeys).
    GetDeletedKeys(operations::GetDeletedKeys),
    /// See [`GetDeletedKey`](operations::GetDeletedKey).
    GetDeletedKey(operations::GetDeletedKey),
    /// See [`PurgeDeletedKey`](operations::PurgeDeletedKey).
    PurgeDeletedKey(operations::PurgeDeletedKey),
    /// See [`RecoverDeletedKey`](operations::RecoverDeletedKey).
    RecoverDeletedKey(operations::RecoverDeletedKey),
    /// See [`GetKeyRotationPolicy`](operations::GetKeyRotationPolicy).
    GetKeyRotationPolicy(operations::GetKeyRotationPolicy),
    /// See [`UpdateKeyRotationPolicy`](operations::UpdateKeyRotationPolicy).
    UpdateKeyRotationPolicy(operations::UpdateKeyRotationPolicy),
    /// See [`GetRandomBytes`](operations::GetRandomBytes).
    GetRandomBytes(operations::GetRandomBytes),
    /// See [`GetKeyAttestation`](operations::GetKeyAttestation).
    GetKeyAttestation(operations::GetKeyAttestation),
}

impl Call {
    /// Reads a request; the api-version is not looked at.
    pub fn read(received: &Received) -> Result<Self, ReadError> {
        let call = match (received.method(), received.path().as_slice()) {
            ("GET", ["keys"]) => {
                Self::GetKeys(operations::GetKeys {
                    maxresults: received.optional_query("maxresults")?,
                })
            }
            ("GET", ["deletedkeys"]) => {
                Self::GetDeletedKeys(operations::GetDeletedKeys {
                    maxresults: received.optional_query("maxresults")?,
                })
            }
            ("POST", ["rng"]) => {
                Self::GetRandomBytes(operations::GetRandomBytes {
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", "restore"]) => {
                Self::RestoreKey(operations::RestoreKey {
                    parameters: received.json()?,
                })
            }
            ("PUT", ["keys", key_name]) => {
                Self::ImportKey(operations::ImportKey {
                    key_name: received.argument("key-name", key_name)?,
                    parameters: received.json()?,
                })
            }
            ("DELETE", ["keys", key_name]) => {
                Self::DeleteKey(operations::DeleteKey {
                    key_name: received.argument("key-name", key_name)?,
                })
            }
            ("GET", ["deletedkeys", key_name]) => {
                Self::GetDeletedKey(operations::GetDeletedKey {
                    key_name: received.argument("key-name", key_name)?,
                })
            }
            ("DELETE", ["deletedkeys", key_name]) => {
                Self::PurgeDeletedKey(operations::PurgeDeletedKey {
                    key_name: received.argument("key-name", key_name)?,
                })
            }
            ("POST", ["keys", key_name, "create"]) => {
                Self::CreateKey(operations::CreateKey {
                    key_name: received.argument("key-name", key_name)?,
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", key_name, "rotate"]) => {
                Self::RotateKey(operations::RotateKey {
                    key_name: received.argument("key-name", key_name)?,
                })
            }
            ("GET", ["keys", key_name, "versions"]) => {
                Self::GetKeyVersions(operations::GetKeyVersions {
                    key_name: received.argument("key-name", key_name)?,
                    maxresults: received.optional_query("maxresults")?,
                })
            }
            ("POST", ["keys", key_name, "backup"]) => {
                Self::BackupKey(operations::BackupKey {
                    key_name: received.argument("key-name", key_name)?,
                })
            }
            ("POST", ["deletedkeys", key_name, "recover"]) => {
                Self::RecoverDeletedKey(operations::RecoverDeletedKey {
                    key_name: received.argument("key-name", key_name)?,
                })
            }
            ("GET", ["keys", key_name, "rotationpolicy"]) => {
                Self::GetKeyRotationPolicy(operations::GetKeyRotationPolicy {
                    key_name: received.argument("key-name", key_name)?,
                })
            }
            ("PUT", ["keys", key_name, "rotationpolicy"]) => {
                Self::UpdateKeyRotationPolicy(operations::UpdateKeyRotationPolicy {
                    key_name: received.argument("key-name", key_name)?,
                    key_rotation_policy: received.json()?,
                })
            }
            ("PATCH", ["keys", key_name, key_version @ ..]) if key_version.len() <= 1 => {
                Self::UpdateKey(operations::UpdateKey {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.optional_argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("GET", ["keys", key_name, key_version @ ..]) if key_version.len() <= 1 => {
                Self::GetKey(operations::GetKey {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.optional_argument("key-version", key_version)?,
                })
            }
            ("POST", ["keys", key_name, key_version, "encrypt"]) => {
                Self::Encrypt(operations::Encrypt {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", key_name, key_version, "decrypt"]) => {
                Self::Decrypt(operations::Decrypt {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", key_name, key_version, "sign"]) => {
                Self::Sign(operations::Sign {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", key_name, key_version, "verify"]) => {
                Self::Verify(operations::Verify {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", key_name, key_version, "wrapkey"]) => {
                Self::WrapKey(operations::WrapKey {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", key_name, key_version, "unwrapkey"]) => {
                Self::UnwrapKey(operations::UnwrapKey {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("POST", ["keys", key_name, key_version, "release"]) => {
                Self::Release(operations::Release {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                    parameters: received.json()?,
                })
            }
            ("GET", ["keys", key_name, key_version, "attestation"]) => {
                Self::GetKeyAttestation(operations::GetKeyAttestation {
                    key_name: received.argument("key-name", key_name)?,
                    key_version: received.argument("key-version", key_version)?,
                })
            }
            _ => return Err(ReadError::NoOperation),
        };
        Ok(call)
    }
    /// The `operationId` in the API's document.
    pub fn name(&self) -> &'static str {
        match self {
            Self::CreateKey(_) => "CreateKey",
            Self::RotateKey(_) => "RotateKey",
            Self::ImportKey(_) => "ImportKey",
            Self::DeleteKey(_) => "DeleteKey",
            Self::UpdateKey(_) => "UpdateKey",
            Self::GetKey(_) => "GetKey",
            Self::GetKeyVersions(_) => "GetKeyVersions",
            Self::GetKeys(_) => "GetKeys",
            Self::BackupKey(_) => "BackupKey",
            Self::RestoreKey(_) => "RestoreKey",
            Self::Encrypt(_) => "encrypt",
            Self::Decrypt(_) => "decrypt",
            Self::Sign(_) => "sign",
            Self::Verify(_) => "verify",
            Self::WrapKey(_) => "wrapKey",
            Self::UnwrapKey(_) => "unwrapKey",
            Self::Release(_) => "release",
            Self::GetDeletedKeys(_) => "GetDeletedKeys",
            Self::GetDeletedKey(_) => "GetDeletedKey",
            Self::PurgeDeletedKey(_) => "PurgeDeletedKey",
            Self::RecoverDeletedKey(_) => "RecoverDeletedKey",
            Self::GetKeyRotationPolicy(_) => "GetKeyRotationPolicy",
            Self::UpdateKeyRotationPolicy(_) => "UpdateKeyRotationPolicy",
            Self::GetRandomBytes(_) => "GetRandomBytes",
            Self::GetKeyAttestation(_) => "GetKeyAttestation",
        }
    }
    /// Lets a server answer. `received` is what the request was read from.
    pub fn answer(
        self,
        server: &(impl KeysServer + ?Sized),
        received: &Received,
    ) -> Result<Response<Bytes>, Refusal> {
        match self {
            Self::CreateKey(request) => {
                answer_json(200, &server.create_key(request, received)?)
            }
            Self::RotateKey(request) => {
                answer_json(200, &server.rotate_key(request, received)?)
            }
            Self::ImportKey(request) => {
                answer_json(200, &server.import_key(request, received)?)
            }
            Self::DeleteKey(request) => {
                answer_json(200, &server.delete_key(request, received)?)
            }
            Self::UpdateKey(request) => {
                answer_json(200, &server.update_key(request, received)?)
            }
            Self::GetKey(request) => {
                answer_json(200, &server.get_key(request, received)?)
            }
            Self::GetKeyVersions(request) => {
                answer_json(200, &server.get_key_versions(request, received)?)
            }
            Self::GetKeys(request) => {
                answer_json(200, &server.get_keys(request, received)?)
            }
            Self::BackupKey(request) => {
                answer_json(200, &server.backup_key(request, received)?)
            }
            Self::RestoreKey(request) => {
                answer_json(200, &server.restore_key(request, received)?)
            }
            Self::Encrypt(request) => {
                answer_json(200, &server.encrypt(request, received)?)
            }
            Self::Decrypt(request) => {
                answer_json(200, &server.decrypt(request, received)?)
            }
            Self::Sign(request) => answer_json(200, &server.sign(request, received)?),
            Self::Verify(request) => answer_json(200, &server.verify(request, received)?),
            Self::WrapKey(request) => {
                answer_json(200, &server.wrap_key(request, received)?)
            }
            Self::UnwrapKey(request) => {
                answer_json(200, &server.unwrap_key(request, received)?)
            }
            Self::Release(request) => {
                answer_json(200, &server.release(request, received)?)
            }
            Self::GetDeletedKeys(request) => {
                answer_json(200, &server.get_deleted_keys(request, received)?)
            }
            Self::GetDeletedKey(request) => {
                answer_json(200, &server.get_deleted_key(request, received)?)
            }
            Self::PurgeDeletedKey(request) => {
                server.purge_deleted_key(request, received).map(|()| answer_empty(204))
            }
            Self::RecoverDeletedKey(request) => {
                answer_json(200, &server.recover_deleted_key(request, received)?)
            }
            Self::GetKeyRotationPolicy(request) => {
                answer_json(200, &server.get_key_rotation_policy(request, received)?)
            }
            Self::UpdateKeyRotationPolicy(request) => {
                answer_json(200, &server.update_key_rotation_policy(request, received)?)
            }
            Self::GetRandomBytes(request) => {
                answer_json(200, &server.get_random_bytes(request, received)?)
            }
            Self::GetKeyAttestation(request) => {
                answer_json(200, &server.get_key_attestation(request, received)?)
            }
        }
    }
}

/// Azure Key Vault keys, api-version 2025-07-01, from the side of the service.
///
/// What is not written here is answered with 501. An answer begins with its `Default`, whose
/// fields are then set.
pub trait KeysServer {
    /// Makes a new key, or another version of the key that has the name already. See
    /// [`CreateKey`](operations::CreateKey).
    fn create_key(
        &self,
        _: operations::CreateKey,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("CreateKey"))
    }
    /// Makes a new version of a key, as the rotation policy of the key says. See
    /// [`RotateKey`](operations::RotateKey).
    fn rotate_key(
        &self,
        _: operations::RotateKey,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("RotateKey"))
    }
    /// Takes a key that was made elsewhere into the vault. See
    /// [`ImportKey`](operations::ImportKey).
    fn import_key(
        &self,
        _: operations::ImportKey,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("ImportKey"))
    }
    /// Deletes a key, with all of its versions. See [`DeleteKey`](operations::DeleteKey).
    fn delete_key(
        &self,
        _: operations::DeleteKey,
        _: &Received,
    ) -> Result<models::DeletedKeyBundle, Refusal> {
        Err(Refusal::not_supported("DeleteKey"))
    }
    /// Changes the attributes, tags, permitted operations or release policy of a key. See
    /// [`UpdateKey`](operations::UpdateKey).
    fn update_key(
        &self,
        _: operations::UpdateKey,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("UpdateKey"))
    }
    /// Returns the public part of a key, with its attributes. See
    /// [`GetKey`](operations::GetKey).
    fn get_key(
        &self,
        _: operations::GetKey,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("GetKey"))
    }
    /// Lists the versions of a key. See [`GetKeyVersions`](operations::GetKeyVersions).
    fn get_key_versions(
        &self,
        _: operations::GetKeyVersions,
        _: &Received,
    ) -> Result<models::KeyListResult, Refusal> {
        Err(Refusal::not_supported("GetKeyVersions"))
    }
    /// Lists the keys of a vault, without their versions. See [`GetKeys`](operations::GetKeys).
    fn get_keys(
        &self,
        _: operations::GetKeys,
        _: &Received,
    ) -> Result<models::KeyListResult, Refusal> {
        Err(Refusal::not_supported("GetKeys"))
    }
    /// Takes a backup of a key, with all of its versions. See
    /// [`BackupKey`](operations::BackupKey).
    fn backup_key(
        &self,
        _: operations::BackupKey,
        _: &Received,
    ) -> Result<models::BackupKeyResult, Refusal> {
        Err(Refusal::not_supported("BackupKey"))
    }
    /// Restores a key from a backup, with all of its versions. See
    /// [`RestoreKey`](operations::RestoreKey).
    fn restore_key(
        &self,
        _: operations::RestoreKey,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("RestoreKey"))
    }
    /// Encrypts one block of data with a key. See [`Encrypt`](operations::Encrypt).
    fn encrypt(
        &self,
        _: operations::Encrypt,
        _: &Received,
    ) -> Result<models::KeyOperationResult, Refusal> {
        Err(Refusal::not_supported("encrypt"))
    }
    /// Decrypts one block of data with a key. See [`Decrypt`](operations::Decrypt).
    fn decrypt(
        &self,
        _: operations::Decrypt,
        _: &Received,
    ) -> Result<models::KeyOperationResult, Refusal> {
        Err(Refusal::not_supported("decrypt"))
    }
    /// Signs a digest with a key. See [`Sign`](operations::Sign).
    fn sign(
        &self,
        _: operations::Sign,
        _: &Received,
    ) -> Result<models::KeyOperationResult, Refusal> {
        Err(Refusal::not_supported("sign"))
    }
    /// Checks with a key whether a signature belongs to a digest. See
    /// [`Verify`](operations::Verify).
    fn verify(
        &self,
        _: operations::Verify,
        _: &Received,
    ) -> Result<models::KeyVerifyResult, Refusal> {
        Err(Refusal::not_supported("verify"))
    }
    /// Encrypts a symmetric key with a key of the vault. See [`WrapKey`](operations::WrapKey).
    fn wrap_key(
        &self,
        _: operations::WrapKey,
        _: &Received,
    ) -> Result<models::KeyOperationResult, Refusal> {
        Err(Refusal::not_supported("wrapKey"))
    }
    /// Decrypts a symmetric key that was wrapped with a key of the vault. See
    /// [`UnwrapKey`](operations::UnwrapKey).
    fn unwrap_key(
        &self,
        _: operations::UnwrapKey,
        _: &Received,
    ) -> Result<models::KeyOperationResult, Refusal> {
        Err(Refusal::not_supported("unwrapKey"))
    }
    /// Releases a key to an environment that its release policy trusts. See
    /// [`Release`](operations::Release).
    fn release(
        &self,
        _: operations::Release,
        _: &Received,
    ) -> Result<models::KeyReleaseResult, Refusal> {
        Err(Refusal::not_supported("release"))
    }
    /// Lists the keys of a vault that were deleted, but not yet purged. See
    /// [`GetDeletedKeys`](operations::GetDeletedKeys).
    fn get_deleted_keys(
        &self,
        _: operations::GetDeletedKeys,
        _: &Received,
    ) -> Result<models::DeletedKeyListResult, Refusal> {
        Err(Refusal::not_supported("GetDeletedKeys"))
    }
    /// Returns a deleted key: its public part, and its attributes. See
    /// [`GetDeletedKey`](operations::GetDeletedKey).
    fn get_deleted_key(
        &self,
        _: operations::GetDeletedKey,
        _: &Received,
    ) -> Result<models::DeletedKeyBundle, Refusal> {
        Err(Refusal::not_supported("GetDeletedKey"))
    }
    /// Destroys a deleted key, with all of its versions. See
    /// [`PurgeDeletedKey`](operations::PurgeDeletedKey).
    fn purge_deleted_key(
        &self,
        _: operations::PurgeDeletedKey,
        _: &Received,
    ) -> Result<(), Refusal> {
        Err(Refusal::not_supported("PurgeDeletedKey"))
    }
    /// Undoes the deletion of a key. See [`RecoverDeletedKey`](operations::RecoverDeletedKey).
    fn recover_deleted_key(
        &self,
        _: operations::RecoverDeletedKey,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("RecoverDeletedKey"))
    }
    /// Returns the rotation policy of a key. See
    /// [`GetKeyRotationPolicy`](operations::GetKeyRotationPolicy).
    fn get_key_rotation_policy(
        &self,
        _: operations::GetKeyRotationPolicy,
        _: &Received,
    ) -> Result<models::KeyRotationPolicy, Refusal> {
        Err(Refusal::not_supported("GetKeyRotationPolicy"))
    }
    /// Sets the rotation policy of a key. See
    /// [`UpdateKeyRotationPolicy`](operations::UpdateKeyRotationPolicy).
    fn update_key_rotation_policy(
        &self,
        _: operations::UpdateKeyRotationPolicy,
        _: &Received,
    ) -> Result<models::KeyRotationPolicy, Refusal> {
        Err(Refusal::not_supported("UpdateKeyRotationPolicy"))
    }
    /// Makes random bytes in a managed HSM. See [`GetRandomBytes`](operations::GetRandomBytes).
    fn get_random_bytes(
        &self,
        _: operations::GetRandomBytes,
        _: &Received,
    ) -> Result<models::RandomBytes, Refusal> {
        Err(Refusal::not_supported("GetRandomBytes"))
    }
    /// Returns what GetKey returns, and the attestation of the key. See
    /// [`GetKeyAttestation`](operations::GetKeyAttestation).
    fn get_key_attestation(
        &self,
        _: operations::GetKeyAttestation,
        _: &Received,
    ) -> Result<models::KeyBundle, Refusal> {
        Err(Refusal::not_supported("GetKeyAttestation"))
    }
}
