//! Paths: OpenAPI 3.0.3, section "Path Templating".

use std::collections::BTreeMap;

use crate::code::Code;
use crate::document::Document;
use crate::ir::{Operation, ParameterId, Segment};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, unless};

/// A segment of a path's template: plain text, or the name of a parameter.
pub(super) enum Part<'d> {
    Literal(&'d str),
    Parameter(&'d str),
}

/// Parses the segments of a path's template.
pub(super) fn parse<'d>(
    document: &Document,
    template: &'d str,
    at: &Pointer,
) -> Result<Vec<Part<'d>>, Problem> {
    let rest = template.strip_prefix('/').unwrap_or(template);
    rest.split('/')
        .map(|text| {
            segment(text).ok_or_else(|| {
                let message = format!(
                    "the path segment `{text}` is neither plain text nor one `{{parameter}}`"
                );
                document
                    .problem(Code::PathSegment, at, message)
                    .help("supported are paths such as `/keys/{key-name}/backup`")
            })
        })
        .collect()
}

fn segment(text: &str) -> Option<Part<'_>> {
    if let Some(name) = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        let is_name = !name.is_empty() && !name.contains(['{', '}']);
        return is_name.then_some(Part::Parameter(name));
    }
    // The characters of a segment but for `%` (RFC 3986, section 3.3).
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
    let is_segment = !matches!(text, "" | "." | "..") && text.bytes().all(is_plain);
    is_segment.then_some(Part::Literal(text))
}

/// The parameter that may be left out, where there is one: the last segment,
/// straight behind another parameter, as in `/keys/{key-name}/{key-version}`.
/// Without a version, a vault takes the newest. OpenAPI has no optional path
/// parameters, so that its documents mark even these as required.
pub(super) fn optional<'d>(path: &[Part<'d>]) -> Option<&'d str> {
    match path {
        [.., Part::Parameter(_), Part::Parameter(last)] => Some(last),
        _ => None,
    }
}

/// The index of the segment that a parameter fills.
pub(super) fn position(path: &[Part<'_>], name: &str) -> Option<usize> {
    let is_it = |part: &Part<'_>| matches!(part, Part::Parameter(other) if *other == name);
    path.iter().position(is_it)
}

/// The path with ids in place of names. Of the parameters of an operation, those of
/// its path come first, in the order of the path.
pub(super) fn resolve(path: &[Part<'_>]) -> Vec<Segment> {
    let mut arguments = 0;
    let mut segments = Vec::with_capacity(path.len());
    for part in path {
        segments.push(match part {
            Part::Literal(text) => Segment::Literal((*text).to_owned()),
            Part::Parameter(_) => {
                arguments += 1;
                Segment::Argument(ParameterId(arguments - 1))
            }
        });
    }
    segments
}

/// Refuses paths that match the same requests (OpenAPI 3.0.3, section "Paths
/// Object": templated paths that differ in the names of parameters alone).
pub(super) fn check(document: &Document, operations: &[Operation]) -> Result<(), Problems> {
    let literal = |segment: &Segment| match segment {
        Segment::Literal(text) => Some(text.clone()),
        Segment::Argument(_) => None,
    };
    let mut problems = Vec::new();
    let mut seen = BTreeMap::new();
    for operation in operations {
        let path: Vec<_> = operation.path.iter().map(literal).collect();
        if let Some(earlier) = seen.insert((operation.method, path), operation) {
            let message = format!(
                "the path `{}` matches the same requests as `{}`",
                operation.template, earlier.template
            );
            let help = format!(
                "change one of them, or leave out {} or {}",
                earlier.name.wire, operation.name.wire
            );
            problems.push(
                document
                    .problem(Code::PathTwice, &operation.at, message)
                    .help(help),
            );
        }
    }
    unless(problems, ())
}
