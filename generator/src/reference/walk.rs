//! The walk over the `$ref`s of a document. Where an object has free names, `$ref` is
//! a name; in samples and in extensions it is data.

use std::fmt;

use serde_json::Value;

use crate::pointer::Pointer;

/// A step from a value to one inside of it.
#[derive(Clone, Copy)]
pub(crate) enum Step<'v> {
    Key(&'v str),
    Index(usize),
}

impl fmt::Display for Step<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => f.write_str(key),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

/// The value that `steps` lead to from the root.
pub(crate) fn pointer(steps: &[Step<'_>]) -> Pointer {
    Pointer::root().join(steps)
}

/// Calls `visit` for every `$ref` in a document of either version of OpenAPI, or in a
/// part of one: with the steps to the object that has it, and its text.
pub(crate) fn each_reference<'v>(value: &'v Value, mut visit: impl FnMut(&[Step<'v>], &'v str)) {
    walk(value, Names::Keywords, &mut Vec::new(), &mut visit);
}

fn walk<'v>(
    value: &'v Value,
    names: Names,
    steps: &mut Vec<Step<'v>>,
    visit: &mut impl FnMut(&[Step<'v>], &'v str),
) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                steps.push(Step::Index(index));
                walk(item, Names::Keywords, steps, visit);
                steps.pop();
            }
        }
        Value::Object(entries) => {
            for (key, entry) in entries {
                match (names, key.as_str(), entry) {
                    (Names::Keywords, "$ref", Value::String(text)) => visit(steps, text),
                    _ => {
                        let Some(inside) = names.inside(key) else {
                            continue;
                        };
                        steps.push(Step::Key(key));
                        walk(entry, inside, steps, visit);
                        steps.pop();
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What the names in an object are.
#[derive(Clone, Copy)]
enum Names {
    /// Keywords of the standard.
    Keywords,
    /// Free names.
    Free,
    /// Free names, and those of extensions (a Paths Object, a Responses Object).
    Patterned,
    /// Free names of objects with patterned names (Callback Objects).
    FreeOfPatterned,
    /// The sections of a Components Object.
    Sections,
}

impl Names {
    /// What the names are in the object called `key`; `None` if it is data.
    fn inside(self, key: &str) -> Option<Self> {
        match self {
            Self::Keywords => Self::inside_keyword(key),
            Self::Free => Some(Self::Keywords),
            Self::Patterned if key.starts_with("x-") => None,
            Self::Patterned => Some(Self::Keywords),
            Self::FreeOfPatterned => Some(Self::Patterned),
            Self::Sections => match key {
                "examples" => None,
                "callbacks" => Some(Self::FreeOfPatterned),
                _ => Some(Self::Free),
            },
        }
    }

    fn inside_keyword(keyword: &str) -> Option<Self> {
        match keyword {
            "example" | "examples" | "default" | "enum" | "mapping" => None,
            "components" => Some(Self::Sections),
            "paths" | "responses" | "x-ms-paths" => Some(Self::Patterned),
            "callbacks" => Some(Self::FreeOfPatterned),
            "content"
            | "definitions"
            | "encoding"
            | "headers"
            | "links"
            | "parameters"
            | "properties"
            | "securityDefinitions"
            | "variables" => Some(Self::Free),
            "x-ms-parameterized-host" => Some(Self::Keywords),
            _ if keyword.starts_with("x-") => None,
            _ => Some(Self::Keywords),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_and_names_are_not_references() {
        let reference = |name: &str| json!({ "$ref": name });
        let document = json!({
            "x-tool": reference("no"),
            "x-ms-parameterized-host": { "parameters": [reference("host")] },
            "paths": {
                "x-tool": reference("no"),
                "/a": {
                    "get": {
                        "x-ms-examples": { "a": reference("no") },
                        "parameters": [reference("parameter")],
                        "responses": {
                            "default": reference("response"),
                            "x-tool": reference("no"),
                        },
                        "callbacks": { "x-a": { "{$url}": reference("callback") } },
                    },
                },
            },
            "components": {
                "examples": { "a": reference("no") },
                "parameters": { "x-a": reference("shared parameter") },
                "schemas": {
                    "default": {
                        "default": reference("no"),
                        "enum": [reference("no")],
                        "example": reference("no"),
                        "discriminator": { "mapping": { "$ref": "no" } },
                        "allOf": [reference("part")],
                    },
                    "Thing": {
                        "properties": {
                            "$ref": { "type": "string" },
                            "properties": {
                                "default": reference("no"),
                                "additionalProperties": reference("values"),
                            },
                            "x-a": reference("property"),
                        },
                    },
                },
            },
        });
        let mut found = Vec::new();
        each_reference(&document, |steps, text| {
            let at = pointer(steps).child("$ref");
            assert_eq!(at.resolve(&document), Some(&json!(text)));
            found.push(text);
        });
        let expected = [
            "host",
            "parameter",
            "response",
            "callback",
            "shared parameter",
            "part",
            "values",
            "property",
        ];
        assert_eq!(found, expected);
    }
}
