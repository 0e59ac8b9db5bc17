//! The clients of an api-version: thin shells, a method for each operation.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::source::{ident, rust};
use super::{EmitError, File, Service, docs, model};
use crate::ir::{Api, Operation};

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
    api: &Api,
    folder: &str,
    kind: Kind,
) -> Result<File, EmitError> {
    let name = ident(&format!("{}Client", service.name.to_upper_camel_case()));
    let methods = api
        .operations
        .iter()
        .map(|operation| method(api, operation, kind));
    let title = format!(
        "{}, api-version {}",
        docs::line(&service.title),
        api.version
    );
    let (path, module_docs, over, imports, common) = match kind {
        Kind::Azure => {
            let imports = quote! {
                use super::{models, operations};
                use crate::azure::{Client, Options};
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
                use super::{models, operations};
                use crate::blocking::{Client, Options, TokenProvider};
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

/// The method of an operation: it builds the request, sends it, and gives the
/// model alone.
fn method(api: &Api, operation: &Operation, kind: Kind) -> TokenStream {
    let mut lines = docs::summary(&operation.docs, &operation.name.wire);
    let request = ident(&operation.name.rust);
    lines.push(format!("See [`{request}`](operations::{request})."));
    let docs = docs::attributes(&lines);
    let name = ident(&operation.function);
    let fields: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| ident(&parameter.name.rust))
        .collect();
    let output = model::name(api, &operation.success.body);
    let (asynchronous, awaiting) = match kind {
        Kind::Azure => (quote!(async), quote!(.await)),
        Kind::Blocking => (quote!(), quote!()),
    };
    quote! {
        #docs
        pub #asynchronous fn #name(&self #(, #fields: impl Into<String>)*) -> Result<models::#output, Error> {
            let operation = operations::#request { #(#fields: #fields.into()),* };
            self.send(&operation) #awaiting .map(ResponseValue::into_value)
        }
    }
}
