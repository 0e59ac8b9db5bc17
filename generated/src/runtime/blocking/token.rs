// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Where tokens come from.

use std::error::Error;
use std::time::{Duration, SystemTime};

use http::HeaderValue;

use crate::runtime::Secret;

/// How long before its end a token is replaced.
const MARGIN: Duration = Duration::from_secs(60);

/// What a vault wants a token for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenRequest {
    /// The scope, such as `https://vault.azure.net/.default`.
    pub scope: String,
    /// The tenant that the vault trusts, if it said so.
    pub tenant: Option<String>,
    /// Claims that the token must have, as base64 of JSON.
    pub claims: Option<String>,
    /// How much time the call that asks has left; `None` if it has no end.
    pub timeout: Option<Duration>,
}

/// An access token of Entra ID.
#[derive(Debug, Clone)]
pub struct AccessToken {
    secret: Secret<String>,
    expires: Option<SystemTime>,
}

impl AccessToken {
    /// A token that is replaced a minute before it expires.
    pub fn new(token: impl Into<String>, expires: SystemTime) -> Self {
        Self {
            secret: Secret::new(token.into()),
            expires: Some(expires),
        }
    }

    pub(super) fn is_expiring(&self) -> bool {
        self.expires
            .is_some_and(|expires| SystemTime::now() + MARGIN >= expires)
    }

    /// The value of `Authorization`; `None` if the token has characters that a
    /// header cannot have.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.secret.expose())).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// A source of tokens. A closure is one.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use keyvault::blocking::{AccessToken, TokenRequest};
/// use keyvault::blocking::{Client, Options};
///
/// let tokens = |request: &TokenRequest| {
///     // Ask your identity provider for a token for `request.scope`.
///     Ok(AccessToken::new("eyJ0…", SystemTime::now() + Duration::from_secs(3600)))
/// };
/// let client = Client::new("https://myvault.vault.azure.net", tokens, Options::default())?;
/// # Ok::<(), keyvault::Error>(())
/// ```
pub trait TokenProvider: Send + Sync {
    /// A token for what the vault asks. It is kept until it expires or the
    /// vault rejects it; calls that need one at the same time share it.
    ///
    /// It is asked on the thread of one of these calls, which cannot interrupt it and
    /// ends only once it returns: it should keep to the request's `timeout`. The other
    /// calls wait until their own time is over.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from getting one; the call fails with
    /// [`Error::Credential`](crate::Error::Credential).
    fn token(&self, request: &TokenRequest) -> Result<AccessToken, Box<dyn Error + Send + Sync>>;
}

impl<F> TokenProvider for F
where
    F: Fn(&TokenRequest) -> Result<AccessToken, Box<dyn Error + Send + Sync>> + Send + Sync,
{
    fn token(&self, request: &TokenRequest) -> Result<AccessToken, Box<dyn Error + Send + Sync>> {
        self(request)
    }
}

/// One token, got elsewhere, such as from `az account get-access-token`.
#[derive(Debug, Clone)]
pub struct StaticToken(AccessToken);

impl StaticToken {
    /// Uses the token for as long as the vault takes it.
    pub fn new(token: impl Into<String>) -> Self {
        Self(AccessToken {
            secret: Secret::new(token.into()),
            expires: None,
        })
    }
}

impl TokenProvider for StaticToken {
    fn token(&self, _: &TokenRequest) -> Result<AccessToken, Box<dyn Error + Send + Sync>> {
        Ok(self.0.clone())
    }
}
