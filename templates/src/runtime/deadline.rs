// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! When a call must be done.

use std::time::{Duration, Instant};

use super::Error;

/// The end of a call, or none if no clock can hold it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    end: Option<Instant>,
    timeout: Duration,
}

impl Deadline {
    /// The end of a call that begins now.
    pub(crate) fn after(timeout: Duration) -> Self {
        Self {
            end: Instant::now().checked_add(timeout),
            timeout,
        }
    }

    /// The time that is left.
    ///
    /// # Errors
    ///
    /// [`Error::Timeout`] if there is none.
    #[cfg(feature = "blocking")]
    pub(crate) fn left(self) -> Result<Option<Duration>, Error> {
        let Some(end) = self.end else {
            return Ok(None);
        };
        match end.checked_duration_since(Instant::now()) {
            Some(left) if !left.is_zero() => Ok(Some(left)),
            _ => Err(self.passed()),
        }
    }

    /// Whether there is time for a pause.
    pub(crate) fn allows(self, pause: &Duration) -> bool {
        let end = Instant::now().checked_add(*pause);
        end.is_some_and(|end| self.end.is_none_or(|deadline| end < deadline))
    }

    /// The error of a call that was not done by then.
    pub(crate) fn passed(self) -> Error {
        Error::Timeout {
            after: self.timeout,
        }
    }
}
