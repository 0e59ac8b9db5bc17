//! The bounds on what is read, against files that are hostile or broken. No document of
//! an API comes near one of them.

/// How many bytes the files of a document may have together. Azure's largest have five
/// million.
pub(crate) const FILES: u64 = 256 * 1024 * 1024;

/// How many brackets may be open at once. The parsers stop earlier, but take a time that
/// grows with the square of the depth to get there.
pub(crate) const BRACKETS: usize = 5000;

/// How large the values of a file with `length` bytes may be, in the bytes of its scalars
/// and one for each value. Without aliases they cannot be larger than the file.
pub(crate) const fn expanded(length: usize) -> usize {
    length.saturating_mul(2).saturating_add(1024 * 1024)
}

/// How deep schemas may be nested, and how many references may follow each other.
pub(crate) const SCHEMAS: usize = 64;

/// How many steps the compiler may take from a type into the types that it is made of.
/// Its own limit, `recursion_limit`, is 128: the rest is for types of callers.
pub(crate) const STEPS: usize = 100;

/// How many characters of a line are shown before the problem in it, and behind.
pub(crate) const EXCERPT: usize = 200;

/// How many problems of a kind people see in full, once there are more than a few.
pub(crate) const SHOWN_IN_FULL: usize = 3;

/// How many of a kind have a line besides; the others are counted.
pub(crate) const SHOWN_IN_LINES: usize = 20;

/// How many entries of a folder are read to find the file that was meant.
pub(crate) const FOLDER_ENTRIES: usize = 1000;

/// How many operations a problem names.
pub(crate) const USERS: usize = 20;

/// The length in bytes from which a name is not compared with others: nobody typed it.
pub(crate) const COMPARED_NAME: usize = 100;

/// How many names of a document are compared to find what was meant.
pub(crate) const COMPARISONS: usize = 20_000;
