//! Responses: OpenAPI 3.0.3, section "Responses Object".

use openapiv3::{ReferenceOr, Response, Responses as ResponsesObject, StatusCode};

use super::body;
use super::reference::References;
use crate::code::Code;
use crate::ir::{ModelId, Success};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems};

/// The answers of an operation: one success, and one model for all else.
pub(super) struct Responses {
    pub(super) success: Success,
    pub(super) error: Option<ModelId>,
}

/// Lowers the responses of the operation at `at`.
pub(super) fn lower_all(
    references: &References<'_>,
    responses: &ResponsesObject,
    at: &Pointer,
) -> Result<Responses, Problems> {
    let document = references.document;
    let at = at.child("responses");
    let mut success: Option<Success> = None;
    let mut error: Option<ModelId> = None;
    for (status, response) in &responses.responses {
        let at = at.child(status);
        let body = body(references, response, &at)?;
        match status {
            StatusCode::Code(status @ 200..300) => {
                if let Some(Success { status: first, .. }) = success {
                    let message = format!(
                        "the operation has two successes, {first} and {status}, which is not supported"
                    );
                    return Err(document.problem(Code::TwoSuccesses, &at, message).into());
                }
                success = Some(Success {
                    status: *status,
                    body,
                });
            }
            StatusCode::Code(400..600) => merge_error(references, &mut error, body, &at)?,
            _ => {
                return Err(document
                    .problem(
                        Code::StatusUnsupported,
                        &at,
                        format!("the status `{status}` is not supported"),
                    )
                    .into());
            }
        }
    }
    if let Some(response) = &responses.default {
        let at = at.child("default");
        merge_error(
            references,
            &mut error,
            body(references, response, &at)?,
            &at,
        )?;
    }
    match success {
        Some(success) => Ok(Responses { success, error }),
        None => Err(document
            .problem(
                Code::NoSuccess,
                &at,
                "the operation has no success, such as `200`",
            )
            .into()),
    }
}

/// One model stands for all errors.
fn merge_error(
    references: &References<'_>,
    error: &mut Option<ModelId>,
    body: Option<ModelId>,
    at: &Pointer,
) -> Result<(), Problem> {
    let Some(body) = body else {
        // Whatever comes is kept as it came.
        return Ok(());
    };
    match error {
        Some(first) if *first != body => {
            let message = format!(
                "the operation has two error models, `{}` and `{}`, which is not supported",
                first.0, body.0
            );
            Err(references.document.problem(Code::TwoErrors, at, message))
        }
        _ => {
            *error = Some(body);
            Ok(())
        }
    }
}

/// The model of a response's JSON body, where there is a body.
fn body(
    references: &References<'_>,
    response: &ReferenceOr<Response>,
    at: &Pointer,
) -> Result<Option<ModelId>, Problems> {
    let found = references.follow(response, at.clone())?;
    // A `content` that is there, but empty, holds what would be lost.
    let content = found.at.child("content");
    let has_content = content.resolve(&references.document.value).is_some();
    if found.part.content.is_empty() && !has_content {
        return Ok(None);
    }
    body::model(references, &found.part.content, &found.at).map(Some)
}
