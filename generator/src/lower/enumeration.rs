//! Enums: OpenAPI 3.0.3, section "Schema Object", keyword `enum`, and Azure's
//! `x-ms-enum`, which gives them names.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Schema, StringType};
use serde_json::{Map, Value};

use super::model::docs;
use super::name::{self, Kind};
use super::reference::References;
use super::types::client_name;
use crate::code::Code;
use crate::ir::{Docs, Enum, Variant};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, collect, unless};

/// Lowers an enum. `component` is the name of the component that it is, if it
/// is one.
pub(super) fn lower(
    references: &References<'_>,
    schema: &Schema,
    text: &StringType,
    component: Option<&str>,
    at: &Pointer,
) -> Result<Enum, Problems> {
    let data = &schema.schema_data;
    let extension = data.extensions.get("x-ms-enum").and_then(Value::as_object);
    let given = extension
        .and_then(|extension| extension.get("name"))
        .and_then(Value::as_str);
    let Some(wire) = given.or(component) else {
        let problem =
            references
                .document
                .problem(Code::EnumWithoutName, at, "the enum has no name");
        return Err(problem.help("give it one with `x-ms-enum`").into());
    };
    let told = told(extension);
    let mut values: Vec<(usize, &str)> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (index, value) in text.enumeration.iter().enumerate() {
        let at = at.child("enum").child(index);
        let mut report =
            |code, message| problems.push(references.document.problem(code, &at, message));
        match value.as_deref() {
            // Listed, as it must be where the value may be null (OpenAPI 3.0.3, section
            // "Schema Object"), it adds no value to the enum.
            None if data.nullable => {}
            None => problems.push(null(references, &at)),
            Some(value) if !seen.insert(value) => {
                report(Code::EnumValue, format!("`{value}` stands there twice"))
            }
            Some(value) => values.push((index, value)),
        }
    }
    let has_null = text.enumeration.contains(&None);
    for (index, value) in told.iter().enumerate() {
        let is_listed = match value.wire {
            Value::String(value) => seen.contains(value.as_str()),
            value => value.is_null() && has_null,
        };
        if !is_listed {
            let at = at.join(&["x-ms-enum", "values"]).child(index);
            let shown = value.wire.as_str().map(str::to_owned);
            let shown = shown.unwrap_or_else(|| value.wire.to_string());
            let message = format!("`{shown}` is not among the values of `enum`");
            let problem = references.document.problem(Code::EnumTold, &at, message);
            let is_unquoted = !value.wire.is_string() && seen.contains(shown.as_str());
            let help = is_unquoted.then(|| format!("quote it: `\"{shown}\"`"));
            problems.push(problem.help_if(help));
        }
    }
    // The first that tells of a value counts.
    let told = told.iter().rev();
    let told: BTreeMap<_, _> = told
        .filter_map(|told| Some((told.wire.as_str()?, told)))
        .collect();
    let variants = values.iter().map(|(index, value)| {
        let told = told.get(value);
        let at = at.child("enum").child(index);
        let name = told.and_then(|told| told.name);
        Ok(Variant {
            name: name::of(references.document, value, name, Kind::Variant, &at)?,
            docs: docs(told.and_then(|told| told.description)),
            at,
        })
    });
    let variants = unless(problems, ()).and_then(|()| collect(variants))?;
    // Where it is no component, that is the name of its slot.
    let renamed = component.and_then(|_| client_name(data));
    let is_open = extension.and_then(|extension| extension.get("modelAsString"));
    Ok(Enum {
        name: name::of(references.document, wire, renamed, Kind::Enum, at)?,
        at: at.clone(),
        // The description of an enum without a component is that of its slot.
        docs: docs(data.description.as_deref().filter(|_| component.is_some())),
        open: is_open == Some(&Value::Bool(true)),
        variants,
    })
}

/// Refuses enums that cannot be one in Rust: those without values, and those whose
/// values are not strings.
pub(super) fn check(
    references: &References<'_>,
    schema: &Schema,
    at: &Pointer,
) -> Result<(), Problems> {
    let document = references.document;
    let raw = |keyword: &str| at.child(keyword).resolve(&document.value);
    let Some(values) = raw("enum").and_then(Value::as_array) else {
        if schema.schema_data.extensions.contains_key("x-ms-enum") {
            let message = "`x-ms-enum` names the values of an `enum` beside it, but there is none";
            let at = at.child("x-ms-enum");
            return Err(document
                .problem(Code::EnumWithoutValues, &at, message)
                .into());
        }
        return Ok(());
    };
    let at = at.child("enum");
    let ty = raw("type").and_then(Value::as_str).unwrap_or_default();
    if values.iter().all(Value::is_null) {
        let message = if values.is_empty() {
            "`enum` lists no values"
        } else {
            "`enum` lists no value besides `null`"
        };
        let problem = document.problem(Code::EnumWithoutValues, &at, message);
        return Err(problem.into());
    }
    let others = match ty {
        "integer" => "integers",
        "number" => "numbers",
        "boolean" => "booleans",
        "string" => {
            let wrong = values.iter().enumerate();
            let wrong = wrong.filter(|(_, value)| !value.is_string() && !value.is_null());
            let problem = |(index, value): (usize, &Value)| {
                let message = format!("the enum is of strings, but lists `{value}`");
                let problem = document.problem(Code::EnumValue, &at.child(index), message);
                problem.help(format!("if a string is meant, quote it: `\"{value}\"`"))
            };
            return unless(wrong.map(problem).collect(), ());
        }
        _ => return Ok(()),
    };
    let message = format!("an enum of {others} is not supported");
    let help = format!(
        "`remove` `enum`, and `x-ms-enum` if there is one, in an overlay: the values are then {others}"
    );
    let problem = document.problem(Code::EnumUnsupported, &at, message);
    Err(problem.help(help).into())
}

/// The problem of an enum that lists `null` at `at`, though its value cannot be null.
fn null(references: &References<'_>, at: &Pointer) -> Problem {
    let message = "the enum lists `null`, but is not nullable";
    let problem = references.document.problem(Code::EnumValue, at, message);
    problem.help("declare it with `nullable: true` (in Swagger 2.0, `x-nullable: true`), or remove `null`; an overlay can")
}

/// What `x-ms-enum` tells of a value.
struct Told<'d> {
    wire: &'d Value,
    name: Option<&'d str>,
    description: Option<&'d str>,
}

fn told(extension: Option<&Map<String, Value>>) -> Vec<Told<'_>> {
    let values = extension.and_then(|extension| extension.get("values"));
    let values = values.and_then(Value::as_array).into_iter().flatten();
    values
        .filter_map(|value| {
            Some(Told {
                wire: value.get("value")?,
                name: value.get("name").and_then(Value::as_str),
                description: value.get("description").and_then(Value::as_str),
            })
        })
        .collect()
}

/// Each enum once, where the document has it in several places. The first one
/// that says something of a value says it for all.
pub(super) fn merge(references: &References<'_>, found: Vec<Enum>) -> Result<Vec<Enum>, Problems> {
    let mut merged: Vec<Enum> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut problems = Vec::new();
    for each in found {
        let place = places.get(&each.name.wire);
        let Some(first) = place.and_then(|place| merged.get_mut(*place)) else {
            places.insert(each.name.wire.clone(), merged.len());
            merged.push(each);
            continue;
        };
        if !is_same(first, &each) {
            let message = format!(
                "the enum `{}` is given twice, and differently",
                each.name.wire
            );
            let first = references.document.origins.place(&first.at);
            let help = format!("the other one is in {first}");
            let problem = references
                .document
                .problem(Code::EnumTwice, &each.at, message)
                .help(help);
            if !problems.contains(&problem) {
                problems.push(problem);
            }
            continue;
        }
        take_docs(&mut first.docs, each.docs);
        for (first, each) in first.variants.iter_mut().zip(each.variants) {
            take_docs(&mut first.docs, each.docs);
        }
    }
    unless(problems, merged)
}

fn take_docs(docs: &mut Docs, other: Docs) {
    if *docs == Docs::default() {
        *docs = other;
    }
}

fn is_same(a: &Enum, b: &Enum) -> bool {
    let names = |each: &Enum| -> Vec<_> {
        each.variants
            .iter()
            .map(|variant| variant.name.clone())
            .collect()
    };
    (a.open, &a.name, names(a)) == (b.open, &b.name, names(b))
}
