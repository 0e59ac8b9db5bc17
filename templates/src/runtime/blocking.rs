// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The client over `ureq`, without an async runtime.

mod pager;
mod retry;
mod token;

use std::sync::Arc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, Request, Response, StatusCode};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody, Body, Timeout};

use super::limits::{MAX_BODY, TIMEOUT, retry_after};
use super::{
    Challenge, ChallengeError, Error, Operation, ResponseValue, TrustedResources, VaultUrl,
};
pub use pager::Pager;
use retry::Broken;
pub use retry::Retry;
pub use token::{AccessToken, StaticToken, TokenProvider, TokenRequest};

/// How a client behaves.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The resources that the vault's challenge may ask a token for.
    pub trusted_resources: TrustedResources,
    /// How long a call may take in all, retries included: 2 minutes.
    pub timeout: Duration,
    /// How long an answer's body may be, in bytes: 16 MiB.
    pub max_body: usize,
    /// When a failed try is repeated.
    pub retry: Retry,
    /// Certificates in PEM to trust in place of Mozilla's.
    pub root_certificates: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            trusted_resources: TrustedResources::default(),
            timeout: TIMEOUT,
            max_body: MAX_BODY,
            retry: Retry::default(),
            root_certificates: None,
        }
    }
}

/// Sends operations to one vault. Clones share tokens and connections.
#[derive(Debug, Clone)]
pub struct Client {
    vault: VaultUrl,
    agent: Agent,
    options: Arc<Options>,
    session: Arc<Session>,
}

/// What the calls of a client share.
struct Session {
    tokens: Box<dyn TokenProvider>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Set only after the check that the vault may ask for it.
    request: Option<TokenRequest>,
    token: Option<AccessToken>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session")
    }
}

impl Session {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A try that gave no answer.
struct Failure {
    error: Error,
    broken: Broken,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            error,
            broken: Broken::No,
        }
    }
}

impl Client {
    /// A client for the vault at a URL. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidVaultUrl`], or [`Error::Transport`] if the root
    /// certificates are not PEM.
    pub fn new(
        vault: &str,
        tokens: impl TokenProvider + 'static,
        options: Options,
    ) -> Result<Self, Error> {
        let vault = VaultUrl::new(vault)?;
        let agent = Agent::config_builder()
            .https_only(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!(
                env!("CARGO_PKG_NAME"),
                "/",
                env!("CARGO_PKG_VERSION")
            ))
            .tls_config(
                TlsConfig::builder()
                    .root_certs(root_certificates(&options)?)
                    .build(),
            )
            .build()
            .new_agent();
        let session = Session {
            tokens: Box::new(tokens),
            state: Mutex::default(),
        };
        Ok(Self {
            vault,
            agent,
            options: Arc::new(options),
            session: Arc::new(session),
        })
    }

    /// The vault that this client talks to.
    pub fn vault(&self) -> &VaultUrl {
        &self.vault
    }

    /// Sends an operation and waits for its answer.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`] but [`Error::InvalidVaultUrl`].
    pub fn send<O: Operation>(&self, operation: &O) -> Result<ResponseValue<O::Output>, Error> {
        let request = operation.request(&self.vault)?;
        // A timeout that no clock can hold is none.
        let deadline = Instant::now().checked_add(self.options.timeout);
        let mut retries = 0;
        loop {
            let outcome = self.exchange(&request, deadline);
            let wanted = match &outcome {
                Ok(response) if retry::is_transient(response.status(), O::REPEATABLE) => {
                    retry_after(response.headers())
                }
                Err(Failure { broken, .. }) if broken.allows(O::REPEATABLE) => None,
                _ => return ResponseValue::read::<O>(outcome.map_err(|failure| failure.error)?),
            };
            let delay = self.options.retry.delay(retries, wanted);
            let is_in_time = |delay: &Duration| {
                let end = Instant::now().checked_add(*delay);
                end.is_some_and(|end| deadline.is_none_or(|deadline| end < deadline))
            };
            match delay.filter(is_in_time) {
                Some(delay) => sleep(delay),
                None => return ResponseValue::read::<O>(outcome.map_err(|failure| failure.error)?),
            }
            retries += 1;
        }
    }

    /// One try, in which a challenge is answered once.
    fn exchange(
        &self,
        request: &Request<Bytes>,
        deadline: Option<Instant>,
    ) -> Result<Response<Bytes>, Failure> {
        let authorization = self.authorization()?;
        let response = match &authorization {
            Some(token) => self.attempt(with_token(request, token), deadline)?,
            None => self.attempt(without_body(request), deadline)?,
        };
        let values = response.headers().get_all(WWW_AUTHENTICATE);
        let values = values.iter().filter_map(|value| value.to_str().ok());
        match Challenge::parse(values) {
            Some(challenge) if response.status() == StatusCode::UNAUTHORIZED => {
                let token = self.answer(&challenge, authorization.as_ref())?;
                self.attempt(with_token(request, &token), deadline)
            }
            _ => Ok(response),
        }
    }

    /// The token for a request, once the vault has said which kind it takes.
    fn authorization(&self) -> Result<Option<HeaderValue>, Error> {
        let mut state = self.session.lock();
        match state.request.clone() {
            Some(request) => self.token(&mut state, &request).map(Some),
            None => Ok(None),
        }
    }

    /// The token that a challenge asks for. `rejected` is the one that it was
    /// the answer to.
    fn answer(
        &self,
        challenge: &Challenge,
        rejected: Option<&HeaderValue>,
    ) -> Result<HeaderValue, Error> {
        let scope = challenge.scope(&self.vault, &self.options.trusted_resources);
        let scope = scope.map_err(Error::Challenge)?;
        let mut state = self.session.lock();
        let mut request = match (scope, &state.request) {
            (Some(scope), _) => TokenRequest {
                scope,
                tenant: challenge.tenant().map(str::to_owned),
                claims: None,
            },
            (None, Some(known)) => known.clone(),
            (None, None) => return Err(Error::Challenge(ChallengeError::NoResource)),
        };
        state.request = Some(request.clone());
        // Another call may have replaced the rejected token already.
        if state.token.as_ref().and_then(AccessToken::header).as_ref() == rejected {
            state.token = None;
        }
        request.claims = challenge.claims().map(str::to_owned);
        let token = self.token(&mut state, &request)?;
        if request.claims.is_some() && rejected == Some(&token) {
            return Err(Error::Challenge(ChallengeError::ClaimsRequired));
        }
        Ok(token)
    }

    /// The token held, or a new one; whoever needs one meanwhile waits for it.
    fn token(&self, state: &mut State, request: &TokenRequest) -> Result<HeaderValue, Error> {
        let held = state.token.as_ref().filter(|token| !token.is_expiring());
        let token = match held {
            Some(token) => token,
            None => {
                let token = self
                    .session
                    .tokens
                    .token(request)
                    .map_err(Error::Credential)?;
                state.token.insert(token)
            }
        };
        let not_a_header = || Error::Credential("the token cannot be sent in a header".into());
        token.header().ok_or_else(not_a_header)
    }

    fn attempt(
        &self,
        request: Request<Bytes>,
        deadline: Option<Instant>,
    ) -> Result<Response<Bytes>, Failure> {
        let now = Instant::now();
        let left = deadline.map(|deadline| deadline.saturating_duration_since(now));
        let (parts, body) = request.into_parts();
        // An empty slice would be sent chunked.
        let answer = if body.is_empty() {
            self.run(Request::from_parts(parts, ()), left)
        } else {
            self.run(Request::from_parts(parts, body.as_ref()), left)
        };
        let max = self.options.max_body;
        let read = answer.and_then(|answer| {
            let (parts, mut body) = answer.into_parts();
            let limit = u64::try_from(max).unwrap_or(u64::MAX);
            let body = body.with_config().limit(limit).read_to_vec()?;
            Ok(Response::from_parts(parts, Bytes::from(body)))
        });
        read.map_err(|error| self.explain(error))
    }

    fn run(
        &self,
        request: Request<impl AsSendBody>,
        left: Option<Duration>,
    ) -> Result<Response<Body>, ureq::Error> {
        self.agent.run(
            self.agent
                .configure_request(request)
                .timeout_global(left)
                .build(),
        )
    }

    fn explain(&self, error: ureq::Error) -> Failure {
        match error {
            ureq::Error::Timeout(Timeout::Global) => Error::Timeout {
                after: self.options.timeout,
            }
            .into(),
            ureq::Error::BodyExceedsLimit(_) => Error::BodyTooLarge {
                max: self.options.max_body,
            }
            .into(),
            error => {
                let broken = Broken::by(&error);
                Failure {
                    error: Error::Transport(error.into()),
                    broken,
                }
            }
        }
    }
}

fn root_certificates(options: &Options) -> Result<RootCerts, Error> {
    let Some(pem) = &options.root_certificates else {
        return Ok(RootCerts::WebPki);
    };
    let mut certificates = Vec::new();
    for item in parse_pem(pem.as_bytes()) {
        if let PemItem::Certificate(certificate) =
            item.map_err(|error| Error::Transport(error.into()))?
        {
            certificates.push(certificate);
        }
    }
    Ok(RootCerts::from(certificates))
}

fn with_token(request: &Request<Bytes>, token: &HeaderValue) -> Request<Bytes> {
    let mut request = request.clone();
    request.headers_mut().insert(AUTHORIZATION, token.clone());
    request
}

/// The request that asks for a challenge: it will fail, so that what it would
/// do must not be sent along.
fn without_body(request: &Request<Bytes>) -> Request<Bytes> {
    let mut bare = request.clone();
    if !bare.body().is_empty() {
        *bare.body_mut() = Bytes::new();
        bare.headers_mut().remove(CONTENT_TYPE);
        bare.headers_mut()
            .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    bare
}
