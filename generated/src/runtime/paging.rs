// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Lists that come in pages.

#[cfg(any(feature = "azure", feature = "blocking"))]
mod cursor;
#[cfg(any(feature = "azure", feature = "blocking"))]
mod visited;

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use bytes::Bytes;
use http::header::ACCEPT;
use http::{HeaderValue, Method, Request, Response, Uri};

use super::{Error, Operation, VaultUrl};
#[cfg(any(feature = "azure", feature = "blocking"))]
pub(crate) use cursor::{Cursor, Step};

/// An operation whose responses are pages of a list.
pub trait Paged: Operation {
    /// What the list holds.
    type Item;

    /// The items of a page, and the link to the next one.
    fn split(page: Self::Output) -> (Vec<Self::Item>, Option<String>);
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// What the service put onto it; sometimes nothing.
    pub items: Vec<T>,
    /// Where the list goes on; `None` on the last page.
    pub next: Option<Continuation>,
}

impl<T> Page<T> {
    /// The page in an answer.
    pub fn of<O: Paged<Item = T>>(output: O::Output) -> Self {
        let (items, link) = O::split(output);
        let next = link.filter(|link| !link.is_empty()).map(Continuation);
        Self { items, next }
    }
}

/// Where a list goes on. Its text form (`Display`, `FromStr`) can be kept, and
/// the list resumed from it, in another process if need be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Continuation(String);

impl fmt::Display for Continuation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Continuation {
    type Err = std::convert::Infallible;

    /// Takes any text; the vault's URL is checked when a request is made of it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

/// The request for the page at a continuation of the list that `O` began.
///
/// ```
/// use keyvault::{NextPage, Operation, VaultUrl};
/// # use keyvault::{Error, Paged, bytes::Bytes, http::{Request, Response}};
/// # struct GetKeys;
/// # impl Operation for GetKeys {
/// #     type Output = ();
/// #     const NAME: &'static str = "GetKeys";
/// #     fn request(&self, _: &VaultUrl) -> Result<Request<Bytes>, Error> { unimplemented!() }
/// #     fn response(_: Response<Bytes>) -> Result<(), Error> { Ok(()) }
/// # }
/// # impl Paged for GetKeys {
/// #     type Item = ();
/// #     fn split(_: ()) -> (Vec<()>, Option<String>) { (Vec::new(), None) }
/// # }
/// let vault = VaultUrl::new("https://myvault.vault.azure.net")?;
/// let saved = "https://myvault.vault.azure.net:443/keys?api-version=7.4&$skiptoken=x";
/// let request = NextPage::<GetKeys>::new(saved.parse().unwrap()).request(&vault)?;
/// assert_eq!(request.uri().path(), "/keys");
///
/// let elsewhere = "https://elsewhere.example/keys?api-version=7.4".parse().unwrap();
/// assert!(NextPage::<GetKeys>::new(elsewhere).request(&vault).is_err());
/// # Ok::<(), keyvault::Error>(())
/// ```
pub struct NextPage<O> {
    continuation: Continuation,
    list: PhantomData<fn() -> O>,
}

impl<O> NextPage<O> {
    /// The page at `continuation`.
    pub fn new(continuation: Continuation) -> Self {
        Self {
            continuation,
            list: PhantomData,
        }
    }
}

impl<O> fmt::Debug for NextPage<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NextPage({})", self.continuation)
    }
}

impl<O: Paged> Operation for NextPage<O> {
    type Output = O::Output;
    const NAME: &'static str = O::NAME;
    const REPEATABLE: bool = true;

    /// Builds the request for the path and query of the link, at the vault.
    ///
    /// # Errors
    ///
    /// [`Error::NextLink`] if the link leads to anywhere but the vault, where a token
    /// must not follow it, or is one that HTTP clients would send differently.
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, Error> {
        let target = target(&self.continuation.0, vault);
        let target = target.map_err(|reason| Error::NextLink { reason })?;
        Request::builder()
            .method(Method::GET)
            .uri(format!("{vault}{target}"))
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(Bytes::new())
            .map_err(Error::Request)
    }

    fn response(response: Response<Bytes>) -> Result<Self::Output, Error> {
        O::response(response)
    }
}

/// The path and query of a link, which every HTTP client sends alike.
fn target(link: &str, vault: &VaultUrl) -> Result<String, &'static str> {
    let uri: Uri = link.parse().map_err(|_| "it is not a URL")?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err("it has no scheme or no host");
    };
    let origin = VaultUrl::new(&format!("{scheme}://{authority}"));
    if origin.as_ref().ok() != Some(vault) {
        return Err("it leads away from the vault");
    }
    let query = uri.query().unwrap_or_default();
    let is_of_url =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/%?".contains(&byte);
    if !uri.path().bytes().chain(query.bytes()).all(is_of_url) {
        return Err("it has characters that must be percent-encoded in a URL");
    }
    if uri.path().split('/').any(is_dot_segment) {
        return Err("it has a segment `.` or `..`");
    }
    let mut target = uri.path().to_owned();
    if uri.query().is_some() {
        // Parsers that follow the URL Standard encode it, others do not.
        target = target + "?" + &query.replace('\'', "%27");
    }
    Ok(target)
}

/// Whether URL parsers remove the segment, and perhaps the one before it (URL
/// Standard, "single-dot" and "double-dot URL path segment").
fn is_dot_segment(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}
