// Written by `cargo run -p generator` from specs/keys/7.4.yaml: do not edit.
//! The client that blocks, without an async runtime.

use super::{models, operations};
use crate::blocking::{Client, Options, TokenProvider};
use crate::{Error, Operation, ResponseValue};

/// Azure Key Vault keys, api-version 7.4, over `ureq`, blocking.
#[derive(Debug, Clone)]
pub struct KeysClient(Client);

impl KeysClient {
    /// A client for the vault at a URL such as `https://myvault.vault.azure.net`.
    pub fn new(
        vault: &str,
        tokens: impl TokenProvider + 'static,
    ) -> Result<Self, Error> {
        Self::with_options(vault, tokens, Options::default())
    }
    /// The same, with options.
    pub fn with_options(
        vault: &str,
        tokens: impl TokenProvider + 'static,
        options: Options,
    ) -> Result<Self, Error> {
        Client::new(vault, tokens, options).map(Self)
    }
    /// Sends an operation; gives its output with status, headers and request id.
    pub fn send<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<ResponseValue<O::Output>, Error> {
        self.0.send(operation)
    }
    /// Takes a backup of a key, with all of its versions. See
    /// [`BackupKey`](operations::BackupKey).
    pub fn backup_key(
        &self,
        key_name: impl Into<String>,
    ) -> Result<models::BackupKeyResult, Error> {
        let operation = operations::BackupKey {
            key_name: key_name.into(),
        };
        self.send(&operation).map(ResponseValue::into_value)
    }
}
