//! What is emitted compiles, documents itself without a warning, and its samples
//! run.

use std::path::{Path, PathBuf};
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
    cargo(&folder, &["check", "--all-features"]);
    cargo(&folder, &["doc", "--all-features", "--no-deps"]);
    cargo(&folder, &["test", "--doc"]);
}

/// Runs cargo on a crate made for a test, with warnings denied, and gives what
/// it printed. All such crates share what they compile.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(&arguments[..1])
        .args(["--offline", "--quiet"])
        .args(&arguments[1..])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name("cases-target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(output.status.success(), "{arguments:?}\n{out}{err}");
    out
}
