//! From text to a JSON value, without losing anything on the way.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::{Source, Syntax};
use crate::code::Code;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// The value that the source's text stands for. Keys of YAML mappings become
/// strings (`200:` is `"200":`).
///
/// # Errors
///
/// The text is not in its syntax, or an object has a key twice.
pub(super) fn parse(source: &Source) -> Result<Value, Problem> {
    if let Some(line) = too_deep(&source.text) {
        let place = source.at_line(Some(line));
        let message = format!("brackets lie more than {BRACKETS} deep inside of each other");
        return Err(Problem::new(Code::BracketsTooDeep, place, message)
            .help("no API needs that: this is no document of one"));
    }
    let (language, failure) = match source.syntax {
        Syntax::Json => match serde_json::from_str(&source.text) {
            Ok(Strict(value)) => return Ok(value),
            Err(error) => ("JSON", (Some(error.line()), error.to_string())),
        },
        Syntax::Yaml => match serde_yaml::from_str(&source.text) {
            Ok(Strict(value)) => {
                let may_merge = source.text.contains("<<");
                return match may_merge
                    .then(|| merge_key(&value, &Pointer::root()))
                    .flatten()
                {
                    None => Ok(value),
                    Some(at) => Err(unsupported_merge(source, at)),
                };
            }
            Err(error) => {
                let line = error.location().map(|location| location.line());
                ("YAML", (line, error.to_string()))
            }
        },
    };
    let (line, reason) = failure;
    let place = source.at_line(line.filter(|line| *line > 0));
    Err(Problem::new(
        Code::NotParsed,
        place,
        format!("the file is not readable as {language}: {reason}"),
    ))
}

/// The place of a key `<<`, which would take entries of another mapping over: of
/// YAML 1.1, but not of 1.2, and not of any standard for documents of APIs.
fn merge_key(value: &Value, at: &Pointer) -> Option<Pointer> {
    match value {
        Value::Object(entries) => entries.iter().find_map(|(key, entry)| {
            let at = at.child(key);
            match key == "<<" {
                true => Some(at),
                false => merge_key(entry, &at),
            }
        }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| merge_key(item, &at.child(index))),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn unsupported_merge(source: &Source, at: Pointer) -> Problem {
    let message = "the merge key `<<` of YAML is not supported";
    Problem::new(Code::UnsupportedKeyword, source.place(at), message).help(
        "write out what it takes over, or put that into a component and refer to it in an `allOf`",
    )
}

/// How deep brackets may lie. The parsers stop earlier, but take a time that
/// grows with the square of the depth to get there.
const BRACKETS: usize = 5000;

/// The line where brackets lie too deep. Those in texts count as well; nobody
/// leaves thousands of them open.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > BRACKETS {
            let before = &text.as_bytes()[..index];
            return Some(1 + before.iter().filter(|byte| **byte == b'\n').count());
        }
    }
    None
}

/// A JSON value in which no object had a key twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON can hold")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("not a finite number"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key_seed(Key)? {
            match object.entry(key) {
                Entry::Occupied(taken) => {
                    return Err(A::Error::custom(format_args!(
                        "the key `{}` stands twice",
                        taken.key()
                    )));
                }
                Entry::Vacant(free) => {
                    free.insert(entries.next_value::<Strict>()?.0);
                }
            }
        }
        Ok(Value::Object(object))
    }
}

/// The key of a mapping, as text. YAML allows others than strings.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is a string or a number")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<String, E> {
        Ok(key.to_string())
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<String, E> {
        Ok(key.to_string())
    }

    fn visit_f64<E: Error>(self, key: f64) -> Result<String, E> {
        Ok(key.to_string())
    }
}
