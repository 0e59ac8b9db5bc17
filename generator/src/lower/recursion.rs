//! Which properties lead back to the model that holds them.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Model, ModelId, Type};

/// The models that each model holds directly; a list is behind a pointer anyway.
type Held = BTreeMap<ModelId, Vec<ModelId>>;

/// Marks every property whose model holds, at any depth, the model of the
/// property itself: without a `Box` its size would be infinite.
pub(super) fn mark(models: &mut [Model]) {
    let held: Held = models
        .iter()
        .map(|model| {
            (
                model.id(),
                model
                    .properties
                    .iter()
                    .filter_map(|property| direct(&property.ty))
                    .cloned()
                    .collect(),
            )
        })
        .collect();
    for model in models {
        let owner = model.id();
        for property in &mut model.properties {
            property.boxed = direct(&property.ty).is_some_and(|inner| holds(&held, inner, &owner));
        }
    }
}

fn direct(ty: &Type) -> Option<&ModelId> {
    match ty {
        Type::Model(id) => Some(id),
        Type::Scalar(_) | Type::Enum(_) | Type::Array(_) | Type::Map(_) => None,
    }
}

/// Whether `outer` is `inner` or holds it.
fn holds(held: &Held, outer: &ModelId, inner: &ModelId) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![outer];
    while let Some(id) = waiting.pop() {
        if id == inner {
            return true;
        }
        if seen.insert(id) {
            waiting.extend(held.get(id).into_iter().flatten());
        }
    }
    false
}
