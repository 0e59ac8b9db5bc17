// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Lists, page by page.

use super::Session;
use crate::keys::v2025_07_01::KeyListResult;
use crate::local_vault::record::{Record, Version};
use crate::server::{Received, Refusal};

impl Session<'_> {
    /// How many items a page has, and the token that it begins behind.
    fn page<'r>(
        &self,
        maxresults: Option<i32>,
        received: &'r Received,
    ) -> Result<(usize, &'r str), Refusal> {
        let size = usize::try_from(maxresults.unwrap_or(25)).unwrap_or_default();
        if !(1..=25).contains(&size) {
            let message = "The parameter maxresults is not between 1 and 25.";
            return Err(self.words.bad_parameter(message));
        }
        Ok((size, received.query_text("$skiptoken").unwrap_or_default()))
    }

    /// The link to the page behind `last`.
    fn next_link(&self, received: &Received, size: usize, last: &str) -> String {
        let path = received.path().join("/");
        let version = received.query_text("api-version").unwrap_or_default();
        let url = self.url();
        format!("{url}/{path}?api-version={version}&$skiptoken={last}&maxresults={size}")
    }

    /// A page of the keys, live or deleted, and the link to the next one.
    pub(super) fn list<T>(
        &self,
        maxresults: Option<i32>,
        received: &Received,
        item: impl Fn(&Record, &Version) -> Option<T>,
    ) -> Result<(Vec<T>, Option<String>), Refusal> {
        let (size, behind) = self.page(maxresults, received)?;
        let (mut items, mut last, mut more) = (Vec::new(), String::new(), false);
        self.vault.store.list(behind, |record| {
            if record.is_purged(self.now) {
                return true;
            }
            let listed = record
                .versions
                .last()
                .and_then(|newest| item(&record, newest));
            let Some(listed) = listed else { return true };
            more = items.len() == size;
            if !more {
                items.push(listed);
                last = record.name.to_ascii_lowercase();
            }
            !more
        })?;
        let link = more.then(|| self.next_link(received, size, &last));
        Ok((items, link))
    }

    /// A page of the versions of a key; an empty one if there is no such key.
    pub(super) fn versions(
        &self,
        name: &str,
        maxresults: Option<i32>,
        received: &Received,
    ) -> Result<KeyListResult, Refusal> {
        let (size, behind) = self.page(maxresults, received)?;
        let record = self.stored(name)?;
        let Some(record) = record.filter(|record| record.deletion.is_none()) else {
            return Ok(KeyListResult {
                value: Some(Vec::new()),
                ..Default::default()
            });
        };
        let url = record.url(self.url());
        let mut versions = record.versions.iter();
        let begin = match behind {
            "" => Some(0),
            _ => versions
                .position(|version| version.id == behind)
                .map(|position| position + 1),
        };
        let begin = begin.ok_or_else(|| {
            let message = "The parameter $skiptoken is of a list that is no more.";
            self.words.bad_parameter(message)
        })?;
        let rest = &record.versions[begin..];
        let page = &rest[..size.min(rest.len())];
        let items = page
            .iter()
            .map(|version| record.item(version, version.url(&url)));
        let last = page.last().filter(|_| rest.len() > size);
        Ok(KeyListResult {
            value: Some(items.collect()),
            next_link: last.map(|last| self.next_link(received, size, &last.id)),
        })
    }
}
