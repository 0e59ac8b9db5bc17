//! The program as a user meets it.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::places::{cases, name, skipped, workspace};
use crate::project::Project;

fn project() -> Project {
    Project::copy_of(&workspace().join("specs"))
}

#[test]
fn a_second_run_touches_nothing_and_says_so() {
    let project = project();
    let first = project.run(&[]);
    assert_eq!(first.status, Some(0), "{first:?}");
    assert!(
        first
            .out
            .contains("read      specs/keys/7.4.yaml (OpenAPI 3.0.3)"),
        "{}",
        first.out
    );
    assert!(
        first
            .out
            .contains("made      keyvault::keys::v7_4: 24 operations, 30 models"),
        "{}",
        first.out
    );
    assert!(first.out.contains("wrote     generated: "), "{}", first.out);
    let times = || {
        let modified = |path: &String| {
            fs::metadata(project.path("generated").join(path))
                .unwrap()
                .modified()
        };
        project
            .contents("generated")
            .keys()
            .map(|path| modified(path).unwrap())
            .collect::<Vec<_>>()
    };
    let before = times();
    std::thread::sleep(Duration::from_millis(20));

    let second = project.run(&["generate"]);

    assert_eq!(second.status, Some(0), "{second:?}");
    assert!(
        second.out.contains("unchanged generated: all "),
        "{}",
        second.out
    );
    assert_eq!(times(), before);
    assert_eq!(first.err + &second.err, "");
}

#[test]
fn check_tells_a_current_crate_from_a_stale_one() {
    let project = project();
    assert_eq!(
        project.run(&["check"]).status,
        Some(1),
        "there is no crate yet"
    );
    project.run(&[]);
    let current = project.run(&["check"]);
    assert_eq!(
        (current.status, current.err.as_str()),
        (Some(0), ""),
        "{current:?}"
    );

    project.edit(
        "generated/src/keys/v7_4/models.rs",
        "pub struct BackupKeyResult",
        "pub struct Backup",
    );
    project.write(
        "generated/src/stale.rs",
        "// Written by `cargo run -p generator` from specs/old.yaml: do not edit.\n",
    );
    // A word about the command is no header.
    project.write(
        "generated/notes.txt",
        "# Written by hand. What `cargo run -p generator` does not know.\n",
    );
    let before = project.contents("generated");
    let stale = project.run(&["check"]);

    assert_eq!(stale.status, Some(1));
    for line in [
        "--- a/src/keys/v7_4/models.rs",
        "-pub struct Backup {",
        "+pub struct BackupKeyResult {",
        "+++ /dev/null",
    ] {
        assert!(
            stale.out.lines().any(|shown| shown == line),
            "{line}\n{}",
            stale.out
        );
    }
    assert!(!stale.out.contains("notes.txt"), "{}", stale.out);
    assert!(
        stale
            .err
            .contains("2 files are not what the generator writes"),
        "{}",
        stale.err
    );
    assert!(
        stale.err.contains("run `cargo run -p generator`"),
        "{}",
        stale.err
    );
    assert_eq!(project.contents("generated"), before);

    project.run(&[]);
    assert_eq!(project.run(&["check"]).status, Some(0));
    assert!(project.path("generated/notes.txt").exists());
}

#[test]
fn a_long_diff_is_cut_short() {
    let project = project();
    let run = project.run(&["check"]);
    assert!(run.out.lines().count() < 80, "{}", run.out);
    assert!(run.out.contains("more lines"), "{}", run.out);
}

#[test]
fn a_manifest_elsewhere_is_named_in_the_remedy() {
    let project = project();
    let manifest = project.path("specs/manifest.yaml").display().to_string();
    let run = project.run_in("specs/keys", &["check", "--manifest", &manifest]);
    assert!(
        run.err
            .contains(&format!("cargo run -p generator -- --manifest {manifest}")),
        "{}",
        run.err
    );
}

#[test]
fn a_manifest_means_the_same_however_it_is_spelled() {
    let project = project();
    assert_eq!(project.run(&[]).status, Some(0));
    for (folder, manifest) in [
        ("", "specs/manifest.yaml"),
        ("", "./specs/keys/../manifest.yaml"),
        ("specs", "manifest.yaml"),
        ("specs", "./manifest.yaml"),
        ("specs", "../specs/manifest.yaml"),
        ("specs/keys", "../manifest.yaml"),
    ] {
        let run = project.run_in(folder, &["check", "--manifest", manifest]);
        assert_eq!(run.status, Some(0), "{manifest} in {folder}: {run:?}");
        let read = "read      specs/keys/7.4.yaml";
        assert!(run.out.contains(read), "{manifest}: {}", run.out);
    }
}

#[test]
fn output_is_plain_where_it_is_not_a_terminal() {
    let project = project();
    project.edit(
        "specs/keys/7.4.yaml",
        "operationId: BackupKey",
        "operationId: 17",
    );
    let run = project.run(&[]);
    assert_eq!(run.status, Some(1));
    assert!(!(run.out + &run.err).contains('\u{1b}'));
}

#[test]
fn help_and_wrong_usage_are_told_apart() {
    let project = project();
    let help = project.run(&["--help"]);
    insta::assert_snapshot!(help.out);
    assert_eq!(help.status, Some(0));
    let wrong = project.run(&["chekc"]);
    assert_eq!(wrong.status, Some(2));
    assert!(wrong.err.contains("check"), "{}", wrong.err);
}

#[test]
fn outside_of_a_project_it_says_what_is_missing() {
    let project = project();
    fs::remove_file(project.path("specs/manifest.yaml")).unwrap();
    let run = project.run(&[]);
    assert_eq!(run.status, Some(1));
    assert!(
        run.err.contains("there is no specs/manifest.yaml"),
        "{}",
        run.err
    );
}

/// A published-looking document outside of any project.
pub(crate) fn lone_document() -> Project {
    Project::copy_of(
        &cases("constructs")
            .into_iter()
            .find(|case| name(case) == "swagger")
            .unwrap(),
    )
}

#[test]
fn one_document_becomes_a_crate_of_its_own() {
    let project = lone_document();
    let arguments = [
        "--spec",
        "specs/document.json",
        "--out",
        "my-things",
        "--name",
        "things",
    ];
    let with = |command: &'static str| project.run(&[&[command][..], &arguments].concat());
    assert_eq!(with("check").status, Some(1), "there is no crate yet");
    let made = with("generate");
    assert_eq!((made.status, made.err.as_str()), (Some(0), ""), "{made:?}");
    for line in [
        "read      specs/document.json (Swagger 2.0)",
        "note      1 example file is not there; nothing generated depends on it",
        "note      nothing in it is marked as secret; an overlay (`--overlay`) can do that",
        "made      my-things::things::v7_4: 1 operation, 3 models",
    ] {
        assert!(made.out.contains(line), "{line}\n{}", made.out);
    }
    assert_eq!(with("check").status, Some(0));
    let files = project.contents("my-things");
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    assert!(text("Cargo.toml").contains("name = \"my-things\""));
    // Neither the folder of the document nor another crate's name is in it.
    assert!(text("src/things/v7_4.rs").contains("from document.json"));
    for path in files.keys() {
        assert!(!text(path).contains("keyvault::"), "{path}");
        assert!(!text(path).contains("{{"), "{path}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_takes_a_while_is_announced_on_a_terminal_alone() {
    if Command::new("script").arg("--version").output().is_err() {
        return skipped("there is no `script` to make a terminal with");
    }
    let project = Project::copy_of(&workspace().join("specs"));
    let long = format!("# {}\n", "long ".repeat(500_000));
    let path = "specs/keys/7.5.yaml";
    let text = fs::read_to_string(project.path(path)).unwrap();
    project.write(path, &(text + &long));
    let program = env!("CARGO_BIN_EXE_generator-under-test");
    for (arguments, stages) in [
        (
            "generate",
            [
                "reading specs/keys/7.5.yaml (2 MB) ...",
                "writing generated ...",
            ],
        ),
        (
            "check",
            [
                "reading specs/keys/7.5.yaml (2 MB) ...",
                "comparing with generated ...",
            ],
        ),
        (
            "diff 7.4 7.5",
            ["reading specs/keys/7.5.yaml (2 MB) ...", "comparing ..."],
        ),
    ] {
        let mut on_terminal = Command::new("script");
        let command = format!("{program} {arguments} > /dev/null");
        on_terminal.args(["-qec", &command, "/dev/null"]);
        let output = on_terminal.current_dir(project.path("")).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        assert_eq!(shown.lines().collect::<Vec<_>>(), stages, "{arguments}");

        let arguments: Vec<_> = arguments.split(' ').collect();
        assert_eq!(project.run(&arguments).err, "");
    }
}

#[test]
fn a_document_without_what_it_refers_to_is_refused_with_the_files_name() {
    let project = lone_document();
    std::fs::remove_file(project.path("specs/common.json")).unwrap();
    let run = project.run(&["generate", "--spec", "specs/document.json", "--out", "out"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.err.contains("common.json"), "{}", run.err);
    assert!(run.err.contains("specs/document.json:20"), "{}", run.err);
    assert!(!project.path("out").exists());
}

#[test]
fn what_is_no_file_to_read_is_told_in_its_own_words() {
    let project = lone_document();
    fs::create_dir(project.path("empty")).unwrap();
    for (path, message, help) in [
        (
            "https://example.com/keys.json",
            "this is a URL: files are not downloaded",
            "download the file",
        ),
        (
            "-",
            "the standard input is not read",
            "write the document to a file",
        ),
        (
            "specs",
            "this is a folder, not a file",
            "name a file in it, such as `specs/common.json`, `specs/document.json`",
        ),
        ("empty", "this is a folder, not a file", "check the path"),
        (
            "specs/documnt.json",
            "the file does not exist",
            "did you mean `specs/document.json`?",
        ),
        (
            "specs/document.yaml",
            "the file does not exist",
            "did you mean `specs/document.json`?",
        ),
        (
            "specs/keys.json",
            "the file does not exist",
            "check the path",
        ),
        (
            "spec/document.json",
            "the file does not exist: there is no folder `spec`",
            "check the path",
        ),
    ] {
        let commands: [&[&str]; 3] = [
            &["generate", "--spec", path, "--out", "out"],
            &["diff", path, "specs/document.json"],
            &[
                "generate",
                "--spec",
                "specs/document.json",
                "--out",
                "out",
                "--overlay",
                path,
            ],
        ];
        for command in commands {
            let run = project.run(command);
            assert_eq!(run.status, Some(1), "{command:?}: {run:?}");
            let start = format!("error[KV0001]: {message}\n--> {path}\n = help: {help}");
            assert!(run.err.starts_with(&start), "{command:?}: {}", run.err);
        }
    }
}

#[test]
fn a_referenced_file_whose_name_is_misspelled_is_found() {
    let project = lone_document();
    project.edit("specs/document.json", "common.json#", "comon.json#");
    let run = project.run(&["generate", "--spec", "specs/document.json", "--out", "out"]);
    let message = "error[KV0103]: the file `comon.json` does not exist\n";
    assert!(run.err.contains(message), "{}", run.err);
    assert!(
        run.err.contains("did you mean `common.json`?"),
        "{}",
        run.err
    );
}
