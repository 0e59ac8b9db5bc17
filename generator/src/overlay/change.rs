//! What an action changes in a document's value.

use std::collections::BTreeSet;

use serde_json::Value;

use super::action::Effect;
use crate::document::{Document, Origin};
use crate::pointer::Pointer;

/// An update on its way into the targets of an action.
pub(super) struct Update<'d> {
    document: &'d mut Document,
    is_changed: bool,
    /// The items of the update, by whether a list had them already.
    known: BTreeSet<Pointer>,
    appended: BTreeSet<Pointer>,
}

impl<'d> Update<'d> {
    pub(super) fn new(document: &'d mut Document) -> Self {
        Self {
            document,
            is_changed: false,
            known: BTreeSet::new(),
            appended: BTreeSet::new(),
        }
    }

    /// What became of it.
    pub(super) fn effect(self) -> Effect {
        if self.is_changed {
            let known_items = self.known.difference(&self.appended).cloned().collect();
            Effect::Changed { known_items }
        } else {
            Effect::NoChange
        }
    }

    /// Merges `update`, which stands at `origin`, into the value at `target`:
    /// objects by key, arrays by appending, anything else by replacing (Overlay
    /// Specification 1.0, section "Action Object"). What an array has already is not
    /// appended. An array for an array is several items, as in 1.1: one of 1.0 would
    /// be an array in an array, which OpenAPI does not have.
    pub(super) fn merge(&mut self, target: &Pointer, update: &Value, origin: Origin) {
        let Some(value) = target.resolve_mut(&mut self.document.value) else {
            return;
        };
        match (value, update) {
            (Value::Object(entries), Value::Object(updates)) => {
                let (present, new): (Vec<_>, Vec<_>) = updates
                    .iter()
                    .partition(|(key, _)| entries.contains_key(*key));
                let origin_of = |key| Origin {
                    file: origin.file,
                    pointer: origin.pointer.child(key),
                };
                self.is_changed |= !new.is_empty();
                for (key, update) in new {
                    entries.insert(key.clone(), update.clone());
                    let origins = &mut self.document.origins;
                    origins.replace(target.child(key), origin_of(key));
                }
                for (key, update) in present {
                    self.merge(&target.child(key), update, origin_of(key));
                }
            }
            (Value::Array(_), Value::Array(updates)) => {
                for (index, update) in updates.iter().enumerate() {
                    let pointer = origin.pointer.child(index);
                    let file = origin.file;
                    self.append(target, update, Origin { file, pointer });
                }
            }
            (Value::Array(_), update) => self.append(target, update, origin),
            (value, update) => {
                if value != update {
                    *value = update.clone();
                    self.is_changed = true;
                    self.document.origins.replace(target.clone(), origin);
                }
            }
        }
    }

    /// Appends an item to the array at `list`, unless that has it.
    fn append(&mut self, list: &Pointer, item: &Value, origin: Origin) {
        let Some(Value::Array(items)) = list.resolve_mut(&mut self.document.value) else {
            return;
        };
        if items.contains(item) {
            self.known.insert(origin.pointer);
            return;
        }
        let index = items.len();
        items.push(item.clone());
        self.is_changed = true;
        self.appended.insert(origin.pointer.clone());
        let origins = &mut self.document.origins;
        origins.replace(list.child(index), origin);
    }
}

/// Removes the value at `target` from the object or array that holds it. `origin` is
/// what asks for it. Returns whether there was one.
pub(super) fn remove(document: &mut Document, target: &Pointer, origin: Origin) -> bool {
    let Some(parent) = target.parent() else {
        return false;
    };
    let Some(holder) = parent.resolve_mut(&mut document.value) else {
        return false;
    };
    match (holder, target.tokens().last()) {
        (Value::Object(entries), Some(key)) => {
            if entries.shift_remove(key).is_none() {
                return false;
            }
            document.origins.remove(target.clone(), origin);
        }
        (Value::Array(items), Some(index)) => {
            let Some(index) = index.parse().ok().filter(|index| *index < items.len()) else {
                return false;
            };
            let length = items.len();
            items.remove(index);
            document.origins.close_gap(&parent, index, length);
            // Another item is at its place now.
            document.origins.remove(parent, origin);
        }
        _ => return false,
    }
    true
}
