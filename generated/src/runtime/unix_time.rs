// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Points in time as Key Vault writes them.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// Whole seconds since 1970-01-01 00:00 UTC, leap seconds not counted (RFC 7519,
/// section 2, "NumericDate"). On the wire it is that number.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use keyvault::UnixTime;
///
/// let in_an_hour = UnixTime::from(SystemTime::now() + Duration::from_secs(3600));
/// assert!(in_an_hour > UnixTime(1_493_942_451));
/// assert_eq!(UnixTime(60).to_system_time(), Some(SystemTime::UNIX_EPOCH + Duration::from_secs(60)));
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct UnixTime(pub i64);

impl UnixTime {
    /// The same point in time; `None` if the system's clock cannot hold it.
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_secs(self.0.unsigned_abs());
        match self.0 {
            0.. => UNIX_EPOCH.checked_add(distance),
            _ => UNIX_EPOCH.checked_sub(distance),
        }
    }
}

/// Parts of a second are cut off.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        let seconds = |distance: Duration| i64::try_from(distance.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(seconds(after)),
            Err(before) => Self(-seconds(before.duration())),
        }
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads the number.
#[cfg(feature = "server")]
impl std::str::FromStr for UnixTime {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}
