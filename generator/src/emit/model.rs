//! Models as Rust structs.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::docs;
use super::source::ident;
use crate::ir::{Api, Model, ModelId, Presence, Property, Scalar, Type};

/// The struct of a model that the service sends.
pub(super) fn emit(api: &Api, model: &Model) -> TokenStream {
    let docs = docs::attributes(&docs::prose(&model.docs, &model.name.wire));
    let name = ident(&model.name.rust);
    let fields = model.properties.iter().map(|property| field(api, property));
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn field(api: &Api, property: &Property) -> TokenStream {
    let mut lines = docs::prose(&property.docs, &property.name.wire);
    docs::append(&mut lines, docs::constraints(&property.constraints));
    let docs = docs::attributes(&lines);
    let name = ident(&property.name.rust);
    let wire = &property.name.wire;
    let is_same = property.name.rust.trim_start_matches("r#") == wire;
    let rename = (!is_same).then(|| quote!(#[serde(rename = #wire)]));
    let mut ty = rust_type(api, &property.ty);
    if property.secret {
        ty = quote!(Secret<#ty>);
    }
    if property.boxed {
        ty = quote!(Box<#ty>);
    }
    if property.presence == Presence::Optional {
        ty = quote!(Option<#ty>);
    }
    quote!(#docs #rename pub #name: #ty)
}

fn rust_type(api: &Api, ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Uri => quote!(String),
            Scalar::Base64Url => quote!(Base64Url),
            Scalar::Boolean => quote!(bool),
            Scalar::Int32 => quote!(i32),
            Scalar::Int64 => quote!(i64),
            Scalar::Double => quote!(f64),
        },
        Type::Model(id) => name(api, id).into_token_stream(),
        Type::Array(item) => {
            let item = rust_type(api, item);
            quote!(Vec<#item>)
        }
    }
}

/// The Rust type of a model.
pub(super) fn name(api: &Api, id: &ModelId) -> Ident {
    ident(api.model(id).map_or(&id.0, |model| &model.name.rust))
}
