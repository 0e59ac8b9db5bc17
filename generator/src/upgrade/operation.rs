//! Operations, parameters and responses: Swagger 2.0, sections "Path Item
//! Object" to "Response Object".

use serde_json::{Map, Value, json};

use super::{MediaTypes, Upgrade, Way, each, is_texts};
use crate::pointer::Pointer;
use crate::reference::Reference;

/// The keywords of a Swagger 2.0 parameter or header that are part of its
/// `schema` in OpenAPI 3.0.
const SCHEMA_KEYWORDS: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-ms-enum",
    "x-nullable",
];

/// How many references in a row are followed.
const DEPTH: usize = 64;

impl Upgrade<'_> {
    pub(super) fn paths(&mut self, value: &Value, way: &Way, around: &MediaTypes) -> Value {
        each(value, |path, item| {
            let way = way.child(path);
            each(item, |keyword, value| {
                let way = way.child(keyword);
                match keyword {
                    // A body for all operations of a path stays, for `lower` to refuse.
                    "parameters" => self.parameters(value, &way, None),
                    "get" | "put" | "post" | "delete" | "options" | "head" | "patch" => {
                        self.operation(value, &way, around)
                    }
                    _ => value.clone(),
                }
            })
        })
    }

    fn operation(&mut self, value: &Value, way: &Way, around: &MediaTypes) -> Value {
        let Value::Object(old) = value else {
            return value.clone();
        };
        let media_types = MediaTypes::of(old, around);
        let mut new = Map::new();
        for (keyword, value) in old {
            let inner = way.child(keyword);
            match keyword.as_str() {
                "consumes" | "produces" if is_texts(value) => {}
                // The vault's URL has one already, which is `https`.
                "schemes" if *value == json!(["https"]) => {}
                "requestBody" => {
                    self.foreign(way, keyword, "say it with a parameter that is `in: body`");
                }
                "parameters" => {
                    let bodies = value.as_array().into_iter().flatten();
                    let body = bodies.into_iter().position(|each| self.is_body(each));
                    let taken = body.and_then(|index| {
                        self.request_body(&value[index], index, way, &media_types.consumes)
                    });
                    if let Some(body) = taken {
                        new.insert("requestBody".into(), body);
                    }
                    let parameters = self.parameters(value, &inner, body);
                    new.insert("parameters".into(), parameters);
                }
                "responses" => {
                    // Shared responses have the media types of the document: an
                    // operation that gives others has a response of its own.
                    let is_special = media_types.produces != around.produces;
                    let responses = each(value, |status, response| {
                        let way = inner.child(status);
                        let Some((shared, from)) = self.referenced(response).filter(|_| is_special)
                        else {
                            return self.response(response, &way, &media_types.produces);
                        };
                        let (shared, to) = (shared.clone(), way.to);
                        self.moves.push((to.clone(), from.clone()));
                        self.response(&shared, &Way { from, to }, &media_types.produces)
                    });
                    new.insert("responses".into(), responses);
                }
                _ => drop(new.insert(keyword.clone(), value.clone())),
            }
        }
        Value::Object(new)
    }

    /// The parameters but for the body at an index, which moves elsewhere.
    fn parameters(&mut self, value: &Value, way: &Way, body: Option<usize>) -> Value {
        let Value::Array(old) = value else {
            return value.clone();
        };
        let mut new = Vec::new();
        for (index, parameter) in old.iter().enumerate() {
            if Some(index) == body {
                continue;
            }
            let way = Way {
                from: way.from.child(index),
                to: way.to.child(new.len()),
            };
            self.moves.push((way.to.clone(), way.from.clone()));
            new.push(self.parameter(parameter, &way));
        }
        Value::Array(new)
    }

    /// The Request Body Object for the parameter that is `in: body`.
    fn request_body(
        &mut self,
        body: &Value,
        index: usize,
        way: &Way,
        consumes: &[String],
    ) -> Option<Value> {
        let (body, from) = match self.referenced(body) {
            Some((shared, from)) => (shared.clone(), from),
            None => (
                body.clone(),
                way.from.join(&["parameters".to_owned(), index.to_string()]),
            ),
        };
        let to = way.to.child("requestBody");
        self.moves.push((to.clone(), from.clone()));
        let own = Way { from, to };
        let mut new = Map::new();
        for (keyword, value) in body.as_object()? {
            match keyword.as_str() {
                "in" => {}
                // The name for clients, where there is one, comes before it.
                "name" if body.get("x-ms-client-name").is_some() => {}
                "name" => drop(new.insert("x-ms-client-name".into(), value.clone())),
                "schema" => {}
                "content" => self.foreign(&own, keyword, "say it with `schema`"),
                _ => drop(new.insert(keyword.clone(), value.clone())),
            }
        }
        let content = self.content(body.get("schema"), &own, consumes);
        new.insert("content".into(), content);
        Some(Value::Object(new))
    }

    pub(super) fn parameter(&mut self, value: &Value, way: &Way) -> Value {
        let Value::Object(old) = value else {
            return value.clone();
        };
        if let Some(Value::String(reference)) = old.get("$ref") {
            let mut new = old.clone();
            new.insert("$ref".into(), json!(Self::reference(reference)));
            return Value::Object(new);
        }
        let is_body = old.get("in").and_then(Value::as_str) == Some("body");
        for keyword in ["schema", "content"] {
            if old.contains_key(keyword) && !is_body {
                let instead = "say it with `type` and what goes with that, in the parameter itself";
                self.foreign(way, keyword, instead);
            }
        }
        self.with_schema(old, way)
    }

    /// Moves the keywords that describe the value into `schema`.
    fn with_schema(&mut self, old: &Map<String, Value>, way: &Way) -> Value {
        let is_schema = |keyword: &String| SCHEMA_KEYWORDS.contains(&keyword.as_str());
        let inside = old.iter().filter(|(keyword, _)| is_schema(keyword));
        let schema: Map<_, _> = inside
            .map(|(keyword, value)| (keyword.clone(), value.clone()))
            .collect();
        let outside = old.iter().filter(|(keyword, _)| !is_schema(keyword));
        let mut new: Map<_, _> = outside
            .map(|(keyword, value)| (keyword.clone(), value.clone()))
            .collect();
        if !schema.is_empty() {
            let inner = Way {
                from: way.from.clone(),
                to: way.to.child("schema"),
            };
            self.moves.push((inner.to.clone(), inner.from.clone()));
            let schema = self.schema(&Value::Object(schema), &inner);
            new.insert("schema".into(), schema);
        }
        Value::Object(new)
    }

    pub(super) fn response(&mut self, value: &Value, way: &Way, produces: &[String]) -> Value {
        let Value::Object(old) = value else {
            return value.clone();
        };
        let mut new = Map::new();
        for (keyword, value) in old {
            match keyword.as_str() {
                "$ref" => {
                    let reference = value.as_str().map(Self::reference);
                    new.insert("$ref".into(), json!(reference));
                }
                "schema" => {
                    let content = self.content(Some(value), way, produces);
                    new.insert("content".into(), content);
                }
                "content" => self.foreign(way, keyword, "say it with `schema`"),
                "headers" => {
                    let way = way.child("headers");
                    let headers = each(value, |name, header| match header {
                        Value::Object(header) => self.with_schema(header, &way.child(name)),
                        other => other.clone(),
                    });
                    new.insert("headers".into(), headers);
                }
                _ => drop(new.insert(keyword.clone(), value.clone())),
            }
        }
        Value::Object(new)
    }

    /// The Media Type Objects of the body at `way`, one for each media type.
    fn content(&mut self, schema: Option<&Value>, way: &Way, types: &[String]) -> Value {
        let to = way.to.child("content");
        self.moves.push((to.clone(), way.from.clone()));
        let mut content = Map::new();
        for media_type in types {
            let to = to.child(media_type);
            self.moves.push((to.clone(), way.from.clone()));
            let inner = Way {
                from: way.from.child("schema"),
                to: to.child("schema"),
            };
            let body = schema.map(|schema| {
                self.moves.push((inner.to.clone(), inner.from.clone()));
                json!({ "schema": self.schema(schema, &inner) })
            });
            content.insert(media_type.clone(), body.unwrap_or_else(|| json!({})));
        }
        Value::Object(content)
    }

    fn is_body(&self, parameter: &Value) -> bool {
        let target = self
            .referenced(parameter)
            .map_or(parameter, |(shared, _)| shared);
        target.get("in").and_then(Value::as_str) == Some("body")
    }

    /// The shared parameter or response that a `$ref` names, through further
    /// references.
    pub(super) fn referenced(&self, part: &Value) -> Option<(&Value, Pointer)> {
        let follow = |part: &Value| {
            let pointer = Reference::local(part.get("$ref")?.as_str()?)?;
            Some((pointer.resolve(self.old)?, pointer))
        };
        let mut found = follow(part)?;
        // More of them, or a circle, are reported when the document is lowered.
        for _ in 0..DEPTH {
            match follow(found.0) {
                Some(next) => found = next,
                None => break,
            }
        }
        Some(found)
    }
}
