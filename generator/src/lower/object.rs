//! Objects and what they combine by `allOf`: OpenAPI 3.0.3, section "Schema
//! Object", and JSON Schema Validation (draft Wright-00), section 5.22.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{
    AdditionalProperties, AnySchema, ObjectType, Schema, SchemaKind, Type as SchemaType,
};

use super::enumeration;
use super::reference::References;
use super::types::{Described, describe, required_unknown};
use crate::code::Code;
use crate::ir::Enum;
use crate::limits::SCHEMAS;
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, unless};

/// The parts of an object, those of its `allOf` among them.
#[derive(Default)]
pub(super) struct Object<'d> {
    pub(super) properties: Vec<Part<'d>>,
    /// The names that `required` lists, each with its place.
    pub(super) required: Vec<(&'d str, Pointer)>,
    /// The places of the schemas that were taken in.
    taken: BTreeSet<Pointer>,
    /// What is wrong with the properties that are not in it.
    wrong: Vec<Problem>,
    /// Their names.
    wrong_names: BTreeSet<&'d str>,
    /// Where each property is, by its name.
    places: BTreeMap<&'d str, usize>,
    /// The enums of properties that were there already: each says again, in its own
    /// place, what the first one said.
    pub(super) told_again: Vec<Enum>,
}

/// A property of an object.
pub(super) struct Part<'d> {
    pub(super) wire: &'d str,
    pub(super) described: Described<'d>,
    pub(super) at: Pointer,
}

impl<'d> Object<'d> {
    /// The object that the schema at `at` describes.
    pub(super) fn of(
        references: &References<'d>,
        schema: &'d Schema,
        at: &Pointer,
    ) -> Result<Self, Problems> {
        let (object, problems) = Self::without_wrong(references, schema, at)?;
        unless(problems, object)
    }

    /// The same without the properties that have problems, and those.
    pub(super) fn without_wrong(
        references: &References<'d>,
        schema: &'d Schema,
        at: &Pointer,
    ) -> Result<(Self, Vec<Problem>), Problems> {
        let mut object = Self::default();
        object.add(references, schema, at, &mut Vec::new())?;
        let problems = std::mem::take(&mut object.wrong);
        Ok((object, problems))
    }

    /// What the property with that name is.
    pub(super) fn property(&self, wire: &str) -> Option<&Described<'d>> {
        let place = *self.places.get(wire)?;
        Some(&self.properties.get(place)?.described)
    }

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
            return Err(references
                .document
                .problem(Code::Circular, at, message)
                .into());
        }
        if inside.len() == SCHEMAS {
            let message = format!("schemas are nested more than {SCHEMAS} deep");
            return Err(references
                .document
                .problem(Code::TooDeep, at, message)
                .into());
        }
        // One that is reached on several ways says the same on each: following all
        // of them would take forever where each part doubles their number.
        if !self.taken.insert(at.clone()) {
            return Ok(());
        }
        enumeration::check(references, schema, at)?;
        let data = &schema.schema_data;
        if data.extensions.contains_key("x-ms-secret") {
            let problem = references.document.problem(
                Code::SecretUnsupported,
                at,
                "an object as a whole cannot be secret",
            );
            return Err(problem.help("mark what is secret inside of it").into());
        }
        if data.nullable && !inside.is_empty() {
            let message = "a part of an `allOf` that may be null is not supported";
            return Err(references
                .document
                .problem(Code::PartNullable, at, message)
                .into());
        }
        let (all_of, properties, required) = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) if has_only_properties(object) => (
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
            SchemaKind::Type(SchemaType::Object(_)) => {
                let at = at.child("additionalProperties");
                let message = "values of any name beside `properties` are not supported";
                return Err(references
                    .document
                    .problem(Code::FreeNames, &at, message)
                    .into());
            }
            _ => {
                let message =
                    "the schema is not an object, or has keywords that objects do not have";
                return Err(references
                    .document
                    .problem(Code::NotObject, at, message)
                    .into());
            }
        };
        inside.push(at.clone());
        for (index, part) in all_of.iter().enumerate() {
            let found = references.follow(part, at.child("allOf").child(index))?;
            self.add(references, found.part, &found.at, inside)?;
        }
        inside.pop();
        for (wire, node) in properties.into_iter().flatten() {
            let at = at.child("properties").child(wire);
            let part = describe(references, node.into(), &at).map(|described| Part {
                wire,
                described,
                at,
            });
            let inserted = part.and_then(|part| Ok(self.insert(references, part)?));
            if let Err(Problems(problems)) = inserted {
                self.wrong_names.insert(wire);
                self.wrong.extend(problems);
            }
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
        let place = self.places.get(part.wire);
        let Some(first) = place.and_then(|place| self.properties.get(*place)) else {
            self.places.insert(part.wire, self.properties.len());
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
            self.told_again.extend(part.described.enumeration);
            return Ok(());
        }
        let message = format!(
            "the property `{}` is given twice, and differently",
            part.wire
        );
        let first = references.document.origins.place(&first.at);
        let help = format!("the other one is in {first}");
        Err(references
            .document
            .problem(Code::Contradiction, &part.at, message)
            .help(help))
    }

    /// `required` may name properties only.
    pub(super) fn check_required(&self, references: &References<'_>) -> Result<(), Problems> {
        let unknown = self
            .required
            .iter()
            .filter(|(name, _)| !self.places.contains_key(name))
            .filter(|(name, _)| !self.wrong_names.contains(name));
        let known = || self.properties.iter().map(|part| part.wire);
        let problem = |(name, at): &(&str, Pointer)| {
            let problem = required_unknown(references, name, at);
            problem.help_if(references.suggestions.meant(name, known()))
        };
        let problems = unknown.map(problem).collect();
        unless(problems, ())
    }
}

/// Whether nothing but the listed properties can be in an object. Unknown ones
/// are ignored anyway.
fn has_only_properties(object: &ObjectType) -> bool {
    matches!(
        object.additional_properties,
        None | Some(AdditionalProperties::Any(false))
    )
}

/// Whether nothing but an object is described.
pub(super) fn is_object(any: &AnySchema) -> bool {
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
