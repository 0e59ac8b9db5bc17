//! Diff: what changed from one lowered API to another, for a caller.
//!
//! It compares what `lower` decided, so it is blind to how a document is
//! written: where an enum stands, what is inherited, which file holds what, and
//! in which words.

mod constraint;
mod enumeration;
mod model;
mod operation;
mod report;
mod rule;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use crate::document::Origins;
use crate::ir::{Api, Indexed, Name, Type};
use crate::pointer::Pointer;
use crate::problem::Place;

pub use report::{Summary, json, markdown, text};
pub use rule::Rule;

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What kind of change it is.
    pub rule: Rule,
    /// What changed: an operation, a model, `Model.property`, …
    pub subject: String,
    /// What happened to it, as a sentence without a full stop.
    pub sentence: String,
    /// Where the old document says so.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "place")]
    pub old: Option<Place>,
    /// Where the new document says so.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "place")]
    pub new: Option<Place>,
    /// What it means between a client of the old version and a service of the new.
    pub wire: Impact,
    /// What it means for Rust code written against the old module, when it is
    /// compiled against the new one.
    pub rust: Impact,
}

fn place<S: Serializer>(place: &Option<Place>, serializer: S) -> Result<S::Ok, S::Error> {
    match place {
        Some(place) => serializer.collect_str(place),
        None => serializer.serialize_none(),
    }
}

impl Change {
    /// Whether someone who changes over has something to do.
    pub fn is_breaking(&self) -> bool {
        self.rust.is_felt()
    }

    /// Whether a client of the old version that meets a service of the new one
    /// fails, or gets something else.
    pub fn is_breaking_on_the_wire(&self) -> bool {
        self.wire.is_felt()
    }
}

/// What a change means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// What worked no longer does; Rust code does not compile.
    Breaking,
    /// It still works, or compiles, but does something else.
    Meaning,
    /// There is more than before, and all that was there still works.
    Additive,
    /// Nothing but the documentation changes.
    Docs,
}

impl Impact {
    fn is_felt(self) -> bool {
        matches!(self, Self::Breaking | Self::Meaning)
    }
}

/// A lowered API, and where its parts were written.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The API.
    pub api: &'a Api,
    /// The origins of its document.
    pub origins: &'a Origins,
}

impl Side<'_> {
    fn place(&self, at: &Pointer) -> Place {
        self.origins.place(at)
    }
}

/// Everything that changed, in the order of the new document, and what is gone
/// in the order of the old one.
pub fn diff(old: Side<'_>, new: Side<'_>) -> Vec<Change> {
    let mut diff = Diff {
        old,
        new,
        changes: Vec::new(),
        renamed: BTreeMap::new(),
        enum_ways: BTreeMap::new(),
        types: [old, new].map(|side| Indexed::of(side.api)),
    };
    diff.find_renamed();
    diff.find_enum_ways();
    diff.operations();
    diff.models();
    diff.enums();
    diff.changes
}

/// A comparison under way.
struct Diff<'a> {
    old: Side<'a>,
    new: Side<'a>,
    changes: Vec<Change>,
    /// The new wire names of models and enums that had the other one.
    renamed: BTreeMap<&'a str, &'a str>,
    /// The directions of the enums, by their new wire names.
    enum_ways: BTreeMap<&'a str, Ways>,
    /// The old and the new types, by their names.
    types: [Indexed<'a>; 2],
}

/// The directions that a value travelled in or travels in now.
#[derive(Clone, Copy, Default)]
struct Ways {
    is_sent: bool,
    is_received: bool,
}

impl Ways {
    const SENT: Self = Self {
        is_sent: true,
        is_received: false,
    };
    const RECEIVED: Self = Self {
        is_sent: false,
        is_received: true,
    };
}

/// What a change is about, and where it stands on the two sides.
#[derive(Clone, Copy)]
struct Subject<'a> {
    name: &'a str,
    old: Option<&'a Pointer>,
    new: Option<&'a Pointer>,
}

impl<'a> Subject<'a> {
    fn both(name: &'a str, old: &'a Pointer, new: &'a Pointer) -> Self {
        Self {
            name,
            old: Some(old),
            new: Some(new),
        }
    }

    fn added(name: &'a str, new: &'a Pointer) -> Self {
        Self {
            name,
            old: None,
            new: Some(new),
        }
    }

    fn removed(name: &'a str, old: &'a Pointer) -> Self {
        Self {
            name,
            old: Some(old),
            new: None,
        }
    }
}

/// A part of the two sides.
enum Pair<'a, T> {
    Both(&'a T, &'a T),
    Added(&'a T),
    Removed(&'a T),
}

/// The parts of two lists: those of the new one in order, then what is gone. Parts
/// are the same if they have the same key.
fn pairs<'a, T, K: Ord>(
    old: &'a [T],
    new: &'a [T],
    old_key: impl Fn(&'a T) -> K,
    new_key: impl Fn(&'a T) -> K,
) -> Vec<Pair<'a, T>> {
    let mut known = BTreeMap::new();
    for before in old {
        known.entry(old_key(before)).or_insert(before);
    }
    let mut kept = BTreeSet::new();
    let mut pairs: Vec<_> = new
        .iter()
        .map(|now| {
            let key = new_key(now);
            let before = known.get(&key);
            let pair = before.map_or(Pair::Added(now), |before| Pair::Both(before, now));
            kept.insert(key);
            pair
        })
        .collect();
    let gone = old.iter().filter(|before| !kept.contains(&old_key(before)));
    pairs.extend(gone.map(Pair::Removed));
    pairs
}

impl<'a> Diff<'a> {
    fn report(&mut self, rule: Rule, about: Subject<'_>, what: &str, wire: Impact, rust: Impact) {
        self.changes.push(Change {
            rule,
            subject: about.name.to_owned(),
            sentence: format!("`{}` {what}", about.name),
            old: about.old.map(|at| self.old.place(at)),
            new: about.new.map(|at| self.new.place(at)),
            wire,
            rust,
        });
    }

    /// The new name of what was called `old`.
    fn name_now<'n>(&self, old: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.renamed.get(old).copied().unwrap_or(old)
    }

    /// Whether both are the same type for Rust and in JSON, under whatever name.
    fn is_same(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Scalar(old), Type::Scalar(new)) => old.is_like(*new),
            (Type::Model(old), Type::Model(new)) => self.name_now(&old.0) == new.0,
            (Type::Enum(old), Type::Enum(new)) => self.name_now(old) == new,
            (Type::Array(old), Type::Array(new)) | (Type::Map(old), Type::Map(new)) => {
                self.is_same(old, new)
            }
            _ => false,
        }
    }

    /// What there is to say of another type, and what it means on the wire and in
    /// Rust. Models and enums with another name have rules of their own.
    fn retyped(&self, old: &Type, new: &Type, ways: Ways) -> Option<(String, Impact, Impact)> {
        let has_other_format = match (old.leaf(), new.leaf()) {
            (Type::Scalar(old), Type::Scalar(new)) => old != new,
            _ => false,
        };
        let (wire, rust) = match (self.is_same(old, new), has_other_format) {
            (true, false) => return None,
            (true, true) => (Impact::Docs, Impact::Docs),
            (false, _) => {
                let fits = self.fits(old, new, ways);
                (breaking_if(!fits), Impact::Breaking)
            }
        };
        Some((format!("is `{new}`, and was `{old}`"), wire, rust))
    }
}

/// What happened to a name, as a sentence without its subject.
fn renaming(old: &Name, new: &Name) -> String {
    if old.wire == new.wire {
        format!("is `{}` in Rust, and was `{}`", new.rust, old.rust)
    } else {
        format!("was called `{}`", old.wire)
    }
}

/// What another name in Rust means: code with the old one does not compile, unless
/// something else of the same scope has it now.
fn renaming_impact<'n>(old: &Name, mut now: impl Iterator<Item = &'n Name>) -> Impact {
    if now.any(|name| name.rust == old.rust) {
        Impact::Meaning
    } else {
        Impact::Breaking
    }
}

/// A text in a sentence, as CommonMark spells code that holds anything, and on one
/// line, with escapes as in Rust.
fn code(text: &str) -> String {
    let shown = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    let text: String = text.chars().map(shown).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let gap = if longest > 0 { " " } else { "" };
    format!("{fence}{gap}{text}{gap}{fence}")
}

/// Breaking if so, else additive.
fn breaking_if(is_breaking: bool) -> Impact {
    if is_breaking {
        Impact::Breaking
    } else {
        Impact::Additive
    }
}
