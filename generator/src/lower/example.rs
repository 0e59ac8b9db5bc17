//! Sample requests, for the documentation of operations.

use openapiv3::OpenAPI;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ir::{Example, Parameter, ParameterId, Query, Segment};

/// What the runtime encodes in a query (`templates/src/runtime/request.rs`).
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What it encodes in a segment.
const IN_SEGMENT: &AsciiSet = &IN_QUERY.remove(b'$').remove(b'@');

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
    // As the runtime writes it.
    let host = host.trim_end_matches('/').to_ascii_lowercase();
    let arguments: Vec<String> = samples.iter().cloned().collect::<Option<_>>()?;
    let is_segment = |argument: &String| !matches!(argument.as_str(), "" | "." | "..");
    if !is_vault(&host) || !arguments.iter().all(is_segment) {
        return None;
    }
    let argument = |ParameterId(index): ParameterId, reserved| {
        let text = arguments.get(index)?;
        Some(encode(text, reserved))
    };
    let mut url = host.clone();
    for segment in path {
        url.push('/');
        url.push_str(&match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Argument(id) => argument(*id, IN_SEGMENT)?,
        });
    }
    for (index, query) in query.iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        let (name, value) = match query {
            Query::ApiVersion(name) => (name, encode(&api.info.version, IN_QUERY)),
            Query::Argument(id) => {
                let name = &parameters.get(id.0)?.name.wire;
                (name, argument(*id, IN_QUERY)?)
            }
        };
        url.push_str(&format!("{}={value}", encode(name, IN_QUERY)));
    }
    Some(Example {
        host,
        arguments,
        url,
    })
}

/// Whether the runtime takes it for the URL of a vault. Ports are left out here:
/// the runtime drops the usual one.
fn is_vault(url: &str) -> bool {
    let is_label = |label: &str| {
        let mut bytes = label.bytes();
        !label.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    url.strip_prefix("https://")
        .is_some_and(|host| host.split('.').all(is_label))
}

fn encode(text: &str, reserved: &'static AsciiSet) -> String {
    utf8_percent_encode(text, reserved).to_string()
}
