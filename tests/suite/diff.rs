//! What a diff says, on the smallest documents that show it; what the compiler
//! says to code that changes over; and the real changes between the published
//! documents.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use generator::diff::{Change, Impact, Rule, diff, text};
use generator::emit;
use generator::generate::{Lowered, lower_document};
use generator::ir::Api;
use generator::write;
use insta::with_settings;

use crate::compile::cargo;
use crate::examples::write_if_changed;
use crate::places::{cases, name, shared, workspace};
use crate::project::Project;
use crate::snapshots::package;

fn lower(path: &Path) -> Lowered {
    let root = path.parent().unwrap();
    let lowered = lower_document(path, root, None, None);
    lowered.unwrap_or_else(|problems| panic!("{}\n{problems}", path.display()))
}

/// The changes of a case.
fn of_case(case: &Path) -> (Lowered, Lowered, Vec<Change>) {
    let (old, new) = (lower(&case.join("old.yaml")), lower(&case.join("new.yaml")));
    let changes = diff(old.side(), new.side());
    (old, new, changes)
}

/// The rule that a case is named after, such as `enum_value_added.closed`.
fn rule(case: &Path) -> Option<&'static Rule> {
    let (rule, _) = name(case).split_once('.').unwrap_or((name(case), ""));
    Rule::ALL
        .iter()
        .find(|known| known.code() == rule.replace('_', "-"))
}

#[test]
fn every_rule_has_a_case_with_the_expected_words() {
    let mut shown = BTreeSet::new();
    for case in cases("diff") {
        let (_, _, changes) = of_case(&case);
        match rule(&case) {
            Some(rule) => {
                let found = changes.iter().any(|change| change.rule == *rule);
                assert!(found, "{}: {changes:#?}", name(&case));
                shown.insert(*rule);
            }
            None => assert!(changes.is_empty(), "{}: {changes:#?}", name(&case)),
        }
        let same = of_case(&case).0;
        assert_eq!(diff(same.side(), same.side()), [], "{}", name(&case));
        with_settings!({ snapshot_path => &case, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("changes", text(&changes, "old", "new"));
        });
    }
    let all: BTreeSet<_> = Rule::ALL.iter().copied().collect();
    let missing: Vec<_> = all.difference(&shown).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

/// Code written against the old document compiles with it. With the new one it
/// must not if a change is breaking, and must if none is.
#[test]
fn the_compiler_agrees_with_every_verdict() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("changes");
    let mut services: Vec<(String, Api)> = Vec::new();
    let mut programs = Vec::new();
    let mut expected = BTreeSet::new();
    for case in cases("diff") {
        let (old, new, changes) = of_case(&case);
        let code = fs::read_to_string(case.join("use.rs")).unwrap();
        for (side, lowered) in [("old", old), ("new", new)] {
            let service = format!("{side}_{}", name(&case).replace('.', "_"));
            let client = service.split('_').map(capitalised).collect::<String>() + "Client";
            let code = code.replace("CaseClient", &client);
            let head = "#![allow(dead_code, unused_imports)]\nuse keyvault::Operation;";
            let text = format!("{head}\nuse keyvault::{service} as api;\n{code}fn main() {{}}\n");
            programs.push((service.clone(), text));
            services.push((service, lowered.api));
        }
        if changes.iter().any(|change| change.rust == Impact::Breaking) {
            expected.insert(format!("new_{}", name(&case).replace('.', "_")));
        }
    }
    let mut files = emit::emit(&package(services)).unwrap();
    for file in &mut files {
        if file.path == "Cargo.toml" {
            let (own, _) = file.text.split_once("[dev-dependencies]").unwrap();
            file.text = format!("{own}[workspace]\n");
        }
    }
    write::write(&files, &folder).unwrap();
    fs::create_dir_all(folder.join("examples")).unwrap();
    for (service, text) in &programs {
        write_if_changed(&folder.join(format!("examples/{service}.rs")), text);
    }
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--examples", "--keep-going"])
        .args([
            "--no-default-features",
            "--features",
            "all-versions,blocking",
        ])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.with_file_name("cases-target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    let messages = String::from_utf8(output.stderr).unwrap();
    assert!(!messages.contains("(lib)"), "{messages}");
    let failed: BTreeSet<String> = messages
        .split("(example \"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect();
    let wrong: Vec<_> = failed.symmetric_difference(&expected).collect();
    assert!(
        wrong.is_empty(),
        "verdict and compiler disagree on {wrong:?}\n{messages}"
    );
    assert!(!failed.is_empty());
}

/// The rules that no code of a caller can show, and why.
const NOT_SHOWN: [(Rule, &str); 5] = [
    (
        Rule::ConstraintTightened,
        "the crate sends what it is given; the service refuses it",
    ),
    (
        Rule::DefaultChanged,
        "the service fills in what is left out",
    ),
    (
        Rule::ErrorBodyChanged,
        "callers name the model that they read an error as; the service sends another",
    ),
    (
        Rule::LongRunningChanged,
        "the service goes on working after its answer",
    ),
    (
        Rule::ParametersReordered,
        "the order is that of the methods of clients, which want a server",
    ),
];

/// Where code compiles but means something else, it does what it did with the old
/// document, and does not with the new one. A rule is exempt for a reason alone, and
/// only if one of its cases needs that.
#[test]
fn code_that_means_something_else_does_something_else() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("meanings");
    let mut services: Vec<(String, Api)> = Vec::new();
    let (mut modules, mut calls) = (String::new(), String::new());
    let mut expected = String::new();
    let mut needed = BTreeSet::new();
    for case in cases("diff") {
        let (old, new, changes) = of_case(&case);
        let code = fs::read_to_string(case.join("use.rs")).unwrap();
        let is_shown = code.contains("pub fn meaning()");
        let meanings = changes
            .iter()
            .filter(|change| change.rust == Impact::Meaning);
        let is_breaking = changes.iter().any(|change| change.rust == Impact::Breaking);
        let is_exempt = |change: &&Change| NOT_SHOWN.iter().any(|(rule, _)| *rule == change.rule);
        let (exempt, others): (Vec<_>, Vec<_>) = meanings.partition(is_exempt);
        needed.extend(exempt.iter().map(|change| change.rule));
        let is_expected = !is_breaking && !others.is_empty();
        assert_eq!(is_shown, is_expected, "{}", name(&case));
        if !is_shown {
            continue;
        }
        let case = name(&case).replace('.', "_");
        for (side, lowered) in [("old", old), ("new", new)] {
            let service = format!("{side}_{case}");
            writeln!(
                modules,
                "mod {service} {{\nuse keyvault::Operation;\nuse keyvault::{service} as api;\n{code}}}"
            )
            .unwrap();
            writeln!(calls, "    tell({service:?}, {service}::meaning);").unwrap();
            let does = if side == "old" {
                "the same"
            } else {
                "something else"
            };
            writeln!(expected, "{service}: {does}").unwrap();
            services.push((service, lowered.api));
        }
    }
    let exempt: BTreeSet<_> = NOT_SHOWN.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(needed, exempt, "a rule is exempt that need not be");
    let mut files = emit::emit(&package(services)).unwrap();
    for file in files.iter_mut().filter(|file| file.path == "Cargo.toml") {
        let (own, _) = file.text.split_once("[dev-dependencies]").unwrap();
        file.text = format!("{own}[workspace]\n");
    }
    write::write(&files, &folder).unwrap();
    fs::create_dir_all(folder.join("examples")).unwrap();
    let program =
        format!("#![allow(dead_code, unused_imports)]\n{modules}{TELL}fn main() {{\n{calls}}}\n");
    fs::write(folder.join("examples/meanings.rs"), program).unwrap();
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let features = ["--no-default-features", "--features", "all-versions"];
    let run = [&["run", "--example", "meanings"], &features[..]].concat();
    assert_eq!(cargo(&folder, &run), expected);
}

const TELL: &str = r#"
fn tell(name: &str, meaning: fn()) {
    std::panic::set_hook(Box::new(|_| {}));
    let does = match std::panic::catch_unwind(meaning) {
        Ok(()) => "the same",
        Err(_) => "something else",
    };
    println!("{name}: {does}");
}
"#;

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// A project with a case of the diff: `old.yaml` is in its manifest.
fn project(wanted: &str, operations: &str) -> Project {
    let all = cases("diff");
    let case = all.iter().find(|case| name(case) == wanted).unwrap();
    let project = Project::copy_of(case);
    let manifest = format!(
        "package: keyvault\noutput: ../generated\nservices:\n  - name: case\n{operations}    documents: [old.yaml]\n"
    );
    project.write("specs/manifest.yaml", &manifest);
    project
}

#[test]
fn a_file_is_compared_in_the_operations_that_the_manifest_selects() {
    let all = project("operation_added", "");
    let run = all.run(&["diff", "7.4", "specs/new.yaml"]);
    assert!(run.out.contains("is a new operation"), "{run:?}");
    let selected = project("operation_added", "    operations: [GetThing]\n");
    for sides in [
        ["7.4", "specs/new.yaml"],
        ["specs/old.yaml", "specs/new.yaml"],
    ] {
        let arguments = [&["diff"], &sides[..], &["--service", "case"]].concat();
        let run = selected.run(&arguments);
        assert_eq!(run.status, Some(0), "{run:?}");
        assert!(run.out.contains("0 added, 0 removed, 0 changed"), "{run:?}");
    }
}

#[test]
fn warnings_of_both_documents_are_told_and_can_be_denied() {
    let project = project("operation_added", "");
    for side in ["specs/old.yaml", "specs/new.yaml"] {
        project.edit(side, "info: {", "info: {titel: Case, ");
    }
    let sides = ["diff", "7.4", "specs/new.yaml"];
    let told = project.run(&[&sides[..], &["--format", "json"]].concat());
    assert_eq!(told.status, Some(0), "{told:?}");
    assert!(serde_json::from_str::<serde_json::Value>(&told.out).is_ok());
    for place in ["--> specs/old.yaml:2", "--> specs/new.yaml:2"] {
        assert!(told.err.contains(place), "{place}\n{}", told.err);
    }
    let denied = project.run(&[&sides[..], &["--deny", "warnings"]].concat());
    assert_eq!((denied.status, denied.out.as_str()), (Some(1), ""));
}

#[test]
fn the_published_documents_differ_in_what_really_changed() {
    let Some(published) = shared("azure-specs") else {
        return;
    };
    let [oldest, middle, newest] = ["7.4", "7.5", "2025-07-01"]
        .map(|version| lower(&published.join(version).join("keys.json")));
    for (before, old, now, new) in [
        ("7.4", &oldest, "7.5", &middle),
        ("7.5", &middle, "2025-07-01", &newest),
    ] {
        let changes = diff(old.side(), new.side());
        let is_felt = |change: &Change| change.is_breaking_on_the_wire();
        assert!(!changes.iter().any(is_felt), "{changes:#?}");
        with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("published_{now}"), text(&changes, before, now));
        });
    }
}

/// A case in which callers and the wire fare differently, and one with signs that
/// mean something in tables.
#[test]
fn every_format_says_all_of_it() {
    let path_changed = project("path_changed", "");
    let pattern = project("constraint_tightened", "");
    let name = "        - {name: name, in: query, schema: {type: string}}\n";
    pattern.edit(
        "specs/old.yaml",
        "      responses:",
        &format!("{name}      responses:"),
    );
    pattern.edit(
        "specs/new.yaml",
        "maximum: 10",
        r#"maximum: 10}}
        - {name: name, in: query, schema: {type: string, pattern: "^(a\\|b)|`c`\n$""#,
    );
    for format in ["text", "markdown", "json"] {
        let runs = [&path_changed, &pattern].map(|project| {
            let run = project.run(&["diff", "7.4", "specs/new.yaml", "--format", format]);
            assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
            run.out
        });
        with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("diff_in_{format}"), runs.join("\n"));
        });
    }
}

#[test]
fn what_breaks_callers_or_the_wire_can_fail_a_build() {
    for (case, breaking, any) in [
        ("path_changed", 1, 1),
        ("model_renamed", 1, 1),
        ("constraint_tightened", 1, 1),
        ("operation_added", 0, 1),
        ("no_change.form", 0, 0),
    ] {
        let project = project(case, "");
        for (kind, status) in [("breaking", breaking), ("any", any)] {
            let sides = ["diff", "7.4", "specs/new.yaml", "--fail-on", kind];
            let run = project.run(&sides);
            assert_eq!(run.status, Some(status), "{case} {kind}: {run:?}");
            let json = project.run(&[&sides[..], &["--format", "json"]].concat());
            let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
            assert_eq!(json["breaking"], breaking == 1, "{case}: {json}");
        }
    }
}
