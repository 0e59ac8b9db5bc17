//! The vocabulary as data, for documentation and tests.

use std::sync::LazyLock;

use super::{DOCUMENT, Fate, Holds, Keyword, Kind};

/// A keyword of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The object, as the standard calls it, with its article.
    pub object: &'static str,
    /// The name of the keyword.
    pub keyword: &'static str,
    /// What the generator makes of it.
    pub treatment: Treatment,
}

/// What the generator makes of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// Something in the crate depends on it.
    Read,
    /// Nothing does, for this reason: half a sentence that follows a colon.
    Ignored(&'static str),
    /// A document that has it is refused.
    Refused,
}

/// Returns every keyword that the generator knows, by object.
pub fn entries() -> impl Iterator<Item = Entry> {
    let of_kind = |kind: &&'static Kind| {
        let object = kind.name;
        let entry = move |keyword: &Keyword| Entry {
            object,
            keyword: keyword.name,
            treatment: match keyword.fate {
                Fate::Read(_) => Treatment::Read,
                Fate::Ignored(reason) => Treatment::Ignored(reason),
                Fate::Refused(_) => Treatment::Refused,
            },
        };
        kind.keywords.iter().map(entry)
    };
    KINDS.iter().flat_map(of_kind)
}

/// Every kind of object, the document first.
pub(super) static KINDS: LazyLock<Vec<&'static Kind>> = LazyLock::new(|| {
    let mut kinds = vec![&DOCUMENT];
    let mut seen = 0;
    while let Some(kind) = kinds.get(seen).copied() {
        seen += 1;
        for inner in kind.keywords.iter().filter_map(inner) {
            if !kinds.iter().any(|known| std::ptr::eq(*known, inner)) {
                kinds.push(inner);
            }
        }
    }
    kinds
});

/// The objects inside of what a keyword holds.
fn inner(keyword: &Keyword) -> Option<&'static Kind> {
    let Fate::Read(holds) = &keyword.fate else {
        return None;
    };
    match holds {
        Holds::Object(kind)
        | Holds::Map(kind)
        | Holds::ObjectOrFlag(kind)
        | Holds::Patterned(_, kind)
        | Holds::List(kind) => Some(kind),
        Holds::Text
        | Holds::TextOrNull
        | Holds::Flag
        | Holds::Whole
        | Holds::Number
        | Holds::Texts
        | Holds::OneOf(..)
        | Holds::Scalar
        | Holds::Scalars
        | Holds::TextMap
        | Holds::Security
        | Holds::Anything => None,
    }
}
