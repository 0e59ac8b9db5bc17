//! The runtime's promises, tested where it lies.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod binary;
mod challenge;
mod json;
mod paging;
mod request;
mod response;
mod secret;
mod unix_time;
mod vault_url;
