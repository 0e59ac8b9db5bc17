//! Whether two types fit each other in JSON, whatever they are called in Rust.

use std::collections::BTreeSet;

use super::{Diff, Ways};
use crate::ir::{Enum, Model, ModelId, Presence, Property, Scalar, Type};

impl<'a> Diff<'a> {
    /// Whether a client of the old type and a service of the new one understand
    /// each other, in all directions that its values travel in.
    pub(super) fn fits(&self, old: &Type, new: &Type, ways: Ways) -> bool {
        [(ways.is_sent, true), (ways.is_received, false)]
            .into_iter()
            .filter(|(is_used, _)| *is_used)
            .all(|(_, is_sent)| Fit::new(self, is_sent).of(old, new))
    }

    /// The same for bodies. Where nothing is expected, a body is left unread.
    pub(super) fn fits_body(
        &self,
        old: Option<&ModelId>,
        new: Option<&ModelId>,
        ways: Ways,
    ) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => {
                let [old, new] = [old, new].map(|id| Type::Model(id.clone()));
                self.fits(&old, &new, ways)
            }
            (None, Some(_)) => !ways.is_sent,
            (None, None) => true,
            (Some(_), None) => false,
        }
    }
}

/// A comparison in one direction.
struct Fit<'d, 'a> {
    diff: &'d Diff<'a>,
    /// From the old client to the new service, or back.
    is_sent: bool,
    /// The models that are being compared: what holds its own kind fits if all else
    /// in it does.
    seen: BTreeSet<(String, String)>,
}

impl<'d, 'a> Fit<'d, 'a> {
    fn new(diff: &'d Diff<'a>, is_sent: bool) -> Self {
        Self {
            diff,
            is_sent,
            seen: BTreeSet::new(),
        }
    }

    fn of(&mut self, old: &Type, new: &Type) -> bool {
        let [before, now] = &self.diff.types;
        match (old, new) {
            (Type::Scalar(old), Type::Scalar(new)) => old.is_like(*new),
            (Type::Array(old), Type::Array(new)) | (Type::Map(old), Type::Map(new)) => {
                self.of(old, new)
            }
            (Type::Enum(old), Type::Enum(new)) => {
                match (before.enumeration(old), now.enumeration(new)) {
                    (Some(old), Some(new)) if self.is_sent => holds(new, old),
                    (Some(old), Some(new)) => holds(old, new),
                    _ => false,
                }
            }
            // A text that lists its values now, or no longer.
            (Type::Enum(old), Type::Scalar(Scalar::String)) => {
                self.is_sent || before.enumeration(old).is_some_and(|each| each.open)
            }
            (Type::Scalar(Scalar::String), Type::Enum(new)) => {
                !self.is_sent || now.enumeration(new).is_some_and(|each| each.open)
            }
            (Type::Model(old), Type::Model(new)) => match (before.model(old), now.model(new)) {
                (Some(before), Some(now)) => {
                    let is_open = self.seen.insert((old.0.clone(), new.0.clone()));
                    !is_open || self.models(before, now)
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn models(&mut self, old: &Model, new: &Model) -> bool {
        let is_there =
            |property: &Property| property.presence == Presence::Required && !property.nullable;
        let is_sent = self.is_sent;
        let mut carried = old.properties.iter();
        let all_fit = carried.all(|before| {
            if is_sent && before.read_only {
                return true;
            }
            let Some(now) = named(new, &before.name.wire) else {
                return false;
            };
            let (writer, reader) = match is_sent {
                true => (before, now),
                false => (now, before),
            };
            (is_there(writer) || !is_there(reader)) && self.of(&before.ty, &now.ty)
        });
        let is_unknown = |now: &&Property| named(old, &now.name.wire).is_none();
        let mut more = new.properties.iter().filter(is_unknown);
        all_fit && !(is_sent && more.any(|now| is_there(now) && !now.read_only))
    }
}

fn named<'m>(model: &'m Model, name: &str) -> Option<&'m Property> {
    let mut properties = model.properties.iter();
    properties.find(|each| each.name.wire == name)
}

/// Whether a reader of the one takes all values of the other.
fn holds(reader: &Enum, writer: &Enum) -> bool {
    let knows = |value: &str| reader.variants.iter().any(|each| each.name.wire == value);
    reader.open || (!writer.open && writer.variants.iter().all(|each| knows(&each.name.wire)))
}
