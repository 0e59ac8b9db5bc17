// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! What all enums of the API have in common: they travel as text.

/// For an enum whose last variant keeps values that the document does not list.
macro_rules! open_enum {
    ($name:ident) => {
        crate::runtime::shown_as_text!($name);

        /// Every text is a value; one that is listed becomes its variant.
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                let listed: Result<Self, serde::de::value::Error> = serde::Deserialize::deserialize(
                    serde::de::IntoDeserializer::into_deserializer(text),
                );
                listed.unwrap_or_else(|_| Self::Unknown(text.to_owned()))
            }
        }

        /// Stands for a value that is not given; no service takes it.
        impl Default for $name {
            fn default() -> Self {
                Self::Unknown(String::new())
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

/// Shows an enum as it is on the wire, and reads it from there.
macro_rules! shown_as_text {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                serde::Serialize::serialize(self, f)
            }
        }

        #[cfg(feature = "server")]
        impl std::str::FromStr for $name {
            type Err = serde::de::value::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let text = serde::de::IntoDeserializer::into_deserializer(text);
                serde::Deserialize::deserialize(text)
            }
        }
    };
}

pub(crate) use {closed_enum, open_enum, shown_as_text};
