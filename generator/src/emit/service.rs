//! A service as a module, each api-version a module inside.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, model_name};
use super::source::{ident, rust};
use super::{
    EmitError, File, Service, client, docs, enumeration, model, once_each, operation, server,
};
use crate::ir::Indexed;

/// The files of a service.
///
/// # Errors
///
/// A mistake of the generator: what it made is not Rust.
pub(super) fn emit(service: &Service, krate: &str) -> Result<Vec<File>, EmitError> {
    let mut files = vec![index(service)?];
    for api in &service.versions {
        let api = &Indexed::of(api);
        let folder = format!("src/{}/{}", service.name, api.module);
        files.push(version(service, api, &folder)?);
        files.push(operations(service, api, &folder, krate)?);
        files.push(models(api, &folder)?);
        if !api.enums.is_empty() {
            files.push(enums(api, &folder)?);
        }
        files.push(server::emit(service, api, &folder)?);
        for kind in [client::Kind::Azure, client::Kind::Blocking] {
            files.push(client::emit(service, api, &folder, kind)?);
        }
    }
    Ok(files)
}

fn index(service: &Service) -> Result<File, EmitError> {
    let modules = service.versions.iter().map(|api| {
        let (feature, module) = (&api.module, ident(&api.module));
        quote!(#[cfg(feature = #feature)] pub mod #module;)
    });
    let newest = service.newest().map(|api| {
        let (feature, module) = (&api.module, ident(&api.module));
        quote!(#[cfg(feature = #feature)] #[doc(inline)] pub use #module::*;)
    });
    let find = find_operation(service);
    let docs = [format!(
        "{}: a module for each api-version, and what the newest defines.",
        docs::line(&service.title)
    )];
    rust(
        format!("src/{}.rs", service.name),
        "specs/manifest.yaml",
        &docs,
        modules.chain(newest).chain([find]),
    )
}

/// The function that finds what a request is for, whatever its api-version.
fn find_operation(service: &Service) -> TokenStream {
    let versions = service.versions.iter().map(|api| {
        let (feature, module) = (&api.module, ident(&api.module));
        quote!(#[cfg(feature = #feature)] #module::API_VERSION => #module::server::Call::read(received).map(|call| call.name()))
    });
    let features = service.versions.iter().map(|api| {
        let feature = &api.module;
        quote!(feature = #feature)
    });
    let features: Vec<_> = features.collect();
    let some = match features.as_slice() {
        [only] => quote!(#only),
        several => quote!(any(#(#several),*)),
    };
    quote! {
        /// The `operationId` that a request is for; `None` for an api-version that the crate does
        /// not have with its features.
        #[cfg(all(feature = "server", #some))]
        pub fn find_operation(api_version: &str, received: &crate::server::Received) -> Option<Result<&'static str, crate::server::ReadError>> {
            let found = match api_version {
                #(#versions,)*
                _ => return None,
            };
            Some(found)
        }
    }
}

fn version(service: &Service, api: &Indexed<'_>, folder: &str) -> Result<File, EmitError> {
    let version = api.version.as_str();
    let mut docs = vec![format!(
        "{}, api-version {version}.",
        docs::line(&service.title)
    )];
    let errors = api.operations.iter().filter_map(|each| each.error.as_ref());
    let errors = once_each(errors.map(|id| format!("[`{}`]", model_name(api, id))));
    let errors = (!errors.is_empty())
        .then(|| format!("The body of an error is a {}.", errors.join(" or a ")));
    let scopes = api.operations.iter().flat_map(|each| &each.scopes);
    let scopes = once_each(scopes.map(|scope| docs::code(scope)));
    let scopes =
        (!scopes.is_empty()).then(|| format!("Tokens are for the scope {}.", scopes.join(" or ")));
    docs::append(&mut docs, errors.into_iter().chain(scopes).collect());
    // Enums go with the models: who imports the one wants the other.
    let enums = (!api.enums.is_empty()).then(|| {
        quote!(
            mod enums;
        )
    });
    let shown = (!api.enums.is_empty()).then(|| quote!(enums::*,));
    let models = (!api.models.is_empty()).then(|| quote!(models::*,));
    let items = [
        quote! {
            #[cfg(feature = "blocking")]
            pub mod blocking;
            #[cfg(feature = "azure")]
            mod client;
            #enums
            mod models;
            mod operations;
            #[cfg(feature = "server")]
            pub mod server;
        },
        quote! {
            #[cfg(feature = "azure")]
            pub use client::*;
            pub use {#shown #models operations::*};
        },
        quote! {
            /// The api-version that this module is written for.
            pub const API_VERSION: &str = #version;
        },
    ];
    rust(format!("{folder}.rs"), &api.document, &docs, items)
}

fn operations(
    service: &Service,
    api: &Indexed<'_>,
    folder: &str,
    krate: &str,
) -> Result<File, EmitError> {
    let module = format!("{krate}::{}::{}", service.name, api.module);
    let scope = Scope::of_users(api);
    let items: Vec<_> = api
        .operations
        .iter()
        .flat_map(|each| operation::emit(&scope, each, &module))
        .collect();
    rust(
        format!("{folder}/operations.rs"),
        &api.document,
        &[],
        [scope.imports()].into_iter().chain(items),
    )
}

fn models(api: &Indexed<'_>, folder: &str) -> Result<File, EmitError> {
    let scope = Scope::of_models(api);
    let items: Vec<_> = api
        .models
        .iter()
        .map(|each| model::emit(&scope, each))
        .collect();
    let imports = scope.imports();
    let imports = (!imports.is_empty()).then_some(imports);
    rust(
        format!("{folder}/models.rs"),
        &api.document,
        &[],
        imports.into_iter().chain(items),
    )
}

fn enums(api: &Indexed<'_>, folder: &str) -> Result<File, EmitError> {
    rust(
        format!("{folder}/enums.rs"),
        &api.document,
        &[],
        api.enums.iter().flat_map(enumeration::emit),
    )
}
