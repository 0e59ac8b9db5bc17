//! Lower: every decision about the Rust crate, made once.
//!
//! The passes, in order: refuse what is not understood (`vocabulary`), read
//! the document into types (`typed`), lower the operations and the models that
//! they reach, merge the enums that they hold (`enumeration`), find what must be
//! boxed (`recursion`) and which way models travel (`usage`), and make sure that
//! no two things get one name (`name`). Every pass collects all its problems.

mod body;
mod constraint;
mod enumeration;
mod example;
mod misfit;
mod model;
mod name;
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
use crate::problem::{Gathered, Problem, Problems, Severity, both, unless};
use reference::References;

/// Lowers an OpenAPI 3.0 document; gives warnings along.
///
/// # Errors
///
/// Everything in the document that is not valid, not supported, or has no
/// unambiguous name in Rust.
pub fn lower(document: &Document) -> Result<(Api, Vec<Problem>), Problems> {
    let (understood, mut problems) = vocabulary::check(document);
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let refused: Vec<_> = problems.iter().filter(is_error).cloned().collect();
    let lowered = match typed(document, &understood) {
        Ok(api) => lower_typed(document, &api),
        Err(lost) if refused.is_empty() => Err(lost),
        // What is missing was found not to be understood, and told.
        Err(_) => Err(Problems(Vec::new())),
    };
    match lowered {
        Ok(api) if refused.is_empty() => return Ok((api, problems)),
        Ok(_) => {}
        Err(Problems(more)) => {
            let follows = |problem: &Problem| refused.iter().any(|told| is_next_to(problem, told));
            problems.extend(more.into_iter().filter(|problem| !follows(problem)));
        }
    }
    let mut told = BTreeSet::new();
    problems.retain(|problem| told.insert(identity(problem)));
    users::name(document, &mut problems);
    Err(Problems(problems))
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

/// Refuses an API that has a type called like the client of `service`: only
/// whoever takes the documents knows what their service is called.
///
/// # Errors
///
/// Every type that is.
pub fn check_service(service: &str, api: &Api, origins: &Origins) -> Result<(), Problems> {
    name::check_client(service, api, origins)
}

/// Whether two problems are of one value, or of a value and a part of it: the
/// one is probably a consequence of the other.
fn is_next_to(a: &Problem, b: &Problem) -> bool {
    let (Some(a), Some(b)) = (&a.subject, &b.subject) else {
        return false;
    };
    let is_part = |part: &Pointer, whole: &Pointer| {
        part.tokens()
            .split_last()
            .is_some_and(|(_, above)| above == whole.tokens())
    };
    a == b || is_part(a, b) || is_part(b, a)
}

fn lower_typed(document: &Document, api: &OpenAPI) -> Result<Api, Problems> {
    let mut found = Gathered::default();
    let version = found.take(version(document, api));
    let host = found.take(host(document, api));
    let references = References {
        document,
        components: api.components.as_ref(),
    };
    let mut enums = Vec::new();
    let operations = operation::lower_all(&references, api, &mut enums);
    let models = model::lower_reached(&references, operations.as_deref().ok(), &mut enums);
    let lowered = found.take(both(operations, models));
    let (Some(version), Some(host), Some((mut operations, mut models))) = (version, host, lowered)
    else {
        return Err(found.into());
    };
    let enums = enumeration::merge(&references, enums)?;
    recursion::mark(&mut models);
    usage::mark(&operations, &mut models);
    usage::mark_defaults(&mut operations, &mut models, &enums);
    usage::unwrap_bodies(&mut operations, &models);
    let names = name::check(document, &operations, &models, &enums);
    both(names, path::check(document, &operations))?;
    Ok(Api {
        document: document.origins.place(&Pointer::root()).file,
        title: api.info.title.clone(),
        module: version.module(),
        version,
        host,
        operations,
        models,
        enums,
    })
}

/// The value of a document as the types of `openapiv3`. Those must hold all of
/// it: written out again, they must give the same value.
fn typed(document: &Document, value: &Value) -> Result<OpenAPI, Problems> {
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
            "what stands here would be lost; it cannot be supported",
        )
    };
    unless(lost.into_iter().map(problem).collect(), api)
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
