//! The keywords of security schemes.

use super::{Keyword, Kind, Object, OneOf, Text, TextMap, ignored, read};

pub(super) static SECURITY_SCHEME: Kind = Kind {
    name: "a security scheme",
    referable: true,
    required: &["type"],
    keywords: &[
        read(
            "type",
            OneOf(&["apiKey", "http", "oauth2", "openIdConnect"], &[]),
        ),
        ignored(
            "description",
            "the vault's challenge says where tokens come from",
        ),
        read("name", Text),
        read("in", OneOf(&["query", "header", "cookie"], &[])),
        read("scheme", Text),
        read("bearerFormat", Text),
        read("flows", Object(&FLOWS)),
        read("openIdConnectUrl", Text),
    ],
};

static FLOWS: Kind = Kind {
    name: "the OAuth flows",
    referable: false,
    required: &[],
    keywords: &[
        read("implicit", Object(&IMPLICIT)),
        read("password", Object(&WITH_TOKEN)),
        read("clientCredentials", Object(&WITH_TOKEN)),
        read("authorizationCode", Object(&WITH_CODE)),
    ],
};

const fn flow(required: &'static [&'static str]) -> Kind {
    Kind {
        name: "an OAuth flow",
        referable: false,
        required,
        keywords: FLOW,
    }
}

static IMPLICIT: Kind = flow(&["authorizationUrl", "scopes"]);
/// Those where a password, or the client's own secret, is all that is shown.
static WITH_TOKEN: Kind = flow(&["tokenUrl", "scopes"]);
static WITH_CODE: Kind = flow(&["authorizationUrl", "tokenUrl", "scopes"]);

const FLOW: &[Keyword] = &[
    read("authorizationUrl", Text),
    read("tokenUrl", Text),
    read("refreshUrl", Text),
    read("scopes", TextMap),
];
