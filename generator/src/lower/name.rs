//! Names in Rust.
//!
//! A name is the document's, spelled as Rust spells its kind. Where that is reserved,
//! or something else in reach has it already, something is added: the kind, as in
//! `RestoreThingModel`, or a number, as in `id_2`. What comes first in the document
//! keeps its name, so that what is added behind it later renames nothing; what the
//! document names for Rust itself (`x-ms-client-name`) comes before all else.

mod distinct;
mod spelling;

use crate::code::Code;
use crate::document::Document;
use crate::ir::{Name, Place};
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::reserved::Item;
pub(super) use distinct::{avoid_client, settle};

/// What has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `BackupKey`
    Operation,
    /// `backup_key`
    Method,
    /// `BackupKeyResult`
    Model,
    /// `JsonWebKeyType`
    Enum,
    /// `RsaHsm`
    Variant,
    /// `key_name`
    Parameter(Place),
    /// `parameters`
    Body,
    /// `recovery_id`
    Property,
}

impl Kind {
    /// What is added to a name that cannot stay alone.
    fn affix(self) -> &'static str {
        match self {
            Self::Operation => "Operation",
            Self::Method => "method",
            Self::Model => "Model",
            Self::Enum => "Enum",
            Self::Variant => "Value",
            Self::Parameter(Place::Path) => "path",
            Self::Parameter(Place::Query) => "query",
            Self::Body => "content",
            Self::Property => "property",
        }
    }

    /// What people call it.
    fn noun(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Method => "method of the operation",
            Self::Model => "model",
            Self::Enum => "enum",
            Self::Variant => "value",
            Self::Parameter(Place::Path) => "path parameter",
            Self::Parameter(Place::Query) => "query parameter",
            Self::Body => "body",
            Self::Property => "property",
        }
    }

    fn is_type(self) -> bool {
        matches!(self, Self::Operation | Self::Model | Self::Enum)
    }

    /// Whether its words begin with capitals and touch each other.
    fn is_camel(self) -> bool {
        match self {
            Self::Operation | Self::Model | Self::Enum | Self::Variant => true,
            Self::Method | Self::Parameter(_) | Self::Body | Self::Property => false,
        }
    }

    fn item(self) -> Item {
        match self {
            Self::Operation => Item::Operation,
            Self::Model | Self::Enum => Item::Type,
            Self::Method => Item::Method,
            Self::Variant => Item::Variant,
            Self::Parameter(_) | Self::Body | Self::Property => Item::Field,
        }
    }

    /// How to choose another name for it.
    fn remedy(self) -> &'static str {
        match self {
            Self::Operation | Self::Method => "choose another `operationId`",
            Self::Model | Self::Parameter(_) | Self::Body | Self::Property => {
                "choose another name with `x-ms-client-name`"
            }
            Self::Enum => "choose another name with `name` of `x-ms-enum`",
            Self::Variant => "choose another name with `values` of `x-ms-enum`",
        }
    }
}

/// The name of what the document calls `wire`, or `chosen` for clients
/// (`x-ms-client-name`), before it is made distinct.
pub(super) fn of(
    document: &Document,
    wire: &str,
    chosen: Option<&str>,
    kind: Kind,
    at: &Pointer,
) -> Result<Name, Problem> {
    let source = chosen.unwrap_or(wire);
    match spelling::spelled(source, kind) {
        Some(rust) => Ok(Name {
            wire: wire.to_owned(),
            rust,
            is_chosen: chosen.is_some(),
        }),
        None => {
            let message = format!("`{source}` cannot be a name in Rust");
            let problem = document.problem(Code::UnusableName, at, message);
            Err(problem.help(format!(
                "{}, in an overlay if the document is not yours",
                kind.remedy()
            )))
        }
    }
}
