//! Names that were probably meant.

/// The candidate that is most like `name`, if any is like it at all.
pub(crate) fn similar<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let likeness = |candidate: &str| {
        let (name, candidate) = (name.to_lowercase(), candidate.to_lowercase());
        strsim::normalized_damerau_levenshtein(&name, &candidate)
    };
    candidates
        .into_iter()
        .map(|candidate| (likeness(candidate), candidate))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// From 0, nothing in common, to 1, the same: one letter of three may differ.
const ALIKE: f64 = 0.66;

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
