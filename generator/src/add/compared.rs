//! What a document changes for the callers of another one.

use std::path::{Path, PathBuf};

use crate::api_version::ApiVersion;
use crate::diff::{Change, diff};
use crate::document::Document;
use crate::generate::{Lowered, Upgraded, correct, lower_document};
use crate::load;
use crate::overlay::{Overlay, Scope};
use crate::problem::Problems;

/// What is done to each document of a service.
#[derive(Clone, Copy)]
pub(super) struct Treatment<'a> {
    pub(super) overlay: Option<&'a Overlay>,
    pub(super) operations: Option<&'a [String]>,
    /// The folder that shown paths are relative to.
    pub(super) project: &'a Path,
}

/// A document as an API, and what it changes.
pub(super) struct Compared {
    pub(super) new: Lowered,
    /// The api-version that callers come from, and what changed since.
    pub(super) since: Option<(String, Vec<Change>)>,
}

/// Compares a document with the one in its place, or with its predecessor among the
/// `known` ones of other api-versions.
///
/// # Errors
///
/// Every problem of the document and of its predecessor, or of the overlay with them.
pub(super) fn compare(
    given: Document,
    version: &ApiVersion,
    replaced: Option<&Path>,
    known: &[(ApiVersion, PathBuf)],
    treatment: Treatment<'_>,
) -> Result<Compared, Problems> {
    let Treatment {
        overlay,
        operations,
        project,
    } = treatment;
    let mut given = Upgraded::of(given)?;
    let others = known.iter().filter(|(known, _)| known != version);
    // Problems of the others are reported when the crate is generated.
    let others = others.filter_map(|(_, path)| {
        let document = load::load(path, project).ok()?;
        Upgraded::of(document).ok()
    });
    let mut others: Vec<_> = others.collect();
    // The given one comes first, so that what is wrong is reported in its own file.
    let documents = [&mut given].into_iter().chain(&mut others);
    correct(documents, overlay, Scope::Service);
    let new = given.lower(operations)?;
    let old = match replaced {
        // The overlay is for the new one, and may not fit the old one.
        Some(path) => lower_document(path, project, overlay, operations).ok(),
        None => {
            let wanted = predecessor(version, known);
            let mut others = others.into_iter();
            let old = others.find(|old| wanted.is_some() && old.version().as_ref() == wanted);
            old.map(|old| old.lower(operations)).transpose()?
        }
    };
    let since = old.map(|old| {
        let changes = diff(old.side(), new.side());
        (old.api.version.to_string(), changes)
    });
    Ok(Compared { new, since })
}

/// The version that callers come from: the newest before it, among the stable
/// ones if it is stable itself.
fn predecessor<'v>(
    version: &ApiVersion,
    known: &'v [(ApiVersion, PathBuf)],
) -> Option<&'v ApiVersion> {
    let before = known.iter().map(|(known, _)| known);
    let before = before.filter(|known| *known < version);
    let newest = |only_stable: bool| {
        let candidates = before.clone();
        candidates
            .filter(|known| !(only_stable && known.is_preview()))
            .max()
    };
    newest(!version.is_preview()).or_else(|| newest(false))
}
