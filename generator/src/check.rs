//! Check: whether a crate on disk is what the generator would write.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use similar::TextDiff;

use crate::emit::{self, File, MARK};

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
    changes(files, folder, &Contents::of(folder)?)
}

/// The same for a folder whose contents are known. In one that does not hold our crate
/// nothing is to be removed.
pub(crate) fn changes(
    files: &[File],
    folder: &Path,
    contents: &Contents,
) -> io::Result<Vec<Difference>> {
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
    let others = contents.paths.iter().filter(|_| contents.is_ours);
    for path in others {
        if files.iter().all(|file| file.path != *path) {
            let old = read(&folder.join(path))?;
            if old.as_deref().is_some_and(is_ours) {
                differences.push(Difference {
                    path: path.clone(),
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

/// What is in a folder, as far as the generator may have written it: not links, not
/// names that are not text, and not what lies in other folders than it writes to.
pub(crate) struct Contents {
    /// The paths of its files, sorted, with `/`.
    pub(crate) paths: Vec<String>,
    /// The folders in it that hold crates of their own, and whose files are not listed.
    pub(crate) crates: Vec<String>,
    /// Whether it holds a crate that the generator wrote.
    pub(crate) is_ours: bool,
    /// Whether it has other folders, which are not looked into.
    pub(crate) has_others: bool,
}

impl Contents {
    /// Lists what is in `folder`; nothing if there is no folder.
    pub(crate) fn of(folder: &Path) -> io::Result<Self> {
        let manifest = read(&folder.join(MANIFEST))?;
        let mut contents = Self {
            paths: Vec::new(),
            crates: Vec::new(),
            is_ours: manifest.as_deref().is_some_and(is_ours),
            has_others: false,
        };
        let mut folders = contents.list(folder, "")?;
        let count = folders.len();
        folders.retain(|inner| emit::FOLDERS.contains(&inner.as_str()));
        contents.has_others = folders.len() != count;
        while let Some(inner) = folders.pop() {
            if fs::symlink_metadata(folder.join(&inner).join(MANIFEST)).is_ok() {
                contents.crates.push(inner);
            } else {
                folders.extend(contents.list(folder, &inner)?);
            }
        }
        contents.paths.sort();
        Ok(contents)
    }

    /// Adds the files that are directly in the folder `inner` of `folder`, and returns
    /// the folders there.
    fn list(&mut self, folder: &Path, inner: &str) -> io::Result<Vec<String>> {
        let mut folders = Vec::new();
        let entries = match fs::read_dir(folder.join(inner)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && inner.is_empty() => {
                return Ok(folders);
            }
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            let Ok(name) = entry.file_name().into_string() else {
                self.has_others |= kind.is_dir();
                continue;
            };
            let separator = if inner.is_empty() { "" } else { "/" };
            let path = format!("{inner}{separator}{name}");
            if kind.is_file() {
                self.paths.push(path);
            } else if kind.is_dir() {
                folders.push(path);
            }
        }
        Ok(folders)
    }
}

/// What makes a folder a crate.
const MANIFEST: &str = "Cargo.toml";

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
