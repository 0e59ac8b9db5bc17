//! What holds for every document, tried on many: those of the cases, and those
//! that chance makes of them.

#[path = "../fuzz/way.rs"]
mod way;

use std::fs;
use std::path::Path;

use generator::code::Code;
use generator::emit;
use generator::generate::{Lowered, lower_loaded};
use generator::load;
use generator::problem::{Problem, Problems};
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::places::{cases, name};
use crate::snapshots::package;

/// The OpenAPI 3.0 documents of the cases that stand for themselves.
fn documents() -> Vec<(String, Value)> {
    let cases = cases("constructs").into_iter();
    let alone = cases.filter(|case| {
        let others = ["overlay.yaml", "operations.txt", "document.json"];
        others.iter().all(|other| !case.join(other).exists())
    });
    alone
        .map(|case| {
            let bytes = fs::read(case.join("document.yaml")).unwrap();
            let path = Path::new("document.yaml");
            let (_, value) = load::decode(path, Path::new(""), bytes).unwrap();
            (name(&case).to_owned(), value)
        })
        .collect()
}

fn lower(document: &Value) -> Result<Lowered, Problems> {
    let bytes = document.to_string().into_bytes();
    let loaded = load::load_bytes(Path::new("document.json"), Path::new(""), bytes)?;
    lower_loaded(loaded, None, None)
}

/// The facts of an API, with properties in the order of names as well.
fn facts(document: &Value) -> String {
    let lowered = lower(document).unwrap_or_else(|problems| panic!("{problems}\n{document:#}"));
    let mut facts = lowered.api.facts();
    for model in &mut facts.models {
        model
            .properties
            .sort_by(|a, b| a.name.wire.cmp(&b.name.wire));
    }
    for operation in &mut facts.operations {
        operation.query.sort_by_key(|query| format!("{query:?}"));
        operation
            .parameters
            .sort_by(|a, b| a.name.wire.cmp(&b.name.wire));
    }
    serde_yaml::to_string(&facts).unwrap()
}

/// The same document, its keys in another order.
fn shuffled(value: &Value, chance: &mut Chance) -> Value {
    match value {
        Value::Object(entries) => {
            let mut left: Vec<_> = entries.iter().collect();
            let mut shuffled_entries = Map::new();
            while !left.is_empty() {
                let (key, value) = left.swap_remove(chance.below(left.len()));
                shuffled_entries.insert(key.clone(), shuffled(value, chance));
            }
            Value::Object(shuffled_entries)
        }
        Value::Array(items) => items.iter().map(|item| shuffled(item, chance)).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_order_of_a_document_does_not_change_its_types() {
    let mut chance = Chance(0x5eed);
    for (name, document) in documents() {
        let expected = facts(&document);
        // Of two things that want one name, the first has it.
        let is_clash = |note: &Problem| note.code == Some(Code::Collision);
        if lower(&document).unwrap().read.warnings.iter().any(is_clash) {
            continue;
        }
        for _ in 0..5 {
            assert_eq!(facts(&shuffled(&document, &mut chance)), expected, "{name}");
        }
    }
}

#[test]
fn an_upgraded_document_means_what_it_meant() {
    for (name, document) in documents() {
        let swagger = downgraded(&document);
        assert_eq!(facts(&swagger), facts(&document), "{name}\n{swagger:#}");
    }
}

/// The OpenAPI 3.0 document in Swagger 2.0.
fn downgraded(document: &Value) -> Value {
    let mut swagger = json!({
        "swagger": "2.0",
        "info": document["info"],
        "x-ms-parameterized-host": {
            "hostTemplate": "{vaultBaseUrl}",
            "useSchemePrefix": false,
            "parameters": [{ "name": "vaultBaseUrl", "in": "path", "required": true, "type": "string" }],
        },
    });
    for (section, old) in [
        ("definitions", "schemas"),
        ("parameters", "parameters"),
        ("responses", "responses"),
    ] {
        if let Some(components) = document["components"].get(old) {
            swagger[section] = components.clone();
        }
    }
    let bodies = document["components"]["requestBodies"].as_object();
    for (name, body) in bodies.into_iter().flatten() {
        swagger["parameters"][body_name(name)] = body_parameter(body);
    }
    if let Some(security) = document.get("security") {
        swagger["security"] = security.clone();
    }
    for (name, scheme) in document["components"]["securitySchemes"]
        .as_object()
        .into_iter()
        .flatten()
    {
        let (flow, inner) = scheme["flows"].as_object().unwrap().iter().next().unwrap();
        let mut scheme = json!({ "type": "oauth2", "flow": flow });
        scheme
            .as_object_mut()
            .unwrap()
            .extend(inner.as_object().unwrap().clone());
        swagger["securityDefinitions"][name] = scheme;
    }
    swagger["paths"] = document["paths"].clone();
    downgrade(&mut swagger, &document["components"]["schemas"]);
    swagger
}

/// The parameter in Swagger 2.0 that is a request body, or refers to one.
fn body_parameter(body: &Value) -> Value {
    if let Some(reference) = body.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap();
        return json!({ "$ref": format!("#/parameters/{}", body_name(name)) });
    }
    let schema = body["content"]["application/json"]["schema"].clone();
    let name = body.get("x-ms-client-name");
    let name = name.cloned().unwrap_or(json!("body"));
    let mut parameter = json!({ "name": name, "in": "body", "schema": schema });
    for keyword in ["required", "x-ms-client-flatten", "description"] {
        if let Some(value) = body.get(keyword) {
            parameter[keyword] = value.clone();
        }
    }
    parameter
}

/// The name of a shared body among those of other shared parameters.
fn body_name(name: &str) -> String {
    format!("{name}Body")
}

fn downgrade(value: &mut Value, schemas: &Value) {
    match value {
        Value::Object(entries) => {
            if let Some(body) = entries.shift_remove("requestBody") {
                let parameters = entries.entry("parameters").or_insert(json!([]));
                parameters
                    .as_array_mut()
                    .unwrap()
                    .push(body_parameter(&body));
            }
            if let Some(content) = entries.shift_remove("content") {
                entries.insert(
                    "schema".to_owned(),
                    content["application/json"]["schema"].clone(),
                );
            }
            if let Some(nullable) = entries
                .get("nullable")
                .filter(|value| value.is_boolean())
                .cloned()
            {
                entries.shift_remove("nullable");
                entries.insert("x-nullable".to_owned(), nullable);
            }
            // Only a body has a schema of its own, and can refer to one.
            let is_parameter = entries.get("in").is_some_and(|place| place != "body");
            if is_parameter && let Some(schema) = entries.shift_remove("schema") {
                let name = schema
                    .get("$ref")
                    .and_then(|reference| reference.as_str()?.split('/').next_back());
                let schema = name.map_or(schema.clone(), |name| schemas[name].clone());
                entries.extend(schema.as_object().unwrap().clone());
            }
            if let Some(Value::String(reference)) = entries.get_mut("$ref") {
                *reference = reference
                    .replace("#/components/schemas/", "#/definitions/")
                    .replace("#/components/", "#/");
            }
            entries
                .values_mut()
                .for_each(|entry| downgrade(entry, schemas));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| downgrade(item, schemas)),
        _ => {}
    }
}

#[test]
fn what_is_emitted_is_rust_that_another_formatting_leaves_alone() {
    let apis = documents().into_iter();
    let package = package(apis.map(|(name, document)| (name, lower(&document).unwrap().api)));
    for file in emit::emit(&package).unwrap() {
        let is_ours = file.path.ends_with(".rs") && !file.path.starts_with("src/runtime");
        if is_ours {
            let once = syn::parse_file(&file.text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.path));
            let formatted = prettyplease::unparse(&once);
            let lines = |text: &str| -> Vec<String> {
                let lines = text.lines().filter(|line| !line.is_empty());
                // The header is a comment, which no parser keeps.
                lines
                    .filter(|line| !line.starts_with("// "))
                    .map(str::to_owned)
                    .collect()
            };
            assert_eq!(lines(&formatted), lines(&file.text), "{}", file.path);
        }
    }
}

/// Documents that are almost right: whatever is wrong with them, there is no
/// panic, and what is lowered is Rust. `tests/fuzz` does this for longer.
#[test]
fn a_damaged_document_is_refused_or_becomes_rust() {
    let mut chance = Chance(0xdadaff);
    let documents = documents();
    let mut refused = 0;
    let mut made = 0;
    for _ in 0..400 {
        let (_, document) = &documents[chance.below(documents.len())];
        let mut damaged = document.clone();
        for _ in 0..=chance.below(2) {
            damage(&mut damaged, &mut chance);
        }
        match way::whole(damaged.to_string().into_bytes()) {
            Ok(()) => made += 1,
            Err(problems) => {
                assert!(!problems.to_string().is_empty());
                refused += 1;
                assert!(
                    problems.0.iter().all(|problem| problem.code.is_some()),
                    "{problems}"
                );
            }
        }
    }
    assert!(refused > 100 && made > 10, "{refused} refused, {made} made");
}

/// Removes, replaces or doubles something somewhere.
fn damage(value: &mut Value, chance: &mut Chance) {
    let odd = [
        json!(null),
        json!(-1),
        json!(""),
        json!([]),
        json!({}),
        json!("self"),
        json!({"$ref": "#/components/schemas/Thing"}),
    ];
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let index = chance.below(entries.len());
            let key = entries.keys().nth(index).unwrap().clone();
            match chance.below(15) {
                0 => drop(entries.shift_remove(&key)),
                1 => entries[&key] = odd[chance.below(odd.len())].clone(),
                _ => damage(&mut entries[&key], chance),
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let index = chance.below(items.len());
            match chance.below(8) {
                0 => items.push(items[index].clone()),
                _ => damage(&mut items[index], chance),
            }
        }
        other => *other = odd[chance.below(odd.len())].clone(),
    }
}
