// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The token joins its request at the last moment.
//!
//! `azure_core`'s feature `debug`, switched on anywhere in a build, makes its
//! logging policy print every header of a request. So the token travels past
//! the policies, and the transport alone sends it.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use azure_core::http::headers::{AUTHORIZATION, HeaderValue};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request, Transport};

/// The value of `Authorization` for one call, in the call's context.
#[derive(Default)]
pub(super) struct Token(Mutex<Option<HeaderValue>>);

impl Token {
    /// Moves the value out of the request's headers.
    pub(super) fn take_from(&self, request: &mut Request) {
        let value = request.headers_mut().remove(AUTHORIZATION);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = value;
    }

    /// The value, if there is one.
    pub(super) fn get(&self) -> Option<HeaderValue> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// A transport that sends the call's token along.
#[derive(Debug)]
pub(super) struct LastMoment(pub(super) Transport);

#[async_trait]
impl Policy for LastMoment {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        _: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        if let Some(token) = context.value().and_then(Token::get) {
            request.insert_header(AUTHORIZATION, token);
        }
        let response = self.0.send(context, request).await;
        request.headers_mut().remove(AUTHORIZATION);
        response
    }
}
