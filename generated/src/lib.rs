// Written by `cargo run -p generator` from specs/manifest.yaml: do not edit.
#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![forbid(unsafe_code)]
pub mod keys;
mod runtime;

pub use runtime::*;
