// Written by `cargo run -p generator` from specs/keys/7.5.yaml: do not edit.
use super::{models, operations};
use crate::{Base64Url, Secret};
use crate::azure::{Client, Options, Pager};
use crate::{Error, Operation, ResponseValue};
use azure_core::{credentials::TokenCredential, http::Context};
use std::sync::Arc;

/// Azure Key Vault keys, api-version 7.5, over `azure_core`.
#[derive(Debug, Clone)]
pub struct KeysClient(Client);

impl KeysClient {
    /// A client for the vault at a URL such as `https://myvault.vault.azure.net`.
    pub fn new(
        vault: &str,
        credential: Arc<dyn TokenCredential>,
    ) -> Result<Self, Error> {
        Self::with_options(vault, credential, Options::default())
    }
    /// The same, with options.
    pub fn with_options(
        vault: &str,
        credential: Arc<dyn TokenCredential>,
        options: Options,
    ) -> Result<Self, Error> {
        Client::new(vault, credential, options).map(Self)
    }
    /// Sends an operation; gives its output with status, headers and request id.
    pub async fn send<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<ResponseValue<O::Output>, Error> {
        self.send_with_context(operation, Context::new()).await
    }
    /// The same, with a context that the policies of the pipeline can read.
    pub async fn send_with_context<O: Operation>(
        &self,
        operation: &O,
        context: Context<'_>,
    ) -> Result<ResponseValue<O::Output>, Error> {
        self.0.send(operation, context).await
    }
    /// Makes a new key, or another version of the key that has the name already. See
    /// [`CreateKey`](operations::CreateKey).
    pub async fn create_key(
        &self,
        key_name: impl Into<String>,
        parameters: models::KeyCreateParameters,
    ) -> Result<models::KeyBundle, Error> {
        let operation = operations::CreateKey {
            key_name: key_name.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Makes a new version of a key, as the rotation policy of the key says. See
    /// [`RotateKey`](operations::RotateKey).
    pub async fn rotate_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::KeyBundle, Error> {
        let key_name = key_name.into();
        let operation = operations::RotateKey { key_name };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Takes a key that was made elsewhere into the vault. See
    /// [`ImportKey`](operations::ImportKey).
    pub async fn import_key(
        &self,
        key_name: impl Into<String>,
        parameters: models::KeyImportParameters,
    ) -> Result<models::KeyBundle, Error> {
        let operation = operations::ImportKey {
            key_name: key_name.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Deletes a key, with all of its versions. See [`DeleteKey`](operations::DeleteKey).
    pub async fn delete_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::DeletedKeyBundle, Error> {
        let key_name = key_name.into();
        let operation = operations::DeleteKey { key_name };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Changes the attributes, tags, permitted operations or release policy of a key. See
    /// [`UpdateKey`](operations::UpdateKey).
    pub async fn update_key(
        &self,
        key_name: impl Into<String>,
        key_version: Option<&str>,
        parameters: models::KeyUpdateParameters,
    ) -> Result<models::KeyBundle, Error> {
        let operation = operations::UpdateKey {
            key_name: key_name.into(),
            key_version: key_version.map(str::to_owned),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Returns the public part of a key, with its attributes. See
    /// [`GetKey`](operations::GetKey).
    pub async fn get_key(
        &self,
        key_name: impl Into<String>,
        key_version: Option<&str>,
    ) -> Result<models::KeyBundle, Error> {
        let operation = operations::GetKey {
            key_name: key_name.into(),
            key_version: key_version.map(str::to_owned),
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Lists the versions of a key. See [`GetKeyVersions`](operations::GetKeyVersions).
    pub fn get_key_versions(
        &self,
        key_name: impl Into<String>,
        maxresults: Option<i32>,
    ) -> Pager<operations::GetKeyVersions> {
        let operation = operations::GetKeyVersions {
            key_name: key_name.into(),
            maxresults,
        };
        Pager::new(&self.0, operation)
    }
    /// Lists the keys of a vault, without their versions. See [`GetKeys`](operations::GetKeys).
    pub fn get_keys(&self, maxresults: Option<i32>) -> Pager<operations::GetKeys> {
        let operation = operations::GetKeys { maxresults };
        Pager::new(&self.0, operation)
    }
    /// Takes a backup of a key, with all of its versions. See
    /// [`BackupKey`](operations::BackupKey).
    pub async fn backup_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::BackupKeyResult, Error> {
        let key_name = key_name.into();
        let operation = operations::BackupKey { key_name };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Restores a key from a backup, with all of its versions. See
    /// [`RestoreKey`](operations::RestoreKey).
    pub async fn restore_key(
        &self,
        key_bundle_backup: impl Into<Secret<Base64Url>>,
    ) -> Result<models::KeyBundle, Error> {
        let parameters = models::KeyRestoreParameters {
            key_bundle_backup: key_bundle_backup.into(),
        };
        let operation = operations::RestoreKey {
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Encrypts one block of data with a key. See [`Encrypt`](operations::Encrypt).
    pub async fn encrypt(
        &self,
        key_name: impl Into<String>,
        key_version: impl Into<String>,
        parameters: models::KeyOperationsParameters,
    ) -> Result<models::KeyOperationResult, Error> {
        let operation = operations::Encrypt {
            key_name: key_name.into(),
            key_version: key_version.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Decrypts one block of data with a key. See [`Decrypt`](operations::Decrypt).
    pub async fn decrypt(
        &self,
        key_name: impl Into<String>,
        key_version: impl Into<String>,
        parameters: models::KeyOperationsParameters,
    ) -> Result<models::KeyOperationResult, Error> {
        let operation = operations::Decrypt {
            key_name: key_name.into(),
            key_version: key_version.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Signs a digest with a key. See [`Sign`](operations::Sign).
    pub async fn sign(
        &self,
        key_name: impl Into<String>,
        key_version: impl Into<String>,
        parameters: models::KeySignParameters,
    ) -> Result<models::KeyOperationResult, Error> {
        let operation = operations::Sign {
            key_name: key_name.into(),
            key_version: key_version.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Checks with a key whether a signature belongs to a digest. See
    /// [`Verify`](operations::Verify).
    pub async fn verify(
        &self,
        key_name: impl Into<String>,
        key_version: impl Into<String>,
        parameters: models::KeyVerifyParameters,
    ) -> Result<models::KeyVerifyResult, Error> {
        let operation = operations::Verify {
            key_name: key_name.into(),
            key_version: key_version.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Encrypts a symmetric key with a key of the vault. See [`WrapKey`](operations::WrapKey).
    pub async fn wrap_key(
        &self,
        key_name: impl Into<String>,
        key_version: impl Into<String>,
        parameters: models::KeyOperationsParameters,
    ) -> Result<models::KeyOperationResult, Error> {
        let operation = operations::WrapKey {
            key_name: key_name.into(),
            key_version: key_version.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Decrypts a symmetric key that was wrapped with a key of the vault. See
    /// [`UnwrapKey`](operations::UnwrapKey).
    pub async fn unwrap_key(
        &self,
        key_name: impl Into<String>,
        key_version: impl Into<String>,
        parameters: models::KeyOperationsParameters,
    ) -> Result<models::KeyOperationResult, Error> {
        let operation = operations::UnwrapKey {
            key_name: key_name.into(),
            key_version: key_version.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Releases a key to an environment that its release policy trusts. See
    /// [`Release`](operations::Release).
    pub async fn release(
        &self,
        key_name: impl Into<String>,
        key_version: impl Into<String>,
        parameters: models::KeyReleaseParameters,
    ) -> Result<models::KeyReleaseResult, Error> {
        let operation = operations::Release {
            key_name: key_name.into(),
            key_version: key_version.into(),
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Lists the keys of a vault that were deleted, but not yet purged. See
    /// [`GetDeletedKeys`](operations::GetDeletedKeys).
    pub fn get_deleted_keys(
        &self,
        maxresults: Option<i32>,
    ) -> Pager<operations::GetDeletedKeys> {
        let operation = operations::GetDeletedKeys {
            maxresults,
        };
        Pager::new(&self.0, operation)
    }
    /// Returns a deleted key: its public part, and its attributes. See
    /// [`GetDeletedKey`](operations::GetDeletedKey).
    pub async fn get_deleted_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::DeletedKeyBundle, Error> {
        let key_name = key_name.into();
        let operation = operations::GetDeletedKey {
            key_name,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Destroys a deleted key, with all of its versions. See
    /// [`PurgeDeletedKey`](operations::PurgeDeletedKey).
    pub async fn purge_deleted_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<(), Error> {
        let key_name = key_name.into();
        let operation = operations::PurgeDeletedKey {
            key_name,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Undoes the deletion of a key. See [`RecoverDeletedKey`](operations::RecoverDeletedKey).
    pub async fn recover_deleted_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::KeyBundle, Error> {
        let key_name = key_name.into();
        let operation = operations::RecoverDeletedKey {
            key_name,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Returns the rotation policy of a key. See
    /// [`GetKeyRotationPolicy`](operations::GetKeyRotationPolicy).
    pub async fn get_key_rotation_policy(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::KeyRotationPolicy, Error> {
        let key_name = key_name.into();
        let operation = operations::GetKeyRotationPolicy {
            key_name,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Sets the rotation policy of a key. See
    /// [`UpdateKeyRotationPolicy`](operations::UpdateKeyRotationPolicy).
    pub async fn update_key_rotation_policy(
        &self,
        key_name: impl Into<String>,
        key_rotation_policy: models::KeyRotationPolicy,
    ) -> Result<models::KeyRotationPolicy, Error> {
        let operation = operations::UpdateKeyRotationPolicy {
            key_name: key_name.into(),
            key_rotation_policy,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
    /// Makes random bytes in a managed HSM. See [`GetRandomBytes`](operations::GetRandomBytes).
    pub async fn get_random_bytes(
        &self,
        count: i32,
    ) -> Result<models::RandomBytes, Error> {
        let parameters = models::GetRandomBytesRequest {
            count,
        };
        let operation = operations::GetRandomBytes {
            parameters,
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
}
