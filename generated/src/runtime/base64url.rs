// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Bytes that travel as base64url text.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserializer, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// Writes without padding, reads with or without it: Key Vault never pads, but
/// emulators and older tools do.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes whose text form, on the wire and in `Display`, is base64url without
/// padding (RFC 4648, section 5).
///
/// ```
/// use keyvault::Base64Url;
///
/// let bytes: Base64Url = "_-8".parse()?;
/// assert_eq!(bytes.as_ref(), [0xff, 0xef]);
/// assert_eq!(bytes.to_string(), "_-8");
/// # Ok::<(), keyvault::InvalidBase64Url>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Base64Url(Vec<u8>);

impl Base64Url {
    /// The bytes, out of their wrapper.
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

impl AsRef<[u8]> for Base64Url {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64Url {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64Url {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl FromStr for Base64Url {
    type Err = InvalidBase64Url;

    /// Reads base64url text, padded or not.
    fn from_str(text: &str) -> Result<Self, InvalidBase64Url> {
        match ENGINE.decode(text) {
            Ok(bytes) => Ok(Self(bytes)),
            Err(_) => Err(InvalidBase64Url(())),
        }
    }
}

impl fmt::Display for Base64Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base64::display::Base64Display::new(&self.0, &ENGINE).fmt(f)
    }
}

impl fmt::Debug for Base64Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64Url({self})")
    }
}

impl Zeroize for Base64Url {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

impl Serialize for Base64Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64Url {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Base64Url;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("base64url text")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Base64Url, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// The text is not base64url. It says nothing of the text, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidBase64Url(());

impl fmt::Display for InvalidBase64Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not base64url")
    }
}

impl std::error::Error for InvalidBase64Url {}
