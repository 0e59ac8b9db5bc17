//! Load: the only stage that reads documents.
//!
//! It reads JSON and YAML, follows relative `$ref`s to other files, never
//! leaves the folder tree of the document, and never asks the network.

mod bundle;
mod locate;
mod missing;
mod parse;

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::code::Code;
use crate::document::Document;
use crate::limits::FILES;
use crate::problem::{Place, Problem};
use crate::reference::Reference;
use crate::similar::meant;

use locate::Positions;
pub use locate::{Spot, line_of, spot_of};
pub(crate) use missing::expect_file;

/// A file as it was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it lies.
    pub path: PathBuf,
    /// How its path is shown to people: relative to the project, with `/`.
    pub shown: String,
    /// Its text, without a byte-order mark.
    pub text: String,
    /// The language it is written in.
    pub syntax: Syntax,
    /// Where its values stand, once somebody asks.
    positions: OnceLock<Positions>,
}

/// The languages that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// RFC 8259; files named `*.json`.
    Json,
    /// YAML 1.1 or 1.2; every other file.
    Yaml,
}

impl Syntax {
    /// What a file is written in, which its name says.
    pub fn of(path: &Path) -> Self {
        match path.extension() {
            Some(extension) if extension.eq_ignore_ascii_case("json") => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// Whether a path ends as those of documents do.
pub(crate) fn is_named_like_a_document(path: &Path) -> bool {
    let endings = ["json", "yaml", "yml"];
    let extension = path.extension();
    extension.is_some_and(|extension| endings.iter().any(|known| extension == *known))
}

/// Reads the document at `path` and whatever it refers to in other files, as
/// one value. `project` is the folder that shown paths are relative to.
///
/// # Errors
///
/// The file cannot be read or parsed. What is wrong with a `$ref` to another file is
/// among the document's problems.
pub fn load(path: &Path, project: &Path) -> Result<Document, Problem> {
    let (source, value) = read(path, project)?;
    bundle::bundle(source, value, project)
}

/// Reads one file.
///
/// # Errors
///
/// The file is missing or unreadable, and as for [`decode`].
pub fn read(path: &Path, project: &Path) -> Result<(Source, Value), Problem> {
    read_within(path, project, FILES)
}

/// The same, with at most `limit` bytes.
fn read_within(path: &Path, project: &Path, limit: u64) -> Result<(Source, Value), Problem> {
    let problem = |message: String| {
        let place = Place::file(shown(path, project));
        Problem::new(Code::FileUnreadable, place, message)
    };
    expect_file(path, project)?;
    let unreadable = |error: io::Error| problem(format!("the file cannot be read: {error}"));
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        let limit = FILES / 1024 / 1024;
        return Err(problem(format!(
            "the files of the document have more than {limit} MiB together"
        ))
        .help("no API needs that: take the document of one, not an archive of many"));
    }
    decode(path, project, bytes)
}

/// Reads the bytes of a file.
///
/// # Errors
///
/// The bytes are not UTF-8, or not in the file's syntax; an object has a key
/// twice.
pub fn decode(path: &Path, project: &Path, bytes: Vec<u8>) -> Result<(Source, Value), Problem> {
    let shown = shown(path, project);
    // Text in UTF-16 may look like UTF-8, but for zeros between the letters.
    let text = String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'));
    let text = text.ok_or_else(|| {
        Problem::new(
            Code::NotText,
            Place::file(&shown),
            "the file is not UTF-8 text",
        )
        .help("save it as UTF-8; UTF-16 is not read")
    })?;
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    let source = Source {
        path: path.to_owned(),
        shown,
        text,
        syntax: Syntax::of(path),
        positions: OnceLock::new(),
    };
    let value = parse::parse(&source)?;
    Ok((source, value))
}

/// A document that is not on the disk yet, as if it were at `path`. It must not
/// refer to other files.
///
/// # Errors
///
/// As for [`decode`].
pub fn load_bytes(path: &Path, project: &Path, bytes: Vec<u8>) -> Result<Document, Problem> {
    let (source, value) = decode(path, project, bytes)?;
    Ok(Document::new(value, source))
}

/// Reads a file of ours: a manifest or an overlay. `what` is its kind and
/// `help` says where its format is described, for the message.
///
/// # Errors
///
/// As for [`read`], and for a value that is not a `T`.
pub fn read_as<T: DeserializeOwned>(
    path: &Path,
    project: &Path,
    what: &str,
    help: &str,
) -> Result<(Source, T), Problem> {
    let (source, value) = read(path, project)?;
    match serde_json::from_value(value) {
        Ok(typed) => Ok((source, typed)),
        Err(error) => {
            // The same mistake once more, from the text: only that has lines.
            let located = serde_yaml::from_str::<T>(&source.text).err();
            let location = located.and_then(|error| error.location());
            let spot = location.map(|at| Spot::of_character(&source.text, at.index()));
            let place = source.at(spot);
            let message = format!("the {what} is not readable: {error}");
            let help = meant_key(&error.to_string()).unwrap_or_else(|| help.to_owned());
            Err(Problem::new(Code::FileOfOursUnreadable, place, message).help(help))
        }
    }
}

/// A help for a key that is probably misspelled, out of serde's sentence: "unknown
/// field `a`, expected one of `b`, `c`".
fn meant_key(error: &str) -> Option<String> {
    let (_, names) = error.split_once("unknown field ")?;
    let mut names = names.split('`').skip(1).step_by(2);
    meant(names.next()?, names)
}

/// How many files a document's `x-ms-examples` name that do not exist. People
/// take a document without its examples, and no API depends on them.
pub fn absent_examples(document: &Document) -> usize {
    let folder = document
        .origins
        .file(0)
        .and_then(|source| source.path.parent());
    let paths = document.value.get("paths").and_then(Value::as_object);
    let items = paths.into_iter().flat_map(|paths| paths.values());
    let operations = items
        .filter_map(Value::as_object)
        .flat_map(|item| item.values());
    let examples = operations
        .filter_map(|operation| operation.get("x-ms-examples")?.as_object())
        .flat_map(|examples| examples.values());
    let references = examples.filter_map(|example| example.get("$ref")?.as_str());
    let is_absent = |reference: &&str| {
        let path = Reference::parse(reference).path;
        folder.is_some_and(|folder| !folder.join(path).exists())
    };
    references.filter(is_absent).count()
}

/// A path as it is shown to people.
pub(crate) fn shown(path: &Path, project: &Path) -> String {
    let relative = path.strip_prefix(project).unwrap_or(path);
    relative.to_string_lossy().replace('\\', "/")
}
