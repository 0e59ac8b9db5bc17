//! Enums.

use super::Impact::{Additive, Breaking};
use super::{Diff, Pair, Rule, Subject, breaking_if, pairs};
use crate::ir::{Api, Enum, Model, Name};

impl Diff<'_> {
    /// Finds the models and enums that are the same under another name.
    pub(super) fn find_renamed(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let enums = |api: &Api| -> Vec<_> {
            let variants = |each: &Enum| each.variants.iter().map(|it| it.name.clone()).collect();
            let of = |each: &Enum| (each.name.wire.clone(), (each.open, variants(each)));
            api.enums.iter().map(of).collect()
        };
        let models = |api: &Api| -> Vec<_> {
            let names = |model: &Model| model.properties.iter().map(|it| it.name.clone()).collect();
            let of = |model: &Model| (model.name.wire.clone(), (false, names(model)));
            api.models.iter().map(of).collect()
        };
        self.renamed = renamed(&enums(old), &enums(new));
        self.renamed.extend(renamed(&models(old), &models(new)));
    }

    pub(super) fn enums(&mut self) {
        let (old, new) = (&self.old.api.enums, &self.new.api.enums);
        let is_same = |old: &Enum, new: &Enum| self.name_now(&old.name.wire) == new.name.wire;
        for pair in pairs(old, new, is_same) {
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
        let about = Subject::both(&new.name.wire, &old.at, &new.at);
        if old.name != new.name {
            let what = format!("was called `{}`", old.name.wire);
            self.report(Rule::EnumRenamed, about, &what, Additive, Breaking);
        }
        match (old.open, new.open) {
            (true, false) => {
                let what = "has only the listed values now";
                self.report(Rule::EnumClosed, about, what, Additive, Breaking);
            }
            (false, true) => {
                let what = "may have values that are not listed now";
                self.report(Rule::EnumOpened, about, what, Breaking, Breaking);
            }
            _ => {}
        }
        let (before, now) = (&old.variants, &new.variants);
        for pair in pairs(before, now, |old, new| old.name.wire == new.name.wire) {
            match pair {
                Pair::Both(before, now) if before.name == now.name => {}
                Pair::Both(before, now) => {
                    let (wire, rust) = (&now.name.wire, &now.name.rust);
                    let what = format!(
                        "calls its value `{wire}` `{rust}`, and not `{}`",
                        before.name.rust
                    );
                    self.report(Rule::EnumValueRenamed, about, &what, Additive, Breaking);
                }
                Pair::Added(now) => {
                    let what = format!("has the new value `{}`", now.name.wire);
                    let impact = breaking_if(!old.open);
                    self.report(Rule::EnumValueAdded, about, &what, impact, impact);
                }
                Pair::Removed(before) => {
                    let what = format!("does not list `{}` any more", before.name.wire);
                    self.report(Rule::EnumValueRemoved, about, &what, Breaking, Breaking);
                }
            }
        }
    }
}

/// The names of what looks the same, and like nothing else that is new.
fn renamed(old: &[(String, Looks)], new: &[(String, Looks)]) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    let is_free =
        |name: &String, others: &[(String, Looks)]| others.iter().all(|(other, _)| other != name);
    for (before, looks) in old.iter().filter(|(name, _)| is_free(name, new)) {
        let alike = |(name, theirs): &&(String, Looks)| is_free(name, new) && theirs == looks;
        if old.iter().filter(alike).count() > 1 {
            continue;
        }
        let mut same = new
            .iter()
            .filter(|(name, theirs)| is_free(name, old) && theirs == looks);
        if let (Some((now, _)), None) = (same.next(), same.next()) {
            renamed.push((before.clone(), now.clone()));
        }
    }
    renamed
}

/// Whether it is open, and the names in it.
type Looks = (bool, Vec<Name>);
