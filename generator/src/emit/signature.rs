//! What an operation takes: its fields, and the arguments of its methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::ident;
use super::types::{self, Scope, rust_type};
use super::{docs, model};
use crate::ir::{Api, Body, Operation, Parameter, Presence, Scalar, Type};

/// The fields of the request.
pub(super) fn fields(api: &Api, operation: &Operation) -> Vec<TokenStream> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let mut lines = docs::prose(&parameter.docs, &parameter.name.wire);
        docs::append(&mut lines, docs::constraints(&parameter.constraints));
        let docs = docs::attributes(&lines);
        let name = ident(&parameter.name.rust);
        let ty = optional(
            rust_type(api, &parameter.ty, Scope::Operations),
            parameter.presence,
        );
        quote!(#docs pub #name: #ty)
    });
    let body = operation.body.iter().map(|body| {
        let docs = docs::attributes(&docs::prose(&body.docs, &body.name.wire));
        let name = ident(&body.name.rust);
        let ty = body_type(api, body);
        quote!(#docs pub #name: #ty)
    });
    parameters.chain(body).collect()
}

/// An argument of a method, and the field that it becomes.
pub(super) struct Argument {
    pub(super) argument: TokenStream,
    pub(super) field: TokenStream,
}

/// The arguments of the methods.
pub(super) fn arguments(api: &Api, operation: &Operation) -> Vec<Argument> {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| argument(api, parameter));
    let body = operation.body.iter().map(|body| {
        let name = ident(&body.name.rust);
        let only = body
            .unwrapped
            .then(|| api.model(&body.model)?.properties.first());
        match only.flatten() {
            Some(only) => {
                let held = ident(&only.name.rust);
                let (ty, is_converted) = taken(
                    model::ty(api, only, Scope::Operations),
                    &only.ty,
                    only.secret,
                );
                let value = if is_converted {
                    quote!(#held: #held.into())
                } else {
                    quote!(#held)
                };
                let model = types::model(api, &body.model);
                Argument {
                    argument: quote!(#held: #ty),
                    field: quote!(#name: models::#model { #value }),
                }
            }
            None => {
                let ty = body_type(api, body);
                Argument {
                    argument: quote!(#name: #ty),
                    field: quote!(#name),
                }
            }
        }
    });
    parameters.chain(body).collect()
}

fn argument(api: &Api, parameter: &Parameter) -> Argument {
    let name = ident(&parameter.name.rust);
    let ty = rust_type(api, &parameter.ty, Scope::Operations);
    match (&parameter.ty, parameter.presence) {
        (Type::Scalar(Scalar::String | Scalar::Uri), Presence::Optional) => Argument {
            argument: quote!(#name: Option<&str>),
            field: quote!(#name: #name.map(str::to_owned)),
        },
        (_, Presence::Optional) => Argument {
            argument: quote!(#name: Option<#ty>),
            field: quote!(#name),
        },
        (of, Presence::Required) => {
            let (ty, is_converted) = taken(ty, of, false);
            let field = if is_converted {
                quote!(#name: #name.into())
            } else {
                quote!(#name)
            };
            Argument {
                argument: quote!(#name: #ty),
                field,
            }
        }
    }
}

/// The type of an argument for a required value of type `ty`, and whether it
/// must be converted: texts and bytes come in many types.
fn taken(ty: TokenStream, of: &Type, secret: bool) -> (TokenStream, bool) {
    let is_converted = secret
        || matches!(
            of,
            Type::Scalar(Scalar::String | Scalar::Uri | Scalar::Base64 | Scalar::Base64Url)
        );
    match is_converted {
        true => (quote!(impl Into<#ty>), true),
        false => (ty, false),
    }
}

fn body_type(api: &Api, body: &Body) -> TokenStream {
    let model = types::model(api, &body.model);
    optional(quote!(models::#model), body.presence)
}

fn optional(ty: TokenStream, presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => ty,
        Presence::Optional => quote!(Option<#ty>),
    }
}

/// The type of the output.
pub(super) fn output(api: &Api, operation: &Operation) -> TokenStream {
    match &operation.success.body {
        Some(id) => {
            let model = types::model(api, id);
            quote!(models::#model)
        }
        None => quote!(()),
    }
}
