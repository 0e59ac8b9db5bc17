// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Values that must not be seen by accident.

use std::fmt;
use std::hint::black_box;

use serde::de::Deserializer;
use serde::ser::{Error, Serializer};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::encode::may_write_secrets;
use super::{Base64, Base64Url};

/// A value that `Debug` does not print, that is overwritten with zeros when it
/// is dropped, and that is read through [`expose`](Secret::expose) alone. No
/// Cargo feature changes that.
///
/// ```
/// use keyvault::Secret;
///
/// let secret = Secret::new(b"a backup".to_vec());
/// assert_eq!(format!("{secret:?}"), "Secret(redacted)");
/// assert_eq!(secret.expose(), b"a backup");
/// ```
#[derive(Clone, Default)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Guards `value` from here on. Copies made before are the caller's.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

macro_rules! from_bytes {
    ($($text:ident)*) => {$(
        impl From<Vec<u8>> for Secret<$text> {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes.into())
            }
        }

        impl From<&[u8]> for Secret<$text> {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.into())
            }
        }

        impl<const N: usize> From<&[u8; N]> for Secret<$text> {
            fn from(bytes: &[u8; N]) -> Self {
                Self(bytes.into())
            }
        }
    )*};
}

from_bytes!(Base64 Base64Url);

/// Looks at every byte wherever the first difference lies, so that the time it
/// takes tells an attacker no more than the length.
impl<T: Zeroize + AsRef<[u8]>> PartialEq for Secret<T> {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.0.as_ref(), other.0.as_ref());
        let differing = a
            .iter()
            .zip(b)
            .fold(0, |seen, (a, b)| black_box(seen | (a ^ b)));
        a.len() == b.len() && differing == 0
    }
}

impl<T: Zeroize + AsRef<[u8]>> Eq for Secret<T> {}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> ZeroizeOnDrop for Secret<T> {}

impl<'de, T: Zeroize + Deserialize<'de>> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

/// Works in the requests of operations and in
/// [`encode_json`](crate::encode_json); any other serializer gets an error, so
/// that no secret ends up in a log as JSON.
impl<T: Zeroize + Serialize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match may_write_secrets() {
            true => self.0.serialize(serializer),
            false => Err(S::Error::custom(
                "a secret is written into requests only; `encode_json` and `expose` give it away",
            )),
        }
    }
}
