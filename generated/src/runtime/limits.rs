// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The bounds that both clients keep, and how long to wait between tries.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::HeaderMap;
#[cfg(any(feature = "azure", feature = "blocking"))]
use http::StatusCode;
use http::header::{DATE, RETRY_AFTER};

/// How long a call may take in all.
#[cfg(any(feature = "azure", feature = "blocking"))]
pub(crate) const TIMEOUT: Duration = Duration::from_secs(120);

/// How long a body may be. A backup of a key with hundreds of versions has less.
#[cfg(any(feature = "azure", feature = "blocking"))]
pub(crate) const MAX_BODY: usize = 16 * 1024 * 1024;

/// A response's body is longer than the client accepts.
#[derive(Debug)]
pub(crate) struct BodyTooLarge {
    pub(crate) max: usize,
}

impl fmt::Display for BodyTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response is longer than {} bytes", self.max)
    }
}

impl std::error::Error for BodyTooLarge {}

/// Whether the service may respond otherwise in a moment, and an operation can be sent
/// again. One that is not repeatable can if the service surely did nothing: 429 and 503
/// are its responses before it begins.
#[cfg(any(feature = "azure", feature = "blocking"))]
pub(crate) fn is_transient(status: StatusCode, repeatable: bool) -> bool {
    match status.as_u16() {
        429 | 503 => true,
        408 | 500 | 502 | 504 => repeatable,
        _ => false,
    }
}

/// How long the service asks to wait: Azure's `x-ms-retry-after-ms` and
/// `retry-after-ms`, else `Retry-After` (RFC 9110, section 10.2.3). A date
/// counts from the response's own `Date`, or from now where it has none.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let milliseconds = |name| text(name)?.parse().ok().map(Duration::from_millis);
    if let Some(wait) =
        milliseconds("x-ms-retry-after-ms").or_else(|| milliseconds("retry-after-ms"))
    {
        return Some(wait);
    }
    let value = text(RETRY_AFTER.as_str())?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text| httpdate::parse_http_date(text).ok();
    let now = text(DATE.as_str())
        .and_then(date)
        .unwrap_or_else(SystemTime::now);
    Some(date(value)?.duration_since(now).unwrap_or_default())
}
