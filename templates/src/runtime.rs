// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What every operation of the crate is made of: how a request is built, how
//! an answer is read, what can go wrong, and the types that guard secrets.

#[cfg(feature = "azure")]
pub mod azure;
mod base64url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod challenge;
mod decode;
mod error;
mod limits;
mod operation;
mod request;
mod response_value;
mod secret;
mod service_error;
mod vault_url;

pub use base64url::{Base64Url, InvalidBase64Url};
pub use challenge::{Challenge, ChallengeError, TrustedResources};
pub use decode::{DecodeError, decode_json};
pub use error::Error;
pub use operation::Operation;
pub use request::RequestBuilder;
pub use response_value::ResponseValue;
pub use secret::Secret;
pub use service_error::{InnerError, ServiceError};
pub use vault_url::VaultUrl;

pub use bytes;
pub use http;
