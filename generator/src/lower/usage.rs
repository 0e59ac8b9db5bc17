//! What follows from the way that models are used.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Enum, Model, ModelId, Operation, Presence, Property, Type, Usage};

/// Says of every model in which direction it travels.
pub(super) fn mark(operations: &[Operation], models: &mut [Model]) {
    let inputs = operations
        .iter()
        .filter_map(|operation| operation.body.as_ref())
        .map(|body| &body.model);
    let answers = operations
        .iter()
        .flat_map(|operation| operation.success.body.iter().chain(&operation.error));
    // What only the service sets is not sent. Where it is required, though, a literal
    // of the input holds it, so that callers must be able to write it.
    let is_sent = |property: &Property| {
        let is_left_out = property.presence == Presence::Optional || property.nullable;
        !(property.read_only && is_left_out)
    };
    let inputs = reached(models, inputs, is_sent);
    let outputs = reached(models, answers, |_| true);
    for model in models {
        let id = model.id();
        model.usage = match (inputs.contains(&id), outputs.contains(&id)) {
            (true, true) => Usage::Both,
            (true, false) => Usage::Input,
            (false, _) => Usage::Output,
        };
    }
}

/// The models with those ids, and what they hold in such properties, at any depth.
fn reached<'a>(
    models: &[Model],
    ids: impl Iterator<Item = &'a ModelId>,
    follows: impl Fn(&Property) -> bool,
) -> BTreeSet<ModelId> {
    let models: BTreeMap<_, _> = models.iter().map(|model| (model.id(), model)).collect();
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<_> = ids.cloned().collect();
    while let Some(id) = waiting.pop() {
        if let Some(model) = models.get(&id)
            && reached.insert(id)
        {
            let held = model.properties.iter().filter(|each| follows(each));
            let held = held.filter_map(|each| each.ty.model());
            waiting.extend(held.cloned());
        }
    }
    reached
}

/// Says of every model and every operation whether it has a default: not if it
/// must hold a value that nothing can stand in for, which is
/// one of a closed enum, or a model without a default.
pub(super) fn mark_defaults(operations: &mut [Operation], models: &mut [Model], enums: &[Enum]) {
    let open: BTreeSet<_> = enums
        .iter()
        .filter(|each| each.open)
        .map(|each| each.name.wire.as_str())
        .collect();
    let mut known: BTreeSet<ModelId> = BTreeSet::new();
    loop {
        let before = known.len();
        for model in models.iter_mut() {
            let mut required = model
                .properties
                .iter()
                .filter(|property| property.presence == Presence::Required && !property.nullable);
            model.lacks_default =
                !required.all(|property| has_default(&property.ty, &known, &open));
            if !model.lacks_default {
                known.insert(model.id());
            }
        }
        if known.len() == before {
            break;
        }
    }
    for operation in operations {
        let parameters = operation.parameters.iter().all(|parameter| {
            parameter.presence == Presence::Optional || has_default(&parameter.ty, &known, &open)
        });
        let body = operation
            .body
            .as_ref()
            .is_none_or(|body| body.presence == Presence::Optional || known.contains(&body.model));
        operation.lacks_default = !(parameters && body);
    }
}

fn has_default(ty: &Type, models: &BTreeSet<ModelId>, open: &BTreeSet<&str>) -> bool {
    match ty {
        Type::Scalar(_) | Type::Array(_) | Type::Map(_) => true,
        Type::Enum(wire) => open.contains(wire.as_str()),
        Type::Model(id) => models.contains(id),
    }
}

/// Lets clients take the one property of a body that is nothing more, where the
/// document wants the body to be flattened: until here, `unwrapped` says that
/// alone. Two properties stay in their model: by their names they cannot be mixed
/// up.
pub(super) fn unwrap_bodies(operations: &mut [Operation], models: &[Model]) {
    let models: BTreeMap<_, _> = models.iter().map(|model| (model.id(), model)).collect();
    for operation in operations {
        let Some(body) = &mut operation.body else {
            continue;
        };
        let model = models.get(&body.model);
        let only = model.and_then(|model| match model.properties.as_slice() {
            [only] if only.presence == Presence::Required && !only.nullable => Some(only),
            _ => None,
        });
        let is_free = |only: &crate::ir::Property| {
            operation
                .parameters
                .iter()
                .all(|parameter| parameter.name.rust != only.name.rust)
        };
        body.unwrapped =
            body.unwrapped && body.presence == Presence::Required && only.is_some_and(is_free);
    }
}
