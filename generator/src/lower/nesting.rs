//! How deep types are nested. The compiler follows a type into those that it is made of,
//! to find out whether it can be sent or dropped, and gives up at a limit; where that
//! happens is often the code of a caller, who can do nothing about it.

use std::collections::BTreeMap;

use super::recursion::{Held, walk};
use crate::code::Code;
use crate::document::Document;
use crate::ir::{Model, Property, Type};
use crate::limits::STEPS;
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, unless};

// The steps into types until the compiler knows whether they are `Send` or `UnwindSafe`,
// whichever takes more: through a collection's buffer, its pointers and their markers.
const MAP: usize = 9;
const LIST: usize = 3;
const BOX: usize = 4;
const MODEL: usize = 1;
const OPTION: usize = 1;

/// How many collections may be nested before anything is known of their models.
const COLLECTIONS: usize = STEPS / LIST;

/// Refuses the collection at `at`, if it is inside of too many others.
pub(super) fn check_collection(
    document: &Document,
    around: usize,
    at: &Pointer,
) -> Result<(), Problem> {
    if around < COLLECTIONS {
        return Ok(());
    }
    let message = format!("lists and maps are nested more than {COLLECTIONS} deep");
    Err(document.problem(Code::TooDeep, at, message))
}

/// Refuses every property that makes its model too deep, though what it holds is not.
/// Rings are followed once around: the compiler does not go round again either.
pub(super) fn check(document: &Document, models: &[Model]) -> Result<(), Problems> {
    let ids = models.iter().enumerate();
    let places: BTreeMap<_, _> = ids.map(|(place, model)| (model.id(), place)).collect();
    let place = |property: &Property| places.get(property.ty.model()?).copied();
    let held = models
        .iter()
        .map(|model| model.properties.iter().filter_map(place).collect());
    let held: Held = held.collect();
    let mut depths = vec![0; models.len()];
    let mut seen = vec![false; models.len()];
    let mut problems = Vec::new();
    for start in 0..models.len() {
        walk(&held, start, &mut seen, |model| {
            let depth = |property: &Property| {
                let inner = place(property).map_or(0, |inner| depths[inner]);
                (steps(property) + inner, inner)
            };
            let properties = models[model].properties.iter();
            let deepest = properties.map(|property| (depth(property), property));
            let Some(((depth, inner), property)) = deepest.max_by_key(|(depth, _)| *depth) else {
                return;
            };
            depths[model] = MODEL + depth;
            if depths[model] > STEPS && inner <= STEPS {
                let message = "models, lists and maps are nested too deeply for the Rust compiler";
                problems.push(document.problem(Code::TooDeep, &property.at, message));
            }
        });
    }
    unless(problems, ())
}

/// The steps from a model to what one of its properties holds.
fn steps(property: &Property) -> usize {
    let boxed = if property.boxed { BOX } else { 0 };
    OPTION + boxed + collections(&property.ty)
}

/// The steps into the lists and maps around what a type holds.
fn collections(ty: &Type) -> usize {
    match ty {
        Type::Array(inner) => LIST + collections(inner),
        Type::Map(inner) => MAP + collections(inner),
        Type::Scalar(_) | Type::Enum(_) | Type::Model(_) => 0,
    }
}
