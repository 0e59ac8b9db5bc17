//! Holding a document against the vocabulary.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value};

use super::value::{self, neutral};
use super::{COMPONENTS, DOCUMENT, Fate, Holds, Kind, Pattern, SECURITY_SCHEME, extension};
use crate::code::Code;
use crate::document::Document;
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::similar::{Suggestions, meant};

/// What holding a document against the vocabulary gives.
pub(in crate::lower) struct Checked {
    /// The document without what is ignored or refused, and with something that says
    /// nothing in the place of what is missing or of the wrong kind, so that the rest
    /// can be read.
    pub(in crate::lower) value: Value,
    /// A warning for every keyword that is unknown, an error for every one that is
    /// refused, is missing though it must be there, or holds the wrong kind of value.
    pub(in crate::lower) problems: Vec<Problem>,
    /// The places of those errors.
    pub(in crate::lower) gaps: BTreeSet<Pointer>,
    /// What is ignored, in document order.
    pub(in crate::lower) ignored: Vec<Ignored>,
}

/// A part of a document that nothing in the crate depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// Where it stands in the document.
    pub at: Pointer,
    /// Why nothing depends on it.
    pub reason: &'static str,
}

pub(in crate::lower) fn check(document: &Document) -> Checked {
    let mut value = document.value.clone();
    let mut check = Check::new(document);
    check.object(&mut value, &DOCUMENT, &Pointer::root());
    check.unreached();
    Checked {
        value,
        problems: check.problems,
        gaps: check.gaps,
        ignored: check.ignored,
    }
}

struct Check<'d> {
    document: &'d Document,
    problems: Vec<Problem>,
    gaps: BTreeSet<Pointer>,
    ignored: Vec<Ignored>,
    suggestions: Suggestions,
}

impl<'d> Check<'d> {
    fn new(document: &'d Document) -> Self {
        Self {
            document,
            problems: Vec::new(),
            suggestions: Suggestions::default(),
            gaps: BTreeSet::new(),
            ignored: Vec::new(),
        }
    }

    /// What no operation reaches need not be supported. But a keyword that is
    /// misspelled there is one that a reader of the document looks for.
    fn unreached(&mut self) {
        let mut aside = Check::new(self.document);
        let at = Pointer::root().child("components");
        for (section, components) in &self.document.unreached {
            for name in components.as_object().into_iter().flat_map(Map::keys) {
                self.ignore(at.child(section).child(name), UNREACHED);
            }
        }
        let mut components = self.document.unreached.clone().into();
        aside.object(&mut components, &COMPONENTS, &at);
        let is_unknown = |problem: &Problem| problem.code == Some(Code::UnknownKeyword);
        self.problems
            .extend(aside.problems.into_iter().filter(is_unknown));
    }

    fn object(&mut self, value: &mut Value, kind: &Kind, at: &Pointer) {
        let Value::Object(entries) = value else {
            let message = format!("{} must be an object", kind.name);
            self.report(Code::WrongKind, at, message);
            *value = neutral_object(kind);
            return;
        };
        if kind.referable && entries.contains_key("$ref") {
            return self.reference(entries, kind, at);
        }
        if let Some((keyword, (name, help))) = value::unsupported(entries, kind) {
            // What goes with it need not be supported either.
            self.gaps.insert(at.clone());
            let at = at.child(keyword);
            let message = format!("`{keyword}: {name}` of {} is not supported", kind.name);
            let problem = self.document.problem(Code::UnsupportedValue, &at, message);
            self.problems.push(problem.help(*help));
            *value = neutral_object(kind);
            return;
        }
        let required = kind.required.iter().chain(needed_by_type(entries, kind));
        for name in required.filter(|name| !entries.contains_key(**name)) {
            let message = format!("{} must have `{name}`", kind.name);
            let problem = self.document.problem(Code::MissingKeyword, at, message);
            self.problems.push(problem);
            self.gaps.insert(at.child(name));
        }
        entries.retain(|name, value| {
            let at = at.child(name);
            let keyword = kind.keywords.iter().find(|keyword| keyword.name == name);
            match keyword.map(|keyword| &keyword.fate) {
                Some(Fate::Read(holds)) => return self.holds(value, holds, &at),
                Some(Fate::Ignored(reason)) => self.ignore(at, reason),
                None if is_foreign(name) => self.foreign(name, kind, at),
                None if !name.starts_with("x-") => {
                    let known = kind.keywords.iter().map(|keyword| keyword.name);
                    let help = self.suggestions.meant(name, known).unwrap_or_else(|| {
                        "remove it, or begin its name with `x-` if a tool needs it".to_owned()
                    });
                    self.unknown(name, kind, &at, help);
                }
                Some(Fate::Refused(_)) | None => {
                    let message = format!("`{name}` of {} is not supported", kind.name);
                    let document = self.document;
                    let problem = document.problem(Code::UnsupportedKeyword, &at, message);
                    self.gaps.insert(at);
                    let help = match keyword.map(|keyword| &keyword.fate) {
                        Some(Fate::Refused(help)) => help.map(str::to_owned),
                        _ if name == NULLABLE => Some("OpenAPI 3.0, which overlays see in any case, has `nullable` in schemas".to_owned()),
                        _ => extension::meant(name, kind),
                    };
                    self.problems.push(problem.help_if(help));
                }
            }
            false
        });
        complete(entries, kind);
    }

    /// An extension that is not Azure's is ignored, unless one of those that are read
    /// was probably meant.
    fn foreign(&mut self, name: &str, kind: &Kind, at: Pointer) {
        match extension::meant(name, kind) {
            Some(help) => self.unknown(name, kind, &at, help),
            None => self.ignore(at, EXTENSION),
        }
    }

    fn ignore(&mut self, at: Pointer, reason: &'static str) {
        self.ignored.push(Ignored { at, reason });
    }

    /// What the standard does not know, its readers ignore; it was hardly meant.
    fn unknown(&mut self, name: &str, kind: &Kind, at: &Pointer, help: String) {
        let message = format!("`{name}` is not a keyword of {}, and is ignored", kind.name);
        let problem = self.document.problem(Code::UnknownKeyword, at, message);
        self.problems.push(problem.warning().help(help));
    }

    /// OpenAPI 3.0.3, section "Reference Object": other keywords are ignored.
    fn reference(&mut self, entries: &mut Map<String, Value>, kind: &Kind, at: &Pointer) {
        if entries.len() > 1 {
            let problem = self.document.problem(
                Code::BesideRef,
                at,
                "OpenAPI 3.0 ignores what stands beside `$ref`",
            );
            self.problems
                .push(problem.help("put the `$ref` into an `allOf` of its own"));
            entries.retain(|keyword, _| keyword == "$ref");
        }
        if !self.holds(&mut entries["$ref"], &Holds::Text, &at.child("$ref")) {
            entries.clear();
            complete(entries, kind);
        }
    }

    /// Whether it is the right kind of value.
    fn holds(&mut self, value: &mut Value, holds: &Holds, at: &Pointer) -> bool {
        match (holds, &mut *value) {
            (Holds::Text | Holds::TextOrNull, Value::String(_))
            | (Holds::TextOrNull, Value::Null)
            | (Holds::Flag, Value::Bool(_))
            | (Holds::Anything, _) => {}
            (Holds::Whole, number) if number.is_u64() => {}
            (Holds::Number, Value::Number(number)) => make_whole(number),
            (Holds::ObjectOrFlag(_), Value::Bool(_)) => {}
            (Holds::ObjectOrFlag(kind), Value::Object(_)) => self.object(value, kind, at),
            (Holds::Texts, texts) if are_texts(texts) => {}
            (Holds::OneOf(names, _), Value::String(name)) if names.contains(&name.as_str()) => {}
            (Holds::Scalar, value) if value::is_scalar(value) => {}
            (Holds::Scalars, Value::Array(items)) if items.iter().all(value::is_scalar) => {}
            (Holds::TextMap, Value::Object(texts)) if texts.values().all(Value::is_string) => {}
            (Holds::Security, value) if is_security(value) => {}
            (Holds::Object(kind), value) => self.object(value, kind, at),
            (Holds::Map(kind), Value::Object(entries)) => {
                for (name, value) in entries {
                    self.object(value, kind, &at.child(name));
                }
            }
            (Holds::Patterned(pattern, kind), Value::Object(entries)) => {
                entries.retain(|name, _| !is_foreign(name) && self.is_usable(name, *pattern, at));
                for (name, value) in entries {
                    self.object(value, kind, &at.child(name));
                }
            }
            (Holds::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.object(item, kind, &at.child(index));
                }
            }
            (holds, value) => {
                self.gaps.insert(at.clone());
                self.problems
                    .push(value::mismatch(self.document, holds, value, at));
                return false;
            }
        }
        true
    }

    /// Whether an object with names of the pattern may have this one.
    fn is_usable(&mut self, name: &str, pattern: Pattern, at: &Pointer) -> bool {
        let (code, message, help) = match pattern {
            Pattern::Path if name.starts_with('/') => return true,
            Pattern::Status if is_status(name) => return true,
            Pattern::Path => (
                Code::PathSegment,
                format!("the path `{name}` does not begin with `/`"),
                format!("write `/{name}`"),
            ),
            Pattern::Status => (
                Code::StatusUnsupported,
                format!("`{name}` is not a status code"),
                meant(name, ["default", "1XX", "2XX", "3XX", "4XX", "5XX"])
                    .unwrap_or_else(|| "use a number such as `200`, or `default`".to_owned()),
            ),
        };
        let at = at.child(name);
        self.problems
            .push(self.document.problem(code, &at, message).help(help));
        self.gaps.insert(at);
        false
    }

    fn report(&mut self, code: Code, at: &Pointer, message: String) {
        self.gaps.insert(at.clone());
        self.problems.push(self.document.problem(code, at, message));
    }
}

const UNREACHED: &str = "no operation that is generated refers to it";
const EXTENSION: &str = "an extension for other tools";

/// Gives an object what it must have and lacks.
fn complete(entries: &mut Map<String, Value>, kind: &Kind) {
    add_neutral(entries, kind, kind.required);
    let needed = needed_by_type(entries, kind);
    add_neutral(entries, kind, needed);
}

/// What a security scheme of its type must have besides (OpenAPI 3.0.3, section
/// "Security Scheme Object").
fn needed_by_type(entries: &Map<String, Value>, kind: &Kind) -> &'static [&'static str] {
    let is_scheme = std::ptr::eq(kind, &SECURITY_SCHEME);
    let typ = entries.get("type").filter(|_| is_scheme);
    match typ.and_then(Value::as_str) {
        Some("apiKey") => &["name", "in"],
        Some("http") => &["scheme"],
        Some("oauth2") => &["flows"],
        Some("openIdConnect") => &["openIdConnectUrl"],
        _ => &[],
    }
}

fn add_neutral(entries: &mut Map<String, Value>, kind: &Kind, names: &[&str]) {
    for name in names {
        let keyword = kind.keywords.iter().find(|keyword| keyword.name == *name);
        if let (None, Some(Fate::Read(holds))) =
            (entries.get(*name), keyword.map(|keyword| &keyword.fate))
        {
            entries.insert((*name).to_owned(), neutral(holds));
        }
    }
}

pub(super) fn neutral_object(kind: &Kind) -> Value {
    let mut entries = Map::new();
    complete(&mut entries, kind);
    Value::Object(entries)
}

/// Whether it is an extension that is not Azure's: the standard lets tools
/// ignore those (OpenAPI 3.0.3, section "Specification Extensions").
fn is_foreign(name: &str) -> bool {
    name.starts_with("x-") && !name.starts_with("x-ms-") && name != NULLABLE
}

/// Azure's in all but its name: what Swagger 2.0 has for `nullable`. Where it has
/// a meaning, `upgrade` has read it.
const NULLABLE: &str = "x-nullable";

/// `100.0` is `100`: an integer's limits may be written either way (JSON Schema,
/// Validation, Wright 00, which OpenAPI 3.0 takes them from).
fn make_whole(number: &mut Number) {
    let whole = number
        .as_f64()
        .filter(|float| float.fract() == 0.0 && float.abs() < EXACT);
    if let (None, Some(float)) = (number.as_i64(), whole) {
        *number = Number::from(float as i64);
    }
}

/// Every whole number below it is exact in a float (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Whether it is a status code or a range of them, such as `4XX`, or `default`.
fn is_status(name: &str) -> bool {
    let is_rest = |rest: &[u8]| rest == b"XX" || rest.iter().all(u8::is_ascii_digit);
    match name.as_bytes() {
        [b'1'..=b'5', rest @ ..] if rest.len() == 2 => is_rest(rest),
        _ => name == "default",
    }
}

fn are_texts(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|texts| texts.iter().all(Value::is_string))
}

/// OpenAPI 3.0.3, section "Security Requirement Object", in a list.
fn is_security(value: &Value) -> bool {
    let is_requirement = |value: &Value| {
        value
            .as_object()
            .is_some_and(|scopes| scopes.values().all(are_texts))
    };
    value
        .as_array()
        .is_some_and(|list| list.iter().all(is_requirement))
}
