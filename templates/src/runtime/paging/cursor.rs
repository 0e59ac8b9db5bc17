// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Going through a list page by page, free of I/O.

use super::visited::Visited;
use super::{Continuation, NextPage, Page, Paged};
use crate::runtime::{Error, Operation, VaultUrl};

/// Where a pager is in its list.
#[derive(Debug, Clone)]
pub(crate) struct Cursor<O> {
    next: Option<Position<O>>,
    visited: Visited,
}

#[derive(Debug, Clone)]
enum Position<O> {
    First(O),
    At(Continuation),
}

/// The request for one page.
pub(crate) enum Step<O> {
    First(O),
    Next(NextPage<O>),
}

impl<O: Paged> Cursor<O> {
    /// The beginning of the list of an operation.
    pub(crate) fn first(operation: O) -> Self {
        Self::at(Position::First(operation))
    }

    /// A place further on in a list.
    pub(crate) fn resumed(continuation: Continuation) -> Self {
        Self::at(Position::At(continuation))
    }

    fn at(position: Position<O>) -> Self {
        Self {
            next: Some(position),
            visited: Visited::default(),
        }
    }

    /// Takes the next step; `None` after the last page, and after an error.
    ///
    /// # Errors
    ///
    /// The request cannot be built, or it is one that the list has made already
    /// ([`Error::NextLink`]): the service would send the same pages for ever.
    pub(crate) fn step(&mut self, vault: &VaultUrl) -> Option<Result<Step<O>, Error>> {
        let (step, request) = match self.next.take()? {
            Position::First(operation) => {
                let request = operation.request(vault);
                (Step::First(operation), request)
            }
            Position::At(continuation) => {
                let page = NextPage::new(continuation);
                let request = page.request(vault);
                (Step::Next(page), request)
            }
        };
        Some(request.and_then(|request| {
            if self.visited.enter(request.method(), request.uri()) {
                Ok(step)
            } else {
                let reason = "it leads to a page that the list has been to";
                Err(Error::NextLink { reason })
            }
        }))
    }

    /// Reads the page of the last step.
    pub(crate) fn read(&mut self, output: O::Output) -> Page<O::Item> {
        let page = Page::of::<O>(output);
        self.next = page.next.clone().map(Position::At);
        page
    }
}
