//! Write: the crate on disk, whole or not at all.
//!
//! The new crate is built beside the old one and the two folders change places
//! in one step. Killed at any moment, the run leaves the old crate or the new
//! one. A file system that cannot exchange folders gets each file replaced by
//! a rename; killed halfway, that leaves a mixture which `check` refuses and
//! the next run mends.

mod exchange;
mod journal;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::check::{Difference, differences, is_ours};
use crate::emit::File;
use journal::Journal;

/// Makes `folder` hold `files`, and gives what that changed; nothing is touched
/// if nothing differs. Files of others in the folder stay. The copies that the
/// work leaves behind are removed; if they cannot be, the next run tries again.
///
/// # Errors
///
/// The file system refuses, or a file of someone else is in the way of one of
/// `files`.
pub fn write(files: &[File], folder: &Path) -> io::Result<Vec<Difference>> {
    let folder = &resolved(folder)?;
    let _lock = exchange::lock(parent(folder))?;
    remove_leftovers(folder)?;
    let changes = changes(files, folder)?;
    let staging = staging(folder);
    let written = match changes.is_empty() {
        true => Ok(()),
        false => {
            stage(&changes, folder, &staging).and_then(|()| replace(&staging, folder, &changes))
        }
    };
    let _ = fs::remove_dir_all(&staging);
    written.map(|()| changes)
}

/// What is to be changed in `folder`, if nothing of others is in the way.
fn changes(files: &[File], folder: &Path) -> io::Result<Vec<Difference>> {
    let changes = differences(files, folder)?;
    let is_foreign = |change: &&Difference| change.old.as_deref().is_some_and(|old| !is_ours(old));
    match changes.iter().find(is_foreign) {
        None => Ok(changes),
        Some(Difference { path, .. }) => {
            let message = format!("`{path}` is there, and the generator did not write it");
            Err(io::Error::new(io::ErrorKind::AlreadyExists, message))
        }
    }
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
    remove_leftovers(folder)?;
    for input in inputs {
        fs::create_dir_all(parent(&input.path))?;
        remove_leftovers(&input.path)?;
    }
    let changes = changes(files, folder)?;
    let crate_staging = staging(folder);
    let written = (|| {
        for Input { path, text, .. } in inputs {
            fs::write(staging(path), text)?;
        }
        stage(&changes, folder, &crate_staging)?;
        let journal = Journal::write(notes, inputs, folder, &crate_staging)?;
        for Input { path, .. } in inputs {
            fs::rename(staging(path), path)?;
        }
        replace(&crate_staging, folder, &changes)?;
        journal.strike()
    })();
    let _ = fs::remove_dir_all(&crate_staging);
    for input in inputs {
        let _ = fs::remove_file(staging(&input.path));
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

/// Undoes what a killed [`write_with`] began, if it left a note in `notes`.
///
/// # Errors
///
/// The file system refuses.
pub fn recover(notes: &Path) -> io::Result<Recovered> {
    journal::undo(notes)
}

/// The text of a file; `None` if there is none.
fn present(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        text => text.map(Some),
    }
}

/// Where this run prepares what will be at `path`.
fn staging(path: &Path) -> PathBuf {
    parent(path).join(format!("{}{}", leftover_prefix(path), std::process::id()))
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

/// What the names of the copies that a run works on begin with.
fn leftover_prefix(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}.staging-")
}

/// Removes what killed runs left behind: copies, all of it. What cannot be
/// removed does not stand in the way.
fn remove_leftovers(path: &Path) -> io::Result<()> {
    let prefix = leftover_prefix(path);
    for entry in fs::read_dir(parent(path))? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            let _ = match entry.file_type()?.is_dir() {
                true => fs::remove_dir_all(entry.path()),
                false => fs::remove_file(entry.path()),
            };
        }
    }
    Ok(())
}

/// Builds the new crate in `staging`: the changed files from their text, the
/// others, those of others too, as links to what is there.
fn stage(changes: &[Difference], folder: &Path, staging: &Path) -> io::Result<()> {
    fs::create_dir(staging)?;
    for Difference { path, new, .. } in changes {
        if let Some(text) = new {
            let path = staging.join(path);
            fs::create_dir_all(parent(&path))?;
            fs::write(path, text)?;
        }
    }
    let changed: Vec<_> = changes
        .iter()
        .map(|change| folder.join(&change.path))
        .collect();
    if folder.exists() {
        link_all(folder, staging, &changed)
    } else {
        Ok(())
    }
}

/// Links everything in a folder, empty folders too, but for what `skip` names.
fn link_all(from: &Path, to: &Path, skip: &[PathBuf]) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            link_all(&source, &target, skip)?;
        } else if !skip.contains(&source) {
            fs::hard_link(&source, &target).or_else(|_| fs::copy(&source, &target).map(drop))?;
        }
    }
    Ok(())
}

/// Puts `staging` in the place of `folder`.
fn replace(staging: &Path, folder: &Path, changes: &[Difference]) -> io::Result<()> {
    if !folder.exists() {
        return fs::rename(staging, folder);
    }
    match exchange::exchange(staging, folder) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            replace_each(staging, folder, changes)
        }
        result => result,
    }
}

/// Replaces one file after the other.
fn replace_each(staging: &Path, folder: &Path, changes: &[Difference]) -> io::Result<()> {
    for Difference { path, new, .. } in changes {
        let target = folder.join(path);
        match new {
            Some(_) => {
                fs::create_dir_all(parent(&target))?;
                fs::rename(staging.join(path), target)?;
            }
            None => fs::remove_file(target)?,
        }
    }
    Ok(())
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
        write(
            &[file("src/lib.rs", "one"), file("src/old.rs", "old")],
            &folder,
        )
        .expect("the first run");
        fs::write(folder.join("notes.txt"), "mine").expect("a note");

        let files = [file("src/lib.rs", "two")];
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

    #[test]
    fn files_are_replaced_one_by_one_where_folders_cannot_be_exchanged() {
        let project = tempfile::tempdir().expect("a folder");
        let folder = project.path().join("crate");
        write(
            &[
                file("a.rs", "old"),
                file("b.rs", "old"),
                file("same.rs", ""),
            ],
            &folder,
        )
        .expect("the first run");

        let files = [
            file("a.rs", "new"),
            file("deep/c.rs", "new"),
            file("same.rs", ""),
        ];
        let changes = differences(&files, &folder).expect("readable");
        let staging = project.path().join("staging");
        stage(&changes, &folder, &staging).expect("staged");
        replace_each(&staging, &folder, &changes).expect("replaced");

        assert_eq!(differences(&files, &folder).expect("readable"), []);
        assert_eq!(read(&folder, "b.rs"), None);
    }
}
