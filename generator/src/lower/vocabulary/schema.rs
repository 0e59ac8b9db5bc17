//! The keywords of schemas.

use super::{
    Anything, DOCS, Flag, Kind, List, Map, Number, Object, ObjectOrFlag, OneOf, SAMPLES, Scalar,
    Scalars, Text, Texts, Whole, ignored, read, refused,
};

pub(super) static SCHEMA: Kind = Kind {
    name: "a schema",
    referable: true,
    required: &[],
    keywords: &[
        read(
            "type",
            OneOf(
                &["string", "integer", "number", "boolean", "array", "object"],
                &[("file", "leave the operation out: files are not supported")],
            ),
        ),
        read("format", Text),
        ignored(
            "title",
            "types are named after their component, and documented by `description`",
        ),
        read("description", Text),
        ignored("example", SAMPLES),
        ignored("externalDocs", DOCS),
        read("nullable", Flag),
        read("readOnly", Flag),
        refused("writeOnly"),
        refused("deprecated"),
        read("default", Anything),
        read("enum", Scalars),
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
        ignored(
            "x-ms-client-flatten",
            "an SDK may lift the properties of a model out of it; here a model stays whole",
        ),
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
        read("value", Scalar),
        read("name", Text),
        read("description", Text),
        refused("allowedValues"),
    ],
};
