//! An API whose types are found by their names at once, in a document of any size.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::{Api, Enum, Model, ModelId};

pub(crate) struct Indexed<'a> {
    api: &'a Api,
    models: BTreeMap<&'a str, &'a Model>,
    enums: BTreeMap<&'a str, &'a Enum>,
}

impl<'a> Indexed<'a> {
    pub(crate) fn of(api: &'a Api) -> Self {
        let models = api.models.iter();
        let enums = api.enums.iter();
        Self {
            api,
            models: models.map(|each| (each.name.wire.as_str(), each)).collect(),
            enums: enums.map(|each| (each.name.wire.as_str(), each)).collect(),
        }
    }

    /// The model with that id. `lower` leaves no id without one.
    pub(crate) fn model(&self, ModelId(wire): &ModelId) -> Option<&'a Model> {
        self.models.get(wire.as_str()).copied()
    }

    /// The enum with that wire name. `lower` leaves no name without one.
    pub(crate) fn enumeration(&self, wire: &str) -> Option<&'a Enum> {
        self.enums.get(wire).copied()
    }
}

impl Deref for Indexed<'_> {
    type Target = Api;

    fn deref(&self) -> &Api {
        self.api
    }
}
