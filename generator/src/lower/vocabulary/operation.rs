//! The keywords of paths, operations and what those consist of.

use super::schema::SCHEMA;
use super::{
    Anything, DOCS, Flag, HEADERS, Kind, LINKS, List, Map, Object, OneOf, Pattern, Patterned,
    SAMPLES, Security, Text, TextOrNull, ignored, read, refused, refused_with,
};

const LOCATION: &str = "it is about whether an SDK asks for the value once or with each call";
const PATH_PROSE: &str = "each operation has its own `summary` and `description`";

pub(super) static PATH_ITEM: Kind = Kind {
    name: "a path item",
    referable: false,
    required: &[],
    keywords: &[
        refused("$ref"),
        ignored("summary", PATH_PROSE),
        ignored("description", PATH_PROSE),
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

pub(super) static OPERATION: Kind = Kind {
    name: "an operation",
    referable: false,
    required: &["responses"],
    keywords: &[
        read("operationId", Text),
        read("summary", Text),
        read("description", Text),
        read("parameters", List(&PARAMETER)),
        read("requestBody", Object(&REQUEST_BODY)),
        read("responses", Patterned(Pattern::Status, &RESPONSE)),
        read("security", Security),
        refused("callbacks"),
        refused("deprecated"),
        refused("servers"),
        ignored("tags", "groups of operations, for pages of documentation"),
        ignored("externalDocs", DOCS),
        ignored("x-ms-examples", SAMPLES),
        // As in the document.
        refused("consumes"),
        refused("produces"),
        // Others than those of the vault's URL.
        refused("schemes"),
        read("x-ms-pageable", Object(&PAGEABLE)),
        read("x-ms-long-running-operation", Flag),
        ignored(
            "x-ms-long-running-operation-options",
            "how an SDK waits for the end, which is up to the caller here",
        ),
        // Ours: whether sending it twice does what sending it once does.
        read("x-repeatable", Flag),
    ],
};

pub(super) static PAGEABLE: Kind = Kind {
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

pub(super) static REQUEST_BODY: Kind = Kind {
    name: "a request body",
    referable: true,
    required: &["content"],
    keywords: &[
        read("description", Text),
        read("content", Map(&MEDIA_TYPE)),
        read("required", Flag),
        read("x-ms-client-name", Text),
        read("x-ms-client-flatten", Flag),
        ignored("x-ms-parameter-location", LOCATION),
    ],
};

pub(super) static PARAMETER: Kind = Kind {
    name: "a parameter",
    referable: true,
    required: &["name", "in", "schema"],
    keywords: &[
        read("name", Text),
        read(
            "in",
            OneOf(
                &["path", "query", "header", "cookie"],
                &[
                    (
                        "formData",
                        "leave the operation out: forms are not supported",
                    ),
                    ("body", "declare the body in each operation of the path"),
                ],
            ),
        ),
        read("required", Flag),
        read("description", Text),
        read("schema", Object(&SCHEMA)),
        read("example", Anything),
        refused("examples"),
        refused("deprecated"),
        refused("style"),
        ignored(
            "explode",
            "it is about lists and objects, which parameters cannot be",
        ),
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
        ignored("x-ms-parameter-location", LOCATION),
    ],
};

pub(super) static RESPONSE: Kind = Kind {
    name: "a response",
    referable: true,
    required: &["description"],
    keywords: &[
        read("description", Text),
        read("content", Map(&MEDIA_TYPE)),
        ignored("headers", HEADERS),
        ignored("links", LINKS),
        ignored("examples", SAMPLES),
    ],
};

pub(super) static MEDIA_TYPE: Kind = Kind {
    name: "a media type",
    referable: false,
    required: &[],
    keywords: &[
        read("schema", Object(&SCHEMA)),
        ignored("example", SAMPLES),
        ignored("examples", SAMPLES),
        refused("encoding"),
    ],
};
