//! Operations, their parameters and bodies.

use std::collections::BTreeSet;

use super::Impact::{Additive, Breaking, Docs, Meaning};
use super::{Diff, Pair, Rule, Subject, Ways, breaking_if, code, pairs, renaming, renaming_impact};
use crate::ir::{Method, ModelId, Operation, Parameter, Place, Presence, Query, Segment};

/// What an operation is known by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Known<'a> {
    Name(&'a str),
    /// The method, and the plain segments of the path.
    Request(Method, Vec<Option<&'a str>>),
}

impl<'a> Known<'a> {
    /// Of those whose names are not on the other side, the request tells.
    fn of(operation: &'a Operation, others: &BTreeSet<&str>) -> Self {
        match others.contains(operation.name.wire.as_str()) {
            true => Self::Name(&operation.name.wire),
            false => Self::Request(operation.method, shape(operation)),
        }
    }
}

/// What a parameter is known by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Position<'a> {
    /// The segment of a path that is the same on both sides, since the names of
    /// arguments are not sent.
    Segment(usize),
    /// What OpenAPI identifies it by, if it is on both sides.
    Named(Place, &'a str),
    /// The field, if it is sent in another place or under another name.
    Field(&'a str),
}

impl<'a> Diff<'a> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (&self.old.api.operations, &self.new.api.operations);
        let names = |operations: &'a [Operation]| -> BTreeSet<_> {
            operations
                .iter()
                .map(|each| each.name.wire.as_str())
                .collect()
        };
        let (old_names, new_names) = (names(old), names(new));
        let before = |each: &'a Operation| Known::of(each, &new_names);
        let now = |each: &'a Operation| Known::of(each, &old_names);
        for pair in pairs(old, new, before, now) {
            match pair {
                Pair::Both(before, now) => self.operation(before, now),
                Pair::Added(now) => {
                    let about = Subject::added(&now.name.wire, &now.at);
                    let what = "is a new operation";
                    self.report(Rule::OperationAdded, about, what, Additive, Additive);
                }
                Pair::Removed(before) => {
                    let about = Subject::removed(&before.name.wire, &before.at);
                    self.report(Rule::OperationRemoved, about, "is gone", Breaking, Breaking);
                }
            }
        }
    }

    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        let about = Subject::both(&new.name.wire, &old.at, &new.at);
        if old.name != new.name {
            let what = renaming(&old.name, &new.name);
            self.report(Rule::OperationRenamed, about, &what, Docs, Breaking);
        }
        if old.method != new.method {
            let what = format!("is {:?}, and was {:?}", new.method, old.method);
            self.report(Rule::MethodChanged, about, &what, Breaking, Docs);
        }
        if !is_same_path(old, new) {
            let what = format!("is at `{}`, and was at `{}`", new.template, old.template);
            self.report(Rule::PathChanged, about, &what, Breaking, Docs);
        }
        let carries = |operation: &Operation| {
            let mut query = operation.query.iter();
            query.any(|part| matches!(part, Query::ApiVersion(_)))
        };
        if carries(old) != carries(new) {
            let what = match carries(new) {
                true => "sends the api-version now",
                false => "does not send the api-version any more",
            };
            self.report(Rule::ApiVersionChanged, about, what, Breaking, Docs);
        }
        if old.success.status != new.success.status {
            let (now, before) = (new.success.status, old.success.status);
            let what = format!("succeeds with {now}, and did with {before}");
            self.report(Rule::SuccessStatusChanged, about, &what, Breaking, Docs);
        }
        let (before, now) = (&old.success.body, &new.success.body);
        if !self.is_same_body(before.as_ref(), now.as_ref()) {
            let what = format!("answers with {}, and did with {}", body(now), body(before));
            let fits = self.fits_body(before.as_ref(), now.as_ref(), Ways::RECEIVED);
            let wire = breaking_if(!fits);
            self.report(Rule::SuccessBodyChanged, about, &what, wire, Breaking);
        }
        if !self.is_same_body(old.error.as_ref(), new.error.as_ref()) {
            let (now, before) = (&new.error, &old.error);
            let (is, was) = (body(now), body(before));
            let what = if before.is_some() {
                format!("reports errors as {is}, and did as {was}")
            } else {
                format!("describes its errors now, as {is}")
            };
            let fits = self.fits_body(before.as_ref(), now.as_ref(), Ways::RECEIVED);
            let wire = breaking_if(!fits);
            // Nothing was read of an error that the document did not describe.
            let rust = if before.is_some() { Meaning } else { Additive };
            self.report(Rule::ErrorBodyChanged, about, &what, wire, rust);
        }
        match (&old.paging, &new.paging) {
            (None, Some(_)) => {
                let what = "comes in pages now";
                self.report(Rule::PagingAdded, about, what, Breaking, Breaking);
            }
            (Some(_), None) => {
                let what = "does not come in pages any more";
                self.report(Rule::PagingRemoved, about, what, Breaking, Breaking);
            }
            (before, now) if before != now => {
                let what = "has its items or links elsewhere in a page";
                self.report(Rule::PagingChanged, about, what, Breaking, Docs);
            }
            _ => {}
        }
        // A document that does not speak of scopes says nothing about them.
        let speak = !old.scopes.is_empty() && !new.scopes.is_empty();
        if speak && old.scopes != new.scopes {
            let (now, before) = (new.scopes.join(", "), old.scopes.join(", "));
            let what = format!("takes tokens for {now}, and did for {before}");
            self.report(Rule::ScopeChanged, about, &what, Breaking, Docs);
        }
        if old.repeatable != new.repeatable {
            let what = match new.repeatable {
                true => "may be sent twice now",
                false => "must not be sent twice any more",
            };
            self.report(Rule::RepeatableChanged, about, what, Docs, Meaning);
        }
        if old.long_running != new.long_running {
            let what = match new.long_running {
                true => "goes on after its answer now",
                false => "is done with its answer now",
            };
            self.report(Rule::LongRunningChanged, about, what, Meaning, Meaning);
        }
        self.parameters(old, new);
        self.body(about, old, new);
    }

    fn parameters(&mut self, old: &'a Operation, new: &'a Operation) {
        let before = |parameter: &'a Parameter| position(parameter, old, new);
        let now = |parameter: &'a Parameter| position(parameter, new, old);
        self.order(old, new, |old, new| before(old) == now(new));
        for pair in pairs(&old.parameters, &new.parameters, before, now) {
            let (Pair::Both(_, part) | Pair::Added(part) | Pair::Removed(part)) = pair;
            let name = format!("{}({})", new.name.wire, part.name.wire);
            match pair {
                Pair::Both(before, now) => {
                    let about = Subject::both(&name, &before.at, &now.at);
                    self.parameter_place(about, before, now);
                    self.parameter_name(about, before, now, &new.parameters);
                    self.parameter(about, before, now);
                }
                Pair::Added(now) => {
                    let about = Subject::added(&name, &now.at);
                    let is_required = now.presence == Presence::Required;
                    let what = match is_required {
                        true => "is new, and required",
                        false => "is new",
                    };
                    let wire = breaking_if(is_required);
                    self.report(Rule::ParameterAdded, about, what, wire, Breaking);
                }
                Pair::Removed(before) => {
                    let about = Subject::removed(&name, &before.at);
                    self.report(Rule::ParameterRemoved, about, "is gone", Breaking, Breaking);
                }
            }
        }
    }

    /// Compares the order of the parameters that are on both sides, in which the
    /// methods of clients take them.
    fn order(
        &mut self,
        old: &'a Operation,
        new: &'a Operation,
        is_same: impl Fn(&'a Parameter, &'a Parameter) -> bool,
    ) {
        let stays = |before: &&'a Parameter| new.parameters.iter().any(|now| is_same(before, now));
        let before: Vec<_> = old.parameters.iter().filter(stays).collect();
        let stays = |now: &&'a Parameter| before.iter().any(|before| is_same(before, now));
        let now: Vec<_> = new.parameters.iter().filter(stays).collect();
        let mut places = before.iter().zip(&now);
        if places.clone().all(|(before, now)| is_same(before, now)) {
            return;
        }
        let names: Vec<_> = now
            .iter()
            .map(|parameter| format!("`{}`", parameter.name.rust))
            .collect();
        let what = format!(
            "takes its parameters in another order, {}",
            names.join(", ")
        );
        // Of one type, they change places unseen.
        let is_unseen = places.all(|(before, now)| {
            before.presence == now.presence && self.is_same(&before.ty, &now.ty)
        });
        let rust = if is_unseen { Meaning } else { Breaking };
        let about = Subject::both(&new.name.wire, &old.at, &new.at);
        self.report(Rule::ParametersReordered, about, &what, Docs, rust);
    }

    fn parameter_place(&mut self, about: Subject<'_>, old: &Parameter, new: &Parameter) {
        let is_path = |parameter: &Parameter| parameter.place == Place::Path;
        let is_same_name = old.name.wire == new.name.wire || is_path(new);
        if old.place == new.place && is_same_name {
            return;
        }
        let what = format!("is sent {}, and was {}", sent(new), sent(old));
        self.report(Rule::ParameterMoved, about, &what, Breaking, Docs);
    }

    fn parameter_name(
        &mut self,
        about: Subject<'_>,
        old: &Parameter,
        new: &Parameter,
        all: &[Parameter],
    ) {
        let (before, now) = (&old.name.rust, &new.name.rust);
        if before != now {
            let what = format!("is `{now}` in Rust, and was `{before}`");
            let rust = renaming_impact(&old.name, all.iter().map(|each| &each.name));
            self.report(Rule::ParameterRenamed, about, &what, Docs, rust);
        }
    }

    fn parameter(&mut self, about: Subject<'_>, old: &Parameter, new: &Parameter) {
        if let Some((what, wire, rust)) = self.retyped(&old.ty, &new.ty, Ways::SENT) {
            self.report(Rule::ParameterTypeChanged, about, &what, wire, rust);
        }
        match (old.presence, new.presence) {
            (Presence::Optional, Presence::Required) => {
                let what = "must be given now";
                self.report(Rule::ParameterRequired, about, what, Breaking, Breaking);
            }
            (Presence::Required, Presence::Optional) => {
                let what = "may be left out now";
                self.report(Rule::ParameterOptional, about, what, Additive, Breaking);
            }
            _ => {}
        }
        self.constraints(about, &old.constraints, &new.constraints, true);
    }

    fn body(&mut self, about: Subject<'_>, old: &Operation, new: &Operation) {
        let (before, now) = match (&old.body, &new.body) {
            (None, None) => return,
            (None, Some(now)) => {
                let what = format!("has a body now, {}", body(&Some(now.model.clone())));
                let wire = breaking_if(now.presence == Presence::Required);
                return self.report(Rule::BodyAdded, about, &what, wire, Breaking);
            }
            (Some(_), None) => {
                let what = "has no body any more";
                return self.report(Rule::BodyRemoved, about, what, Breaking, Breaking);
            }
            (Some(before), Some(now)) => (before, now),
        };
        let is_same = self.is_same_body(Some(&before.model), Some(&now.model));
        if !is_same || before.name.rust != now.name.rust {
            let what = format!(
                "has the body `{}` of `{}`, and had `{}` of `{}`",
                now.name.rust, now.model.0, before.name.rust, before.model.0
            );
            let fits = self.fits_body(Some(&before.model), Some(&now.model), Ways::SENT);
            let wire = if is_same { Docs } else { breaking_if(!fits) };
            self.report(Rule::BodyChanged, about, &what, wire, Breaking);
        }
        if before.presence != now.presence {
            let is_required = now.presence == Presence::Required;
            let what = match is_required {
                true => "must have a body now",
                false => "needs no body any more",
            };
            let wire = breaking_if(is_required);
            self.report(Rule::BodyRequirednessChanged, about, what, wire, Breaking);
        }
        if before.unwrapped != now.unwrapped {
            let what = match now.unwrapped {
                true => "takes the one property of its body itself now",
                false => "takes its body as a whole now",
            };
            self.report(Rule::BodyFlatteningChanged, about, what, Docs, Breaking);
        }
    }

    fn is_same_body(&self, old: Option<&ModelId>, new: Option<&ModelId>) -> bool {
        old.map(|id| self.name_now(&id.0)) == new.map(|id| id.0.as_str())
    }
}

/// Whether both match the same requests.
fn is_same_path(old: &Operation, new: &Operation) -> bool {
    shape(old) == shape(new)
}

/// The path without the names of its arguments.
fn shape(operation: &Operation) -> Vec<Option<&str>> {
    let segments = operation.path.iter();
    let shape = segments.map(|segment| match segment {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Argument(_) => None,
    });
    shape.collect()
}

/// What a parameter of `own` is known by in a comparison with `other`.
fn position<'a>(
    parameter: &'a Parameter,
    own: &'a Operation,
    other: &'a Operation,
) -> Position<'a> {
    let identity = identity(parameter);
    let fills = |segment: &Segment| match segment {
        Segment::Argument(id) => self::identity(&own[*id]) == identity,
        Segment::Literal(_) => false,
    };
    let segment = own.path.iter().position(fills);
    let is_there = || {
        other
            .parameters
            .iter()
            .any(|each| self::identity(each) == identity)
    };
    match segment.filter(|_| is_same_path(own, other)) {
        Some(segment) => Position::Segment(segment),
        None if is_there() => Position::Named(identity.0, identity.1),
        None => Position::Field(&parameter.name.rust),
    }
}

/// What identifies a parameter in its operation.
fn identity(parameter: &Parameter) -> (Place, &str) {
    (parameter.place, &parameter.name.wire)
}

/// How a parameter is sent.
fn sent(parameter: &Parameter) -> String {
    match parameter.place {
        Place::Path => "in the path".to_owned(),
        Place::Query => format!("in the query as {}", code(&parameter.name.wire)),
    }
}

fn body(id: &Option<ModelId>) -> String {
    match id {
        Some(id) => format!("`{}`", id.0),
        None => "nothing".to_owned(),
    }
}
