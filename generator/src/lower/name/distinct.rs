//! Names that nothing else in reach has.

use std::collections::BTreeMap;

use super::Kind;
use crate::code::Code;
use crate::document::Origins;
use crate::ir::{Api, Enum, Model, Name, Operation, client};
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::reserved::{Owner, owner};

/// Lets no two types, methods, fields of one type or values of one enum share a name,
/// and none have a reserved one. Returns a note for each that is renamed.
pub(in crate::lower) fn settle(
    origins: &Origins,
    operations: &mut [Operation],
    models: &mut [Model],
    enums: &mut [Enum],
) -> Vec<Problem> {
    let mut namer = Namer::new(origins, None);
    namer.settle(types(operations, models, enums));
    namer.settle(operations.iter_mut().map(|operation| Named {
        rust: &mut operation.function,
        is_chosen: false,
        holder: Holder {
            wire: &operation.name.wire,
            kind: Kind::Method,
            at: &operation.at,
        },
    }));
    for operation in operations {
        let parameters = operation.parameters.iter_mut();
        let parameters = parameters
            .map(|each| Named::new(&mut each.name, Kind::Parameter(each.place), &each.at));
        let body = operation.body.iter_mut();
        let body = body.map(|body| Named::new(&mut body.name, Kind::Body, &body.at));
        namer.settle(parameters.chain(body));
    }
    for model in models {
        let properties = model.properties.iter_mut();
        namer.settle(properties.map(|each| Named::new(&mut each.name, Kind::Property, &each.at)));
    }
    for each in enums {
        let variants = each.variants.iter_mut();
        namer.settle(variants.map(|each| Named::new(&mut each.name, Kind::Variant, &each.at)));
    }
    namer.notes
}

/// Lets no type be called like the client of `service`, which stands beside it.
pub(in crate::lower) fn avoid_client(
    service: &str,
    api: &mut Api,
    origins: &Origins,
) -> Vec<Problem> {
    let mut namer = Namer::new(origins, Some(client(service)));
    namer.settle(types(&mut api.operations, &mut api.models, &mut api.enums));
    namer.notes
}

/// The names of all types of an API.
fn types<'a>(
    operations: &'a mut [Operation],
    models: &'a mut [Model],
    enums: &'a mut [Enum],
) -> impl Iterator<Item = Named<'a>> {
    let operations = operations.iter_mut();
    let operations = operations.map(|each| Named::new(&mut each.name, Kind::Operation, &each.at));
    let models = models.iter_mut();
    let models = models.map(|each| Named::new(&mut each.name, Kind::Model, &each.at));
    let enums = enums.iter_mut();
    let enums = enums.map(|each| Named::new(&mut each.name, Kind::Enum, &each.at));
    operations.chain(models).chain(enums)
}

/// A name, and what is to have it.
struct Named<'a> {
    rust: &'a mut String,
    is_chosen: bool,
    holder: Holder<'a>,
}

impl<'a> Named<'a> {
    fn new(name: &'a mut Name, kind: Kind, at: &'a Pointer) -> Self {
        let Name {
            wire,
            rust,
            is_chosen,
        } = name;
        Self {
            rust,
            is_chosen: *is_chosen,
            holder: Holder { wire, kind, at },
        }
    }
}

/// What has a name.
#[derive(Clone, Copy)]
struct Holder<'a> {
    wire: &'a str,
    kind: Kind,
    at: &'a Pointer,
}

/// Why a name is not free.
enum Obstacle<'a> {
    Reserved(Owner),
    Taken(Holder<'a>),
}

struct Namer<'o> {
    origins: &'o Origins,
    /// The type of the client, if it is known.
    client: Option<String>,
    notes: Vec<Problem>,
}

impl<'o> Namer<'o> {
    fn new(origins: &'o Origins, client: Option<String>) -> Self {
        Self {
            origins,
            client,
            notes: Vec::new(),
        }
    }

    /// Makes the names that are in reach of each other distinct.
    fn settle<'a>(&mut self, names: impl Iterator<Item = Named<'a>>) {
        let (chosen, usual): (Vec<_>, Vec<_>) = names.partition(|named| named.is_chosen);
        let mut taken: BTreeMap<String, Holder<'a>> = BTreeMap::new();
        // The next number behind each name.
        let mut next: BTreeMap<String, usize> = BTreeMap::new();
        for Named { rust, holder, .. } in chosen.into_iter().chain(usual) {
            if let Some(obstacle) = self.obstacle(rust, holder.kind, &taken) {
                let stem = stem(rust, holder.kind, &obstacle);
                let is_free = |name: &str| self.obstacle(name, holder.kind, &taken).is_none();
                let name = if stem != *rust && is_free(&stem) {
                    stem
                } else {
                    let next = next.entry(stem.clone()).or_insert(2);
                    loop {
                        let name = numbered(&stem, *next, holder.kind);
                        *next += 1;
                        if is_free(&name) {
                            break name;
                        }
                    }
                };
                self.note(rust, &name, holder, obstacle);
                *rust = name;
            }
            taken.insert(rust.clone(), holder);
        }
    }

    fn obstacle<'a>(
        &self,
        name: &str,
        kind: Kind,
        taken: &BTreeMap<String, Holder<'a>>,
    ) -> Option<Obstacle<'a>> {
        if let Some(holder) = taken.get(name) {
            return Some(Obstacle::Taken(*holder));
        }
        let is_client = kind.is_type() && self.client.as_deref() == Some(name);
        let client = is_client.then_some(Owner::Client);
        client
            .or_else(|| owner(name, kind.item()))
            .map(Obstacle::Reserved)
    }

    fn note(&mut self, usual: &str, name: &str, holder: Holder<'_>, obstacle: Obstacle<'_>) {
        let Holder { wire, kind, at } = holder;
        let remedy = kind.remedy();
        let (code, owner, help) = match obstacle {
            Obstacle::Reserved(owner) => (Code::UnusableName, owner.to_string(), remedy.to_owned()),
            Obstacle::Taken(other) => {
                let noun = other.kind.noun();
                let owner = format!("the name of the {noun} `{}`", other.wire);
                let place = self.origins.place(other.at);
                (
                    Code::Collision,
                    owner,
                    format!("the {noun} is in {place}; {remedy}"),
                )
            }
        };
        let noun = kind.noun();
        let message =
            format!("the {noun} `{wire}` is named `{name}` in Rust, since `{usual}` is {owner}");
        let place = match kind {
            Kind::Operation | Kind::Method => self.origins.place(&at.child("operationId")),
            _ => self.origins.place(at),
        };
        self.notes
            .push(Problem::new(code, place, message).note().help(help));
    }
}

/// What a number may be added to: the name, with its kind if something of another
/// kind has it.
fn stem(name: &str, kind: Kind, obstacle: &Obstacle<'_>) -> String {
    let needs_kind = match obstacle {
        Obstacle::Reserved(_) => true,
        Obstacle::Taken(other) => other.kind != kind,
    };
    let plain = name.trim_start_matches("r#").trim_end_matches('_');
    match (needs_kind, kind.is_camel()) {
        (true, true) => format!("{plain}{}", kind.affix()),
        (true, false) => format!("{plain}_{}", kind.affix()),
        (false, _) => plain.to_owned(),
    }
}

fn numbered(stem: &str, number: usize, kind: Kind) -> String {
    let is_apart = !kind.is_camel() || stem.ends_with(|c: char| c.is_ascii_digit());
    let gap = if is_apart { "_" } else { "" };
    format!("{stem}{gap}{number}")
}
