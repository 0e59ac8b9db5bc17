//! Values of the wrong kind: how they are reported, and what replaces them.

use serde_json::{Map, Value};

use super::check::neutral_object;
use super::{Fate, Holds, Kind};
use crate::code::Code;
use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::similar::meant;

/// A value of that kind that says nothing.
pub(super) fn neutral(holds: &Holds) -> Value {
    match holds {
        Holds::Text | Holds::TextOrNull | Holds::Scalar => "".into(),
        Holds::OneOf(names, _) => names.last().copied().unwrap_or_default().into(),
        Holds::Flag | Holds::ObjectOrFlag(_) => false.into(),
        Holds::Whole | Holds::Number => 0.into(),
        Holds::Object(kind) => neutral_object(kind),
        Holds::Map(_) | Holds::Patterned(..) | Holds::TextMap => Map::new().into(),
        Holds::Texts | Holds::Scalars | Holds::List(_) | Holds::Security => {
            Vec::<Value>::new().into()
        }
        Holds::Anything => Value::Null,
    }
}

/// Whether it is neither an object nor a list.
pub(super) fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// The first keyword whose value is valid, but not supported; that value, and what to
/// do about it.
pub(super) fn unsupported(
    entries: &Map<String, Value>,
    kind: &Kind,
) -> Option<(&'static str, &'static (&'static str, &'static str))> {
    kind.keywords.iter().find_map(|keyword| match keyword.fate {
        Fate::Read(Holds::OneOf(_, unsupported)) => {
            let value = entries.get(keyword.name)?.as_str()?;
            let found = unsupported.iter().find(|(name, _)| *name == value)?;
            Some((keyword.name, found))
        }
        _ => None,
    })
}

/// The problem of the value at `at`, which is not of the kind that its keyword holds.
pub(super) fn mismatch(document: &Document, holds: &Holds, value: &Value, at: &Pointer) -> Problem {
    let name = at.tokens().last().map(String::as_str).unwrap_or_default();
    let expected = expected(holds);
    match wrong_part(holds, value) {
        Some((token, part)) => {
            let message = format!("`{name}` must be {expected}, but {} is in it", shown(part));
            let problem = document.problem(Code::WrongKind, &at.child(token), message);
            problem.help_if(quoted(part))
        }
        None => {
            let message = format!("`{name}` must be {expected}, not {}", shown(value));
            let problem = document.problem(Code::WrongKind, at, message);
            problem.help_if(help(holds, value))
        }
    }
}

/// The first part of a list or an object that is of the wrong kind.
fn wrong_part<'v>(holds: &Holds, value: &'v Value) -> Option<(String, &'v Value)> {
    match (holds, value) {
        (Holds::Texts | Holds::Scalars, Value::Array(items)) => {
            let is_right = |item: &Value| match holds {
                Holds::Texts => item.is_string(),
                _ => is_scalar(item),
            };
            let mut items = items.iter().enumerate();
            let (index, item) = items.find(|(_, item)| !is_right(item))?;
            Some((index.to_string(), item))
        }
        (Holds::TextMap, Value::Object(entries)) => {
            let mut entries = entries.iter();
            let (key, value) = entries.find(|(_, value)| !value.is_string())?;
            Some((key.clone(), value))
        }
        _ => None,
    }
}

fn help(holds: &Holds, value: &Value) -> Option<String> {
    match (holds, value) {
        (Holds::OneOf(names, _), Value::String(value)) => meant(value, names.iter().copied()),
        (Holds::Text | Holds::TextOrNull, value) => quoted(value),
        (Holds::Flag | Holds::Whole | Holds::Number, Value::String(text)) => {
            let value: Value = serde_json::from_str(text).ok()?;
            let is_right = match holds {
                Holds::Flag => value.is_boolean(),
                Holds::Whole => value.is_u64(),
                _ => value.is_number(),
            };
            is_right.then(|| format!("remove the quotes: `{value}`"))
        }
        _ => None,
    }
}

/// A help for a string that JSON and YAML read as something else.
fn quoted(value: &Value) -> Option<String> {
    let is_plain = value.is_number() || value.is_boolean();
    is_plain.then(|| format!("quote it: `\"{value}\"`"))
}

/// A value as a message names it; a long one is cut.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        scalar => {
            let text = scalar.to_string();
            match text.char_indices().nth(SHOWN) {
                Some((end, _)) => format!("`{}…`", &text[..end]),
                None => format!("`{text}`"),
            }
        }
    }
}

/// How many characters of a value are shown.
const SHOWN: usize = 60;

fn expected(holds: &Holds) -> String {
    match holds {
        Holds::Text => "a string".to_owned(),
        Holds::TextOrNull => "a string or `null`".to_owned(),
        Holds::Flag => "`true` or `false`".to_owned(),
        Holds::Whole => "a whole number".to_owned(),
        Holds::Number => "a number".to_owned(),
        Holds::ObjectOrFlag(_) => "an object, `true` or `false`".to_owned(),
        Holds::Texts => "a list of strings".to_owned(),
        Holds::OneOf(names, _) => format!("one of {}", names.join(", ")),
        Holds::Scalar => "a string".to_owned(),
        Holds::Scalars => "a list of values".to_owned(),
        Holds::Object(_) | Holds::Map(_) | Holds::Patterned(..) => "an object".to_owned(),
        Holds::TextMap => "an object whose values are strings".to_owned(),
        Holds::List(_) => "a list".to_owned(),
        Holds::Security => "a list of objects that map security schemes to scopes".to_owned(),
        Holds::Anything => "anything".to_owned(),
    }
}
