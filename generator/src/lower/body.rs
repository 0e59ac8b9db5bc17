//! Bodies: OpenAPI 3.0.3, sections "Request Body Object" and "Media Type Object".

use openapiv3::{Content, ReferenceOr, RequestBody};
use serde_json::Value;

use super::model::docs;
use super::name::{self, Kind};
use super::reference::{Found, References};
use super::types::describe;
use crate::code::Code;
use crate::ir::{Body, ModelId, Presence, Type};
use crate::pointer::Pointer;
use crate::problem::Problems;

/// Lowers the body of the request of the operation at `at`.
pub(super) fn lower(
    references: &References<'_>,
    body: &ReferenceOr<RequestBody>,
    at: &Pointer,
) -> Result<Body, Problems> {
    let Found { part: body, at } = references.follow(body, at.child("requestBody"))?;
    let text = |keyword: &str| body.extensions.get(keyword).and_then(Value::as_str);
    // Swagger 2.0 names every body, so that this is no choice that goes before others.
    let name = text("x-ms-client-name").unwrap_or("body");
    Ok(Body {
        name: name::of(references.document, name, None, Kind::Body, &at)?,
        docs: docs(body.description.as_deref()),
        presence: if body.required {
            Presence::Required
        } else {
            Presence::Optional
        },
        model: model(references, &body.content, &at)?,
        unwrapped: body.extensions.get("x-ms-client-flatten") == Some(&Value::Bool(true)),
        at,
    })
}

/// The model of a JSON body whose media types stand at `at`, in `content`.
pub(super) fn model(
    references: &References<'_>,
    content: &Content,
    at: &Pointer,
) -> Result<ModelId, Problems> {
    let refused = |code, at: &Pointer, message: &str| {
        Err(references.document.problem(code, at, message).into())
    };
    let at = at.child("content");
    let mut types = content.iter();
    let (media_type, body) = match (types.next(), types.next()) {
        (Some(only), None) => only,
        (Some(_), Some(_)) => {
            let message = "a body of several media types is not supported";
            return refused(Code::MediaType, &at, message);
        }
        (None, _) => {
            let message = "a body without a media type is not supported";
            let problem = references.document.problem(Code::MediaType, &at, message);
            return Err(problem.help(WITHOUT_MEDIA_TYPE).into());
        }
    };
    let at = at.child(media_type);
    if media_type != "application/json" {
        return refused(
            Code::MediaType,
            &at,
            &format!("a body of type `{media_type}` is not supported"),
        );
    }
    let Some(schema) = &body.schema else {
        return refused(Code::BodyWithoutSchema, &at, "the body has no `schema`");
    };
    let at = at.child("schema");
    if let ReferenceOr::Item(own) = schema
        && own.schema_data.extensions.get("x-ms-secret") == Some(&Value::Bool(true))
    {
        let problem = references.document.problem(
            Code::SecretUnsupported,
            &at,
            "a body as a whole cannot be secret",
        );
        return Err(problem.help("mark what is secret inside of it").into());
    }
    let described = describe(references, schema.into(), &at)?;
    match described.ty {
        Type::Model(id) if !described.nullable => Ok(id),
        _ => refused(
            Code::BodyNotObject,
            &at,
            "a body that is not an object, or may be null, is not supported",
        ),
    }
}

const WITHOUT_MEDIA_TYPE: &str = "leave `content` out where there is no body; in Swagger 2.0, `consumes` and `produces` must list `application/json` where there is a `schema`";
