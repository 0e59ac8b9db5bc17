//! The base URL: Swagger 2.0, section "Swagger Object", and Azure's
//! `x-ms-parameterized-host`.

use serde_json::{Map, Value, json};

use super::{Upgrade, Way};
use crate::pointer::Pointer;

/// Azure's word for a base URL that callers give.
pub(super) const PARAMETERIZED_HOST: &str = "x-ms-parameterized-host";

impl Upgrade<'_> {
    /// The Server Object that says what `host`, `basePath` and `schemes`, or
    /// Azure's `x-ms-parameterized-host`, said.
    pub(super) fn server(&mut self, old: &Map<String, Value>, way: &Way) -> Value {
        let text =
            |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let scheme = text(old.get("schemes").and_then(|schemes| schemes.get(0)));
        let scheme = if scheme.is_empty() { "https" } else { &scheme };
        // `/` is what holds without one; templates of paths begin with it.
        let base_path = text(old.get("basePath"));
        let base_path = base_path.trim_end_matches('/');
        let told = match base_path {
            "" => way.from.clone(),
            _ => Pointer::root().child("basePath"),
        };
        self.moves.push((way.to.clone(), told));
        let Some(parameterized) = old.get(PARAMETERIZED_HOST) else {
            return json!({ "url": format!("{scheme}://{}{base_path}", text(old.get("host"))) });
        };
        let prefix = match parameterized.get("useSchemePrefix") {
            Some(Value::Bool(false)) => String::new(),
            _ => format!("{scheme}://"),
        };
        let template = text(parameterized.get("hostTemplate"));
        let mut server = Map::from_iter([(
            "url".to_owned(),
            json!(format!("{prefix}{template}{base_path}")),
        )]);
        let mut variables = Map::new();
        for (keyword, value) in parameterized.as_object().into_iter().flatten() {
            match keyword.as_str() {
                // Clients take the base URL before all else, wherever it is wanted.
                "hostTemplate" | "useSchemePrefix" | "positionInOperation" => {}
                "parameters" => {
                    let parameters = value.as_array().into_iter().flatten();
                    for (index, parameter) in parameters.enumerate() {
                        let own = way.from.join(&["parameters"]).child(index);
                        let (name, variable, from) = self.server_variable(parameter, own);
                        let to = way.to.child("variables").child(&name);
                        self.moves.push((to, from));
                        variables.insert(name, variable);
                    }
                }
                "url" | "variables" => {
                    self.foreign(way, keyword, "say it with `hostTemplate` and `parameters`");
                }
                _ => {
                    let way = way.child(keyword);
                    self.moves.push((way.to, way.from));
                    server.insert(keyword.clone(), value.clone());
                }
            }
        }
        server.insert("variables".into(), Value::Object(variables));
        Value::Object(server)
    }

    /// A parameter of `x-ms-parameterized-host`, or the one that it refers to, as a
    /// Server Variable Object, its further keywords as `x-*`; its name comes first, its
    /// place last.
    fn server_variable(&self, parameter: &Value, own: Pointer) -> (String, Value, Pointer) {
        let (parameter, from) = self.referenced(parameter).unwrap_or((parameter, own));
        let mut variable = Map::from_iter([("default".to_owned(), json!(""))]);
        let mut name = String::new();
        for (keyword, value) in parameter.as_object().into_iter().flatten() {
            match keyword.as_str() {
                "name" => name = value.as_str().unwrap_or_default().to_owned(),
                "in" | "required" | "type" => {}
                "description" | "enum" | "default" => {
                    drop(variable.insert(keyword.clone(), value.clone()))
                }
                _ if keyword.starts_with("x-") => {
                    drop(variable.insert(keyword.clone(), value.clone()))
                }
                _ => drop(variable.insert(format!("x-{keyword}"), value.clone())),
            }
        }
        (name, Value::Object(variable), from)
    }
}
