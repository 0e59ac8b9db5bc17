//! Overlay: our named corrections, in the format of the OpenAPI Overlay
//! Specification 1.0.
//!
//! Every action carries a reason in `description`, and must match something:
//! a correction that no longer applies is an error, so that a stale one never
//! survives a new api-version unseen.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use serde_json_path::JsonPath;

use crate::code::Code;
use crate::document::{Document, Origin};
use crate::load::{self, Source};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, collect};

/// An overlay, ready to be applied to documents.
#[derive(Debug)]
pub struct Overlay {
    source: Source,
    actions: Vec<Action>,
}

#[derive(Debug)]
struct Action {
    at: Pointer,
    target: JsonPath,
    change: Change,
}

#[derive(Debug)]
enum Change {
    Update(Value),
    Remove,
}

/// The text form (Overlay Specification 1.0, section "Overlay Object").
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayFile {
    overlay: String,
    #[serde(rename = "info")]
    _info: Info,
    actions: Vec<ActionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Info {
    #[serde(rename = "title")]
    _title: String,
    #[serde(rename = "version")]
    _version: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActionFile {
    target: String,
    description: Option<String>,
    update: Option<Value>,
    #[serde(default)]
    remove: bool,
}

impl Overlay {
    /// Reads an overlay. `project` is the folder that shown paths are relative to.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not an overlay, or has an action without a
    /// reason, with a broken target, or with not exactly one change.
    pub fn load(path: &Path, project: &Path) -> Result<Self, Problems> {
        let help = "the format is the OpenAPI Overlay Specification 1.0";
        let (source, file): (_, OverlayFile) = load::read_as(path, project, "overlay", help)?;
        if !file.overlay.starts_with("1.0.") {
            let place = source.place(Pointer::root().child("overlay"));
            let message = format!("`overlay: {}` is not supported", file.overlay);
            return Err(Problem::new(Code::OverlayMalformed, place, message)
                .help("supported is `overlay: 1.0.0`")
                .into());
        }
        let actions = file.actions.into_iter().enumerate().map(|(index, action)| {
            let at = Pointer::root().child("actions").child(index);
            Action::new(action, at, &source).map_err(Problems::from)
        });
        let actions = collect(actions)?;
        Ok(Self { source, actions })
    }

    /// The document with every action applied, one after the other. Those that match
    /// or change nothing are among its problems.
    pub fn apply(&self, mut document: Document) -> Document {
        let file = document.origins.add_file(self.source.clone());
        for action in &self.actions {
            let targets = action.targets(&document.value);
            if targets.is_empty() {
                let shown = document.origins.place(&Pointer::root()).file;
                let place = self.source.place(action.at.child("target"));
                let message = format!("the target `{}` matches nothing in {shown}", action.target);
                let problem = Problem::new(Code::OverlayMatchesNothing, place, message);
                document.problems.push(problem.help(action.remedy()));
            }
            let before = document.value.clone();
            for target in &targets {
                match &action.change {
                    Change::Update(update) => {
                        let origin = Origin {
                            file,
                            pointer: action.at.child("update"),
                        };
                        merge(&mut document, target, update, origin);
                    }
                    Change::Remove => {
                        let pointer = action.at.child("target");
                        remove(&mut document, target, Origin { file, pointer });
                    }
                }
            }
            if !targets.is_empty() && document.value == before {
                let shown = document.origins.place(&Pointer::root()).file;
                let place = self.source.place(action.at.clone());
                let message = format!("the action changes nothing in {shown}");
                document.problems.push(
                    Problem::new(Code::OverlayChangesNothing, place, message)
                        .help("the document says so itself by now: delete the action"),
                );
            }
        }
        document
    }
}

impl Action {
    fn new(file: ActionFile, at: Pointer, source: &Source) -> Result<Self, Problem> {
        let problem = |code, at: &Pointer, message: String| {
            Problem::new(code, source.place(at.clone()), message)
        };
        if file
            .description
            .is_none_or(|reason| reason.trim().is_empty())
        {
            return Err(problem(
                Code::OverlayMalformed,
                &at,
                "the action has no reason".to_owned(),
            )
            .help("say in `description` why the document is wrong and how we know"));
        }
        let target = JsonPath::parse(&file.target).map_err(|error| {
            problem(
                Code::OverlayMalformed,
                &at.child("target"),
                format!("`{}` is not a JSONPath: {error}", file.target),
            )
        })?;
        let change = match (file.update, file.remove) {
            (Some(update), false) => Change::Update(update),
            (None, true) => Change::Remove,
            _ => {
                return Err(problem(
                    Code::OverlayMalformed,
                    &at,
                    "the action has not exactly one of `update` and `remove`".to_owned(),
                ));
            }
        };
        Ok(Self { at, target, change })
    }

    /// What to do where the target matches nothing.
    fn remedy(&self) -> &'static str {
        match self.target.to_string().contains("definitions") {
            true => {
                "overlays see every document as OpenAPI 3.0: what Swagger 2.0 has in `$.definitions` is in `$.components.schemas`"
            }
            false => {
                "if the document was mended at its source, delete the action; else mend its target"
            }
        }
    }

    /// What the target matches, each once, the last item of a list first: so
    /// removing one leaves the indices of the others as they were.
    fn targets(&self, value: &Value) -> Vec<Pointer> {
        let located = self.target.query_located(value);
        let pointers = located
            .locations()
            .filter_map(|path| Pointer::parse(&path.to_json_pointer()));
        let steps = |pointer: &Pointer| -> Vec<(Option<usize>, String)> {
            pointer
                .tokens()
                .iter()
                .map(|token| (token.parse().ok(), token.clone()))
                .collect()
        };
        let mut pointers: Vec<_> = pointers.collect();
        pointers.sort_by_cached_key(|pointer| std::cmp::Reverse(steps(pointer)));
        pointers.dedup();
        pointers
    }
}

/// Merges `update`, which stands at `origin`, into the value at `target`:
/// objects by key, arrays by appending, anything else by replacing (Overlay
/// Specification 1.0, section "Action Object").
fn merge(document: &mut Document, target: &Pointer, update: &Value, origin: Origin) {
    let Some(value) = target.resolve_mut(&mut document.value) else {
        return;
    };
    match (value, update) {
        (Value::Object(entries), Value::Object(updates)) => {
            let (present, new): (Vec<_>, Vec<_>) = updates
                .iter()
                .partition(|(key, _)| entries.contains_key(*key));
            let origin_of = |key| Origin {
                file: origin.file,
                pointer: origin.pointer.child(key),
            };
            for (key, update) in new {
                entries.insert(key.clone(), update.clone());
                document.origins.replace(target.child(key), origin_of(key));
            }
            for (key, update) in present {
                merge(document, &target.child(key), update, origin_of(key));
            }
        }
        (Value::Array(items), Value::Array(updates)) => {
            let first = items.len();
            items.extend(updates.iter().cloned());
            for index in 0..updates.len() {
                let pointer = origin.pointer.child(index);
                let origin = Origin {
                    file: origin.file,
                    pointer,
                };
                document
                    .origins
                    .replace(target.child(first + index), origin);
            }
        }
        (Value::Array(items), update) => {
            let index = items.len();
            items.push(update.clone());
            document.origins.replace(target.child(index), origin);
        }
        (value, update) => {
            *value = update.clone();
            document.origins.replace(target.clone(), origin);
        }
    }
}

/// Removes the value at `target` from the object or array that holds it. `origin` is
/// what asks for it.
fn remove(document: &mut Document, target: &Pointer, origin: Origin) {
    let Some(parent) = target.parent() else {
        return;
    };
    let Some(holder) = parent.resolve_mut(&mut document.value) else {
        return;
    };
    match (holder, target.tokens().last()) {
        (Value::Object(entries), Some(key)) => {
            entries.shift_remove(key);
            document.origins.remove(target.clone(), origin);
        }
        (Value::Array(items), Some(index)) => {
            if let Some(index) = index.parse().ok().filter(|index| *index < items.len()) {
                let length = items.len();
                items.remove(index);
                document.origins.close_gap(&parent, index, length);
                // Another item is at its place now.
                document.origins.remove(parent, origin);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The list `tags` of `[0, 1, … 11]` after an action.
    fn tags_after(action: &Value) -> Value {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, value: Value| {
            let path = folder.path().join(name);
            std::fs::write(&path, value.to_string()).expect("written");
            path
        };
        let document = write(
            "document.json",
            json!({ "tags": (0..12).collect::<Vec<_>>() }),
        );
        let overlay = json!({
            "overlay": "1.0.0",
            "info": { "title": "Case", "version": "1" },
            "actions": [action],
        });
        let overlay = write("overlay.json", overlay);
        let document = load::load(&document, folder.path()).expect("a document");
        let overlay = Overlay::load(&overlay, folder.path()).expect("an overlay");
        overlay.apply(document).value["tags"].clone()
    }

    #[test]
    fn items_are_removed_whatever_order_the_target_names_them_in() {
        for target in ["$.tags[2,0,11]", "$.tags[0,11,2]", "$.tags[2,2,0,11,0]"] {
            let left =
                tags_after(&json!({ "target": target, "description": "Because.", "remove": true }));
            assert_eq!(left, json!([1, 3, 4, 5, 6, 7, 8, 9, 10]), "{target}");
        }
    }

    #[test]
    fn lists_are_appended_to() {
        let update =
            json!({ "target": "$", "description": "Because.", "update": { "tags": [12] } });
        assert_eq!(tags_after(&update)[12], 12);
    }
}
