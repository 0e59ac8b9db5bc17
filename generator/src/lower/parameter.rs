//! Parameters: OpenAPI 3.0.3, section "Parameter Object".

use openapiv3::{
    Operation as OperationObject, Parameter as ParameterObject, ParameterData,
    ParameterSchemaOrContent, PathItem, ReferenceOr,
};
use serde_json::Value;

use super::model::docs;
use super::name::{self, Case};
use super::reference::{Found, References};
use super::types::describe;
use crate::ir::{Parameter, Query, Scalar, Segment, Type};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, collect, unless};

/// The query parameter that carries the api-version in every Azure API.
const API_VERSION: &str = "api-version";

/// The parameters of an operation.
pub(super) struct Parameters {
    /// What the caller gives.
    pub(super) caller: Vec<Parameter>,
    pub(super) query: Vec<Query>,
    /// A sample value for each of `caller`, where the document has one.
    pub(super) samples: Vec<Option<String>>,
}

/// Lowers the parameters of an operation at `at` with the given path.
pub(super) fn lower_all(
    references: &References<'_>,
    item: &PathItem,
    operation: &OperationObject,
    path: &[Segment],
    at: &Pointer,
) -> Result<Parameters, Problems> {
    let shared = at.parent().unwrap_or_default();
    let mut found = merge(references, &item.parameters, &shared)?;
    let own = merge(references, &operation.parameters, at)?;
    // A parameter of the operation overrides that of the path.
    found.retain(|shared| own.iter().all(|own| key(own.part) != key(shared.part)));
    found.extend(own);
    check_path(references, path, &found, at)?;
    let mut parameters = Parameters {
        caller: Vec::new(),
        query: Vec::new(),
        samples: Vec::new(),
    };
    for found in found {
        let data = found.part.parameter_data_ref();
        if key(found.part) == ("query", API_VERSION) {
            parameters.query.push(Query::ApiVersion(data.name.clone()));
            continue;
        }
        parameters
            .caller
            .push(lower(references, found.part, &found.at)?);
        parameters.samples.push(
            data.example
                .as_ref()
                .and_then(Value::as_str)
                .map(str::to_owned),
        );
    }
    Ok(parameters)
}

/// What identifies a parameter: its place in the request, and its name.
fn key(parameter: &ParameterObject) -> (&'static str, &str) {
    let place = match parameter {
        ParameterObject::Path { .. } => "path",
        ParameterObject::Query { .. } => "query",
        ParameterObject::Header { .. } => "header",
        ParameterObject::Cookie { .. } => "cookie",
    };
    (place, &parameter.parameter_data_ref().name)
}

/// Follows the references of a list of parameters, in which none may stand twice.
fn merge<'d>(
    references: &References<'d>,
    parameters: &'d [ReferenceOr<ParameterObject>],
    at: &Pointer,
) -> Result<Vec<Found<'d, ParameterObject>>, Problems> {
    let at = at.child("parameters");
    let followed = parameters.iter().enumerate().map(|(index, parameter)| {
        references
            .follow(parameter, at.child(index))
            .map_err(Problems::from)
    });
    let found = collect(followed)?;
    for (index, parameter) in found.iter().enumerate() {
        if found[..index]
            .iter()
            .any(|earlier| key(earlier.part) == key(parameter.part))
        {
            let (place, name) = key(parameter.part);
            let message = format!("the {place} parameter `{name}` is declared twice");
            return Err(references
                .document
                .problem(&at.child(index), message)
                .into());
        }
    }
    Ok(found)
}

/// The path and the declared path parameters must name the same.
fn check_path(
    references: &References<'_>,
    path: &[Segment],
    found: &[Found<'_, ParameterObject>],
    at: &Pointer,
) -> Result<(), Problems> {
    let mut problems = Vec::new();
    let declared: Vec<_> = found.iter().map(|found| key(found.part)).collect();
    let mut used = Vec::new();
    for segment in path {
        if let Segment::Argument(name) = segment {
            if !declared.contains(&("path", name)) {
                let problem = references
                    .document
                    .problem(at, format!("the path parameter `{name}` is not declared"));
                problems.push(problem.help(format!(
                    "add `- {{name: {name}, in: path, required: true, …}}` to `parameters`"
                )));
            }
            if used.contains(&name.as_str()) {
                problems.push(
                    references
                        .document
                        .problem(at, format!("`{{{name}}}` stands twice in the path")),
                );
            }
            used.push(name);
        }
    }
    for parameter in found {
        let (place, name) = key(parameter.part);
        if place == "path" && !used.contains(&name) {
            let message = format!("the path parameter `{name}` is not in the path");
            problems.push(references.document.problem(&parameter.at, message));
        }
    }
    unless(problems, ())
}

/// A parameter that the caller gives.
fn lower(
    references: &References<'_>,
    parameter: &ParameterObject,
    at: &Pointer,
) -> Result<Parameter, Problem> {
    let document = references.document;
    let (place, wire) = key(parameter);
    if place != "path" {
        return Err(document.problem(
            at,
            format!("the {place} parameter `{wire}` is not supported"),
        ));
    }
    let data = parameter.parameter_data_ref();
    if !data.required {
        let problem = document.problem(
            at,
            format!("the path parameter `{wire}` is not marked as required"),
        );
        return Err(problem.help("add `required: true`, as OpenAPI demands of path parameters"));
    }
    let ParameterSchemaOrContent::Schema(schema) = &data.format else {
        return Err(document.problem(at, format!("the parameter `{wire}` has no `schema`")));
    };
    let described = describe(references, schema.into(), &at.child("schema"))?;
    if described.ty != Type::Scalar(Scalar::String) || described.nullable || described.secret {
        let message =
            format!("the path parameter `{wire}` is not a plain string, which alone is supported");
        return Err(document.problem(&at.child("schema"), message));
    }
    Ok(Parameter {
        name: name::of(document, wire, client_name(data), Case::Field, at)?,
        at: at.clone(),
        docs: docs(data.description.as_ref()),
        ty: described.ty,
        constraints: described.constraints,
    })
}

fn client_name(data: &ParameterData) -> Option<&str> {
    data.extensions
        .get("x-ms-client-name")
        .and_then(Value::as_str)
}
