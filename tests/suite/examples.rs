//! Every published example: the typed request is what it says, its answer
//! decodes, and encodes back without loss.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use generator::ir::{Api, Operation, Query};
use generator::write;
use serde_json::Value;

use crate::compile::cargo;
use crate::places::{shared, workspace};

/// The services of a crate out of published documents, and of our own for the
/// same api-versions: what holds for the one holds for the other.
const MANIFEST: &str = "
package: published
output: published
services:
  - {name: keys, documents: [PUBLISHED/7.4/keys.json, PUBLISHED/7.5/keys.json, PUBLISHED/2025-07-01/keys.json]}
  - {name: secrets, documents: [PUBLISHED/7.5/secrets.json]}
  - {name: certificates, documents: [PUBLISHED/7.5/certificates.json]}
  - {name: ours, overlay: SPECS/keys.overlay.yaml, documents: [SPECS/keys/7.4.yaml, SPECS/keys/7.5.yaml, SPECS/keys/2025-07-01.yaml]}
";

#[test]
fn every_published_example_is_what_the_typed_request_and_answer_say() {
    let Some(published) = shared("azure-specs") else {
        return;
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("published");
    fs::create_dir_all(folder.join("check")).unwrap();
    let specs = workspace().join("specs");
    let manifest = MANIFEST
        .replace("PUBLISHED", published.to_str().unwrap())
        .replace("SPECS", specs.to_str().unwrap());
    fs::write(folder.join("manifest.yaml"), manifest).unwrap();
    let generated = generator::generate(&folder.join("manifest.yaml")).unwrap();
    write::write(&generated.files, &generated.output).unwrap();

    let mut cases = Cases::default();
    for service in &generated.package.services {
        for api in &service.versions {
            let module = format!("published::{}::{}", service.name, api.module);
            let file = if service.name == "ours" {
                "keys"
            } else {
                &service.name
            };
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
    for folder in ["7.4", "7.5", "2025-07-01"] {
        for entry in fs::read_dir(published.join(folder).join("examples")).unwrap() {
            let path = entry.unwrap().path();
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
        let text = fs::read(published.join(document)).unwrap();
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
            .map(|(Query::ApiVersion(wire) | Query::Argument(wire))| wire)
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
fn write_if_changed(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).unwrap();
    }
}
