//! Models: OpenAPI 3.0.3, section "Schema Object", for objects.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{ReferenceOr, Schema};

use super::name::{self, Kind};
use super::object::{Object, Part};
use super::reference::References;
use super::types::{client_name, is_model};
use crate::code::Code;
use crate::ir::{Docs, Enum, Model, ModelId, Operation, Presence, Property, Scalar, Type, Usage};
use crate::pointer::Pointer;
use crate::problem::{Gathered, Problem, Problems};

/// Every model that the operations reach, in the order of the document. Where
/// an operation has problems, every model stands in for what it reaches.
pub(super) fn lower_reached(
    references: &References<'_>,
    operations: Option<&[Operation]>,
    enums: &mut Vec<Enum>,
) -> (Vec<Model>, Vec<Problem>) {
    let mut waiting = match operations {
        Some(operations) => bodies(operations),
        None => all(references),
    };
    let mut lowered = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        if let Entry::Vacant(place) = lowered.entry(id) {
            let model = lower(references, place.key());
            let properties = model.iter().flat_map(|(model, ..)| &model.properties);
            waiting.extend(
                properties
                    .filter_map(|property| property.ty.model())
                    .cloned(),
            );
            place.insert(model);
        }
    }
    let names = references
        .components
        .into_iter()
        .flat_map(|components| components.schemas.keys());
    let in_order = names.filter_map(|name| lowered.remove(&ModelId(name.clone())));
    let mut models = Vec::new();
    let mut problems = Gathered::default();
    for model in in_order {
        let Some((model, held, more)) = problems.take(model) else {
            continue;
        };
        models.push(model);
        enums.extend(held);
        more.into_iter().for_each(|problem| problems.add(problem));
    }
    (models, Problems::from(problems).0)
}

/// The models that the operations name.
fn bodies(operations: &[Operation]) -> Vec<ModelId> {
    let answers = operations
        .iter()
        .flat_map(|operation| operation.success.body.iter().chain(&operation.error));
    let requests = operations
        .iter()
        .filter_map(|operation| operation.body.as_ref())
        .map(|body| &body.model);
    answers.chain(requests).cloned().collect()
}

/// Every component that is a model.
fn all(references: &References<'_>) -> Vec<ModelId> {
    let schemas = references
        .components
        .into_iter()
        .flat_map(|components| &components.schemas);
    schemas
        .filter_map(|(name, component)| match component {
            ReferenceOr::Item(schema) if is_model(references, schema) => {
                Some(ModelId(name.clone()))
            }
            _ => None,
        })
        .collect()
}

/// The model with its properties that have no problems, the enums that it holds, and
/// the problems of the others.
fn lower(
    references: &References<'_>,
    ModelId(wire): &ModelId,
) -> Result<(Model, Vec<Enum>, Vec<Problem>), Problems> {
    let (_, component) = references.component::<Schema>(wire, &Pointer::root())?;
    let found = references.follow(component.part, component.at)?;
    let (object, wrong) = Object::without_wrong(references, found.part, &found.at)?;
    let mut problems = Gathered::from(wrong);
    problems.take(object.check_required(references));
    if object.properties.is_empty() && problems.is_empty() {
        let problem = references.document.problem(
            Code::NoProperties,
            &found.at,
            "an object without properties is not supported",
        );
        return Err(problem.into());
    }
    let Object {
        properties,
        required,
        told_again,
        ..
    } = object;
    let required: BTreeSet<_> = required.iter().map(|(name, _)| *name).collect();
    let mut enums = Vec::new();
    let properties = properties.into_iter().filter_map(|mut part| {
        enums.extend(part.described.enumeration.take());
        let presence = if required.contains(part.wire) {
            Presence::Required
        } else {
            Presence::Optional
        };
        problems.take(property(references, part, presence))
    });
    let properties = properties.collect();
    enums.extend(told_again);
    let data = &found.part.schema_data;
    let client_name = client_name(data);
    let name = name::of(
        references.document,
        wire,
        client_name,
        Kind::Model,
        &found.at,
    );
    let Some(name) = problems.take(name) else {
        return Err(problems.into());
    };
    let model = Model {
        name,
        docs: docs(data.description.as_deref()),
        usage: Usage::Output,
        lacks_default: false,
        properties,
        at: found.at,
    };
    Ok((model, enums, Problems::from(problems).0))
}

fn property(
    references: &References<'_>,
    part: Part<'_>,
    presence: Presence,
) -> Result<Property, Problem> {
    let Part {
        wire,
        described,
        at,
    } = part;
    let may_be_secret = matches!(
        described.ty,
        Type::Scalar(Scalar::String | Scalar::Uri | Scalar::Base64 | Scalar::Base64Url)
    );
    if described.secret && !may_be_secret {
        let problem = references.document.problem(
            Code::SecretUnsupported,
            &at,
            "only texts and bytes can be secret",
        );
        return Err(problem.help("mark what is secret inside of it"));
    }
    Ok(Property {
        name: name::of(
            references.document,
            wire,
            described.client_name,
            Kind::Property,
            &at,
        )?,
        docs: docs(described.description.map(String::as_str)),
        presence,
        nullable: described.nullable,
        read_only: described.read_only,
        secret: described.secret,
        boxed: false,
        ty: described.ty,
        constraints: described.constraints,
        at,
    })
}

/// A description that has no summary beside it.
pub(super) fn docs(description: Option<&str>) -> Docs {
    Docs {
        summary: String::new(),
        description: description.unwrap_or_default().to_owned(),
    }
}
