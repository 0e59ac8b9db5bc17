//! Documents that mean harm: a clear answer, in little time and memory.

mod problems;

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::nesting;
use crate::project::{Project, Run};
use generator::generate::lower_document;

/// How long any of them may take, also on a slow machine.
const LIMIT: Duration = Duration::from_secs(20);

/// A document with something in the place of a schema.
fn with_schema(schema: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Case, version: '7.4'}}\nservers: [{{url: '{{vaultBaseUrl}}', variables: {{vaultBaseUrl: {{default: ''}}}}}}]\npaths:\n  /things:\n    get:\n      operationId: GetThings\n      responses:\n        '200': {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}\ncomponents:\n  schemas:\n    Thing: {schema}\n"
    )
}

const THING: &str = "{type: object, properties: {id: {type: string}}}";

/// Runs the generator on a file with these bytes, within limits.
fn run(name: &str, bytes: impl AsRef<[u8]>) -> (Project, Run) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let project = Project::copy_of(folder.path());
    let program = env!("CARGO_BIN_EXE_generator-under-test");
    let limited = format!(
        "ulimit -v 2000000 -t 20; exec {program} generate --spec specs/{name} --out out --name case"
    );
    let started = Instant::now();
    let mut command = Command::new("bash");
    command.args(["-c", &limited]).current_dir(project.path(""));
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(started.elapsed() < LIMIT, "{name}: {:?}", started.elapsed());
    (project, Run::from(output))
}

#[test]
fn what_cannot_be_read_is_refused_with_its_line() {
    let aliases: String = (1..12)
        .map(|level| {
            let before = format!("*a{}", level - 1);
            format!(
                "a{level}: &a{level} [{}]\n",
                [before.as_str(); 10].join(", ")
            )
        })
        .collect();
    let bomb = format!("a0: &a0 [x, x, x]\n{aliases}{}", with_schema(THING));
    let repeated = |of: &str, times: usize| [of].repeat(times).join(", ");
    let flat = format!(
        "a: &a [{}]\nb: [{}]\n{}",
        repeated("x", 10_000),
        repeated("*a", 10_000),
        with_schema(THING)
    );
    let texts = format!(
        "a: &a {}\nb: [{}]\n{}",
        "x".repeat(50_000),
        repeated("*a", 10_000),
        with_schema(THING)
    );
    let nest = |open: &str, depth: usize| with_schema(&open.repeat(depth));
    let utf16: Vec<u8> = with_schema(THING)
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, bytes, message) in [
        (
            "deep.yaml",
            nest("{a: ", 100_000).into_bytes(),
            "deep inside of each other",
        ),
        (
            // Whoever tries every reading of every level never gets through.
            "wrong.yaml",
            with_schema(&format!("{}5{}", "{allOf: [".repeat(30), "]}".repeat(30))).into_bytes(),
            "a schema must be an object",
        ),
        (
            "list.yaml",
            nest("[", 100_000).into_bytes(),
            "deep inside of each other",
        ),
        (
            "deep.json",
            "[".repeat(100_000).into_bytes(),
            "deep inside of each other",
        ),
        (
            "less.yaml",
            nest("{a: ", 4_000).into_bytes(),
            "recursion limit exceeded",
        ),
        (
            "blocks.yaml",
            blocks(3_000).into_bytes(),
            "recursion limit exceeded",
        ),
        ("bomb.yaml", bomb.into_bytes(), "error[KV0050]"),
        ("flat.yaml", flat.into_bytes(), "specs/flat.yaml:2:"),
        ("texts.yaml", texts.into_bytes(), "specs/texts.yaml:2:"),
        (
            "nul.yaml",
            with_schema("\0").into_bytes(),
            "the file is not UTF-8 text",
        ),
        ("utf16.yaml", utf16, "the file is not UTF-8 text"),
        (
            "twice.yaml",
            with_schema("{type: object, type: object}").into_bytes(),
            "twice",
        ),
        (
            "merge.yaml",
            with_schema("{<<: {type: object}}").into_bytes(),
            "the merge key `<<` of YAML is not supported",
        ),
        (
            "empty.yaml",
            Vec::new(),
            "neither OpenAPI 3.0 nor Swagger 2.0",
        ),
        (
            "text.json",
            b"\"openapi\"".to_vec(),
            "neither OpenAPI 3.0 nor Swagger 2.0",
        ),
    ] {
        let (project, run) = run(name, bytes);
        assert_eq!(run.status, Some(1), "{name}: {run:?}");
        assert!(run.err.contains(message), "{name}: {}", run.err);
        assert!(
            run.err.contains(&format!("--> specs/{name}")),
            "{name}: {}",
            run.err
        );
        assert!(!project.path("out").exists(), "{name}");
    }
}

#[test]
fn aliases_are_counted_in_every_file() {
    let list = |of: &str| [of].repeat(3_000).join(", ");
    let bomb = format!("x: &x [{}]\ny: [{}]\n", list("1"), list("*x"));
    let folder = tempfile::tempdir().unwrap();
    let project = Project::copy_of(folder.path());
    fs::create_dir(project.path("specs")).unwrap_or_default();
    project.write("specs/document.yaml", &with_schema(THING));
    project.write("specs/overlay.yaml", &bomb);
    project.write("specs/manifest.yaml", &bomb);
    let alone = ["generate", "--spec", "specs/document.yaml", "--out", "out"];
    let overlay = [&alone[..], &["--overlay", "specs/overlay.yaml"]].concat();
    for (arguments, file) in [(&overlay[..], "overlay"), (&["generate"], "manifest")] {
        let run = project.run(arguments);
        assert_eq!(run.status, Some(1), "{run:?}");
        let place = format!("stand for too much\n --> specs/{file}.yaml:2:");
        assert!(run.err.contains(&place), "{}", run.err);
    }
    // As much as people write is read.
    let few = format!(
        "x-a: &x [{}]\nx-b: [*x, *x, *x]\n{}",
        list("1"),
        with_schema(THING)
    );
    project.write("specs/document.yaml", &few);
    let run = project.run(&alone);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
}

#[test]
fn types_may_be_nested_as_deep_as_the_compiler_follows_them() {
    for kind in nesting::KINDS {
        for (depth, status) in [(kind.limit, 0), (kind.limit + 1, 1)] {
            let (_, run) = run("nested.json", (kind.document)(depth).to_string());
            assert_eq!(
                run.status,
                Some(status),
                "{} {depth}: {}",
                kind.name,
                run.err
            );
            assert_eq!(
                run.err.contains("error[KV0109]"),
                status == 1,
                "{}",
                run.err
            );
        }
    }
}

#[test]
fn an_object_that_is_reached_on_many_ways_is_read_once() {
    let twice = |level: usize| {
        let part = format!("{{$ref: '#/components/schemas/L{}'}}", level + 1);
        format!("\n    L{level}: {{allOf: [{part}, {part}]}}")
    };
    let levels: String = (0..50).map(twice).collect();
    let schemas =
        format!("{{allOf: [{{$ref: '#/components/schemas/L0'}}]}}{levels}\n    L50: {THING}");
    let (_, run) = run("ways.yaml", with_schema(&schemas));
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{run:?}");
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_read() {
    let empty = tempfile::tempdir().unwrap();
    let project = Project::copy_of(empty.path());
    std::fs::create_dir_all(project.path("specs")).unwrap();
    let mut command = Command::new("mkfifo");
    let made = command.arg(project.path("specs/pipe.yaml")).status();
    assert!(made.unwrap().success());
    let text = with_schema(THING).replace(
        "#/components/schemas/Thing",
        "pipe.yaml#/components/schemas/Thing",
    );
    project.write("specs/document.yaml", &text);
    for spec in ["/dev/zero", "specs/pipe.yaml", "specs/document.yaml"] {
        let arguments = ["generate", "--spec", spec, "--out", "out", "--name", "case"];
        let run = project.run(&arguments);
        assert_eq!(run.status, Some(1), "{run:?}");
        let message = "error[KV0001]: this is not a regular file";
        assert!(run.err.contains(message), "{spec}: {}", run.err);
    }
    // A file of zeros that takes no room on the disk.
    let large = std::fs::File::create(project.path("specs/large.yaml")).unwrap();
    large.set_len(300 * 1024 * 1024).unwrap();
    let arguments = ["generate", "--spec", "specs/large.yaml", "--out", "out"];
    let run = project.run(&arguments);
    assert!(run.err.contains("more than 256 MiB"), "{}", run.err);
}

#[test]
fn no_terminal_obeys_a_document() {
    let document = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"Case\", \"version\": \"7.4\"}, \"paths\": {\"/x\\u001b[2J\\u202e\\nerror[KV9999]: forged\": {\"get\": {\"operationId\": \"A\\u001b[31mZ\", \"parameters\": [{\"name\": \"q\", \"in\": \"query\", \"schema\": {\"$ref\": \"#/components/schemas/Q\"}}], \"responses\": {}}}}, \"components\": {\"schemas\": {\"Q\": {\"type\": \"\\u001b[2J\"}}}}";
    let (project, run) = run("escapes.json", document);
    let github = project.run(&[
        "generate",
        "--spec",
        "specs/escapes.json",
        "--out",
        "out",
        "--name",
        "case",
        "--format",
        "github",
    ]);
    assert!(run.err.contains("used by: A\\u{1b}[31mZ"), "{}", run.err);
    for text in [run.err, github.out] {
        assert!(text.contains("KV0304"), "{text}");
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        assert!(!text.contains("\nerror[KV9999]"), "{text}");
    }
}

#[test]
fn a_large_document_takes_as_long_as_it_is_and_not_its_square() {
    let list = |count: usize, entry: fn(usize) -> String| -> String {
        (0..count).map(entry).collect::<Vec<_>>().join(", ")
    };
    let properties = list(40_000, |index| format!("p{index}: {{type: string}}"));
    let names = list(40_000, |index| format!("p{index}"));
    let wide = format!("{{type: object, required: [{names}], properties: {{{properties}}}}}");
    let values = list(60_000, |index| format!("v{index}a"));
    let told = list(60_000, |index| format!("{{value: v{index}a}}"));
    let listed = format!(
        "{{type: object, properties: {{k: {{type: string, enum: [{values}], x-ms-enum: {{name: K, values: [{told}]}}}}}}}}"
    );
    // Each of these has all properties, each of which leads to all of them.
    let all = list(120, |index| {
        format!("{{$ref: '#/components/schemas/A{index}'}}")
    });
    let part = |index: usize| {
        let of = format!("{{p{index}: {{$ref: '#/components/schemas/W{index}'}}}}");
        format!(
            "\n    A{index}: {{type: object, properties: {of}}}\n    W{index}: {{allOf: [{all}]}}"
        )
    };
    let parts: String = (0..120).map(part).collect();
    let ring = format!("{{allOf: [{all}]}}{parts}");
    let folder = tempfile::tempdir().unwrap();
    // The compiler would not follow the ring.
    for (name, thing, is_right) in [
        ("wide", wide, true),
        ("listed", listed, true),
        ("ring", ring, false),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, with_schema(&thing)).unwrap();
        let started = Instant::now();
        let lowered = lower_document(&path, folder.path(), None, None);
        assert_eq!(lowered.is_ok(), is_right, "{name}");
        assert!(started.elapsed() < LIMIT, "{name}: {:?}", started.elapsed());
    }
}

/// Mappings inside of each other, without brackets.
fn blocks(depth: usize) -> String {
    (0..depth)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect()
}

#[test]
fn what_only_looks_odd_is_read() {
    let marked = [b"\xef\xbb\xbf", with_schema(THING).as_bytes()].concat();
    let returns = with_schema(THING).replace('\n', "\r\n").into_bytes();
    let long = "word ".repeat(200_000);
    let prose =
        format!("{{type: object, description: {long}, properties: {{id: {{type: string}}}}}}");
    let number = THING.replace("string", "string, example: 99999999999999999999999");
    for (name, bytes) in [
        ("marked.yaml", marked),
        ("returns.yaml", returns),
        ("long.yaml", with_schema(&prose).into_bytes()),
        ("number.yaml", with_schema(&number).into_bytes()),
    ] {
        let (_, run) = run(name, bytes);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{name}");
    }
}

#[test]
fn a_files_name_cannot_become_code() {
    let name = "a\nfn main() {}.yaml";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), with_schema(THING)).unwrap();
    let project = Project::copy_of(folder.path());
    let spec = format!("specs/{name}");
    let run = project.run(&[
        "generate", "--spec", &spec, "--out", "out", "--name", "case",
    ]);
    assert_eq!(run.status, Some(0), "{run:?}");
    for (path, bytes) in project.contents("out") {
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            !text.lines().any(|line| line.starts_with("fn main")),
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let empty = tempfile::tempdir().unwrap();
    let project = Project::copy_of(empty.path());
    std::fs::create_dir_all(project.path("specs")).unwrap();
    project.write("secret.yaml", "schemas: {Thing: {type: object}}\n");
    let link = project.path("specs/inside.yaml");
    std::os::unix::fs::symlink(project.path("secret.yaml"), link).unwrap();
    let text = with_schema(THING).replace(
        "#/components/schemas/Thing",
        "inside.yaml#/components/schemas/Thing",
    );
    project.write("specs/document.yaml", &text);
    let arguments = [
        "generate",
        "--spec",
        "specs/document.yaml",
        "--out",
        "out",
        "--name",
        "case",
    ];
    let run = project.run(&arguments);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.err.contains("[KV0104]"), "{}", run.err);
}
