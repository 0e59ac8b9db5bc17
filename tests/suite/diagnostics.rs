//! How problems are told, to people and to programs.

use std::path::PathBuf;

use generator::code::{Code, entry};
use serde_json::Value;

use crate::places::{cases, name};
use crate::project::{Project, Run};

fn case(wanted: &str) -> Project {
    let case: Option<PathBuf> = cases("errors")
        .into_iter()
        .find(|case| name(case) == wanted);
    Project::of_case(&case.unwrap())
}

fn run(wanted: &str, arguments: &[&str]) -> Run {
    case(wanted).run(&[&["generate"], arguments].concat())
}

#[test]
fn warnings_let_the_generator_work_unless_they_are_denied() {
    let warned = run("misspelled_keywords", &[]);
    assert_eq!(warned.status, Some(0), "{warned:?}");
    assert!(
        warned
            .err
            .contains("warning[KV0208]: `requird` is not a keyword"),
        "{}",
        warned.err
    );
    assert!(
        warned.err.contains("did you mean `required`?"),
        "{}",
        warned.err
    );
    assert!(
        warned.err.ends_with("warning: 2 warnings\n"),
        "{}",
        warned.err
    );
    assert!(warned.out.contains("wrote     generated"), "{}", warned.out);

    let project = case("misspelled_keywords");
    let denied = project.run(&["generate", "--deny", "warnings"]);
    assert_eq!(denied.status, Some(1), "{denied:?}");
    assert!(!project.path("generated").exists());
}

#[test]
fn all_problems_are_told_in_the_order_of_the_document() {
    let problems = run("many_problems", &[]).err;
    let at = |code: &str| {
        problems
            .find(code)
            .unwrap_or_else(|| panic!("{code}\n{problems}"))
    };
    let places = ["[KV0107]", "[KV0306]", "[KV0209]", "[KV0405]"].map(at);
    assert!(places.is_sorted(), "{problems}");
    assert!(
        problems.ends_with(" problems; nothing was written\n"),
        "{problems}"
    );
}

#[test]
fn warnings_are_told_in_the_order_of_the_document() {
    let project = case("misspelled_keywords");
    // Components first: the generator reads them last.
    let text = std::fs::read_to_string(project.path("specs/document.yaml")).unwrap();
    let (paths, components) = text
        .split_once("\npaths:")
        .map(|(head, rest)| {
            let (paths, components) = rest.split_once("\ncomponents:").unwrap();
            (
                format!("\npaths:{paths}"),
                format!("{head}\ncomponents:{components}"),
            )
        })
        .unwrap();
    let paths = paths.replace("operationId:", "operatonal: yes\n      operationId:");
    project.write(
        "specs/document.yaml",
        &format!("{}{paths}\n", components.trim_end()),
    );
    let run = project.run(&["generate", "--format", "json"]);
    let problems: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| problem["line"].as_u64())
        .collect();
    assert!(lines.len() > 2 && lines.is_sorted(), "{lines:?}");
}

#[test]
fn programs_get_the_same_as_json() {
    let run = run("many_problems", &["--format", "json"]);
    assert_eq!((run.status, run.err.as_str()), (Some(1), ""), "{run:?}");
    let problems: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    assert!(problems.len() >= 3);
    let first = &problems[0];
    assert_eq!(first["code"], "KV0107");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["file"], "specs/document.yaml");
    assert_eq!(first["line"], 11);
    assert_eq!(first["column"], 78);
    assert!(first["pointer"].as_str().unwrap().starts_with("/paths/"));
    assert!(
        first["help"]
            .as_str()
            .unwrap()
            .contains("did you mean `Thing`")
    );

    // Warnings do not get lost behind what the check is about.
    let stale = case("misspelled_keywords").run(&["check", "--format", "json"]);
    assert_eq!(stale.status, Some(1), "there is no crate yet");
    let problems: Vec<Value> = serde_json::from_str(&stale.out).unwrap();
    let severities: Vec<_> = problems
        .iter()
        .map(|problem| &problem["severity"])
        .collect();
    assert_eq!(severities, ["warning", "warning", "error"], "{problems:?}");
}

#[test]
fn programs_get_the_same_as_sarif() {
    let run = run("many_problems", &["--format", "sarif"]);
    assert_eq!((run.status, run.err.as_str()), (Some(1), ""), "{run:?}");
    let log: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in results {
        assert!(
            rules.iter().any(|rule| rule["id"] == result["ruleId"]),
            "{result}"
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "specs/document.yaml");
        assert!(place["region"]["startLine"].as_u64().unwrap() > 1);
        let pointer = &result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"];
        let text = result["message"]["text"].as_str().unwrap();
        assert!(text.contains(pointer.as_str().unwrap()), "{text}");
        assert!(text.contains("used by "), "{text}");
    }
}

#[test]
fn a_path_is_a_uri_reference_in_sarif() {
    let project = case("many_problems");
    let text = std::fs::read_to_string(project.path("specs/document.yaml")).unwrap();
    project.write("specs/a b#é:100%.yaml", &text);
    let spec = "specs/a b#é:100%.yaml";
    let run = project.run(&[
        "generate", "--spec", spec, "--out", "out", "--name", "case", "--format", "sarif",
    ]);
    let log: Value = serde_json::from_str(&run.out).unwrap();
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let uri = &place["artifactLocation"]["uri"];
    assert_eq!(uri, "specs/a%20b%23%C3%A9%3A100%25.yaml");
}

/// A disk that is full must not look like a run without warnings.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    let project = case("misspelled_keywords");
    for format in ["json", "sarif", "github"] {
        let full = std::fs::File::create("/dev/full").unwrap();
        let mut command = project.command("");
        command.args(["generate", "--format", format]).stdout(full);
        let status = command.status().unwrap();
        assert_eq!(status.code(), Some(1), "{format}");
    }
}

#[test]
fn github_shows_them_beside_the_lines() {
    let run = run("many_problems", &["--format", "github"]);
    assert_eq!(run.status, Some(1), "{run:?}");
    let first = run.out.lines().next().unwrap();
    let start = "::error file=specs/document.yaml,line=11,col=78,title=KV0107::the schema `Thingy` is not defined; ";
    assert!(first.starts_with(start), "{first}");
    assert!(
        run.out.lines().all(|line| line.starts_with("::")),
        "{}",
        run.out
    );
}

/// A document with more problems than anyone reads one by one.
const MANY: &str = "many_problems_of_few_kinds";

#[test]
fn programs_get_every_problem_where_people_get_a_count() {
    let human = run(MANY, &[]);
    let hidden = "\n  and 10 more\n";
    assert!(human.err.contains(hidden), "{}", human.err);
    let help = "help: use `--format json` for a list of all of them\n";
    assert!(human.err.contains(help), "{}", human.err);
    let json = run(MANY, &["--format", "json"]);
    let problems: Vec<Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(problems.len(), 36, "{problems:?}");
    assert_eq!(json.err, "");
    for (format, start) in [("github", "::"), ("sarif", "\"ruleId\"")] {
        let run = run(MANY, &["--format", format]);
        let lines = run.out.lines().map(str::trim);
        assert_eq!(lines.filter(|line| line.starts_with(start)).count(), 36);
    }
}

#[test]
fn operations_without_problems_can_be_generated_as_advised() {
    let project = case(MANY);
    let advised = "help: to leave out the others, give the service `case` in specs/manifest.yaml the line `operations: [\"GetFig\"]`\n";
    let refused = project.run(&[]);
    assert!(refused.err.ends_with(advised), "{}", refused.err);
    project.edit(
        "specs/manifest.yaml",
        "title:",
        "operations: [\"GetFig\"]\n    title:",
    );
    let followed = project.run(&[]);
    assert_eq!(followed.status, Some(0), "{followed:?}");

    let lone = ["--spec", "specs/document.yaml", "--out", "fruit"];
    let refused = project.run(&[&["generate"][..], &lone].concat());
    let advised = "note: 1 of 5 operations has no problem: GetFig\nhelp: to leave out the others, add `--operations GetFig`\n";
    assert!(refused.err.ends_with(advised), "{}", refused.err);
    assert!(!refused.err.contains("manifest"), "{}", refused.err);
    for command in ["generate", "check"] {
        let followed = project.run(&[&[command][..], &lone, &["--operations", "GetFig"]].concat());
        assert_eq!(followed.status, Some(0), "{followed:?}");
        let made = "made      fruit::document::v7_4: 1 operation, 1 model";
        assert!(followed.out.contains(made), "{}", followed.out);
    }
}

#[test]
fn nothing_is_advised_where_leaving_operations_out_does_not_help() {
    let project = case(MANY);
    let base = "servers: [{url: '{vaultBaseUrl}'";
    project.edit("specs/document.yaml", base, "servers: [{url: '/'");
    let run = project.run(&[]);
    assert!(run.err.contains("[KV0205]"), "{}", run.err);
    assert!(!run.err.contains("to leave out the others"), "{}", run.err);
}

#[test]
fn a_note_stops_nothing_and_is_one_in_every_format() {
    let case = cases("constructs")
        .into_iter()
        .find(|case| name(case) == "names_without_letters");
    let project = Project::of_case(&case.unwrap());
    let run = |format: &str| {
        let run = project.run(&["generate", "--deny", "warnings", "--format", format]);
        assert_eq!(run.status, Some(0), "{run:?}");
        run
    };
    let people = run("human").err;
    assert!(
        people.starts_with("note[KV0502]: the property `ID` is "),
        "{people}"
    );
    assert!(people.ends_with("\nnote: 1 note\n"), "{people}");
    let problems: Value = serde_json::from_str(&run("json").out).unwrap();
    assert_eq!(problems[0]["severity"], "note");
    let log: Value = serde_json::from_str(&run("sarif").out).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["level"], "note");
    let commands = run("github").out;
    let notice = |line: &str| line.starts_with("::notice file=");
    assert!(commands.lines().any(notice), "{commands}");
}

#[test]
fn a_code_is_explained() {
    let project = case("dangling_ref");
    let run = project.run(&["explain", "kv0107"]);
    assert_eq!(run.status, Some(0), "{run:?}");
    assert!(
        run.out
            .starts_with("## KV0107: a component is not defined\n\n"),
        "{}",
        run.out
    );
}

#[test]
fn every_problem_says_how_to_mend_it() {
    for case in cases("errors") {
        let shown = std::fs::read_to_string(case.join("problem.snap")).unwrap();
        let problems = shown.split("[KV").skip(1);
        // The remedies of those that share a heading are with others of their kind.
        for problem in problems.filter(|problem| !problem.contains(" more: ")) {
            let help = problem.split_once("= help: ").map(|(_, help)| help);
            let help = help.unwrap_or_else(|| panic!("{}: {problem}", name(&case)));
            assert!(
                !help.contains("generator explain"),
                "{}: {help}",
                name(&case)
            );
        }
    }
    for code in Code::ALL {
        let remedy = code.remedy();
        let is_clause = !remedy.ends_with('.') && !remedy.starts_with(char::is_uppercase);
        assert!(is_clause && remedy.len() > 10, "{code}: {remedy}");
        let fix = format!("To fix it: {remedy}.\n");
        assert!(entry(*code).contains(&fix), "{code}");
    }
}

#[test]
fn what_only_looks_like_a_code_is_none() {
    for text in [
        "+107", "KVKV0107", "K107", "KV", "", "KV-107", "§0107", "107 ",
    ] {
        assert_eq!(Code::parse(text), None, "{text}");
    }
    for text in ["KV0107", "kv0107", "0107", "107"] {
        assert_eq!(Code::parse(text), Some(Code::Undefined), "{text}");
    }
}

/// What other generators panic on, or leave out in silence.
#[test]
fn sixteen_situations_end_in_right_code_or_in_a_code_with_place_and_help() {
    for (wanted, code) in [
        ("two_successes", "KV0314"),
        ("two_error_models", "KV0315"),
        ("dangling_ref", "KV0107"),
        ("ref_url", "KV0101"),
        ("unknown_type", "KV0206"),
        ("broken_yaml", "KV0003"),
        ("duplicate_operation_id", "KV0302"),
        ("undeclared_path_parameter", "KV0306"),
        ("missing_operation_id", "KV0301"),
        ("other_media_type", "KV0316"),
        ("unusable_name", "KV0501"),
        ("openapi_3_1", "KV0202"),
        ("contradictory_all_of", "KV0412"),
        ("parameter_declared_twice", "KV0305"),
    ] {
        let run = run(wanted, &["--format", "json"]);
        assert_eq!(run.status, Some(1), "{wanted}: {run:?}");
        let problems: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        let problem = problems.iter().find(|problem| problem["code"] == code);
        let problem = problem.unwrap_or_else(|| panic!("{wanted}: {}", run.out));
        assert!(problem["line"].is_u64(), "{wanted}: {problem}");
        let help = problem["help"].as_str().unwrap();
        assert!(!help.contains("generator explain"), "{wanted}: {problem}");
        assert_ne!(problem["help"], problem["message"], "{wanted}");
    }
    // 200 with `default`, and Swagger 2.0, are right code; `compile` compiles it.
    for wanted in ["operation", "swagger"] {
        let case = cases("constructs")
            .into_iter()
            .find(|case| name(case) == wanted);
        let run = Project::of_case(&case.unwrap()).run(&[]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{wanted}");
    }
}
