//! What an operation takes: its fields, and the arguments of its methods.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::source::ident;
use super::{docs, model};
use crate::ir::{Body, Operation, Parameter, Presence, Scalar, Type};

/// The fields of the request.
pub(super) fn fields(scope: &Scope<'_>, operation: &Operation) -> Vec<TokenStream> {
    let parameters = operation.parameters.iter().map(|parameter| {
        let prose = docs::prose(&parameter.docs, &parameter.name.wire);
        let constraints = docs::constraints(&parameter.constraints);
        let docs = docs::attributes(&docs::extended(prose, constraints));
        let name = ident(&parameter.name.rust);
        let ty = optional(scope.ty(&parameter.ty), parameter.presence);
        quote!(#docs pub #name: #ty)
    });
    let body = operation.body.iter().map(|body| {
        let docs = docs::attributes(&docs::prose(&body.docs, &body.name.wire));
        let name = ident(&body.name.rust);
        let ty = body_type(scope, body);
        quote!(#docs pub #name: #ty)
    });
    parameters.chain(body).collect()
}

/// An argument of a method.
pub(super) struct Argument {
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
    /// The field that it becomes.
    pub(super) field: Ident,
    /// The field's value, if it is not the argument as it is.
    pub(super) value: Option<TokenStream>,
}

/// The arguments of the methods.
pub(super) fn arguments(scope: &Scope<'_>, operation: &Operation) -> Vec<Argument> {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| argument(scope, parameter));
    let body = operation.body.iter().map(|body| body_argument(scope, body));
    parameters.chain(body).collect()
}

fn argument(scope: &Scope<'_>, parameter: &Parameter) -> Argument {
    let name = ident(&parameter.name.rust);
    let ty = scope.ty(&parameter.ty);
    let (ty, value) = match (&parameter.ty, parameter.presence) {
        (Type::Scalar(Scalar::String | Scalar::Uri), Presence::Optional) => {
            (quote!(Option<&str>), Some(quote!(#name.map(str::to_owned))))
        }
        (_, Presence::Optional) => (quote!(Option<#ty>), None),
        (of, Presence::Required) => taken(&name, ty, of, false),
    };
    Argument {
        field: name.clone(),
        name,
        ty,
        value,
    }
}

fn body_argument(scope: &Scope<'_>, body: &Body) -> Argument {
    let field = ident(&body.name.rust);
    let model = scope.api.model(&body.model).filter(|_| body.unwrapped);
    match model.and_then(|model| model.properties.first()) {
        Some(only) => {
            let name = ident(&only.name.rust);
            let ty = model::ty(scope, only);
            let (ty, value) = taken(&name, ty, &only.ty, only.secret);
            let model = scope.model(&body.model);
            let held = match value {
                Some(value) => quote!(#name: #value),
                None => quote!(#name),
            };
            Argument {
                value: Some(quote!(#model { #held })),
                name,
                ty,
                field,
            }
        }
        None => Argument {
            name: field.clone(),
            ty: body_type(scope, body),
            value: None,
            field,
        },
    }
}

/// The type of an argument for a required value of type `ty`, and the value if
/// it is converted: texts and bytes come in many types.
fn taken(
    name: &Ident,
    ty: TokenStream,
    of: &Type,
    secret: bool,
) -> (TokenStream, Option<TokenStream>) {
    let is_converted = secret
        || matches!(
            of,
            Type::Scalar(Scalar::String | Scalar::Uri | Scalar::Base64 | Scalar::Base64Url)
        );
    match is_converted {
        true => (quote!(impl Into<#ty>), Some(quote!(#name.into()))),
        false => (ty, None),
    }
}

fn body_type(scope: &Scope<'_>, body: &Body) -> TokenStream {
    optional(scope.model(&body.model), body.presence)
}

fn optional(ty: TokenStream, presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => ty,
        Presence::Optional => quote!(Option<#ty>),
    }
}

/// The type of the output.
pub(super) fn output(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    match &operation.success.body {
        Some(id) => scope.model(id),
        None => quote!(()),
    }
}
