//! Models: OpenAPI 3.0.3, section "Schema Object", for objects.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{ReferenceOr, Schema};

use super::name::{self, Case};
use super::object::{Object, Part};
use super::reference::References;
use super::types::{client_name, is_model};
use crate::code::Code;
use crate::ir::{Docs, Enum, Model, ModelId, Operation, Presence, Property, Scalar, Type, Usage};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, collect};

/// Every model that the operations reach, in the order of the document. Where
/// an operation has problems, every model stands in for what it reaches.
pub(super) fn lower_reached(
    references: &References<'_>,
    operations: Option<&[Operation]>,
    enums: &mut Vec<Enum>,
) -> Result<Vec<Model>, Problems> {
    let mut waiting = match operations {
        Some(operations) => bodies(operations),
        None => all(references),
    };
    let mut lowered = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        if let Entry::Vacant(place) = lowered.entry(id) {
            let model = lower(references, place.key());
            let properties = model.iter().flat_map(|(model, _)| &model.properties);
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
    let models = collect(in_order)?.into_iter();
    Ok(models
        .map(|(model, held)| {
            enums.extend(held);
            model
        })
        .collect())
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

/// The model, and the enums that it holds.
fn lower(
    references: &References<'_>,
    ModelId(wire): &ModelId,
) -> Result<(Model, Vec<Enum>), Problems> {
    let component = references.component::<Schema>(wire, &Pointer::root())?;
    let found = references.follow(component.part, component.at)?;
    let object = Object::of(references, found.part, &found.at)?;
    object.check_required(references)?;
    if object.properties.is_empty() {
        let problem = references.document.problem(
            Code::NoProperties,
            &found.at,
            "an object without properties is not supported",
        );
        return Err(problem
            .help("what such an object holds would be lost")
            .into());
    }
    let Object {
        properties,
        required,
        told_again,
        ..
    } = object;
    let required: BTreeSet<_> = required.iter().map(|(name, _)| *name).collect();
    let mut enums = Vec::new();
    let properties = properties.into_iter().map(|mut part| {
        enums.extend(part.described.enumeration.take());
        let presence = if required.contains(part.wire) {
            Presence::Required
        } else {
            Presence::Optional
        };
        property(references, part, presence).map_err(Problems::from)
    });
    let properties = collect(properties)?;
    enums.extend(told_again);
    let data = &found.part.schema_data;
    let model = Model {
        name: name::of(
            references.document,
            wire,
            client_name(data),
            Case::Model,
            &found.at,
        )?,
        docs: docs(data.description.as_deref()),
        usage: Usage::Output,
        lacks_default: false,
        properties,
        at: found.at,
    };
    Ok((model, enums))
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
            Case::Field,
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
