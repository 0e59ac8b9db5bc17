//! Which operations a component matters to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::{Problem, Users};
use crate::reference::{Graph, component, referred};
use crate::select;

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
fn users(document: &Value) -> BTreeMap<Pointer, Users> {
    let graph = Graph::of(document);
    let mut users: BTreeMap<Pointer, Users> = BTreeMap::new();
    for (path, item) in entries(document.get("paths")) {
        let shared = item.get("parameters").map(referred).unwrap_or_default();
        for (method, operation) in entries(Some(item)) {
            if method == "parameters" {
                continue;
            }
            let id = operation.get("operationId").and_then(Value::as_str);
            let id = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
            let mut first = referred(operation);
            first.extend_from_slice(&shared);
            for component in graph.reached(&first) {
                users.entry(component.clone()).or_default().add(&id);
            }
        }
    }
    users
}

/// The operations that no problem matters to, in the order of the document; `None` if
/// one matters to all of them.
pub(super) fn unaffected(document: &Document, problems: &[Problem]) -> Option<Vec<String>> {
    let mut components = BTreeSet::new();
    let mut places = BTreeSet::new();
    for problem in problems.iter().filter(|problem| problem.is_error()) {
        let at = problem.subject.as_ref()?;
        match (at.tokens(), component(at)) {
            // Requirements name security schemes, which no `$ref` does.
            ([_, section, ..], _) if section == "securitySchemes" => return None,
            (_, Some(component)) => drop(components.insert(component)),
            ([paths, path, rest @ ..], None) if paths == "paths" => {
                let method = rest.first().filter(|keyword| select::is_method(keyword));
                places.insert((path.as_str(), method.map(String::as_str)));
            }
            _ => return None,
        }
    }
    let leading = Graph::of(&document.value).leading_to(components);
    let is_affected = |part: &Value| referred(part).iter().any(|each| leading.contains(each));
    let mut unaffected = Vec::new();
    for (path, item) in entries(document.value.get("paths")) {
        if places.contains(&(path.as_str(), None))
            || item.get("parameters").is_some_and(is_affected)
        {
            continue;
        }
        for (method, operation) in entries(Some(item)) {
            let is_place = places.contains(&(path.as_str(), Some(method.as_str())));
            if select::is_method(method) && !is_place && !is_affected(operation) {
                let id = operation.get("operationId").and_then(Value::as_str);
                unaffected.extend(id.map(str::to_owned));
            }
        }
    }
    Some(unaffected)
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}
