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
const HEADING: &str = "## Unreleased";

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
    let old = super::read(&path)?;
    let present = old.as_deref().unwrap_or("# Changes\n");
    if present.contains(entry) {
        return Ok(None);
    }
    let text = extended(present, entry);
    Ok(Some(Input { path, old, text }))
}

/// The text of a changelog with an entry more, on top of those that are not
/// released. Without such a section, one comes in front of the newest release.
fn extended(old: &str, entry: &str) -> String {
    let lines: Vec<_> = old.split_inclusive('\n').collect();
    let unreleased = lines.iter().position(|line| line.trim_end() == HEADING);
    let newest = lines.iter().position(|line| line.starts_with("## "));
    let (before, behind) = match (unreleased, newest) {
        (Some(heading), _) => (&lines[..heading], &lines[heading + 1..]),
        (None, Some(release)) => lines.split_at(release),
        (None, None) => (lines.as_slice(), &[][..]),
    };
    let (before, behind) = (before.concat(), behind.concat());
    let (before, behind) = (before.trim_end(), behind.trim_start());
    let gap = match behind.is_empty() || behind.starts_with("- ") {
        true => "",
        false => "\n",
    };
    format!("{before}\n\n{HEADING}\n\n{entry}{gap}{behind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_comes_on_top_of_what_is_not_released() {
        let released = "# Changes\n\n## 0.2.0\n\n- old\n\n## 0.1.0\n\n- first\n";
        let with_section =
            "# Changes\n\n## Unreleased\n\n- new\n\n## 0.2.0\n\n- old\n\n## 0.1.0\n\n- first\n";
        assert_eq!(extended(released, "- new\n"), with_section);
        assert_eq!(
            extended(with_section, "- newer\n"),
            with_section.replace("- new\n", "- newer\n- new\n")
        );
        let empty = with_section.replace("- new\n\n", "");
        assert_eq!(extended(&empty, "- new\n"), with_section);
        for empty in ["# Changes\n", "# Changes\n\n## Unreleased\n"] {
            assert_eq!(
                extended(empty, "- new\n"),
                "# Changes\n\n## Unreleased\n\n- new\n"
            );
        }
    }
}
