//! What a diff says to people and programs.

use std::fmt::Write as _;

use super::{Change, Impact, Rule};

/// A diff in numbers, and what it means for the crate's version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    counts: Vec<(&'static str, usize)>,
    removed: usize,
    changed: usize,
    breaking: usize,
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
        match self.breaking {
            0 => format!("minor: nothing a caller of {old} uses is gone or different"),
            1 => format!("major: 1 change breaks callers of {callers}"),
            count => format!("major: {count} changes break callers of {callers}"),
        }
    }

    /// Whether callers have something to do.
    pub fn is_breaking(&self) -> bool {
        self.breaking > 0
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
    text
}

/// For a pull request or a changelog.
pub fn markdown(changes: &[Change], old: &str, new: &str) -> String {
    let summary = Summary::of(changes);
    let (numbers, verdict) = (summary.numbers(), summary.verdict(old));
    let mut text = format!("### {old} → {new}\n\n{numbers}; {verdict}.\n");
    if !changes.is_empty() {
        text.push_str("\n| change | wire | Rust |\n|---|---|---|\n");
    }
    for change in changes {
        let sentence = change.sentence.replace('|', "\\|");
        let (wire, rust) = (word(change.wire), word(change.rust));
        let _ = writeln!(text, "| {sentence} | {wire} | {rust} |");
    }
    text
}

/// For programs: an object with the changes, and whether any is breaking.
pub fn json(changes: &[Change], old: &str, new: &str) -> String {
    let summary = Summary::of(changes);
    let value = serde_json::json!({
        "old": old,
        "new": new,
        "breaking": summary.breaking > 0,
        "changes": changes,
    });
    format!("{value:#}\n")
}
