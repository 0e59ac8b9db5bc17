// Written by `cargo run -p generator` from specs/manifest.yaml: do not edit.
#![cfg_attr(
    all(feature = "azure", feature = "v2025_07_01"),
    doc = include_str!("../README.md")
)]
#![cfg_attr(
    not(all(feature = "azure", feature = "v2025_07_01")),
    doc = "A typed client."
)]
#![deny(missing_docs)]
#![forbid(unsafe_code)]
pub mod keys;
#[cfg(feature = "local-vault")]
pub mod local_vault;
mod runtime;

pub use runtime::*;
