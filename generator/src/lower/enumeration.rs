//! Enums: OpenAPI 3.0.3, section "Schema Object", keyword `enum`, and Azure's
//! `x-ms-enum`, which gives them names.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Schema, StringType};
use serde_json::{Map, Value};

use super::model::docs;
use super::name::{self, Case};
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
    let mut values: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (index, value) in text.enumeration.iter().enumerate() {
        let at = at.child("enum").child(index);
        let mut report =
            |code, message| problems.push(references.document.problem(code, &at, message));
        match value.as_deref() {
            None => report(
                Code::EnumValue,
                "`null` among the values of an enum is not supported".to_owned(),
            ),
            Some(value) if !seen.insert(value) => {
                report(Code::EnumValue, format!("`{value}` stands there twice"))
            }
            Some(value) => values.push(value),
        }
    }
    for (index, value) in told.iter().enumerate() {
        if !seen.contains(value.wire) {
            let at = at.join(&["x-ms-enum", "values"]).child(index);
            let message = format!("`{}` is not among the values of `enum`", value.wire);
            problems.push(references.document.problem(Code::EnumTold, &at, message));
        }
    }
    // The first that tells of a value counts.
    let told: BTreeMap<_, _> = told.iter().rev().map(|told| (told.wire, told)).collect();
    let variants = values.iter().enumerate().map(|(index, value)| {
        let told = told.get(value);
        let at = at.child("enum").child(index);
        let name = told.and_then(|told| told.name);
        Ok(Variant {
            name: name::of(references.document, value, name, Case::Variant, &at)?,
            docs: docs(told.and_then(|told| told.description)),
        })
    });
    let variants = unless(problems, ()).and_then(|()| collect(variants))?;
    // Where it is no component, that is the name of its slot.
    let renamed = component.and_then(|_| client_name(data));
    let is_open = extension.and_then(|extension| extension.get("modelAsString"));
    Ok(Enum {
        name: name::of(references.document, wire, renamed, Case::Enum, at)?,
        at: at.clone(),
        // The description of an enum without a component is that of its slot.
        docs: docs(data.description.as_deref().filter(|_| component.is_some())),
        open: is_open == Some(&Value::Bool(true)),
        variants,
    })
}

/// Refuses what tells of values that are not listed: `x-ms-enum` without `enum`
/// beside it, and an `enum` that is empty.
pub(super) fn check_alone(
    references: &References<'_>,
    schema: &Schema,
    at: &Pointer,
) -> Result<(), Problem> {
    let document = references.document;
    let listed = at.child("enum");
    let (at, message) = match listed.resolve(&document.value).and_then(Value::as_array) {
        Some(values) if values.is_empty() => (listed, "`enum` lists no values"),
        None if schema.schema_data.extensions.contains_key("x-ms-enum") => (
            at.child("x-ms-enum"),
            "`x-ms-enum` names the values of an `enum` beside it, but there is none",
        ),
        _ => return Ok(()),
    };
    Err(document.problem(Code::EnumWithoutValues, &at, message))
}

/// What `x-ms-enum` tells of a value.
struct Told<'d> {
    wire: &'d str,
    name: Option<&'d str>,
    description: Option<&'d str>,
}

fn told(extension: Option<&Map<String, Value>>) -> Vec<Told<'_>> {
    let values = extension.and_then(|extension| extension.get("values"));
    let values = values.and_then(Value::as_array).into_iter().flatten();
    values
        .filter_map(|value| {
            Some(Told {
                wire: value.get("value")?.as_str()?,
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
