//! Write: the crate on disk, whole or not at all.
//!
//! The new crate is built beside the old one and the two folders change places
//! in one step. Killed at any moment, the run leaves the old crate or the new
//! one. Where that cannot be, each file is replaced by a rename: on a file system
//! that cannot exchange folders, in a folder that holds more than our crate, and
//! where the command itself was started in the folder. Killed halfway, that leaves a
//! mixture which `check` refuses and the next run replaces.

mod exchange;
mod journal;
mod replace;
mod staging;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::check::{self, Contents, Difference, is_ours};
use crate::emit::File;
use journal::Journal;
use replace::Prepared;
use staging::remove_leftovers;

/// Makes `folder` hold `files`, and gives what that changed; nothing is touched
/// if nothing differs. Files of others in the folder stay, and so do other crates below
/// it; if the folder is not our crate so far, nothing is removed.
///
/// # Errors
///
/// The file system refuses, or a file or crate of someone else is in the way of one of
/// `files`.
pub fn write(files: &[File], folder: &Path) -> io::Result<Vec<Difference>> {
    let folder = &resolved(folder)?;
    let _lock = exchange::lock(parent(folder))?;
    let (contents, changes) = changes(files, folder)?;
    if changes.is_empty() {
        return Ok(changes);
    }
    let prepared = Prepared::new(folder, &contents, &changes)?;
    let written = prepared.put();
    prepared.remove();
    written.map(|()| changes)
}

/// What is in `folder`, and what is to be changed there, if nothing of others is in the
/// way.
fn changes(files: &[File], folder: &Path) -> io::Result<(Contents, Vec<Difference>)> {
    remove_leftovers(parent(folder))?;
    remove_leftovers(folder)?;
    let contents = Contents::of(folder)?;
    let changes = check::changes(files, folder, &contents)?;
    let in_the_way = |message| Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
    for Difference { path, old, .. } in &changes {
        if old.as_deref().is_some_and(|old| !is_ours(old)) {
            return in_the_way(format!(
                "`{path}` is there, and the generator did not write it"
            ));
        }
        let is_around = |inner: &&String| Path::new(path).starts_with(inner);
        if let Some(inner) = contents.crates.iter().find(is_around) {
            return in_the_way(format!("`{inner}` is there, and is a crate of its own"));
        }
    }
    Ok((contents, changes))
}

/// A file that a crate is made of, and its new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it lies.
    pub path: PathBuf,
    /// What it held when the crate was made of it; `None` if it was not there.
    pub old: Option<String>,
    /// What it is to hold.
    pub text: String,
}

impl Input {
    /// What it holds now.
    fn present(&self) -> io::Result<Option<String>> {
        present(&self.path)
    }
}

/// Why nothing was written.
#[derive(Debug)]
pub enum WriteError {
    /// The file system refuses, or a file of someone else is in the way.
    Io(io::Error),
    /// An input is not what it was when the crate was made: another run was
    /// quicker, or a person is at work.
    Changed(PathBuf),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The same, together with the inputs that it was made of. Everything is on the
/// disk before the first file changes its place; then the inputs do, and last
/// the crate. A run that is killed in between is undone by [`recover`], for which
/// there is a note in `notes` until all is done.
///
/// # Errors
///
/// As for [`write()`]; and if an input has changed since it was read, so that no
/// run takes back what another one did.
pub fn write_with(
    files: &[File],
    folder: &Path,
    inputs: &[Input],
    notes: &Path,
) -> Result<Vec<Difference>, WriteError> {
    if inputs.is_empty() {
        return Ok(write(files, folder)?);
    }
    let folder = &resolved(folder)?;
    let lock = exchange::lock(parent(folder))?;
    for input in inputs {
        if input.present()? != input.old {
            return Err(WriteError::Changed(input.path.clone()));
        }
    }
    let (contents, changes) = changes(files, folder)?;
    for input in inputs {
        fs::create_dir_all(parent(&input.path))?;
    }
    let prepared = Prepared::new(folder, &contents, &changes)?;
    let written = (|| {
        // The note comes before the copies, so that those of a killed run are found.
        let journal = Journal::write(notes, inputs, folder, &prepared.staging)?;
        for Input { path, text, .. } in inputs {
            fs::write(staging::beside(path), text)?;
        }
        for Input { path, .. } in inputs {
            fs::rename(staging::beside(path), path)?;
        }
        prepared.put()?;
        journal.strike()
    })();
    prepared.remove();
    for input in inputs {
        let _ = fs::remove_file(staging::beside(&input.path));
    }
    drop(lock);
    if written.is_err() {
        recover(notes)?;
    }
    Ok(written.map(|()| changes)?)
}

/// What [`recover`] found.
#[derive(Debug, PartialEq, Eq)]
pub enum Recovered {
    /// No run was killed.
    Nothing,
    /// One was, and its inputs are again what they were.
    Undone,
    /// There is a note that came here with a copy of a project: it is gone, and
    /// nothing else changed.
    Foreign,
    /// One was, and since then somebody else has changed one of its inputs. Nothing
    /// was undone.
    Changed {
        /// The input.
        path: PathBuf,
        /// The note, a folder: without it, everything stays as it is.
        note: PathBuf,
        /// What the input held before the killed run, if it was there.
        old: Option<PathBuf>,
    },
}

/// Undoes what a killed [`write_with`] began, if it left a note in `notes`, and removes
/// the copies that killed runs left in that folder and beside it.
///
/// # Errors
///
/// The file system refuses.
pub fn recover(notes: &Path) -> io::Result<Recovered> {
    remove_leftovers(notes)?;
    remove_leftovers(parent(notes))?;
    journal::undo(notes)
}

/// The text of a file; `None` if there is none.
fn present(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        text => text.map(Some),
    }
}

/// The folder itself, if the path leads there through a symbolic link.
fn resolved(folder: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(parent(folder))?;
            let name = folder.file_name().ok_or(io::ErrorKind::InvalidInput)?;
            Ok(fs::canonicalize(parent(folder))?.join(name))
        }
        result => result,
    }
}

fn parent(folder: &Path) -> &Path {
    match folder.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File {
            path: path.to_owned(),
            text: format!(
                "// Written by {} from x.yaml: do not edit.\n{text}",
                crate::emit::MARK
            ),
        }
    }

    fn read(folder: &Path, path: &str) -> Option<String> {
        fs::read_to_string(folder.join(path)).ok()
    }

    #[test]
    fn what_others_left_in_the_folder_stays() {
        let project = tempfile::tempdir().expect("a folder");
        let folder = project.path().join("crate");
        let manifest = || file("Cargo.toml", "");
        write(
            &[
                manifest(),
                file("src/lib.rs", "one"),
                file("src/old.rs", "old"),
            ],
            &folder,
        )
        .expect("the first run");
        fs::write(folder.join("notes.txt"), "mine").expect("a note");

        let files = [file("src/lib.rs", "two"), manifest()];
        let changes = write(&files, &folder).expect("the second run");

        assert_eq!(changes.len(), 2);
        assert_eq!(read(&folder, "src/lib.rs").as_ref(), Some(&files[0].text));
        assert_eq!(read(&folder, "src/old.rs"), None);
        assert_eq!(read(&folder, "notes.txt").as_deref(), Some("mine"));
        assert_eq!(
            fs::read_dir(project.path()).expect("the project").count(),
            1
        );
    }

    #[test]
    fn a_file_of_someone_else_is_not_replaced() {
        let project = tempfile::tempdir().expect("a folder");
        let folder = project.path().join("crate");
        fs::create_dir(&folder).expect("the crate");
        fs::write(folder.join("README.md"), "mine").expect("a file");

        let error =
            write(&[file("README.md", "ours"), file("a.rs", "")], &folder).expect_err("in the way");

        assert!(error.to_string().contains("README.md"), "{error}");
        assert_eq!(read(&folder, "README.md").as_deref(), Some("mine"));
        assert_eq!(read(&folder, "a.rs"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn empty_folders_links_and_names_that_are_no_text_stay() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;

        let project = tempfile::tempdir().expect("a folder");
        let folder = project.path().join("crate");
        write(&[file("a.rs", "one")], &folder).expect("the first run");
        let odd = folder.join(OsStr::from_bytes(b"n\xff"));
        fs::create_dir(&odd).expect("a folder");
        fs::write(odd.join("x"), "mine").expect("a file");
        fs::create_dir(folder.join("empty")).expect("a folder");
        std::os::unix::fs::symlink("empty", folder.join("link")).expect("a link");

        write(&[file("a.rs", "two")], &folder).expect("the second run");

        assert_eq!(fs::read(odd.join("x")).expect("the file"), b"mine");
        assert!(folder.join("empty").is_dir());
        assert!(folder.join("link").is_symlink());
    }
}
