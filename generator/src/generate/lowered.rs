//! Documents on their way from the file to the API: upgraded each by itself, corrected
//! together, lowered each by itself.

use std::path::Path;

use serde_json::Value;

use super::ReadDocument;
use crate::api_version::ApiVersion;
use crate::diff::Side;
use crate::document::{Document, Origins};
use crate::ir::Api;
use crate::load;
use crate::lower;
use crate::overlay::{Overlay, Scope};
use crate::problem::Problems;
use crate::select;
use crate::upgrade;

/// A document as OpenAPI 3.0, with what there is to say of its own form.
pub(crate) struct Upgraded {
    pub(crate) document: Document,
    format: String,
    absent_examples: usize,
}

impl Upgraded {
    /// Upgrades a document.
    ///
    /// # Errors
    ///
    /// It is of no known version; with what was found wrong before.
    pub(crate) fn of(document: Document) -> Result<Self, Problems> {
        let format = format(&document.value);
        let absent_examples = load::absent_examples(&document);
        let found = document.problems.clone();
        let document = upgrade::upgrade(document).map_err(|problem| {
            // Nothing is known of what it would have been.
            Problems(found.into_iter().chain([problem]).collect())
        })?;
        Ok(Self {
            document,
            format,
            absent_examples,
        })
    }

    /// The api-version that the document describes.
    pub(crate) fn version(&self) -> Option<ApiVersion> {
        self.document.api_version()
    }

    /// Lowers the wanted operations, all of them if `None`.
    ///
    /// # Errors
    ///
    /// Everything that was found wrong with the document.
    pub(crate) fn lower(self, operations: Option<&[String]>) -> Result<Lowered, Problems> {
        let document = select::select(self.document, operations);
        let (api, warnings) = lower::lower(&document)?;
        let read = ReadDocument {
            shown: api.document.clone(),
            format: self.format,
            absent_examples: self.absent_examples,
            warnings,
        };
        Ok(Lowered {
            api,
            origins: document.origins,
            read,
        })
    }
}

/// Applies an overlay to documents that share it.
pub(crate) fn correct<'d>(
    documents: impl IntoIterator<Item = &'d mut Upgraded>,
    overlay: Option<&Overlay>,
    scope: Scope,
) {
    if let Some(overlay) = overlay {
        let documents = documents.into_iter();
        let mut documents: Vec<_> = documents.map(|each| &mut each.document).collect();
        overlay.apply(&mut documents, scope);
    }
}

/// A document on its way, as far as `emit` needs it, and where it came from.
#[derive(Debug)]
pub struct Lowered {
    /// The API.
    pub api: Api,
    /// Where its parts were written.
    pub origins: Origins,
    /// The document that was read.
    pub read: ReadDocument,
}

impl Lowered {
    /// One side of a diff.
    pub fn side(&self) -> Side<'_> {
        Side {
            api: &self.api,
            origins: &self.origins,
        }
    }
}

/// Takes one document from its file to the API. `operations` are the wanted
/// ones, all if `None`; `project` is the folder that shown paths are relative to.
///
/// # Errors
///
/// Every problem of the document, or of the overlay with it.
pub fn lower_document(
    path: &Path,
    project: &Path,
    overlay: Option<&Overlay>,
    operations: Option<&[String]>,
) -> Result<Lowered, Problems> {
    lower_loaded(load::load(path, project)?, overlay, operations)
}

/// Does the same for a document that is loaded already.
///
/// # Errors
///
/// Every problem of the document, or of the overlay with it.
pub fn lower_loaded(
    document: Document,
    overlay: Option<&Overlay>,
    operations: Option<&[String]>,
) -> Result<Lowered, Problems> {
    let mut upgraded = Upgraded::of(document)?;
    correct([&mut upgraded], overlay, Scope::Some);
    upgraded.lower(operations)
}

/// What the document calls itself.
fn format(value: &Value) -> String {
    let version = |keyword: &str| {
        value
            .get(keyword)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if value.get("swagger").is_some() {
        format!("Swagger {}", version("swagger"))
    } else {
        format!("OpenAPI {}", version("openapi"))
    }
}
