// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Which failed attempt is the last one of a call.
//!
//! `azure_core`'s retry policy repeats every call whose response is 408, 429, 500, 502,
//! 503 or 504, or whose connection broke, after as long a pause as the service asks for.
//! It does not know which operations must not happen twice, nor how much time the call
//! has left. So a policy behind it ends the call where another attempt is not allowed,
//! and keeps the last failure: the caller gets it even if time runs out in a pause.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{AsyncRawResponse, Context, Request};
use bytes::Bytes;
use http::{Response, StatusCode};

use super::{incoming, pass_on};
use crate::runtime::deadline::Deadline;
use crate::runtime::limits::{is_transient, retry_after};

/// The attempts of one call, in its context.
pub(super) struct Attempts {
    deadline: Deadline,
    repeatable: bool,
    failure: Mutex<Option<Failure>>,
}

/// How the last attempt failed, if another may do better.
pub(super) enum Failure {
    Response(Response<Bytes>),
    Broken(Error),
}

/// The source of errors that stand for the failure that was kept.
#[derive(Debug)]
pub(super) struct Kept;

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the failure of the last attempt was kept")
    }
}

impl std::error::Error for Kept {}

impl Attempts {
    pub(super) fn new(deadline: Deadline, repeatable: bool) -> Self {
        Self {
            deadline,
            repeatable,
            failure: Mutex::new(None),
        }
    }

    /// The failure of the last attempt, unless another has begun since.
    pub(super) fn take_failure(&self) -> Option<Failure> {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.take()
    }

    fn keep(&self, failure: Failure) {
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
    }

    /// Lets the retry policy see a response, unless it would wrongly wait and repeat.
    async fn judge(&self, response: AsyncRawResponse) -> PolicyResult {
        let status = response.status();
        let is_transient_if = |repeatable| {
            StatusCode::from_u16(status.into()).is_ok_and(|status| is_transient(status, repeatable))
        };
        // What is no reason for another attempt goes on as it came, uncopied.
        if !is_transient_if(true) {
            return Ok(response);
        }
        let headers = response.headers().clone();
        let response = incoming(response).await?;
        let again = AsyncRawResponse::from_bytes(status, headers, response.body().clone());
        let has_time = match retry_after(response.headers()) {
            Some(pause) => self.deadline.allows(&pause),
            None => true,
        };
        let may_repeat = is_transient_if(self.repeatable);
        self.keep(Failure::Response(response));
        if may_repeat && has_time {
            return Ok(again);
        }
        let kind = ErrorKind::HttpResponse {
            status,
            error_code: None,
            raw_response: None,
        };
        Err(Error::with_error(kind, Kept, "there is no further attempt"))
    }

    /// Lets the retry policy see an error. It repeats `Io` and `Connection`; after the
    /// first, the service may have done what it was asked for.
    fn judge_error(&self, error: Error) -> Error {
        let kind = match error.kind() {
            ErrorKind::Connection => ErrorKind::Connection,
            ErrorKind::Io if self.repeatable => ErrorKind::Io,
            ErrorKind::Io => ErrorKind::Other,
            _ => return error,
        };
        let message = error.to_string();
        self.keep(Failure::Broken(error));
        Error::with_error(kind, Kept, message)
    }
}

/// Judges each attempt of a call, right behind the retry policy.
#[derive(Debug)]
pub(super) struct AttemptsPolicy;

#[async_trait]
impl Policy for AttemptsPolicy {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        let Some(attempts) = context.value::<Arc<Attempts>>() else {
            return pass_on(context, request, next).await;
        };
        attempts.take_failure();
        match pass_on(context, request, next).await {
            Ok(response) => attempts.judge(response).await,
            Err(error) => Err(attempts.judge_error(error)),
        }
    }
}
