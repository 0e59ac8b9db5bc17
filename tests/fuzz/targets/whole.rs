//! Any bytes, the whole way: an error, or files of Rust.
#![no_main]

#[path = "../way.rs"]
mod way;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| way::whole(bytes.to_vec()));
