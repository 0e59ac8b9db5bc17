// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Lists as iterators.

use super::Client;
use crate::runtime::paging::{Cursor, Step};
use crate::runtime::{Continuation, Error, Page, Paged, ResponseValue};

/// A list that is about to be read. Nothing is sent before an iterator is asked.
#[derive(Debug, Clone)]
#[must_use]
pub struct Pager<O> {
    client: Client,
    cursor: Cursor<O>,
}

impl<O: Paged> Pager<O> {
    /// The list that `operation` begins.
    pub fn new(client: &Client, operation: O) -> Self {
        Self {
            client: client.clone(),
            cursor: Cursor::first(operation),
        }
    }

    /// The same list from a page's [`next`](Page::next) on.
    pub fn resume(self, continuation: Continuation) -> Self {
        Self {
            cursor: Cursor::resumed(continuation),
            ..self
        }
    }

    /// The pages, one request each. The iterator ends after the last page or an
    /// error; the list can be resumed after the page before.
    pub fn pages(self) -> impl Iterator<Item = Result<Page<O::Item>, Error>> {
        let Self { client, mut cursor } = self;
        std::iter::from_fn(move || {
            let sent = match cursor.step(client.vault())? {
                Ok(Step::First(operation)) => client.send(&operation),
                Ok(Step::Next(page)) => client.send(&page),
                Err(error) => Err(error),
            };
            Some(sent.map(|response| cursor.read(ResponseValue::into_value(response))))
        })
    }

    /// What the list holds, one by one, however it is cut into pages.
    pub fn items(self) -> impl Iterator<Item = Result<O::Item, Error>> {
        self.pages().flat_map(|page| {
            let (items, error) = match page {
                Ok(page) => (page.items, None),
                Err(error) => (Vec::new(), Some(Err(error))),
            };
            items.into_iter().map(Ok).chain(error)
        })
    }
}
