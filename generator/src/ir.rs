//! The API as it will be printed: plain data in which nothing is left to decide.
//!
//! References are ids. Everything knows its spelling on the wire, its spelling
//! in Rust, and the place it came from. The order is the document's.

mod facts;
mod indexed;
mod parameter;
mod types;

use std::fmt;

use heck::ToUpperCamelCase;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use crate::api_version::ApiVersion;
use crate::pointer::Pointer;
pub(crate) use indexed::Indexed;
pub use parameter::{Parameter, ParameterId, Place};
pub use types::{Scalar, Type};

/// One api-version of one service.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Api {
    /// The document it was lowered from, as shown to people.
    pub document: String,
    /// What the document calls itself.
    pub title: String,
    /// The api-version, which every request carries.
    pub version: ApiVersion,
    /// The Rust module, such as `v2025_07_01`.
    pub module: String,
    /// The name of the base URL's parameter, such as `vaultBaseUrl`.
    pub host: String,
    /// The operations.
    pub operations: Vec<Operation>,
    /// The models that the operations reach.
    pub models: Vec<Model>,
    /// The enums that operations and models hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enums: Vec<Enum>,
}

/// A name on both sides. Its `Display` is `thing-name as thing_name`, or the
/// one spelling that both share.
#[derive(Debug, Clone)]
pub struct Name {
    /// As the service spells it.
    pub wire: String,
    /// As Rust spells it; a keyword has its `r#`.
    pub rust: String,
    /// Whether the document chose the spelling in Rust (`x-ms-client-name`).
    pub(crate) is_chosen: bool,
}

/// Names are equal if both spellings are, whoever chose them.
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        (&self.wire, &self.rust) == (&other.wire, &other.rust)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { wire, rust, .. } if wire == rust => f.write_str(wire),
            Self { wire, rust, .. } => write!(f, "{wire} as {rust}"),
        }
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Prose, in CommonMark; may be empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Docs {
    /// One sentence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Whatever else there is to say.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
}

impl Docs {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One call of the API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// The `operationId`, and the Rust type.
    pub name: Name,
    /// The method of the clients.
    pub function: String,
    /// Where it stands.
    pub at: Pointer,
    /// What it does.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// The HTTP method.
    pub method: Method,
    /// The path's template as the document writes it.
    pub template: String,
    /// The path, segment by segment.
    pub path: Vec<Segment>,
    /// The query, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub query: Vec<Query>,
    /// What the caller gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// The JSON body, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The one success.
    pub success: Success,
    /// The model of every other answer, where the document names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ModelId>,
    /// The OAuth 2.0 scopes that the document asks for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// Whether sending it twice does what sending it once does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub repeatable: bool,
    /// Whether the service goes on working after its answer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub long_running: bool,
    /// How its answers are pages of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<Paging>,
    /// Whether its request has no default, which would leave everything out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lacks_default: bool,
    /// A sample request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<Example>,
}

/// The HTTP methods of RFC 9110 and RFC 5789 that an operation may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "their names say it")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Patch,
}

/// A segment of a path.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Segment {
    /// As the document spells it.
    Literal(String),
    /// The value of a parameter; nothing for one that is not given.
    Argument(ParameterId),
}

/// A query parameter of a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Query {
    /// The api-version, under this name.
    ApiVersion(String),
    /// The value of a parameter, under its name.
    Argument(ParameterId),
}

/// The JSON body of a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Body {
    /// Its name for clients, and the Rust field.
    pub name: Name,
    /// Where it stands.
    pub at: Pointer,
    /// What it means.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Whether it must be given.
    pub presence: Presence,
    /// What it holds.
    pub model: ModelId,
    /// Whether the methods of clients take its one property in its place.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unwrapped: bool,
}

/// How a list comes in pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paging {
    /// The wire name of the property that holds the items.
    pub items: String,
    /// The wire name of the property that holds the link to the next page.
    pub next_link: String,
}

/// What the service makes of a value; it is documented, not enforced.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Constraint {
    /// At least so many characters.
    MinLength(usize),
    /// At most so many characters.
    MaxLength(usize),
    /// This regular expression matches (ECMA-262).
    Pattern(String),
    /// At least this number.
    Minimum(Number),
    /// At most this number.
    Maximum(Number),
    /// What the service takes where nothing is given, as JSON.
    Default(Value),
}

/// The answer when all went well.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Success {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<ModelId>,
}

/// A sample call, for the documentation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Example {
    /// The base URL.
    pub host: String,
    /// The values of the caller's parameters, in their order.
    pub arguments: Vec<String>,
    /// The URL that the request must have.
    pub url: String,
}

/// The wire name of a model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ModelId(pub String);

/// An object with named properties.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// Its name, and the Rust type.
    pub name: Name,
    /// Where it stands.
    pub at: Pointer,
    /// What it is.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// The direction it travels in.
    pub usage: Usage,
    /// Whether it has no default, which would leave everything out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lacks_default: bool,
    /// Its properties.
    pub properties: Vec<Property>,
}

impl Model {
    /// What references to it are made of.
    pub fn id(&self) -> ModelId {
        ModelId(self.name.wire.clone())
    }
}

/// The direction a model travels in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Usage {
    /// From the caller to the service.
    Input,
    /// From the service to the caller.
    Output,
    /// Either way.
    Both,
}

/// A text of which the document lists the values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Enum {
    /// Its name, and the Rust type.
    pub name: Name,
    /// Where it stands first.
    pub at: Pointer,
    /// What it is.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Whether there may be values that are not listed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// Its values.
    pub variants: Vec<Variant>,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The value, and the Rust variant.
    pub name: Name,
    /// Where it stands.
    #[serde(skip)]
    pub at: Pointer,
    /// What it means.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
}

/// A slot of a model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Property {
    /// Its name, and the Rust field.
    pub name: Name,
    /// Where it stands.
    pub at: Pointer,
    /// What it means.
    #[serde(skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Whether it is always there.
    pub presence: Presence,
    /// Whether the value may be `null`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nullable: bool,
    /// Whether only the service sets it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub read_only: bool,
    /// Whether nobody may see it by accident.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// Whether it holds its own kind, so that Rust needs a `Box`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub boxed: bool,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
    /// What the service checks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
}

/// Whether a slot is always filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// It is always there.
    Required,
    /// It may be missing.
    Optional,
}

/// The type of the clients of the service with that name.
pub fn client(service: &str) -> String {
    format!("{}Client", service.to_upper_camel_case())
}

impl Api {
    /// The model with that id. `lower` leaves no id without one.
    pub fn model(&self, id: &ModelId) -> Option<&Model> {
        self.models.iter().find(|model| model.name.wire == id.0)
    }

    /// The operations in the order in which a server must try their paths: plain
    /// segments come before arguments, which could be anything.
    pub fn routes(&self) -> Vec<&Operation> {
        let is_argument = |segment: &Segment| matches!(segment, Segment::Argument(_));
        let mut routes: Vec<_> = self.operations.iter().collect();
        routes.sort_by_key(|operation| {
            let path = operation.path.iter();
            path.map(is_argument).collect::<Vec<_>>()
        });
        routes
    }

    /// The enum with that wire name. `lower` leaves no name without one.
    pub fn enumeration(&self, wire: &str) -> Option<&Enum> {
        self.enums.iter().find(|each| each.name.wire == wire)
    }
}
