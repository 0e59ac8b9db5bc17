// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The contract between an operation and whatever carries it.

use bytes::Bytes;
use http::{Request, Response};

use super::{Error, VaultUrl};

/// One call of the API, free of I/O: it says what to send and reads what came
/// back. Any HTTP stack can carry it, and a test needs none.
///
/// The request has no `Authorization` header; whoever sends it adds a token,
/// and should refuse to follow redirects with it.
///
/// The crate has one for every operation of the API. Another, by hand:
///
/// ```
/// use keyvault::bytes::Bytes;
/// use keyvault::http::{Method, Request, Response};
/// use keyvault::{Error, Operation, RequestBuilder, VaultUrl, decode_json};
///
/// struct CountKeys;
///
/// impl Operation for CountKeys {
///     type Output = u32;
///     const NAME: &'static str = "CountKeys";
///
///     fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, Error> {
///         RequestBuilder::new(Method::GET, vault).literal("keycount").empty()
///     }
///
///     fn response(response: Response<Bytes>) -> Result<u32, Error> {
///         decode_json(response, 200)
///     }
/// }
///
/// assert_eq!(CountKeys::response(Response::new(Bytes::from("7")))?, 7);
/// # Ok::<(), Error>(())
/// ```
pub trait Operation {
    /// What the service answers when all went well.
    type Output;

    /// The `operationId` in the API's document, such as `BackupKey`.
    const NAME: &'static str;

    /// Whether sending it twice does what sending it once does (RFC 9110,
    /// section 9.2.2). Clients repeat one that is not only when the service
    /// surely did nothing: it answered 429 or 503, or was not reached.
    const REPEATABLE: bool = false;

    /// The complete request but for its token.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidArgument`] when a value cannot be one path segment
    /// (empty, `.` or `..`), and [`Error::Request`] when the URL is longer
    /// than `http::Uri` allows.
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, Error>;

    /// Reads the service's answer.
    ///
    /// # Errors
    ///
    /// [`Error::Service`] for every status but the documented success, and
    /// [`Error::Decode`] when the body of a success is not what the document
    /// says.
    fn response(response: Response<Bytes>) -> Result<Self::Output, Error>;
}
