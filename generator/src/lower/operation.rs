//! Operations: OpenAPI 3.0.3, sections "Paths Object" to "Operation Object".

use openapiv3::{OpenAPI, Operation as OperationObject, PathItem, ReferenceOr, SecurityScheme};
use serde_json::Value;

use super::name::{self, Kind};
use super::parameter::{self, Parameters};
use super::reference::{Found, References};
use super::response::{self, Responses};
use super::{body, example, paging, path};
use crate::code::Code;
use crate::ir::{Docs, Enum, Method, Operation};
use crate::pointer::Pointer;
use crate::problem::{Gathered, Problem, Problems};
use crate::select;

/// Every operation without problems, in the order of the document, and the problems
/// of the others.
pub(super) fn lower_all(
    references: &References<'_>,
    api: &OpenAPI,
    enums: &mut Vec<Enum>,
) -> (Vec<Operation>, Vec<Problem>) {
    let mut operations = Vec::new();
    let mut problems = Gathered::default();
    for (template, item) in &api.paths.paths {
        let at = Pointer::root().child("paths").child(template);
        let ReferenceOr::Item(item) = item else {
            let message = "a `$ref` to a path is not supported";
            let problem = references
                .document
                .problem(Code::UnsupportedKeyword, &at, message);
            problems.add(problem);
            continue;
        };
        // `openapiv3` has a field for each method; their order is in the value.
        let entries = at
            .resolve(&references.document.value)
            .and_then(Value::as_object);
        for keyword in entries.into_iter().flat_map(serde_json::Map::keys) {
            if let Some((method, operation)) = find(item, keyword) {
                let at = at.child(keyword);
                let found = Found {
                    part: operation,
                    at,
                };
                let lowered = lower(references, api, template, item, method, found, enums);
                operations.extend(problems.take(lowered));
            }
        }
    }
    // What is refused by its method, or not there to be generated, is told already.
    let mut problems = Problems::from(problems).0;
    let is_told = !references.document.problems.is_empty();
    if !is_told && select::places(&references.document.value).is_empty() {
        let at = Pointer::root().child("paths");
        let message = "the API has no operations";
        problems.push(
            references
                .document
                .problem(Code::NoOperations, &at, message),
        );
    }
    (operations, problems)
}

/// The operation under a keyword of a Path Item Object.
fn find<'d>(item: &'d PathItem, keyword: &str) -> Option<(Method, &'d OperationObject)> {
    let (method, operation) = match keyword {
        "get" => (Method::Get, &item.get),
        "put" => (Method::Put, &item.put),
        "post" => (Method::Post, &item.post),
        "delete" => (Method::Delete, &item.delete),
        "patch" => (Method::Patch, &item.patch),
        _ => return None,
    };
    Some((method, operation.as_ref()?))
}

fn lower(
    references: &References<'_>,
    api: &OpenAPI,
    template: &str,
    item: &PathItem,
    method: Method,
    found: Found<'_, OperationObject>,
    enums: &mut Vec<Enum>,
) -> Result<Operation, Problems> {
    let Found {
        part: operation,
        at,
    } = found;
    let id = operation.operation_id.as_deref().unwrap_or_default();
    let id_at = at.child("operationId");
    let mut found = Gathered::default();
    let named = |case| name::of(references.document, id, None, case, &id_at);
    let names = named(Kind::Operation).and_then(|name| Ok((name, named(Kind::Method)?.rust)));
    let names = found.take(names);
    let path = found.take(path::parse(references.document, template, &at));
    let parameters = parameter::lower_all(references, item, operation, path.as_deref(), &at, enums);
    let parameters = found.take(parameters);
    let body = operation.request_body.as_ref();
    let body = body.map(|body| body::lower(references, body, &at));
    let body = found.take(body.transpose());
    let responses = found.take(response::lower_all(references, &operation.responses, &at));
    let paging = responses.as_ref().and_then(|responses| {
        found.take(paging::lower(
            references,
            operation,
            &responses.success,
            &at,
        ))
    });
    let scopes = found.take(scopes(references, api, operation, &at));
    let (
        Some((name, function)),
        Some(_),
        Some(parameters),
        Some(body),
        Some(responses),
        Some(paging),
        Some(scopes),
    ) = (names, path, parameters, body, responses, paging, scopes)
    else {
        return Err(found.into());
    };
    let Parameters {
        caller,
        path,
        query,
        samples,
    } = parameters;
    let Responses { success, error } = responses;
    let example = match body {
        None => example::of(api, &path, &query, &caller, &samples),
        Some(_) => None,
    };
    let long_running = operation.extensions.get("x-ms-long-running-operation");
    Ok(Operation {
        name,
        function,
        docs: Docs {
            summary: operation.summary.clone().unwrap_or_default(),
            description: operation.description.clone().unwrap_or_default(),
        },
        method,
        template: template.to_owned(),
        path,
        query,
        parameters: caller,
        success,
        error,
        scopes,
        repeatable: match operation.extensions.get("x-repeatable") {
            Some(told) => *told == Value::Bool(true),
            // RFC 9110, section 9.2.2.
            None => matches!(method, Method::Get | Method::Put | Method::Delete),
        },
        long_running: long_running == Some(&Value::Bool(true)),
        paging,
        body,
        lacks_default: false,
        example,
        at,
    })
}

/// The scopes of the security requirements: of the operation, else of the API.
fn scopes(
    references: &References<'_>,
    api: &OpenAPI,
    operation: &OperationObject,
    at: &Pointer,
) -> Result<Vec<String>, Problem> {
    let (requirements, at) = match (&operation.security, &api.security) {
        (Some(requirements), _) => (requirements, at.child("security")),
        (None, Some(requirements)) => (requirements, Pointer::root().child("security")),
        (None, None) => return Ok(Vec::new()),
    };
    let refused = match requirements.as_slice() {
        [] => None,
        [only] if only.len() > 1 => Some("several security schemes at once are not supported"),
        [_] => None,
        _ => Some("alternatives of `security` are not supported"),
    };
    if let Some(message) = refused {
        let problem = references
            .document
            .problem(Code::SecurityUnsupported, &at, message);
        return Err(problem);
    }
    let mut scopes = Vec::new();
    for (name, wanted) in requirements.iter().flatten() {
        let schemes = references
            .components
            .map(|components| &components.security_schemes);
        match schemes.and_then(|schemes| schemes.get(name)) {
            Some(ReferenceOr::Item(SecurityScheme::OAuth2 { .. })) => {
                scopes.extend(wanted.iter().cloned())
            }
            Some(_) => {
                let message = format!(
                    "the security scheme `{name}` is not `type: oauth2`, which alone is supported"
                );
                return Err(references
                    .document
                    .problem(Code::SecurityUnsupported, &at, message));
            }
            None => {
                let message = format!("the security scheme `{name}` is not defined");
                let problem = references
                    .document
                    .problem(Code::SchemeUndefined, &at, message);
                let known = schemes.into_iter().flat_map(|schemes| schemes.keys());
                let meant = references
                    .suggestions
                    .meant(name, known.map(String::as_str));
                return Err(problem.help_if(meant));
            }
        }
    }
    Ok(scopes)
}
