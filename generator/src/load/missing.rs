//! Files that are not there, or are no files: what was probably meant instead.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{is_named_like_a_document, shown};
use crate::code::Code;
use crate::limits::FOLDER_ENTRIES;
use crate::problem::{Place, Problem};
use crate::similar::similar;

/// Refuses what cannot be a file to read: a path that leads to nothing, to a folder or
/// to a device.
///
/// # Errors
///
/// A problem that says what the path is, and what was probably meant.
pub(crate) fn expect_file(path: &Path, project: &Path) -> Result<(), Problem> {
    let problem = |message: &str, help: Option<String>| {
        let place = Place::file(shown(path, project));
        Err(Problem::new(Code::FileUnreadable, place, message).help_if(help))
    };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Ok(metadata) if metadata.is_dir() => problem(
            "this is a folder, not a file",
            among_files_of(path, project),
        ),
        // A device or a pipe may have no end, or wait for one that never comes.
        Ok(_) => {
            let help = "write its content to a file, and name that one";
            problem("this is not a regular file", Some(help.to_owned()))
        }
        Err(_) if is_url(path) => {
            let help = "download the file and those that it refers to, and name it by its path";
            problem(
                "this is a URL: files are not downloaded",
                Some(help.to_owned()),
            )
        }
        Err(_) if path.ends_with("-") => {
            let help =
                "write the document to a file, beside those that it refers to, and name that one";
            problem("the standard input is not read", Some(help.to_owned()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = folder_of(path);
            if folder.is_dir() {
                let beside = similar_beside(path);
                let help = beside.map(|path| format!("did you mean `{}`?", shown(&path, project)));
                problem("the file does not exist", help)
            } else {
                let folder = shown(folder, project);
                problem(
                    &format!("the file does not exist: there is no folder `{folder}`"),
                    None,
                )
            }
        }
        Err(error) => problem(&format!("the file cannot be read: {error}"), None),
    }
}

/// A file that `$ref`s name and that is not there.
pub(super) struct Missing {
    /// The problem of the first reference to it.
    pub(super) problem: Problem,
    /// How many references there are.
    pub(super) references: usize,
}

impl Missing {
    /// The problem, with what was probably meant. A similar file is searched only for
    /// the first missing ones.
    pub(super) fn advised(self, file: &Path, index: usize) -> Problem {
        let others = match self.references - 1 {
            0 => String::new(),
            1 => " (1 more `$ref` needs it)".to_owned(),
            others => format!(" ({others} more `$ref`s need it)"),
        };
        let similar = (index < SEARCHED).then(|| similar_beside(file)).flatten();
        let similar = similar.as_ref().and_then(|path| path.file_name());
        let help = match similar {
            Some(similar) => format!("did you mean `{}`?{others}", similar.to_string_lossy()),
            None => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                format!(
                    "`{name}` contains a part of this API: download it from where this file came from{others}"
                )
            }
        };
        self.problem.help(help)
    }
}

/// For how many missing files of a document a similar one is searched.
const SEARCHED: usize = 10;

/// Whether it is written like a URL.
fn is_url(path: &Path) -> bool {
    let text = path.to_string_lossy();
    ["http://", "https://", "file://"]
        .iter()
        .any(|scheme| text.contains(scheme))
}

/// The file beside the missing one at `path` that was probably meant.
fn similar_beside(path: &Path) -> Option<PathBuf> {
    let folder = folder_of(path);
    let names = names(folder);
    let name = path.file_name()?.to_string_lossy();
    let similar = similar(&name, names.iter().map(String::as_str))?;
    Some(path.with_file_name(similar))
}

/// A help for whoever named a folder: the documents in it.
fn among_files_of(folder: &Path, project: &Path) -> Option<String> {
    let names = names(folder).into_iter();
    let documents = names.filter(|name| is_named_like_a_document(Path::new(name)));
    let documents = documents.take(NAMED);
    let documents: Vec<_> = documents
        .map(|name| format!("`{}`", shown(&folder.join(name), project)))
        .collect();
    let some = !documents.is_empty();
    some.then(|| format!("name a file in it, such as {}", documents.join(", ")))
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// The names of the first files of a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .take(FOLDER_ENTRIES);
    let files = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file());
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// How many of its files a help names.
const NAMED: usize = 3;
