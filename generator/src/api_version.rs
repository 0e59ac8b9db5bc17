//! The order of Azure's api-versions.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

/// An api-version, such as `7.4`, `7.6-preview.1` or `2025-07-01`.
///
/// Key Vault had dates, then numbers from 7.0 (2018) on, then dates again, and
/// a preview comes before its release:
/// `2016-10-01 < 7.4 < 7.6-preview.1 < 7.6 < 2025-07-01-preview < 2025-07-01`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ApiVersion {
    wire: String,
    era: Era,
    /// `[7, 4]` or `[2025, 7, 1]`.
    release: Vec<u32>,
    /// The number behind `-preview.`, 0 where there is none; `None` for a release.
    preview: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Era {
    FirstDates,
    Numbers,
    Dates,
}

impl ApiVersion {
    /// Reads `major.minor` or `year-month-day`, either with `-preview` or
    /// `-preview.N` behind it; `None` for anything else.
    pub fn parse(wire: &str) -> Option<Self> {
        // The module is named after it: `parse` alone would let a `+` through.
        let number = |part: &str| {
            let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse().ok()).flatten()
        };
        let (release, preview) = match wire.split_once("-preview") {
            None => (wire, None),
            Some((release, "")) => (release, Some(0)),
            Some((release, preview)) => (release, Some(number(preview.strip_prefix('.')?)?)),
        };
        let (separator, parts) = if release.contains('.') {
            ('.', 2)
        } else {
            ('-', 3)
        };
        let release: Vec<u32> = release
            .split(separator)
            .map(number)
            .collect::<Option<_>>()?;
        let era = match release.as_slice() {
            [_, _] if parts == 2 => Era::Numbers,
            [year, month, day] if parts == 3 && is_date(*year, *month, *day) => {
                match *year < 2018 {
                    true => Era::FirstDates,
                    false => Era::Dates,
                }
            }
            _ => return None,
        };
        Some(Self {
            wire: wire.to_owned(),
            era,
            release,
            preview,
        })
    }

    /// As requests carry it.
    pub fn as_str(&self) -> &str {
        &self.wire
    }

    /// The Rust module and the Cargo feature: `v2025_07_01`.
    pub fn module(&self) -> String {
        format!("v{}", self.wire.replace(['.', '-'], "_"))
    }

    /// Whether Azure may still change it.
    pub fn is_preview(&self) -> bool {
        self.preview.is_some()
    }
}

/// Whether there is, or was, such a day.
fn is_date(year: u32, month: u32, day: u32) -> bool {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

impl Ord for ApiVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        fn key(version: &ApiVersion) -> impl Ord + '_ {
            let ApiVersion {
                wire,
                era,
                release,
                preview,
            } = version;
            (*era, release, preview.is_none(), *preview, wire)
        }
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for ApiVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.wire)
    }
}

impl Serialize for ApiVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.wire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_age() {
        let oldest_first = [
            "2016-10-01",
            "7.4",
            "7.5",
            "7.6-preview.1",
            "7.6-preview.2",
            "7.6",
            "7.10",
            "2025-07-01",
            "2026-01-01-preview",
            "2026-01-01",
            "2028-02-29",
        ];
        let parsed = |wire: &&str| ApiVersion::parse(wire).expect(wire);
        let versions: Vec<_> = oldest_first.iter().map(parsed).collect();
        assert!(versions.is_sorted(), "{versions:?}");
    }

    #[test]
    fn only_azure_versions_are_read() {
        for wire in [
            "",
            "v1",
            "7",
            "7.",
            "7.4.1",
            "+7.4",
            "2025-07",
            "7.4-beta",
            "7.4-preview1",
            "7.6-preview.+1",
            "2025-13-01",
            "2025-06-31",
            "2025-02-29",
            "2025-00-01",
            "2025-01-00",
        ] {
            assert_eq!(ApiVersion::parse(wire), None, "{wire}");
        }
    }

    #[test]
    fn modules_are_identifiers() {
        let module = |wire| ApiVersion::parse(wire).map(|version| version.module());
        assert_eq!(module("2025-07-01").as_deref(), Some("v2025_07_01"));
        assert_eq!(module("7.6-preview.1").as_deref(), Some("v7_6_preview_1"));
    }
}
