//! Copies that a run prepares before they take their places.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::parent;

/// What the names of copies have between the name of what they are for and the number
/// of the process that made them.
const INFIX: &str = ".staging-";

/// Where this run prepares what will be at `path`.
pub(super) fn beside(path: &Path) -> PathBuf {
    parent(path).join(name(path))
}

/// Where this run prepares what will be in `folder`.
pub(super) fn inside(folder: &Path) -> PathBuf {
    folder.join(name(folder))
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{name}{INFIX}{}", std::process::id())
}

/// Removes what runs that were killed left in `folder`: copies, all of it. What cannot
/// be removed does not stand in the way.
pub(super) fn remove_leftovers(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let process = process(&entry.file_name().to_string_lossy());
        if process.is_some_and(is_gone) {
            let _ = if entry.file_type()?.is_dir() {
                fs::remove_dir_all(entry.path())
            } else {
                fs::remove_file(entry.path())
            };
        }
    }
    Ok(())
}

/// The number of the process that made the copy called `name`, if it is one.
fn process(name: &str) -> Option<u32> {
    let (of, process) = name.strip_prefix('.')?.rsplit_once(INFIX)?;
    process.parse().ok().filter(|_| !of.is_empty())
}

/// Whether there is no such process any more, or it is this one, which has not
/// prepared anything yet.
#[cfg(unix)]
fn is_gone(process: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    process == std::process::id()
        || pid.is_none_or(|pid| test_kill_process(pid) == Err(Errno::SRCH))
}

/// See above: this system cannot tell; commands do not run at the same time.
#[cfg(not(unix))]
fn is_gone(_: u32) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn only_the_copies_of_processes_that_are_gone_are_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = Command::new("true").spawn().expect("a process");
        child.wait().expect("its end");
        let gone = child.id();
        let alive = std::os::unix::process::parent_id();
        let file = |name: String| fs::write(folder.path().join(name), "").expect("written");
        file(format!(".manifest.yaml.staging-{gone}"));
        let tree = folder.path().join(format!(".generated.staging-{gone}/src"));
        fs::create_dir_all(tree).expect("made");
        let stay = [
            format!(".manifest.yaml.staging-{alive}"),
            format!("manifest.yaml.staging-{gone}"),
            format!(".staging-{gone}"),
            ".notes.staging-area".to_owned(),
        ];
        stay.iter().cloned().for_each(file);

        remove_leftovers(folder.path()).expect("removed");

        let left = fs::read_dir(folder.path()).expect("the folder");
        let mut left: Vec<_> = left
            .map(|entry| entry.expect("an entry").file_name().into_string())
            .map(|name| name.expect("text"))
            .collect();
        left.sort();
        let mut stay = stay.to_vec();
        stay.sort();
        assert_eq!(left, stay);
        remove_leftovers(&folder.path().join("absent")).expect("nothing to remove");
    }
}
