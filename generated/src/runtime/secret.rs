// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Values that must not be seen by accident.

use std::fmt;
use std::hint::black_box;

use serde::Deserialize;
use serde::de::Deserializer;
use zeroize::{Zeroize, ZeroizeOnDrop};

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
#[derive(Clone)]
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
