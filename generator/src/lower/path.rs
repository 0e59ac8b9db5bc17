//! Paths: OpenAPI 3.0.3, section "Path Templating".

use crate::code::Code;
use crate::document::Document;
use crate::ir::Segment;
use crate::pointer::Pointer;
use crate::problem::Problem;

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
