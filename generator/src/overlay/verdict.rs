//! What is wrong with an overlay, to judge by what its actions did to the documents
//! that they are for.

use std::collections::{BTreeMap, BTreeSet};

use super::action::{Action, Effect};
use super::file::VERSIONS;
use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::load::Source;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// How many documents a sentence names.
const NAMED: usize = 3;

/// What an action did to a document.
pub(super) struct Applied {
    /// The document, as shown to people.
    pub(super) shown: String,
    pub(super) version: Option<ApiVersion>,
    pub(super) effect: Effect,
}

/// The problems of an action, each with the index of the first document that it was
/// found in.
pub(super) fn problems(
    action: &Action,
    source: &Source,
    applied: &[Applied],
) -> Vec<(usize, Problem)> {
    let problem =
        |code, at: &Pointer, message| Problem::new(code, source.place(at.clone()), message);
    let mut problems = Vec::new();
    let mut add = |found: Option<Affected>, problem: &dyn Fn(&Affected) -> Problem| {
        problems.extend(found.map(|found| (found.first, problem(&found))));
    };
    let of = |effect: &Effect| Affected::of(applied, |each| each.effect == *effect);
    add(of(&Effect::NoMatch), &|found| {
        let target = &action.target;
        let message = format!("the target `{target}` matches nothing in {}", found.shown);
        let help = if target.to_string().contains("definitions") {
            "overlays see every document as OpenAPI 3.0: what Swagger 2.0 has in `$.definitions` is in `$.components.schemas`".to_owned()
        } else {
            match found.limit(applied) {
                Some(limit) => format!(
                    "limit the action to the api-versions that need it, `{limit}`, or fix its target"
                ),
                None => format!(
                    "fix the target; if the document was fixed at its source, delete the action, or limit it to the api-versions that need it with `{VERSIONS}`"
                ),
            }
        };
        problem(
            Code::OverlayMatchesNothing,
            &action.at.child("target"),
            message,
        )
        .help(help)
    });
    add(of(&Effect::NoChange), &|found| {
        let message = format!("the action changes nothing in {}", found.shown);
        let help = match found.limit(applied) {
            Some(limit) => format!(
                "the document says so itself: limit the action to the api-versions that need it, `{limit}`"
            ),
            None => format!(
                "the document says so itself: delete the action, or limit it to the api-versions that need it with `{VERSIONS}`"
            ),
        };
        problem(Code::OverlayChangesNothing, &action.at, message).help(help)
    });
    add(of(&Effect::NotMergeable), &|found| {
        let message = format!(
            "the target selects an object in {}, but the update is not one",
            found.shown
        );
        let help = "give `update` an object with what is to be merged, or select the property inside of the object";
        problem(Code::OverlayMalformed, &action.at.child("update"), message).help(help)
    });
    for (item, known) in known_items(applied) {
        add(known, &|found| {
            let message = format!("the list in {} has this item already", found.shown);
            let help = match found.limit(applied) {
                Some(limit) => {
                    format!("move it to an action for the api-versions that lack it, `{limit}`")
                }
                None => "take it out of the update".to_owned(),
            };
            problem(Code::OverlayChangesNothing, item, message).help(help)
        });
    }
    problems
}

/// The items of an update that some documents had already, with these documents.
fn known_items(applied: &[Applied]) -> BTreeMap<&Pointer, Option<Affected>> {
    let items = applied.iter().flat_map(|each| each.known_items());
    let items: BTreeSet<_> = items.collect();
    let affected = |item| {
        let has = |each: &Applied| each.known_items().any(|known| known == item);
        (item, Affected::of(applied, has))
    };
    items.into_iter().map(affected).collect()
}

impl Applied {
    fn known_items(&self) -> impl Iterator<Item = &Pointer> {
        let known = match &self.effect {
            Effect::Changed { known_items } => Some(known_items),
            Effect::OtherVersion | Effect::NoMatch | Effect::NoChange | Effect::NotMergeable => {
                None
            }
        };
        known.into_iter().flatten()
    }
}

/// The documents that something is wrong with.
struct Affected {
    /// The index of the first.
    first: usize,
    indices: BTreeSet<usize>,
    /// Their names, for a sentence.
    shown: String,
}

impl Affected {
    fn of(applied: &[Applied], is_affected: impl Fn(&Applied) -> bool) -> Option<Self> {
        let all = applied.iter().enumerate();
        let affected: Vec<_> = all.filter(|(_, each)| is_affected(each)).collect();
        let (first, _) = affected.first()?;
        let names: Vec<_> = affected
            .iter()
            .map(|(_, each)| each.shown.as_str())
            .collect();
        Some(Self {
            first: *first,
            indices: affected.iter().map(|(index, _)| *index).collect(),
            shown: enumerated(&names),
        })
    }

    /// The line that limits an action to the documents that it changed, other than
    /// these; `None` if there are none.
    fn limit(&self, applied: &[Applied]) -> Option<String> {
        let others = applied.iter().enumerate();
        let others = others.filter(|(index, each)| {
            !self.indices.contains(index) && matches!(each.effect, Effect::Changed { .. })
        });
        let mut versions: Vec<_> = others
            .filter_map(|(_, each)| each.version.as_ref())
            .collect();
        versions.sort();
        versions.dedup();
        (!versions.is_empty()).then(|| limit(versions))
    }
}

/// The line that limits an action to api-versions.
fn limit<'v>(versions: impl IntoIterator<Item = &'v ApiVersion>) -> String {
    let versions = versions.into_iter().map(|version| format!("'{version}'"));
    let versions: Vec<_> = versions.collect();
    format!("{VERSIONS}: [{}]", versions.join(", "))
}

/// `a`, `a and b`, `a, b and c`, `a, b, c and 2 more`.
fn enumerated(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] if names.len() <= NAMED => format!("{} and {last}", first.join(", ")),
        _ => {
            let (first, others) = names.split_at(NAMED);
            format!("{} and {} more", first.join(", "), others.len())
        }
    }
}
