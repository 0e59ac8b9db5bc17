//! What in a schema does not go with its `type`: JSON Schema Validation (draft
//! Wright-00), section 5.

use serde_json::Value;

use super::reference::References;
use crate::code::Code;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// The keywords that say something of values of certain types, and those types.
const KEYWORDS: [(&str, &[&str]); 12] = [
    ("format", &["string", "integer", "number"]),
    ("enum", &["string"]),
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("pattern", &["string"]),
    ("minimum", &["integer", "number"]),
    ("maximum", &["integer", "number"]),
    ("items", &["array"]),
    ("properties", &["object"]),
    ("required", &["object"]),
    ("additionalProperties", &["object"]),
    ("allOf", &["object"]),
];

/// Why the schema at `at`, of the type `ty`, is not of one type after all.
pub(super) fn problem(references: &References<'_>, ty: &str, at: &Pointer) -> Problem {
    let document = references.document;
    let stands = |keyword: &str| at.child(keyword).resolve(&document.value);
    let stranger = KEYWORDS
        .iter()
        .find(|(keyword, types)| !types.contains(&ty) && stands(keyword).is_some());
    if let Some((keyword, _)) = stranger {
        let message = format!("`{keyword}` does not go with `type: {ty}`");
        let problem = document.problem(Code::MixedKeywords, &at.child(keyword), message);
        return problem.help("leave it out, or mend the `type`");
    }
    let limits = ["minimum", "maximum"].map(|keyword| (keyword, stands(keyword)));
    let is_beyond = |value: &Value| ty == "integer" && value.is_number() && !value.is_i64();
    for (keyword, limit) in limits {
        if let Some(limit) = limit.filter(|value| is_beyond(value)) {
            let message = format!("`{keyword}: {limit}` is not a whole number of 64 bits");
            return document.problem(Code::WrongKind, &at.child(keyword), message);
        }
    }
    let message = "the keywords of this schema do not belong to one type";
    let problem = document.problem(Code::MixedKeywords, at, message);
    problem.help("leave out what does not fit its `type`")
}
