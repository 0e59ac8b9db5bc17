// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The vault's time, which a test may hold.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::lock;
use crate::UnixTime;

/// The system's clock, or one that stands still.
#[derive(Default)]
pub(super) struct Clock(Mutex<Option<UnixTime>>);

impl Clock {
    pub(super) fn now(&self) -> UnixTime {
        lock(&self.0).unwrap_or_else(|| SystemTime::now().into())
    }

    /// Holds the time; `None` lets the system's clock count again.
    pub(super) fn set(&self, at: Option<UnixTime>) {
        *lock(&self.0) = at;
    }

    /// Moves the time on, and holds it there.
    pub(super) fn advance(&self, by: Duration) {
        let mut held = lock(&self.0);
        let UnixTime(now) = held.unwrap_or_else(|| SystemTime::now().into());
        let by = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        *held = Some(UnixTime(now.saturating_add(by)));
    }
}
