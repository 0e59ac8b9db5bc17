// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! A bound on what an answer may take of memory.

use std::sync::Arc;

use async_trait::async_trait;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Request};
use futures::TryStreamExt as _;

use super::pass_on;
use crate::runtime::limits::BodyTooLarge;

/// Reads an answer's body, up to `max` bytes. It lies below the retry policy,
/// so that a body that breaks off is asked for again.
#[derive(Debug)]
pub(super) struct BodyLimit {
    pub(super) max: usize,
}

#[async_trait]
impl Policy for BodyLimit {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let response = pass_on(context, request, next).await?;
        let (status, headers, mut stream) = response.deconstruct();
        let mut body = Vec::new();
        while let Some(chunk) = stream.try_next().await? {
            if body.len() + chunk.len() > self.max {
                return Err(Error::new(ErrorKind::Other, BodyTooLarge { max: self.max }));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(AsyncRawResponse::from_bytes(status, headers, body))
    }
}
