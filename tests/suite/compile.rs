//! What is emitted compiles, documents itself without a warning, and its samples
//! run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use generator::generate::lower_loaded;
use generator::ir::Api;
use generator::{emit, load, write};

use crate::examples::write_if_changed;
use crate::nesting::{self, Kind};
use crate::places::{cases, name, workspace};
use crate::round_trip;
use crate::snapshots::{api, package};

/// All cases are compiled as one crate, each a service. It stays in the target
/// folder, so that a second run compiles only what changed.
#[test]
fn every_case_compiles() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let cases = cases("constructs");
    let cases = cases.iter().map(|case| (name(case).to_owned(), api(case)));
    let nested = nesting::KINDS
        .iter()
        .map(|kind| (kind.name.to_owned(), deepest(kind)));
    let mut package = package(cases.chain(nested));
    package.name = "cases".to_owned();
    let mut files = emit::emit(&package).unwrap();
    for file in &mut files {
        if file.path == "Cargo.toml" {
            // A separate workspace, with the versions of ours; no example is compiled.
            let (own, _) = file.text.split_once("[dev-dependencies]").unwrap();
            file.text = format!("{own}[workspace]\n");
        }
    }
    write::write(&files, &folder).unwrap();
    fs::create_dir_all(folder.join("tests")).unwrap();
    write_if_changed(
        &folder.join("tests/round_trip.rs"),
        &round_trip::test(&package),
    );
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::write(folder.join("examples/nested.rs"), sent()).unwrap();
    cargo(
        &folder,
        &["build", "--all-features", "--lib", "--example", "nested"],
    );

    cargo(&folder, &["test", "--all-features", "--test", "round_trip"]);
    // rustdoc needs the metadata of the dependencies, which nobody else compiles: few
    // of them.
    let features = ["--no-default-features", "--features", "server,all-versions"];
    cargo(&folder, &[&["doc", "--no-deps"], &features[..]].concat());
    cargo(&folder, &[&["test", "--doc"], &features[..]].concat());
}

/// The API whose types are nested as deep as they may be.
fn deepest(kind: &Kind) -> Api {
    let document = (kind.document)(kind.limit).to_string().into_bytes();
    let path = Path::new("document.json");
    let document = load::load_bytes(path, Path::new(""), document).unwrap();
    lower_loaded(document, None, None).unwrap().api
}

/// A caller who sends each of them to another thread: the compiler has to follow their
/// types.
fn sent() -> String {
    let sent = nesting::KINDS.iter().map(|kind| {
        let name = kind.name;
        format!(
            "    std::thread::spawn(|| println!(\"{{:?}}\", cases::{name}::Thing::default()));\n"
        )
    });
    format!("fn main() {{\n{}}}\n", sent.collect::<String>())
}

/// Runs cargo on a crate written by a test, refuses warnings, and returns what it
/// printed. Target folder, profile and flags are the workspace's, so that its
/// dependencies are not compiled again.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(&arguments[..1])
        .args(["--offline", "--quiet"])
        .args(["--config", "profile.dev.debug='line-tables-only'"])
        .args(&arguments[1..])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    let is_clean = output.status.success() && !err.contains("warning");
    assert!(is_clean, "{arguments:?}\n{out}{err}");
    out
}
