//! Parameters: OpenAPI 3.0.3, section "Parameter Object".

mod identity;

use openapiv3::{
    Operation as OperationObject, Parameter as ParameterObject, ParameterData,
    ParameterSchemaOrContent, PathItem, ReferenceOr, SchemaKind, Type as SchemaType,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::model::docs;
use super::name::{self, Kind};
use super::path::{self, Part};
use super::reference::{Found, References};
use super::types::describe;
use crate::code::Code;
use crate::ir::{
    Constraint, Enum, Parameter, ParameterId, Place, Presence, Query, Scalar, Segment, Type,
};
use crate::pointer::Pointer;
use crate::problem::{Gathered, Problems, unless};
use crate::similar::similar;
use identity::{Identity, Location};

/// The query parameter that carries the api-version in every Azure API.
const API_VERSION: &str = "api-version";

/// The parameters of an operation.
pub(super) struct Parameters {
    /// What the caller gives.
    pub(super) caller: Vec<Parameter>,
    pub(super) path: Vec<Segment>,
    pub(super) query: Vec<Query>,
    /// A sample value for each of `caller`, where the document has one.
    pub(super) samples: Vec<Option<String>>,
}

/// Lowers the parameters of an operation at `at` with the given path, if that is
/// one.
pub(super) fn lower_all(
    references: &References<'_>,
    item: &PathItem,
    operation: &OperationObject,
    path: Option<&[Part<'_>]>,
    at: &Pointer,
    enums: &mut Vec<Enum>,
) -> Result<Parameters, Problems> {
    let mut problems = Gathered::default();
    let shared = at.parent().unwrap_or_default();
    let mut found = merge(references, &item.parameters, &shared, &mut problems);
    let own = merge(references, &operation.parameters, at, &mut problems);
    // A parameter of the operation overrides that of the path.
    found.retain(|shared| {
        own.iter()
            .all(|own| Identity::of(own.part) != Identity::of(shared.part))
    });
    found.extend(own);
    // One that was not found might be that of the path.
    if let (Some(path), true) = (path, problems.is_empty()) {
        problems.take(check_path(references, path, &found, at));
    }
    // The methods of clients take them in this order. A document that declares the
    // same path in another order, or in another place, must not change it.
    if let Some(path) = path {
        found.sort_by_key(|found| position(path, found.part));
    }
    let optional = path.and_then(path::optional);
    let mut parameters = Parameters {
        caller: Vec::new(),
        path: path.map(path::resolve).unwrap_or_default(),
        query: Vec::new(),
        samples: Vec::new(),
    };
    for found in found {
        let data = found.part.parameter_data_ref();
        let Identity { location, name } = Identity::of(found.part);
        if location == Location::Query {
            if name == API_VERSION {
                problems.take(check_api_version(references, &found));
                parameters.query.push(Query::ApiVersion(name.to_owned()));
                continue;
            }
            let id = ParameterId(parameters.caller.len());
            parameters.query.push(Query::Argument(id));
        }
        let is_optional = location == Location::Path && optional == Some(name);
        let lowered = lower(references, found.part, &found.at, is_optional);
        let Some((caller, enumeration)) = problems.take(lowered) else {
            continue;
        };
        let sample = data.example.as_ref().and_then(Value::as_str);
        let sample = sample.filter(|_| takes_text(&caller.ty, enumeration.as_ref()));
        parameters.samples.push(sample.map(str::to_owned));
        parameters.caller.push(caller);
        enums.extend(enumeration);
    }
    problems.unless(parameters)
}

/// The index of a path parameter's segment; behind all of them for another one.
fn position(path: &[Part<'_>], parameter: &ParameterObject) -> usize {
    let Identity { location, name } = Identity::of(parameter);
    let index = match location {
        Location::Path => path::position(path, name),
        Location::Query | Location::Header | Location::Cookie => None,
    };
    index.unwrap_or(path.len())
}

/// Follows the references of a list of parameters, in which none may stand twice.
fn merge<'d>(
    references: &References<'d>,
    parameters: &'d [ReferenceOr<ParameterObject>],
    at: &Pointer,
    problems: &mut Gathered,
) -> Vec<Found<'d, ParameterObject>> {
    let at = at.child("parameters");
    let mut found: Vec<Found<'d, ParameterObject>> = Vec::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let at = at.child(index);
        let Some(parameter) = problems.take(references.follow(parameter, at.clone())) else {
            continue;
        };
        let identity = Identity::of(parameter.part);
        if found
            .iter()
            .any(|earlier| Identity::of(earlier.part) == identity)
        {
            let message = format!("the {identity} is declared twice");
            let problem = references
                .document
                .problem(Code::ParameterTwice, &at, message);
            problems.add(problem);
            continue;
        }
        found.push(parameter);
    }
    found
}

/// The path and the declared path parameters must name the same.
fn check_path(
    references: &References<'_>,
    path: &[Part<'_>],
    found: &[Found<'_, ParameterObject>],
    at: &Pointer,
) -> Result<(), Problems> {
    let mut problems = Vec::new();
    let declared = || {
        let identities = found.iter().map(|found| Identity::of(found.part));
        let paths = identities.filter(|identity| identity.location == Location::Path);
        paths.map(|identity| identity.name)
    };
    let mut used = Vec::new();
    for segment in path {
        if let Part::Parameter(name) = segment {
            if declared().all(|declared| declared != *name) {
                let problem = references.document.problem(
                    Code::ParameterUndeclared,
                    at,
                    format!("the path parameter `{name}` is not declared"),
                );
                let help = match similar(name, declared()) {
                    Some(similar) => format!("did you mean `{{{similar}}}`?"),
                    None => format!(
                        "add `- {{name: {name}, in: path, required: true, …}}` to `parameters`"
                    ),
                };
                problems.push(problem.help(help));
            }
            if used.contains(name) {
                problems.push(references.document.problem(
                    Code::ParameterRepeated,
                    at,
                    format!("`{{{name}}}` stands twice in the path"),
                ));
            }
            used.push(*name);
        }
    }
    for parameter in found {
        let identity = Identity::of(parameter.part);
        let Identity { location, name } = identity;
        if location == Location::Path && !used.contains(&name) {
            let message = format!("the {identity} is not in the path");
            problems.push(references.document.problem(
                Code::ParameterUnused,
                &parameter.at,
                message,
            ));
        }
    }
    unless(problems, ())
}

/// The api-version is that of the document: whatever is said of its parameter
/// must hold for it.
fn check_api_version(
    references: &References<'_>,
    found: &Found<'_, ParameterObject>,
) -> Result<(), Problems> {
    let document = references.document;
    let ParameterSchemaOrContent::Schema(schema) = &found.part.parameter_data_ref().format else {
        return Ok(());
    };
    let found = references.follow(schema, found.at.child("schema"))?;
    let SchemaKind::Type(SchemaType::String(text)) = &found.part.schema_kind else {
        let message = "an `api-version` that is not a plain string is not supported";
        let problem = document.problem(Code::ParameterUnsupported, &found.at, message);
        return Err(problem.into());
    };
    let version = Pointer::root().join(&["info", "version"]);
    let version = version.resolve(&document.value).and_then(Value::as_str);
    let listed = &text.enumeration;
    let is_listed = listed.is_empty() || listed.iter().any(|value| value.as_deref() == version);
    let default = found.part.schema_data.default.as_ref();
    let is_default = default.is_none_or(|default| default.as_str() == version);
    let version = version.unwrap_or_default();
    let length = version.chars().count();
    let contradictions = [
        ("enum", !is_listed),
        ("default", !is_default),
        (
            "minLength",
            text.min_length.is_some_and(|least| length < least),
        ),
        (
            "maxLength",
            text.max_length.is_some_and(|most| length > most),
        ),
    ];
    let is_more = [
        ("pattern", text.pattern.is_some()),
        ("format", text.format != VariantOrUnknownOrEmpty::Empty),
    ];
    let applies = |(keyword, applies): &(&'static str, bool)| applies.then_some(*keyword);
    if let Some(keyword) = is_more.iter().find_map(applies) {
        let message = format!("`{keyword}` of `api-version` is not supported");
        let at = found.at.child(keyword);
        let problem = document.problem(Code::ParameterUnsupported, &at, message);
        return Err(problem
            .help("leave it out: the version is what `info.version` says")
            .into());
    }
    let Some(keyword) = contradictions.iter().find_map(applies) else {
        return Ok(());
    };
    let message = format!(
        "`{keyword}` of `api-version` does not hold for {version}, which the document is of"
    );
    let problem = document.problem(
        Code::ParameterUnsupported,
        &found.at.child(keyword),
        message,
    );
    Err(problem.help("mend it, or `info.version`").into())
}

/// Whether any text is a value of the parameter in Rust, so that a sample can be.
fn takes_text(ty: &Type, enumeration: Option<&Enum>) -> bool {
    match ty {
        Type::Scalar(scalar) => matches!(scalar, Scalar::String | Scalar::Uri),
        Type::Enum(_) => enumeration.is_some_and(|each| each.open),
        _ => false,
    }
}

/// A parameter that the caller gives, and the enum in its type. `may_be_empty`
/// tells of a path parameter that the service does not need.
fn lower(
    references: &References<'_>,
    parameter: &ParameterObject,
    at: &Pointer,
    may_be_empty: bool,
) -> Result<(Parameter, Option<Enum>), Problems> {
    let document = references.document;
    let identity = Identity::of(parameter);
    let wire = identity.name;
    let refused =
        |code, at: &Pointer, message: String| Err(document.problem(code, at, message).into());
    let place = match identity.location {
        Location::Path => Place::Path,
        Location::Query => Place::Query,
        Location::Header | Location::Cookie => {
            let message = format!("the {identity} is not supported");
            return refused(Code::ParameterUnsupported, at, message);
        }
    };
    let data = parameter.parameter_data_ref();
    if place == Place::Path && !data.required {
        let message = format!("the {identity} is not marked as required");
        let problem = document.problem(Code::ParameterNotRequired, at, message);
        let help = "add `required: true`, as OpenAPI demands of path parameters";
        return Err(problem.help(help).into());
    }
    let ParameterSchemaOrContent::Schema(schema) = &data.format else {
        let message = format!("the parameter `{wire}` has no `schema`");
        return refused(Code::MissingKeyword, at, message);
    };
    let schema_at = at.child("schema");
    let described = describe(references, schema.into(), &schema_at)?;
    let aside = [
        (described.nullable, "may be null"),
        (described.secret, "is secret"),
        (described.read_only, "is read-only"),
        (
            described.client_name.is_some(),
            "is renamed in its `schema`",
        ),
    ];
    if let Some((_, what)) = aside.iter().find(|(applies, _)| *applies) {
        let message = format!("the parameter `{wire}` {what}, which is not supported");
        return refused(Code::ParameterUnsupported, &schema_at, message);
    }
    match (place, &described.ty) {
        (Place::Path, Type::Scalar(Scalar::String))
        | (Place::Query, Type::Scalar(_) | Type::Enum(_)) => {}
        (Place::Path, _) => {
            let message = format!("the {identity} is not a plain string, which alone is supported");
            return refused(Code::ParameterUnsupported, &schema_at, message);
        }
        (Place::Query, _) => {
            let message = format!("the {identity} is a list or an object, which is not supported");
            return refused(Code::ParameterUnsupported, &schema_at, message);
        }
    }
    // An empty one is refused by what the document demands of it.
    let demands = |constraint: &Constraint| {
        matches!(
            constraint,
            Constraint::MinLength(1..) | Constraint::Pattern(_)
        )
    };
    let is_optional = may_be_empty && !described.constraints.iter().any(demands);
    let parameter = Parameter {
        name: name::of(
            document,
            wire,
            client_name(data),
            Kind::Parameter(place),
            at,
        )?,
        place,
        at: at.clone(),
        docs: docs(data.description.as_deref()),
        presence: if data.required && !is_optional {
            Presence::Required
        } else {
            Presence::Optional
        },
        ty: described.ty,
        constraints: described.constraints,
    };
    Ok((parameter, described.enumeration))
}

fn client_name(data: &ParameterData) -> Option<&str> {
    data.extensions
        .get("x-ms-client-name")
        .and_then(Value::as_str)
}
