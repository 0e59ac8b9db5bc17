//! Writes a typed Rust client from an Azure data-plane OpenAPI document.
//!
//! The way through is [`load`] → [`upgrade`](mod@upgrade) → [`overlay`] →
//! [`select`](mod@select) → [`lower`](mod@lower) → [`emit`](mod@emit) →
//! [`write`](mod@write). Only the two ends touch the disk.
//!
//! ```no_run
//! let generated = generator::generate("specs/manifest.yaml".as_ref())?;
//! generator::write::write(&generated.files, &generated.output)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod add;
pub mod api_version;
pub mod check;
pub mod cli;
pub mod code;
mod crate_name;
pub mod diff;
pub mod document;
pub mod emit;
pub mod explain;
pub mod generate;
pub mod ir;
mod limits;
pub mod load;
pub mod lower;
pub mod manifest;
pub mod overlay;
pub mod pointer;
pub mod problem;
mod reference;
pub mod report;
mod reserved;
pub mod select;
mod similar;
pub mod upgrade;
mod visible;
pub mod write;

pub use generate::generate;
