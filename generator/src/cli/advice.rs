//! What to say once all problems are reported: which operations could be generated.

use std::fmt;
use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::output::{count, quoted, shown_folder};
use crate::code::Code;
use crate::generate::{Single, Usable, usable, usable_single};
use crate::problem::Problems;
use crate::visible::visible;

/// A sentence after the problems.
pub(super) enum Advice {
    /// A fact.
    Note(String),
    /// What to do.
    Help(String),
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (color, word, text) = match self {
            Self::Note(text) => (AnsiColor::BrightGreen, "note", text),
            Self::Help(text) => (AnsiColor::BrightCyan, "help", text),
        };
        let style = Style::new().bold().fg_color(Some(color.into()));
        write!(f, "{style}{word}{style:#}: {}", visible(text))
    }
}

/// Whether the documents may be right, so that a part of them can be generated.
pub(super) fn may_help(Problems(problems): &Problems) -> bool {
    let codes = problems.iter().filter_map(|problem| problem.code);
    codes.into_iter().any(Code::is_limit)
}

/// The advice for a document without a manifest.
pub(super) fn of_single(single: &Single) -> Vec<Advice> {
    let Some(usable) = usable_single(single) else {
        return Vec::new();
    };
    let names = usable.operations.join(",");
    let help = format!(
        "to leave out the others, add `--operations {}`",
        quoted(&names)
    );
    with_help(&usable, help)
}

/// The advice for the services of a manifest.
pub(super) fn of_manifest(manifest: &Path) -> Vec<Advice> {
    let advice = |usable: &Usable| {
        let names = serde_json::to_string(&usable.operations).unwrap_or_default();
        let help = format!(
            "to leave out the others, give the service `{}` in {} the line `operations: {names}`",
            usable.service,
            shown_folder(manifest),
        );
        with_help(usable, help)
    };
    usable(manifest).iter().flat_map(advice).collect()
}

fn with_help(usable: &Usable, help: String) -> Vec<Advice> {
    let (first, others) = usable
        .operations
        .split_at(usable.operations.len().min(NAMED));
    let first = first.join(", ");
    let names = match others.len() {
        0 => first,
        others => format!("{first} and {others} more"),
    };
    let number = usable.operations.len();
    let have = if number == 1 { "has" } else { "have" };
    let wanted = count(usable.wanted, "operation");
    let note = Advice::Note(format!("{number} of {wanted} {have} no problem: {names}"));
    if usable.operations.len() <= LISTED {
        vec![note, Advice::Help(help)]
    } else {
        vec![note]
    }
}

/// How many operations the note names.
const NAMED: usize = 5;

/// How many operations the help lists.
const LISTED: usize = 200;
