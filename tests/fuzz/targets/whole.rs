//! Any bytes, the whole way: an error, or files of Rust.
#![no_main]

#[path = "../way.rs"]
mod way;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(problems) = way::whole(bytes.to_vec()) {
        assert!(!problems.to_string().is_empty());
    }
});
