//! What a diff says to people and programs.

use std::fmt::Write as _;

use super::{Change, Impact, Rule};

/// What code must do so that an additive change breaks nothing in it.
const CONTRACT: &str = "(literals of models end in `..Default::default()`, patterns in `..`, open enums are compared by `as_str()`)";

/// A diff in numbers, and what it means for the crate's version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    counts: Vec<(&'static str, usize)>,
    removed: usize,
    changed: usize,
    breaking: usize,
    breaking_on_the_wire: usize,
    /// Whether it takes code that keeps to the crate's contract.
    by_contract: bool,
}

impl Summary {
    /// Counts changes.
    pub fn of(changes: &[Change]) -> Self {
        let count = |rules: &[Rule]| {
            let of_kind = |change: &&Change| rules.contains(&change.rule);
            changes.iter().filter(of_kind).count()
        };
        let counts = vec![
            ("operation", count(&[Rule::OperationAdded])),
            ("parameter", count(&[Rule::ParameterAdded])),
            ("model", count(&[Rule::ModelAdded])),
            ("property", count(&[Rule::PropertyAdded])),
            ("enum", count(&[Rule::EnumAdded])),
            ("value", count(&[Rule::EnumValueAdded])),
        ];
        let removed = count(&[
            Rule::OperationRemoved,
            Rule::ParameterRemoved,
            Rule::ModelRemoved,
            Rule::PropertyRemoved,
            Rule::EnumRemoved,
            Rule::EnumValueRemoved,
        ]);
        let added: usize = counts.iter().map(|(_, count)| count).sum();
        Self {
            counts,
            removed,
            changed: changes.len() - added - removed,
            breaking: changes.iter().filter(|change| change.is_breaking()).count(),
            breaking_on_the_wire: changes
                .iter()
                .filter(|change| change.is_breaking_on_the_wire())
                .count(),
            by_contract: changes.iter().any(|change| {
                let rules = [Rule::PropertyAdded, Rule::EnumValueAdded];
                rules.contains(&change.rule) && !change.is_breaking()
            }),
        }
    }

    /// `2 properties added, 0 removed, 1 changed`.
    pub fn numbers(&self) -> String {
        let counts = self.counts.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<_> = counts
            .map(|(noun, count)| match (*count, noun.strip_suffix('y')) {
                (1, _) => format!("1 {noun}"),
                (count, Some(stem)) => format!("{count} {stem}ies"),
                (count, None) => format!("{count} {noun}s"),
            })
            .collect();
        let added = match counts.split_last() {
            None => "0".to_owned(),
            Some((only, [])) => only.clone(),
            Some((last, first)) => format!("{} and {last}", first.join(", ")),
        };
        format!(
            "{added} added, {} removed, {} changed",
            self.removed, self.changed
        )
    }

    /// What a release with the new version as the newest one is, by SemVer, for
    /// callers who use the newest version whichever it is.
    pub fn verdict(&self, old: &str) -> String {
        self.verdict_for(&format!("{old} who change over"), old)
    }

    /// The same for a version that takes the place of an old form of itself, whose
    /// callers have no choice.
    pub fn verdict_in_place(&self, version: &str) -> String {
        self.verdict_for(version, version)
    }

    fn verdict_for(&self, callers: &str, old: &str) -> String {
        match (self.breaking, self.breaking_on_the_wire) {
            (0, 0) => format!("minor: nothing a caller of {old} uses is gone or different"),
            (0, _) => format!("minor: code written for {old} compiles, and means the same"),
            (1, _) => format!("major: 1 change breaks callers of {callers}"),
            (count, _) => format!("major: {count} changes break callers of {callers}"),
        }
    }

    /// What there is to say that decides nothing about the crate's version: what
    /// it means for programs that go on as they are, and on what terms nothing
    /// breaks that is called additive.
    pub fn asides(&self, old: &str, new: &str) -> Vec<String> {
        let wire = match self.breaking_on_the_wire {
            0 => None,
            1 => Some("1 change breaks".to_owned()),
            count => Some(format!("{count} changes break")),
        };
        let wire = wire.map(|changes| {
            format!("wire: {changes} clients of {old} that meet a service of {new}")
        });
        let terms = self.by_contract.then(|| CONTRACT.to_owned());
        wire.into_iter().chain(terms).collect()
    }

    /// How many changes break callers who change over.
    pub fn breaking(&self) -> usize {
        self.breaking
    }
}

fn word(impact: Impact) -> &'static str {
    match impact {
        Impact::Breaking => "breaking",
        Impact::Meaning => "means something else",
        Impact::Additive => "additive",
        Impact::Docs => "docs only",
    }
}

/// For a terminal: a change each, with its places.
pub fn text(changes: &[Change], old: &str, new: &str) -> String {
    let mut text = String::new();
    for change in changes {
        let Change {
            rule,
            sentence,
            wire,
            rust,
            ..
        } = change;
        let (wire, rust) = (word(*wire), word(*rust));
        let code = rule.code();
        // Writing into a `String` cannot fail.
        let _ = writeln!(text, "{sentence} [{code}]\n  wire: {wire}; Rust: {rust}");
        for (side, place) in [("old", &change.old), ("new", &change.new)] {
            if let Some(place) = place {
                let _ = writeln!(text, "  {side}: {place}");
            }
        }
        text.push('\n');
    }
    let summary = Summary::of(changes);
    let _ = writeln!(text, "{old} -> {new}: {}", summary.numbers());
    let _ = writeln!(text, "{}", summary.verdict(old));
    for line in summary.asides(old, new) {
        let _ = writeln!(text, "{line}");
    }
    text
}

/// For a pull request or a changelog.
pub fn markdown(changes: &[Change], old: &str, new: &str) -> String {
    let summary = Summary::of(changes);
    let (numbers, verdict) = (summary.numbers(), summary.verdict(old));
    let mut text = format!("### {old} → {new}\n\n{numbers}; {verdict}.\n");
    for line in summary.asides(old, new) {
        let _ = writeln!(text, "\n{line}");
    }
    if !changes.is_empty() {
        text.push_str("\n| change | rule | wire | Rust | old | new |\n|---|---|---|---|---|---|\n");
    }
    for change in changes {
        let sentence = cell(&change.sentence);
        let code = change.rule.code();
        let (wire, rust) = (word(change.wire), word(change.rust));
        let [old, new] = [&change.old, &change.new].map(|place| {
            let place = place.as_ref().map(ToString::to_string);
            place.map_or_else(String::new, |place| format!(" {}", cell(&place)))
        });
        let _ = writeln!(
            text,
            "| {sentence} | `{code}` | {wire} | {rust} |{old} |{new} |"
        );
    }
    text
}

/// CommonMark in a cell of a table, where `|` and `\` mean something in code as well,
/// and a line cannot end.
fn cell(text: &str) -> String {
    let is_plain = |c: char| !matches!(c, '|' | '\\') && !c.is_control();
    if text.chars().all(is_plain) {
        return text.to_owned();
    }
    // Nothing can be said of it but character by character.
    let mut cell = String::new();
    for c in text.chars() {
        match c {
            ' ' => cell.push(c),
            _ if c.is_ascii_punctuation() => {
                let _ = write!(cell, "&#{};", u32::from(c));
            }
            // `\n`, as in Rust.
            _ if c.is_control() => {
                let _ = write!(cell, "&#92;{}", &c.escape_debug().to_string()[1..]);
            }
            _ => cell.push(c),
        }
    }
    cell
}

/// For programs: an object with the changes, how many break what, and whether any
/// does.
pub fn json(changes: &[Change], old: &str, new: &str) -> String {
    let summary = Summary::of(changes);
    let (rust, wire) = (summary.breaking, summary.breaking_on_the_wire);
    let value = serde_json::json!({
        "old": old,
        "new": new,
        "breaking": rust + wire > 0,
        "breaks": { "rust": rust, "wire": wire },
        "changes": changes,
    });
    format!("{value:#}\n")
}
