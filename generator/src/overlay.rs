//! Overlay: our named corrections, in the format of the OpenAPI Overlay
//! Specification 1.0.
//!
//! Every action carries a reason in `description`, and must match and change
//! something in every document that it is for: a correction that no longer applies is
//! an error, so that a stale one never survives a new api-version unseen.
//! `x-api-versions` limits an action to some documents of a service.

mod action;
mod change;
mod file;
mod verdict;

use std::path::Path;

use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::document::Document;
use crate::load::{self, Source};
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems};
use crate::reference::Reference;
use action::Action;
use file::OverlayFile;
use verdict::Applied;

/// An overlay, ready to be applied to documents.
#[derive(Debug)]
pub struct Overlay {
    source: Source,
    /// The document that it says it was written for.
    extends: Option<String>,
    actions: Vec<Action>,
    warnings: Vec<Problem>,
}

/// Which documents an overlay is applied to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All that a service has.
    Service,
    /// Some documents, of which there may be others.
    Some,
}

impl Overlay {
    /// Reads an overlay. `project` is the folder that shown paths are relative to.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not an overlay, or has an action without a
    /// reason, with a broken target, or with not exactly one change.
    pub fn load(path: &Path, project: &Path) -> Result<Self, Problems> {
        let (source, value) = load::read(path, project)?;
        let OverlayFile {
            extends,
            actions,
            warnings,
        } = file::read(&source, &value)?;
        Ok(Self {
            source,
            extends,
            actions,
            warnings,
        })
    }

    /// Its path, as shown to people.
    pub fn shown(&self) -> &str {
        &self.source.shown
    }

    /// Applies every action to documents of a service, one after the other. What is
    /// wrong with an action is among the problems of the first document that it was
    /// found in.
    pub fn apply(&self, documents: &mut [&mut Document], scope: Scope) {
        let mut effects: Vec<Vec<_>> = self.actions.iter().map(|_| Vec::new()).collect();
        for document in &mut *documents {
            let file = document.origins.add_file(self.source.clone());
            for (action, effects) in self.actions.iter().zip(&mut effects) {
                effects.push(action.apply(document, file));
            }
        }
        let about: Vec<_> = documents
            .iter()
            .map(|document| (document.shown().to_owned(), document.api_version()))
            .collect();
        for (action, effects) in self.actions.iter().zip(effects) {
            let applied = effects.into_iter().zip(&about);
            let applied: Vec<_> = applied
                .map(|(effect, (shown, version))| Applied {
                    shown: shown.clone(),
                    version: version.clone(),
                    effect,
                })
                .collect();
            for (index, problem) in verdict::problems(action, &self.source, &applied) {
                documents[index].problems.push(problem);
            }
        }
        let mut problems = self.warnings.clone();
        problems.extend(self.of_another(documents));
        let versions: Option<Vec<_>> = about.into_iter().map(|(_, version)| version).collect();
        if let (Scope::Service, Some(versions)) = (scope, versions) {
            problems.extend(self.unknown_versions(&versions));
        }
        if let Some(document) = documents.first_mut() {
            document.problems.extend(problems);
        }
    }

    /// A warning if the overlay was written for a document, but none of these has the
    /// name of that one's file.
    fn of_another(&self, documents: &[&mut Document]) -> Option<Problem> {
        let extends = self.extends.as_ref()?;
        let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
        let wanted = name(&Reference::parse(extends).path);
        let shown: Vec<_> = documents.iter().map(|document| document.shown()).collect();
        if shown.iter().any(|shown| name(shown) == wanted) {
            return None;
        }
        let applied_to = shown.first()?;
        let message = format!("the overlay extends `{extends}`, and is applied to {applied_to}");
        let place = self.source.place(Pointer::root().child("extends"));
        Some(Problem::new(Code::OverlayOfAnother, place, message).warning())
    }

    /// What is wrong with the api-versions that actions are limited to, if `known` are
    /// all that the service has.
    fn unknown_versions(&self, known: &[ApiVersion]) -> Vec<Problem> {
        let limited = self.actions.iter().flat_map(|action| {
            let versions = action.versions.iter().flatten().enumerate();
            versions.map(|(index, version)| (action.at.child(file::VERSIONS).child(index), version))
        });
        let unknown = limited.filter(|(_, version)| !known.contains(version));
        let problem = |(at, version): (Pointer, &ApiVersion)| {
            let message = format!("the service has no document of the api-version {version}");
            let known: Vec<_> = known.iter().map(ApiVersion::as_str).collect();
            let help = format!(
                "add its document to the manifest, or list only what there is: {}",
                known.join(", ")
            );
            Problem::new(Code::OverlayVersionUnknown, self.source.place(at), message).help(help)
        };
        unknown.map(problem).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pointer::Pointer;
    use serde_json::{Value, json};

    /// A document after an action, and the codes of the problems.
    fn after(document: &Value, action: &Value) -> (Document, Vec<Option<Code>>) {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, value: &Value| {
            let path = folder.path().join(name);
            std::fs::write(&path, value.to_string()).expect("written");
            path
        };
        let overlay = json!({
            "overlay": "1.0.0",
            "info": { "title": "Case", "version": "1" },
            "actions": [action],
        });
        let overlay = write("overlay.json", &overlay);
        let document = write("document.json", document);
        let mut document = load::load(&document, folder.path()).expect("a document");
        let overlay = Overlay::load(&overlay, folder.path()).expect("an overlay");
        overlay.apply(&mut [&mut document], Scope::Some);
        let codes = document
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        (document, codes)
    }

    #[test]
    fn items_are_removed_whatever_order_the_target_names_them_in() {
        let tags = json!({ "tags": (0..12).collect::<Vec<_>>() });
        for target in ["$.tags[2,0,11]", "$.tags[0,11,2]", "$.tags[2,2,0,11,0]"] {
            let action = json!({ "target": target, "description": "Because.", "remove": true });
            let left = after(&tags, &action).0.value["tags"].clone();
            assert_eq!(left, json!([1, 3, 4, 5, 6, 7, 8, 9, 10]), "{target}");
        }
    }

    #[test]
    fn lists_get_what_they_lack() {
        let nothing = Some(Code::OverlayChangesNothing);
        for (target, update, expected, codes) in [
            ("$", json!({ "a": [3] }), json!([1, 2, 3]), &[][..]),
            ("$.a", json!(3), json!([1, 2, 3]), &[]),
            ("$.a", json!([3, 4]), json!([1, 2, 3, 4]), &[]),
            ("$.a", json!([2, 3]), json!([1, 2, 3]), &[nothing]),
            ("$.a", json!([3, 3]), json!([1, 2, 3]), &[nothing]),
            ("$", json!({ "a": [1, 2] }), json!([1, 2]), &[nothing]),
            ("$.a", json!(2), json!([1, 2]), &[nothing]),
            // What one of two lists lacks is not superfluous.
            ("$['a', 'b']", json!([2]), json!([1, 2]), &[]),
        ] {
            let action = json!({ "target": target, "description": "Because.", "update": update });
            let (document, found) = after(&json!({ "a": [1, 2], "b": [1] }), &action);
            assert_eq!(document.value["a"], expected, "{target} {update}");
            assert_eq!(found, codes, "{target} {update}");
        }
    }

    #[test]
    fn what_did_not_change_stays_where_its_document_has_it() {
        let document = json!({ "info": { "title": "Case", "list": ["a"] } });
        let update = json!({ "title": "Case", "list": ["a", "b"] });
        let action = json!({ "target": "$.info", "description": "Because.", "update": update });
        let (document, _) = after(&document, &action);
        for (pointer, file) in [
            ("/info/title", "document.json"),
            ("/info/list/0", "document.json"),
            ("/info/list/1", "overlay.json"),
        ] {
            let at = Pointer::parse(pointer).expect(pointer);
            assert_eq!(document.origins.place(&at).file, file, "{pointer}");
        }
    }
}
