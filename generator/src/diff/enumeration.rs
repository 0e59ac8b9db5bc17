//! Enums.

use std::collections::{BTreeMap, BTreeSet};

use super::Impact::{Additive, Breaking};
use super::{Diff, Pair, Rule, Subject, Ways, breaking_if, code, pairs, renaming, renaming_impact};
use crate::ir::{Api, Enum, Model, Name, Type, Usage, Variant};

impl<'a> Diff<'a> {
    /// Finds the models and enums that are the same under another name.
    pub(super) fn find_renamed(&mut self) {
        fn spelled(name: &Name) -> (&str, &str) {
            (&name.wire, &name.rust)
        }
        fn enums(api: &Api) -> Vec<(&str, Looks<'_>)> {
            fn of(each: &Enum) -> (&str, Looks<'_>) {
                let names = each.variants.iter().map(|it| spelled(&it.name));
                (&each.name.wire, (each.open, names.collect()))
            }
            api.enums.iter().map(of).collect()
        }
        fn models(api: &Api) -> Vec<(&str, Looks<'_>)> {
            fn of(model: &Model) -> (&str, Looks<'_>) {
                let names = model.properties.iter().map(|it| spelled(&it.name));
                (&model.name.wire, (false, names.collect()))
            }
            api.models.iter().map(of).collect()
        }
        let (old, new): (&'a Api, &'a Api) = (self.old.api, self.new.api);
        self.renamed = renamed(&enums(old), &enums(new));
        self.renamed.extend(renamed(&models(old), &models(new)));
    }

    /// Finds the directions that enums travelled in, or travel in now.
    pub(super) fn find_enum_ways(&mut self) {
        let mut found: BTreeMap<&'a str, Ways> = BTreeMap::new();
        for (api, is_old) in [(self.old.api, true), (self.new.api, false)] {
            let api: &'a Api = api;
            let mut note = |ty: &'a Type, ways: Ways| {
                if let Type::Enum(wire) = ty.leaf() {
                    let name = if is_old { self.name_now(wire) } else { wire };
                    let all = found.entry(name).or_default();
                    all.is_sent |= ways.is_sent;
                    all.is_received |= ways.is_received;
                }
            };
            for parameter in api.operations.iter().flat_map(|each| &each.parameters) {
                note(&parameter.ty, Ways::SENT);
            }
            for model in &api.models {
                for property in &model.properties {
                    let is_sent = model.usage != Usage::Output && !property.read_only;
                    let is_received = model.usage != Usage::Input;
                    note(
                        &property.ty,
                        Ways {
                            is_sent,
                            is_received,
                        },
                    );
                }
            }
        }
        self.enum_ways = found;
    }

    pub(super) fn enums(&mut self) {
        let (old, new) = (&self.old.api.enums, &self.new.api.enums);
        let name_now = |old: &'a Enum| self.name_now(&old.name.wire);
        for pair in pairs(old, new, name_now, |new| new.name.wire.as_str()) {
            match pair {
                Pair::Both(before, now) => self.enumeration(before, now),
                Pair::Added(now) => {
                    let about = Subject::added(&now.name.wire, &now.at);
                    self.report(Rule::EnumAdded, about, "is a new enum", Additive, Additive);
                }
                Pair::Removed(before) => {
                    let about = Subject::removed(&before.name.wire, &before.at);
                    self.report(Rule::EnumRemoved, about, "is gone", Additive, Breaking);
                }
            }
        }
    }

    fn enumeration(&mut self, old: &Enum, new: &Enum) {
        let ways = self.enum_ways.get(new.name.wire.as_str());
        let ways = ways.copied().unwrap_or_default();
        let about = Subject::both(&new.name.wire, &old.at, &new.at);
        if old.name != new.name {
            let what = renaming(&old.name, &new.name);
            self.report(Rule::EnumRenamed, about, &what, Additive, Breaking);
        }
        match (old.open, new.open) {
            (true, false) => {
                let what = "has only the listed values now";
                // The service may refuse what it took.
                let wire = breaking_if(ways.is_sent);
                self.report(Rule::EnumClosed, about, what, wire, Breaking);
            }
            (false, true) => {
                let what = "may have values that are not listed now";
                let wire = breaking_if(ways.is_received);
                self.report(Rule::EnumOpened, about, what, wire, Breaking);
            }
            _ => {}
        }
        let (before, now) = (&old.variants, &new.variants);
        let value = |each: &Variant| each.name.wire.clone();
        for pair in pairs(before, now, value, value) {
            match pair {
                Pair::Both(before, now) if before.name == now.name => {}
                Pair::Both(before, now) => {
                    let (wire, rust) = (&now.name.wire, &now.name.rust);
                    let what = format!(
                        "calls its value {} `{rust}`, and not `{}`",
                        code(wire),
                        before.name.rust
                    );
                    let all = new.variants.iter().map(|each| &each.name);
                    let impact = renaming_impact(&before.name, all);
                    self.report(Rule::EnumValueRenamed, about, &what, Additive, impact);
                }
                Pair::Added(now) => {
                    let mut what = format!("has the new value {}", code(&now.name.wire));
                    if old.open {
                        what.push_str(", which was an `Unknown` one");
                    }
                    let wire = breaking_if(!old.open && ways.is_received);
                    let rust = breaking_if(!old.open);
                    self.report(Rule::EnumValueAdded, about, &what, wire, rust);
                }
                Pair::Removed(before) => {
                    let what = format!("does not list {} any more", code(&before.name.wire));
                    let wire = breaking_if(ways.is_sent);
                    self.report(Rule::EnumValueRemoved, about, &what, wire, Breaking);
                }
            }
        }
    }
}

/// The names of what looks the same, and like nothing else that is new.
fn renamed<'a>(
    old: &[(&'a str, Looks<'a>)],
    new: &[(&'a str, Looks<'a>)],
) -> BTreeMap<&'a str, &'a str> {
    let [before, now] = [free(old, new), free(new, old)];
    let pairs = before.into_iter().filter_map(|(looks, names)| {
        match (names.as_slice(), now.get(looks)?.as_slice()) {
            ([before], [now]) => Some((*before, *now)),
            _ => None,
        }
    });
    pairs.collect()
}

/// The names that the others do not have, by what they stand for.
fn free<'l, 'a>(
    all: &'l [(&'a str, Looks<'a>)],
    others: &[(&'a str, Looks<'a>)],
) -> BTreeMap<&'l Looks<'a>, Vec<&'a str>> {
    let taken: BTreeSet<_> = others.iter().map(|(name, _)| *name).collect();
    let mut free: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (name, looks) in all.iter().filter(|(name, _)| !taken.contains(name)) {
        free.entry(looks).or_default().push(*name);
    }
    free
}

/// Whether it is open, and the names in it.
type Looks<'a> = (bool, Vec<(&'a str, &'a str)>);
