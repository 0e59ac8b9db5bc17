//! A service as a module, each api-version a module inside.

use quote::quote;

use super::source::{ident, rust};
use super::{EmitError, File, Service, client, docs, model, operation};
use crate::ir::{Api, Property, Scalar, Type};

/// The files of a service.
///
/// # Errors
///
/// A mistake of the generator: what it made is not Rust.
pub(super) fn emit(service: &Service, krate: &str) -> Result<Vec<File>, EmitError> {
    let mut files = vec![index(service)?];
    for api in &service.versions {
        let folder = format!("src/{}/{}", service.name, api.module);
        files.push(version(service, api, &folder)?);
        files.push(operations(service, api, &folder, krate)?);
        files.push(models(api, &folder)?);
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
    let docs = [format!(
        "{}: a module for each api-version, and what the newest defines.",
        docs::line(&service.title)
    )];
    rust(
        format!("src/{}.rs", service.name),
        "specs/manifest.yaml",
        &docs,
        modules.chain(newest),
    )
}

fn version(service: &Service, api: &Api, folder: &str) -> Result<File, EmitError> {
    let version = api.version.as_str();
    let docs = [format!(
        "{}, api-version {version}.",
        docs::line(&service.title)
    )];
    let items = [
        quote! {
            #[cfg(feature = "blocking")]
            pub mod blocking;
            #[cfg(feature = "azure")]
            mod client;
            mod models;
            mod operations;
        },
        quote! {
            #[cfg(feature = "azure")]
            pub use client::*;
            pub use {models::*, operations::*};
        },
        quote! {
            /// The api-version that this module is written for.
            pub const API_VERSION: &str = #version;
        },
    ];
    rust(format!("{folder}.rs"), &api.document, &docs, items)
}

fn operations(service: &Service, api: &Api, folder: &str, krate: &str) -> Result<File, EmitError> {
    let versioned = api
        .operations
        .iter()
        .any(|operation| !operation.query.is_empty());
    let version = versioned.then(|| quote!(API_VERSION,));
    let uses = quote! {
        use super::{#version models};
        use crate::{Operation, RequestBuilder, VaultUrl, decode_json};
        use bytes::Bytes;
        use http::{Method, Request, Response};
    };
    let module = format!("{krate}::{}::{}", service.name, api.module);
    let items = api
        .operations
        .iter()
        .flat_map(|each| operation::emit(api, each, &module));
    rust(
        format!("{folder}/operations.rs"),
        &api.document,
        &[],
        [uses].into_iter().chain(items),
    )
}

fn models(api: &Api, folder: &str) -> Result<File, EmitError> {
    let properties = || api.models.iter().flat_map(|model| &model.properties);
    let base64url = properties().any(|property| holds(&property.ty, Scalar::Base64Url));
    let secret = properties().any(|property: &Property| property.secret);
    let base64url = base64url.then(|| quote!(Base64Url)).into_iter();
    let guards: Vec<_> = base64url.chain(secret.then(|| quote!(Secret))).collect();
    let uses = (!guards.is_empty()).then(|| quote!(use crate::{#(#guards),*};));
    let items = api.models.iter().map(|each| model::emit(api, each));
    rust(
        format!("{folder}/models.rs"),
        &api.document,
        &[],
        uses.into_iter().chain(items),
    )
}

fn holds(ty: &Type, scalar: Scalar) -> bool {
    match ty {
        Type::Scalar(own) => *own == scalar,
        Type::Array(item) => holds(item, scalar),
        Type::Model(_) => false,
    }
}
