// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Lists as asynchronous streams.

use azure_core::http::Context;
use futures::stream::{self, Stream, TryStreamExt};

use super::Client;
use crate::runtime::{Continuation, Error, NextPage, Page, Paged, ResponseValue};

/// A list that is about to be read. Nothing is sent before a stream is polled.
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

    /// The pages, one request each. The stream ends after the last page or an
    /// error; the list can be resumed after the page before.
    pub fn pages(self) -> impl Stream<Item = Result<Page<O::Item>, Error>> + Send + Unpin
    where
        O: Send + Sync + 'static,
        O::Item: Send,
    {
        let Self { client, begin } = self;
        Box::pin(stream::try_unfold(Some(begin), move |begin| {
            let client = client.clone();
            async move {
                let sent = match begin {
                    None => return Ok(None),
                    Some(Begin::First(operation)) => client.send(&operation, Context::new()).await,
                    Some(Begin::At(continuation)) => {
                        let next = NextPage::<O>::new(continuation);
                        client.send(&next, Context::new()).await
                    }
                };
                let page = Page::of::<O>(sent.map(ResponseValue::into_value)?);
                let next = page.next.clone().map(Begin::At);
                Ok(Some((page, next)))
            }
        }))
    }

    /// What the list holds, one by one, however it is cut into pages.
    pub fn items(self) -> impl Stream<Item = Result<O::Item, Error>> + Send + Unpin
    where
        O: Send + Sync + 'static,
        O::Item: Send,
    {
        let items = |page: Page<O::Item>| stream::iter(page.items.into_iter().map(Ok));
        self.pages().map_ok(items).try_flatten()
    }
}
