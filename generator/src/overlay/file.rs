//! The text form of an overlay: the OpenAPI Overlay Specification 1.0, and what 1.1
//! shares with it.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::action::{Action, Change};
use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::load::Source;
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems};
use crate::similar::meant;

/// The extension that limits an action to some api-versions.
pub(super) const VERSIONS: &str = "x-api-versions";

/// An object of the specification.
struct Kind {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    /// What 1.1 added.
    later: &'static [&'static str],
    /// The extensions that are read.
    extensions: &'static [&'static str],
}

static OVERLAY: Kind = Kind {
    name: "an overlay",
    required: &["overlay", "info", "actions"],
    optional: &["extends"],
    later: &[],
    extensions: &[],
};

static INFO: Kind = Kind {
    name: "an info object",
    required: &["title", "version"],
    optional: &[],
    later: &["description"],
    extensions: &[],
};

static ACTION: Kind = Kind {
    name: "an action",
    required: &["target"],
    optional: &["description", "update", "remove"],
    later: &["copy"],
    extensions: &[VERSIONS],
};

/// What an overlay says.
pub(super) struct OverlayFile {
    pub(super) extends: Option<String>,
    pub(super) actions: Vec<Action>,
    pub(super) warnings: Vec<Problem>,
}

/// Reads an overlay.
///
/// # Errors
///
/// Everything in it that breaks the specification, or is not supported.
pub(super) fn read(source: &Source, value: &Value) -> Result<OverlayFile, Problems> {
    let mut reader = Reader {
        source,
        is_later: false,
        problems: Vec::new(),
        warnings: Vec::new(),
    };
    let file = reader.overlay(value);
    let Reader {
        problems, warnings, ..
    } = reader;
    match file {
        Some((extends, actions)) if problems.is_empty() => Ok(OverlayFile {
            extends,
            actions,
            warnings,
        }),
        _ => Err(Problems(problems)),
    }
}

struct Reader<'s> {
    source: &'s Source,
    /// Whether the overlay is one of 1.1.
    is_later: bool,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Reader<'_> {
    fn overlay(&mut self, value: &Value) -> Option<(Option<String>, Vec<Action>)> {
        let root = Pointer::root();
        let version = value.get("overlay").and_then(Value::as_str);
        if let Some(version) = version {
            self.is_later = self.is_later(version)?;
        }
        let file = self.object(value, &OVERLAY, &root)?;
        self.text(file, "overlay", &root);
        let extends = self.text(file, "extends", &root).map(str::to_owned);
        let at = root.child("info");
        if let Some(info) = file
            .get("info")
            .and_then(|info| self.object(info, &INFO, &at))
        {
            for name in INFO.required.iter().chain(INFO.later) {
                self.text(info, name, &at);
            }
        }
        let at = root.child("actions");
        let actions = match file.get("actions")? {
            Value::Array(actions) if !actions.is_empty() => actions,
            _ => {
                let message = "`actions` must be a list of at least one action";
                self.refuse(Code::FileOfOursUnreadable, &at, message, None);
                return None;
            }
        };
        let actions = actions.iter().enumerate();
        let actions = actions.filter_map(|(index, action)| self.action(action, at.child(index)));
        Some((extends, actions.collect()))
    }

    /// Whether a version of the specification is 1.1, rather than 1.0.
    fn is_later(&mut self, version: &str) -> Option<bool> {
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let of_minor = |minor: &str| version.strip_prefix(minor).filter(is_number).is_some();
        match (of_minor("1.0."), of_minor("1.1.")) {
            (false, false) => {
                let at = Pointer::root().child("overlay");
                let message = format!("`overlay: {version}` is not supported");
                let help = "supported are `overlay: 1.0.0` and `overlay: 1.1.0`";
                self.refuse(Code::OverlayMalformed, &at, &message, Some(help));
                None
            }
            (_, is_later) => Some(is_later),
        }
    }

    fn action(&mut self, value: &Value, at: Pointer) -> Option<Action> {
        let action = self.object(value, &ACTION, &at)?;
        let description = self.text(action, "description", &at);
        if description.is_none_or(|reason| reason.trim().is_empty()) {
            let help = "say in `description` why the document is wrong and how we know";
            let message = "the action has no reason";
            self.refuse(Code::OverlayMalformed, &at, message, Some(help));
        }
        let target = self.text(action, "target", &at);
        let target = target.and_then(|target| self.target(target, &at));
        let versions = match action.get(VERSIONS) {
            None => None,
            Some(versions) => Some(self.versions(versions, &at.child(VERSIONS))?),
        };
        let change = self.change(action, &at)?;
        Some(Action {
            target: target?,
            versions,
            change,
            at,
        })
    }

    fn target(&mut self, target: &str, at: &Pointer) -> Option<JsonPath> {
        let parsed = JsonPath::parse(target);
        parsed
            .map_err(|error| {
                let message = format!("`{target}` is not a JSONPath: {error}");
                let help =
                    "JSONPaths begin with `$`, as in `$.components.schemas['Key']` (RFC 9535)";
                let at = at.child("target");
                self.refuse(Code::OverlayMalformed, &at, &message, Some(help));
            })
            .ok()
    }

    fn change(&mut self, action: &Map<String, Value>, at: &Pointer) -> Option<Change> {
        let remove = match action.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(_) => {
                let at = at.child("remove");
                let message = "`remove` must be `true` or `false`";
                self.refuse(Code::FileOfOursUnreadable, &at, message, None);
                return None;
            }
        };
        if action.contains_key("copy") {
            let help = "write out in `update` what is to be copied";
            let message = "`copy` of Overlay 1.1 is not supported";
            self.refuse(
                Code::OverlayMalformed,
                &at.child("copy"),
                message,
                Some(help),
            );
            return None;
        }
        let message = match (action.get("update"), remove) {
            (Some(update), false) => return Some(Change::Update(update.clone())),
            (None, true) => return Some(Change::Remove),
            (None, false) => "the action has neither `update` nor `remove: true`",
            (Some(_), true) => "the action has both `update` and `remove`",
        };
        let help = "give each action one of them; two actions on one target follow each other";
        self.refuse(Code::OverlayMalformed, at, message, Some(help));
        None
    }

    /// The api-versions that an action is limited to.
    fn versions(&mut self, value: &Value, at: &Pointer) -> Option<Vec<ApiVersion>> {
        let help = format!("write a list of strings, such as `{VERSIONS}: ['7.4', '2025-07-01']`");
        let items = value.as_array().filter(|items| !items.is_empty());
        let Some(items) = items else {
            let message = format!("`{VERSIONS}` must be a list of at least one api-version");
            self.refuse(Code::OverlayMalformed, at, &message, Some(&help));
            return None;
        };
        let mut versions = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let at = at.child(index);
            let message = match item.as_str().map(ApiVersion::parse) {
                Some(Some(version)) if versions.contains(&version) => {
                    format!("`{version}` is listed twice")
                }
                Some(Some(version)) => {
                    versions.push(version);
                    continue;
                }
                Some(None) => format!("{item} is not an api-version"),
                // YAML reads 7.10 as 7.1.
                None => "an api-version must be a string".to_owned(),
            };
            self.refuse(Code::OverlayMalformed, &at, &message, Some(&help));
        }
        (versions.len() == items.len()).then_some(versions)
    }

    /// An object with the fields that it may and must have.
    fn object<'v>(
        &mut self,
        value: &'v Value,
        kind: &Kind,
        at: &Pointer,
    ) -> Option<&'v Map<String, Value>> {
        let Value::Object(fields) = value else {
            let message = format!("{} must be an object", kind.name);
            self.refuse(Code::FileOfOursUnreadable, at, &message, None);
            return None;
        };
        for name in kind
            .required
            .iter()
            .filter(|name| !fields.contains_key(**name))
        {
            let message = format!("{} must have `{name}`", kind.name);
            self.refuse(Code::FileOfOursUnreadable, at, &message, None);
        }
        for name in fields.keys() {
            let at = at.child(name);
            let mut known = kind.required.iter().chain(kind.optional);
            if known
                .clone()
                .chain(kind.extensions)
                .any(|known| known == name)
            {
                continue;
            }
            if name.starts_with("x-") {
                self.extension(name, kind, &at);
            } else if !kind.later.contains(&name.as_str()) {
                let message = format!("`{name}` is not a field of {}", kind.name);
                let help = meant(name, known.by_ref().chain(kind.later).copied());
                self.refuse(Code::FileOfOursUnreadable, &at, &message, help.as_deref());
            } else if !self.is_later {
                let message = format!("`{name}` of {} belongs to Overlay 1.1", kind.name);
                let help = Some("write `overlay: 1.1.0`, or leave it out");
                self.refuse(Code::FileOfOursUnreadable, &at, &message, help);
            }
        }
        Some(fields)
    }

    /// Extensions of other tools mean nothing here; ours, misspelled or in the wrong
    /// object, was meant to.
    fn extension(&mut self, name: &str, kind: &Kind, at: &Pointer) {
        let help = if name == VERSIONS {
            Some(format!("it belongs to {}", ACTION.name))
        } else {
            meant(name, ACTION.extensions.iter().copied())
        };
        if let Some(help) = help {
            let message = format!("`{name}` is not a field of {}, and is ignored", kind.name);
            let place = self.source.place(at.clone());
            let problem = Problem::new(Code::UnknownKeyword, place, message);
            self.warnings.push(problem.warning().help(help));
        }
    }

    /// The string in a field; `None` if it is absent or something else.
    fn text<'v>(
        &mut self,
        object: &'v Map<String, Value>,
        name: &str,
        at: &Pointer,
    ) -> Option<&'v str> {
        match object.get(name)? {
            Value::String(text) => Some(text),
            other => {
                let found = match other {
                    Value::Object(_) => "an object".to_owned(),
                    Value::Array(_) => "a list".to_owned(),
                    scalar => format!("`{scalar}`"),
                };
                let message = format!("`{name}` must be a string, not {found}");
                let help = Some("quote it if it looks like a number");
                let code = Code::FileOfOursUnreadable;
                self.refuse(code, &at.child(name), &message, help);
                None
            }
        }
    }

    fn refuse(&mut self, code: Code, at: &Pointer, message: &str, help: Option<&str>) {
        let help = help.unwrap_or("the format is the OpenAPI Overlay Specification 1.0 or 1.1");
        let place = self.source.place(at.clone());
        self.problems
            .push(Problem::new(code, place, message).help(help));
    }
}
