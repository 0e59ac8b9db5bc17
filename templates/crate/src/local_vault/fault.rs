// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What goes wrong when a test wants it to.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use crate::server::Refusal;

/// What happens to one request that has the right token, in place of its answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Fault {
    /// The vault answers with this error.
    Refuse(Refusal),
    /// The vault answers with this.
    Answer(Response<Bytes>),
    /// 401, as if the token were not right.
    Unauthorized,
    /// 401 that asks for further claims (continuous access evaluation).
    ClaimsWanted,
    /// The request is carried out, but its answer breaks off.
    Break(Break),
}

/// How an answer breaks off, on a real connection. Without one, each of these is
/// a broken connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Break {
    /// Before the headers. The request is not carried out.
    BeforeHeaders,
    /// Behind so many bytes of the body.
    After(usize),
    /// The body goes on: so many pieces of spaces, of a size in bytes, each after
    /// a pause.
    Endless {
        /// How many pieces.
        pieces: usize,
        /// Bytes in a piece.
        size: usize,
        /// Before each piece.
        pause: Duration,
    },
}

impl Fault {
    /// 429, with the seconds of `Retry-After`, if any. Vaults have not been seen
    /// to give any.
    pub fn throttle(retry_after: Option<u64>) -> Self {
        Self::Refuse(super::words::throttled(retry_after))
    }
}
