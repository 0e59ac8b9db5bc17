//! Security schemes: Swagger 2.0, section "Security Scheme Object".

use serde_json::{Map, Value, json};

use super::{Upgrade, Way};

impl Upgrade<'_> {
    /// Swagger 2.0 names one OAuth flow beside the scheme; OpenAPI 3.0 has an
    /// object for each.
    pub(super) fn security_scheme(&mut self, value: &Value, way: &Way) -> Value {
        let Value::Object(old) = value else {
            return value.clone();
        };
        match old.get("type").and_then(Value::as_str) {
            Some("basic") => {
                let mut scheme = old.clone();
                scheme.insert("type".into(), json!("http"));
                scheme.insert("scheme".into(), json!("basic"));
                return Value::Object(scheme);
            }
            Some("oauth2") => {}
            _ => return value.clone(),
        }
        let name = match old.get("flow").and_then(Value::as_str).unwrap_or_default() {
            "application" => "clientCredentials",
            "accessCode" => "authorizationCode",
            name => name,
        };
        let to = way.to.join(&["flows", name]);
        self.moves.push((to.clone(), way.from.child("flow")));
        let mut scheme = Map::new();
        let mut flow = Map::new();
        for (keyword, value) in old {
            match keyword.as_str() {
                "flow" => {}
                "flows" => self.foreign(way, keyword, "say it with `flow`"),
                "authorizationUrl" | "tokenUrl" | "scopes" => {
                    self.moves
                        .push((to.child(keyword), way.from.child(keyword)));
                    flow.insert(keyword.clone(), value.clone());
                }
                _ => drop(scheme.insert(keyword.clone(), value.clone())),
            }
        }
        scheme.insert("flows".into(), json!({ name: flow }));
        Value::Object(scheme)
    }
}
