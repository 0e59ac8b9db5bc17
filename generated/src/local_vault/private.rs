// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Files that only their owner may read, where the system knows such.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{hex, random};

/// Makes a folder, and those around it, if need be.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// A file to read and write, which is made if need be.
pub(super) fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Lets what was made or renamed in a folder survive a crash of the machine.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match cfg!(unix) {
        true => File::open(path)?.sync_all(),
        false => Ok(()),
    }
}

/// Writes a file whole, in the place of any other: whoever could read that one, or has
/// it open, cannot read this one.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        // A terminal, or a pipe to whoever is to have it.
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let beside = &beside(path);
    let written = create(beside, bytes).and_then(|()| std::fs::rename(beside, path));
    written.inspect_err(|_| {
        // It may not even be there.
        let _ = std::fs::remove_file(beside);
    })
}

/// Writes a file of a name that nobody else has.
pub(super) fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create_file(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A name that nobody else has, in the same folder.
pub(super) fn beside(path: &Path) -> PathBuf {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}", hex(&random::<8>())));
    beside.into()
}
