// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The service's half of the API, free of I/O as the caller's: requests are
//! read, answers written. Each api-version has a `server` module with its
//! operations; what they share is here.
//!
//! It is for vaults that tests bring along. It says what the API's document
//! says; tokens, permissions and api-versions are for whoever uses it.

mod received;
mod refusal;

pub use received::{ReadError, Received};
pub use refusal::Refusal;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};
use serde::Serialize;

use super::encode_json;

/// An answer with a model as JSON, secrets and all.
///
/// # Errors
///
/// 500, when the model's own `Serialize` fails; that of the crate's never does.
pub fn answer_json<T: Serialize>(status: u16, model: &T) -> Result<Response<Bytes>, Refusal> {
    match encode_json(model) {
        Ok(body) => Ok(json(success(status), body)),
        Err(error) => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Err(Refusal::new(
                status,
                "InternalServerError",
                error.to_string(),
            ))
        }
    }
}

/// An answer without a body.
pub fn answer_empty(status: u16) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = success(status);
    response
}

/// A status of the API's document, which has only real ones.
fn success(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::OK)
}

/// A body of JSON, as vaults send it.
fn json(status: StatusCode, body: Bytes) -> Response<Bytes> {
    let length = HeaderValue::from(body.len());
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/json; charset=utf-8"),
    );
    headers.insert(CONTENT_LENGTH, length);
    response
}
