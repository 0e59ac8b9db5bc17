//! Which properties lead back to the model that holds them.

use std::collections::BTreeMap;

use crate::ir::{Model, ModelId, Type};

/// The models that each model holds directly, all by their places; a list is behind a
/// pointer anyway.
pub(super) type Held = Vec<Vec<usize>>;

/// Marks every property whose model holds, at any depth, the model of the
/// property itself: without a `Box` its size would be infinite.
pub(super) fn mark(models: &mut [Model]) {
    let ids = models.iter().enumerate();
    let places: BTreeMap<_, _> = ids.map(|(place, model)| (model.id(), place)).collect();
    let place = |ty: &Type| places.get(direct(ty)?).copied();
    let held = models.iter().map(|model| {
        let types = model.properties.iter().map(|property| &property.ty);
        types.filter_map(place).collect()
    });
    let rings = rings(&held.collect());
    for (owner, model) in models.iter_mut().enumerate() {
        for property in &mut model.properties {
            property.boxed = place(&property.ty).is_some_and(|inner| rings[inner] == rings[owner]);
        }
    }
}

fn direct(ty: &Type) -> Option<&ModelId> {
    match ty {
        Type::Model(id) => Some(id),
        Type::Scalar(_) | Type::Enum(_) | Type::Array(_) | Type::Map(_) => None,
    }
}

/// The ring that each model is in: models that hold each other at any depth share
/// one (Kosaraju's algorithm, which looks at each property twice).
fn rings(held: &Held) -> Vec<usize> {
    let mut holders: Held = vec![Vec::new(); held.len()];
    for (owner, inner) in held.iter().enumerate() {
        for inner in inner {
            holders[*inner].push(owner);
        }
    }
    let mut left = Vec::new();
    let mut seen = vec![false; held.len()];
    for start in 0..held.len() {
        walk(held, start, &mut seen, |model| left.push(model));
    }
    let mut rings = vec![0; held.len()];
    let mut seen = vec![false; held.len()];
    for start in left.into_iter().rev() {
        walk(&holders, start, &mut seen, |model| rings[model] = start);
    }
    rings
}

/// Tells of every model that is reached from `start` and was not seen before, once
/// all that it leads to is told.
pub(super) fn walk(edges: &Held, start: usize, seen: &mut [bool], mut tell: impl FnMut(usize)) {
    let mut way = Vec::new();
    let mut enter = |model: usize, way: &mut Vec<(usize, usize)>| {
        if !std::mem::replace(&mut seen[model], true) {
            way.push((model, 0));
        }
    };
    enter(start, &mut way);
    while let Some((model, next)) = way.pop() {
        match edges[model].get(next) {
            Some(inner) => {
                way.push((model, next + 1));
                enter(*inner, &mut way);
            }
            None => tell(model),
        }
    }
}
