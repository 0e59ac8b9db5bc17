//! The types of values: OpenAPI 3.0.3, section "Data Types", and the formats
//! that Azure adds to them.

use openapiv3::{
    AdditionalProperties, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind,
    Type as SchemaType, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::object::is_object;
use super::reference::References;
use super::{constraint, enumeration, misfit, nesting};
use crate::code::Code;
use crate::ir::{Constraint, Enum, ModelId, Scalar, Type};
use crate::limits::SCHEMAS;
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems};

/// A schema or a `$ref` to one, however `openapiv3` holds it.
#[derive(Clone, Copy)]
pub(super) enum Node<'d> {
    Reference(&'d str),
    Inline(&'d Schema),
}

impl<'d> From<&'d ReferenceOr<Schema>> for Node<'d> {
    fn from(node: &'d ReferenceOr<Schema>) -> Self {
        match node {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

impl<'d> From<&'d ReferenceOr<Box<Schema>>> for Node<'d> {
    fn from(node: &'d ReferenceOr<Box<Schema>>) -> Self {
        match node {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Inline(schema),
        }
    }
}

/// What a schema says of a value.
#[derive(Clone)]
pub(super) struct Described<'d> {
    pub(super) ty: Type,
    pub(super) nullable: bool,
    pub(super) read_only: bool,
    pub(super) secret: bool,
    pub(super) constraints: Vec<Constraint>,
    /// The enum in the type, where there is one.
    pub(super) enumeration: Option<Enum>,
    /// The nearest description.
    pub(super) description: Option<&'d String>,
    /// The name for clients, if it is given where the value stands.
    pub(super) client_name: Option<&'d str>,
}

impl<'d> Described<'d> {
    fn plain(ty: Type) -> Self {
        Self {
            ty,
            nullable: false,
            read_only: false,
            secret: false,
            constraints: Vec::new(),
            enumeration: None,
            description: None,
            client_name: None,
        }
    }

    /// Adds what the schema says beside the type.
    fn with(mut self, data: &'d SchemaData) -> Self {
        self.nullable |= data.nullable;
        self.read_only |= data.read_only;
        self.secret |= data.extensions.get("x-ms-secret") == Some(&Value::Bool(true));
        if let Some(default) = data.default.clone() {
            // The outer one holds.
            let is_default = |each: &Constraint| matches!(each, Constraint::Default(_));
            self.constraints.retain(|each| !is_default(each));
            self.constraints.push(Constraint::Default(default));
        }
        self.description = data.description.as_ref().or(self.description);
        self.client_name = client_name(data);
        self
    }
}

/// The name for clients that a schema gives itself.
pub(super) fn client_name(data: &SchemaData) -> Option<&str> {
    data.extensions.get("x-ms-client-name")?.as_str()
}

/// Lowers the schema of a value at `at`.
pub(super) fn describe<'d>(
    references: &References<'d>,
    node: Node<'d>,
    at: &Pointer,
) -> Result<Described<'d>, Problems> {
    describe_inside(references, node, at, Inside::default())
}

/// What is around a schema.
#[derive(Clone, Copy, Default)]
struct Inside<'i> {
    /// The names of the components.
    components: &'i [&'i str],
    /// How many lists and maps.
    collections: usize,
}

/// The same, for a schema inside of others.
fn describe_inside<'d>(
    references: &References<'d>,
    node: Node<'d>,
    at: &Pointer,
    inside: Inside<'_>,
) -> Result<Described<'d>, Problems> {
    let schema = match node {
        Node::Reference(reference) => return referred(references, reference, at, inside),
        Node::Inline(schema) => schema,
    };
    let refused = |code, message: &str, help: &str| {
        let problem = references.document.problem(code, at, message).help(help);
        Err(problem.into())
    };
    enumeration::check(references, schema, at)?;
    let name_it = || {
        let section = references.section::<Schema>();
        format!("give it a name under `{section}` and refer to it")
    };
    let described = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => match all_of.as_slice() {
            // A `$ref` with something to say beside it.
            [only @ ReferenceOr::Reference { .. }] => {
                describe_inside(references, only.into(), &at.join(&["allOf", "0"]), inside)?
            }
            _ => {
                let message = "a combination of schemas has no name here";
                return refused(Code::NoName, message, &name_it());
            }
        },
        SchemaKind::Any(any) if is_object(any) && any.typ.is_some() => {
            let named = match any.all_of.as_slice() {
                [only @ ReferenceOr::Reference { .. }] if any.properties.is_empty() => {
                    describe_inside(references, only.into(), &at.join(&["allOf", "0"]), inside)?
                }
                _ => return refused(Code::NoName, "an object has no name here", &name_it()),
            };
            if let Some(name) = any.required.first() {
                let at = at.child("required").child(0);
                return Err(required_unknown(references, name, &at).into());
            }
            if !matches!(named.ty, Type::Model(_) | Type::Map(_)) {
                return Err(misfit::problem(references, "object", at).into());
            }
            named
        }
        SchemaKind::Type(SchemaType::Object(object)) => match values_by_name(object) {
            Some(values) => {
                if let Some(name) = object.required.first() {
                    let at = at.child("required").child(0);
                    return Err(required_unknown(references, name, &at).into());
                }
                let at = at.child("additionalProperties");
                of_many(references, values.into(), &at, inside, Type::Map)?
            }
            None => return refused(Code::NoName, "an object has no name here", &name_it()),
        },
        SchemaKind::Type(SchemaType::Array(array)) => match &array.items {
            Some(items) => of_many(
                references,
                items.into(),
                &at.child("items"),
                inside,
                Type::Array,
            )?,
            None => {
                return refused(
                    Code::ItemsMissing,
                    "the array does not say what it holds",
                    "add `items`",
                );
            }
        },
        SchemaKind::Type(ty @ SchemaType::String(text)) if !text.enumeration.is_empty() => {
            let (of, secret) = scalar(references, ty, at)?;
            if of != Scalar::String {
                let message = "a format beside `enum` is not supported";
                let problem = references.document.problem(
                    Code::FormatUnsupported,
                    &at.child("format"),
                    message,
                );
                return Err(problem.into());
            }
            let component = is_component(at)
                .then(|| inside.components.last().copied())
                .flatten();
            let found = enumeration::lower(references, schema, text, component, at)?;
            Described {
                ty: Type::Enum(found.name.wire.clone()),
                constraints: constraint::beside_enum(&found, ty),
                enumeration: Some(found),
                secret,
                ..Described::plain(Type::Scalar(Scalar::String))
            }
        }
        SchemaKind::Type(ty) => {
            let (scalar, secret) = scalar(references, ty, at)?;
            Described {
                constraints: constraint::all(ty),
                secret,
                ..Described::plain(Type::Scalar(scalar))
            }
        }
        SchemaKind::Any(any) if any.typ.is_none() => {
            return refused(
                Code::NoType,
                "the schema has no `type`",
                "say what it is, with `type` or `$ref`",
            );
        }
        SchemaKind::Any(any) => {
            let ty = any.typ.as_deref().unwrap_or_default();
            return Err(misfit::problem(references, ty, at).into());
        }
        _ => return Err(misfit::problem(references, "", at).into()),
    };
    Ok(described.with(&schema.schema_data))
}

/// A list or a map of what stands at `at`.
fn of_many<'d>(
    references: &References<'d>,
    item: Node<'d>,
    at: &Pointer,
    inside: Inside<'_>,
    wrap: fn(Box<Type>) -> Type,
) -> Result<Described<'d>, Problems> {
    nesting::check_collection(references.document, inside.collections, at)?;
    let inside = Inside {
        collections: inside.collections + 1,
        ..inside
    };
    let item = describe_inside(references, item, at, inside)?;
    let is_plain = !item.nullable && !item.secret && !item.read_only;
    if !is_plain || item.client_name.is_some() || !item.constraints.is_empty() {
        let message = "items that may be null, are secret or read-only, or have constraints or a name are not supported";
        return Err(references
            .document
            .problem(Code::ItemsUnsupported, at, message)
            .into());
    }
    Ok(Described {
        enumeration: item.enumeration,
        ..Described::plain(wrap(Box::new(item.ty)))
    })
}

/// What `required` names at a place is not a property.
pub(super) fn required_unknown(references: &References<'_>, name: &str, at: &Pointer) -> Problem {
    let message = format!("`required` names `{name}`, which is not a property");
    references
        .document
        .problem(Code::RequiredUnknown, at, message)
}

/// What an object holds that has no properties of its own, but values by name.
fn values_by_name(object: &ObjectType) -> Option<&ReferenceOr<Schema>> {
    match &object.additional_properties {
        Some(AdditionalProperties::Schema(values)) if object.properties.is_empty() => Some(values),
        _ => None,
    }
}

/// Whether it is the place of a component itself.
fn is_component(at: &Pointer) -> bool {
    matches!(at.tokens(), [components, schemas, _] if components == "components" && schemas == "schemas")
}

/// A `$ref`: to a model by name, to anything else by its content.
fn referred<'d>(
    references: &References<'d>,
    reference: &str,
    at: &Pointer,
    inside: Inside<'_>,
) -> Result<Described<'d>, Problems> {
    let (name, component) = references.named::<Schema>(reference, at)?;
    let target = references.follow(component.part, component.at.clone())?;
    if is_model(references, target.part) {
        // Several names for one model are one Rust type.
        let name = target.at.tokens().last().cloned().unwrap_or_default();
        let described = Described::plain(Type::Model(ModelId(name)));
        let data = &target.part.schema_data;
        return Ok(Described {
            client_name: None,
            ..described.with(data)
        });
    }
    if inside.components.contains(&name) {
        let message = format!("the schema `{name}` contains itself without an object in between");
        return Err(references
            .document
            .problem(Code::Circular, &at.child("$ref"), message)
            .into());
    }
    if inside.components.len() == SCHEMAS {
        let message = format!("schemas are nested more than {SCHEMAS} deep");
        return Err(references
            .document
            .problem(Code::TooDeep, &at.child("$ref"), message)
            .into());
    }
    let components: Vec<_> = inside.components.iter().copied().chain([name]).collect();
    let inside = Inside {
        components: &components,
        ..inside
    };
    let described = describe_inside(references, component.part.into(), &component.at, inside)?;
    Ok(Described {
        client_name: None,
        ..described
    })
}

/// Whether the schema is an object with properties, alone or by `allOf`.
pub(super) fn is_model(references: &References<'_>, schema: &Schema) -> bool {
    let mut schema = schema;
    let mut passed = Vec::new();
    loop {
        let all_of = match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => {
                return values_by_name(object).is_none();
            }
            SchemaKind::Any(any) => return !any.all_of.is_empty() || !any.properties.is_empty(),
            SchemaKind::AllOf { all_of } => all_of,
            _ => return false,
        };
        // One that only adds words to another is what the other is.
        let [only @ ReferenceOr::Reference { .. }] = all_of.as_slice() else {
            return true;
        };
        let Ok(found) = references.follow(only, Pointer::root()) else {
            return true;
        };
        if passed.len() == SCHEMAS || passed.contains(&found.at) {
            return true;
        }
        passed.push(found.at);
        schema = found.part;
    }
}

/// The scalar, and whether its format says that it is secret.
fn scalar(
    references: &References<'_>,
    ty: &SchemaType,
    at: &Pointer,
) -> Result<(Scalar, bool), Problem> {
    let (name, format) = match ty {
        SchemaType::String(text) => ("string", format_of(&text.format)),
        SchemaType::Integer(integer) => ("integer", format_of(&integer.format)),
        SchemaType::Number(number) => ("number", format_of(&number.format)),
        SchemaType::Boolean(_) => ("boolean", String::new()),
        SchemaType::Array(_) => ("array", String::new()),
        SchemaType::Object(_) => ("object", String::new()),
    };
    let scalar = match (name, format.as_str()) {
        ("string", "" | "password") => Scalar::String,
        ("string", "uri" | "url") => Scalar::Uri,
        ("string", "base64url") => Scalar::Base64Url,
        ("string", "byte") => Scalar::Base64,
        ("integer", "unixtime") => Scalar::UnixTime,
        ("integer", "int32") => Scalar::Int32,
        ("integer", "" | "int64") => Scalar::Int64,
        ("number", "" | "float" | "double") => Scalar::Double,
        ("boolean", "") => Scalar::Boolean,
        _ => {
            let message = format!("the format `{format}` of `type: {name}` is not supported");
            return Err(references.document.problem(
                Code::FormatUnsupported,
                &at.child("format"),
                message,
            ));
        }
    };
    Ok((scalar, format == "password"))
}

/// The format's name as the document writes it.
fn format_of<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> String {
    match serde_json::to_value(format) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}
