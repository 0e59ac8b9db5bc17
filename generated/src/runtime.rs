// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What every operation of the crate is made of: how a request is built, how
//! an answer is read, what can go wrong, and the types that guard secrets.

#[cfg(feature = "azure")]
pub mod azure;
mod binary;
#[cfg(feature = "blocking")]
pub mod blocking;
mod challenge;
#[cfg(any(feature = "azure", feature = "blocking"))]
mod deadline;
mod decode;
mod encode;
#[allow(unused_macros, reason = "not every API has enums")]
mod enumeration;
mod error;
mod host_name;
mod limits;
mod operation;
mod paging;
mod request;
mod response_value;
mod secret;
#[cfg(feature = "server")]
pub mod server;
mod service_error;
mod unix_time;
mod vault_url;
mod visible;

pub use binary::{Base64, Base64Url, InvalidBase64, InvalidBase64Url};
pub use challenge::{Challenge, ChallengeError, TrustedResources};
pub use decode::{DecodeError, decode_empty, decode_json};
pub use encode::encode_json;
pub use error::Error;
pub use operation::Operation;
pub use paging::{Continuation, NextPage, Page, Paged};
pub use request::RequestBuilder;
pub use response_value::ResponseValue;
pub use secret::Secret;
pub use service_error::{InnerError, ServiceError};
pub use unix_time::UnixTime;
pub use vault_url::VaultUrl;
#[allow(unused_imports, reason = "not every API has enums or such properties")]
pub(crate) use {
    encode::{is_in_request, is_kept_back},
    enumeration::{closed_enum, open_enum, shown_as_text},
};

pub use bytes;
pub use http;
