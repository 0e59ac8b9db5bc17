//! What identifies a parameter: OpenAPI 3.0.3, section "Parameter Object".

use std::fmt;

use openapiv3::Parameter;

/// The location and the name of a parameter. Its `Display` is such as
/// ``path parameter `key-name` ``.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity<'d> {
    pub(super) location: Location,
    pub(super) name: &'d str,
}

/// The locations that OpenAPI has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl<'d> Identity<'d> {
    pub(super) fn of(parameter: &'d Parameter) -> Self {
        let location = match parameter {
            Parameter::Path { .. } => Location::Path,
            Parameter::Query { .. } => Location::Query,
            Parameter::Header { .. } => Location::Header,
            Parameter::Cookie { .. } => Location::Cookie,
        };
        let name = &parameter.parameter_data_ref().name;
        Self { location, name }
    }
}

impl fmt::Display for Identity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let location = match self.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        write!(f, "{location} parameter `{}`", self.name)
    }
}
