// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Errors as a service answers them.

use std::fmt;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{Response, StatusCode};
use serde::Serialize;

/// An error that a service answers with, in the shape that Azure services share
/// (Microsoft Azure REST API Guidelines, "Handling errors").
///
/// ```
/// use keyvault::http::StatusCode;
/// use keyvault::server::Refusal;
///
/// let refusal = Refusal::new(StatusCode::FORBIDDEN, "Forbidden", "No.").because("ForbiddenByPolicy");
/// let body = refusal.response().into_body();
/// assert_eq!(
///     body.as_ref(),
///     br#"{"error":{"code":"Forbidden","message":"No.","innererror":{"code":"ForbiddenByPolicy"}}}"#
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    status: StatusCode,
    code: String,
    message: String,
    reason: Option<String>,
    retry_after: Option<u64>,
}

impl Refusal {
    /// An error with a code for programs and a message for people.
    pub fn new(status: StatusCode, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.into(),
            message: message.into(),
            reason: None,
            retry_after: None,
        }
    }

    /// What a server answers to an operation that it does not have.
    pub fn not_supported(operation: &str) -> Self {
        let message = format!("The operation {operation} is not supported by this vault.");
        Self::new(StatusCode::NOT_IMPLEMENTED, "NotSupported", message)
    }

    /// The same with a more specific code, the `innererror`.
    #[must_use]
    pub fn because(mut self, code: impl Into<String>) -> Self {
        self.reason = Some(code.into());
        self
    }

    /// The same with the seconds after which to try again, as `Retry-After`.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The answer.
    pub fn response(&self) -> Response<Bytes> {
        let error = Envelope {
            error: Detail {
                code: &self.code,
                message: &self.message,
                innererror: self.reason.as_deref().map(|code| Inner { code }),
            },
        };
        // Three texts are always JSON.
        let body = serde_json::to_vec(&error).unwrap_or_default();
        let mut response = super::json(self.status, Bytes::from(body));
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

#[derive(Serialize)]
struct Envelope<'r> {
    error: Detail<'r>,
}

#[derive(Serialize)]
struct Detail<'r> {
    code: &'r str,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    innererror: Option<Inner<'r>>,
}

#[derive(Serialize)]
struct Inner<'r> {
    code: &'r str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}: {}",
            self.status.as_u16(),
            self.code,
            self.message
        )
    }
}

impl std::error::Error for Refusal {}
