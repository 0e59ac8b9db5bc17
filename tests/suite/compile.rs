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
    let package = package(cases.chain(nested));
    let mut files = emit::emit(&package).unwrap();
    for file in &mut files {
        if file.path == "Cargo.toml" {
            // A workspace of its own, with the versions of ours.
            file.text.push_str("\n[workspace]\n");
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
    cargo(&folder, &["check", "--all-features", "--lib", "--examples"]);
    cargo(&folder, &["doc", "--all-features", "--no-deps"]);
    cargo(&folder, &["test", "--features", "server", "--doc"]);
    cargo(
        &folder,
        &["test", "--features", "server", "--test", "round_trip"],
    );
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
            "    std::thread::spawn(|| println!(\"{{:?}}\", keyvault::{name}::Thing::default()));\n"
        )
    });
    format!("fn main() {{\n{}}}\n", sent.collect::<String>())
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
