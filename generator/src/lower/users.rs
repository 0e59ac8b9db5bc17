//! Which operations a component matters to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::{Problem, Users};

/// Tells of every problem which operations it matters to: that which it is in, or
/// those that refer to its component, directly or through others.
pub(super) fn name(document: &Document, problems: &mut [Problem]) {
    for problem in problems.iter_mut() {
        if let Some(id) = problem
            .subject
            .as_ref()
            .and_then(|at| operation(document, at))
        {
            problem.used_by.add(id);
        }
    }
    let inside: Vec<_> = problems
        .iter_mut()
        .filter_map(|problem| Some((component(problem.subject.as_ref()?)?, problem)))
        .collect();
    if inside.is_empty() {
        return;
    }
    let users = users(&document.value);
    for (component, problem) in inside {
        *problem.used_by = users.get(&component).cloned().unwrap_or_default();
    }
}

/// The component that a place lies in, as references name it.
fn component(at: &Pointer) -> Option<String> {
    match at.tokens() {
        [components, section, name, ..] if components == "components" => {
            Some(format!("#/components/{section}/{name}"))
        }
        _ => None,
    }
}

/// The name of the operation that a place lies in.
fn operation<'d>(document: &'d Document, at: &Pointer) -> Option<&'d str> {
    let [paths, path, method, ..] = at.tokens() else {
        return None;
    };
    let operation = document.value.get("paths").filter(|_| paths == "paths")?;
    let id = operation.get(path)?.get(method)?.get("operationId");
    id.and_then(Value::as_str)
}

/// The operations by component, in the order of the document.
fn users(document: &Value) -> BTreeMap<String, Users> {
    let mut referred = BTreeMap::new();
    for (section, components) in entries(document.get("components")) {
        for (name, component) in entries(Some(components)) {
            let name = format!("#/components/{section}/{name}");
            referred.insert(name, references(component));
        }
    }
    let mut users: BTreeMap<String, Users> = BTreeMap::new();
    for (path, item) in entries(document.get("paths")) {
        let shared = item.get("parameters").map(references).unwrap_or_default();
        for (method, operation) in entries(Some(item)) {
            if method == "parameters" {
                continue;
            }
            let id = operation.get("operationId").and_then(Value::as_str);
            let id = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
            let mut waiting = references(operation);
            waiting.extend(&shared);
            let mut reached = BTreeSet::new();
            while let Some(component) = waiting.pop() {
                if reached.insert(component) {
                    waiting.extend(referred.get(component).into_iter().flatten());
                    users.entry(component.to_owned()).or_default().add(&id);
                }
            }
        }
    }
    users
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// What a value refers to, at any depth.
fn references(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(entries) => {
                found.extend(entries.get("$ref").and_then(Value::as_str));
                waiting.extend(entries.values());
            }
            Value::Array(items) => waiting.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}
