//! What users of the crate read about a new api-version.

use std::io;
use std::path::Path;

use super::Standing;
use crate::api_version::ApiVersion;
use crate::diff::{Change, Summary};
use crate::write::Input;

/// The changelog, beside the folder of the manifest.
pub(super) const FILE: &str = "CHANGELOG.md";

/// The heading that entries stand under until a release.
const HEADING: &str = "## Unreleased\n";

/// The entry for a module.
pub(super) fn entry(
    module: &str,
    version: &ApiVersion,
    since: Option<&(String, Vec<Change>)>,
    standing: &Standing,
) -> String {
    let mut entry = format!("- `{module}`: api-version {version}.");
    if let Some((before, changes)) = since {
        let numbers = Summary::of(changes).numbers();
        entry.push_str(&format!(" Since {before}: {numbers}."));
        let breaking = changes.iter().filter(|change| change.is_breaking());
        let breaking: Vec<_> = breaking.map(|change| change.sentence.as_str()).collect();
        if !breaking.is_empty() {
            entry.push_str(&format!(" Breaking: {}.", breaking.join("; ")));
        }
    }
    if let Standing::Succeeds { note, .. } = standing {
        entry.push_str(&format!(" {note}."));
    }
    entry.push('\n');
    entry
}

/// The changelog of the project with an entry more, unless it is there.
///
/// # Errors
///
/// The file is there, but cannot be read.
pub(super) fn with(project: &Path, entry: &str) -> io::Result<Option<Input>> {
    let path = project.join(FILE);
    let old = super::read(&path)?.unwrap_or_else(|| "# Changes\n".to_owned());
    if old.contains(entry) {
        return Ok(None);
    }
    let text = match old.split_once(HEADING) {
        Some((before, behind)) => {
            let behind = behind.trim_start_matches('\n');
            format!("{before}{HEADING}\n{entry}{behind}")
        }
        None => format!("{}\n\n{HEADING}\n{entry}", old.trim_end()),
    };
    Ok(Some(Input { path, text }))
}
