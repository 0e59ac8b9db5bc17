// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Reading the body of a success.

use std::any::type_name;
use std::fmt;

use bytes::Bytes;
use http::Response;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use zeroize::Zeroize;

use super::Error;
use super::service_error::{ServiceError, request_id, write_request_id};

/// Reads a JSON body when the status is `success`. The body's memory is
/// overwritten with zeros afterwards unless someone else still holds it, since
/// it may contain secrets.
///
/// # Errors
///
/// [`Error::Service`] for any other status, [`Error::Decode`] when the body is
/// not a `T`.
pub fn decode_json<T: DeserializeOwned>(
    response: Response<Bytes>,
    success: u16,
) -> Result<T, Error> {
    let (parts, body) = response.into_parts();
    if parts.status.as_u16() != success {
        return Err(ServiceError::new(parts, body).into());
    }
    let decoded = serde_json::from_slice(&body);
    if let Ok(mut unshared) = body.try_into_mut() {
        unshared.as_mut().zeroize();
    }
    decoded.map_err(|error| {
        let request_id = request_id(&parts.headers).map(str::to_owned);
        DecodeError::new::<T>(&error, request_id).into()
    })
}

/// Accepts an answer without a body when the status is `success`; a body that
/// is there all the same says nothing.
///
/// # Errors
///
/// [`Error::Service`] for any other status.
pub fn decode_empty(response: Response<Bytes>, success: u16) -> Result<(), Error> {
    let (parts, body) = response.into_parts();
    match parts.status.as_u16() == success {
        true => Ok(()),
        false => Err(ServiceError::new(parts, body).into()),
    }
}

/// The body of a success is not what the API's document says.
///
/// It tells where and what kind of problem it is, never what the body holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    model: &'static str,
    problem: String,
    line: usize,
    column: usize,
    request_id: Option<String>,
}

impl DecodeError {
    fn new<T>(error: &serde_json::Error, request_id: Option<String>) -> Self {
        Self {
            model: type_name::<T>().rsplit("::").next().unwrap_or_default(),
            problem: problem(error),
            line: error.line(),
            column: error.column(),
            request_id,
        }
    }

    /// `x-ms-request-id`, by which Azure's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

/// What is wrong, in words that hold nothing of the body. Only the messages of
/// serde that name a field are repeated; the others may quote a value.
pub(super) fn problem(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "it ends too early".to_owned(),
        Category::Syntax => "it is not JSON".to_owned(),
        Category::Data | Category::Io => {
            let message = error.to_string();
            let names_field = |message: &&str| message.starts_with("missing field `");
            match message.split(" at line ").next().filter(names_field) {
                Some(message) => message.to_owned(),
                None => "a value is not of the documented type".to_owned(),
            }
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            model,
            problem,
            line,
            column,
            ..
        } = self;
        write!(
            f,
            "the response is not a {model}: {problem} (line {line}, column {column})"
        )?;
        write_request_id(f, self.request_id())
    }
}

impl std::error::Error for DecodeError {}
