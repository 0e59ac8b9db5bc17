//! Models: OpenAPI 3.0.3, section "Schema Object", for objects.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type as SchemaType};

use super::name::{self, Case};
use super::reference::{DEPTH, References};
use super::types::{Described, client_name, describe, is_model};
use crate::ir::{Docs, Model, ModelId, Operation, Presence, Property, Scalar, Type, Usage};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, collect, unless};

/// Every model that the operations reach, in the order of the document. Where
/// an operation has problems, every model stands in for what it reaches.
pub(super) fn lower_reached(
    references: &References<'_>,
    operations: Option<&[Operation]>,
) -> Result<Vec<Model>, Problems> {
    let mut waiting = match operations {
        Some(operations) => bodies(operations),
        None => all(references),
    };
    let mut lowered = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        if let Entry::Vacant(place) = lowered.entry(id) {
            let model = lower(references, place.key());
            let properties = model.iter().flat_map(|model| &model.properties);
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
    collect(names.filter_map(|name| lowered.remove(&ModelId(name.clone()))))
}

/// The models that the operations name.
fn bodies(operations: &[Operation]) -> Vec<ModelId> {
    let successes = operations.iter().map(|operation| &operation.success.body);
    let errors = operations
        .iter()
        .filter_map(|operation| operation.error.as_ref());
    successes.chain(errors).cloned().collect()
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

fn lower(references: &References<'_>, ModelId(wire): &ModelId) -> Result<Model, Problems> {
    let component = references.component::<Schema>(wire, &Pointer::root())?;
    let found = references.follow(component.part, component.at)?;
    let mut object = Object::default();
    object.add(references, found.part, &found.at, &mut Vec::new())?;
    object.check_required(references)?;
    if object.properties.is_empty() {
        let problem = references
            .document
            .problem(&found.at, "an object without properties is not supported");
        return Err(problem
            .help("what such an object holds would be lost")
            .into());
    }
    let Object {
        properties,
        required,
    } = object;
    let properties = properties.into_iter().map(|part| {
        let is_required = required.iter().any(|(name, _)| *name == part.wire);
        let presence = if is_required {
            Presence::Required
        } else {
            Presence::Optional
        };
        property(references, part, presence).map_err(Problems::from)
    });
    let data = &found.part.schema_data;
    Ok(Model {
        name: name::of(
            references.document,
            wire,
            client_name(data),
            Case::Type,
            &found.at,
        )?,
        docs: docs(data.description.as_ref()),
        usage: Usage::Output,
        properties: collect(properties)?,
        at: found.at,
    })
}

/// The parts of an object, those of its `allOf` among them.
#[derive(Default)]
struct Object<'d> {
    properties: Vec<Part<'d>>,
    /// The names that `required` lists, each with its place.
    required: Vec<(&'d str, Pointer)>,
}

struct Part<'d> {
    wire: &'d str,
    described: Described<'d>,
    at: Pointer,
}

impl<'d> Object<'d> {
    /// Takes in a schema and what it combines by `allOf`. `inside` holds the
    /// places of the schemas around it.
    fn add(
        &mut self,
        references: &References<'d>,
        schema: &'d Schema,
        at: &Pointer,
        inside: &mut Vec<Pointer>,
    ) -> Result<(), Problems> {
        if inside.contains(at) {
            let message = "the schema contains itself through its `allOf`";
            return Err(references.document.problem(at, message).into());
        }
        if inside.len() == DEPTH {
            let message = format!("schemas lie more than {DEPTH} deep inside of each other");
            return Err(references.document.problem(at, message).into());
        }
        let data = &schema.schema_data;
        if data.extensions.contains_key("x-ms-secret") {
            let problem = references
                .document
                .problem(at, "an object as a whole cannot be secret");
            return Err(problem.help("mark what is secret inside of it").into());
        }
        if data.nullable && !inside.is_empty() {
            let message = "a part of an `allOf` that may be null is not supported";
            return Err(references.document.problem(at, message).into());
        }
        let (all_of, properties, required) = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => (
                &[][..],
                Some(&object.properties),
                object.required.as_slice(),
            ),
            SchemaKind::AllOf { all_of } => (all_of.as_slice(), None, &[][..]),
            SchemaKind::Any(any) if is_object(any) => (
                any.all_of.as_slice(),
                Some(&any.properties),
                any.required.as_slice(),
            ),
            _ => {
                let message =
                    "the schema is not an object, or has keywords that objects do not have";
                return Err(references.document.problem(at, message).into());
            }
        };
        inside.push(at.clone());
        for (index, part) in all_of.iter().enumerate() {
            let found = references.follow(part, at.child("allOf").child(index))?;
            self.add(references, found.part, &found.at, inside)?;
        }
        inside.pop();
        let parts = properties.into_iter().flatten().map(|(wire, node)| {
            let at = at.child("properties").child(wire);
            let described = describe(references, node.into(), &at)?;
            Ok(Part {
                wire,
                described,
                at,
            })
        });
        for part in collect(parts.map(|part: Result<_, Problem>| part.map_err(Problems::from)))? {
            self.insert(references, part)?;
        }
        let place = |index| at.child("required").child(index);
        self.required.extend(
            required
                .iter()
                .enumerate()
                .map(|(index, name)| (name.as_str(), place(index))),
        );
        Ok(())
    }

    /// Takes in a property; one that is there already must say the same.
    fn insert(&mut self, references: &References<'_>, part: Part<'d>) -> Result<(), Problem> {
        let Some(first) = self.properties.iter().find(|first| first.wire == part.wire) else {
            self.properties.push(part);
            return Ok(());
        };
        let says = |described: &Described<'_>| {
            let Described {
                ty,
                nullable,
                read_only,
                secret,
                constraints,
                client_name,
                ..
            } = described.clone();
            (
                ty,
                nullable,
                read_only,
                secret,
                constraints,
                client_name.map(str::to_owned),
            )
        };
        if says(&first.described) == says(&part.described) {
            return Ok(());
        }
        let message = format!(
            "the property `{}` is given twice, and differently",
            part.wire
        );
        let help = format!("the other one is {}", first.at);
        Err(references.document.problem(&part.at, message).help(help))
    }

    /// `required` may name properties only.
    fn check_required(&self, references: &References<'_>) -> Result<(), Problems> {
        let unknown = self
            .required
            .iter()
            .filter(|(name, _)| self.properties.iter().all(|part| part.wire != *name));
        let problems: Vec<_> = unknown
            .map(|(name, at)| {
                references.document.problem(
                    at,
                    format!("`required` names `{name}`, which is not a property"),
                )
            })
            .collect();
        unless(problems, ())
    }
}

/// Whether nothing but an object is described.
fn is_object(any: &AnySchema) -> bool {
    let AnySchema {
        typ,
        properties,
        required,
        all_of,
        ..
    } = any.clone();
    let object = AnySchema {
        typ,
        properties,
        required,
        all_of,
        ..AnySchema::default()
    };
    object == *any && any.typ.as_deref().is_none_or(|typ| typ == "object")
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
    if described.secret
        && !matches!(
            described.ty,
            Type::Scalar(Scalar::Base64Url | Scalar::String)
        )
    {
        let problem = references
            .document
            .problem(&at, "only texts and base64url can be secret");
        return Err(problem.help("mark what is secret inside of it"));
    }
    if described.nullable && presence == Presence::Required {
        let message =
            format!("the property `{wire}` is required and may be null, which is not supported");
        return Err(references.document.problem(&at, message));
    }
    Ok(Property {
        name: name::of(
            references.document,
            wire,
            described.client_name,
            Case::Field,
            &at,
        )?,
        docs: docs(described.description),
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
pub(super) fn docs(description: Option<&String>) -> Docs {
    Docs {
        summary: String::new(),
        description: description.cloned().unwrap_or_default(),
    }
}
