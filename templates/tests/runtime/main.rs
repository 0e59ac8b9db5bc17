//! The runtime's promises, tested where it lies.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod binary;
mod challenge;
mod request;
mod response;
mod secret;
mod vault_url;
