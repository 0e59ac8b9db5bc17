//! Whose crate a folder holds: all that the generator wrote carries one mark.

use std::fs;
use std::path::{Path, PathBuf};

use super::output::shown_folder;
use super::{Failure, MANIFEST};
use crate::check::is_ours;
use crate::code::Code;
use crate::generate::Generated;
use crate::manifest::{Location, Manifest};
use crate::problem::{Place, Problem};

/// Makes sure that the crate of a lone document does not take the place of another
/// one: of a manifest's, or of one with another name.
pub(super) fn expect_none(generated: &Generated) -> Result<(), Failure> {
    let folder = &generated.output;
    let owner = match (manifest_of(folder), package_in(folder)) {
        (Some(manifest), _) => format!("the crate of {}", shown_folder(&manifest)),
        (None, Some(name)) if name != generated.package.name => format!("the crate `{name}`"),
        _ => return Ok(()),
    };
    let place = Place::file(shown_folder(folder));
    let message = format!("the folder holds {owner}");
    let help = "name another folder with `--out`, or delete this one";
    Err(Problem::new(Code::FolderUnusable, place, message)
        .help(help)
        .into())
}

/// The manifest whose crate lies in the folder, in the project that it is part of.
fn manifest_of(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let above = folder.ancestors().skip(1).map(|above| above.join(MANIFEST));
    let manifest = above.into_iter().find(|path| path.is_file())?;
    let Location {
        folder: own,
        project,
        ..
    } = Location::of(&manifest);
    let output = Manifest::load(&manifest, &project).ok()?.output;
    let is_its = fs::canonicalize(own.join(output)).is_ok_and(|output| output == folder);
    is_its.then_some(manifest)
}

/// The name of the crate that the generator wrote into the folder.
fn package_in(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let text = Some(text).filter(|text| is_ours(text))?;
    let mut lines = text.lines();
    let name = lines.find_map(|line| line.strip_prefix("name = \""))?;
    Some(name.trim_end_matches('"').to_owned())
}
