//! A note of what a run is about to replace, so that the next run can undo what
//! a killed one began.
//!
//! The exchange of the crate's folder is the last step: where it has happened,
//! all has. So the note holds the inputs, old and new, and how to tell the new
//! folder. Only what still is as the killed run left it is undone.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::staging::{self, remove_leftovers};
use super::{Input, Recovered, exchange, parent, present};

/// The name of the note, a folder.
const NAME: &str = ".adding";

/// What stands in it. Its paths are relative to the folder that the note is in,
/// wherever a project is copied or moved to, and from wherever it is undone.
#[derive(Serialize, Deserialize)]
struct Note {
    /// The inputs. The texts of each are in files that are named after its index,
    /// `0.old`, if it was there, and `0.new`.
    inputs: Vec<PathBuf>,
    /// How the note itself can be told from a copy of it, which came here with a
    /// copy of the project or out of its history.
    own: Option<u64>,
    /// The crate's folder, and how the new one can be told.
    output: PathBuf,
    new: Option<u64>,
}

/// A note that is there until it is struck.
pub(super) struct Journal(PathBuf);

impl Journal {
    /// Notes down that `inputs` are to be replaced, and then `output` by `new`.
    pub(super) fn write(
        folder: &Path,
        inputs: &[Input],
        output: &Path,
        new: &Path,
    ) -> io::Result<Self> {
        let path = folder.join(NAME);
        remove_leftovers(folder)?;
        let draft = staging::beside(&path);
        fs::create_dir(&draft)?;
        for (index, input) in inputs.iter().enumerate() {
            if let Some(old) = &input.old {
                fs::write(draft.join(format!("{index}.old")), old)?;
            }
            fs::write(draft.join(format!("{index}.new")), &input.text)?;
        }
        let from = fs::canonicalize(parent(&path))?;
        let relative = |path: &Path| {
            let holder = fs::canonicalize(parent(path))?;
            let path = holder.join(path.file_name().unwrap_or_default());
            io::Result::Ok(way(&from, &path))
        };
        let inputs = inputs.iter().map(|input| relative(&input.path));
        let note = Note {
            inputs: inputs.collect::<Result<_, _>>()?,
            own: identity(&draft),
            output: relative(output)?,
            new: identity(new),
        };
        fs::write(draft.join("note"), serde_json::to_vec(&note)?)?;
        fs::rename(&draft, &path)?;
        Ok(Self(path))
    }

    /// Strikes it: all is done.
    pub(super) fn strike(self) -> io::Result<()> {
        strike(&self.0)
    }
}

fn strike(path: &Path) -> io::Result<()> {
    // Out of the way at once, however long it takes to remove it.
    let struck = staging::beside(path);
    fs::rename(path, &struck)?;
    fs::remove_dir_all(struck)
}

/// Undoes what a killed run began, if there is a note of it in `folder`.
///
/// # Errors
///
/// The file system refuses.
pub(super) fn undo(folder: &Path) -> io::Result<Recovered> {
    let path = folder.join(NAME);
    let Some(note) = read(&path)? else {
        return Ok(Recovered::Nothing);
    };
    // It may be of a run that is still at work.
    let _lock = exchange::lock(parent(&folder.join(&note.output)))?;
    let Some(note) = read(&path)? else {
        return Ok(Recovered::Nothing);
    };
    for input in &note.inputs {
        remove_leftovers(parent(&folder.join(input)))?;
    }
    if note.own != identity(&path) {
        strike(&path)?;
        return Ok(Recovered::Foreign);
    }
    let is_done = note.new.is_some() && identity(&folder.join(&note.output)) == note.new;
    if is_done {
        strike(&path)?;
        return Ok(Recovered::Nothing);
    }
    let mut begun = Vec::new();
    for (index, input) in note.inputs.iter().enumerate() {
        let input = folder.join(input);
        let kept = path.join(format!("{index}.old"));
        let (old, now) = (present(&kept)?, present(&input)?);
        if now == old {
            continue;
        }
        if now != present(&path.join(format!("{index}.new")))? {
            return Ok(Recovered::Changed {
                path: input,
                note: path,
                old: old.map(|_| kept),
            });
        }
        begun.push((input, old));
    }
    for (input, old) in begun {
        match old {
            Some(old) => fs::write(input, old)?,
            None => fs::remove_file(input)?,
        }
    }
    strike(&path)?;
    Ok(Recovered::Undone)
}

/// The way from one place to another; both are absolute.
fn way(from: &Path, to: &Path) -> PathBuf {
    let both = from.components().zip(to.components());
    let shared = both.take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

fn read(path: &Path) -> io::Result<Option<Note>> {
    match fs::read(path.join("note")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        note => Ok(Some(serde_json::from_slice(&note?)?)),
    }
}

/// What stays the same when a folder is renamed.
#[cfg(unix)]
fn identity(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt as _;

    fs::metadata(path).ok().map(|metadata| metadata.ino())
}

/// See above: this system does not exchange folders.
#[cfg(not(unix))]
fn identity(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_run_began_is_undone_where_the_note_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        for inner in ["a/specs/keys", "a/generated", "a/new"] {
            fs::create_dir_all(at(inner)).expect("a folder");
        }
        fs::write(at("a/specs/manifest.yaml"), "old").expect("a file");
        // However the paths are spelled.
        let inputs = [
            ("a/specs/../specs/manifest.yaml", Some("old".to_owned())),
            ("a/specs/keys/7.6.yaml", None),
        ];
        let inputs = inputs.map(|(path, old)| Input {
            path: at(path),
            old,
            text: "new".to_owned(),
        });
        let specs = at("a/specs");
        Journal::write(&specs, &inputs, &at("a/generated"), &at("a/new")).expect("a note");
        for Input { path, text, .. } in &inputs {
            fs::write(path, text).expect("replaced");
        }
        // A project of others is where this one was.
        fs::rename(at("a"), at("b")).expect("moved");
        fs::create_dir_all(at("a/specs/keys")).expect("a folder");
        fs::write(at("a/specs/manifest.yaml"), "theirs").expect("a file");
        fs::write(at("a/specs/keys/7.6.yaml"), "theirs").expect("a file");

        let found = undo(&at("b/specs")).expect("undone");
        assert_eq!(found, Recovered::Undone);

        let read = |path: &str| fs::read_to_string(at(path)).ok();
        assert_eq!(read("b/specs/manifest.yaml").as_deref(), Some("old"));
        assert_eq!(read("b/specs/keys/7.6.yaml"), None);
        assert_eq!(read("a/specs/manifest.yaml").as_deref(), Some("theirs"));
        assert_eq!(read("a/specs/keys/7.6.yaml").as_deref(), Some("theirs"));
        assert!(!at("b/specs").join(NAME).exists());
    }

    /// A note of a run that was killed when it had replaced its one input.
    fn killed(folder: &Path) -> PathBuf {
        let input = folder.join("manifest.yaml");
        fs::write(&input, "old").expect("a file");
        let inputs = [Input {
            path: input.clone(),
            old: Some("old".to_owned()),
            text: "new".to_owned(),
        }];
        Journal::write(folder, &inputs, &folder.join("crate"), &folder.join("new"))
            .expect("a note");
        fs::write(&input, "new").expect("replaced");
        input
    }

    #[test]
    fn what_a_person_wrote_after_a_killed_run_is_not_undone() {
        let folder = tempfile::tempdir().expect("a folder");
        let input = killed(folder.path());
        fs::write(&input, "new and mine").expect("changed");
        for _ in 0..2 {
            let found = undo(folder.path()).expect("nothing is wrong");
            let Recovered::Changed { path, note, old } = found else {
                panic!("{found:?}");
            };
            assert_eq!((path, note), (input.clone(), folder.path().join(NAME)));
            let old = old.expect("it was there");
            assert_eq!(fs::read_to_string(old).expect("a file"), "old");
            assert_eq!(fs::read_to_string(&input).expect("a file"), "new and mine");
        }
        fs::write(&input, "new").expect("changed back");
        assert_eq!(undo(folder.path()).expect("undone"), Recovered::Undone);
        assert_eq!(fs::read_to_string(&input).expect("a file"), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_note_that_came_with_a_copy_undoes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let input = killed(folder.path());
        let note = folder.path().join(NAME);
        let copy = folder.path().join("copy");
        fs::create_dir(&copy).expect("a folder");
        for file in ["note", "0.old", "0.new"] {
            fs::copy(note.join(file), copy.join(file)).expect("copied");
        }
        fs::rename(&note, folder.path().join("original")).expect("renamed");
        fs::rename(&copy, &note).expect("renamed");
        assert_eq!(undo(folder.path()).expect("found"), Recovered::Foreign);
        assert_eq!(fs::read_to_string(&input).expect("a file"), "new");
        assert!(!note.exists());
    }
}
