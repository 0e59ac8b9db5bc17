//! What only some systems can do: exchange two folders, and lock one.

use std::fs::File;
use std::io;
use std::path::Path;

/// Makes the two folders change places in one step.
///
/// # Errors
///
/// `Unsupported` where the system or the file system cannot do it; anything
/// else as it comes. Nothing has changed then.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP | Errno::XDEV) => {
            Err(io::ErrorKind::Unsupported.into())
        }
        result => Ok(result?),
    }
}

/// See above: this system has no such call.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Keeps other runs out of the folder until the lock is dropped.
///
/// # Errors
///
/// The folder cannot be opened.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn lock(folder: &Path) -> io::Result<Option<File>> {
    let file = File::open(folder)?;
    rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive)?;
    Ok(Some(file))
}

/// See above: this system has no lock for folders.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn lock(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}
