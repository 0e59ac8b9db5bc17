// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What the service said when it did not do as asked.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::limits::retry_after;

/// An answer other than the documented success.
///
/// The body is read as the error shape that Azure services share (Microsoft
/// Azure REST API Guidelines, "Handling errors"): `error` with `code`,
/// `message` and nested `innererror`. A body of any other kind, HTML or none,
/// is still an error with its status; `code` and `message` are `None` then.
pub struct ServiceError {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    detail: Detail,
}

#[derive(Default)]
struct Detail {
    code: Option<String>,
    message: Option<String>,
    innererror: Option<Box<InnerError>>,
}

impl Detail {
    /// Takes what is of the expected type, and leaves the rest.
    fn read(error: &Value) -> Self {
        let text = |name: &str| error.get(name)?.as_str().map(str::to_owned);
        let inner = error.get("innererror").filter(|inner| inner.is_object());
        Self {
            code: text("code"),
            message: text("message"),
            innererror: inner.map(|inner| Box::new(InnerError(Self::read(inner)))),
        }
    }
}

/// A more specific reason inside a [`ServiceError`], which may hold another.
pub struct InnerError(Detail);

impl InnerError {
    /// The specific code, such as `ForbiddenByFirewall`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The specific message. Key Vault has not been seen to send one.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The next reason, deeper inside.
    pub fn inner_error(&self) -> Option<&InnerError> {
        self.0.innererror.as_deref()
    }
}

impl fmt::Debug for InnerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InnerError")
            .field("code", &self.code())
            .field("message", &self.message())
            .field("inner_error", &self.inner_error())
            .finish()
    }
}

impl ServiceError {
    pub(crate) fn new(parts: Parts, body: Bytes) -> Self {
        let envelope: Value = serde_json::from_slice(&body).unwrap_or_default();
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
            detail: Detail::read(&envelope["error"]),
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The service's code, such as `KeyNotFound`. It may hold spaces.
    pub fn code(&self) -> Option<&str> {
        self.detail.code.as_deref()
    }

    /// The service's message, for people; its wording changes over the years.
    pub fn message(&self) -> Option<&str> {
        self.detail.message.as_deref()
    }

    /// The more specific reason, the first of a chain.
    pub fn inner_error(&self) -> Option<&InnerError> {
        self.detail.innererror.as_deref()
    }

    /// `x-ms-request-id`, by which Azure's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How long the service asks to wait before the next try. Vaults have not
    /// been seen to say so when they throttle: be ready to choose yourself.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(&self.headers)
    }

    /// All headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as the model that the API's document names for errors, such as
    /// `KeyVaultError`; `None` when the body is something else.
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// The value of `x-ms-request-id`, if it is there and readable.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-ms-request-id")?.to_str().ok()
}

/// Ends a message with the request id, where there is one.
pub(crate) fn write_request_id(f: &mut fmt::Formatter<'_>, id: Option<&str>) -> fmt::Result {
    match id {
        Some(id) => write!(f, " (request id {id})"),
        None => Ok(()),
    }
}

/// The text without line ends and other control characters: what a service
/// says must not forge lines of a log.
fn on_one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(char::is_control, " ")
}

impl fmt::Display for ServiceError {
    /// `404 KeyNotFound: A key with (name/id) … (request id …)`, the inner
    /// codes behind the code: `403 Forbidden/ForbiddenByRbac: …`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        if let Some(code) = self.code() {
            write!(f, " {}", on_one_line(code))?;
            let mut inner = self.inner_error();
            while let Some(error) = inner {
                if let Some(code) = error.code() {
                    write!(f, "/{}", on_one_line(code))?;
                }
                inner = error.inner_error();
            }
        }
        match self.message() {
            Some(message) => write!(f, ": {}", on_one_line(message.trim_end()))?,
            None if self.body.is_empty() => f.write_str(": the answer has no body")?,
            None => {
                let media_type = self
                    .headers
                    .get(CONTENT_TYPE)
                    .and_then(|value| value.to_str().ok());
                write!(f, ": the answer is {} bytes of ", self.body.len())?;
                f.write_str(media_type.unwrap_or("unknown type"))?;
            }
        }
        write_request_id(f, self.request_id())
    }
}

impl fmt::Debug for ServiceError {
    /// Without headers and body: those are for code that asks for them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &self.code())
            .field("message", &self.message())
            .field("inner_error", &self.inner_error())
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}
