// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What the service said when it did not do as asked.

use std::fmt::{self, Write as _};
use std::iter::successors;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::limits::retry_after;
use super::visible::Bounded;

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
            .field("code", &self.code().map(Shortened))
            .field("message", &self.message().map(Shortened))
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
    let Some(id) = id else { return Ok(()) };
    f.write_str(" (request id ")?;
    Bounded::new(f, LONGEST_ID).write_str(id)?;
    f.write_str(")")
}

/// How much of the service's text a message repeats, in characters. The longest on
/// record, of a 403, has a third of it.
const LONGEST: usize = 2_000;

/// How much of a request id a message repeats; real ones have 36 characters.
const LONGEST_ID: usize = 128;

impl fmt::Display for ServiceError {
    /// `404 KeyNotFound: A key with (name/id) … (request id …)`, the inner codes behind
    /// the code: `403 Forbidden/ForbiddenByRbac: …`. It is one line of bounded length,
    /// with control characters and others that cannot be seen written as `\u{…}`;
    /// [`code`](Self::code) and [`message`](Self::message) return the text as it came.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        let mut text = Bounded::new(f, LONGEST);
        if let Some(code) = self.code() {
            write!(text, " {code}")?;
            let inner = successors(self.inner_error(), |error| error.inner_error());
            for code in inner.filter_map(InnerError::code) {
                write!(text, "/{code}")?;
            }
        }
        match self.message() {
            Some(message) => write!(text, ": {}", message.trim_end())?,
            None if self.body.is_empty() => text.write_str(": the response has no body")?,
            None => {
                let media_type = self.headers.get(CONTENT_TYPE);
                let media_type = media_type.and_then(|value| value.to_str().ok());
                let media_type = media_type.unwrap_or("unknown type");
                let length = self.body.len();
                write!(text, ": the response is {length} bytes of {media_type}")?;
            }
        }
        write_request_id(f, self.request_id())
    }
}

/// Text of the service in `Debug`, which spells out what cannot be seen.
struct Shortened<'t>(&'t str);

impl fmt::Debug for Shortened<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{:?}…", &self.0[..end]),
            None => self.0.fmt(f),
        }
    }
}

impl fmt::Debug for ServiceError {
    /// Without headers and body: those are for code that asks for them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &self.code().map(Shortened))
            .field("message", &self.message().map(Shortened))
            .field("inner_error", &self.inner_error())
            .field("request_id", &self.request_id().map(Shortened))
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ServiceError {}
