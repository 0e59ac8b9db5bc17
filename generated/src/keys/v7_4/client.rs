// Written by `cargo run -p generator` from specs/keys/7.4.yaml: do not edit.
use super::{models, operations};
use crate::azure::{Client, Options};
use crate::{Error, Operation, ResponseValue};
use azure_core::{credentials::TokenCredential, http::Context};
use std::sync::Arc;

/// Azure Key Vault keys, api-version 7.4, over `azure_core`.
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
    /// Takes a backup of a key, with all of its versions. See
    /// [`BackupKey`](operations::BackupKey).
    pub async fn backup_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::BackupKeyResult, Error> {
        let operation = operations::BackupKey {
            key_name: key_name.into(),
        };
        self.send(&operation).await.map(ResponseValue::into_value)
    }
}
