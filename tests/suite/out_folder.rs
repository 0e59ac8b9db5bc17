//! The folder and the names of a crate that is made of one document.

use std::fs;

use crate::command_line::lone_document;
use crate::project::{Project, Run};

/// Makes a crate of the document, with further arguments.
fn generate(project: &Project, further: &[&str]) -> Run {
    let spec = ["generate", "--spec", "specs/document.json"];
    project.run(&[&spec[..], further].concat())
}

#[test]
fn a_lone_document_takes_no_crate_of_others_over() {
    let project = lone_document();
    let generate = |out: &str| generate(&project, &["--name", "things", "--out", out]);
    assert_eq!(generate("my-things").status, Some(0));
    assert_eq!(generate("my-things").status, Some(0));
    fs::rename(project.path("my-things"), project.path("theirs")).unwrap();
    let run = generate("theirs");
    assert_eq!(run.status, Some(1), "{run:?}");
    let message = "error[KV0005]: the folder holds the crate `my-things`\n--> theirs";
    assert!(run.err.contains(message), "{}", run.err);

    // The name is no excuse.
    let manifest = "package: case\noutput: ../case\nservices:\n  - {name: things, documents: [document.json]}\n";
    project.write("specs/manifest.yaml", manifest);
    assert_eq!(project.run(&["generate"]).status, Some(0));
    let before = project.contents("");
    let run = generate("case");
    assert_eq!(run.status, Some(1), "{run:?}");
    let message = "the folder holds the crate of specs/manifest.yaml\n--> case";
    assert!(run.err.contains(message), "{}", run.err);
    assert!(project.contents("") == before);
}

#[test]
fn a_first_run_deletes_nothing_and_no_run_enters_another_crate() {
    let project = lone_document();
    let theirs = "work/src/theirs";
    fs::create_dir_all(project.path(theirs)).unwrap();
    assert_eq!(generate(&project, &["--out", theirs]).status, Some(0));
    let stale = "// Written by `cargo run -p generator` from x.yaml: do not edit.\n";
    project.write("work/src/old.rs", stale);
    project.write("work/mine.rs", stale);
    fs::create_dir(project.path("work/snippets")).unwrap();
    project.write("work/snippets/models.rs", stale);
    let before = project.contents("work");

    let first = generate(&project, &["--out", "work"]);
    assert_eq!(first.status, Some(0), "{first:?}");
    let after = project.contents("work");
    assert!(before.iter().all(|file| after.get(file.0) == Some(file.1)));
    assert!(after.contains_key("src/document/v7_4.rs"));

    // By now the folder is our crate, and what is not part of it any more is removed.
    let renamed = generate(&project, &["--out", "work", "--name", "other"]);
    assert_eq!(renamed.status, Some(0), "{renamed:?}");
    let after = project.contents("work");
    for path in ["src/document/v7_4.rs", "src/old.rs", "mine.rs"] {
        assert!(!after.contains_key(path), "{path}");
    }
    let kept = before
        .iter()
        .filter(|(path, _)| path.contains('/') && *path != "src/old.rs");
    for file in kept {
        assert_eq!(after.get(file.0), Some(file.1), "{}", file.0);
    }
    assert_eq!(project.contents(theirs).len(), before.len() - 3);
    let entries = fs::read_dir(project.path("work")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(names.filter(|name| name.contains("staging")).eq([""; 0]));
}

#[test]
fn a_crate_where_ours_would_be_is_in_the_way() {
    let project = lone_document();
    fs::create_dir_all(project.path("work/src")).unwrap();
    project.write("work/src/Cargo.toml", "[package]\nname = \"theirs\"\n");
    let before = project.contents("");
    let run = generate(&project, &["--out", "work"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    let message = "`src` is there, and is a crate of its own";
    assert!(run.err.contains(message), "{}", run.err);
    assert!(project.contents("") == before);
}

#[cfg(unix)]
#[test]
fn the_folder_of_the_shell_stays_the_same_folder() {
    use std::os::unix::fs::MetadataExt as _;

    let project = lone_document();
    fs::create_dir_all(project.path("my-things/src")).unwrap();
    let folder = || fs::metadata(project.path("my-things")).unwrap().ino();
    let before = folder();
    for (within, out, name) in [
        ("my-things", ".", "things"),
        ("my-things/src", "..", "others"),
        ("my-things", "../my-things", "things"),
    ] {
        let spec = project.path("specs/document.json").display().to_string();
        let arguments = ["generate", "--spec", &spec, "--name", name, "--out", out];
        let run = project.run_in(within, &arguments);
        assert_eq!(run.status, Some(0), "{run:?}");
        let made = format!("made      my-things::{name}::v7_4: ");
        assert!(run.out.contains(&made), "{}", run.out);
        assert_eq!(folder(), before, "{out} in {within}");
        let module = project.path(&format!("my-things/src/{name}.rs"));
        assert!(module.exists());
    }
    assert!(!project.path("my-things/src/others.rs").exists());
}

#[test]
fn a_service_is_named_after_its_file_and_a_crate_after_its_folder() {
    let project = lone_document();
    let text = fs::read_to_string(project.path("specs/document.json")).unwrap();
    for (file, out, made) in [
        (
            "Settings-7.6.json",
            "my-settings",
            "my-settings::settings::v7_4",
        ),
        ("Face.json", "Face Client", "face::face::v7_4"),
        ("openapi.json", "api", "api::openapi::v7_4"),
    ] {
        let spec = format!("specs/{file}");
        project.write(&spec, &text);
        let run = project.run(&["generate", "--spec", &spec, "--out", out]);
        assert_eq!(run.status, Some(0), "{run:?}");
        assert!(
            run.out.contains(&format!("made      {made}: ")),
            "{}",
            run.out
        );
    }
}

#[test]
fn names_that_cannot_be_used_are_refused_with_what_to_do() {
    let project = lone_document();
    let text = fs::read_to_string(project.path("specs/document.json")).unwrap();
    for (file, out, name, message, help) in [
        (
            "2025-07-01.json",
            "out",
            None,
            "`2025_07_01` cannot be the name of a module",
            "name the service with `--name`; names of modules consist of",
        ),
        (
            "Blocking.json",
            "out",
            None,
            "`blocking` cannot be the name of a module: every generated crate has a module or file",
            "name the service with `--name`\n",
        ),
        (
            "keys.json",
            "out",
            Some("std"),
            "`std` cannot be the name of a module: it is one of Rust's own crates",
            "name the service with `--name`\n",
        ),
        (
            "keys.json",
            "bytes",
            None,
            "`bytes` cannot be the name of a crate: generated crates depend on the crate",
            "the crate is named after its folder: name another one with `--out`\n",
        ),
        (
            "keys.json",
            "./-x",
            None,
            "`-x` cannot be the name of a crate",
            "name another one with `--out`; names of crates consist of",
        ),
    ] {
        let spec = format!("specs/{file}");
        project.write(&spec, &text);
        let before = project.contents("");
        let name = name.map_or(vec![], |name| vec!["--name", name]);
        let arguments = ["generate", "--spec", &spec, "--out", out];
        let run = project.run(&[&arguments[..], &name].concat());
        assert_eq!(run.status, Some(1), "{run:?}");
        assert!(
            run.err.contains(&format!("error[KV0650]: {message}")),
            "{}",
            run.err
        );
        assert!(run.err.contains(help), "{help}\n{}", run.err);
        assert!(project.contents("") == before);
    }
}
