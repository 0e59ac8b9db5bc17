// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Bytes that travel as text.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::{self, Alphabet};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserializer, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// Reads with or without padding: Key Vault never pads base64url, but emulators
/// and older tools do.
const fn engine(alphabet: &Alphabet, pads: bool) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_encode_padding(pads)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(alphabet, config)
}

macro_rules! bytes_as_text {
    ($(#[$docs:meta])* $name:ident, $engine:expr, $expected:literal, $(#[$error_docs:meta])* $error:ident) => {
        $(#[$docs])*
        #[derive(Clone, PartialEq, Eq, Hash, Default)]
        pub struct $name(Vec<u8>);

        impl $name {
            const ENGINE: GeneralPurpose = $engine;

            /// The bytes, out of their wrapper.
            pub fn into_vec(self) -> Vec<u8> {
                self.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl<const N: usize> From<&[u8; N]> for $name {
            fn from(bytes: &[u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl FromStr for $name {
            type Err = $error;

            /// Reads the text, padded or not.
            fn from_str(text: &str) -> Result<Self, $error> {
                match Self::ENGINE.decode(text) {
                    Ok(bytes) => Ok(Self(bytes)),
                    Err(_) => Err($error(())),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                base64::display::Base64Display::new(&self.0, &Self::ENGINE).fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Zeroize for $name {
            fn zeroize(&mut self) {
                self.0.zeroize();
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(concat!($expected, " text"))
                    }

                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }

        $(#[$error_docs])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $error(());

        impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!("the text is not ", $expected))
            }
        }

        impl std::error::Error for $error {}
    };
}

bytes_as_text! {
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
    Base64Url,
    engine(&alphabet::URL_SAFE, false),
    "base64url",
    /// The text is not base64url. It says nothing of the text, which may be secret.
    InvalidBase64Url
}

bytes_as_text! {
    /// Bytes whose text form, on the wire and in `Display`, is base64 with
    /// padding (RFC 4648, section 4).
    ///
    /// ```
    /// use keyvault::Base64;
    ///
    /// let bytes: Base64 = "/+8=".parse()?;
    /// assert_eq!(bytes.as_ref(), [0xff, 0xef]);
    /// assert_eq!(bytes.to_string(), "/+8=");
    /// # Ok::<(), keyvault::InvalidBase64>(())
    /// ```
    Base64,
    engine(&alphabet::STANDARD, true),
    "base64",
    /// The text is not base64. It says nothing of the text, which may be secret.
    InvalidBase64
}
