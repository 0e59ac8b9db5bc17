//! The service's half of an api-version: requests read, answers written.

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::source::{ident, rust};
use super::{EmitError, File, Service, docs, operation, signature};
use crate::ir::Indexed;
use crate::ir::{Operation, Parameter, Place, Presence, Segment};
use crate::reserved::Import;

/// The `server` module of an api-version.
///
/// # Errors
///
/// A mistake of the generator: what it made is not Rust.
pub(super) fn emit(service: &Service, api: &Indexed<'_>, folder: &str) -> Result<File, EmitError> {
    let server = ident(&format!("{}Server", service.name.to_upper_camel_case()));
    let title = format!(
        "{}, api-version {}",
        docs::line(&service.title),
        api.version
    );
    let scope = Scope::of_users(api);
    let items = [calls(&scope, &server), answers(&scope, &server, &title)].concat();
    let docs = ["The service's half: its operations as a trait, and requests read.".to_owned()];
    let items = [scope.imports()].into_iter().chain(items);
    rust(format!("{folder}/server.rs"), &api.document, &docs, items)
}

/// The enum of all requests, read from the wire.
fn calls(scope: &Scope<'_>, server: &Ident) -> Vec<TokenStream> {
    let operations = &scope.api.operations;
    let variants = operations.iter().map(|operation| {
        let name = ident(&operation.name.rust);
        let docs = docs::attributes(&[format!("See [`{name}`](operations::{name}).")]);
        let request = scope.operation(&operation.name.rust);
        quote!(#docs #name(#request))
    });
    let names = operations.iter().map(|operation| {
        let (name, wire) = (ident(&operation.name.rust), &operation.name.wire);
        quote!(Self::#name(_) => #wire)
    });
    let routes = scope.api.routes().into_iter();
    let routes = routes.map(|operation| route(scope, operation));
    let answers = operations.iter().map(|operation| {
        let (name, function) = (ident(&operation.name.rust), ident(&operation.function));
        let status = Literal::u16_unsuffixed(operation.success.status);
        let answer = match operation.success.body {
            Some(_) => {
                let answer = scope.name(Import::AnswerJson);
                quote!(#answer(#status, &server.#function(request, received)?))
            }
            None => {
                let answer = scope.name(Import::AnswerEmpty);
                quote!(server.#function(request, received).map(|()| #answer(#status)))
            }
        };
        quote!(Self::#name(request) => #answer)
    });
    let structure = quote! {
        /// A request to the service.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "there is one for each request")]
        pub enum Call { #(#variants,)* }
    };
    let (error, refusal) = (scope.name(Import::ReadError), scope.name(Import::Refusal));
    let (response, bytes) = (scope.name(Import::Response), scope.name(Import::Bytes));
    let read_from = scope.name(Import::Received);
    let implementation = quote! {
        impl Call {
            /// Reads a request; the api-version is not looked at.
            pub fn read(received: &#read_from) -> Result<Self, #error> {
                let call = match (received.method(), received.path().as_slice()) {
                    #(#routes,)*
                    _ => return Err(#error::NoOperation),
                };
                Ok(call)
            }

            /// The `operationId` in the API's document.
            pub fn name(&self) -> &'static str {
                match self { #(#names,)* }
            }

            /// Lets a server answer. `received` is what the request was read from.
            pub fn answer(self, server: &(impl #server + ?Sized), received: &#read_from) -> Result<#response<#bytes>, #refusal> {
                match self { #(#answers,)* }
            }
        }
    };
    vec![structure, implementation]
}

/// A request that matches, and how it is read.
fn route(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let method = operation::method(operation.method);
    let name = ident(&operation.name.rust);
    // Of the path, only the last segment can be optional.
    let mut guard = None;
    let segments: Vec<_> = operation
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => quote!(#text),
            Segment::Argument(id) => {
                let Parameter { name, presence, .. } = &operation[*id];
                let field = bound(ident(&name.rust));
                match presence {
                    Presence::Required => quote!(#field),
                    Presence::Optional => {
                        guard = Some(quote!(if #field.len() <= 1));
                        quote!(#field @ ..)
                    }
                }
            }
        })
        .collect();
    let parameters = operation.parameters.iter().map(|parameter| {
        let (wire, field) = (&parameter.name.wire, ident(&parameter.name.rust));
        let segment = bound(field.clone());
        match (parameter.place, parameter.presence) {
            (Place::Path, Presence::Required) => {
                quote!(#field: received.argument(#wire, #segment)?)
            }
            (Place::Path, Presence::Optional) => {
                quote!(#field: received.optional_argument(#wire, #segment)?)
            }
            (Place::Query, Presence::Required) => quote!(#field: received.query(#wire)?),
            (Place::Query, Presence::Optional) => quote!(#field: received.optional_query(#wire)?),
        }
    });
    let body = operation.body.iter().map(|body| {
        let field = ident(&body.name.rust);
        match body.presence {
            Presence::Required => quote!(#field: received.json()?),
            Presence::Optional => quote!(#field: received.optional_json()?),
        }
    });
    let fields: Vec<_> = parameters.chain(body).collect();
    let fields = (!fields.is_empty()).then(|| quote!({ #(#fields),* }));
    let request = scope.operation(&operation.name.rust);
    quote!((#method, [#(#segments),*]) #guard => Self::#name(#request #fields))
}

/// What a segment is called while its request is read: as the field, which must
/// not hide the request. No field ends with `_` like this.
fn bound(field: Ident) -> Ident {
    match field == "received" {
        true => ident("received_"),
        false => field,
    }
}

/// The trait of a server.
fn answers(scope: &Scope<'_>, server: &Ident, title: &str) -> Vec<TokenStream> {
    let (received, refusal) = (scope.name(Import::Received), scope.name(Import::Refusal));
    let methods = scope.api.operations.iter().map(|operation| {
        let name = ident(&operation.name.rust);
        let function = ident(&operation.function);
        let link = format!("[`{name}`](operations::{name}).");
        let summary = docs::summary(&operation.docs, &operation.name.wire);
        let docs = docs::attributes(&docs::extended(summary, vec!["See".to_owned(), link]));
        let request = scope.operation(&operation.name.rust);
        let output = signature::output(scope, operation);
        let wire = &operation.name.wire;
        quote! {
            #docs
            fn #function(&self, _: #request, _: &#received) -> Result<#output, #refusal> {
                Err(#refusal::not_supported(#wire))
            }
        }
    });
    let docs = docs::attributes(&[
        format!("{title}, from the side of the service."),
        String::new(),
        "What is not written here is answered with 501. An answer begins with its `Default`, whose"
            .to_owned(),
        "fields are then set.".to_owned(),
    ]);
    vec![quote! {
        #docs
        pub trait #server { #(#methods)* }
    }]
}
