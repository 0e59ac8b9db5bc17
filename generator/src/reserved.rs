//! The names that Rust and the generated crate have already: something of a document
//! that is called the same gets another name.

use std::fmt;

macro_rules! imports {
    ($($import:ident = $name:literal in $origin:ident,)*) => {
        /// A name that generated files may import.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Import {
            $($import,)*
        }

        impl Import {
            const ALL: &'static [Self] = &[$(Self::$import),*];

            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$import => $name,)*
                }
            }

            pub(crate) fn origin(self) -> Origin {
                match self {
                    $(Self::$import => Origin::$origin,)*
                }
            }
        }
    };
}

imports! {
    ApiVersion = "API_VERSION" in Version,
    Enums = "enums" in Version,
    Models = "models" in Version,
    Operations = "operations" in Version,
    Base64 = "Base64" in Crate,
    Base64Url = "Base64Url" in Crate,
    Operation = "Operation" in Crate,
    Paged = "Paged" in Crate,
    RequestBuilder = "RequestBuilder" in Crate,
    Secret = "Secret" in Crate,
    UnixTime = "UnixTime" in Crate,
    VaultUrl = "VaultUrl" in Crate,
    DecodeEmpty = "decode_empty" in Crate,
    DecodeJson = "decode_json" in Crate,
    AnswerEmpty = "answer_empty" in Server,
    AnswerJson = "answer_json" in Server,
    ReadError = "ReadError" in Server,
    Received = "Received" in Server,
    Refusal = "Refusal" in Server,
    Bytes = "Bytes" in Bytes,
    Method = "Method" in Http,
    Request = "Request" in Http,
    Response = "Response" in Http,
    BTreeMap = "BTreeMap" in Collections,
}

/// Where a name is imported from, in the order of the `use` items of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// The module of the api-version.
    Version,
    Crate,
    /// The service's half of the runtime. No file that defines the document's types
    /// imports from it.
    Server,
    Bytes,
    Http,
    Collections,
}

/// Something of a document that has a name in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    /// A request: without fields, it is a value as well as a type.
    Operation,
    /// A model or an enum.
    Type,
    /// A method of the clients.
    Method,
    /// A field or an argument.
    Field,
    /// A variant of an enum.
    Variant,
}

/// Who has a reserved name. Its `Display` completes "`name` is …".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// Rust, which takes it as `r#name`.
    Keyword,
    /// Rust, which does not take it even as `r#name` (Rust Reference, "Raw identifiers").
    BareKeyword,
    Prelude,
    Imported,
    /// The client of the service.
    Client,
    /// Every client.
    ClientMethod,
    /// Open enums.
    Unlisted,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keyword | Self::BareKeyword => "a keyword of Rust",
            Self::Prelude => "in Rust's prelude",
            Self::Imported => "a type that the crate uses",
            Self::Client => "the client of the service",
            Self::ClientMethod => "a method of every client",
            Self::Unlisted => "the variant for values that are not listed",
        })
    }
}

const ANY: &[Item] = &[
    Item::Operation,
    Item::Type,
    Item::Method,
    Item::Field,
    Item::Variant,
];
const TYPES: &[Item] = &[Item::Operation, Item::Type];

/// The names of each owner, and what cannot have them. Imported names are beside it.
const TABLE: &[(Owner, &[Item], &[&str])] = &[
    (
        Owner::Keyword,
        ANY,
        &[
            "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
            "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
            "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override",
            "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type",
            "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
        ],
    ),
    (Owner::BareKeyword, ANY, &["Self", "crate", "self", "super"]),
    (
        Owner::Prelude,
        TYPES,
        &["Box", "Option", "Result", "String", "Vec"],
    ),
    (
        Owner::Prelude,
        &[Item::Operation],
        &["Err", "None", "Ok", "Some"],
    ),
    (
        Owner::ClientMethod,
        &[Item::Method],
        &["new", "send", "send_with_context", "with_options"],
    ),
    (Owner::Unlisted, &[Item::Variant], &["Unknown"]),
];

/// Who has a name, if that keeps an item of a document from having it.
pub(crate) fn owner(name: &str, item: Item) -> Option<Owner> {
    let bars = |(_, items, names): &&(Owner, &[Item], &[&str])| {
        items.contains(&item) && names.contains(&name)
    };
    let listed = TABLE.iter().find(bars).map(|(owner, ..)| *owner);
    let is_it = |import: &&Import| import.name() == name && import.origin() != Origin::Server;
    let is_imported = || TYPES.contains(&item) && Import::ALL.iter().any(|each| is_it(&each));
    listed.or_else(|| is_imported().then_some(Owner::Imported))
}
