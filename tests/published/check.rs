//! A program that the suite compiles against a crate generated from published
//! documents: it builds the typed request of every published example, compares
//! it with the example, and takes the example's answer in and out again.
//!
//! `cases.rs` beside it is written by the suite, a line for each example.

mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use published::bytes::Bytes;
use published::http::Response;
use published::{Operation, VaultUrl, encode_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What a service puts into its own links, and never asks a caller for.
const OF_LINKS: [&str; 1] = ["$skiptoken"];

fn main() {
    let root = std::env::args().nth(1).expect("the folder of the documents");
    let mut examples = Examples { root, problems: Vec::new(), count: 0 };
    cases::all(&mut examples);
    for problem in &examples.problems {
        eprintln!("{problem}");
    }
    println!("{} examples, {} problems", examples.count, examples.problems.len());
    std::process::exit(i32::from(!examples.problems.is_empty()));
}

pub struct Examples {
    root: String,
    problems: Vec<String>,
    count: usize,
}

/// An operation as the document describes it.
pub struct Described {
    pub template: &'static str,
    pub version: &'static str,
    pub query: &'static [&'static str],
    pub body: Option<&'static str>,
}

/// The parameters of an example.
pub struct Parameters(BTreeMap<String, Value>);

impl Parameters {
    /// The value with that name, as the type of its field.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> T {
        let value = self.0.get(name).cloned().unwrap_or_default();
        serde_json::from_value(value).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}

impl Examples {
    pub fn check<O: Operation>(
        &mut self,
        file: &str,
        described: &Described,
        build: impl Fn(&Parameters) -> O,
    ) where
        O::Output: Serialize,
    {
        self.count += 1;
        let text = fs::read(Path::new(&self.root).join(file)).expect(file);
        let example: Value = serde_json::from_slice(&text).expect(file);
        let given = example["parameters"].as_object().expect(file);
        let parameters = Parameters(given.clone().into_iter().collect());
        let mut expect = |what: &str, expected: String, found: String| {
            if expected != found {
                let name = O::NAME;
                self.problems.push(format!("{file}: {what} of {name}\n  expected {expected}\n  found    {found}"));
            }
        };
        let vault = VaultUrl::new(&parameters.text("vaultBaseUrl")).expect(file);
        let request = build(&parameters).request(&vault).expect(file);
        let mut unused: Vec<_> = given.keys().map(String::as_str).collect();
        unused.retain(|name| !OF_LINKS.contains(name) && *name != "vaultBaseUrl");

        let segments = described.template.split('/').map(|segment| {
            let name = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            unused.retain(|unused| Some(*unused) != name);
            name.map_or(segment.to_owned(), |name| parameters.text(name))
        });
        let path = segments.collect::<Vec<_>>().join("/");
        expect("path", path, request.uri().path().to_owned());

        let query = described.query.iter().filter(|name| given.contains_key(**name));
        let query = query.map(|name| {
            unused.retain(|unused| unused != name);
            // The examples of 7.4 and 7.5 are older than their documents here and there.
            let value = if *name == "api-version" { described.version.to_owned() } else { parameters.text(name) };
            format!("{name}={value}")
        });
        let query = query.collect::<Vec<_>>().join("&");
        expect("query", query, request.uri().query().unwrap_or_default().to_owned());

        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let expected = described.body.map(|name| {
            unused.retain(|unused| *unused != name);
            given.get(name).cloned().unwrap_or_default()
        });
        expect("body", expected.unwrap_or_default().to_string(), body.to_string());
        expect("unused parameters", String::new(), unused.join(", "));

        for (status, answer) in example["responses"].as_object().expect(file) {
            let body = answer.get("body").cloned().unwrap_or_default();
            let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
            let status: u16 = status.parse().expect(file);
            let response = Response::builder().status(status).body(Bytes::from(bytes));
            match O::response(response.expect(file)) {
                Ok(output) => {
                    let written = encode_json(&output).expect(file);
                    let written: Value = serde_json::from_slice(&written).expect(file);
                    expect("answer", without_nulls(body).to_string(), written.to_string());
                }
                Err(error) => expect("answer", "one that decodes".to_owned(), error.to_string()),
            }
        }
    }
}

/// The value without properties that are `null`, which say what missing ones say.
fn without_nulls(mut value: Value) -> Value {
    match &mut value {
        Value::Object(entries) => {
            entries.retain(|_, entry| !entry.is_null());
            entries.values_mut().for_each(|entry| *entry = without_nulls(entry.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = without_nulls(item.take())),
        _ => {}
    }
    value
}
