//! From text to a JSON value, without losing anything on the way.

mod strict;

use std::cell::Cell;

use serde::de::DeserializeSeed as _;
use serde_json::Value;

use super::locate::{Spot, excessive_alias, repeated_key, second_document};
use super::{Source, Syntax};
use crate::code::Code;
use crate::limits::{self, BRACKETS};
use crate::pointer::Pointer;
use crate::problem::Problem;
use strict::{Strict, TOO_LARGE, TWICE};

/// The value that the source's text stands for. Keys of YAML mappings become
/// strings (`200:` is `"200":`).
///
/// # Errors
///
/// The text is not in its syntax, an object has a key twice, or aliases stand for too
/// much.
pub(super) fn parse(source: &Source) -> Result<Value, Problem> {
    if let Some(byte) = too_deep(&source.text) {
        let place = source.at(Some(Spot::of_byte(&source.text, byte)));
        let message = format!("brackets lie more than {BRACKETS} deep inside of each other");
        return Err(Problem::new(Code::BracketsTooDeep, place, message)
            .help("no API needs that: this is no document of one"));
    }
    let (language, reason, spot) = match source.syntax {
        Syntax::Json => match json(&source.text) {
            Ok(value) => return Ok(value),
            Err(error) => ("JSON", error.to_string(), json_spot(source, &error)),
        },
        Syntax::Yaml => match yaml(&source.text) {
            Ok(value) => {
                let may_merge = source.text.contains("<<");
                return match may_merge
                    .then(|| merge_key(&value, &Pointer::root()))
                    .flatten()
                {
                    None => Ok(value),
                    Some(at) => Err(unsupported_merge(source, at)),
                };
            }
            Err(error) if is_excess(&error) => return Err(excess(source)),
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

fn json(text: &str) -> Result<Value, serde_json::Error> {
    // It has no aliases: the text bounds its values.
    let left = Cell::new(usize::MAX);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict { left: &left }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

fn yaml(text: &str) -> Result<Value, serde_yaml::Error> {
    let left = Cell::new(limits::expanded(text.len()));
    Strict { left: &left }.deserialize(serde_yaml::Deserializer::from_str(text))
}

/// Whether YAML's aliases stand for too much, by our count or by that of the parser.
fn is_excess(error: &serde_yaml::Error) -> bool {
    let reason = error.to_string();
    reason.contains(TOO_LARGE) || reason.contains("repetition limit exceeded")
}

fn excess(source: &Source) -> Problem {
    let place = source.at(excessive_alias(source));
    let message = "the aliases of the file stand for too much";
    Problem::new(Code::AliasesExcessive, place, message)
}

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
