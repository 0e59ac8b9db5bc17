//! Extensions that are read, and what a misspelled or misplaced one was meant to be.

use std::sync::LazyLock;

use super::entry::KINDS;
use super::{Fate, Kind};
use crate::similar::similar;

/// Every extension that is read, with the object that it belongs to. Objects that
/// share an extension each have an entry.
static READ: LazyLock<Vec<(&'static str, &'static Kind)>> = LazyLock::new(|| {
    let of_kind = |kind: &&'static Kind| {
        let kind = *kind;
        let is_read = |fate: &Fate| matches!(fate, Fate::Read(_));
        let keywords = kind.keywords.iter();
        let read = keywords.filter(move |keyword| is_read(&keyword.fate));
        read.map(move |keyword| (keyword.name, kind))
    };
    let read = KINDS.iter().flat_map(of_kind);
    read.filter(|(name, _)| name.starts_with("x-")).collect()
});

/// A help for `name` of an object of that kind, which does not have it: where it
/// belongs, or what else was probably meant.
pub(super) fn meant(name: &str, kind: &Kind) -> Option<String> {
    let homes = |name: &str| {
        let of_name = READ.iter().filter(|(known, _)| *known == name);
        let homes: Vec<_> = of_name.map(|(_, kind)| kind.name).collect();
        match homes.split_last() {
            Some((last, others)) if !others.is_empty() => {
                format!("{} or {last}", others.join(", "))
            }
            _ => homes.concat(),
        }
    };
    if READ.iter().any(|(known, _)| *known == name) {
        return Some(format!("it belongs to {}", homes(name)));
    }
    // Of names that are equally alike, the last is taken.
    let is_own = |known: &Kind| std::ptr::eq(known, kind);
    let (own, others): (Vec<_>, Vec<_>) = READ.iter().partition(|(_, known)| is_own(known));
    let candidates: Vec<_> = others.into_iter().chain(own).collect();
    // The prefix would make any two of them alike.
    let names = candidates.iter().map(|(known, _)| stem(known));
    let found = similar(stem(name), names)?;
    let (known, home) = candidates.iter().rfind(|(known, _)| stem(known) == found)?;
    if is_own(home) {
        Some(format!("did you mean `{known}`?"))
    } else {
        Some(format!("did you mean `{known}` of {}?", homes(known)))
    }
}

/// An extension's name without what all of them begin with.
fn stem(name: &str) -> &str {
    let own = name.strip_prefix("x-").unwrap_or(name);
    own.strip_prefix("ms-").unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use super::super::operation::{OPERATION, PATH_ITEM};
    use super::super::schema::SCHEMA;
    use super::*;

    #[test]
    fn what_was_meant_is_found_with_its_object_and_nothing_else() {
        for (name, kind, expected) in [
            ("x-secret", &SCHEMA, Some("did you mean `x-ms-secret`?")),
            ("x-ms-secrte", &SCHEMA, Some("did you mean `x-ms-secret`?")),
            (
                "x-repeatble",
                &OPERATION,
                Some("did you mean `x-repeatable`?"),
            ),
            (
                "x-ms-repeatable",
                &PATH_ITEM,
                Some("did you mean `x-repeatable` of an operation?"),
            ),
            (
                "x-repeatable",
                &PATH_ITEM,
                Some("it belongs to an operation"),
            ),
            ("x-ms-secret", &OPERATION, Some("it belongs to a schema")),
            (
                "x-ms-client-name",
                &OPERATION,
                Some("it belongs to a parameter, a schema or a request body"),
            ),
            ("x-internal", &SCHEMA, None),
            ("x-", &SCHEMA, None),
            ("x-ms-odata", &OPERATION, None),
        ] {
            assert_eq!(meant(name, kind).as_deref(), expected, "{name}");
        }
    }
}
