//! Input that is wrong or not supported: a message with code, file, place and
//! problem, status 1, and the project as it was.

use std::collections::BTreeSet;
use std::fs;

use generator::code::Code;
use generator::explain;
use insta::with_settings;

use crate::places::{cases, name, workspace};
use crate::project::Project;

#[test]
fn every_bad_input_is_refused_as_reviewed() {
    for case in cases("errors") {
        let project = Project::of_case(&case);
        fs::create_dir(project.path("generated")).unwrap();
        let crate_before = "# Written by `cargo run -p generator` from x: do not edit.\n";
        project.write("generated/Cargo.toml", crate_before);
        let before = project.contents("");
        // Some need another command than the usual one.
        let arguments = fs::read_to_string(case.join("arguments.txt"));
        let arguments = arguments.unwrap_or("generate --deny warnings".to_owned());
        let arguments: Vec<_> = arguments.split_whitespace().collect();
        let run = project.run(&arguments);
        let name = name(&case);
        assert_eq!(run.status, Some(1), "{name}: {run:?}");
        assert!(run.err.contains("-->"), "{name} has no place: {}", run.err);
        assert!(run.err.contains("[KV"), "{name} has no code: {}", run.err);
        assert!(project.contents("") == before, "{name} changed something");
        with_settings!({ snapshot_path => &case, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("problem", run.err);
        });
    }
}

#[test]
fn every_code_has_a_case_that_shows_it() {
    let mut missing: BTreeSet<String> = Code::ALL.iter().map(ToString::to_string).collect();
    // What two runs make of each other no folder can hold: see `add`.
    missing.remove(&Code::ChangedMeanwhile.to_string());
    let problems = cases("errors")
        .into_iter()
        .map(|case| case.join("problem.snap"));
    let notes = cases("constructs")
        .into_iter()
        .map(|case| case.join("notes.snap"));
    for shown in problems.chain(notes.filter(|notes| notes.exists())) {
        let shown = fs::read_to_string(shown).unwrap();
        missing.retain(|code| !shown.contains(&format!("[{code}]")));
    }
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn the_page_of_the_codes_is_what_the_program_explains() {
    let path = workspace().join("DIAGNOSTICS.md");
    let written = fs::read_to_string(&path).unwrap_or_default();
    let remedy = "run `cargo run -p generator -- explain > DIAGNOSTICS.md`";
    assert_eq!(written, explain::page(), "{remedy}");
    for code in Code::ALL {
        for spelled in [code.to_string(), code.to_string().to_lowercase()] {
            assert_eq!(Code::parse(&spelled), Some(*code));
        }
        assert!(code.explanation().ends_with('.'), "{code}");
    }
}
