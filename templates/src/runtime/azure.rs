// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The client over `azure_core`'s pipeline: its retry, telemetry, tracing,
//! policies and transports, with Key Vault's challenges answered.

mod attempts;
mod authorizer;
mod body_limit;
mod last_moment;
mod pager;
mod span;
mod token_cache;

use std::error::Error as StdError;
use std::iter::successors;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use azure_core::credentials::TokenCredential;
use azure_core::error::ErrorKind;
use azure_core::http::headers::{HeaderName, HeaderValue};
use azure_core::http::policies::auth::BearerTokenAuthorizationPolicy;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{
    AsyncRawResponse, ClientOptions, Context, Method, Pipeline, PipelineStreamOptions, Request,
    Transport, Url,
};
use azure_core::tracing::Tracer;
use bytes::Bytes;
use futures::future::{Either, select};
use http::Response;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use super::deadline::Deadline;
use super::limits::{BodyTooLarge, MAX_BODY, TIMEOUT};
use super::{ChallengeError, Error, Operation, ResponseValue, TrustedResources, VaultUrl};
use attempts::{Attempts, AttemptsPolicy, Failure, Kept};
use authorizer::{Authorizer, Original};
use body_limit::BodyLimit;
use last_moment::{LastMoment, Token};
pub use pager::Pager;
use token_cache::TokenCache;

/// How a client behaves.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// `azure_core`'s own options: retry, telemetry, tracing, logging, further
    /// policies, and the transport.
    pub client_options: ClientOptions,
    /// The resources that the vault's challenge may ask a token for.
    pub trusted_resources: TrustedResources,
    /// How long a call may take in all, retries included: 2 minutes.
    pub timeout: Duration,
    /// How long an answer's body may be, in bytes: 16 MiB.
    pub max_body: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            client_options: ClientOptions::default(),
            trusted_resources: TrustedResources::default(),
            timeout: TIMEOUT,
            max_body: MAX_BODY,
        }
    }
}

/// The claims that a vault wants in the next token (base64 of JSON), for a
/// credential that can ask for them: it finds them in the context of its
/// `TokenRequestOptions`. `azure_core` has no other way to pass them on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims(pub String);

/// Sends operations to one vault. Clones share tokens and connections.
#[derive(Debug, Clone)]
pub struct Client {
    vault: VaultUrl,
    pipeline: Pipeline,
    tracer: Option<Arc<dyn Tracer>>,
    timeout: Duration,
}

impl Client {
    /// A client for the vault at a URL. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidVaultUrl`].
    pub fn new(
        vault: &str,
        credential: Arc<dyn TokenCredential>,
        options: Options,
    ) -> Result<Self, Error> {
        let vault = VaultUrl::new(vault)?;
        if Url::parse(vault.as_str()).is_err() {
            let reason = "its host is not a name, although it begins with `xn--`";
            return Err(Error::InvalidVaultUrl { reason });
        }
        let tokens = Arc::new(TokenCache::new(credential));
        let authorizer = Arc::new(Authorizer::new(
            vault.clone(),
            options.trusted_resources,
            tokens.clone(),
        ));
        let no_scopes: [&str; 0] = [];
        let authorization = BearerTokenAuthorizationPolicy::new(tokens, no_scopes)
            .with_on_request(authorizer.clone())
            .with_on_challenge(authorizer);
        let limit = BodyLimit {
            max: options.max_body,
        };
        let mut client_options = options.client_options;
        let tracer = span::tracer(&client_options);
        let transport = LastMoment(client_options.transport.unwrap_or_default());
        client_options.transport = Some(Transport::with_policy(Arc::new(transport)));
        let pipeline = Pipeline::new(
            option_env!("CARGO_PKG_NAME"),
            option_env!("CARGO_PKG_VERSION"),
            client_options,
            Vec::new(),
            vec![
                Arc::new(AttemptsPolicy),
                Arc::new(authorization),
                Arc::new(limit),
            ],
            None,
        );
        Ok(Self {
            vault,
            pipeline,
            tracer,
            timeout: options.timeout,
        })
    }

    /// The vault that this client talks to.
    pub fn vault(&self) -> &VaultUrl {
        &self.vault
    }

    /// Sends an operation, with a context that the policies of the pipeline can
    /// read.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`] but [`Error::InvalidVaultUrl`].
    pub async fn send<O: Operation>(
        &self,
        operation: &O,
        context: Context<'_>,
    ) -> Result<ResponseValue<O::Output>, Error> {
        let request = operation.request(&self.vault)?;
        let content_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let original = Original {
            body: request.body().clone(),
            content_type: content_type.map(str::to_owned),
        };
        let mut request = outgoing(request)?;
        let deadline = Deadline::after(self.timeout);
        let attempts = Arc::new(Attempts::new(deadline, O::REPEATABLE));
        let context = span::of_call(context, self.tracer.as_ref(), O::NAME)
            .with_value(original)
            .with_value(Token::default())
            .with_value(attempts.clone());
        // A non-2xx status is the operation's to read, not the pipeline's.
        let unchecked = PipelineStreamOptions {
            skip_checks: true,
            ..Default::default()
        };
        let exchange = async {
            let pipeline = &self.pipeline;
            let sent = pipeline.stream(&context, &mut request, Some(unchecked));
            incoming(sent.await?).await
        };
        let limit = azure_core::time::Duration::try_from(self.timeout);
        let timer = azure_core::sleep::sleep(limit.unwrap_or(azure_core::time::Duration::MAX));
        let response = match select(pin!(exchange), pin!(timer)).await {
            Either::Left((Ok(response), _)) => response,
            Either::Left((Err(error), _)) => conclude(&attempts, error)?,
            // In a pause between two attempts, there is more to report than the time.
            Either::Right(_) => match attempts.take_failure() {
                Some(failure) => reported(failure)?,
                None => return Err(deadline.passed()),
            },
        };
        ResponseValue::read::<O>(response)
    }
}

/// The request as the pipeline takes it.
fn outgoing(request: http::Request<Bytes>) -> Result<Request, Error> {
    let (parts, body) = request.into_parts();
    let url = Url::parse(&parts.uri.to_string()).map_err(|error| Error::Transport(error.into()))?;
    let method = match parts.method {
        http::Method::GET => Method::Get,
        http::Method::PUT => Method::Put,
        http::Method::POST => Method::Post,
        http::Method::DELETE => Method::Delete,
        http::Method::HEAD => Method::Head,
        http::Method::PATCH => Method::Patch,
        other => {
            return Err(Error::Transport(
                format!("azure_core cannot send {other}").into(),
            ));
        }
    };
    // `Url` and `Uri` come from different standards; a path must survive both.
    if url.path() != parts.uri.path() || url.query() != parts.uri.query() {
        return Err(Error::Transport(
            "the URL does not survive azure_core's parser".into(),
        ));
    }
    let mut request = Request::new(url, method);
    // The transport counts the bytes that it sends.
    let headers = parts
        .headers
        .iter()
        .filter(|(name, _)| *name != CONTENT_LENGTH);
    for (name, value) in headers {
        let value = value
            .to_str()
            .map_err(|error| Error::Transport(error.into()))?;
        let name = HeaderName::from(name.as_str().to_owned());
        request.insert_header(name, HeaderValue::from(value.to_owned()));
    }
    request.set_body(body);
    Ok(request)
}

/// Sends a request through the next of the policies, the last of which is the transport.
async fn pass_on(
    context: &Context<'_>,
    request: &mut Request,
    next: &[Arc<dyn Policy>],
) -> PolicyResult {
    let Some((first, rest)) = next.split_first() else {
        let message = "the pipeline has no transport";
        return Err(azure_core::Error::with_message(ErrorKind::Other, message));
    };
    first.send(context, request, rest).await
}

/// The answer as operations read it.
async fn incoming(response: AsyncRawResponse) -> azure_core::Result<Response<Bytes>> {
    let (status, headers, body) = response.deconstruct();
    let mut response = Response::builder().status(u16::from(status));
    for (name, value) in headers.iter() {
        response = response.header(name.as_str(), value.as_str());
    }
    let body = body.collect().await?;
    response
        .body(body)
        .map_err(|error| azure_core::Error::new(ErrorKind::DataConversion, error))
}

/// What a call ends with for an error of the pipeline.
fn conclude(attempts: &Attempts, error: azure_core::Error) -> Result<Response<Bytes>, Error> {
    let is_kept = causes(&error).any(|cause| cause.is::<Kept>());
    match attempts.take_failure() {
        Some(failure) if is_kept => reported(failure),
        _ => Err(explain(error)),
    }
}

fn reported(failure: Failure) -> Result<Response<Bytes>, Error> {
    match failure {
        Failure::Response(response) => Ok(response),
        Failure::Broken(error) => Err(explain(error)),
    }
}

/// What went wrong inside of the pipeline.
fn explain(error: azure_core::Error) -> Error {
    for cause in causes(&error) {
        if let Some(challenge) = cause.downcast_ref::<ChallengeError>() {
            return Error::Challenge(challenge.clone());
        }
        if let Some(BodyTooLarge { max }) = cause.downcast_ref() {
            return Error::BodyTooLarge { max: *max };
        }
    }
    match error.kind() {
        ErrorKind::Credential => Error::Credential(error.into()),
        _ => Error::Transport(error.into()),
    }
}

/// An error and those that led to it.
fn causes(error: &azure_core::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    let first: &(dyn StdError + 'static) = error;
    successors(Some(first), |&error| error.source())
}
