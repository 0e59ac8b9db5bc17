//! Lower: every decision about the Rust crate, made once.
//!
//! The passes, in order: refuse what is not understood (`vocabulary`), read
//! the document into types (`typed`), lower the operations and the models that
//! they reach, merge the enums that they hold (`enumeration`), find what must be
//! boxed (`recursion`) and which way models travel (`usage`), and make sure that
//! no two things get one name (`name`). Every pass collects all its problems.

mod body;
mod consequence;
mod constraint;
mod enumeration;
mod example;
mod misfit;
mod model;
mod name;
mod nesting;
mod object;
mod operation;
mod paging;
mod parameter;
mod path;
mod recursion;
mod reference;
mod response;
mod types;
mod usage;
mod users;
mod vocabulary;

use std::collections::BTreeSet;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::document::{Document, Origins};
use crate::ir::Api;
use crate::pointer::Pointer;
use crate::problem::{Gathered, Problem, Problems};
use crate::similar::Suggestions;
use consequence::Told;
use reference::References;
pub use vocabulary::{Entry, Ignored, Treatment, entries};

/// Lowers an OpenAPI 3.0 document; returns warnings and notes along.
///
/// # Errors
///
/// Everything in the document that is not valid, not supported, or has no
/// unambiguous name in Rust.
pub fn lower(document: &Document) -> Result<(Api, Vec<Problem>), Problems> {
    let vocabulary::Checked {
        value,
        problems: checked,
        gaps,
        ignored: _,
    } = vocabulary::check(document);
    let told = Told::new(gaps, &document.origins);
    let mut problems = document.problems.clone();
    problems.extend(checked);
    let lowered = match typed(document, &value) {
        Ok((api, lost)) => lower_typed(document, &api, lost),
        Err(unreadable) if told.is_empty() => Err(unreadable.into()),
        // It was told what is not understood.
        Err(_) => Err(Problems(Vec::new())),
    };
    match lowered {
        Ok((api, notes)) if !problems.iter().any(Problem::is_error) => {
            problems.extend(notes);
            return Ok((api, problems));
        }
        Ok(_) => {}
        Err(Problems(more)) => {
            problems.extend(more.into_iter().filter(|problem| !told.explains(problem)));
        }
    }
    let mut known = BTreeSet::new();
    problems.retain(|problem| known.insert(identity(problem)));
    users::name(document, &mut problems);
    Err(Problems(problems))
}

/// Returns the parts of a document that nothing in the crate depends on, each with
/// the reason.
pub fn ignored(document: &Document) -> Vec<Ignored> {
    vocabulary::check(document).ignored
}

/// Returns the operations that none of the problems of `document` matters to, in its
/// order; `None` if one matters to all of them.
pub(crate) fn unaffected(document: &Document, problems: &Problems) -> Option<Vec<String>> {
    users::unaffected(document, &problems.0)
}

/// What a problem is known by: several operations may come across the same one.
fn identity(problem: &Problem) -> impl Ord + use<> {
    let Problem {
        code,
        message,
        place,
        subject,
        ..
    } = problem;
    (
        *code,
        place.file.clone(),
        place.line,
        subject.clone(),
        message.clone(),
    )
}

/// Gives a type that is called like the client of `service` another name. Only the
/// caller knows what the service of a document is called. Returns a note for each.
pub fn avoid_client(service: &str, api: &mut Api, origins: &Origins) -> Vec<Problem> {
    name::avoid_client(service, api, origins)
}

fn lower_typed(
    document: &Document,
    api: &OpenAPI,
    lost: Vec<Problem>,
) -> Result<(Api, Vec<Problem>), Problems> {
    let mut found = Gathered::from(lost);
    let version = found.take(version(document, api));
    let host = found.take(host(document, api));
    let references = References {
        document,
        components: api.components.as_ref(),
        suggestions: Suggestions::default(),
    };
    let mut enums = Vec::new();
    let (mut operations, problems) = operation::lower_all(&references, api, &mut enums);
    let reached = problems.is_empty().then_some(operations.as_slice());
    let (mut models, more) = model::lower_reached(&references, reached, &mut enums);
    problems
        .into_iter()
        .chain(more)
        .for_each(|problem| found.add(problem));
    let mut enums = found
        .take(enumeration::merge(&references, enums))
        .unwrap_or_default();
    // Also of what is left without the ones that have problems.
    found.take(path::check(document, &operations));
    recursion::mark(&mut models);
    found.take(nesting::check(document, &models));
    let (Some(version), Some(host), true) = (version, host, found.is_empty()) else {
        return Err(found.into());
    };
    let notes = name::settle(&document.origins, &mut operations, &mut models, &mut enums);
    usage::mark(&operations, &mut models);
    usage::mark_defaults(&mut operations, &mut models, &enums);
    usage::unwrap_bodies(&mut operations, &models);
    let api = Api {
        document: document.origins.place(&Pointer::root()).file,
        title: api.info.title.clone(),
        module: version.module(),
        version,
        host,
        operations,
        models,
        enums,
    };
    Ok((api, notes))
}

/// The value of a document as the types of `openapiv3`. Those must hold all of
/// it: written out again, they must give the same value. Gives what they cannot hold
/// as problems.
fn typed(document: &Document, value: &Value) -> Result<(OpenAPI, Vec<Problem>), Problem> {
    let read: Result<OpenAPI, _> = serde_json::from_value(value.clone());
    let api = read.map_err(|error| {
        document.problem(
            Code::Lost,
            &Pointer::root(),
            format!("the document is not OpenAPI 3.0: {error}"),
        )
    })?;
    let written = serde_json::to_value(&api).unwrap_or_default();
    let mut lost = Vec::new();
    find_lost(value, &written, &Pointer::root(), &mut lost);
    let problem = |at| {
        document.problem(
            Code::Lost,
            &at,
            "this value cannot be represented and would be dropped",
        )
    };
    Ok((api, lost.into_iter().map(problem).collect()))
}

/// The places of what `before` has and `after` has not. A value that says
/// nothing (`false`, an empty list) may be missing.
fn find_lost(before: &Value, after: &Value, at: &Pointer, lost: &mut Vec<Pointer>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                find_lost(
                    value,
                    after.get(key).unwrap_or(&Value::Null),
                    &at.child(key),
                    lost,
                );
            }
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                find_lost(before, after, &at.child(index), lost);
            }
        }
        (Value::Bool(false), Value::Null) => {}
        (Value::Array(items), Value::Null) if items.is_empty() => {}
        (Value::Object(entries), Value::Null) if entries.is_empty() => {}
        (Value::Number(before), Value::Number(after)) if before.as_f64() == after.as_f64() => {}
        (before, after) if before == after => {}
        _ => lost.push(at.clone()),
    }
}

fn version(document: &Document, api: &OpenAPI) -> Result<ApiVersion, Problem> {
    ApiVersion::parse(&api.info.version).ok_or_else(|| {
        let at = Pointer::root().join(&["info", "version"]);
        document
            .problem(
                Code::NotApiVersion,
                &at,
                format!("`{}` is not an api-version", api.info.version),
            )
            .help("api-versions look like 7.4, 7.6-preview.1, 2025-07-01 or 2026-01-01-preview")
    })
}

/// The name of the parameter that is the base URL.
fn host(document: &Document, api: &OpenAPI) -> Result<String, Problem> {
    let servers = Pointer::root().child("servers");
    // The one that an upgraded document has is on record.
    let at = match api.servers.len() {
        1 => servers.child(0),
        _ => servers,
    };
    let variable = match api.servers.as_slice() {
        [server] => server
            .url
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}')),
        _ => None,
    };
    let declared = |name: &&str| {
        api.servers[0]
            .variables
            .as_ref()
            .is_some_and(|variables| variables.contains_key(*name))
    };
    variable.filter(declared).map(str::to_owned).ok_or_else(|| {
        document
            .problem(Code::BaseUrl, &at, "the base URL is not one variable that the caller gives")
            .help("supported is one server such as `url: '{vaultBaseUrl}'`, its variable declared; in Swagger 2.0, `x-ms-parameterized-host` without a scheme prefix, and no `basePath`")
    })
}
