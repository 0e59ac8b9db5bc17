//! Which components refer to which: OpenAPI 3.0.3, section "Components Object".

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Reference;
use super::walk::{each_reference, pointer};
use crate::pointer::Pointer;

/// What the components of a document refer to.
pub(crate) struct Graph {
    by_component: BTreeMap<Pointer, Vec<Pointer>>,
    /// What is referred to outside of `components`.
    pub(crate) outside: Vec<Pointer>,
}

impl Graph {
    /// The graph of an OpenAPI 3.0 document.
    pub(crate) fn of(document: &Value) -> Self {
        let mut graph = Self {
            by_component: BTreeMap::new(),
            outside: Vec::new(),
        };
        each_reference(document, |steps, text| {
            let Some(target) = target(text) else {
                return;
            };
            match component(&pointer(steps)) {
                Some(component) => {
                    let known = graph.by_component.entry(component).or_default();
                    known.push(target);
                }
                None => graph.outside.push(target),
            }
        });
        graph
    }

    /// The components that `first` lead to, with themselves.
    pub(crate) fn reached<'g>(&'g self, first: &'g [Pointer]) -> BTreeSet<&'g Pointer> {
        let mut waiting: Vec<_> = first.iter().collect();
        let mut reached = BTreeSet::new();
        while let Some(component) = waiting.pop() {
            if reached.insert(component) {
                waiting.extend(self.by_component.get(component).into_iter().flatten());
            }
        }
        reached
    }

    /// The components that lead to one of `targets`, with those themselves.
    pub(crate) fn leading_to(&self, targets: BTreeSet<Pointer>) -> BTreeSet<Pointer> {
        let mut referring: BTreeMap<&Pointer, Vec<&Pointer>> = BTreeMap::new();
        for (component, referred) in &self.by_component {
            for target in referred {
                referring.entry(target).or_default().push(component);
            }
        }
        let mut waiting: Vec<_> = targets.iter().cloned().collect();
        let mut leading = targets;
        while let Some(target) = waiting.pop() {
            for component in referring.get(&target).into_iter().flatten() {
                if leading.insert((*component).clone()) {
                    waiting.push((*component).clone());
                }
            }
        }
        leading
    }
}

/// The components that a part of a document refers to.
pub(crate) fn referred(part: &Value) -> Vec<Pointer> {
    let mut found = Vec::new();
    each_reference(part, |_, text| found.extend(target(text)));
    found
}

/// The component that a value lies in.
pub(crate) fn component(at: &Pointer) -> Option<Pointer> {
    match at.tokens() {
        [components, _, _, ..] if components == "components" => {
            Some(Pointer::root().join(&at.tokens()[..3]))
        }
        _ => None,
    }
}

/// The component that the text of a `$ref` leads into.
fn target(text: &str) -> Option<Pointer> {
    component(&Reference::local(text)?)
}
