// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The pages that a list has been to, in memory of bounded size.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};

use http::{Method, Uri};

/// How many pages are remembered one by one: 8 KiB of hashes.
const RECENT: usize = 1024;

/// The pages that a list has been to. One of the last 1024 is recognised at once. So is,
/// later, any page of a longer cycle: one further page is remembered, the one at the
/// last power of two, to which a cycle comes back (Brent's algorithm).
///
/// The hashes have random keys, so a service cannot choose links that collide.
#[derive(Debug, Clone, Default)]
pub(super) struct Visited {
    keys: RandomState,
    recent: VecDeque<u64>,
    milestone: Option<u64>,
    count: u64,
}

impl Visited {
    /// Enters a page. Returns whether the list has not been there.
    pub(super) fn enter(&mut self, method: &Method, uri: &Uri) -> bool {
        let page = self.keys.hash_one((method, uri));
        if self.milestone == Some(page) || self.recent.contains(&page) {
            return false;
        }
        self.count = self.count.saturating_add(1);
        if self.count.is_power_of_two() {
            self.milestone = Some(page);
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(page);
        true
    }
}
