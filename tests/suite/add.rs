//! Taking an api-version in: all of it, or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Instant;

use crate::places::{cases, name, shared, workspace};
use crate::project::Project;

/// A project with the document 7.4 of a case of the diff, and a folder with the
/// other document of the case as 7.5.
fn project() -> Project {
    let case = cases("diff");
    let case = case.iter().find(|case| name(case) == "property_added");
    let project = Project::copy_of(case.unwrap());
    fs::create_dir(project.path("downloads")).unwrap();
    let new = fs::read_to_string(project.path("specs/new.yaml")).unwrap();
    fs::remove_file(project.path("specs/new.yaml")).unwrap();
    fs::remove_file(project.path("specs/use.rs")).unwrap();
    fs::remove_file(project.path("specs/changes.snap")).unwrap();
    project.write("downloads/things.yaml", &new.replace("'7.4'", "'7.5'"));
    project.write(
        "specs/manifest.yaml",
        "# Ours.\npackage: keyvault\noutput: ../generated\nservices:\n  - name: things\n    title: Things\n    documents:\n      # The first.\n      - old.yaml\n",
    );
    assert_eq!(project.run(&[]).status, Some(0));
    project
}

fn read(project: &Project, path: &str) -> String {
    fs::read_to_string(project.path(path)).unwrap()
}

/// All that a project consists of.
fn state(project: &Project) -> BTreeMap<String, Vec<u8>> {
    project.contents("")
}

#[test]
fn a_document_comes_into_specs_manifest_crate_and_changelog() {
    let project = project();
    let run = project.run(&["add", "downloads/things.yaml"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    for line in [
        "read      downloads/things.yaml (OpenAPI 3.0.3, Case, 1 operation)",
        "wrote     specs/7.5.yaml, specs/manifest.yaml, CHANGELOG.md",
        "generated keyvault::things::v7_5: 1 operation, 1 model; generated: ",
        "changes   since 7.4: 1 property added, 0 removed, 0 changed",
        "          `keyvault::things` is 7.5 now; 7.4 stays at `keyvault::things::v7_4`\n          → minor: nothing a caller of 7.4 uses is gone or different\n",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    let manifest = read(&project, "specs/manifest.yaml");
    assert!(manifest.starts_with("# Ours.\n"), "{manifest}");
    let list = "      # The first.\n      - old.yaml\n      - 7.5.yaml\n";
    assert!(manifest.ends_with(list), "{manifest}");
    assert_eq!(
        read(&project, "CHANGELOG.md"),
        "# Changes\n\n## Unreleased\n\n- `things::v7_5`: api-version 7.5. Since 7.4: 1 property added, 0 removed, 0 changed. `keyvault::things` is 7.5 now; 7.4 stays at `keyvault::things::v7_4`.\n"
    );
    assert!(read(&project, "generated/src/things.rs").contains("pub use v7_5::*;"));
    assert_eq!(project.run(&["check"]).status, Some(0));

    let before = state(&project);
    let again = project.run(&["add", "downloads/things.yaml"]);
    assert_eq!(again.status, Some(0), "{again:?}");
    assert!(
        again
            .out
            .contains("unchanged the document is there, as it is"),
        "{}",
        again.out
    );
    assert!(!again.out.contains(" now; "), "{}", again.out);
    assert!(state(&project) == before, "a second add changed something");
}

#[test]
fn a_manifest_named_from_its_own_folder_has_the_same_project() {
    let project = project();
    let arguments = [
        "add",
        "../downloads/things.yaml",
        "--manifest",
        "manifest.yaml",
    ];
    let run = project.run_in("specs", &arguments);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(project.path("CHANGELOG.md").exists());
    assert!(!project.path("specs/CHANGELOG.md").exists());
    assert_eq!(project.run(&["check"]).status, Some(0));
}

#[test]
fn previews_and_older_versions_never_stand_for_the_service() {
    let project = project();
    for (version, list, stable) in [
        (
            "2026-01-01-preview",
            "old.yaml 2026-01-01-preview.yaml",
            "\"v7_4\"",
        ),
        (
            "7.3",
            "7.3.yaml old.yaml 2026-01-01-preview.yaml",
            "\"v7_3\", \"v7_4\"",
        ),
        (
            "7.4-preview.1",
            "7.3.yaml 7.4-preview.1.yaml old.yaml 2026-01-01-preview.yaml",
            "\"v7_3\", \"v7_4\"",
        ),
    ] {
        let text = read(&project, "downloads/things.yaml");
        let (head, tail) = text.split_once("version: '").unwrap();
        let (_, tail) = tail.split_once('\'').unwrap();
        let text = format!("{head}version: '{version}'{tail}");
        project.write("downloads/things.yaml", &text);
        let run = project.run(&["add", "downloads/things.yaml"]);
        assert_eq!(run.status, Some(0), "{run:?}");
        let verdict = "→ minor: the newest stable version stays 7.4";
        assert!(version == "7.3" || run.out.contains(verdict), "{}", run.out);
        assert!(read(&project, "generated/src/things.rs").contains("pub use v7_4::*;"));
        let default = format!("default = [\"azure\", {stable}]");
        assert!(read(&project, "generated/Cargo.toml").contains(&default));
        let manifest = read(&project, "specs/manifest.yaml");
        let documents = manifest
            .lines()
            .filter_map(|line| line.strip_prefix("      - "));
        assert_eq!(documents.collect::<Vec<_>>().join(" "), list);
    }
}

#[test]
fn what_breaks_who_chooses_a_version_that_stays_beside_is_said() {
    let project = project();
    project.edit("downloads/things.yaml", "'7.5'", "'2026-01-01-preview'");
    project.edit("downloads/things.yaml", "id:", "name:");
    let run = project.run(&["add", "downloads/things.yaml"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    for line in [
        "1 change breaks callers of 7.4 who choose it\n          → minor: the newest stable version stays 7.4\n",
        "\n          wire: 1 change breaks clients of 7.4 that meet a service of 2026-01-01-preview\n",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
}

#[test]
fn what_cannot_be_taken_in_changes_nothing() {
    let project = project();
    project.run(&["add", "downloads/things.yaml"]);
    let good = read(&project, "downloads/things.yaml");
    let other = good.replace("size", "length");
    let unsupported = good
        .replace("'7.5'", "'7.6'")
        .replace("type: integer", "type: integer, multipleOf: 5");
    let no_version = good.replace("'7.5'", "soon");
    for (text, message) in [
        (
            other.as_str(),
            "the api-version 7.5 is there with other content",
        ),
        (&unsupported, "`multipleOf` of a schema is not supported"),
        (&no_version, "the document has no api-version"),
        ("openapi: [", "downloads/things.yaml"),
    ] {
        project.write("downloads/things.yaml", text);
        let before = state(&project);
        let run = project.run(&["add", "downloads/things.yaml"]);
        assert_eq!(run.status, Some(1), "{run:?}");
        assert!(run.err.contains(message), "{message}\n{}", run.err);
        assert!(state(&project) == before, "{message}");
    }

    project.write("downloads/things.yaml", &good.replace("'7.5'", "'7.6'"));
    project.write("specs/overlay.yaml", "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\nactions:\n  - target: $.paths.nowhere\n    description: D.\n    remove: true\n");
    project.edit(
        "specs/manifest.yaml",
        "    title: Things\n",
        "    title: Things\n    overlay: overlay.yaml\n",
    );
    let before = state(&project);
    let run = project.run(&["add", "downloads/things.yaml"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.err.contains("matches nothing"), "{}", run.err);
    assert!(state(&project) == before);
}

#[test]
fn the_same_document_in_a_file_of_another_name_is_the_same() {
    let project = project();
    project.run(&["add", "downloads/things.yaml"]);
    let text = read(&project, "downloads/things.yaml");
    project.write("downloads/renamed.yaml", &text);
    let before = state(&project);
    let run = project.run(&["add", "downloads/renamed.yaml"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(run.out.contains("unchanged the document"), "{}", run.out);
    assert!(state(&project) == before);
}

#[test]
fn a_document_that_the_manifest_has_in_json_stays_in_json() {
    let project = project();
    let mut document: serde_json::Value =
        serde_yaml::from_str(&read(&project, "specs/old.yaml")).unwrap();
    fs::remove_file(project.path("specs/old.yaml")).unwrap();
    project.write("specs/old.json", &document.to_string());
    project.edit("specs/manifest.yaml", "old.yaml", "old.json");
    document["info"]["title"] = "Another title".into();
    project.write("downloads/things.json", &document.to_string());
    let run = project.run(&["add", "downloads/things.json", "--replace"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let written: serde_json::Value =
        serde_json::from_str(&read(&project, "specs/old.json")).unwrap();
    assert_eq!(written, document);
    assert_eq!(project.run(&["check"]).status, Some(0));
}

#[test]
fn warnings_are_about_the_file_that_was_given() {
    let project = project();
    project.edit(
        "downloads/things.yaml",
        "type: object",
        "type: object, requird: []",
    );
    let run = project.run(&["add", "downloads/things.yaml"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(
        run.err.contains("--> downloads/things.yaml:"),
        "{}",
        run.err
    );
}

#[test]
fn other_content_takes_the_place_of_the_old_if_asked_to() {
    let project = project();
    project.run(&["add", "downloads/things.yaml"]);
    project.edit("downloads/things.yaml", "size", "length");
    let run = project.run(&["add", "downloads/things.yaml", "--replace"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
    let changes = "since 7.5: 1 property added, 1 removed, 0 changed\n          → major: 1 change breaks callers of 7.5\n";
    assert!(run.out.contains(changes), "{}", run.out);
    assert!(read(&project, "generated/src/things/v7_5/models.rs").contains("pub length"));
    assert_eq!(project.run(&["check"]).status, Some(0));
}

#[test]
fn a_killed_add_leaves_everything_as_it_was_or_as_it_is_to_be() {
    let project = project();
    let old = state(&project);
    let started = Instant::now();
    assert_eq!(
        project.run(&["add", "downloads/things.yaml"]).status,
        Some(0)
    );
    let whole_run = started.elapsed();
    let new = state(&project);
    let mut killed = 0;
    for round in 0..40_u32 {
        restore(&project, &old);
        let mut command = project.command("");
        command
            .args(["add", "downloads/things.yaml"])
            .args(["--manifest", "specs/../specs/manifest.yaml"])
            .stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        sleep(whole_run.mul_f64(0.4 + 0.7 * f64::from(round) / 40.0));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        // Whatever runs next finds all of it or nothing, from wherever it runs.
        let folder = ["", "specs", "downloads"][round as usize % 3];
        let check = project.run_in(folder, &["check"]);
        assert_eq!(check.status, Some(0), "round {round}: {check:?}");
        let left = state(&project);
        assert!(
            left == old || left == new,
            "round {round}: {:?}",
            left.keys()
        );
    }
    println!("{killed} of 40 runs were killed before their end");
    assert!(killed > 0);
    assert_eq!(
        project.run(&["add", "downloads/things.yaml"]).status,
        Some(0)
    );
    assert!(state(&project) == new, "a rerun does not mend it");
}

#[test]
fn what_a_listed_version_loses_is_major_whichever_is_the_newest() {
    let project = project();
    project.run(&["add", "downloads/things.yaml"]);
    let old = read(&project, "specs/old.yaml").replace("id:", "name:");
    project.write("downloads/old.yaml", &old);
    let run = project.run(&["add", "downloads/old.yaml", "--replace"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let verdict = "→ major: 1 change breaks callers of 7.4\n";
    assert!(run.out.contains(verdict), "{}", run.out);
}

/// A project whose only version is a preview.
fn preview() -> Project {
    let project = project();
    project.edit("specs/old.yaml", "'7.4'", "'7.4-preview.1'");
    assert_eq!(project.run(&[]).status, Some(0));
    let default = "default = [\"azure\", \"v7_4_preview_1\"]";
    assert!(read(&project, "generated/Cargo.toml").contains(default));
    project
}

#[test]
fn a_stable_module_stays_among_the_default_features_for_good() {
    let project = project();
    for (version, next, stable) in [
        ("7.5", "7.6", "\"v7_4\", \"v7_5\""),
        ("7.6", "7.7", "\"v7_4\", \"v7_5\", \"v7_6\""),
    ] {
        let run = project.run(&["add", "downloads/things.yaml"]);
        assert_eq!(run.status, Some(0), "{run:?}");
        assert!(run.out.contains("→ minor: "), "{}", run.out);
        let default = format!("default = [\"azure\", {stable}]");
        let manifest = read(&project, "generated/Cargo.toml");
        assert!(manifest.contains(&default), "{version}: {manifest}");
        project.edit("downloads/things.yaml", version, next);
    }
}

#[test]
fn a_preview_that_leaves_the_default_features_is_major() {
    let project = preview();
    let run = project.run(&["add", "downloads/things.yaml"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    for line in [
        "`keyvault::things` is 7.5 now; 7.4-preview.1 stays at `keyvault::things::v7_4_preview_1`, which needs the feature `v7_4_preview_1` now\n",
        "→ major: the module of 7.4-preview.1 leaves the default features\n",
    ] {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    let default = "default = [\"azure\", \"v7_5\"]";
    assert!(read(&project, "generated/Cargo.toml").contains(default));
}

#[test]
fn a_module_that_another_service_keeps_among_the_default_features_is_not_lost() {
    let project = preview();
    project.edit(
        "specs/manifest.yaml",
        "services:\n",
        "services:\n  - name: others\n    documents:\n      - old.yaml\n",
    );
    let run = project.run(&["add", "downloads/things.yaml"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    let verdict = "→ minor: nothing a caller of 7.4-preview.1 uses is gone or different\n";
    assert!(run.out.contains(verdict), "{}", run.out);
    assert!(!run.out.contains("needs the feature"), "{}", run.out);
}

#[test]
fn of_two_that_are_taken_in_at_once_none_is_lost_unsaid() {
    let project = project();
    let old = state(&project);
    let text = read(&project, "downloads/things.yaml");
    for version in ["7.6", "7.7"] {
        let path = format!("downloads/{version}.yaml");
        project.write(&path, &text.replace("'7.5'", &format!("'{version}'")));
    }
    let mut refused = 0;
    for _ in 0..10 {
        restore(&project, &old);
        let both = ["7.6", "7.7"].map(|version| {
            let mut command = project.command("");
            let file = format!("downloads/{version}.yaml");
            command.args(["add", &file, "--service", "things"]);
            command.stdout(Stdio::null()).stderr(Stdio::piped());
            (version, command.spawn().unwrap())
        });
        let manifest = |version: &str| {
            let listed = format!("      - {version}.yaml\n");
            read(&project, "specs/manifest.yaml").contains(&listed)
        };
        let ended = both.map(|(version, child)| (version, child.wait_with_output().unwrap()));
        for (version, output) in ended {
            let err = String::from_utf8(output.stderr).unwrap();
            assert_eq!(
                output.status.success(),
                manifest(version),
                "{version}: {err}"
            );
            if !output.status.success() {
                assert!(
                    err.contains("error[KV0670]: the file changed while"),
                    "{err}"
                );
                refused += 1;
                let file = format!("downloads/{version}.yaml");
                let again = project.run(&["add", &file, "--service", "things"]);
                assert_eq!(again.status, Some(0), "{again:?}");
            }
        }
        assert!(manifest("7.6") && manifest("7.7"));
        assert_eq!(project.run(&["check"]).status, Some(0));
    }
    println!("{refused} of 20 runs were refused");
}

#[cfg(unix)]
#[test]
fn an_interrupted_add_is_undone_aloud_and_never_over_what_came_later() {
    let project = project();
    let before = read(&project, "specs/manifest.yaml");
    let noted = |old: &str, new: &str| {
        use std::os::unix::fs::MetadataExt as _;

        fs::create_dir(project.path("specs/.adding")).unwrap();
        let own = fs::metadata(project.path("specs/.adding")).unwrap().ino();
        let note = format!(
            r#"{{"inputs":["manifest.yaml"],"own":{own},"output":"../generated","new":null}}"#
        );
        project.write("specs/.adding/note", &note);
        project.write("specs/.adding/0.old", old);
        project.write("specs/.adding/0.new", new);
    };
    let begun = format!("{before}# begun\n");
    noted(&before, &begun);
    project.write("specs/manifest.yaml", &begun);
    let run = project.run(&["check"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(
        run.err.contains("undid an `add` that was interrupted"),
        "{run:?}"
    );
    assert_eq!(read(&project, "specs/manifest.yaml"), before);
    assert_eq!(project.run(&["check"]).err, "");

    noted(&before, &begun);
    let mine = format!("{begun}# mine\n");
    project.write("specs/manifest.yaml", &mine);
    let run = project.run(&["check"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    for part in [
        "error[KV0670]: an `add` was interrupted, and the file has changed since",
        "--> specs/manifest.yaml",
        "delete the folder specs/.adding;",
        "copy specs/.adding/0.old over it",
    ] {
        assert!(run.err.contains(part), "{part}\n{}", run.err);
    }
    assert_eq!(read(&project, "specs/manifest.yaml"), mine);
    fs::remove_dir_all(project.path("specs/.adding")).unwrap();
    assert_eq!(project.run(&["check"]).status, Some(0));
}

/// Makes a project what it was.
fn restore(project: &Project, state: &BTreeMap<String, Vec<u8>>) {
    for folder in ["specs", "generated"] {
        fs::remove_dir_all(project.path(folder)).unwrap();
    }
    let _ = fs::remove_file(project.path("CHANGELOG.md"));
    for (path, bytes) in state {
        let path = project.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A project with our own manifest and the first of our documents.
fn keys() -> Project {
    let project = Project::copy_of(&workspace().join("specs"));
    let manifest = read(&project, "specs/manifest.yaml");
    let is_document = |line: &&str| line.starts_with("      - keys/");
    for line in manifest.lines().filter(is_document).skip(1) {
        let path = line.trim_start_matches([' ', '-']);
        fs::remove_file(project.path(&format!("specs/{path}"))).unwrap();
        project.edit("specs/manifest.yaml", &format!("{line}\n"), "");
    }
    // It stands on one of the others.
    project.edit("specs/manifest.yaml", "local_vault: true\n", "");
    project
}

#[test]
fn a_published_document_and_ours_give_the_same_rust_but_for_prose() {
    let Some(published) = shared("azure-specs") else {
        return;
    };
    let project = keys();
    let versions = ["7.4", "7.5", "2025-07-01"];
    let contract = "(literals of models end in `..Default::default()`, patterns in `..`, open enums are compared by `as_str()`)";
    let changes = [
        vec![
            "since 7.4: 0 added, 0 removed, 0 changed",
            "→ minor: nothing a caller of 7.4 uses is gone or different",
        ],
        vec![
            "since 7.4: 1 property added, 0 removed, 1 changed",
            "`keyvault::keys` is 7.5 now; 7.4 stays at `keyvault::keys::v7_4`",
            "→ major: 1 change breaks callers of 7.4 who change over",
            contract,
        ],
        vec![
            "since 7.5: 1 operation, 1 model, 1 property and 5 values added, 0 removed, 0 changed",
            "`keyvault::keys` is 2025-07-01 now; 7.5 stays at `keyvault::keys::v7_5`",
            "→ minor: nothing a caller of 7.5 uses is gone or different",
            contract,
        ],
    ];
    for (version, changes) in versions.into_iter().zip(changes) {
        let path: PathBuf = published.join(version).join("keys.json");
        let run = project.run(&["add", path.to_str().unwrap(), "--replace"]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
        let changes = format!("changes   {}\n", changes.join("\n          "));
        assert!(run.out.contains(&changes), "{}", run.out);
    }
    let changelog = read(&project, "CHANGELOG.md");
    let breaking = " Breaking: `KeyRotationPolicyAction` was called `ActionType`.";
    assert_eq!(changelog.matches("Breaking:").count(), 1, "{changelog}");
    assert!(changelog.contains(breaking), "{changelog}");
    for version in versions {
        let module = format!("v{}", version.replace(['.', '-'], "_"));
        let file = format!("src/keys/{module}.rs");
        let folder = format!("src/keys/{module}");
        let ours = items(&workspace().join("generated"), &folder, &file);
        let theirs = items(&project.path("generated"), &folder, &file);
        assert!(ours.len() > 100, "{}", ours.len());
        assert_eq!(ours, theirs, "{version}");
    }
}

/// The items of a module without their documentation, sorted: each document has
/// an order of its own.
fn items(root: &Path, folder: &str, file: &str) -> Vec<String> {
    let mut paths = vec![root.join(file)];
    let files = fs::read_dir(root.join(folder)).unwrap();
    paths.extend(files.map(|entry| entry.unwrap().path()));
    let mut items = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code: Vec<_> = text.lines().filter(is_code).collect();
        if path.ends_with("server.rs") {
            // One enum, one trait, each in the order of its document.
            items.extend(code.iter().map(|line| line.trim_end().to_owned()));
            continue;
        }
        let code = code.join("\n");
        // Methods stand in one `impl`, items behind empty lines.
        items.extend(
            code.split("\n    pub ")
                .flat_map(|part| part.split("\n\n"))
                .map(|item| item.trim_end_matches(['\n', '}', ' ']).to_owned()),
        );
    }
    items.sort();
    items
}
