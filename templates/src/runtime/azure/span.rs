// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Spans as Azure's conventions for distributed tracing name them.

use std::sync::Arc;

use azure_core::http::policies::create_public_api_span;
use azure_core::http::{ClientOptions, Context};
use azure_core::tracing::{PublicApiInstrumentationInformation, Span, SpanStatus, Tracer};

use crate::runtime::Error;

/// The namespace of the API in its TypeSpec definition: it begins the name of every span
/// and is `az.namespace`, as in Azure's own clients.
const NAMESPACE: &str = "KeyVault";

/// The tracer of a client, if its options have a provider.
pub(super) fn tracer(options: &ClientOptions) -> Option<Arc<dyn Tracer>> {
    let provider = options.instrumentation.tracer_provider.as_ref()?;
    let package = option_env!("CARGO_PKG_NAME").unwrap_or("UNKNOWN");
    let version = option_env!("CARGO_PKG_VERSION");
    Some(provider.get_tracer(Some(NAMESPACE), package, version))
}

/// The context of a call whose span `azure_core`'s pipeline begins, unless one is there.
pub(super) fn of_call<'c>(
    context: Context<'c>,
    tracer: Option<&Arc<dyn Tracer>>,
    operation_id: &str,
) -> Context<'c> {
    let name = name(operation_id);
    let information = PublicApiInstrumentationInformation::new(name, Vec::new());
    let context = context.with_value(information);
    match tracer {
        Some(tracer) => context.with_value(tracer.clone()),
        None => context,
    }
}

/// The name of an operation's span: `KeyVault.backupKey` for `BackupKey`,
/// `KeyVault.RoleDefinitions.get` for `RoleDefinitions_Get`.
fn name(operation_id: &str) -> String {
    let path = operation_id.replace('_', ".");
    let (group, method) = match path.rsplit_once('.') {
        Some((group, method)) => (format!(".{group}"), method),
        None => (String::new(), path.as_str()),
    };
    let mut rest = method.chars();
    let initial = rest.next().map(|c| c.to_ascii_lowercase());
    let initial = initial.map(String::from).unwrap_or_default();
    format!("{NAMESPACE}{group}.{initial}{}", rest.as_str())
}

/// The one span of a list, around the requests of all its pages. It ends when it is
/// dropped.
pub(super) struct ListSpan(Option<Arc<dyn Span>>);

impl ListSpan {
    pub(super) fn begin(tracer: Option<&Arc<dyn Tracer>>, operation_id: &str) -> Self {
        let context = of_call(Context::new(), tracer, operation_id);
        Self(create_public_api_span(&context, None, None))
    }

    /// The context of the request for one page.
    pub(super) fn context(&self) -> Context<'static> {
        match &self.0 {
            Some(span) => Context::new().with_value(span.clone()),
            None => Context::new(),
        }
    }

    pub(super) fn fail(&self, error: &Error) {
        let Some(span) = self.0.as_ref().filter(|span| span.is_recording()) else {
            return;
        };
        let kind = match error {
            Error::Service(error) => error.status().as_u16().to_string(),
            Error::Credential(_) => "Credential".to_owned(),
            Error::Transport(_) => "Io".to_owned(),
            Error::Decode(_) => "DataConversion".to_owned(),
            _ => "Other".to_owned(),
        };
        span.set_attribute("error.type", kind.into());
        let description = error.to_string();
        span.set_status(SpanStatus::Error { description });
    }
}

impl Drop for ListSpan {
    fn drop(&mut self) {
        if let Some(span) = &self.0 {
            span.end();
        }
    }
}
