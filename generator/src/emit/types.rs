//! The types of values in Rust.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::source::ident;
use crate::ir::Indexed;
use crate::ir::{ModelId, Scalar, Type};

/// From where a type is named.
#[derive(Clone, Copy)]
pub(super) enum Scope {
    /// Where models and enums are in scope.
    Models,
    /// Where `models` and `enums` are modules in scope.
    Operations,
}

/// The Rust type of a value.
pub(super) fn rust_type(api: &Indexed<'_>, ty: &Type, scope: Scope) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Uri => quote!(String),
            Scalar::Base64Url => quote!(Base64Url),
            Scalar::Base64 => quote!(Base64),
            Scalar::UnixTime => quote!(UnixTime),
            Scalar::Boolean => quote!(bool),
            Scalar::Int32 => quote!(i32),
            Scalar::Int64 => quote!(i64),
            Scalar::Double => quote!(f64),
        },
        Type::Model(id) => {
            let name = model(api, id);
            match scope {
                Scope::Models => quote!(#name),
                Scope::Operations => quote!(models::#name),
            }
        }
        Type::Enum(wire) => {
            let name = ident(api.enumeration(wire).map_or(wire, |each| &each.name.rust));
            match scope {
                Scope::Models => quote!(#name),
                Scope::Operations => quote!(enums::#name),
            }
        }
        Type::Array(item) => {
            let item = rust_type(api, item, scope);
            quote!(Vec<#item>)
        }
        Type::Map(item) => {
            let item = rust_type(api, item, scope);
            quote!(BTreeMap<String, #item>)
        }
    }
}

/// The Rust type of a model.
pub(super) fn model(api: &Indexed<'_>, id: &ModelId) -> Ident {
    ident(api.model(id).map_or(&id.0, |model| &model.name.rust))
}
