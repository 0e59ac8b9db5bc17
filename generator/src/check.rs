//! Check: whether a crate on disk is what the generator would write.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use similar::TextDiff;

use crate::emit::{File, MARK};

/// A file that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its path inside the crate, with `/`.
    pub path: String,
    /// What is there; `None` if nothing is.
    pub old: Option<String>,
    /// What should be there; `None` if nothing should.
    pub new: Option<String>,
}

/// How much of a diff is shown.
const SHOWN_LINES: usize = 60;

/// What would change if `files` were written to `folder`. Files there that do
/// not carry the generator's mark are nobody's business.
///
/// # Errors
///
/// Something in the folder cannot be read.
pub fn differences(files: &[File], folder: &Path) -> io::Result<Vec<Difference>> {
    let mut differences = Vec::new();
    for file in files {
        let old = read(&folder.join(&file.path))?;
        if old.as_ref() != Some(&file.text) {
            let new = Some(file.text.clone());
            differences.push(Difference {
                path: file.path.clone(),
                old,
                new,
            });
        }
    }
    for path in present(folder)? {
        if files.iter().all(|file| file.path != path) {
            let old = read(&folder.join(&path))?;
            if old.as_deref().is_some_and(is_ours) {
                differences.push(Difference {
                    path,
                    old,
                    new: None,
                });
            }
        }
    }
    Ok(differences)
}

/// The text at `path`; `None` if there is no such file. A file that is not
/// text is not ours, and reads as if it were garbled.
fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the generator wrote the text: its first line says so in just the words
/// that the generator uses. People name the command in files of their own as well.
pub(crate) fn is_ours(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let comment = ["// ", "# ", "<!-- "];
    let Some(header) = comment.iter().find_map(|sign| first.strip_prefix(sign)) else {
        return false;
    };
    let header = header.trim_end_matches(" -->");
    match header.split_once(MARK) {
        Some(("Written by ", from)) => {
            from.starts_with(" from ") && from.ends_with(": do not edit.")
        }
        Some(("Written by hand in templates/, copied by ", rest)) => rest == ": edit it there.",
        _ => false,
    }
}

/// The paths of all files in the folder, sorted, with `/`; but for Cargo's own
/// `target`, where copies of the crate may lie, for links, and for names that
/// are no text: the generator makes neither.
fn present(folder: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(inner) = folders.pop() {
        let entries = match fs::read_dir(folder.join(&inner)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && inner.is_empty() => break,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let separator = if inner.is_empty() { "" } else { "/" };
            let path = format!("{inner}{separator}{name}");
            let kind = entry.file_type()?;
            if kind.is_file() {
                paths.push(path);
            } else if kind.is_dir() && path != "target" {
                folders.push(path);
            }
        }
    }
    paths.sort();
    Ok(paths)
}

/// The differences as a unified diff, cut short if it is long.
pub fn unified_diff(differences: &[Difference]) -> String {
    let mut text = String::new();
    for Difference { path, old, new } in differences {
        let header = |side: &Option<String>, prefix| match side {
            Some(_) => format!("{prefix}/{path}"),
            None => "/dev/null".to_owned(),
        };
        let diff = TextDiff::from_lines(
            old.as_deref().unwrap_or_default(),
            new.as_deref().unwrap_or_default(),
        );
        let diff = diff
            .unified_diff()
            .header(&header(old, "a"), &header(new, "b"))
            .to_string();
        text.push_str(&diff);
    }
    let count = text.lines().count();
    if count <= SHOWN_LINES {
        return text;
    }
    let mut short: String = text.split_inclusive('\n').take(SHOWN_LINES).collect();
    let _ = writeln!(short, "… and {} more lines", count - SHOWN_LINES);
    short
}
