//! Operations as typed requests.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::source::ident;
use super::{docs, signature};
use crate::ir::{
    Example, Method, Operation, Parameter, ParameterId, Presence, Property, Query, Segment, Type,
};
use crate::reserved::Import;

/// The struct of an operation, its `impl Operation`, and its `impl Paged` if it
/// has pages. `module` is the Rust path to the api-version, such as
/// `keyvault::keys::v7_4`.
pub(super) fn emit(scope: &Scope<'_>, operation: &Operation, module: &str) -> Vec<TokenStream> {
    let docs = docs::attributes(&documentation(operation, module));
    let name = ident(&operation.name.rust);
    let fields = signature::fields(scope, operation);
    let body = if fields.is_empty() {
        quote!(;)
    } else {
        quote!({ #(#fields,)* })
    };
    let default = (!operation.lacks_default).then(|| quote!(, Default));
    let structure = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq #default)]
        pub struct #name #body
    };
    let wire = &operation.name.wire;
    let output = signature::output(scope, operation);
    let status = proc_macro2::Literal::u16_unsuffixed(operation.success.status);
    let decode = scope.name(match operation.success.body {
        Some(_) => Import::DecodeJson,
        None => Import::DecodeEmpty,
    });
    let repeatable = operation.repeatable.then(|| {
        quote!(
            const REPEATABLE: bool = true;
        )
    });
    let builder = builder(scope, operation);
    let (operation_trait, vault_url) =
        (scope.name(Import::Operation), scope.name(Import::VaultUrl));
    let (request, response) = (scope.name(Import::Request), scope.name(Import::Response));
    let bytes = scope.name(Import::Bytes);
    let implementation = quote! {
        impl #operation_trait for #name {
            type Output = #output;
            const NAME: &'static str = #wire;
            #repeatable

            fn request(&self, vault: &#vault_url) -> Result<#request<#bytes>, crate::Error> {
                #builder
            }

            fn response(response: #response<#bytes>) -> Result<Self::Output, crate::Error> {
                #decode(response, #status)
            }
        }
    };
    let mut items = vec![structure, implementation];
    items.extend(paged(scope, operation));
    items
}

/// How a page falls apart.
fn paged(scope: &Scope<'_>, operation: &Operation) -> Option<TokenStream> {
    let paging = operation.paging.as_ref()?;
    let page = scope.api.model(operation.success.body.as_ref()?)?;
    let property = |wire: &String| page.properties.iter().find(|each| each.name.wire == *wire);
    let (items, link) = (property(&paging.items)?, property(&paging.next_link)?);
    let Type::Array(item) = &items.ty else {
        return None;
    };
    let name = ident(&operation.name.rust);
    let output = signature::output(scope, operation);
    let item = scope.ty(item);
    let value =
        |property: &Property, otherwise: TokenStream, present: fn(&TokenStream) -> TokenStream| {
            let field = ident(&property.name.rust);
            match property.presence == Presence::Optional || property.nullable {
                true => quote!(page.#field #otherwise),
                false => present(&quote!(page.#field)),
            }
        };
    let items = value(items, quote!(.unwrap_or_default()), TokenStream::clone);
    let link = value(link, quote!(), |field| quote!(Some(#field)));
    let paged = scope.name(Import::Paged);
    Some(quote! {
        impl #paged for #name {
            type Item = #item;

            fn split(page: #output) -> (Vec<Self::Item>, Option<String>) {
                (#items, #link)
            }
        }
    })
}

/// The request, part by part in the order of the URL.
fn builder(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let method = ident(method(operation.method));
    let parameter = |id: ParameterId| {
        let Parameter { name, presence, .. } = &operation[id];
        (&name.wire, ident(&name.rust), *presence)
    };
    let segments = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => quote!(.literal(#text)),
        Segment::Argument(id) => match parameter(*id) {
            (wire, name, Presence::Required) => quote!(.argument(#wire, &self.#name)?),
            (wire, name, Presence::Optional) => {
                quote!(.optional_argument(#wire, self.#name.as_deref())?)
            }
        },
    });
    let query = operation.query.iter().map(|query| match query {
        Query::ApiVersion(wire) => {
            let version = scope.name(Import::ApiVersion);
            quote!(.query(#wire, #version))
        }
        Query::Argument(id) => match parameter(*id) {
            (wire, name, Presence::Required) => quote!(.query(#wire, &self.#name)),
            (wire, name, Presence::Optional) => {
                quote!(.optional_query(#wire, self.#name.as_ref()))
            }
        },
    });
    let end = match &operation.body {
        None => quote!(.empty()),
        Some(body) => {
            let name = ident(&body.name.rust);
            match body.presence {
                Presence::Required => quote!(.json(&self.#name)),
                Presence::Optional => quote!(.optional_json(self.#name.as_ref())),
            }
        }
    };
    let (builder, methods) = (
        scope.name(Import::RequestBuilder),
        scope.name(Import::Method),
    );
    quote!(#builder::new(#methods::#method, vault) #(#segments)* #(#query)* #end)
}

/// The name of a method in HTTP.
pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Patch => "PATCH",
    }
}

fn documentation(operation: &Operation, module: &str) -> Vec<String> {
    let prose = docs::prose(&operation.docs, &operation.name.wire);
    let request = format!("{} {}", method(operation.method), operation.template);
    let sends = format!("{}.", docs::code(&request));
    let mut lines = docs::extended(prose, vec!["Sends".to_owned(), sends]);
    if operation.long_running {
        let text = "The service goes on working after its answer.";
        docs::append(&mut lines, vec![text.to_owned()]);
    }
    if let Some(example) = &operation.example {
        docs::append(&mut lines, sample(operation, example, module));
    }
    lines
}

/// A doctest that builds the document's own sample request.
fn sample(operation: &Operation, example: &Example, module: &str) -> Vec<String> {
    let (krate, path) = module.split_once("::").unwrap_or((module, ""));
    let name = &operation.name.rust;
    let fields: Vec<_> = operation
        .parameters
        .iter()
        .zip(&example.arguments)
        .map(|(parameter, argument)| {
            let value = match parameter.presence {
                Presence::Required => format!("{argument:?}.into()"),
                Presence::Optional => format!("Some({argument:?}.into())"),
            };
            format!("{}: {value}", parameter.name.rust)
        })
        .collect();
    let Example { host, url, .. } = example;
    vec![
        "```".to_owned(),
        format!("use {krate}::{{Operation, VaultUrl, {path}::{name}}};"),
        format!("let vault = VaultUrl::new({host:?})?;"),
        format!(
            "let request = {name} {{ {} }}.request(&vault)?;",
            fields.join(", ")
        ),
        format!("assert_eq!(request.uri(), {url:?});"),
        format!("# Ok::<(), {krate}::Error>(())"),
        "```".to_owned(),
    ]
}
