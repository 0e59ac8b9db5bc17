//! From text to a JSON value, without losing anything on the way.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::locate::{Spot, repeated_key, second_document};
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
    if let Some(byte) = too_deep(&source.text) {
        let place = source.at(Some(Spot::of_byte(&source.text, byte)));
        let message = format!("brackets lie more than {BRACKETS} deep inside of each other");
        return Err(Problem::new(Code::BracketsTooDeep, place, message)
            .help("no API needs that: this is no document of one"));
    }
    let (language, reason, spot) = match source.syntax {
        Syntax::Json => match serde_json::from_str(&source.text) {
            Ok(Strict(value)) => return Ok(value),
            Err(error) => ("JSON", error.to_string(), json_spot(source, &error)),
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
            Err(error) => ("YAML", error.to_string(), yaml_spot(source, &error)),
        },
    };
    let reason = match spot {
        Some(_) => without_place(&reason),
        None => reason,
    };
    Err(Problem::new(
        Code::NotParsed,
        source.at(spot),
        format!("the file is not readable as {language}: {reason}"),
    ))
}

/// What a key that its object has already is told with.
const TWICE: &str = "stands twice";

/// Where JSON ends to be readable. The error counts lines and bytes.
fn json_spot(source: &Source, error: &serde_json::Error) -> Option<Spot> {
    if error.to_string().contains(TWICE) {
        return repeated_key(source);
    }
    let lines = source.text.split_inclusive('\n').map(str::len);
    let before: usize = lines.take(error.line().checked_sub(1)?).sum();
    let byte = before + error.column().saturating_sub(1);
    Some(Spot::of_byte(&source.text, byte))
}

/// The same for YAML. The error knows a place for some mistakes only, and counts
/// lines as YAML 1.1 does, which editors do not; but its index is of characters.
fn yaml_spot(source: &Source, error: &serde_yaml::Error) -> Option<Spot> {
    let reason = error.to_string();
    if reason.contains(TWICE) {
        return repeated_key(source);
    }
    if reason.contains("more than one document") {
        return second_document(source);
    }
    if reason.contains("control characters are not allowed") {
        let at = source.text.find(is_forbidden)?;
        return Some(Spot::of_byte(&source.text, at));
    }
    let location = error.location()?;
    Some(Spot::of_character(&source.text, location.index()))
}

/// Whether YAML has no such character (YAML 1.1, section 5.1).
fn is_forbidden(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    is_control || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A parser's sentence without the place that it begins with: that is shown, and
/// counted otherwise.
fn without_place(reason: &str) -> String {
    let place = reason.split_once(" at line ").and_then(|(before, rest)| {
        let (line, rest) = rest.split_once(" column ")?;
        line.parse::<usize>().ok()?;
        Some((
            before,
            rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        ))
    });
    match place {
        Some((before, rest)) => format!("{before}{rest}"),
        None => reason.to_owned(),
    }
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

/// The byte where brackets lie too deep. Those in texts count as well; nobody
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
            return Some(index);
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

    /// As JSON's reader has them: a number this large is a float.
    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
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
                        "the key `{}` {TWICE}",
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
