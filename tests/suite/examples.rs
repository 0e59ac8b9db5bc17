//! Every published example: the typed request is what it says, its answer
//! decodes, and encodes back without loss.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use generator::generate::lower_document;
use generator::ir::{Api, Operation, Query};
use generator::manifest::Manifest;
use generator::write;
use serde_json::Value;

use crate::compile::cargo;
use crate::places::{shared, skipped, workspace};

/// A manifest of a crate out of all published documents, as they are and with our
/// overlays, and out of our own documents for the same api-versions: what holds
/// for the one holds for the other.
fn manifest(published: &Path) -> String {
    let mut services: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for folder in files(published).into_iter().filter(|path| path.is_dir()) {
        for path in files(&folder).into_iter().filter(|path| path.is_file()) {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if name != "common" && !is_refused(&path, published) {
                services.entry(name).or_default().push(path);
            }
        }
    }
    let mut text = "package: published\noutput: published\nservices:\n".to_owned();
    let specs = workspace().join("specs");
    for (name, documents) in services {
        let documents = format!("documents: {documents:?}");
        writeln!(text, "  - {{name: {name}, {documents}}}").unwrap();
        // Once more with our corrections, which make secrets of secrets.
        let overlay = specs.join(format!("{name}.overlay.yaml"));
        if overlay.exists() {
            writeln!(
                text,
                "  - {{name: our_{name}, overlay: {overlay:?}, {documents}}}"
            )
            .unwrap();
        }
    }
    let ours = Manifest::load(&specs.join("manifest.yaml"), &specs).unwrap();
    for service in ours.services {
        let documents = service.documents.iter().map(|path| specs.join(path));
        let documents: Vec<_> = documents.collect();
        let overlay = specs.join(service.overlay.unwrap());
        let name = service.name;
        writeln!(
            text,
            "  - {{name: own_{name}, overlay: {overlay:?}, documents: {documents:?}}}"
        )
        .unwrap();
    }
    text
}

/// The documents that may be refused, and the construct that is not supported.
const MAY_BE_REFUSED: [(&str, &str); 8] = [
    ("2025-07-01/backuprestore.json", "`x-ms-paths`"),
    ("2025-07-01/rbac.json", "`x-ms-skip-url-encoding`"),
    ("2025-07-01/securitydomain.json", "several successes"),
    ("2026-04-01/administration.json", "`x-ms-skip-url-encoding`"),
    ("2026-04-01/certificates.json", "free-form JSON"),
    ("2026-04-01/securitydomain.json", "several successes"),
    ("7.6/backuprestore.json", "`x-ms-paths`"),
    ("7.6/rbac.json", "`x-ms-skip-url-encoding`"),
];

/// Whether the generator refuses a document, which only a few may be.
fn is_refused(path: &Path, published: &Path) -> bool {
    let Err(problems) = lower_document(path, published, None, None) else {
        return false;
    };
    let mut refused = MAY_BE_REFUSED.iter();
    let is_known = refused.any(|(document, _)| published.join(document) == path);
    assert!(is_known, "{}: {problems}", path.display());
    println!("skipped: {} is refused", path.display());
    true
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_published_example_is_what_the_typed_request_and_answer_say() {
    let Some(published) = shared("azure-specs") else {
        return;
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("published");
    fs::create_dir_all(folder.join("check")).unwrap();
    fs::write(folder.join("manifest.yaml"), manifest(&published)).unwrap();
    let generated = generator::generate(&folder.join("manifest.yaml")).unwrap();
    write::write(&generated.files, &generated.output).unwrap();

    let mut cases = Cases::default();
    for service in &generated.package.services {
        for api in &service.versions {
            let module = format!("published::{}::{}", service.name, api.module);
            let file = service
                .name
                .trim_start_matches("our_")
                .trim_start_matches("own_");
            cases.add(
                api,
                &module,
                &published,
                &format!("{}/{file}.json", api.version),
            );
        }
    }
    let named: BTreeSet<_> = cases
        .named
        .iter()
        .map(|path| published.join(path))
        .collect();
    for folder in files(&published).into_iter().filter(|path| path.is_dir()) {
        let examples = folder.join("examples");
        let examples = if examples.exists() {
            files(&examples)
        } else {
            Vec::new()
        };
        for path in examples {
            assert!(
                named.contains(&path),
                "no operation names {}",
                path.display()
            );
        }
    }
    let code = format!(
        "use crate::{{Described, Examples}};\n\npub fn all(examples: &mut Examples) {{\n{}}}\n",
        cases.code
    );
    write_if_changed(&folder.join("check/cases.rs"), &code);
    write_if_changed(
        &folder.join("check/main.rs"),
        include_str!("../published/check.rs"),
    );
    write_if_changed(&folder.join("Cargo.toml"), CARGO);
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    // Whatever the features, the crate compiles.
    cargo(
        &folder,
        &["check", "--package", "published", "--all-features"],
    );
    let done = cargo(&folder, &["run", "--", published.to_str().unwrap()]);
    println!("{done}");
}

const CARGO: &str = r#"
[package]
name = "check"
version = "0.0.0"
edition = "2024"
[[bin]]
name = "check"
path = "check/main.rs"
[dependencies]
published = { path = "published", default-features = false, features = ["all-versions"] }
serde = "1"
serde_json = "1"
[workspace]
"#;

/// The calls of the program, one for each example.
#[derive(Default)]
struct Cases {
    code: String,
    named: BTreeSet<String>,
}

impl Cases {
    fn add(&mut self, api: &Api, module: &str, published: &Path, document: &str) {
        let document = published.join(document);
        if !document.exists() {
            // We may have an api-version that is not at hand as it was published.
            return skipped(&format!("{} is not there", document.display()));
        }
        let text = fs::read(document).unwrap();
        let document: Value = serde_json::from_slice(&text).unwrap();
        for item in document["paths"].as_object().unwrap().values() {
            for operation in item.as_object().unwrap().values() {
                let lowered = api
                    .operations
                    .iter()
                    .find(|each| operation["operationId"] == each.name.wire)
                    .unwrap();
                for example in operation["x-ms-examples"].as_object().unwrap().values() {
                    let reference = example["$ref"].as_str().unwrap();
                    let file = format!("{}/{}", api.version, reference.trim_start_matches("./"));
                    // Of some documents not all examples are at hand.
                    if published.join(&file).exists() {
                        self.call(api, lowered, module, &file);
                        self.named.insert(file);
                    }
                }
            }
        }
    }

    fn call(&mut self, api: &Api, operation: &Operation, module: &str, file: &str) {
        let Operation { template, name, .. } = operation;
        let query: Vec<_> = operation
            .query
            .iter()
            .map(|query| match query {
                Query::ApiVersion(wire) => wire,
                Query::Argument(id) => &operation[*id].name.wire,
            })
            .collect();
        let body = operation.body.as_ref().map(|body| &body.name.wire);
        let parameters = operation.parameters.iter().map(|each| &each.name);
        let fields = parameters.chain(operation.body.iter().map(|body| &body.name));
        let fields: Vec<_> = fields
            .map(|name| format!("{}: parameters.get({:?})", name.rust, name.wire))
            .collect();
        let version = api.version.as_str();
        let argument = if fields.is_empty() { "_" } else { "parameters" };
        writeln!(
            self.code,
            "    examples.check({file:?}, &Described {{ template: {template:?}, version: {version:?}, query: &{query:?}, body: {body:?} }}, |{argument}| {module}::{} {{ {} }});",
            name.rust,
            fields.join(", "),
        )
        .unwrap();
    }
}

/// Leaves the file's time alone if nothing is new, so that nothing is compiled.
pub(crate) fn write_if_changed(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}
