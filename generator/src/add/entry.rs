//! Naming a document in the manifest, whose comments and order a person made.

use std::path::Path;

use crate::code::Code;
use crate::load::{self, line_of};
use crate::manifest::{Location, Manifest};
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::write::Input;

/// What some editors put in front of a text, and `load` leaves out.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The manifest with `document` in the list of the service at
/// `index`, behind the first `before` documents.
pub(super) fn listed(
    location: &Location,
    index: usize,
    before: usize,
    document: &Path,
) -> Result<Input, Problem> {
    let help = "README.md lists what stands in it";
    let (source, _): (_, Manifest) =
        load::read_as(&location.manifest, &location.project, "manifest", help)?;
    let list = Pointer::root()
        .child("services")
        .child(index)
        .child("documents");
    let shown = document.strip_prefix(&location.folder).unwrap_or(document);
    let shown = shown.to_string_lossy().replace('\\', "/");
    let by_hand = || {
        let place = source.place(list.clone());
        Problem::new(
            Code::ManifestShape,
            place,
            "the list of documents is not one document on a line",
        )
        .help("put each document on a line of its own, behind `- `, and run `add` again")
    };
    // Behind the line of the one before it, or in front of the first.
    let neighbour = list.child(before.saturating_sub(1));
    let line = line_of(&source, &neighbour).ok_or_else(by_hand)?;
    let lines: Vec<_> = source.text.split_inclusive('\n').collect();
    let text = lines.get(line.saturating_sub(1)).ok_or_else(by_hand)?;
    let (indent, _) = text.split_once("- ").ok_or_else(by_hand)?;
    if !indent.chars().all(char::is_whitespace) {
        return Err(by_hand());
    }
    let at = if before == 0 {
        line.saturating_sub(1)
    } else {
        line
    };
    let mut new: String = lines[..at].concat();
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    new.push_str(&format!("{indent}- {shown}\n"));
    new.push_str(&lines[at..].concat());
    let whole = super::read(&location.manifest).ok().flatten();
    let mark = whole.filter(|text| text.starts_with(BYTE_ORDER_MARK));
    Ok(Input {
        path: location.manifest.clone(),
        old: Some(format!(
            "{}{}",
            mark.map_or("", |_| BYTE_ORDER_MARK),
            source.text
        )),
        text: new,
    })
}
