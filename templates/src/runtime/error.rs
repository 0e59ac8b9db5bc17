// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What can go wrong, told apart.

use std::fmt;
use std::time::Duration;

use http::StatusCode;

use super::limits::BodyTooLarge;
use super::{ChallengeError, DecodeError, ServiceError};

/// Why an operation did not give its output.
///
/// No variant prints a token or a secret, in `Debug` or `Display`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The vault's URL is not `https://host[:port]`.
    InvalidVaultUrl {
        /// What is wrong with it, in words.
        reason: &'static str,
    },
    /// A value of the request cannot be sent as it is.
    InvalidArgument {
        /// The parameter's name in the API's document, such as `key-name`.
        parameter: &'static str,
        /// What is wrong with its value, in words.
        reason: &'static str,
    },
    /// The link to the next page of a list cannot be followed.
    NextLink {
        /// What is wrong with it, in words.
        reason: &'static str,
    },
    /// The request is not valid HTTP; in practice, its URL is too long.
    Request(http::Error),
    /// The service answered, but not with the documented success.
    Service(Box<ServiceError>),
    /// The service reported success with a body that cannot be read.
    Decode(DecodeError),
    /// The vault asked for a token that it may not have, or that the
    /// credential could not get.
    Challenge(ChallengeError),
    /// The credential or token provider failed.
    Credential(Box<dyn std::error::Error + Send + Sync>),
    /// The vault could not be reached, or the connection broke.
    Transport(Box<dyn std::error::Error + Send + Sync>),
    /// The call took too long in all; its last try may have reached the vault.
    Timeout {
        /// The limit in the client's options.
        after: Duration,
    },
    /// The answer was longer than the client's options allow.
    BodyTooLarge {
        /// The limit in bytes.
        max: usize,
    },
}

impl Error {
    /// The service's own words, where it had any.
    pub fn service(&self) -> Option<&ServiceError> {
        match self {
            Self::Service(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the service answered 404: no such key, or no such version.
    pub fn is_not_found(&self) -> bool {
        self.has_status(StatusCode::NOT_FOUND)
    }

    /// Whether the service answered 403: a policy, a role or a firewall is in
    /// the way; [`ServiceError::inner_error`] tells which.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(StatusCode::FORBIDDEN)
    }

    /// Whether the service answered 409: the name is taken, also by a deleted
    /// but recoverable object.
    pub fn is_conflict(&self) -> bool {
        self.has_status(StatusCode::CONFLICT)
    }

    /// Whether the service answered 429: too many requests.
    pub fn is_throttled(&self) -> bool {
        self.has_status(StatusCode::TOO_MANY_REQUESTS)
    }

    fn has_status(&self, status: StatusCode) -> bool {
        self.service().is_some_and(|error| error.status() == status)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidVaultUrl { reason } => {
                write!(f, "the vault URL is not usable: {reason}")
            }
            Self::InvalidArgument { parameter, reason } => {
                write!(f, "the value for `{parameter}` is not usable: {reason}")
            }
            Self::NextLink { reason } => {
                write!(f, "the link to the next page is refused: {reason}")
            }
            Self::Request(_) => f.write_str("the request is not valid HTTP"),
            Self::Service(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Challenge(error) => error.fmt(f),
            Self::Credential(error) => write!(f, "there is no token for the vault: {error}"),
            Self::Transport(error) => {
                write!(
                    f,
                    "the vault could not be reached: {}",
                    root(error.as_ref())
                )
            }
            Self::Timeout { after } => write!(f, "the call was not done after {after:?}"),
            Self::BodyTooLarge { max } => BodyTooLarge { max: *max }.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => Some(error),
            Self::Credential(error) => error.source(),
            // Whose own words `Display` leaves out.
            Self::Transport(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}

/// What an error comes down to: those around it tell of retries and of layers.
fn root<'e>(error: &'e (dyn std::error::Error + 'static)) -> &'e (dyn std::error::Error + 'static) {
    let mut root = error;
    while let Some(source) = root.source() {
        root = source;
    }
    root
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Self::Service(Box::new(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
