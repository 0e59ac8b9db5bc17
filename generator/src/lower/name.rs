//! Names in Rust: unambiguous, or an error that says where to choose another.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use super::enumeration;
use crate::code::Code;
use crate::document::{Document, Origins};
use crate::ir::{Api, Enum, Model, Name, Operation, client};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, unless};

/// What a name is for.
#[derive(Clone, Copy)]
pub(super) enum Case {
    /// `BackupKey`
    Operation,
    /// `backup_key`
    Method,
    /// `BackupKeyResult`
    Model,
    /// `key_name`
    Field,
    /// `JsonWebKeyType`
    Enum,
    /// `RsaHsm`
    Variant,
}

impl Case {
    /// How a document gives it another name.
    fn remedy(self) -> &'static str {
        match self {
            Self::Operation | Self::Method => "with another `operationId`",
            Self::Model | Self::Field => "with `x-ms-client-name`",
            Self::Enum => "with `x-ms-enum`, keyword `name`",
            Self::Variant => "with `x-ms-enum`, keyword `values`",
        }
    }
}

/// The types that generated code mentions by their short names.
const TAKEN: [&str; 18] = [
    "BTreeMap",
    "Base64",
    "Base64Url",
    "Box",
    "Bytes",
    "Method",
    "Operation",
    "Option",
    "Paged",
    "Request",
    "RequestBuilder",
    "Response",
    "Result",
    "Secret",
    "String",
    "UnixTime",
    "Vec",
    "VaultUrl",
];

/// The values that it mentions: a request without fields is one as well as a type.
const TAKEN_VALUES: [&str; 4] = ["Err", "None", "Ok", "Some"];

/// The methods that every client has.
const TAKEN_METHODS: [&str; 4] = ["new", "send", "send_with_context", "with_options"];

/// The variant of open enums for values that are not listed.
const TAKEN_VARIANTS: [&str; 1] = ["Unknown"];

/// The name of what the document calls `wire`, or `client_name` for clients
/// (`x-ms-client-name`).
pub(super) fn of(
    document: &Document,
    wire: &str,
    client_name: Option<&str>,
    case: Case,
    at: &Pointer,
) -> Result<Name, Problem> {
    let source = client_name.unwrap_or(wire);
    let rust = match case {
        Case::Operation | Case::Model | Case::Enum => source.to_upper_camel_case(),
        Case::Variant => split_behind_digits(source).to_upper_camel_case(),
        Case::Field | Case::Method => source.to_snake_case(),
    };
    // As the compiler reads it (Rust Reference, "Identifiers"): serde would take the
    // normal form for the name on the wire, and two spellings of it are one name.
    let rust: String = rust.nfc().collect();
    let taken = match case {
        Case::Operation if TAKEN_VALUES.contains(&rust.as_str()) => &TAKEN_VALUES,
        Case::Operation | Case::Model | Case::Enum => &TAKEN[..],
        Case::Field => &[],
        Case::Method => &TAKEN_METHODS,
        Case::Variant => &TAKEN_VARIANTS,
    };
    let usable = match syn::parse_str::<syn::Ident>(&rust) {
        // A keyword since the edition of 2024, which `syn` leaves open.
        Ok(_) if rust == "gen" => Some("r#gen".to_owned()),
        Ok(_) => Some(rust),
        // Four keywords cannot be raw (Rust Reference, "Raw identifiers").
        Err(_) if matches!(rust.as_str(), "self" | "super" | "crate" | "Self") => {
            Some(format!("{rust}_"))
        }
        Err(_) => Some(format!("r#{rust}")).filter(|raw| syn::parse_str::<syn::Ident>(raw).is_ok()),
    };
    match usable {
        Some(rust) if !taken.contains(&rust.as_str()) => Ok(Name {
            wire: wire.to_owned(),
            rust,
        }),
        _ => {
            let message = format!("`{source}` cannot be a name in Rust");
            Err(unusable(
                document.problem(Code::UnusableName, at, message),
                case,
            ))
        }
    }
}

fn unusable(problem: Problem, case: Case) -> Problem {
    let remedy = case.remedy();
    problem.help(format!(
        "rename it {remedy}, in an overlay if the document is not yours"
    ))
}

/// `A128CBC` as `A128 CBC`: a value's name, as some documents spell it out with
/// `_`, must not depend on the document that spells it.
fn split_behind_digits(source: &str) -> String {
    let mut split = String::with_capacity(source.len());
    let mut was_digit = false;
    for character in source.chars() {
        if was_digit && character.is_uppercase() {
            split.push(' ');
        }
        was_digit = character.is_ascii_digit();
        split.push(character);
    }
    split
}

/// No two types, and no two fields of one type, may share a name in Rust. Methods
/// of operations with two types have two names.
pub(super) fn check(
    document: &Document,
    operations: &[Operation],
    models: &[Model],
    enums: &[Enum],
) -> Result<(), Problems> {
    let mut problems = Vec::new();
    collisions(document, types(operations, models, enums), &mut problems);
    for operation in operations {
        let parameters = operation.parameters.iter();
        let fields = parameters.map(|each| Named::new(&each.name, Case::Field, &each.at));
        let body = operation.body.iter();
        let body = body.map(|body| Named::new(&body.name, Case::Field, &body.at));
        collisions(document, fields.chain(body), &mut problems);
    }
    for model in models {
        let properties = model.properties.iter();
        let fields = properties.map(|each| Named::new(&each.name, Case::Field, &each.at));
        collisions(document, fields, &mut problems);
    }
    for each in enums {
        let places = enumeration::places(document, &each.at);
        let variants = each.variants.iter().zip(&places);
        let variants = variants.map(|(variant, at)| Named::new(&variant.name, Case::Variant, at));
        collisions(document, variants, &mut problems);
    }
    unless(problems, ())
}

/// No type may be called like the client of the service, which stands beside it.
pub(super) fn check_client(service: &str, api: &Api, origins: &Origins) -> Result<(), Problems> {
    let client = client(service);
    let taken = types(&api.operations, &api.models, &api.enums).filter(|name| name.rust == client);
    let problem = |name: Named<'_>| {
        let message = format!("`{}` is the name of the client in Rust", name.wire);
        let problem = Problem::new(Code::UnusableName, origins.place(&name.at), message);
        unusable(problem, name.case)
    };
    unless(taken.map(problem).collect(), ())
}

/// The names of all types of an API.
fn types<'a>(
    operations: &'a [Operation],
    models: &'a [Model],
    enums: &'a [Enum],
) -> impl Iterator<Item = Named<'a>> {
    let operations = operations
        .iter()
        .map(|each| Named::new(&each.name, Case::Operation, &each.at));
    let models = models
        .iter()
        .map(|each| Named::new(&each.name, Case::Model, &each.at));
    let enums = enums
        .iter()
        .map(|each| Named::new(&each.name, Case::Enum, &each.at));
    operations.chain(models).chain(enums)
}

/// A name, and what has it.
struct Named<'a> {
    wire: &'a str,
    rust: &'a str,
    case: Case,
    at: Pointer,
}

impl<'a> Named<'a> {
    fn new(name: &'a Name, case: Case, at: &Pointer) -> Self {
        let Name { wire, rust } = name;
        let at = at.clone();
        Self {
            wire,
            rust,
            case,
            at,
        }
    }
}

fn collisions<'a>(
    document: &Document,
    names: impl Iterator<Item = Named<'a>>,
    problems: &mut Vec<Problem>,
) {
    let mut first: BTreeMap<&str, Named<'_>> = BTreeMap::new();
    for name in names {
        let Some(other) = first.get(name.rust) else {
            first.insert(name.rust, name);
            continue;
        };
        let message = format!(
            "`{}` and `{}` are both `{}` in Rust",
            other.wire, name.wire, name.rust
        );
        let help = format!(
            "the other one is in {}; rename this one {}",
            document.origins.place(&other.at),
            name.case.remedy()
        );
        let problem = document.problem(Code::Collision, &name.at, message);
        problems.push(problem.help(help));
    }
}
