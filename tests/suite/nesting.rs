//! Documents whose types are nested as deep as they may be.

use serde_json::{Map, Value, json};

/// A way to nest types.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// How deep it may be.
    pub(crate) limit: usize,
    /// A document of that depth.
    pub(crate) document: fn(usize) -> Value,
}

pub(crate) const KINDS: &[Kind] = &[
    Kind {
        name: "lists",
        limit: 32,
        document: |depth| of_thing((0..depth).fold(text(), |inner, _| list(inner))),
    },
    Kind {
        name: "maps",
        limit: 10,
        document: |depth| of_thing((0..depth).fold(text(), |inner, _| map(inner))),
    },
    Kind {
        name: "lists_and_maps",
        limit: 16,
        document: |depth| {
            let nest = |inner, level| {
                if level % 2 == 0 {
                    list(inner)
                } else {
                    map(inner)
                }
            };
            of_thing((0..depth).fold(text(), nest))
        },
    },
    Kind {
        name: "lists_by_reference",
        limit: 32,
        document: |depth| {
            let level = |level| (format!("L{level}"), list(reference("L", level + 1)));
            let mut schemas: Map<_, _> = (0..depth).map(level).collect();
            schemas.insert(format!("L{depth}"), text());
            schemas.insert("Thing".to_owned(), object(reference("L", 0)));
            document(schemas)
        },
    },
    Kind {
        name: "models",
        limit: 49,
        document: |depth| models(depth, |inner| inner),
    },
    Kind {
        name: "models_in_maps_of_lists",
        limit: 7,
        document: |depth| models(depth, |inner| map(list(inner))),
    },
    Kind {
        name: "models_in_a_ring",
        limit: 16,
        document: |depth| {
            let level = |level| {
                (
                    format!("M{level}"),
                    object(reference("M", (level + 1) % depth)),
                )
            };
            let mut schemas: Map<_, _> = (0..depth).map(level).collect();
            schemas.insert("Thing".to_owned(), object(list(text())));
            schemas["Thing"]["properties"]["ring"] = reference("M", 0);
            document(schemas)
        },
    },
];

fn text() -> Value {
    json!({ "type": "string" })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn map(values: Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

fn object(property: Value) -> Value {
    json!({ "type": "object", "properties": { "inner": property } })
}

fn reference(letter: &str, level: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/{letter}{level}") })
}

/// As many models, each of which holds the next.
fn models(depth: usize, hold: fn(Value) -> Value) -> Value {
    let level = |level| (format!("M{level}"), object(hold(reference("M", level + 1))));
    let mut schemas: Map<_, _> = (1..depth).map(level).collect();
    schemas.insert("Thing".to_owned(), object(hold(reference("M", 1))));
    schemas.insert(format!("M{depth}"), object(text()));
    document(schemas)
}

fn of_thing(property: Value) -> Value {
    document(Map::from_iter([("Thing".to_owned(), object(property))]))
}

/// A document with one operation, which returns a `Thing`.
fn document(schemas: Map<String, Value>) -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Thing" });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Case", "version": "7.4" },
        "servers": [{ "url": "{vaultBaseUrl}", "variables": { "vaultBaseUrl": { "default": "" } } }],
        "paths": { "/things": { "get": {
            "operationId": "GetThing",
            "responses": { "200": {
                "description": "",
                "content": { "application/json": { "schema": schema } },
            } },
        } } },
        "components": { "schemas": schemas },
    })
}
