// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Operations that must not happen twice.
//!
//! `azure_core` repeats every call whose answer is 408, 429, 500, 502, 503 or
//! 504, or whose connection broke. For an operation that is not repeatable that
//! is right only if the vault surely did nothing.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Request, StatusCode};

/// For the context of a call that must not happen twice: the answer that its
/// retry policy must not see.
#[derive(Default)]
pub(super) struct Once(Mutex<Option<AsyncRawResponse>>);

impl Once {
    /// The answer, if there is one.
    pub(super) fn take(&self) -> Option<AsyncRawResponse> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Keeps what is not to be repeated from the retry policy, which stands before it.
#[derive(Debug)]
pub(super) struct OncePolicy;

#[async_trait]
impl Policy for OncePolicy {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let Some((first, rest)) = next.split_first() else {
            return Err(Error::with_message(
                ErrorKind::Other,
                "there is no transport",
            ));
        };
        let sent = first.send(context, request, rest).await;
        let Some(once) = context.value::<Arc<Once>>() else {
            return sent;
        };
        match sent {
            Ok(answer) if is_ambiguous(answer.status()) => {
                *once.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
                let message = "the operation must not happen twice";
                Err(Error::with_message(ErrorKind::Other, message))
            }
            Err(error) if *error.kind() == ErrorKind::Io => {
                let message = error.to_string();
                Err(Error::with_error(ErrorKind::Other, error, message))
            }
            sent => sent,
        }
    }
}

/// Whether the vault may have done what it was asked for. It has not on 429 and
/// 503: those it answers before it begins.
fn is_ambiguous(status: StatusCode) -> bool {
    matches!(u16::from(status), 408 | 500 | 502 | 504)
}
