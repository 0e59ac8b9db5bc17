//! The parameters of operations.

use std::ops::Index;

use serde::Serialize;

use super::{Constraint, Docs, Name, Operation, Presence, Type};
use crate::pointer::Pointer;

/// The position of a parameter among those of its operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ParameterId(pub(crate) usize);

/// The part of a request that carries a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A segment of the path.
    Path,
    /// A parameter of the query.
    Query,
}

/// A value that the caller passes. Its place and its wire name identify it: a name
/// may occur once in each place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// Its name, and the Rust field.
    pub name: Name,
    /// The part of the request that carries it.
    pub place: Place,
    /// Where it stands.
    pub at: Pointer,
    /// What it means.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Whether it must be given.
    pub presence: Presence,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// What the service checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
}

impl Index<ParameterId> for Operation {
    type Output = Parameter;

    fn index(&self, ParameterId(index): ParameterId) -> &Parameter {
        &self.parameters[index]
    }
}
