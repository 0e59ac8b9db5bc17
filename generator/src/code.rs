//! What can be wrong, each with a number that never changes: it is what people
//! search for, and what `generator explain` explains.

use std::fmt;

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($code:ident = $number:literal, $title:literal, $explanation:literal, $remedy:literal;)*) => {
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

            /// Why it is a problem, in sentences.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$code => $explanation,)*
                }
            }

            /// How to mend it: a sentence without a capital and a full stop.
            pub fn remedy(self) -> &'static str {
                match self {
                    $(Self::$code => $remedy,)*
                }
            }
        }
    };
}

codes! {
    FileUnreadable = 1, "a file cannot be read",
        "The file does not exist, is not a regular file, is larger than any API's document, or the system does not let the generator read it. Files are neither downloaded nor read from the standard input.",
        "check the path and the permissions";
    NotText = 2, "a file is not UTF-8 text",
        "Documents are UTF-8, with or without a byte-order mark; UTF-16 and binary files are not read.",
        "save the file as UTF-8";
    NotParsed = 3, "a file is not JSON or YAML",
        "The text breaks the rules of its language, or an object in it has a key twice: readers would not agree on which one counts. Files named `*.json` are JSON, all others YAML.",
        "mend the text at this place, or shortly before it; a file that was downloaded may be incomplete";
    BracketsTooDeep = 4, "brackets lie too deep",
        "No API needs thousands of brackets inside of each other, and parsers take very long with them.",
        "close the brackets that are left open before this one";
    FolderUnusable = 5, "the output folder cannot be used",
        "The crate could not be compared with or written to its folder: a file of somebody else is in the way, or the system refuses. Nothing was changed.",
        "mend that, or name another folder";
    CrateStale = 6, "the crate is not what the generator writes",
        "`check` found that the crate on disk differs from what the documents give.",
        "run the generator; if you changed the crate by hand, change the template or the document instead";
    AliasesExcessive = 50, "YAML aliases stand for too much",
        "Each alias repeats a value, and aliases of aliases multiply it: a small file may stand for more than the memory can hold. What aliases repeat may be as large as the file, and 1 MiB more.",
        "write out what the aliases stand for, or make a component of it and refer to that with `$ref`";
    RefToUrl = 101, "a `$ref` is a URL",
        "The generator never asks the network: what it writes must depend on the files alone.",
        "download the file and refer to it by a relative path";
    RefAbsolute = 102, "a `$ref` is an absolute path",
        "A document must mean the same on every machine.",
        "refer to the file by a path relative to this one";
    RefToMissingFile = 103, "a `$ref` names a file that is not there",
        "The file holds a part of the API.",
        "fetch the file from where the document came from, and put it where the `$ref` looks for it";
    RefOutside = 104, "a `$ref` leaves the folder of the document",
        "A document may only read files beside it or below it, also through links.",
        "move the file next to the document, or below it";
    RefNotComponent = 105, "a `$ref` names something that is no component",
        "Only named components can be referred to, such as `#/components/schemas/Name` or `common.json#/definitions/Name`: Rust types need names.",
        "make a component of what is meant, and refer to that";
    RefToNothing = 106, "a `$ref` leads to nothing in the other file",
        "The other file has no value at that pointer.",
        "mend the pointer, or fetch the version of the file that belongs to this document";
    Undefined = 107, "a component is not defined",
        "The `$ref` names a schema, parameter or response that the document does not define.",
        "define it, or mend the name";
    RefCircular = 108, "references lead in a circle",
        "Following the references never arrives at anything.",
        "let one of them refer to a component that is written out";
    TooDeep = 109, "schemas or references are nested too deeply",
        "More than 64 schemas or references are nested, or the Rust types that are made of them are: the compiler follows types into each other to a limit (`recursion_limit`, 128), and callers need some of it for types of their own.",
        "refer to components directly; if that many levels are meant, `remove` the innermost property in an overlay";
    RefConflict = 110, "two files define one component differently",
        "Components of all files share one name space.",
        "rename one of the two, with the references to it";
    BesideRef = 111, "something stands beside a `$ref`",
        "OpenAPI 3.0 ignores what stands beside a `$ref`, so it would be lost. Swagger 2.0 documents are read as if it did not.",
        "put the `$ref` into an `allOf` of its own";
    NotApi = 201, "the document is no API",
        "The file is neither OpenAPI 3.0 nor Swagger 2.0: it has neither `openapi` nor `swagger` at its root.",
        "name the document of an API; its first line is `openapi: 3.0.3` or `\"swagger\": \"2.0\"`";
    UnsupportedVersion = 202, "the version of OpenAPI is not supported",
        "OpenAPI 3.0 and Swagger 2.0 are read. OpenAPI 3.1 means other things by the same words. All files of a document are of one kind.",
        "take the document in OpenAPI 3.0 or Swagger 2.0, with all its files";
    ForeignSection = 203, "a section belongs to another version of OpenAPI",
        "A Swagger 2.0 document cannot have `components` or `servers`: nobody could tell which of two sections holds.",
        "move its content to where Swagger 2.0 has it, or make the document OpenAPI 3.0 throughout";
    NotApiVersion = 204, "`info.version` is no api-version",
        "The module, the feature and every request are named after it. Azure's are numbers such as 7.4, or dates such as 2025-07-01, with `-preview` behind them or not.",
        "give the api-version in `info.version`, such as 7.4 or 2025-07-01; an overlay can";
    BaseUrl = 205, "the base URL is not what the caller gives",
        "Callers name their vault, so the document must have one server that is one variable.",
        "write one server such as `url: '{vaultBaseUrl}'` with its variable declared; an overlay can";
    WrongKind = 206, "a value is of the wrong kind",
        "The keyword takes another kind of value. In YAML, a string that looks like a number, such as an api-version, needs quotes.",
        "use a value of that kind, in an overlay if the document is not yours";
    MissingKeyword = 207, "a keyword is missing",
        "OpenAPI demands that the keyword is there.",
        "add it, in an overlay if the document is not yours";
    UnknownKeyword = 208, "a keyword is unknown",
        "The standard has no such keyword at this place; readers would ignore it in silence. It may be misspelled, or stand one level too high or too low.",
        "mend its name or its place; remove it, or begin its name with `x-`, if only a tool needs it";
    UnsupportedKeyword = 209, "a keyword is not supported",
        "The keyword means something that the generated code cannot say yet. It is refused, since leaving it out in silence would make the code wrong. CONTRIBUTING.md says how to support it.",
        "`remove` it in an overlay if callers can do without it, or leave the operation out";
    Lost = 210, "something in the document would be lost",
        "The types that hold a document in the generator cannot hold this, though the standard allows it.",
        "`remove` it in an overlay if callers can do without it, or leave the operation out";
    UnsupportedValue = 211, "a value is not supported",
        "OpenAPI or Swagger 2.0 has this value, but the generator cannot generate code for what it means, such as a form or a file.",
        "leave the operation out, or `remove` what has the value in an overlay if callers can do without it";
    ForeignKeyword = 250, "a keyword belongs to another version of OpenAPI",
        "A Swagger 2.0 document says it in words of OpenAPI 3.0, perhaps beside its own: nobody could tell which of them holds.",
        "say it in the words of Swagger 2.0, or leave it out";
    NoOperationId = 301, "an operation has no name",
        "The Rust type and the methods are named after the `operationId`.",
        "add one, such as `operationId: BackupKey`, in an overlay if the document is not yours";
    OperationIdTwice = 302, "two operations have one name",
        "An `operationId` is unique in a document; the Rust types would clash.",
        "rename one of the two, in an overlay if the document is not yours";
    OperationMissing = 303, "a wanted operation is not there",
        "The list of operations to generate has one that the document does not have.",
        "fix the name where the operations are listed, or remove it from the list";
    PathSegment = 304, "a path segment is not supported",
        "A segment is plain text or exactly one parameter: only then can no argument change the path.",
        "write paths such as `/keys/{key-name}/backup`, or leave the operation out";
    ParameterTwice = 305, "a parameter is declared twice",
        "A parameter is identified by its place and its name, and may be declared once.",
        "take one of the two out, in an overlay with `remove` if the document is not yours";
    ParameterUndeclared = 306, "a path parameter is not declared",
        "The path names a parameter that `parameters` does not.",
        "declare it in `parameters` with `in: path`, or mend its name";
    ParameterUnused = 307, "a path parameter is not in the path",
        "`parameters` declares a path parameter that the path does not name.",
        "put it into the path, mend its name, or take it out of `parameters`";
    ParameterRepeated = 308, "a parameter stands twice in a path",
        "Each parameter may fill one segment.",
        "give the second one a name and a declaration of its own";
    ParameterNotRequired = 309, "a path parameter is not required",
        "OpenAPI demands `required: true` of path parameters.",
        "add `required: true`, in an overlay if the document is not yours";
    PathTwice = 310, "two paths match the same requests",
        "Two operations have one method, and paths that differ in nothing but the names of their parameters. OpenAPI takes these for one path: no server could tell which operation is meant.",
        "change one of the paths, or leave one of the operations out";
    ParameterUnsupported = 311, "a parameter is not supported",
        "Path parameters are plain strings, query parameters are single values, and there are no others yet.",
        "if the service does without it, `remove` it in an overlay, or leave the operation out";
    StatusUnsupported = 312, "a status is not supported",
        "Statuses are 2xx for the one success, 4xx and 5xx, and `default`.",
        "`remove` the response in an overlay, or leave the operation out";
    NoSuccess = 313, "an operation has no success",
        "Without a 2xx answer there is nothing that the operation gives.",
        "add the response of its success, such as `'204': {description: Done.}`, in an overlay if the document is not yours";
    TwoSuccesses = 314, "an operation has two successes",
        "A method has one type of output.",
        "`remove` one of them in an overlay, or leave the operation out";
    TwoErrors = 315, "an operation has two error models",
        "One model stands for all errors of an operation.",
        "let them have one schema, or `remove` one of them in an overlay";
    MediaType = 316, "a body is not JSON",
        "One media type, `application/json`, is supported.",
        "correct it in an overlay if the service takes JSON all the same; else leave the operation out";
    BodyWithoutSchema = 317, "a body has no schema",
        "Without a schema there is no type for it.",
        "add a `schema` that refers to a component, in an overlay if the document is not yours";
    BodyNotObject = 318, "a body is not an object",
        "Bodies are named objects that cannot be null.",
        "refer to a component of `type: object`, or leave the operation out";
    NotPages = 319, "an operation has no pages",
        "`x-ms-pageable` promises a list and a link in the answer, and one of them is not there.",
        "mend `itemName` and `nextLinkName`, or `remove` `x-ms-pageable` in an overlay";
    SchemeUndefined = 320, "a security scheme is not defined",
        "`security` names a scheme that `components.securitySchemes` does not define.",
        "define it there (in Swagger 2.0, in `securityDefinitions`), or mend the name";
    SecurityUnsupported = 321, "the security is not supported",
        "Vaults take OAuth 2.0 tokens; one scheme of that type is supported.",
        "let `security` name one scheme of `type: oauth2`; an overlay can `remove` the others";
    NoOperations = 350, "an API has no operations",
        "There is nothing to generate for it. A document of definitions alone is for others to refer to.",
        "name the document that has the `paths`";
    NoType = 401, "a schema has no type",
        "Without `type` or `$ref` a value could be anything.",
        "add `type`, in an overlay if the document is not yours";
    MixedKeywords = 402, "keywords do not belong to one type",
        "A keyword of one type stands beside those of another.",
        "mend the `type`, or `remove` what does not belong to it";
    NoName = 403, "an object has no name",
        "A Rust type needs a name.",
        "give it one under `components/schemas` (`definitions` in Swagger 2.0) and refer to it";
    ItemsMissing = 404, "an array does not say what it holds",
        "Arrays have `items`.",
        "add `items`, such as `items: {type: string}`, in an overlay if the document is not yours";
    FormatUnsupported = 405, "a format is not supported",
        "Formats decide about the Rust type; one that is not known would be guessed.",
        "change the `format` in an overlay, or `remove` it there, so that the value is of its plain `type`";
    ItemsUnsupported = 406, "items are not supported",
        "Items of lists and maps cannot be null, secret, read-only, constrained or renamed yet.",
        "put them into an object with a name of its own, or `remove` the keyword in an overlay";
    Circular = 407, "a schema contains itself",
        "A type that contains itself needs an object in between, and no `allOf` can be part of itself.",
        "take the schema out of itself, or refer to it in a property of an object";
    NoProperties = 408, "an object has no properties",
        "What such an object holds would be lost.",
        "add its `properties`, or `additionalProperties` if their names are free, in an overlay if the document is not yours";
    NotObject = 409, "a schema is not an object",
        "A model or a part of an `allOf` is an object with keywords of objects.",
        "refer to an object, or `remove` the keywords of other types in an overlay";
    FreeNames = 410, "an object has properties and free names",
        "Values of any name beside `properties` have no place in a struct.",
        "`remove` `additionalProperties` in an overlay: what has an unknown name is ignored then";
    RequiredUnknown = 411, "a required property does not exist",
        "`required` lists names of `properties`.",
        "mend the name, add the property, or take the name out of `required`";
    Contradiction = 412, "a property is given twice, and differently",
        "The parts of an `allOf` must agree on what they share.",
        "let both say the same, or `remove` one of them in an overlay";
    SecretUnsupported = 413, "this cannot be secret",
        "Texts and bytes can be secret.",
        "mark the texts and bytes inside of it that are secret";
    PartNullable = 414, "a part of an `allOf` may be null",
        "Nothing can be null in part.",
        "put `nullable` beside the `allOf`, or `remove` it in an overlay";
    EnumWithoutName = 421, "an enum has no name",
        "A Rust enum needs a name: that of a component, or `x-ms-enum`.",
        "make a component of it, or add `x-ms-enum: {name: …}` in an overlay";
    EnumValue = 422, "a value of an enum is not supported",
        "Values are strings, each listed once; `null` belongs to a nullable enum alone.",
        "list each value once, as a string, or `remove` it in an overlay";
    EnumTold = 423, "`x-ms-enum` tells of a value that is not listed",
        "`values` of `x-ms-enum` repeats what `enum` lists.",
        "add the value to `enum`, or take it out of `x-ms-enum`; an overlay can";
    EnumTwice = 424, "an enum is given twice, and differently",
        "Enums of one name are one Rust type, so that they must have the same values.",
        "let both list the same values, or give one of them another name in `x-ms-enum`";
    EnumUnsupported = 425, "an enum is not of strings",
        "Rust enums are generated for strings alone: numbers and booleans have no names that the variants could take.",
        "`remove` `enum` in an overlay: any value of the `type` is then accepted";
    EnumWithoutValues = 450, "an enum has no values",
        "`enum` lists at least one value, and `x-ms-enum` names what the `enum` beside it lists: alone it would mean nothing.",
        "list the values in `enum`, or `remove` it in an overlay";
    UnusableName = 501, "a name cannot be one in Rust",
        "No character of the name can stand in one of Rust. It is a note where the name is reserved, by Rust or by the crate, and something was added to it.",
        "choose another: for an operation by its `operationId`, for an enum and its values with `x-ms-enum`, for all else with `x-ms-client-name`; an overlay can";
    Collision = 502, "two things have one name in Rust",
        "They differ in the document, but not as Rust spells them, or are of different kinds. The first one has the name, and something was added to that of the other.",
        "choose another name for one: for an operation by its `operationId`, for an enum and its values with `x-ms-enum`, for all else with `x-ms-client-name`; an overlay can";
    FileOfOursUnreadable = 601, "a manifest or overlay is not readable",
        "The file is not made of the keys that the README lists, or that the Overlay Specification has.",
        "mend the key or its value at this place";
    ManifestEntry = 602, "an entry of the manifest cannot be used",
        "Names must be usable in Rust (see KV0650), services have documents, lists are not empty, and the crate has a folder of its own.",
        "mend the entry; README.md lists what stands in a manifest";
    NoManifest = 603, "there is no manifest",
        "Without a manifest, the generator does not know its documents.",
        "run the generator inside of the project, name the manifest with `--manifest`, or the document with `--spec`";
    VersionTwice = 604, "an api-version is there twice",
        "Each document of a service has an api-version of its own, which its module is named after.",
        "take one of the documents out of the manifest";
    OverlayMalformed = 611, "an overlay is not right",
        "An action has a target, a reason (`description`), and either `update` or `remove`. `x-api-versions` lists the api-versions that it is for.",
        "give the action what it lacks; the overlays in `specs/` show how";
    OverlayMatchesNothing = 612, "an overlay's action matches nothing",
        "The document changed, or the target is wrong. An action must match something in every document that it is for.",
        "fix the target, limit the action to the api-versions that need it with `x-api-versions`, or delete it if none does";
    OverlayChangesNothing = 613, "an overlay's action changes nothing",
        "The document says so itself, or the list has the item already. An action must change something in every document that it is for.",
        "limit the action to the api-versions that need it with `x-api-versions`, or delete it if none does";
    OverlayVersionUnknown = 614, "an overlay's action is limited to an unknown api-version",
        "`x-api-versions` lists api-versions that the service has documents of.",
        "fix the api-version, or remove it from the list if its document is gone";
    OverlayOfAnother = 615, "an overlay was written for another document",
        "`extends` names the document that the overlay was written for, and none that it is applied to has that name.",
        "use the overlay with that document, or change or remove `extends`";
    VersionExists = 621, "the api-version is there with other content",
        "`add` does not replace a document unless told to. `diff` tells what that would change.",
        "use `--replace` if that is meant, else mend `info.version`";
    ServiceUnclear = 622, "it is not clear which service is meant",
        "The manifest has several services, or none of that name, or the document shares nothing with the only one.",
        "name one of the manifest with `--service`";
    ManifestShape = 623, "the manifest cannot be extended",
        "`add` puts a line into a list of documents that has one on a line.",
        "write the list of documents with one on a line, or add the document by hand";
    VersionUnknown = 624, "there is no such api-version",
        "`diff` takes api-versions of the manifest, or files.",
        "name one of the manifest, or a file that is there";
    CodeUnknown = 625, "there is no such code",
        "`explain` knows the codes that the generator prints.",
        "use `explain` without a code, which lists all of them";
    NameUnusable = 650, "a name cannot be that of a crate or a module",
        "Cargo or Rust's compiler would refuse the name, or confuse it with a keyword, a crate of Rust itself, a dependency or a module that is there already. A crate is named after its folder, a service after its document's file: in snake case, without an api-version at the end.",
        "name the service with `--name`, or another folder with `--out`";
    ChangedMeanwhile = 670, "a file changed while `add` was at work",
        "Another run was quicker, or somebody wrote into the file after a run was killed. Nothing of it is overwritten.",
        "compare the file with what the message names, then run `add` again";
}

impl Code {
    /// Whether the document may be right, but has something that is not supported, so
    /// that operations without it can be generated.
    pub fn is_limit(self) -> bool {
        matches!(
            self,
            Self::UnsupportedKeyword
                | Self::Lost
                | Self::UnsupportedValue
                | Self::PathSegment
                | Self::ParameterUnsupported
                | Self::StatusUnsupported
                | Self::TwoSuccesses
                | Self::TwoErrors
                | Self::MediaType
                | Self::BodyWithoutSchema
                | Self::BodyNotObject
                | Self::SecurityUnsupported
                | Self::NoType
                | Self::NoName
                | Self::FormatUnsupported
                | Self::ItemsUnsupported
                | Self::Circular
                | Self::NoProperties
                | Self::NotObject
                | Self::FreeNames
                | Self::SecretUnsupported
                | Self::PartNullable
                | Self::EnumWithoutName
                | Self::EnumUnsupported
                | Self::UnusableName
                | Self::Collision
        )
    }

    /// The code with that number, written as `KV0107`, `kv0107` or `107`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_prefix = |start: &&str| start.eq_ignore_ascii_case("KV");
        let prefix = text.get(..2).filter(is_prefix).unwrap_or_default();
        let digits = text.get(prefix.len()..)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: u16 = digits.parse().ok().filter(|_| is_number)?;
        Self::ALL
            .iter()
            .copied()
            .find(|code| *code as u16 == number)
    }
}

/// Explains a code.
pub fn entry(code: Code) -> String {
    let (title, why, remedy) = (code.title(), code.explanation(), code.remedy());
    let how = if code.is_limit() {
        "\nThe operations without it can be generated alone: list them with `--operations` where `--spec` names the document, or under `operations` of the service in the manifest.\n"
    } else {
        ""
    };
    format!("## {code}: {title}\n\n{why}\n\nTo fix it: {remedy}.\n{how}")
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
