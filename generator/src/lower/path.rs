//! Paths: OpenAPI 3.0.3, section "Path Templating".

use std::collections::BTreeMap;

use crate::code::Code;
use crate::document::Document;
use crate::ir::{Operation, Segment};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, unless};

/// The segments of a path's template, each plain text or one parameter.
pub(super) fn parse(
    document: &Document,
    template: &str,
    at: &Pointer,
) -> Result<Vec<Segment>, Problem> {
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

fn segment(text: &str) -> Option<Segment> {
    if let Some(name) = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        let is_name = !name.is_empty() && !name.contains(['{', '}']);
        return is_name.then(|| Segment::Argument(name.to_owned()));
    }
    // The characters of a segment but for `%` (RFC 3986, section 3.3).
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
    let is_segment = !matches!(text, "" | "." | "..") && text.bytes().all(is_plain);
    is_segment.then(|| Segment::Literal(text.to_owned()))
}

/// The parameter that may be left out, where there is one: the last segment,
/// straight behind another parameter, as in `/keys/{key-name}/{key-version}`.
/// Without a version, a vault takes the newest. OpenAPI has no optional path
/// parameters, so that its documents mark even these as required.
pub(super) fn optional(path: &[Segment]) -> Option<&str> {
    match path {
        [.., Segment::Argument(_), Segment::Argument(last)] => Some(last),
        _ => None,
    }
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
