//! Select: cuts a document down to the operations that are asked for and the
//! components that they reach, so that the rest need not be supported.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::code::Code;
use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::reference::Graph;
use crate::similar::meant_or_one_of;

/// The keywords of a Path Item Object that hold an operation.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Whether a keyword of a Path Item Object holds an operation.
pub(crate) fn is_method(keyword: &str) -> bool {
    METHODS.contains(&keyword)
}

/// The document with the operations whose `operationId` is in `wanted`, or with
/// all of them; in either case only with the components that they reach.
///
/// Its problems are those of an operation that has no `operationId`, or that of
/// another one, and of a wanted one that does not exist.
pub fn select(mut document: Document, wanted: Option<&[String]>) -> Document {
    let operations = identify(&mut document);
    for id in wanted
        .unwrap_or_default()
        .iter()
        .filter(|id| !operations.contains_key(*id))
    {
        let message = format!("the document has no operation `{id}`");
        let problem = document.problem(
            Code::OperationMissing,
            &Pointer::root().child("paths"),
            message,
        );
        let help = meant_or_one_of(id, operations.keys().map(String::as_str));
        document.problems.push(problem.help(help));
    }
    let value = &mut document.value;
    if let Some(wanted) = wanted {
        let kept = |id: &Value| {
            id.as_str()
                .is_some_and(|id| wanted.iter().any(|wanted| wanted == id))
        };
        drop_operations(value, kept);
    }
    let graph = Graph::of(value);
    let reached = graph.reached(&graph.outside);
    document.unreached = drop_components(value, &reached);
    document
}

/// Every operation's place by its `operationId`.
fn identify(document: &mut Document) -> BTreeMap<String, Pointer> {
    let mut operations: BTreeMap<String, Pointer> = BTreeMap::new();
    for at in places(&document.value) {
        let id_at = at.child("operationId");
        let Some(id) = id_at.resolve(&document.value) else {
            document.tell(&id_at, missing_id(document, &at));
            continue;
        };
        // A number is reported with the other values of a wrong kind.
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        if let Some(first) = operations.get(&id) {
            let message = format!("the operationId `{id}` is given twice");
            let first = document.origins.place(&first.child("operationId"));
            let help = format!("the other one is in {first}; each operation needs one of its own");
            let problem = document.problem(Code::OperationIdTwice, &id_at, message);
            document.tell(&id_at, problem.help(help));
            continue;
        }
        operations.insert(id, at);
    }
    operations
}

fn missing_id(document: &Document, at: &Pointer) -> Problem {
    document
        .problem(Code::NoOperationId, at, "the operation has no operationId")
        .help("the Rust type is named after it: add one, such as `operationId: BackupKey`")
}

/// The names of the operations that have one, in document order.
pub(crate) fn identifiers(document: &Document) -> Vec<String> {
    let ids = places(&document.value)
        .into_iter()
        .map(|at| at.child("operationId"));
    ids.filter_map(|at| Some(at.resolve(&document.value)?.as_str()?.to_owned()))
        .collect()
}

/// Where the operations stand, in document order.
pub(crate) fn places(value: &Value) -> Vec<Pointer> {
    let paths = Pointer::root().child("paths");
    let mut places = Vec::new();
    for (path, item) in value
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        for keyword in item.as_object().into_iter().flat_map(Map::keys) {
            if is_method(keyword) {
                places.push(paths.child(path).child(keyword));
            }
        }
    }
    places
}

/// Removes the operations that are not `kept`, and paths without one.
fn drop_operations(document: &mut Value, kept: impl Fn(&Value) -> bool) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return;
    };
    paths.retain(|_, item| {
        let Value::Object(entries) = item else {
            return true;
        };
        entries.retain(|keyword, operation| !is_method(keyword) || kept(&operation["operationId"]));
        // What a `$ref` brings is not known here; `lower` refuses it.
        entries.contains_key("$ref") || entries.keys().any(|keyword| is_method(keyword))
    });
}

/// Removes the components that are not `reached`, and gives them.
fn drop_components(document: &mut Value, reached: &BTreeSet<&Pointer>) -> Map<String, Value> {
    let at = Pointer::root().child("components");
    let mut dropped = Map::new();
    let Some(Value::Object(sections)) = document.get_mut("components") else {
        return dropped;
    };
    for (section, components) in sections.iter_mut() {
        if let (Value::Object(components), true) = (components, section != "securitySchemes") {
            let at = at.child(section);
            let mut unreached = Map::new();
            components.retain(|name, component| {
                let is_reached = reached.contains(&at.child(name));
                if !is_reached {
                    unreached.insert(name.clone(), component.take());
                }
                is_reached
            });
            dropped.insert(section.clone(), unreached.into());
        }
    }
    sections.retain(|_, components| {
        components
            .as_object()
            .is_none_or(|components| !components.is_empty())
    });
    dropped
}
