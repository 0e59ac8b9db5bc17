//! Every keyword of OpenAPI 3.0, and what becomes of it here: it is read, it is
//! understood and not needed, or it is refused. Nothing else is let through,
//! so nothing is dropped in silence.

mod check;
mod extension;
mod security;

pub(super) use check::{Checked, check};
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
    /// Nothing in the Rust crate depends on it.
    Ignored,
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
    OneOf(&'static [&'static str]),
    Object(&'static Kind),
    /// An object with free names.
    Map(&'static Kind),
    /// An object of that kind, `true` or `false`.
    ObjectOrFlag(&'static Kind),
    /// An object with names of a pattern, and extensions among them.
    Patterned(&'static Kind),
    List(&'static Kind),
    /// An object with free names and texts.
    TextMap,
    /// Lists of scopes by the names of security schemes.
    Security,
    Anything,
}

use Holds::{
    Anything, Flag, List, Map, Number, Object, ObjectOrFlag, OneOf, Patterned, Security, Text,
    TextMap, TextOrNull, Texts, Whole,
};

const fn read(name: &'static str, holds: Holds) -> Keyword {
    Keyword {
        name,
        fate: Fate::Read(holds),
    }
}

const fn ignored(name: &'static str) -> Keyword {
    Keyword {
        name,
        fate: Fate::Ignored,
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

static DOCUMENT: Kind = Kind {
    name: "a document",
    referable: false,
    required: &["info", "paths"],
    keywords: &[
        read("openapi", Text),
        read("info", Object(&INFO)),
        read("servers", List(&SERVER)),
        read("paths", Patterned(&PATH_ITEM)),
        read("components", Object(&COMPONENTS)),
        read("security", Security),
        ignored("tags"),
        ignored("externalDocs"),
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
        ignored("description"),
        ignored("termsOfService"),
        ignored("contact"),
        ignored("license"),
    ],
};

static SERVER: Kind = Kind {
    name: "a server",
    referable: false,
    required: &["url"],
    keywords: &[
        read("url", Text),
        ignored("description"),
        read("variables", Map(&SERVER_VARIABLE)),
    ],
};

static SERVER_VARIABLE: Kind = Kind {
    name: "a server variable",
    referable: false,
    required: &["default"],
    keywords: &[
        read("default", Text),
        ignored("description"),
        refused("enum"),
        // It tells generators not to encode the base URL, which nobody would.
        ignored("x-ms-skip-url-encoding"),
        // As of a parameter.
        ignored("x-ms-parameter-location"),
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
        refused("requestBodies"),
        ignored("headers"),
        ignored("examples"),
        ignored("links"),
        ignored("callbacks"),
    ],
};

static PATH_ITEM: Kind = Kind {
    name: "a path item",
    referable: false,
    required: &[],
    keywords: &[
        refused("$ref"),
        ignored("summary"),
        ignored("description"),
        read("parameters", List(&PARAMETER)),
        read("get", Object(&OPERATION)),
        read("put", Object(&OPERATION)),
        read("post", Object(&OPERATION)),
        read("delete", Object(&OPERATION)),
        refused("options"),
        refused("head"),
        read("patch", Object(&OPERATION)),
        refused("trace"),
        refused("servers"),
    ],
};

static OPERATION: Kind = Kind {
    name: "an operation",
    referable: false,
    required: &["responses"],
    keywords: &[
        read("operationId", Text),
        read("summary", Text),
        read("description", Text),
        read("parameters", List(&PARAMETER)),
        read("requestBody", Object(&REQUEST_BODY)),
        read("responses", Patterned(&RESPONSE)),
        read("security", Security),
        refused("callbacks"),
        refused("deprecated"),
        refused("servers"),
        ignored("tags"),
        ignored("externalDocs"),
        // Samples of other people's documents lie in files of their own.
        ignored("x-ms-examples"),
        // As in the document.
        refused("consumes"),
        refused("produces"),
        // Others than those of the vault's URL.
        refused("schemes"),
        read("x-ms-pageable", Object(&PAGEABLE)),
        read("x-ms-long-running-operation", Flag),
        // How an SDK waits for the end, which here is up to the caller.
        ignored("x-ms-long-running-operation-options"),
        // Ours: whether sending it twice does what sending it once does.
        read("x-repeatable", Flag),
    ],
};

static PAGEABLE: Kind = Kind {
    name: "`x-ms-pageable`",
    referable: false,
    required: &[],
    keywords: &[
        // Without one, all items are in one answer.
        read("nextLinkName", TextOrNull),
        read("itemName", Text),
        refused("operationName"),
    ],
};

static REQUEST_BODY: Kind = Kind {
    name: "a request body",
    referable: false,
    required: &["content"],
    keywords: &[
        refused("$ref"),
        read("description", Text),
        read("content", Map(&MEDIA_TYPE)),
        read("required", Flag),
        read("x-ms-client-name", Text),
        read("x-ms-client-flatten", Flag),
        ignored("x-ms-parameter-location"),
    ],
};

static PARAMETER: Kind = Kind {
    name: "a parameter",
    referable: true,
    required: &["name", "in", "schema"],
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
        // How lists and objects are written, which parameters cannot be.
        ignored("explode"),
        refused("allowReserved"),
        refused("allowEmptyValue"),
        refused("content"),
        // Swagger 2.0's `style`.
        refused_with(
            "collectionFormat",
            "it is about lists, which parameters cannot be here",
        ),
        refused_with(
            "x-ms-skip-url-encoding",
            "an overlay can remove it; values are then percent-encoded, `/` among them, so that each stays in its place",
        ),
        read("x-ms-client-name", Text),
        // Whether an SDK asks for it once or with each call; api-version, the
        // only one that has it, is a constant here.
        ignored("x-ms-parameter-location"),
    ],
};

static RESPONSE: Kind = Kind {
    name: "a response",
    referable: true,
    required: &["description"],
    keywords: &[
        read("description", Text),
        read("content", Map(&MEDIA_TYPE)),
        // All headers of an answer are given to the caller as they came.
        ignored("headers"),
        ignored("links"),
        // Swagger 2.0 has samples here.
        ignored("examples"),
    ],
};

static MEDIA_TYPE: Kind = Kind {
    name: "a media type",
    referable: false,
    required: &[],
    keywords: &[
        read("schema", Object(&SCHEMA)),
        ignored("example"),
        ignored("examples"),
        refused("encoding"),
    ],
};

static SCHEMA: Kind = Kind {
    name: "a schema",
    referable: true,
    required: &[],
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
        read("default", Anything),
        read("enum", Texts),
        read("x-ms-enum", Object(&ENUM)),
        read("minLength", Whole),
        read("maxLength", Whole),
        read("pattern", Text),
        read("minimum", Number),
        read("maximum", Number),
        refused("exclusiveMinimum"),
        refused("exclusiveMaximum"),
        refused("multipleOf"),
        read("properties", Map(&SCHEMA)),
        read("required", Texts),
        read("additionalProperties", ObjectOrFlag(&SCHEMA)),
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
        // An SDK may lift the properties of a model out of it; here it stays whole.
        ignored("x-ms-client-flatten"),
        read("x-ms-secret", Flag),
    ],
};

static ENUM: Kind = Kind {
    name: "`x-ms-enum`",
    referable: false,
    required: &["name"],
    keywords: &[
        read("name", Text),
        read("modelAsString", Flag),
        read("values", List(&ENUM_VALUE)),
    ],
};

static ENUM_VALUE: Kind = Kind {
    name: "a value of `x-ms-enum`",
    referable: false,
    required: &["value"],
    keywords: &[
        read("value", Text),
        read("name", Text),
        read("description", Text),
        refused("allowedValues"),
    ],
};
