// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Lists as iterators.

use super::Client;
use crate::runtime::{Continuation, Error, NextPage, Page, Paged, ResponseValue};

/// A list that is about to be read. Nothing is sent before an iterator is asked.
#[derive(Debug, Clone)]
#[must_use]
pub struct Pager<O> {
    client: Client,
    begin: Begin<O>,
}

#[derive(Debug, Clone)]
enum Begin<O> {
    First(O),
    At(Continuation),
}

impl<O: Paged> Pager<O> {
    /// The list that `operation` begins.
    pub fn new(client: &Client, operation: O) -> Self {
        Self {
            client: client.clone(),
            begin: Begin::First(operation),
        }
    }

    /// The same list from a page's [`next`](Page::next) on.
    pub fn resume(self, continuation: Continuation) -> Self {
        Self {
            begin: Begin::At(continuation),
            ..self
        }
    }

    /// The pages, one request each. The iterator ends after the last page or an
    /// error; the list can be resumed after the page before.
    pub fn pages(self) -> impl Iterator<Item = Result<Page<O::Item>, Error>> {
        let Self { client, begin } = self;
        let mut begin = Some(begin);
        std::iter::from_fn(move || {
            let sent = match begin.take()? {
                Begin::First(operation) => client.send(&operation),
                Begin::At(continuation) => client.send(&NextPage::<O>::new(continuation)),
            };
            Some(sent.map(|answer| {
                let page = Page::of::<O>(ResponseValue::into_value(answer));
                begin = page.next.clone().map(Begin::At);
                page
            }))
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
