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

use serde::{Serialize, Serializer};

use crate::document::Origins;
use crate::ir::{Api, Type};
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
        matches!(self.rust, Impact::Breaking | Impact::Meaning)
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
        renamed: Vec::new(),
    };
    diff.find_renamed();
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
    /// The wire names of models and enums that have another name now.
    renamed: Vec<(String, String)>,
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

/// The parts of two lists: those of the new one in order, then what is gone.
fn pairs<'a, T>(old: &'a [T], new: &'a [T], is_same: impl Fn(&T, &T) -> bool) -> Vec<Pair<'a, T>> {
    let now = new.iter().map(|now| {
        let before = old.iter().find(|before| is_same(before, now));
        before.map_or(Pair::Added(now), |before| Pair::Both(before, now))
    });
    let is_gone = |before: &&T| new.iter().all(|now| !is_same(before, now));
    now.chain(old.iter().filter(is_gone).map(Pair::Removed))
        .collect()
}

impl Diff<'_> {
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
    fn name_now<'n>(&'n self, old: &'n str) -> &'n str {
        let renamed = self.renamed.iter().find(|(before, _)| before == old);
        renamed.map_or(old, |(_, now)| now)
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

    /// What there is to say of another type, and what it means. Models and enums
    /// with another name have rules of their own.
    fn retyped(&self, old: &Type, new: &Type) -> Option<(String, Impact)> {
        let has_other_format = match (old.leaf(), new.leaf()) {
            (Type::Scalar(old), Type::Scalar(new)) => old != new,
            _ => false,
        };
        let impact = match (self.is_same(old, new), has_other_format) {
            (true, false) => return None,
            (true, true) => Impact::Docs,
            (false, _) => Impact::Breaking,
        };
        Some((format!("is `{new}`, and was `{old}`"), impact))
    }
}

/// Breaking if so, else additive.
fn breaking_if(is_breaking: bool) -> Impact {
    if is_breaking {
        Impact::Breaking
    } else {
        Impact::Additive
    }
}
