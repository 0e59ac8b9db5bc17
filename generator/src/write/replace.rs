//! Putting the new files of a crate into their places.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{exchange, parent, staging};
use crate::check::{Contents, Difference};

/// The new crate, beside the old one or inside its folder.
pub(super) struct Prepared<'c> {
    /// The folder that it is prepared in.
    pub(super) staging: PathBuf,
    folder: &'c Path,
    changes: &'c [Difference],
    /// Whether `staging` can take the place of the whole folder.
    is_whole: bool,
}

impl<'c> Prepared<'c> {
    /// Prepares the crate that is in `folder`, with `contents`, after `changes`.
    pub(super) fn new(
        folder: &'c Path,
        contents: &Contents,
        changes: &'c [Difference],
    ) -> io::Result<Self> {
        let is_whole = !folder.exists() || may_be_exchanged(folder, contents);
        let prepared = Self {
            staging: if is_whole {
                staging::beside(folder)
            } else {
                staging::inside(folder)
            },
            folder,
            changes,
            is_whole,
        };
        match prepared.stage() {
            Ok(()) => Ok(prepared),
            Err(error) => {
                prepared.remove();
                Err(error)
            }
        }
    }

    /// Writes the changed files, and links the others, those of others too, if the
    /// whole folder is to be replaced.
    fn stage(&self) -> io::Result<()> {
        fs::create_dir(&self.staging)?;
        for Difference { path, new, .. } in self.changes {
            if let Some(text) = new {
                let path = self.staging.join(path);
                fs::create_dir_all(parent(&path))?;
                fs::write(path, text)?;
            }
        }
        if !self.is_whole || !self.folder.exists() {
            return Ok(());
        }
        let changed = self.changes.iter();
        let changed: Vec<_> = changed
            .map(|change| self.folder.join(&change.path))
            .collect();
        link_all(self.folder, &self.staging, &changed)
    }

    /// Puts it into its place.
    pub(super) fn put(&self) -> io::Result<()> {
        if !self.folder.exists() {
            return fs::rename(&self.staging, self.folder);
        }
        if self.is_whole {
            match exchange::exchange(&self.staging, self.folder) {
                Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
                result => return result,
            }
        }
        self.put_each()
    }

    /// Replaces one file after the other.
    fn put_each(&self) -> io::Result<()> {
        for Difference { path, new, .. } in self.changes {
            let target = self.folder.join(path);
            match new {
                Some(_) => {
                    fs::create_dir_all(parent(&target))?;
                    fs::rename(self.staging.join(path), target)?;
                }
                None => fs::remove_file(target)?,
            }
        }
        Ok(())
    }

    /// Removes what is left of it, or of the old crate.
    pub(super) fn remove(&self) {
        // If that fails, the next run tries again.
        let _ = fs::remove_dir_all(&self.staging);
    }
}

/// Whether another folder may take the place of this one: it has no folders of others,
/// where others may be at work meanwhile, and the command was not started in it. The
/// shell that did that would stay in the old one.
fn may_be_exchanged(folder: &Path, contents: &Contents) -> bool {
    let here = env::current_dir().and_then(fs::canonicalize);
    let is_here = here.is_ok_and(|here| here.starts_with(folder));
    let is_ours = contents.is_ours || contents.paths.is_empty();
    is_ours && contents.crates.is_empty() && !contents.has_others && !is_here
}

/// Links everything in a folder, empty folders too, except what `skip` names.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::differences;
    use crate::emit::{File, MARK};

    fn file(path: &str, text: &str) -> File {
        File {
            path: path.to_owned(),
            text: format!("# Written by {MARK} from x.yaml: do not edit.\n{text}"),
        }
    }

    #[test]
    fn files_are_replaced_one_by_one_where_folders_cannot_be_exchanged() {
        let project = tempfile::tempdir().expect("a folder");
        let folder = project.path().join("crate");
        let old = [
            file("Cargo.toml", ""),
            file("a.rs", "old"),
            file("b.rs", "old"),
        ];
        super::super::write(&old, &folder).expect("the first run");
        let new = [
            file("Cargo.toml", ""),
            file("a.rs", "new"),
            file("src/deep/c.rs", "new"),
        ];
        for has_others in [false, true] {
            let contents = Contents {
                has_others,
                ..Contents::of(&folder).expect("readable")
            };
            let changes = differences(&new, &folder).expect("readable");
            let prepared = Prepared::new(&folder, &contents, &changes).expect("staged");
            assert_eq!(prepared.is_whole, !has_others);
            prepared.put_each().expect("replaced");
            prepared.remove();

            assert_eq!(differences(&new, &folder).expect("readable"), []);
            assert!(!folder.join("b.rs").exists());
            super::super::write(&old, &folder).expect("back");
        }
    }
}
