// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Requests as a service sees them.

use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;

use super::Refusal;
use crate::runtime::decode::problem;

/// A request in its parts: the path's segments and the query decoded, as
/// [`RequestBuilder`](crate::RequestBuilder) encodes them.
///
/// ```
/// use keyvault::bytes::Bytes;
/// use keyvault::http::Request;
/// use keyvault::server::Received;
///
/// let request = Request::post("/keys/a%2Fb/backup?api-version=7.4").body(Bytes::new())?;
/// let received = Received::read(&request)?;
/// assert_eq!(received.path(), ["keys", "a/b", "backup"]);
/// assert_eq!(received.query_text("api-version"), Some("7.4"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Received {
    method: Method,
    segments: Vec<String>,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
}

impl Received {
    /// Takes a request apart.
    ///
    /// # Errors
    ///
    /// [`ReadError::Encoding`] for a path or query whose percent-encoding is not
    /// UTF-8.
    pub fn read(request: &Request<Bytes>) -> Result<Self, ReadError> {
        let path = request.uri().path();
        let segments = path.strip_prefix('/').unwrap_or(path).split('/');
        let pairs = request.uri().query().unwrap_or_default().split('&');
        let pairs = pairs.filter(|pair| !pair.is_empty());
        Ok(Self {
            method: request.method().clone(),
            segments: segments.map(decoded).collect::<Result<_, _>>()?,
            query: pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    Ok((decoded(name)?, decoded(value)?))
                })
                .collect::<Result<_, _>>()?,
            headers: request.headers().clone(),
            body: request.body().clone(),
        })
    }

    /// The method, such as `POST`.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path's segments, decoded.
    pub fn path(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first value of a query parameter, as text.
    pub fn query_text(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        let found = pairs.find(|(given, _)| given == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of a path's segment.
    ///
    /// # Errors
    ///
    /// [`ReadError::Argument`] for an empty one, `.` and `..`, which no client
    /// can send.
    pub fn argument(&self, parameter: &'static str, segment: &str) -> Result<String, ReadError> {
        match segment {
            "" | "." | ".." => Err(ReadError::Argument { parameter }),
            value => Ok(value.to_owned()),
        }
    }

    /// The value of the path's last segment, which may be empty or missing.
    ///
    /// # Errors
    ///
    /// As for [`argument`](Self::argument).
    pub fn optional_argument(
        &self,
        parameter: &'static str,
        rest: &[&str],
    ) -> Result<Option<String>, ReadError> {
        match rest {
            [] | [""] => Ok(None),
            [segment] => self.argument(parameter, segment).map(Some),
            _ => Err(ReadError::Argument { parameter }),
        }
    }

    /// The value of a query parameter.
    ///
    /// # Errors
    ///
    /// [`ReadError::Argument`] if it is missing or cannot be read.
    pub fn query<T: FromStr>(&self, parameter: &'static str) -> Result<T, ReadError> {
        let missing = ReadError::Argument { parameter };
        self.optional_query(parameter)?.ok_or(missing)
    }

    /// The value of a query parameter that may be missing.
    ///
    /// # Errors
    ///
    /// [`ReadError::Argument`] if it cannot be read.
    pub fn optional_query<T: FromStr>(
        &self,
        parameter: &'static str,
    ) -> Result<Option<T>, ReadError> {
        let value = self.query_text(parameter).map(str::parse);
        value
            .transpose()
            .map_err(|_| ReadError::Argument { parameter })
    }

    /// The body, as JSON.
    ///
    /// # Errors
    ///
    /// [`ReadError::Body`] if it is not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        serde_json::from_slice(&self.body).map_err(|error| ReadError::Body {
            problem: problem(&error),
        })
    }

    /// The body, as JSON, if there is one.
    ///
    /// # Errors
    ///
    /// [`ReadError::Body`] if it is not a `T`.
    pub fn optional_json<T: DeserializeOwned>(&self) -> Result<Option<T>, ReadError> {
        match self.body.is_empty() {
            true => Ok(None),
            false => self.json().map(Some),
        }
    }
}

/// Without headers and body, which hold tokens and secrets.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("method", &self.method)
            .field("segments", &self.segments)
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}

fn decoded(text: &str) -> Result<String, ReadError> {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded
        .map(|text| text.into_owned())
        .map_err(|_| ReadError::Encoding)
}

/// Why a request is none of the API's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The path or the query is not percent-encoded UTF-8.
    Encoding,
    /// No operation has such a method and path.
    NoOperation,
    /// A parameter is missing, or its value cannot be one.
    Argument {
        /// Its name in the API's document.
        parameter: &'static str,
    },
    /// The body is not what the document says.
    Body {
        /// What is wrong with it, in words that hold nothing of it.
        problem: String,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding => f.write_str("The URL is not percent-encoded UTF-8."),
            Self::NoOperation => f.write_str("No operation has this method and path."),
            Self::Argument { parameter } => {
                write!(f, "The parameter {parameter} is missing or not valid.")
            }
            Self::Body { problem } => write!(f, "The body cannot be read: {problem}."),
        }
    }
}

impl std::error::Error for ReadError {}

/// 404 where there is no operation, else 400.
impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        let (status, code) = match error {
            ReadError::NoOperation => (StatusCode::NOT_FOUND, "NotFound"),
            _ => (StatusCode::BAD_REQUEST, "BadParameter"),
        };
        Self::new(status, code, error.to_string())
    }
}
