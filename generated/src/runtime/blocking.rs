// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The client over `ureq`, without an async runtime.

mod pager;
mod retry;
mod session;
mod token;

use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, Request, Response, StatusCode};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody, Body, Proxy, Timeout};

use super::deadline::Deadline;
use super::limits::{MAX_BODY, TIMEOUT, is_transient, retry_after};
use super::{Challenge, Error, Operation, ResponseValue, TrustedResources, VaultUrl};
pub use pager::Pager;
use retry::Broken;
pub use retry::Retry;
use session::Session;
pub use token::{AccessToken, StaticToken, TokenProvider, TokenRequest};

/// How a client behaves.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The resources that the vault's challenge may ask a token for.
    pub trusted_resources: TrustedResources,
    /// How long a call may take in all, retries included: 2 minutes. A
    /// [`TokenProvider`] that takes longer is waited for by the call that asked it,
    /// and by no other.
    pub timeout: Duration,
    /// How long an answer's body may be, in bytes: 16 MiB.
    pub max_body: usize,
    /// When a failed try is repeated.
    pub retry: Retry,
    /// Certificates in PEM to trust in place of Mozilla's.
    pub root_certificates: Option<String>,
    /// Whether requests go through the proxy that `ALL_PROXY`, `HTTPS_PROXY` or
    /// `HTTP_PROXY` names, but for the hosts in `NO_PROXY`: yes. A vault on this
    /// machine is behind none.
    pub proxy_from_environment: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            trusted_resources: TrustedResources::default(),
            timeout: TIMEOUT,
            max_body: MAX_BODY,
            retry: Retry::default(),
            root_certificates: None,
            proxy_from_environment: true,
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
        let from_environment = options.proxy_from_environment;
        let proxy = from_environment.then(Proxy::try_from_env).flatten();
        let agent = Agent::config_builder()
            .https_only(true)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(proxy)
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
        Ok(Self {
            vault,
            agent,
            options: Arc::new(options),
            session: Arc::new(Session::new(tokens)),
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
        let deadline = Deadline::after(self.options.timeout);
        let mut retries = 0;
        loop {
            let outcome = self.exchange(&request, deadline);
            let wanted = match &outcome {
                Ok(response) if is_transient(response.status(), O::REPEATABLE) => {
                    retry_after(response.headers())
                }
                Err(Failure { broken, .. }) if broken.allows(O::REPEATABLE) => None,
                _ => return ResponseValue::read::<O>(outcome.map_err(|failure| failure.error)?),
            };
            let delay = self.options.retry.delay(retries, wanted);
            match delay.filter(|delay| deadline.allows(delay)) {
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
        deadline: Deadline,
    ) -> Result<Response<Bytes>, Failure> {
        let authorization = self.session.authorization(deadline)?;
        let response = match &authorization {
            Some(token) => self.attempt(with_token(request, token), deadline)?,
            None => self.attempt(without_body(request), deadline)?,
        };
        let values = response.headers().get_all(WWW_AUTHENTICATE);
        let values = values.iter().filter_map(|value| value.to_str().ok());
        match Challenge::parse(values) {
            Some(challenge) if response.status() == StatusCode::UNAUTHORIZED => {
                let scope = challenge.scope(&self.vault, &self.options.trusted_resources);
                let scope = scope.map_err(Error::Challenge)?;
                let rejected = authorization.as_ref();
                let token = self.session.answer(&challenge, scope, rejected, deadline)?;
                self.attempt(with_token(request, &token), deadline)
            }
            _ => Ok(response),
        }
    }

    fn attempt(
        &self,
        request: Request<Bytes>,
        deadline: Deadline,
    ) -> Result<Response<Bytes>, Failure> {
        let left = deadline.left()?;
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
        read.map_err(|error| self.explain(error, deadline))
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

    fn explain(&self, error: ureq::Error, deadline: Deadline) -> Failure {
        match error {
            ureq::Error::Timeout(Timeout::Global) => deadline.passed().into(),
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
