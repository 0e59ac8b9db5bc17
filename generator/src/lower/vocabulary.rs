//! Every keyword of OpenAPI 3.0, and what becomes of it here: it is read, it is
//! understood and not needed, or it is refused. Nothing else is let through,
//! so nothing is dropped in silence.

mod check;
mod entry;
mod extension;
mod operation;
mod schema;
mod security;
mod value;

pub use check::Ignored;
pub(super) use check::{Checked, check};
pub use entry::{Entry, Treatment, entries};
use operation::{PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE};
use schema::SCHEMA;
use security::SECURITY_SCHEME;

/// An object of the standard.
struct Kind {
    /// As the standard calls it, with its article.
    name: &'static str,
    /// Whether a `$ref` may stand in its place.
    referable: bool,
    /// What must be there.
    required: &'static [&'static str],
    keywords: &'static [Keyword],
}

struct Keyword {
    name: &'static str,
    fate: Fate,
}

/// What becomes of a keyword.
enum Fate {
    Read(Holds),
    /// Nothing in the Rust crate depends on it, for this reason: half a sentence that
    /// follows a colon.
    Ignored(&'static str),
    /// With what there is to do about it, where there is more than to leave it out.
    Refused(Option<&'static str>),
}

/// The kind of value that a keyword holds.
enum Holds {
    Text,
    TextOrNull,
    Flag,
    Whole,
    Number,
    Texts,
    /// One of the first; the others, each with what to do about it, are valid in
    /// Swagger 2.0 but not supported.
    OneOf(
        &'static [&'static str],
        &'static [(&'static str, &'static str)],
    ),
    /// A string, a number, a boolean or null.
    Scalar,
    /// A list of those.
    Scalars,
    Object(&'static Kind),
    /// An object with free names.
    Map(&'static Kind),
    /// An object of that kind, `true` or `false`.
    ObjectOrFlag(&'static Kind),
    /// An object with names of a pattern, and extensions among them.
    Patterned(Pattern, &'static Kind),
    List(&'static Kind),
    /// An object with free names and texts.
    TextMap,
    /// Lists of scopes by the names of security schemes.
    Security,
    Anything,
}

/// The names that an object may have besides extensions.
#[derive(Clone, Copy)]
enum Pattern {
    /// Paths (OpenAPI 3.0.3, section "Paths Object").
    Path,
    /// Status codes, ranges of them, and `default` (section "Responses Object").
    Status,
}

use Holds::{
    Anything, Flag, List, Map, Number, Object, ObjectOrFlag, OneOf, Patterned, Scalar, Scalars,
    Security, Text, TextMap, TextOrNull, Texts, Whole,
};

const fn read(name: &'static str, holds: Holds) -> Keyword {
    Keyword {
        name,
        fate: Fate::Read(holds),
    }
}

const fn ignored(name: &'static str, reason: &'static str) -> Keyword {
    Keyword {
        name,
        fate: Fate::Ignored(reason),
    }
}

const fn refused(name: &'static str) -> Keyword {
    Keyword {
        name,
        fate: Fate::Refused(None),
    }
}

const fn refused_with(name: &'static str, help: &'static str) -> Keyword {
    Keyword {
        name,
        fate: Fate::Refused(Some(help)),
    }
}

// Reasons that several objects share.
const ABOUT: &str = "it describes the document, not the API";
const DOCS: &str = "documentation elsewhere; what `description` says is in the crate";
const GIVEN: &str = "callers provide the base URL when they create a client";
const HEADERS: &str = "callers get all headers of a response as they were received";
const LINKS: &str = "they suggest a next call and say nothing about this one";
const SAMPLES: &str = "samples say nothing about what is allowed";

static DOCUMENT: Kind = Kind {
    name: "a document",
    referable: false,
    required: &["info", "paths"],
    keywords: &[
        read("openapi", Text),
        read("info", Object(&INFO)),
        read("servers", List(&SERVER)),
        read("paths", Patterned(Pattern::Path, &PATH_ITEM)),
        read("components", Object(&COMPONENTS)),
        read("security", Security),
        ignored("tags", "groups of operations, for pages of documentation"),
        ignored("externalDocs", DOCS),
        // Swagger 2.0: what is a list of media types is gone by now.
        refused("consumes"),
        refused("produces"),
        // It stands beside `x-ms-parameterized-host`, which says another base URL.
        refused("host"),
    ],
};

static INFO: Kind = Kind {
    name: "an info object",
    referable: false,
    required: &["title", "version"],
    keywords: &[
        read("title", Text),
        read("version", Text),
        ignored("description", ABOUT),
        ignored("termsOfService", ABOUT),
        ignored("contact", ABOUT),
        ignored("license", ABOUT),
    ],
};

static SERVER: Kind = Kind {
    name: "a server",
    referable: false,
    required: &["url"],
    keywords: &[
        read("url", Text),
        ignored("description", GIVEN),
        read("variables", Map(&SERVER_VARIABLE)),
    ],
};

static SERVER_VARIABLE: Kind = Kind {
    name: "a server variable",
    referable: false,
    required: &["default"],
    keywords: &[
        read("default", Text),
        ignored("description", GIVEN),
        refused("enum"),
        ignored(
            "x-ms-skip-url-encoding",
            "a base URL is used as it is in any case",
        ),
        ignored("x-ms-parameter-location", GIVEN),
    ],
};

static COMPONENTS: Kind = Kind {
    name: "the components",
    referable: false,
    required: &[],
    keywords: &[
        read("schemas", Map(&SCHEMA)),
        read("parameters", Map(&PARAMETER)),
        read("responses", Map(&RESPONSE)),
        read("securitySchemes", Map(&SECURITY_SCHEME)),
        read("requestBodies", Map(&REQUEST_BODY)),
        ignored("headers", HEADERS),
        ignored("examples", SAMPLES),
        ignored("links", LINKS),
        ignored(
            "callbacks",
            "no operation can refer to one, since `callbacks` of operations are refused",
        ),
    ],
};
