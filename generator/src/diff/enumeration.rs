//! Enums.

use super::Impact::{Additive, Breaking};
use super::{Diff, Rule, Subject, breaking_if};
use crate::ir::{Enum, Name};

impl Diff<'_> {
    /// Finds the models and enums that are the same under another name.
    pub(super) fn find_renamed(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        for before in &old.enums {
            if new.enumeration(&before.name.wire).is_some() {
                continue;
            }
            let is_new = |each: &&Enum| old.enumeration(&each.name.wire).is_none();
            let mut same = new.enums.iter().filter(is_new).filter(|each| {
                let names = |each: &Enum| -> Vec<Name> {
                    each.variants.iter().map(|each| each.name.clone()).collect()
                };
                (names(each), each.open) == (names(before), before.open)
            });
            if let (Some(now), None) = (same.next(), same.next()) {
                let names = (before.name.wire.clone(), now.name.wire.clone());
                self.renamed.push(names);
            }
        }
        for before in &old.models {
            if new.model(&before.id()).is_some() {
                continue;
            }
            let names = |model: &crate::ir::Model| -> Vec<Name> {
                let properties = model.properties.iter();
                properties.map(|property| property.name.clone()).collect()
            };
            let mut same = new
                .models
                .iter()
                .filter(|each| old.model(&each.id()).is_none() && names(each) == names(before));
            if let (Some(now), None) = (same.next(), same.next()) {
                let names = (before.name.wire.clone(), now.name.wire.clone());
                self.renamed.push(names);
            }
        }
    }

    pub(super) fn enums(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        for now in &new.enums {
            let wire = &now.name.wire;
            let before = old
                .enums
                .iter()
                .find(|each| self.name_now(&each.name.wire) == wire);
            match before {
                Some(before) => self.enumeration(before, now),
                None => {
                    let about = Subject::added(wire, &now.at);
                    self.report(Rule::EnumAdded, about, "is a new enum", Additive, Additive);
                }
            }
        }
        for before in &old.enums {
            let wire = &before.name.wire;
            if new.enumeration(self.name_now(wire)).is_none() {
                let about = Subject::removed(wire, &before.at);
                self.report(Rule::EnumRemoved, about, "is gone", Additive, Breaking);
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
        for now in &new.variants {
            let wire = &now.name.wire;
            match old.variants.iter().find(|each| each.name.wire == *wire) {
                None => {
                    let what = format!("has the new value `{wire}`");
                    let impact = breaking_if(!old.open);
                    self.report(Rule::EnumValueAdded, about, &what, impact, impact);
                }
                Some(before) if before.name != now.name => {
                    let what = format!(
                        "calls its value `{wire}` `{}`, and not `{}`",
                        now.name.rust, before.name.rust
                    );
                    self.report(Rule::EnumValueRenamed, about, &what, Additive, Breaking);
                }
                Some(_) => {}
            }
        }
        for before in &old.variants {
            let wire = &before.name.wire;
            if new.variants.iter().all(|each| each.name.wire != *wire) {
                let what = format!("does not list `{wire}` any more");
                self.report(Rule::EnumValueRemoved, about, &what, Breaking, Breaking);
            }
        }
    }
}
