//! The hand-written half of the generated crate.
//!
//! The files below `runtime` are copied into every generated crate, byte for
//! byte. They are compiled, linted and tested here. Their documentation
//! examples name the crate `keyvault` and run there.

mod runtime;

pub use runtime::*;
