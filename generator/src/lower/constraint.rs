//! What a document demands of values: OpenAPI 3.0.3, section "Schema Object",
//! the keywords of JSON Schema Validation.

use openapiv3::Type as SchemaType;
use serde_json::Number;

use crate::ir::{Constraint, Enum};

/// What the values of an enum do not say by themselves. Azure's documents like to
/// add that none of them is empty.
pub(super) fn beside_enum(each: &Enum, ty: &SchemaType) -> Vec<Constraint> {
    let lengths = each
        .variants
        .iter()
        .map(|each| each.name.wire.chars().count());
    let mut constraints = all(ty);
    constraints.retain(|constraint| match constraint {
        Constraint::MinLength(least) => lengths.clone().any(|length| length < *least),
        Constraint::MaxLength(most) => lengths.clone().any(|length| length > *most),
        _ => true,
    });
    constraints
}

/// What the service checks of a value of that type.
pub(super) fn all(ty: &SchemaType) -> Vec<Constraint> {
    let constraints = match ty {
        SchemaType::String(text) => vec![
            text.min_length.map(Constraint::MinLength),
            text.max_length.map(Constraint::MaxLength),
            text.pattern.clone().map(Constraint::Pattern),
        ],
        SchemaType::Integer(integer) => vec![
            integer
                .minimum
                .map(|number| Constraint::Minimum(number.into())),
            integer
                .maximum
                .map(|number| Constraint::Maximum(number.into())),
        ],
        SchemaType::Number(number) => vec![
            number
                .minimum
                .and_then(Number::from_f64)
                .map(Constraint::Minimum),
            number
                .maximum
                .and_then(Number::from_f64)
                .map(Constraint::Maximum),
        ],
        _ => Vec::new(),
    };
    constraints.into_iter().flatten().collect()
}
