//! Enums as Rust enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::source::ident;
use crate::ir::Enum;

/// The enum, and the traits that all enums have.
pub(super) fn emit(each: &Enum) -> [TokenStream; 2] {
    let docs = docs::attributes(&docs::prose(&each.docs, &each.name.wire));
    let name = ident(&each.name.rust);
    let variants = each.variants.iter().map(|variant| {
        let wire = &variant.name.wire;
        let docs = docs::attributes(&docs::prose(&variant.docs, wire));
        let name = ident(&variant.name.rust);
        let rename = (variant.name.rust != *wire).then(|| quote!(#[serde(rename = #wire)]));
        quote!(#docs #rename #name)
    });
    let unknown = each.open.then(|| {
        quote! {
            /// A value that the API's document does not list.
            #[serde(untagged)]
            Unknown(String),
        }
    });
    let exhaustive = each.open.then(|| quote!(#[non_exhaustive]));
    let traits = match each.open {
        true => quote!(crate::runtime::open_enum!(#name);),
        false => quote!(crate::runtime::closed_enum!(#name);),
    };
    let definition = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #exhaustive
        pub enum #name {
            #(#variants,)*
            #unknown
        }
    };
    [definition, traits]
}
