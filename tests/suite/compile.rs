//! What is emitted compiles, and documents itself without a warning.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use generator::{emit, write};

use crate::places::{cases, name, workspace};
use crate::snapshots::{api, package};

/// All cases are compiled as one crate, each a service. It stays in the target
/// folder, so that a second run compiles only what changed.
#[test]
fn every_case_compiles() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let cases = cases("constructs");
    let package = package(cases.iter().map(|case| (name(case).to_owned(), api(case))));
    let mut files = emit::emit(&package).unwrap();
    for file in &mut files {
        if file.path == "Cargo.toml" {
            // A workspace of its own, with the versions of ours.
            file.text.push_str("\n[workspace]\n");
        }
    }
    write::write(&files, &folder).unwrap();
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--all-features"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.with_file_name("cases-target"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    cargo(&["check"]);
    cargo(&["doc", "--no-deps"]);
}
