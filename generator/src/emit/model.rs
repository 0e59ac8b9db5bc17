//! Models as Rust structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::scope::Scope;
use super::source::ident;
use crate::ir::{Model, Presence, Property, Usage};
use crate::reserved::Import;

/// The struct of a model.
pub(super) fn emit(scope: &Scope<'_>, model: &Model) -> TokenStream {
    let docs = docs::attributes(&docs::prose(&model.docs, &model.name.wire));
    let name = ident(&model.name.rust);
    let fields = model.properties.iter().map(|property| {
        let docs = docs::attributes(&documentation(property));
        let serde = serde(property, model.usage);
        let name = ident(&property.name.rust);
        let ty = ty(scope, property);
        quote!(#docs #serde pub #name: #ty)
    });
    let is_built = model.usage != Usage::Output;
    let default = (is_built && !model.lacks_default).then(|| quote!(Default,));
    // A literal of one that the service sends would break with every new field;
    // who stands in for the service begins with the default.
    let exhaustive = (!is_built).then(|| quote!(#[non_exhaustive]));
    let of_server = (!is_built && !model.lacks_default)
        .then(|| quote!(#[cfg_attr(feature = "server", derive(Default))]));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, #default serde::Serialize, serde::Deserialize)]
        #of_server
        #exhaustive
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn documentation(property: &Property) -> Vec<String> {
    let prose = docs::prose(&property.docs, &property.name.wire);
    docs::extended(prose, docs::constraints(&property.constraints))
}

/// How the field stands in JSON. What only the service sets is not in requests.
fn serde(property: &Property, usage: Usage) -> Option<TokenStream> {
    let wire = &property.name.wire;
    let is_same = property.name.rust.trim_start_matches("r#") == wire;
    let rename = (!is_same).then(|| quote!(rename = #wire));
    let is_kept_back = property.read_only && usage != Usage::Output;
    let skip = match (property.presence, is_kept_back) {
        (Presence::Optional, false) => Some("Option::is_none"),
        (Presence::Optional, true) => Some("crate::runtime::is_kept_back"),
        (Presence::Required, true) => Some("crate::runtime::is_in_request"),
        (Presence::Required, false) => None,
    };
    let skip = skip.map(|skip| quote!(skip_serializing_if = #skip));
    let keys: Vec<_> = rename.into_iter().chain(skip).collect();
    (!keys.is_empty()).then(|| quote!(#[serde(#(#keys),*)]))
}

/// The type of the field.
pub(super) fn ty(scope: &Scope<'_>, property: &Property) -> TokenStream {
    let mut ty = scope.ty(&property.ty);
    if property.secret {
        let secret = scope.name(Import::Secret);
        ty = quote!(#secret<#ty>);
    }
    if property.boxed {
        ty = quote!(Box<#ty>);
    }
    if property.presence == Presence::Optional || property.nullable {
        ty = quote!(Option<#ty>);
    }
    ty
}
