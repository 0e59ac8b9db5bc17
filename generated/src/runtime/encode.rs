// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Writing models as JSON: secrets only where they are meant to go, and in
//! requests nothing that only the service sets.

use std::cell::Cell;
use std::io::{self, Write};

use bytes::Bytes;
use serde::Serialize;
use zeroize::Zeroizing;

thread_local! {
    static PURPOSE: Cell<Purpose> = const { Cell::new(Purpose::Unknown) };
}

/// What JSON is written for, on this thread.
#[derive(Clone, Copy, PartialEq)]
enum Purpose {
    /// Some serializer of the caller's.
    Unknown,
    Request,
    Answer,
}

/// Sets the purpose until it is dropped.
struct Scope(Purpose);

impl Scope {
    fn enter(purpose: Purpose) -> Self {
        Self(PURPOSE.replace(purpose))
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        PURPOSE.set(self.0);
    }
}

/// A model as the service would send it: secrets and all. For test vaults, and
/// for keeping an answer; [`Secret`](crate::Secret) keeps every other way shut.
///
/// # Errors
///
/// The value's own `Serialize` fails; that of models never does.
///
/// ```
/// # use keyvault::{Base64Url, Secret, decode_json, encode_json};
/// #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
/// struct Backup {
///     value: Secret<Base64Url>,
/// }
///
/// let answer = keyvault::http::Response::new(r#"{"value":"YmFja3Vw"}"#.into());
/// let backup: Backup = decode_json(answer, 200)?;
/// assert!(serde_json::to_string(&backup).is_err());
/// assert_eq!(encode_json(&backup).unwrap().as_ref(), br#"{"value":"YmFja3Vw"}"#);
/// # Ok::<(), keyvault::Error>(())
/// ```
pub fn encode_json<T: Serialize>(model: &T) -> Result<Bytes, serde_json::Error> {
    let _scope = Scope::enter(Purpose::Answer);
    guarded(model)
}

/// The body of a request.
pub(super) fn request_json<T: Serialize>(model: &T) -> Result<Bytes, serde_json::Error> {
    let _scope = Scope::enter(Purpose::Request);
    guarded(model)
}

/// The JSON in memory that is overwritten with zeros when it is dropped. It is
/// measured first, so that it never moves and leaves no copy behind.
fn guarded<T: Serialize>(model: &T) -> Result<Bytes, serde_json::Error> {
    let mut length = Length(0);
    serde_json::to_writer(&mut length, model)?;
    let mut json = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer(&mut *json, model)?;
    Ok(Bytes::from_owner(json))
}

struct Length(usize);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a secret may be written.
pub(super) fn may_write_secrets() -> bool {
    PURPOSE.get() != Purpose::Unknown
}

/// Whether a value that only the service sets is left out.
#[allow(dead_code, reason = "not every API has such values in requests")]
pub(crate) fn is_in_request<T>(_: &T) -> bool {
    PURPOSE.get() == Purpose::Request
}

/// Whether a value that only the service sets is left out, or is not there.
#[allow(dead_code, reason = "not every API has such values in requests")]
pub(crate) fn is_kept_back<T>(value: &Option<T>) -> bool {
    value.is_none() || is_in_request(value)
}
