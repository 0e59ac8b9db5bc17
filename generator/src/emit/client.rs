//! The clients of an api-version: thin shells, a method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::signature::{self, Argument};
use super::source::{ident, rust};
use super::{EmitError, File, Service, docs};
use crate::ir::Indexed;
use crate::ir::Operation;
pub(super) use crate::ir::client as name;

/// What a client stands on.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// `azure_core`, asynchronous.
    Azure,
    /// `ureq`, blocking.
    Blocking,
}

/// The client of an api-version.
///
/// # Errors
///
/// A mistake of the generator: what it made is not Rust.
pub(super) fn emit(
    service: &Service,
    api: &Indexed<'_>,
    folder: &str,
    kind: Kind,
) -> Result<File, EmitError> {
    let name = ident(&name(&service.name));
    let scope = Scope::of_users(api);
    let methods: Vec<_> = api
        .operations
        .iter()
        .map(|operation| method(&scope, operation, kind))
        .collect();
    let title = format!(
        "{}, api-version {}",
        docs::line(&service.title),
        api.version
    );
    let named = scope.imports();
    let has_pages = api
        .operations
        .iter()
        .any(|operation| operation.paging.is_some());
    let pager = has_pages.then(|| quote!(, Pager));
    let (path, module_docs, over, imports, common) = match kind {
        Kind::Azure => {
            let imports = quote! {
                #named
                use crate::azure::{Client, Options #pager};
                use crate::{Error, Operation, ResponseValue};
                use azure_core::{credentials::TokenCredential, http::Context};
                use std::sync::Arc;
            };
            let send = quote! {
                /// A client for the vault at a URL such as `https://myvault.vault.azure.net`.
                pub fn new(vault: &str, credential: Arc<dyn TokenCredential>) -> Result<Self, Error> {
                    Self::with_options(vault, credential, Options::default())
                }

                /// The same, with options.
                pub fn with_options(vault: &str, credential: Arc<dyn TokenCredential>, options: Options) -> Result<Self, Error> {
                    Client::new(vault, credential, options).map(Self)
                }

                /// Sends an operation; gives its output with status, headers and request id.
                pub async fn send<O: Operation>(&self, operation: &O) -> Result<ResponseValue<O::Output>, Error> {
                    self.send_with_context(operation, Context::new()).await
                }

                /// The same, with a context that the policies of the pipeline can read.
                pub async fn send_with_context<O: Operation>(&self, operation: &O, context: Context<'_>) -> Result<ResponseValue<O::Output>, Error> {
                    self.0.send(operation, context).await
                }
            };
            ("client.rs", Vec::new(), "over `azure_core`", imports, send)
        }
        Kind::Blocking => {
            let imports = quote! {
                #named
                use crate::blocking::{Client, Options #pager, TokenProvider};
                use crate::{Error, Operation, ResponseValue};
            };
            let send = quote! {
                /// A client for the vault at a URL such as `https://myvault.vault.azure.net`.
                pub fn new(vault: &str, tokens: impl TokenProvider + 'static) -> Result<Self, Error> {
                    Self::with_options(vault, tokens, Options::default())
                }

                /// The same, with options.
                pub fn with_options(vault: &str, tokens: impl TokenProvider + 'static, options: Options) -> Result<Self, Error> {
                    Client::new(vault, tokens, options).map(Self)
                }

                /// Sends an operation; gives its output with status, headers and request id.
                pub fn send<O: Operation>(&self, operation: &O) -> Result<ResponseValue<O::Output>, Error> {
                    self.0.send(operation)
                }
            };
            let module = vec!["The client that blocks, without an async runtime.".to_owned()];
            (
                "blocking.rs",
                module,
                "over `ureq`, blocking",
                imports,
                send,
            )
        }
    };
    let docs = docs::attributes(&[format!("{title}, {over}.")]);
    let structure = quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name(Client);
    };
    let implementation = quote!(impl #name { #common #(#methods)* });
    let items = [imports, structure, implementation];
    rust(
        format!("{folder}/{path}"),
        &api.document,
        &module_docs,
        items,
    )
}

/// The method of an operation: it builds the request, and sends it for the
/// model alone or goes through the pages.
fn method(scope: &Scope<'_>, operation: &Operation, kind: Kind) -> TokenStream {
    let request = ident(&operation.name.rust);
    let link = format!("[`{request}`](operations::{request}).");
    let request = scope.operation(&operation.name.rust);
    let summary = docs::summary(&operation.docs, &operation.name.wire);
    let docs = docs::attributes(&docs::extended(summary, vec!["See".to_owned(), link]));
    let name = ident(&operation.function);
    let given = signature::arguments(scope, operation);
    let arguments = given
        .iter()
        .map(|Argument { name, ty, .. }| quote!(#name: #ty));
    let body = match given.as_slice() {
        [] => quote!(let operation = #request;),
        // A literal of one field stays on a line.
        [Argument { field, value, .. }] => {
            let conversion = value.as_ref().map(|value| quote!(let #field = #value;));
            quote!(#conversion let operation = #request { #field };)
        }
        several => {
            let fields = several
                .iter()
                .map(|Argument { field, value, .. }| match value {
                    Some(value) => quote!(#field: #value),
                    None => quote!(#field),
                });
            quote!(let operation = #request { #(#fields),* };)
        }
    };
    if operation.paging.is_some() {
        return quote! {
            #docs
            pub fn #name(&self #(, #arguments)*) -> Pager<#request> {
                #body
                Pager::new(&self.0, operation)
            }
        };
    }
    let output = signature::output(scope, operation);
    let (asynchronous, awaiting) = match kind {
        Kind::Azure => (quote!(async), quote!(.await)),
        Kind::Blocking => (quote!(), quote!()),
    };
    quote! {
        #docs
        pub #asynchronous fn #name(&self #(, #arguments)*) -> Result<#output, Error> {
            #body
            self.send(&operation) #awaiting .map(ResponseValue::into_value)
        }
    }
}
