//! A document in our form: self-contained, OpenAPI 3.0, without samples.

use std::path::Path;

use serde_json::Value;

use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::document::Document;
use crate::load::{self, Syntax};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems};
use crate::upgrade;

/// What the comment that we put in front of a document begins with.
const HEAD: &str = "# api-version ";

/// A document that is taken in.
pub(super) struct Taken {
    pub(super) version: ApiVersion,
    /// As it was given: the places of its problems are in that file.
    pub(super) given: Document,
    /// In our form.
    own: Document,
    /// The name of the file that was given.
    file: String,
}

impl Taken {
    /// Reads a document.
    pub(super) fn from(path: &Path) -> Result<Self, Problems> {
        let given = load::load(path, Path::new(""))?;
        let mut own = upgrade::upgrade(given.clone())?;
        let at = Pointer::root().join(&["info", "version"]);
        let version = at.resolve(&own.value).and_then(Value::as_str);
        let Some(version) = version.and_then(ApiVersion::parse) else {
            let problem = own.problem(Code::NotApiVersion, &at, "the document has no api-version");
            return Err(problem.into());
        };
        drop_examples(&mut own.value);
        let file = path.file_name().unwrap_or_default();
        Ok(Self {
            version,
            given,
            own,
            file: file.to_string_lossy().into_owned(),
        })
    }

    /// Its text in a file at `path`.
    pub(super) fn text(&self, path: &Path) -> Result<String, Problem> {
        let Self { version, file, .. } = self;
        let lost = |error: String| self.own.problem(Code::Lost, &Pointer::root(), error);
        match Syntax::of(path) {
            Syntax::Json => serde_json::to_string_pretty(&self.own.value)
                .map(|json| format!("{json}\n"))
                .map_err(|error| lost(error.to_string())),
            Syntax::Yaml => serde_yaml::to_string(&self.own.value)
                .map(|yaml| format!(
                    "{HEAD}{version}, taken in from {file} by `cargo run -p generator -- add`.\n{yaml}"
                ))
                .map_err(|error| lost(error.to_string())),
        }
    }
}

/// Whether both texts hold the same document, whatever the files were called that
/// they were taken from.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    fn body(text: &str) -> &str {
        match text.split_once('\n') {
            Some((head, body)) if head.starts_with(HEAD) => body,
            _ => text,
        }
    }
    body(a) == body(b)
}

/// Samples lie in files of their own, which are not taken in.
fn drop_examples(document: &mut Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    let items = paths.into_iter().flat_map(|paths| paths.values_mut());
    let operations = items
        .filter_map(Value::as_object_mut)
        .flat_map(|item| item.values_mut());
    for operation in operations.filter_map(Value::as_object_mut) {
        operation.shift_remove("x-ms-examples");
    }
}
