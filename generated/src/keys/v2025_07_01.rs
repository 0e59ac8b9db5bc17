// Written by `cargo run -p generator` from specs/keys/2025-07-01.yaml: do not edit.
//! Azure Key Vault keys, api-version 2025-07-01.
//!
//! The body of an error is a [`KeyVaultError`].
//! Tokens are for the scope `https://vault.azure.net/.default`.

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "azure")]
mod client;
mod enums;
mod models;
mod operations;
#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "azure")]
pub use client::*;
pub use {enums::*, models::*, operations::*};

/// The api-version that this module is written for.
pub const API_VERSION: &str = "2025-07-01";
