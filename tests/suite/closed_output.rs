//! Output that nobody reads, or that cannot be written.

use std::fs::{self, File};
use std::io::Read as _;
use std::process::Stdio;

use crate::command_line::lone_document;
use crate::places::workspace;
use crate::project::Project;

const GENERATE: [&str; 5] = ["generate", "--spec", "specs/document.json", "--out", "out"];

#[test]
fn a_reader_that_closes_early_changes_no_status() {
    let project = Project::copy_of(&workspace().join("specs"));
    let lone = lone_document();
    fs::copy(
        lone.path("specs/document.json"),
        project.path("specs/document.json"),
    )
    .unwrap();
    fs::copy(
        lone.path("specs/common.json"),
        project.path("specs/common.json"),
    )
    .unwrap();
    for (arguments, status) in [
        (&["--help"][..], 0),
        (&GENERATE, 0),
        (&["generate"], 0),
        (&["check"], 0),
        (
            &["check", "--spec", "specs/document.json", "--out", "absent"],
            1,
        ),
        (
            &["check", "--format", "json", "--spec", "x", "--out", "x"],
            1,
        ),
        (&["diff", "7.4", "7.5"], 0),
        (
            &["diff", "7.4", "7.5", "--format", "json", "--fail-on", "any"],
            1,
        ),
        (&["explain"], 0),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = project.command("");
        let output = command.args(arguments).stdout(writer).output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!err.contains("output"), "{arguments:?}: {err}");
    }
    assert!(project.path("out/Cargo.toml").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_is_reported() {
    let project = lone_document();
    let wrong = ["check", "--format", "json", "--spec", "x", "--out", "x"];
    for arguments in [&GENERATE[..], &["explain"], &wrong] {
        let mut command = project.command("");
        command.args(arguments).stderr(Stdio::piped());
        command.stdout(File::create("/dev/full").unwrap());
        let mut child = command.spawn().unwrap();
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{arguments:?}");
        assert!(
            err.contains("error: the output cannot be written: "),
            "{arguments:?}: {err}"
        );
    }
    assert!(project.path("out/Cargo.toml").exists());
}
