// Written by `cargo run -p generator` from specs/keys/7.4.yaml: do not edit.
//! Azure Key Vault keys, api-version 7.4.
//!
//! The body of an error is a [`KeyVaultError`].

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
pub const API_VERSION: &str = "7.4";
