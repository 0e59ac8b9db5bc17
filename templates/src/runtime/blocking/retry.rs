// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! When a failed try is repeated, and after how long.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::ErrorKind;
use std::time::Duration;

/// A try that failed for a reason that passes is repeated: on 408, 429, 500,
/// 502, 503 and 504, and on a connection that broke. An operation that is not
/// repeatable ([`Operation::REPEATABLE`](crate::Operation::REPEATABLE)) is
/// repeated on 429, on 503, and where there was no connection at all.
///
/// The pauses are those of Key Vault's throttling guidance, 1, 2, 4 and 8
/// seconds, each longer by up to a quarter so that clients do not march in
/// step, and never shorter than the service asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// How often a call is repeated at the most: 4 times.
    pub max_retries: u32,
    /// The first pause: 1 second. Each further one is twice as long.
    pub first_delay: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            max_retries: 4,
            first_delay: Duration::from_secs(1),
        }
    }
}

impl Retry {
    /// The pause after that many retries, at least as long as `wanted`; `None`
    /// if there is to be no further try.
    pub(super) fn delay(&self, retries: u32, wanted: Option<Duration>) -> Option<Duration> {
        if retries >= self.max_retries {
            return None;
        }
        let delay = self
            .first_delay
            .saturating_mul(2u32.saturating_pow(retries));
        // A hasher with random keys is the standard library's source of chance.
        let chance = RandomState::new().build_hasher().finish() % 256;
        let jitter = delay.mul_f64(chance as f64 / 1024.0);
        Some(wanted.unwrap_or_default().max(delay.saturating_add(jitter)))
    }
}

/// How a connection failed.
#[derive(Clone, Copy)]
pub(super) enum Broken {
    /// It did not: the request is impossible.
    No,
    /// Before there was one.
    Before,
    /// Perhaps after the request was through.
    Within,
}

impl Broken {
    pub(super) fn by(error: &ureq::Error) -> Self {
        match error {
            ureq::Error::Io(error) => match error.kind() {
                ErrorKind::ConnectionRefused => Self::Before,
                ErrorKind::BrokenPipe
                | ErrorKind::ConnectionAborted
                | ErrorKind::ConnectionReset
                | ErrorKind::NotConnected
                | ErrorKind::UnexpectedEof => Self::Within,
                _ => Self::No,
            },
            ureq::Error::ConnectionFailed => Self::Before,
            ureq::Error::Protocol(_) => Self::Within,
            _ => Self::No,
        }
    }

    /// Whether another try may do better, and does no harm.
    pub(super) fn allows(self, repeatable: bool) -> bool {
        match self {
            Self::No => false,
            Self::Before => true,
            Self::Within => repeatable,
        }
    }
}
