//! Which problems are nothing but consequences of others.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::document::Origins;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// What was found wrong and told. What is wrong there later is no news: the value
/// was left out, or something neutral put in its place.
pub(super) struct Told<'d> {
    /// The places, as this stage sees them.
    gaps: BTreeSet<Pointer>,
    /// Those that earlier stages told.
    origins: &'d Origins,
}

impl<'d> Told<'d> {
    pub(super) fn new(gaps: BTreeSet<Pointer>, origins: &'d Origins) -> Self {
        Self { gaps, origins }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gaps.is_empty() && !self.origins.is_told_any()
    }

    /// Whether a problem was found only since another one was: it is about a value
    /// that was told already, or misses one.
    pub(super) fn explains(&self, problem: &Problem) -> bool {
        let (Some(subject), Some(code)) = (&problem.subject, problem.code) else {
            return false;
        };
        let mut inside = Some(subject.clone());
        while let Some(at) = inside {
            if self.has(&at) {
                return true;
            }
            inside = at.parent();
        }
        let misses = |keyword: &&str| self.has(&subject.child(keyword));
        needed(code).iter().any(misses)
            || code == Code::ParameterUndeclared && self.lacks_parameter(subject)
    }

    fn has(&self, at: &Pointer) -> bool {
        self.gaps.contains(at) || self.origins.is_told(at)
    }

    /// Whether a parameter of the operation, or of its path, is not known.
    fn lacks_parameter(&self, operation: &Pointer) -> bool {
        let path = operation.parent().unwrap_or_default();
        [operation, &path].into_iter().any(|holder| {
            let parameters = holder.child("parameters");
            let inside = self.gaps.range(parameters.clone()..);
            inside
                .take_while(|gap| gap.tokens().starts_with(parameters.tokens()))
                .filter_map(|gap| gap.tokens().get(parameters.tokens().len() + 1))
                .any(|keyword| matches!(keyword.as_str(), "name" | "in" | "$ref"))
        })
    }
}

/// The keywords of an object without which it has a problem of that kind.
fn needed(code: Code) -> &'static [&'static str] {
    match code {
        Code::NoOperationId | Code::UnusableName | Code::Collision => {
            &["operationId", "name", "x-ms-client-name", "x-ms-enum"]
        }
        Code::ParameterUndeclared | Code::ParameterRepeated => &["parameters"],
        Code::ParameterUnused | Code::ParameterTwice => &["in", "name"],
        Code::ParameterNotRequired => &["in", "required"],
        Code::ParameterUnsupported => &["in", "name", "schema", "content"],
        Code::NoSuccess => &["responses"],
        Code::MediaType | Code::BodyWithoutSchema => &["content", "schema"],
        Code::NotPages => &["nextLinkName", "itemName"],
        Code::SchemeUndefined | Code::SecurityUnsupported => &["security", "type", "flows"],
        Code::BaseUrl => &["url", "variables", "servers"],
        code if (SCHEMA..NAMES).contains(&(code as u16)) => &[
            "type",
            "format",
            "items",
            "properties",
            "additionalProperties",
            "allOf",
            "oneOf",
            "anyOf",
            "not",
            "enum",
            "x-ms-enum",
            "name",
            "nullable",
            "schema",
        ],
        _ => &[],
    }
}

/// The numbers of what can be wrong with schemas begin here, and end there.
const SCHEMA: u16 = 400;
const NAMES: u16 = 500;
