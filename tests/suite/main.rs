//! What is promised, shown: on documents of ours and of Azure's, on recorded
//! exchanges with real vaults, and on the program as a user runs it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod add;
mod bad_input;
mod behaviour;
mod budget;
mod chance;
mod clients;
mod closed_output;
mod command_line;
mod compile;
mod cryptography;
mod diagnostics;
mod diff;
mod examples;
mod faults;
mod fresh;
mod hostile;
mod independent;
mod local_vault;
mod local_vault_program;
mod nesting;
mod operations;
mod out_folder;
mod paging;
mod paths;
mod places;
mod project;
mod properties;
mod proxy;
mod recordings;
mod round_trip;
mod same_api;
mod sample;
mod secrets;
mod server;
mod situations;
mod snapshots;
mod supported;
mod urls;
mod vault;
mod write;

// The sources that `cryptography` compiles once more find it where they look.
use keyvault::keys;
