// Written by `cargo run -p generator` from specs/keys/2025-07-01.yaml: do not edit.
use crate::{Base64Url, Secret};

/// A backup of a key.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct BackupKeyResult {
    /// The blob to be kept, and given back to restore the key.
    pub value: Secret<Base64Url>,
}

/// What went wrong, as far as this level tells.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
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

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct KeyVaultError {
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Error>,
}
