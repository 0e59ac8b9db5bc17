//! Responses: OpenAPI 3.0.3, section "Responses Object".

use openapiv3::{ReferenceOr, Response, Responses as ResponsesObject, StatusCode};

use super::body;
use super::reference::References;
use crate::code::Code;
use crate::ir::{ModelId, Success};
use crate::pointer::Pointer;
use crate::problem::{Gathered, Problem, Problems};

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
    let mut problems = Gathered::default();
    let mut success: Option<Success> = None;
    let mut error: Option<ModelId> = None;
    for (status, response) in &responses.responses {
        let at = at.child(status);
        let body = problems.take(body(references, response, &at));
        let result = match status {
            StatusCode::Code(status @ 200..300) => match &success {
                Some(Success { status: first, .. }) => {
                    let message = format!(
                        "the operation has two successes, {first} and {status}, which is not supported"
                    );
                    Err(document.problem(Code::TwoSuccesses, &at, message))
                }
                None => {
                    success = Some(Success {
                        status: *status,
                        body: body.flatten(),
                    });
                    Ok(())
                }
            },
            StatusCode::Code(400..600) => merge_error(references, &mut error, body.flatten(), &at),
            _ => {
                let message = format!("the status `{status}` is not supported");
                Err(document.problem(Code::StatusUnsupported, &at, message))
            }
        };
        problems.take(result);
    }
    if let Some(response) = &responses.default {
        let at = at.child("default");
        let body = problems.take(body(references, response, &at)).flatten();
        problems.take(merge_error(references, &mut error, body, &at));
    }
    let Some(success) = success else {
        let message = "the operation has no success, such as `200`";
        problems.add(document.problem(Code::NoSuccess, &at, message));
        return Err(problems.into());
    };
    problems.unless(Responses { success, error })
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
