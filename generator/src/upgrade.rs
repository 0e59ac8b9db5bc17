//! Upgrade: Swagger 2.0 becomes OpenAPI 3.0, and nothing is lost.
//!
//! What has a new place in OpenAPI 3.0 is moved there; everything else,
//! `x-ms-*` and unknown keywords included, stays where it is for `lower` to
//! judge. An OpenAPI 3.0 document passes through.

mod operation;
mod schema;
mod security;
mod server;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::code::Code;
use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::reference::Reference;
use server::PARAMETERIZED_HOST;

/// Gives the document as OpenAPI 3.0.
///
/// # Errors
///
/// The document is neither Swagger 2.0 nor OpenAPI 3.0, or both in one.
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
                    let at = root.child(keyword);
                    Err(document.problem(Code::ForeignSection, &at, message))
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
        foreign: BTreeMap::new(),
    };
    let value = upgrade.root();
    let Upgrade { moves, foreign, .. } = upgrade;
    let problem = |(at, instead): (&Pointer, &&str)| {
        let keyword = at.tokens().last().map_or("", String::as_str);
        let message = format!("`{keyword}` is not a keyword of Swagger 2.0 here");
        let problem = document.problem(Code::ForeignKeyword, at, message);
        problem.help(format!("{instead}, or leave it out"))
    };
    let foreign: Vec<_> = foreign.iter().map(problem).collect();
    let mut problems = document.problems;
    problems.extend(foreign);
    Document {
        value,
        origins: document.origins.rebuilt(moves),
        problems,
        unreached: document.unreached,
    }
}

/// The sections of `components`, and what Swagger 2.0 calls them.
const SECTIONS: [(&str, &str); 4] = [
    ("schemas", "definitions"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securitySchemes", "securityDefinitions"),
];

/// An upgrade under way: the old document, and what happened so far.
struct Upgrade<'d> {
    old: &'d Value,
    /// Where each moved part went, and where it was.
    moves: Vec<(Pointer, Pointer)>,
    /// The places of what OpenAPI 3.0 has there and Swagger 2.0 has not, and what
    /// that has instead.
    foreign: BTreeMap<Pointer, &'static str>,
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
        // Also where nothing is: problems tell what a section is called.
        for (to, from) in SECTIONS {
            let to = Pointer::root().join(&["components", to]);
            self.moves.push((to, Pointer::root().child(from)));
        }
        let media_types = MediaTypes::of(old, &MediaTypes::json());
        // Where it is, Azure's word for the base URL is the one that holds.
        let base_urls = [PARAMETERIZED_HOST, "host", "basePath", "schemes"];
        let base_url = base_urls.iter().find(|keyword| old.contains_key(**keyword));
        for (keyword, value) in old {
            let from = Pointer::root().child(keyword);
            match keyword.as_str() {
                "swagger" => drop(new.insert("openapi".into(), json!("3.0.3"))),
                "consumes" | "produces" if is_texts(value) => {}
                "host" if base_url == Some(&PARAMETERIZED_HOST) => {
                    new.insert(keyword.clone(), value.clone());
                }
                _ if base_url == Some(&keyword.as_str()) => {
                    let to = Pointer::root().join(&["servers", "0"]);
                    let server = self.server(old, &Way { from, to });
                    new.insert("servers".into(), json!([server]));
                }
                "basePath" | "schemes" => {}
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
                    let schemes =
                        self.section("securitySchemes", value, from, Upgrade::security_scheme);
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
        each(value, |key, value| {
            let way = way.child(key);
            // It may have come from another file than its neighbours.
            self.moves.push((way.to.clone(), way.from.clone()));
            part(self, value, &way)
        })
    }

    /// Notes down that what stands under `keyword` belongs to OpenAPI 3.0: read, it
    /// might contradict what Swagger 2.0 says in its own words.
    fn foreign(&mut self, way: &Way, keyword: &str, instead: &'static str) {
        self.foreign.insert(way.from.child(keyword), instead);
    }

    /// The reference `text`, with the section's name as OpenAPI 3.0 has it.
    fn reference(text: &str) -> String {
        let local = Reference::local(text);
        let renamed = local.as_ref().and_then(|pointer| {
            let (section, name) = pointer.tokens().split_first()?;
            let (new, _) = SECTIONS.into_iter().find(|(_, old)| old == section)?;
            Some(Pointer::root().join(&["components", new]).join(name))
        });
        renamed.map_or_else(|| text.to_owned(), |pointer| Reference::to_local(&pointer))
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
