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
            new.extend(self.schema_keywords(old, way));
            return Value::Object(new);
        }
        let mut new = Map::new();
        // `properties` without `type` describes an object in all of Azure's documents.
        if !old.contains_key("type") && old.contains_key("properties") && !old.contains_key("allOf")
        {
            new.insert("type".into(), json!("object"));
        }
        new.extend(self.schema_keywords(old, way));
        Value::Object(new)
    }

    fn schema_keywords(&mut self, old: &Map<String, Value>, way: &Way) -> Map<String, Value> {
        let mut new = Map::new();
        for (keyword, value) in old {
            let way = way.child(keyword);
            let value = match keyword.as_str() {
                "$ref" => continue,
                "x-nullable" => {
                    self.moves.push((
                        way.to.parent().unwrap_or_default().child("nullable"),
                        way.from,
                    ));
                    new.insert("nullable".into(), value.clone());
                    continue;
                }
                "items" => self.schema(value, &way),
                "additionalProperties" => self.schema(value, &way),
                "properties" => each(value, |name, schema| self.schema(schema, &way.child(name))),
                "allOf" => match value {
                    Value::Array(parts) => parts
                        .iter()
                        .enumerate()
                        .map(|(index, part)| self.schema(part, &way.child(index)))
                        .collect(),
                    other => other.clone(),
                },
                "discriminator" if value.is_string() => json!({ "propertyName": value }),
                _ => value.clone(),
            };
            new.insert(keyword.clone(), value);
        }
        new
    }
}
