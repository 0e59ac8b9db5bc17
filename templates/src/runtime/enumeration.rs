// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What all enums of the API have in common: they travel as text.
//!
//! Paths are whole, since an enum may be called `From` or `Default` itself.

/// For an enum whose last variant keeps values that the document does not list.
macro_rules! open_enum {
    ($name:ident) => {
        crate::runtime::shown_as_text!($name);

        /// Every text is a value; one that is listed becomes its variant.
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                let listed: ::core::result::Result<Self, serde::de::value::Error> =
                    serde::Deserialize::deserialize(
                        serde::de::IntoDeserializer::into_deserializer(text),
                    );
                listed.unwrap_or_else(|_| Self::Unknown(::std::string::String::from(text)))
            }
        }

        /// Stands for a value that is not given; no service takes it.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::Unknown(::std::string::String::new())
            }
        }
    };
}

/// For an enum that has the listed values and no others.
macro_rules! closed_enum {
    ($name:ident) => {
        crate::runtime::shown_as_text!($name);
    };
}

/// Shows an enum as it is on the wire.
macro_rules! shown_as_text {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        /// Reads a value from its text.
        impl ::core::str::FromStr for $name {
            type Err = serde::de::value::Error;

            // Not `Self::Err`, which may be a variant.
            fn from_str(text: &str) -> ::core::result::Result<Self, serde::de::value::Error> {
                let text = serde::de::IntoDeserializer::into_deserializer(text);
                serde::Deserialize::deserialize(text)
            }
        }
    };
}

pub(crate) use {closed_enum, open_enum, shown_as_text};
