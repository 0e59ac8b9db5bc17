//! Enums as Rust enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::source::ident;
use crate::ir::Enum;

/// The enum, its text, and the traits that all enums have.
pub(super) fn emit(each: &Enum) -> [TokenStream; 3] {
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
            /// A value that the API's document does not list. In the module of a newer
            /// api-version it may have a variant of its own: code that is to go on
            /// meaning the same compares `as_str()`.
            #[serde(untagged)]
            Unknown(String),
        }
    });
    let texts = each.variants.iter().map(|variant| {
        let wire = &variant.name.wire;
        let name = ident(&variant.name.rust);
        quote!(Self::#name => #wire,)
    });
    let own = each.open.then(|| quote!(Self::Unknown(text) => text,));
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
    let text = quote! {
        impl #name {
            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(#texts)*
                    #own
                }
            }
        }
    };
    [definition, text, traits]
}
