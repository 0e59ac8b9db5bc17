// Written by `cargo run -p generator` from specs/manifest.yaml: do not edit.
//! Azure Key Vault keys: a module for each api-version, and what the newest defines.

#[cfg(feature = "v7_4")]
pub mod v7_4;

#[cfg(feature = "v7_5")]
pub mod v7_5;

#[cfg(feature = "v2025_07_01")]
pub mod v2025_07_01;

#[cfg(feature = "v2025_07_01")]
#[doc(inline)]
pub use v2025_07_01::*;
