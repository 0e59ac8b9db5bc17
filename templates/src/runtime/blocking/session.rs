// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What the calls of a client share: what the vault asks for, and the token.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use http::HeaderValue;

use super::token::{AccessToken, TokenProvider, TokenRequest};
use crate::runtime::deadline::Deadline;
use crate::runtime::{Challenge, ChallengeError, Error};

pub(super) struct Session {
    tokens: Box<dyn TokenProvider>,
    state: Mutex<State>,
    /// Somebody got a token, or failed to.
    fetched: Condvar,
}

#[derive(Default)]
struct State {
    /// Set only after the check that the vault may ask for it.
    request: Option<TokenRequest>,
    token: Option<AccessToken>,
    /// Whether somebody is asking for a token.
    is_fetching: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session")
    }
}

impl Session {
    pub(super) fn new(tokens: impl TokenProvider + 'static) -> Self {
        Self {
            tokens: Box::new(tokens),
            state: Mutex::default(),
            fetched: Condvar::new(),
        }
    }

    /// The token for a request, once the vault has said which kind it takes.
    pub(super) fn authorization(&self, deadline: Deadline) -> Result<Option<HeaderValue>, Error> {
        let request = self.lock().request.clone();
        let token = request.map(|request| self.token(request, deadline));
        token.transpose()
    }

    /// The token that a challenge asks for, for a scope that the vault may ask for.
    /// `rejected` is the one that it was the answer to.
    pub(super) fn answer(
        &self,
        challenge: &Challenge,
        scope: Option<String>,
        rejected: Option<&HeaderValue>,
        deadline: Deadline,
    ) -> Result<HeaderValue, Error> {
        let mut state = self.lock();
        let mut request = match (scope, &state.request) {
            (Some(scope), _) => TokenRequest {
                scope,
                tenant: challenge.tenant().map(str::to_owned),
                claims: None,
                timeout: None,
            },
            (None, Some(known)) => known.clone(),
            (None, None) => return Err(Error::Challenge(ChallengeError::NoResource)),
        };
        state.request = Some(request.clone());
        // Another call may have replaced the rejected token already.
        if state.token.as_ref().and_then(AccessToken::header).as_ref() == rejected {
            state.token = None;
        }
        drop(state);
        request.claims = challenge.claims().map(str::to_owned);
        let has_claims = request.claims.is_some();
        let token = self.token(request, deadline)?;
        if has_claims && rejected == Some(&token) {
            return Err(Error::Challenge(ChallengeError::ClaimsRequired));
        }
        Ok(token)
    }

    /// The token held, or a new one; whoever needs one meanwhile waits for it.
    fn token(&self, mut request: TokenRequest, deadline: Deadline) -> Result<HeaderValue, Error> {
        let mut state = self.lock();
        loop {
            let held = state.token.as_ref().filter(|token| !token.is_expiring());
            if let Some(token) = held {
                return header(token);
            }
            request.timeout = deadline.left()?;
            if !state.is_fetching {
                break;
            }
            state = match request.timeout {
                Some(left) => {
                    let waited = self.fetched.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => {
                    let waited = self.fetched.wait(state);
                    waited.unwrap_or_else(PoisonError::into_inner)
                }
            };
        }
        state.is_fetching = true;
        drop(state);
        let fetching = Fetching(self);
        let token = self.tokens.token(&request).map_err(Error::Credential)?;
        let header = header(&token);
        self.lock().token = Some(token);
        drop(fetching);
        header
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That somebody is asking for a token; it ends however the provider does, by a
/// panic as well.
struct Fetching<'s>(&'s Session);

impl Drop for Fetching<'_> {
    fn drop(&mut self) {
        self.0.lock().is_fetching = false;
        self.0.fetched.notify_all();
    }
}

fn header(token: &AccessToken) -> Result<HeaderValue, Error> {
    let not_a_header = || Error::Credential("the token cannot be sent in a header".into());
    token.header().ok_or_else(not_a_header)
}
