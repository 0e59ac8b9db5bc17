//! The types of values.

use std::fmt;

use serde::{Serialize, Serializer};

use super::ModelId;

/// The type of a value. Its `Display` is short: `string`, `Thing`, `[Thing]`.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// A value without parts.
    Scalar(Scalar),
    /// A model.
    Model(ModelId),
    /// The enum with this wire name.
    Enum(String),
    /// A list.
    Array(Box<Type>),
    /// Values by name.
    Map(Box<Type>),
}

impl Type {
    /// What it is made of: the type of the items for a list, else itself.
    pub fn leaf(&self) -> &Self {
        match self {
            Self::Array(item) | Self::Map(item) => item.leaf(),
            Self::Scalar(_) | Self::Model(_) | Self::Enum(_) => self,
        }
    }

    /// The model in it, where there is one.
    pub fn model(&self) -> Option<&ModelId> {
        match self.leaf() {
            Self::Model(id) => Some(id),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(&format!("{scalar:?}").to_lowercase()),
            Self::Model(ModelId(wire)) | Self::Enum(wire) => f.write_str(wire),
            Self::Array(item) => write!(f, "[{item}]"),
            Self::Map(item) => write!(f, "{{{item}}}"),
        }
    }
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The values without parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// Text.
    String,
    /// Text that is a URI (RFC 3986).
    Uri,
    /// Bytes as base64url text (RFC 4648, section 5).
    Base64Url,
    /// Bytes as base64 text (RFC 4648, section 4).
    Base64,
    /// Seconds since 1970-01-01 00:00 UTC, leap seconds not counted.
    UnixTime,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number.
    Double,
}

impl Scalar {
    /// Whether Rust and JSON hold both alike, so that the format is but words.
    pub fn is_like(self, other: Self) -> bool {
        let is_text = |scalar| matches!(scalar, Self::String | Self::Uri);
        self == other || (is_text(self) && is_text(other))
    }

    /// The type in JSON.
    pub fn json(self) -> &'static str {
        match self {
            Self::String | Self::Uri | Self::Base64Url | Self::Base64 => "string",
            Self::UnixTime | Self::Int32 | Self::Int64 => "integer",
            Self::Boolean => "boolean",
            Self::Double => "number",
        }
    }
}
