//! Names that were probably meant.

use std::cell::Cell;

use crate::limits::{COMPARED_NAME, COMPARISONS};

/// Suggestions for the names of a run. A document may have thousands of wrong names
/// and of right ones: after a good deal of comparing, no more is suggested.
pub(crate) struct Suggestions {
    left: Cell<usize>,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self {
            left: Cell::new(COMPARISONS),
        }
    }
}

impl Suggestions {
    /// The candidate that is most like `name`, if any is like it at all.
    pub(crate) fn similar<'c>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        let candidates = candidates.into_iter().take_while(|_| {
            let left = self.left.get();
            self.left.set(left.saturating_sub(1));
            left > 0
        });
        similar(name, candidates)
    }

    /// A help for whoever wrote `name` and probably meant one of the candidates.
    pub(crate) fn meant<'c>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<String> {
        self.similar(name, candidates).map(question)
    }
}

/// The candidate that is most like `name`, if any is like it at all.
pub(crate) fn similar<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    if name.len() > COMPARED_NAME {
        return None;
    }
    let name = name.to_lowercase();
    let likeness =
        |candidate: &str| strsim::normalized_damerau_levenshtein(&name, &candidate.to_lowercase());
    // Each letter that one has more than the other is a difference.
    let is_possible = |candidate: &&str| {
        let (a, b) = (name.len() as f64, candidate.len() as f64);
        candidate.len() <= COMPARED_NAME && a.min(b) >= ALIKE_IN_LENGTH * a.max(b)
    };
    candidates
        .into_iter()
        .filter(is_possible)
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// A help for whoever wrote `name` and probably meant one of the candidates.
pub(crate) fn meant<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    similar(name, candidates).map(question)
}

fn question(similar: &str) -> String {
    format!("did you mean `{similar}`?")
}

/// The same, or what there is to choose from.
pub(crate) fn meant_or_one_of<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str> + Clone,
) -> String {
    let all = || match candidates
        .clone()
        .into_iter()
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => "there are none".to_owned(),
        [only] => format!("there is one, {only}"),
        names => format!("there are {}", names.join(", ")),
    };
    meant(name, candidates.clone()).unwrap_or_else(all)
}

/// From 0, nothing in common, to 1, the same: one letter of three may differ.
const ALIKE: f64 = 0.66;

/// The same for lengths, which are those in bytes.
const ALIKE_IN_LENGTH: f64 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found_and_nothing_else() {
        for (name, expected) in [
            ("requird", Some("required")),
            ("descripton", Some("description")),
            ("Required", Some("required")),
            ("banana", None),
            ("", None),
        ] {
            let candidates = ["required", "description", "type"];
            assert_eq!(similar(name, candidates), expected, "{name}");
        }
    }
}
