// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Building a request whose path cannot be forged.

use std::fmt::Display;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use http::request::Builder;
use http::{HeaderValue, Method, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::encode::request_json;
use super::{Error, VaultUrl};

/// What is encoded in a query: everything but the unreserved characters of RFC
/// 3986, section 2.3.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What is encoded in a segment: `$` and `@` may stand there (RFC 3986, section
/// 3.3), and vaults have been seen to get them so.
const IN_SEGMENT: &AsciiSet = &IN_QUERY.remove(b'$').remove(b'@');

/// Builds the request of an [`Operation`](super::Operation): the path segment
/// by segment, then the query.
///
/// ```
/// use keyvault::http::Method;
/// use keyvault::{RequestBuilder, VaultUrl};
///
/// let vault = VaultUrl::new("https://myvault.vault.azure.net")?;
/// let request = RequestBuilder::new(Method::POST, &vault)
///     .literal("keys")
///     .argument("key-name", "a/b")?
///     .literal("backup")
///     .query("api-version", "7.4")
///     .empty()?;
/// assert_eq!(
///     request.uri(),
///     "https://myvault.vault.azure.net/keys/a%2Fb/backup?api-version=7.4"
/// );
/// # Ok::<(), keyvault::Error>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct RequestBuilder {
    method: Method,
    url: String,
    query: String,
}

impl RequestBuilder {
    /// Starts at the root of `vault`.
    pub fn new(method: Method, vault: &VaultUrl) -> Self {
        Self {
            method,
            url: vault.as_str().to_owned(),
            query: String::new(),
        }
    }

    /// Appends a segment that the API's document spells out, as it is.
    pub fn literal(mut self, segment: &'static str) -> Self {
        self.url.push('/');
        self.url.push_str(segment);
        self
    }

    /// Appends a caller's value as exactly one segment: whatever could mean
    /// something in a URL is percent-encoded, `/`, `?`, `#` and `%` included.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] for an empty value, `.` and `..`: these
    /// change the path even when they are encoded (RFC 3986, section 5.2.4;
    /// URL Standard, "double-dot path segment").
    pub fn argument(mut self, parameter: &'static str, value: &str) -> Result<Self, Error> {
        let reason = match value {
            "" => "it is empty",
            "." | ".." => "`.` and `..` name another path, however they are encoded",
            _ => {
                self.url.push('/');
                self.url.extend(utf8_percent_encode(value, IN_SEGMENT));
                return Ok(self);
            }
        };
        Err(Error::InvalidArgument { parameter, reason })
    }

    /// The same for a value that may be missing: its segment is empty then, and
    /// the service takes what it thinks best, such as the newest version.
    ///
    /// # Errors
    ///
    /// As for [`argument`](Self::argument); a value that is there must not be
    /// empty.
    pub fn optional_argument(
        mut self,
        parameter: &'static str,
        value: Option<&str>,
    ) -> Result<Self, Error> {
        match value {
            Some(value) => self.argument(parameter, value),
            None => {
                self.url.push('/');
                Ok(self)
            }
        }
    }

    /// Appends a query parameter, its value percent-encoded.
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        self.query
            .push(if self.query.is_empty() { '?' } else { '&' });
        self.query.extend(utf8_percent_encode(name, IN_QUERY));
        self.query.push('=');
        let value = value.to_string();
        self.query.extend(utf8_percent_encode(&value, IN_QUERY));
        self
    }

    /// The same for a value that may be missing.
    pub fn optional_query(self, name: &'static str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// The request with a JSON body, in memory that is overwritten with zeros
    /// when it is dropped.
    ///
    /// # Errors
    ///
    /// As for [`empty`](Self::empty), and [`Error::InvalidArgument`] when the
    /// body's own `Serialize` fails; that of models never does.
    pub fn json(self, body: &impl Serialize) -> Result<Request<Bytes>, Error> {
        let unwritable = |_| Error::InvalidArgument {
            parameter: "body",
            reason: "it cannot be written as JSON",
        };
        let body = request_json(body).map_err(unwritable)?;
        self.start()
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(CONTENT_LENGTH, body.len())
            .body(body)
            .map_err(Error::Request)
    }

    /// The request with a JSON body, or without one.
    ///
    /// # Errors
    ///
    /// As for [`json`](Self::json).
    pub fn optional_json(self, body: Option<&impl Serialize>) -> Result<Request<Bytes>, Error> {
        match body {
            Some(body) => self.json(body),
            None => self.empty(),
        }
    }

    /// The request, without a body: `Accept: application/json`, and
    /// `Content-Length: 0` where the method would allow one (RFC 9110,
    /// section 8.6).
    ///
    /// # Errors
    ///
    /// [`Error::Request`] when the URL is longer than `http::Uri` allows.
    pub fn empty(self) -> Result<Request<Bytes>, Error> {
        let takes_body = [Method::POST, Method::PUT, Method::PATCH].contains(&self.method);
        let mut request = self.start();
        if takes_body {
            request = request.header(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        request.body(Bytes::new()).map_err(Error::Request)
    }

    fn start(self) -> Builder {
        Request::builder()
            .method(self.method)
            .uri(self.url + &self.query)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
    }
}
