//! Schemas: Swagger 2.0, section "Schema Object".

use serde_json::{Map, Value, json};

use super::{Upgrade, Way, each};

impl Upgrade<'_> {
    /// A schema in OpenAPI 3.0. `$ref` beside other keywords becomes `allOf`
    /// and the keywords: OpenAPI 3.0 would ignore them.
    pub(super) fn schema(&mut self, value: &Value, way: &Way) -> Value {
        let Value::Object(old) = value else {
            return value.clone();
        };
        if let Some(Value::String(reference)) = old.get("$ref") {
            let reference = json!({ "$ref": Self::reference(reference) });
            if old.len() == 1 {
                return reference;
            }
            self.moves
                .push((way.to.join(&["allOf", "0"]), way.from.clone()));
            let mut new = Map::from_iter([("allOf".to_owned(), json!([reference]))]);
            for (keyword, value) in self.schema_keywords(old, way, 1) {
                match (new.get_mut(&keyword), value) {
                    (Some(Value::Array(all)), Value::Array(more)) => all.extend(more),
                    (_, value) => drop(new.insert(keyword, value)),
                }
            }
            return Value::Object(new);
        }
        let mut new = Map::new();
        // `properties` without `type` describes an object in all of Azure's documents.
        if !old.contains_key("type") && old.contains_key("properties") && !old.contains_key("allOf")
        {
            new.insert("type".into(), json!("object"));
        }
        new.extend(self.schema_keywords(old, way, 0));
        Value::Object(new)
    }

    /// The keywords but for a `$ref`. `parts` is how many parts an `allOf` has
    /// before those that stand here.
    fn schema_keywords(
        &mut self,
        old: &Map<String, Value>,
        way: &Way,
        parts: usize,
    ) -> Map<String, Value> {
        let mut new = Map::new();
        for (keyword, value) in old {
            let around = way;
            let way = way.child(keyword);
            let value = match keyword.as_str() {
                "$ref" if value.is_string() => continue,
                "x-nullable" => {
                    self.moves.push((around.to.child("nullable"), way.from));
                    new.insert("nullable".into(), value.clone());
                    continue;
                }
                "nullable" => {
                    self.foreign(around, keyword, "say it with `x-nullable`");
                    continue;
                }
                "items" => self.schema(value, &way),
                "additionalProperties" => self.schema(value, &way),
                "properties" => each(value, |name, schema| self.schema(schema, &way.child(name))),
                "allOf" => match value {
                    Value::Array(old) => {
                        let old = old.iter().enumerate();
                        old.map(|(index, part)| self.part(part, index, parts, &way))
                            .collect()
                    }
                    other => other.clone(),
                },
                "discriminator" if value.is_string() => json!({ "propertyName": value }),
                _ => value.clone(),
            };
            new.insert(keyword.clone(), value);
        }
        new
    }

    /// A part of the `allOf` at `way`, which `parts` others come before now.
    fn part(&mut self, part: &Value, index: usize, parts: usize, way: &Way) -> Value {
        let way = Way {
            from: way.from.child(index),
            to: way.to.child(parts + index),
        };
        self.moves.push((way.to.clone(), way.from.clone()));
        self.schema(part, &way)
    }
}
