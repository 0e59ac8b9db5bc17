//! One action, applied to one document.

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::change::{Update, remove};
use crate::api_version::ApiVersion;
use crate::document::{Document, Origin};
use crate::pointer::Pointer;

/// A correction.
#[derive(Debug)]
pub(super) struct Action {
    /// Its position in the overlay.
    pub(super) at: Pointer,
    pub(super) target: JsonPath,
    /// The api-versions that it is for; all of them if `None`.
    pub(super) versions: Option<Vec<ApiVersion>>,
    pub(super) change: Change,
}

#[derive(Debug)]
pub(super) enum Change {
    Update(Value),
    Remove,
}

/// What an action did to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing, since it is for other api-versions.
    OtherVersion,
    /// Nothing, since its target matches nothing.
    NoMatch,
    /// Nothing, since the document says so itself.
    NoChange,
    /// Nothing, since an update that is not an object cannot be merged into one.
    NotMergeable,
    /// It changed the document.
    Changed {
        /// The items of its update that every list had already.
        known_items: BTreeSet<Pointer>,
    },
}

impl Action {
    /// Applies the action. `file` is the overlay among the document's files.
    pub(super) fn apply(&self, document: &mut Document, file: usize) -> Effect {
        let is_other = |versions: &Vec<ApiVersion>| {
            document
                .api_version()
                .is_none_or(|version| !versions.contains(&version))
        };
        if self.versions.as_ref().is_some_and(is_other) {
            return Effect::OtherVersion;
        }
        let targets = self.targets(&document.value);
        if targets.is_empty() {
            return Effect::NoMatch;
        }
        match &self.change {
            Change::Update(value) => {
                let is_object = |target: &Pointer| {
                    target
                        .resolve(&document.value)
                        .is_some_and(Value::is_object)
                };
                if !value.is_object() && targets.iter().any(is_object) {
                    return Effect::NotMergeable;
                }
                let mut update = Update::new(document);
                for target in &targets {
                    let pointer = self.at.child("update");
                    update.merge(target, value, Origin { file, pointer });
                }
                update.effect()
            }
            Change::Remove => {
                let mut is_changed = false;
                for target in &targets {
                    let pointer = self.at.child("target");
                    is_changed |= remove(document, target, Origin { file, pointer });
                }
                if is_changed {
                    let known_items = BTreeSet::new();
                    Effect::Changed { known_items }
                } else {
                    Effect::NoChange
                }
            }
        }
    }

    /// What the target matches, each once, the last item of a list first: so
    /// removing one leaves the indices of the others as they were.
    fn targets(&self, value: &Value) -> Vec<Pointer> {
        let located = self.target.query_located(value);
        let pointers = located
            .locations()
            .filter_map(|path| Pointer::parse(&path.to_json_pointer()));
        let steps = |pointer: &Pointer| -> Vec<(Option<usize>, String)> {
            pointer
                .tokens()
                .iter()
                .map(|token| (token.parse().ok(), token.clone()))
                .collect()
        };
        let mut pointers: Vec<_> = pointers.collect();
        pointers.sort_by_cached_key(|pointer| std::cmp::Reverse(steps(pointer)));
        pointers.dedup();
        pointers
    }
}
