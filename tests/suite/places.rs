//! Where things lie.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn workspace() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// A folder of `../shared`, which a user's clone does not have. `None` makes a
/// test pass, after saying that it was skipped.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = workspace().join("../shared").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    skipped(&format!("{} is not on this machine", path.display()));
    None
}

/// Says that the test at hand passes without having tested anything. It goes
/// past the test program's capture, for whoever runs the tests to see.
#[expect(clippy::explicit_write, reason = "`eprintln!` would be captured")]
pub(crate) fn skipped(reason: &str) {
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    writeln!(io::stderr(), "skipped {test}: {reason}").unwrap();
}

/// The folders in `tests/cases/<group>`, sorted by name.
pub(crate) fn cases(group: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("cases")
        .join(group);
    let entries = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "{} holds no cases", folder.display());
    cases
}

/// The name of a case.
pub(crate) fn name(case: &Path) -> &str {
    case.file_name().unwrap().to_str().unwrap()
}
