//! Sample requests, for the documentation of operations.

use openapiv3::OpenAPI;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ir::{Example, Parameter, Query, Segment};

/// What the runtime encodes in a segment (`templates/src/runtime/request.rs`).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'$')
    .remove(b'@');

/// The sample request that the document's own samples make up; `None` if it
/// lacks one for the base URL or a parameter, or has one that cannot be sent.
pub(super) fn of(
    api: &OpenAPI,
    path: &[Segment],
    query: &[Query],
    parameters: &[Parameter],
    samples: &[Option<String>],
) -> Option<Example> {
    let server = api.servers.first()?;
    let name = server.url.trim_start_matches('{').trim_end_matches('}');
    let host = &server.variables.as_ref()?.get(name)?.default;
    let host = host.trim_end_matches('/').to_owned();
    let arguments: Vec<String> = samples.iter().cloned().collect::<Option<_>>()?;
    let is_segment = |argument: &String| !matches!(argument.as_str(), "" | "." | "..");
    if !host.starts_with("https://") || !arguments.iter().all(is_segment) {
        return None;
    }
    let argument = |name: &String| {
        let index = parameters
            .iter()
            .position(|parameter| parameter.name.wire == *name)?;
        arguments.get(index).map(|argument| encode(argument))
    };
    let mut url = host.clone();
    for segment in path {
        url.push('/');
        url.push_str(&match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Argument(name) => argument(name)?,
        });
    }
    for (index, query) in query.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        let (name, value) = match query {
            Query::ApiVersion(name) => (name, encode(&api.info.version)),
            Query::Argument(name) => (name, argument(name)?),
        };
        url.push_str(&format!("{name}={value}"));
    }
    Some(Example {
        host,
        arguments,
        url,
    })
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
