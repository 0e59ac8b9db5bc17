//! Names in Rust: unambiguous, or an error that says where to choose another.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::code::Code;
use crate::document::Document;
use crate::ir::{Enum, Model, Name, Operation};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, unless};

/// What a name is for.
#[derive(Clone, Copy)]
pub(super) enum Case {
    /// `BackupKeyResult`
    Type,
    /// `key_name`
    Field,
    /// `backup_key`
    Method,
    /// `RsaHsm`
    Variant,
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
        Case::Type => source.to_upper_camel_case(),
        Case::Variant => split_behind_digits(source).to_upper_camel_case(),
        Case::Field | Case::Method => source.to_snake_case(),
    };
    let taken = match case {
        Case::Type => &TAKEN[..],
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
        Some(rust) if !taken.contains(&rust.as_str()) => {
            Ok(Name { wire: wire.to_owned(), rust })
        }
        _ => Err(document
            .problem(Code::UnusableName, at, format!("`{source}` cannot be a name in Rust"))
            .help(match case {
                Case::Variant => "give the value another with `x-ms-enum`, keyword `values`, in an overlay if the document is not yours",
                _ => "give it another with `x-ms-client-name`, in an overlay if the document is not yours",
            })),
    }
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

/// No two types, and no two fields of one type, may share a name in Rust.
pub(super) fn check(
    document: &Document,
    operations: &[Operation],
    models: &[Model],
    enums: &[Enum],
) -> Result<(), Problems> {
    let mut problems = Vec::new();
    let operation_names = operations
        .iter()
        .map(|operation| (&operation.name, &operation.at));
    let model_names = models.iter().map(|model| (&model.name, &model.at));
    let enum_names = enums.iter().map(|each| (&each.name, &each.at));
    let types = operation_names.chain(model_names).chain(enum_names);
    collisions(document, types, &mut problems);
    for operation in operations {
        let fields = operation
            .parameters
            .iter()
            .map(|parameter| (&parameter.name, &parameter.at));
        let body = operation.body.iter().map(|body| (&body.name, &body.at));
        collisions(document, fields.chain(body), &mut problems);
    }
    for model in models {
        let fields = model
            .properties
            .iter()
            .map(|property| (&property.name, &property.at));
        collisions(document, fields, &mut problems);
    }
    for each in enums {
        let variants = each
            .variants
            .iter()
            .map(|variant| (&variant.name, &each.at));
        collisions(document, variants, &mut problems);
    }
    unless(problems, ())
}

fn collisions<'a>(
    document: &Document,
    names: impl Iterator<Item = (&'a Name, &'a Pointer)>,
    problems: &mut Vec<Problem>,
) {
    let mut first = BTreeMap::new();
    for (name, at) in names {
        if let Some((other, there)) = first.insert(&name.rust, (name, at)) {
            let message = format!(
                "`{}` and `{}` are both `{}` in Rust",
                other.wire, name.wire, name.rust
            );
            let help =
                format!("the other one is {there}; rename one of them with `x-ms-client-name`");
            problems.push(document.problem(Code::Collision, at, message).help(help));
        }
    }
}
