//! Every keyword of OpenAPI 3.0, and what becomes of it here: it is read, it is
//! understood and not needed, or it is refused. Nothing else is let through,
//! so nothing is dropped in silence.

use serde_json::Value;

use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// Every keyword that is unknown, refused, or holds the wrong kind of value.
pub(super) fn check(document: &Document) -> Vec<Problem> {
    let mut check = Check {
        document,
        problems: Vec::new(),
    };
    check.object(&document.value, &DOCUMENT, &Pointer::root());
    check.problems
}

/// An object of the standard.
struct Kind {
    /// As the standard calls it.
    name: &'static str,
    /// Whether a `$ref` may stand in its place.
    referable: bool,
    keywords: &'static [Keyword],
}

struct Keyword {
    name: &'static str,
    holds: Holds,
    fate: Fate,
}

/// The kind of value that a keyword holds.
enum Holds {
    Text,
    Flag,
    Whole,
    Texts,
    OneOf(&'static [&'static str]),
    Object(&'static Kind),
    /// An object with free names.
    Map(&'static Kind),
    /// An object with names of a pattern, and extensions among them.
    Patterned(&'static Kind),
    List(&'static Kind),
    Anything,
}

/// What becomes of a keyword.
enum Fate {
    Read,
    /// Nothing in the Rust crate depends on it.
    Ignored,
    Refused,
}

use Fate::{Ignored, Read, Refused};
use Holds::{Anything, Flag, List, Map, Object, OneOf, Patterned, Text, Texts, Whole};

const fn read(name: &'static str, holds: Holds) -> Keyword {
    Keyword {
        name,
        holds,
        fate: Read,
    }
}

const fn ignored(name: &'static str) -> Keyword {
    Keyword {
        name,
        holds: Anything,
        fate: Ignored,
    }
}

const fn refused(name: &'static str) -> Keyword {
    Keyword {
        name,
        holds: Anything,
        fate: Refused,
    }
}

static DOCUMENT: Kind = Kind {
    name: "document",
    referable: false,
    keywords: &[
        read("openapi", Text),
        read("info", Object(&INFO)),
        read("servers", List(&SERVER)),
        read("paths", Patterned(&PATH_ITEM)),
        read("components", Object(&COMPONENTS)),
        read("security", Anything),
        ignored("tags"),
        ignored("externalDocs"),
    ],
};

static INFO: Kind = Kind {
    name: "info",
    referable: false,
    keywords: &[
        read("title", Text),
        read("version", Text),
        ignored("description"),
        ignored("termsOfService"),
        ignored("contact"),
        ignored("license"),
    ],
};

static SERVER: Kind = Kind {
    name: "server",
    referable: false,
    keywords: &[
        read("url", Text),
        ignored("description"),
        read("variables", Map(&SERVER_VARIABLE)),
    ],
};

static SERVER_VARIABLE: Kind = Kind {
    name: "server variable",
    referable: false,
    keywords: &[
        read("default", Text),
        ignored("description"),
        refused("enum"),
        // It tells generators not to encode the base URL, which nobody would.
        ignored("x-ms-skip-url-encoding"),
    ],
};

static COMPONENTS: Kind = Kind {
    name: "components",
    referable: false,
    keywords: &[
        read("schemas", Map(&SCHEMA)),
        read("parameters", Map(&PARAMETER)),
        read("responses", Map(&RESPONSE)),
        read("securitySchemes", Anything),
        refused("requestBodies"),
        ignored("headers"),
        ignored("examples"),
        ignored("links"),
        ignored("callbacks"),
    ],
};

static PATH_ITEM: Kind = Kind {
    name: "path item",
    referable: false,
    keywords: &[
        refused("$ref"),
        ignored("summary"),
        ignored("description"),
        read("parameters", List(&PARAMETER)),
        read("get", Object(&OPERATION)),
        read("put", Object(&OPERATION)),
        read("post", Object(&OPERATION)),
        read("delete", Object(&OPERATION)),
        read("options", Object(&OPERATION)),
        read("head", Object(&OPERATION)),
        read("patch", Object(&OPERATION)),
        read("trace", Object(&OPERATION)),
        refused("servers"),
    ],
};

static OPERATION: Kind = Kind {
    name: "operation",
    referable: false,
    keywords: &[
        read("operationId", Text),
        read("summary", Text),
        read("description", Text),
        read("parameters", List(&PARAMETER)),
        refused("requestBody"),
        read("responses", Patterned(&RESPONSE)),
        read("security", Anything),
        refused("callbacks"),
        refused("deprecated"),
        refused("servers"),
        ignored("tags"),
        ignored("externalDocs"),
        // Samples of other people's documents lie in files of their own.
        ignored("x-ms-examples"),
    ],
};

static PARAMETER: Kind = Kind {
    name: "parameter",
    referable: true,
    keywords: &[
        read("name", Text),
        read("in", OneOf(&["path", "query", "header", "cookie"])),
        read("required", Flag),
        read("description", Text),
        read("schema", Object(&SCHEMA)),
        read("example", Anything),
        refused("examples"),
        refused("deprecated"),
        refused("style"),
        refused("explode"),
        refused("allowReserved"),
        refused("allowEmptyValue"),
        refused("content"),
        read("x-ms-client-name", Text),
        // Whether an SDK asks for it once or with each call; api-version, the
        // only one that has it, is a constant here.
        ignored("x-ms-parameter-location"),
    ],
};

static RESPONSE: Kind = Kind {
    name: "response",
    referable: true,
    keywords: &[
        read("description", Text),
        read("content", Map(&MEDIA_TYPE)),
        // All headers of an answer are given to the caller as they came.
        ignored("headers"),
        ignored("links"),
    ],
};

static MEDIA_TYPE: Kind = Kind {
    name: "media type",
    referable: false,
    keywords: &[
        read("schema", Object(&SCHEMA)),
        ignored("example"),
        ignored("examples"),
        refused("encoding"),
    ],
};

static SCHEMA: Kind = Kind {
    name: "schema",
    referable: true,
    keywords: &[
        read(
            "type",
            OneOf(&["string", "integer", "number", "boolean", "array", "object"]),
        ),
        read("format", Text),
        ignored("title"),
        read("description", Text),
        ignored("example"),
        ignored("externalDocs"),
        read("nullable", Flag),
        read("readOnly", Flag),
        refused("writeOnly"),
        refused("deprecated"),
        refused("default"),
        refused("enum"),
        read("minLength", Whole),
        read("maxLength", Whole),
        read("pattern", Text),
        refused("minimum"),
        refused("maximum"),
        refused("exclusiveMinimum"),
        refused("exclusiveMaximum"),
        refused("multipleOf"),
        read("properties", Map(&SCHEMA)),
        read("required", Texts),
        refused("additionalProperties"),
        refused("minProperties"),
        refused("maxProperties"),
        read("items", Object(&SCHEMA)),
        refused("minItems"),
        refused("maxItems"),
        refused("uniqueItems"),
        read("allOf", List(&SCHEMA)),
        refused("oneOf"),
        refused("anyOf"),
        refused("not"),
        refused("discriminator"),
        refused("xml"),
        read("x-ms-client-name", Text),
        read("x-ms-secret", Flag),
    ],
};

struct Check<'d> {
    document: &'d Document,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn object(&mut self, value: &Value, kind: &Kind, at: &Pointer) {
        let Value::Object(entries) = value else {
            return self.report(at, format!("a {} must be an object", kind.name));
        };
        if kind.referable && entries.contains_key("$ref") {
            return self.reference(entries, at);
        }
        for (name, value) in entries {
            let at = at.child(name);
            match kind.keywords.iter().find(|keyword| keyword.name == name) {
                Some(Keyword {
                    fate: Read, holds, ..
                }) => self.holds(value, holds, &at),
                Some(Keyword { fate: Ignored, .. }) => {}
                Some(Keyword { fate: Refused, .. }) => {
                    self.report(&at, format!("`{name}` of a {} is not supported", kind.name));
                }
                None if name.starts_with("x-ms-") => {
                    self.report(&at, format!("`{name}` of a {} is not supported", kind.name));
                }
                // The standard lets tools ignore the extensions of others.
                None if name.starts_with("x-") => {}
                None => self.report(&at, format!("`{name}` is not a keyword of a {}", kind.name)),
            }
        }
    }

    /// OpenAPI 3.0.3, section "Reference Object": other keywords are ignored.
    fn reference(&mut self, entries: &serde_json::Map<String, Value>, at: &Pointer) {
        if entries.len() > 1 {
            let problem = self
                .document
                .problem(at, "OpenAPI 3.0 ignores what stands beside `$ref`");
            self.problems
                .push(problem.help("put the `$ref` into an `allOf` of its own"));
        }
        self.holds(&entries["$ref"], &Text, &at.child("$ref"));
    }

    fn holds(&mut self, value: &Value, holds: &Holds, at: &Pointer) {
        match (holds, value) {
            (Text, Value::String(_)) | (Flag, Value::Bool(_)) | (Anything, _) => {}
            (Whole, number) if number.is_u64() => {}
            (Text, _) => self.wrong(at, value, "a text; quote it if it looks like a number"),
            (Flag, _) => self.wrong(at, value, "`true` or `false`"),
            (Whole, _) => self.wrong(at, value, "a whole number"),
            (Texts, Value::Array(texts)) if texts.iter().all(Value::is_string) => {}
            (Texts, _) => self.wrong(at, value, "a list of texts"),
            (OneOf(names), Value::String(name)) if names.contains(&name.as_str()) => {}
            (OneOf(names), _) => self.wrong(at, value, &format!("one of {}", names.join(", "))),
            (Object(kind), value) => self.object(value, kind, at),
            (Map(kind) | Patterned(kind), Value::Object(entries)) => {
                let patterned = matches!(holds, Patterned(_));
                for (name, value) in entries {
                    if !(patterned && name.starts_with("x-") && !name.starts_with("x-ms-")) {
                        self.object(value, kind, &at.child(name));
                    }
                }
            }
            (Map(_) | Patterned(_), _) => self.wrong(at, value, "an object"),
            (List(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.object(item, kind, &at.child(index));
                }
            }
            (List(_), _) => self.wrong(at, value, "a list"),
        }
    }

    fn wrong(&mut self, at: &Pointer, value: &Value, expected: &str) {
        let found = match value {
            Value::Object(_) => "an object".to_owned(),
            Value::Array(_) => "a list".to_owned(),
            scalar => format!("`{scalar}`"),
        };
        let name = at.tokens().last().map(String::as_str).unwrap_or_default();
        self.report(at, format!("`{name}` must be {expected}, not {found}"));
    }

    fn report(&mut self, at: &Pointer, message: String) {
        self.problems.push(self.document.problem(at, message));
    }
}
