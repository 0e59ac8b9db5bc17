//! Upgrade: Swagger 2.0 becomes OpenAPI 3.0, and nothing is lost.
//!
//! What has a new place in OpenAPI 3.0 is moved there; everything else,
//! `x-ms-*` and unknown keywords included, stays where it is for `lower` to
//! judge. An OpenAPI 3.0 document passes through.

mod operation;
mod schema;

use serde_json::{Map, Value, json};

use crate::code::Code;
use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// Gives the document as OpenAPI 3.0.
///
/// # Errors
///
/// The document is neither Swagger 2.0 nor OpenAPI 3.0.
pub fn upgrade(document: Document) -> Result<Document, Problem> {
    let root = Pointer::root();
    let (swagger, openapi) = (document.value.get("swagger"), document.value.get("openapi"));
    match (swagger, openapi) {
        (Some(version), None) if version == "2.0" => {
            let foreign = ["components", "servers"];
            match foreign
                .into_iter()
                .find(|keyword| document.value.get(keyword).is_some())
            {
                None => Ok(upgrade_swagger(document)),
                Some(keyword) => {
                    let message = format!("`{keyword}` is not a keyword of Swagger 2.0");
                    Err(document.problem(Code::ForeignSection, &root.child(keyword), message))
                }
            }
        }
        (None, Some(Value::String(version))) if version == "3.0" || version.starts_with("3.0.") => {
            Ok(document)
        }
        (None, None) => Err(document
            .problem(
                Code::NotApi,
                &root,
                "the document is neither OpenAPI 3.0 nor Swagger 2.0",
            )
            .help(
                "the first line of such a document is `openapi: 3.0.3` or `\"swagger\": \"2.0\"`",
            )),
        (Some(version), _) => Err(refused_version(&document, "swagger", version)),
        (None, Some(version)) => Err(refused_version(&document, "openapi", version)),
    }
}

fn refused_version(document: &Document, keyword: &str, version: &Value) -> Problem {
    document
        .problem(
            Code::UnsupportedVersion,
            &Pointer::root().child(keyword),
            format!("`{keyword}: {version}` is not supported"),
        )
        .help("supported are OpenAPI 3.0 (`openapi: 3.0.3`) and Swagger 2.0 (`swagger: \"2.0\"`)")
}

fn upgrade_swagger(document: Document) -> Document {
    let mut upgrade = Upgrade {
        old: &document.value,
        moves: Vec::new(),
    };
    let value = upgrade.root();
    let moves = upgrade.moves;
    Document {
        value,
        origins: document.origins.rebuilt(moves),
        problems: document.problems,
        unreached: document.unreached,
    }
}

/// An upgrade under way: the old document, and what happened so far.
struct Upgrade<'d> {
    old: &'d Value,
    /// Where each moved part went, and where it was.
    moves: Vec<(Pointer, Pointer)>,
}

/// Where a part is now, and where it will be.
#[derive(Clone)]
struct Way {
    from: Pointer,
    to: Pointer,
}

impl Way {
    /// One step down on both sides.
    fn child(&self, token: impl std::fmt::Display) -> Self {
        Self {
            from: self.from.child(&token),
            to: self.to.child(token),
        }
    }
}

impl Upgrade<'_> {
    fn root(&mut self) -> Value {
        let Value::Object(old) = self.old else {
            return self.old.clone();
        };
        let mut new = Map::new();
        let mut components = Map::new();
        let media_types = MediaTypes::of(old, &MediaTypes::json());
        for (keyword, value) in old {
            let from = Pointer::root().child(keyword);
            match keyword.as_str() {
                "swagger" => drop(new.insert("openapi".into(), json!("3.0.3"))),
                "consumes" | "produces" if is_texts(value) => {}
                "host" | "basePath" | "schemes" | "x-ms-parameterized-host" => {
                    let servers = json!([self.server(old)]);
                    new.insert("servers".into(), servers);
                    self.moves
                        .push((Pointer::root().join(&["servers", "0"]), from));
                }
                "paths" => {
                    let way = Way {
                        from: from.clone(),
                        to: from,
                    };
                    new.insert("paths".into(), self.paths(value, &way, &media_types));
                }
                "definitions" => {
                    let schemas = self.section("schemas", value, from, Upgrade::schema);
                    components.insert("schemas".into(), schemas);
                }
                "parameters" => {
                    let parameters = self.section("parameters", value, from, Upgrade::parameter);
                    components.insert("parameters".into(), parameters);
                }
                "responses" => {
                    let responses =
                        self.section("responses", value, from, |upgrade, value, way| {
                            upgrade.response(value, way, &media_types.produces)
                        });
                    components.insert("responses".into(), responses);
                }
                "securityDefinitions" => {
                    let schemes = self.section("securitySchemes", value, from, security_scheme);
                    components.insert("securitySchemes".into(), schemes);
                }
                _ => drop(new.insert(keyword.clone(), value.clone())),
            }
        }
        if !components.is_empty() {
            new.insert("components".into(), Value::Object(components));
        }
        Value::Object(new)
    }

    /// A section of named parts that becomes one of `components`.
    fn section(
        &mut self,
        name: &str,
        value: &Value,
        from: Pointer,
        mut part: impl FnMut(&mut Self, &Value, &Way) -> Value,
    ) -> Value {
        let way = Way {
            from,
            to: Pointer::root().join(&["components", name]),
        };
        self.moves.push((way.to.clone(), way.from.clone()));
        each(value, |key, value| part(self, value, &way.child(key)))
    }

    /// The Server Object that says what `host`, `basePath` and `schemes`, or
    /// Azure's `x-ms-parameterized-host`, said.
    fn server(&mut self, old: &Map<String, Value>) -> Value {
        let text =
            |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
        let scheme = text(old.get("schemes").and_then(|schemes| schemes.get(0)));
        let scheme = if scheme.is_empty() { "https" } else { &scheme };
        // `/` is what holds without one; templates of paths begin with it.
        let base_path = text(old.get("basePath"));
        let base_path = base_path.trim_end_matches('/');
        let Some(parameterized) = old.get("x-ms-parameterized-host") else {
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
        let parameters = parameterized.get("parameters").and_then(Value::as_array);
        let parameters = parameters.into_iter().flatten();
        let followed =
            parameters.map(|each| self.referenced(each).map_or(each, |(shared, _)| shared));
        let variables = followed.map(server_variable);
        server.insert("variables".into(), Value::Object(variables.collect()));
        Value::Object(server)
    }

    /// Azure's shared error responses and the like name their parts by `$ref`;
    /// only the section's name changes.
    fn reference(reference: &str) -> String {
        for (old, new) in [
            ("#/definitions/", "#/components/schemas/"),
            ("#/parameters/", "#/components/parameters/"),
            ("#/responses/", "#/components/responses/"),
        ] {
            if let Some(name) = reference.strip_prefix(old) {
                return format!("{new}{name}");
            }
        }
        reference.to_owned()
    }
}

/// The media types of the bodies that an operation takes and gives.
struct MediaTypes {
    consumes: Vec<String>,
    produces: Vec<String>,
}

impl MediaTypes {
    /// What Azure's guidelines prescribe where a document is silent.
    fn json() -> Self {
        let json = || vec!["application/json".to_owned()];
        Self {
            consumes: json(),
            produces: json(),
        }
    }

    /// What `object` says with `consumes` and `produces`, else what holds around it.
    fn of(object: &Map<String, Value>, around: &MediaTypes) -> Self {
        let read =
            |keyword, around: &Vec<String>| match object.get(keyword).and_then(Value::as_array) {
                Some(types) => types
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect(),
                None => around.clone(),
            };
        Self {
            consumes: read("consumes", &around.consumes),
            produces: read("produces", &around.produces),
        }
    }
}

/// A parameter of `x-ms-parameterized-host` as a Server Variable Object, its
/// further keywords as `x-*`.
fn server_variable(parameter: &Value) -> (String, Value) {
    let mut variable = Map::from_iter([("default".to_owned(), json!(""))]);
    let mut name = String::new();
    for (keyword, value) in parameter.as_object().into_iter().flatten() {
        match keyword.as_str() {
            "name" => name = value.as_str().unwrap_or_default().to_owned(),
            "in" | "required" | "type" => {}
            "description" | "enum" | "default" => {
                drop(variable.insert(keyword.clone(), value.clone()))
            }
            _ if keyword.starts_with("x-") => drop(variable.insert(keyword.clone(), value.clone())),
            _ => drop(variable.insert(format!("x-{keyword}"), value.clone())),
        }
    }
    (name, Value::Object(variable))
}

/// Swagger 2.0 names one OAuth flow beside the scheme; OpenAPI 3.0 has an
/// object for each.
fn security_scheme(_: &mut Upgrade<'_>, value: &Value, _: &Way) -> Value {
    let Value::Object(old) = value else {
        return value.clone();
    };
    if old.get("type") != Some(&json!("oauth2")) {
        return value.clone();
    }
    let mut scheme = Map::new();
    let mut flow = Map::new();
    for (keyword, value) in old {
        match keyword.as_str() {
            "flow" => {}
            "authorizationUrl" | "tokenUrl" | "scopes" => {
                drop(flow.insert(keyword.clone(), value.clone()))
            }
            _ => drop(scheme.insert(keyword.clone(), value.clone())),
        }
    }
    let name = match old.get("flow").and_then(Value::as_str).unwrap_or_default() {
        "application" => "clientCredentials",
        "accessCode" => "authorizationCode",
        name => name,
    };
    scheme.insert("flows".into(), json!({ name: flow }));
    Value::Object(scheme)
}

/// Whether it is a list of texts; anything else stays for `lower` to refuse.
fn is_texts(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|texts| texts.iter().all(Value::is_string))
}

/// The object with each entry mapped; anything but an object as it is.
fn each(value: &Value, mut map: impl FnMut(&str, &Value) -> Value) -> Value {
    match value {
        Value::Object(entries) => Value::Object(
            entries
                .iter()
                .map(|(key, value)| (key.clone(), map(key, value)))
                .collect(),
        ),
        other => other.clone(),
    }
}
