//! What a file calls the things that it uses, and what it imports for that.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::source::ident;
use crate::ir::{Indexed, ModelId, Scalar, Type};
use crate::reserved::{Import, Origin};

/// A file under way. Whatever is named through it is imported.
pub(super) struct Scope<'a> {
    pub(super) api: &'a Indexed<'a>,
    kind: Kind,
    used: RefCell<BTreeMap<Origin, BTreeSet<String>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The file of the models, which imports the enums one by one.
    Models,
    /// A file that has `models` and `enums` as modules.
    Users,
}

impl<'a> Scope<'a> {
    /// The file that defines the models.
    pub(super) fn of_models(api: &'a Indexed<'a>) -> Self {
        Self::new(api, Kind::Models)
    }

    /// A file that uses the models.
    pub(super) fn of_users(api: &'a Indexed<'a>) -> Self {
        Self::new(api, Kind::Users)
    }

    fn new(api: &'a Indexed<'a>, kind: Kind) -> Self {
        let used = RefCell::default();
        Self { api, kind, used }
    }

    /// A name of the crate or its dependencies.
    pub(super) fn name(&self, import: Import) -> Ident {
        self.import(import.origin(), import.name());
        ident(import.name())
    }

    fn import(&self, origin: Origin, name: &str) {
        let mut used = self.used.borrow_mut();
        used.entry(origin).or_default().insert(name.to_owned());
    }

    /// The `use` items for what was named so far.
    pub(super) fn imports(&self) -> TokenStream {
        let used = self.used.borrow();
        let items = used.iter().map(|(origin, names)| {
            let path = match origin {
                Origin::Version => quote!(super),
                Origin::Crate => quote!(crate),
                Origin::Server => quote!(crate::server),
                Origin::Bytes => quote!(bytes),
                Origin::Http => quote!(http),
                Origin::Collections => quote!(std::collections),
            };
            let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
            match names.as_slice() {
                [only] => quote!(use #path::#only;),
                several => quote!(use #path::{#(#several),*};),
            }
        });
        items.collect()
    }

    /// The Rust type of a value.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::Model(id) => self.model(id),
            Type::Enum(wire) => {
                let found = self.api.enumeration(wire);
                let name = found.map_or(wire, |each| &each.name.rust);
                let rust = ident(name);
                match self.kind {
                    Kind::Models => {
                        self.import(Origin::Version, name);
                        quote!(#rust)
                    }
                    Kind::Users => {
                        let enums = self.name(Import::Enums);
                        quote!(#enums::#rust)
                    }
                }
            }
            Type::Array(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            Type::Map(item) => {
                let (map, item) = (self.name(Import::BTreeMap), self.ty(item));
                quote!(#map<String, #item>)
            }
        }
    }

    fn scalar(&self, scalar: Scalar) -> TokenStream {
        let imported = match scalar {
            Scalar::String | Scalar::Uri => return quote!(String),
            Scalar::Boolean => return quote!(bool),
            Scalar::Int32 => return quote!(i32),
            Scalar::Int64 => return quote!(i64),
            Scalar::Double => return quote!(f64),
            Scalar::Base64Url => Import::Base64Url,
            Scalar::Base64 => Import::Base64,
            Scalar::UnixTime => Import::UnixTime,
        };
        let name = self.name(imported);
        quote!(#name)
    }

    /// The Rust type of a model.
    pub(super) fn model(&self, id: &ModelId) -> TokenStream {
        let name = model_name(self.api, id);
        match self.kind {
            Kind::Models => quote!(#name),
            Kind::Users => {
                let models = self.name(Import::Models);
                quote!(#models::#name)
            }
        }
    }

    /// The Rust type of the operation with that name.
    pub(super) fn operation(&self, rust: &str) -> TokenStream {
        let (operations, name) = (self.name(Import::Operations), ident(rust));
        quote!(#operations::#name)
    }
}

/// The name of the Rust type of a model.
pub(super) fn model_name(api: &Indexed<'_>, id: &ModelId) -> Ident {
    ident(api.model(id).map_or(&id.0, |model| &model.name.rust))
}
