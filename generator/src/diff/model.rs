//! Models and their properties.

use super::Impact::{Additive, Breaking, Docs, Meaning};
use super::{Diff, Pair, Rule, Subject, Ways, breaking_if, pairs, renaming, renaming_impact};
use crate::ir::{Model, Presence, Property, Type, Usage};

impl<'a> Diff<'a> {
    pub(super) fn models(&mut self) {
        let (old, new) = (&self.old.api.models, &self.new.api.models);
        let name_now = |old: &'a Model| self.name_now(&old.name.wire);
        for pair in pairs(old, new, name_now, |new| new.name.wire.as_str()) {
            match pair {
                Pair::Both(before, now) => self.model(before, now),
                Pair::Added(now) => {
                    let about = Subject::added(&now.name.wire, &now.at);
                    let what = "is a new model";
                    self.report(Rule::ModelAdded, about, what, Additive, Additive);
                }
                Pair::Removed(before) => {
                    let about = Subject::removed(&before.name.wire, &before.at);
                    self.report(Rule::ModelRemoved, about, "is gone", Additive, Breaking);
                }
            }
        }
    }

    fn model(&mut self, old: &Model, new: &Model) {
        let about = Subject::both(&new.name.wire, &old.at, &new.at);
        if old.name != new.name {
            let what = renaming(&old.name, &new.name);
            self.report(Rule::ModelRenamed, about, &what, Additive, Breaking);
        }
        if old.usage != new.usage {
            let what = format!("is {}, and was {}", shown(new.usage), shown(old.usage));
            // Literals of what the service alone sends are not possible.
            let rust = breaking_if(new.usage == Usage::Output);
            self.report(Rule::ModelUsageChanged, about, &what, Additive, rust);
        }
        let ways = Ways {
            is_sent: [old.usage, new.usage]
                .iter()
                .any(|usage| *usage != Usage::Output),
            is_received: [old.usage, new.usage]
                .iter()
                .any(|usage| *usage != Usage::Input),
        };
        let (before, now) = (&old.properties, &new.properties);
        let name = |each: &Property| each.name.wire.clone();
        for pair in pairs(before, now, name, name) {
            let (Pair::Both(_, part) | Pair::Added(part) | Pair::Removed(part)) = pair;
            let name = format!("{}.{}", new.name.wire, part.name.wire);
            match pair {
                Pair::Both(before, now) => {
                    let about = Subject::both(&name, &before.at, &now.at);
                    self.property_name(about, before, now, &new.properties);
                    self.property(about, before, now, ways);
                }
                Pair::Added(now) => {
                    let about = Subject::added(&name, &now.at);
                    let is_required = now.presence == Presence::Required;
                    let wire = breaking_if(is_required && ways.is_sent && !now.read_only);
                    // `..Default::default()` fills it in, with nothing.
                    let rust = match (wire, ways.is_sent && new.lacks_default) {
                        (_, true) => Breaking,
                        (Breaking, _) => Meaning,
                        (wire, _) => wire,
                    };
                    let what = match is_required {
                        true => "is new, and required",
                        false => "is new",
                    };
                    self.report(Rule::PropertyAdded, about, what, wire, rust);
                }
                Pair::Removed(before) => {
                    let about = Subject::removed(&name, &before.at);
                    self.report(Rule::PropertyRemoved, about, "is gone", Breaking, Breaking);
                }
            }
        }
    }

    fn property_name(
        &mut self,
        about: Subject<'_>,
        old: &Property,
        new: &Property,
        all: &[Property],
    ) {
        let (before, now) = (&old.name, &new.name);
        if before.rust != now.rust {
            let rust = renaming_impact(before, all.iter().map(|each| &each.name));
            let what = renaming(before, now);
            self.report(Rule::PropertyRenamed, about, &what, Docs, rust);
        }
    }

    fn property(&mut self, about: Subject<'_>, old: &Property, new: &Property, ways: Ways) {
        if let Some((what, wire, rust)) = self.retyped(&old.ty, &new.ty, ways) {
            let rule = match (&old.ty, &new.ty) {
                (Type::Scalar(old), Type::Scalar(new)) if old.json() == new.json() => {
                    Rule::PropertyFormatChanged
                }
                _ if rust == Docs => Rule::PropertyFormatChanged,
                _ => Rule::PropertyTypeChanged,
            };
            self.report(rule, about, &what, wire, rust);
        }
        if self.is_same(&old.ty, &new.ty) && old.boxed != new.boxed {
            let what = match new.boxed {
                true => "is in a `Box` now, since it can hold its own kind",
                false => "is in no `Box` any more",
            };
            self.report(Rule::PropertyBoxingChanged, about, what, Docs, Breaking);
        }
        // What may be null is an `Option` as well.
        let is_option =
            |property: &Property| property.presence == Presence::Optional || property.nullable;
        let rust = breaking_if(is_option(old) != is_option(new));
        match (old.presence, new.presence) {
            (Presence::Optional, Presence::Required) => {
                let wire = breaking_if(ways.is_sent && !new.read_only);
                self.report(Rule::PropertyRequired, about, "is required now", wire, rust);
            }
            (Presence::Required, Presence::Optional) => {
                let wire = breaking_if(ways.is_received && !old.nullable);
                self.report(Rule::PropertyOptional, about, "is optional now", wire, rust);
            }
            // Where a value may be missing, it may be null as well.
            (Presence::Required, Presence::Required) if old.nullable != new.nullable => {
                let what = match new.nullable {
                    true => "may be null now",
                    false => "may not be null any more",
                };
                let rule = Rule::PropertyNullabilityChanged;
                self.report(rule, about, what, Breaking, Breaking);
            }
            _ => {}
        }
        if old.read_only != new.read_only {
            match (new.read_only, ways.is_sent) {
                (true, is_sent) => {
                    let impact = if is_sent { Meaning } else { Docs };
                    let what = "is set by the service alone now";
                    self.report(Rule::PropertyReadOnly, about, what, impact, impact);
                }
                (false, is_sent) => {
                    // Of what is only read, it is but another word.
                    let (impact, what) = match is_sent {
                        true => (Additive, "can be set by callers now"),
                        false => (Docs, "is not said to be set by the service alone any more"),
                    };
                    self.report(Rule::PropertyWritable, about, what, impact, impact);
                }
            }
        }
        if old.secret != new.secret {
            let what = match new.secret {
                true => "is secret now",
                false => "is not secret any more",
            };
            self.report(Rule::PropertySecrecyChanged, about, what, Docs, Breaking);
        }
        let (old, new) = (&old.constraints, &new.constraints);
        self.constraints(about, old, new, ways.is_sent);
    }
}

fn shown(usage: Usage) -> &'static str {
    match usage {
        Usage::Input => "sent",
        Usage::Output => "received",
        Usage::Both => "sent and received",
    }
}
