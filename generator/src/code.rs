//! What can be wrong, each with a number that never changes: it is what people
//! search for, and what `generator explain` explains.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($code:ident = $number:literal, $title:literal, $explanation:literal;)*) => {
        /// A kind of problem; `Display` is its number, such as `KV0107`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $title] $code = $number,)*
        }

        impl Code {
            /// All of them, by number.
            pub const ALL: &'static [Self] = &[$(Self::$code),*];

            /// What it is, in a few words.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$code => $title,)*
                }
            }

            /// Why it is a problem, and how to mend it.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$code => $explanation,)*
                }
            }
        }
    };
}

codes! {
    FileUnreadable = 1, "a file cannot be read",
        "The file is missing, or the system does not let the generator read it. Mend the path or the permissions.";
    NotText = 2, "a file is not UTF-8 text",
        "Documents are UTF-8, with or without a byte-order mark. Save the file as UTF-8; UTF-16 and binary files are not read.";
    NotParsed = 3, "a file is not JSON or YAML",
        "The text breaks the rules of its language, or an object in it has a key twice: readers would not agree on which one counts. Files named `*.json` are JSON, all others YAML.";
    BracketsTooDeep = 4, "brackets lie too deep",
        "No API needs thousands of brackets inside of each other, and parsers take very long with them.";
    FolderUnusable = 5, "the output folder cannot be used",
        "The crate could not be compared with or written to its folder: a file of somebody else is in the way, or the system refuses. Nothing was changed.";
    CrateStale = 6, "the crate is not what the generator writes",
        "`check` found that the crate on disk differs from what the documents give. Run the generator; if you changed the crate by hand, change the template or the document instead.";
    RefToUrl = 101, "a `$ref` is a URL",
        "The generator never asks the network: what it writes must depend on the files alone. Download the file and refer to it by a relative path.";
    RefAbsolute = 102, "a `$ref` is an absolute path",
        "A document must mean the same on every machine. Refer to the file by a path relative to the document.";
    RefToMissingFile = 103, "a `$ref` names a file that is not there",
        "The file holds a part of the API. Fetch it from where the document came from, and put it where the `$ref` looks for it.";
    RefOutside = 104, "a `$ref` leaves the folder of the document",
        "A document may only read files beside it or below it, also through links. Move the file there.";
    RefNotComponent = 105, "a `$ref` names something that is no component",
        "Only named components can be referred to, such as `#/components/schemas/Name` or `common.json#/definitions/Name`: Rust types need names.";
    RefToNothing = 106, "a `$ref` leads to nothing in the other file",
        "The other file has no value at that pointer. Mend the pointer, or fetch the right version of the file.";
    Undefined = 107, "a component is not defined",
        "The `$ref` names a schema, parameter or response that the document does not define.";
    RefCircular = 108, "references lead in a circle",
        "Following the references never arrives at anything.";
    TooDeep = 109, "schemas or references lie too deep",
        "More than 64 schemas or references inside of each other: no API has them, and a document that does is not one.";
    RefConflict = 110, "two files define one component differently",
        "Components of all files share one name space. Rename one of the two.";
    BesideRef = 111, "something stands beside a `$ref`",
        "OpenAPI 3.0 ignores what stands beside a `$ref`, so it would be lost. Put the `$ref` into an `allOf` of its own; Swagger 2.0 documents are read that way already.";
    NotApi = 201, "the document is no API",
        "The file is neither OpenAPI 3.0 nor Swagger 2.0: it has neither `openapi` nor `swagger` at its root.";
    UnsupportedVersion = 202, "the version of OpenAPI is not supported",
        "OpenAPI 3.0 and Swagger 2.0 are read. OpenAPI 3.1 means other things by the same words.";
    ForeignSection = 203, "a section belongs to another version of OpenAPI",
        "A Swagger 2.0 document cannot have `components` or `servers`: nobody could tell which of two sections holds.";
    NotApiVersion = 204, "`info.version` is no api-version",
        "The module, the feature and every request are named after it. Azure's are numbers such as 7.4, or dates such as 2025-07-01, with `-preview` behind them or not.";
    BaseUrl = 205, "the base URL is not what the caller gives",
        "Callers name their vault, so the document must have one server that is one variable.";
    WrongKind = 206, "a value is of the wrong kind",
        "The keyword holds another kind of value. In YAML, a text that looks like a number needs quotes.";
    MissingKeyword = 207, "a keyword is missing",
        "OpenAPI demands that the keyword is there.";
    UnknownKeyword = 208, "a keyword is unknown",
        "The standard has no such keyword at this place; readers would ignore it in silence. It may be misspelled, or stand one level too high or too low.";
    UnsupportedKeyword = 209, "a keyword is not supported",
        "The keyword means something that the generated code cannot say yet. It is refused, since leaving it out in silence would make the code wrong.";
    Lost = 210, "something in the document would be lost",
        "The types that hold a document in the generator cannot hold this, though the standard allows it.";
    ForeignKeyword = 250, "a keyword belongs to another version of OpenAPI",
        "A Swagger 2.0 document says it in words of OpenAPI 3.0, perhaps beside its own: nobody could tell which of them holds.";
    NoOperationId = 301, "an operation has no name",
        "The Rust type and the methods are named after the `operationId`.";
    OperationIdTwice = 302, "two operations have one name",
        "An `operationId` is unique in a document; the Rust types would clash.";
    OperationMissing = 303, "a wanted operation is not there",
        "The manifest lists an operation that the document does not have.";
    PathSegment = 304, "a path segment is not supported",
        "A segment is plain text or exactly one parameter: only then can no argument change the path.";
    ParameterTwice = 305, "a parameter is declared twice",
        "A parameter is identified by its place and its name, and may be declared once.";
    ParameterUndeclared = 306, "a path parameter is not declared",
        "The path names a parameter that `parameters` does not.";
    ParameterUnused = 307, "a path parameter is not in the path",
        "`parameters` declares a path parameter that the path does not name.";
    ParameterRepeated = 308, "a parameter stands twice in a path",
        "Each parameter may fill one segment.";
    ParameterNotRequired = 309, "a path parameter is not required",
        "OpenAPI demands `required: true` of path parameters.";
    PathTwice = 310, "two paths match the same requests",
        "Two operations have one method, and paths that differ in nothing but the names of their parameters. OpenAPI takes these for one path: no server could tell which operation is meant.";
    ParameterUnsupported = 311, "a parameter is not supported",
        "Path parameters are plain strings, query parameters are single values, and there are no others yet.";
    StatusUnsupported = 312, "a status is not supported",
        "Statuses are 2xx for the one success, 4xx and 5xx, and `default`.";
    NoSuccess = 313, "an operation has no success",
        "Without a 2xx answer there is nothing that the operation gives.";
    TwoSuccesses = 314, "an operation has two successes",
        "A method has one type of output.";
    TwoErrors = 315, "an operation has two error models",
        "One model stands for all errors of an operation.";
    MediaType = 316, "a body is not JSON",
        "One media type, `application/json`, is supported.";
    BodyWithoutSchema = 317, "a body has no schema",
        "Without a schema there is no type for it.";
    BodyNotObject = 318, "a body is not an object",
        "Bodies are named objects that cannot be null.";
    NotPages = 319, "an operation has no pages",
        "`x-ms-pageable` promises a list and a link in the answer, and one of them is not there.";
    SchemeUndefined = 320, "a security scheme is not defined",
        "`security` names a scheme that `components.securitySchemes` does not define.";
    SecurityUnsupported = 321, "the security is not supported",
        "Vaults take OAuth 2.0 tokens; one scheme of that type is supported.";
    NoOperations = 350, "an API has no operations",
        "There is nothing to generate for it. A document of definitions alone is for others to refer to.";
    NoType = 401, "a schema has no type",
        "Without `type` or `$ref` a value could be anything.";
    MixedKeywords = 402, "keywords do not belong to one type",
        "A keyword of one type stands beside those of another.";
    NoName = 403, "an object has no name",
        "A Rust type needs a name. Give it one under `components/schemas` (`definitions` in Swagger 2.0) and refer to it.";
    ItemsMissing = 404, "an array does not say what it holds",
        "Arrays have `items`.";
    FormatUnsupported = 405, "a format is not supported",
        "Formats decide about the Rust type; one that is not known would be guessed.";
    ItemsUnsupported = 406, "items are not supported",
        "Items of lists and maps cannot be null, secret, read-only, constrained or renamed yet.";
    Circular = 407, "a schema contains itself",
        "A type that contains itself needs an object in between, and no `allOf` can be part of itself.";
    NoProperties = 408, "an object has no properties",
        "What such an object holds would be lost.";
    NotObject = 409, "a schema is not an object",
        "A model or a part of an `allOf` is an object with keywords of objects.";
    FreeNames = 410, "an object has properties and free names",
        "Values of any name beside `properties` have no place in a struct.";
    RequiredUnknown = 411, "a required property does not exist",
        "`required` lists names of `properties`.";
    Contradiction = 412, "a property is given twice, and differently",
        "The parts of an `allOf` must agree on what they share.";
    SecretUnsupported = 413, "this cannot be secret",
        "Texts and bytes can be secret; mark those inside of an object.";
    PartNullable = 414, "a part of an `allOf` may be null",
        "Nothing can be null in part.";
    EnumWithoutName = 421, "an enum has no name",
        "A Rust enum needs a name: that of a component, or `x-ms-enum`.";
    EnumValue = 422, "a value of an enum is not supported",
        "Values are texts, each once.";
    EnumTold = 423, "`x-ms-enum` tells of a value that is not listed",
        "`values` of `x-ms-enum` repeats what `enum` lists.";
    EnumTwice = 424, "an enum is given twice, and differently",
        "Enums of one name are one Rust type, so that they must have the same values.";
    EnumWithoutValues = 450, "an enum has no values",
        "`enum` lists at least one value, and `x-ms-enum` names what the `enum` beside it lists: alone it would mean nothing.";
    UnusableName = 501, "a name cannot be one in Rust",
        "Nothing is left of the name in the form that Rust wants, or generated code uses it already. Give it another: an operation by its `operationId`, an enum and its values with `x-ms-enum`, all else with `x-ms-client-name`.";
    Collision = 502, "two things have one name in Rust",
        "They differ in the document, but not in the form that Rust wants. Rename one: an operation by its `operationId`, an enum and its values with `x-ms-enum`, all else with `x-ms-client-name`.";
    FileOfOursUnreadable = 601, "a manifest or overlay is not readable",
        "The file is not made of the keys that the README lists, or that the Overlay Specification has.";
    ManifestEntry = 602, "an entry of the manifest cannot be used",
        "Names must be usable in Rust, services have documents, lists are not empty, and the crate has a folder of its own.";
    NoManifest = 603, "there is no manifest",
        "Run the generator inside of the project, name the manifest with `--manifest`, or the document with `--spec`.";
    VersionTwice = 604, "an api-version is there twice",
        "Each document of a service has an api-version of its own, which its module is named after.";
    OverlayMalformed = 611, "an overlay is not right",
        "An action has a target, a reason (`description`), and either `update` or `remove`.";
    OverlayMatchesNothing = 612, "an overlay's action matches nothing",
        "The document changed, or the target is wrong. A correction that corrects nothing must not stay.";
    OverlayChangesNothing = 613, "an overlay's action changes nothing",
        "The document says so itself by now. Delete the action.";
    VersionExists = 621, "the api-version is there with other content",
        "`add` does not replace a document unless told to with `--replace`. `diff` tells what that would change.";
    ServiceUnclear = 622, "it is not clear which service is meant",
        "The manifest has several services, or none of that name. Name one with `--service`.";
    ManifestShape = 623, "the manifest cannot be extended",
        "`add` puts a line into a list of documents that has one on a line.";
    VersionUnknown = 624, "there is no such api-version",
        "`diff` takes api-versions of the manifest, or files.";
    CodeUnknown = 625, "there is no such code",
        "`explain` knows the codes that the generator prints; without one it lists them all.";
}

impl Code {
    /// The code with that number, written as `KV0107`, `kv0107` or `107`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches(['K', 'V', 'k', 'v']);
        let number: u16 = digits.parse().ok()?;
        Self::ALL
            .iter()
            .copied()
            .find(|code| *code as u16 == number)
    }
}

/// What there is to say of a code.
pub fn entry(code: Code) -> String {
    format!("## {code}: {}\n\n{}\n", code.title(), code.explanation())
}

/// All codes as a page of CommonMark.
pub fn page() -> String {
    let head = "<!-- Written by `cargo run -p generator -- explain`: do not edit. -->\n# Problems and their codes\n\nWhat the generator says when it refuses something, or wonders about it. A code\nnever changes its meaning.\n";
    let entries = Code::ALL.iter().map(|code| entry(*code));
    [head.to_owned()]
        .into_iter()
        .chain(entries)
        .collect::<Vec<_>>()
        .join("\n")
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KV{:04}", *self as u16)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
