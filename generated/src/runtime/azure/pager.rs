// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Lists as asynchronous streams.

use futures::stream::{self, Stream, TryStreamExt};

use super::Client;
use super::span::ListSpan;
use crate::runtime::paging::{Cursor, Step};
use crate::runtime::{Continuation, Error, Page, Paged};

/// A list that is about to be read. Nothing is sent before a stream is polled.
#[derive(Debug, Clone)]
#[must_use]
pub struct Pager<O> {
    client: Client,
    cursor: Cursor<O>,
}

/// A list that is being read.
struct Reading<O> {
    client: Client,
    cursor: Cursor<O>,
    /// Begins with the first page.
    span: Option<ListSpan>,
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

    /// The pages, one request each. The stream ends after the last page or an
    /// error; the list can be resumed after the page before.
    pub fn pages(self) -> impl Stream<Item = Result<Page<O::Item>, Error>> + Send + Unpin
    where
        O: Send + Sync + 'static,
        O::Item: Send,
    {
        let reading = Reading {
            client: self.client,
            cursor: self.cursor,
            span: None,
        };
        Box::pin(stream::try_unfold(Some(reading), Reading::next))
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

impl<O: Paged> Reading<O> {
    /// Reads a page. The span ends with the last one.
    async fn next(reading: Option<Self>) -> Result<Option<(Page<O::Item>, Option<Self>)>, Error> {
        let Some(mut this) = reading else {
            return Ok(None);
        };
        let Some(step) = this.cursor.step(this.client.vault()) else {
            return Ok(None);
        };
        let tracer = this.client.tracer.as_ref();
        let span = this
            .span
            .get_or_insert_with(|| ListSpan::begin(tracer, O::NAME));
        let context = span.context();
        let sent = match step {
            Ok(Step::First(operation)) => this.client.send(&operation, context).await,
            Ok(Step::Next(page)) => this.client.send(&page, context).await,
            Err(error) => Err(error),
        };
        let output = sent.inspect_err(|error| span.fail(error))?.into_value();
        let page = this.cursor.read(output);
        let rest = page.next.is_some().then_some(this);
        Ok(Some((page, rest)))
    }
}
