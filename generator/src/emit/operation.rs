//! Operations as typed requests.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::ident;
use super::{docs, model};
use crate::ir::{Api, Example, Method, Operation, Parameter, Query, Segment};

/// The struct of an operation, and its `impl Operation`.
/// `module` is the Rust path to the api-version, such as `keyvault::keys::v7_4`.
pub(super) fn emit(api: &Api, operation: &Operation, module: &str) -> [TokenStream; 2] {
    let docs = docs::attributes(&documentation(api, operation, module));
    let name = ident(&operation.name.rust);
    let fields = operation.parameters.iter().map(field);
    let structure = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct #name {
            #(#fields,)*
        }
    };
    let wire = &operation.name.wire;
    let output = model::name(api, &operation.success.body);
    let status = proc_macro2::Literal::u16_unsuffixed(operation.success.status);
    let builder = builder(operation);
    let implementation = quote! {
        impl Operation for #name {
            type Output = models::#output;
            const NAME: &'static str = #wire;

            fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
                #builder
            }

            fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
                decode_json(response, #status)
            }
        }
    };
    [structure, implementation]
}

fn field(parameter: &Parameter) -> TokenStream {
    let mut lines = docs::prose(&parameter.docs, &parameter.name.wire);
    docs::append(&mut lines, docs::constraints(&parameter.constraints));
    let docs = docs::attributes(&lines);
    let name = ident(&parameter.name.rust);
    quote!(#docs pub #name: String)
}

/// The request, part by part in the order of the URL.
fn builder(operation: &Operation) -> TokenStream {
    let method = ident(method(operation.method));
    let segments = operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => quote!(.literal(#text)),
        Segment::Argument(wire) => {
            let parameter = operation
                .parameters
                .iter()
                .find(|parameter| parameter.name.wire == *wire);
            let name = ident(parameter.map_or(wire, |parameter| &parameter.name.rust));
            quote!(.argument(#wire, &self.#name)?)
        }
    });
    let query = operation
        .query
        .iter()
        .map(|Query::ApiVersion(name)| quote!(.query(#name, API_VERSION)));
    quote!(RequestBuilder::new(Method::#method, vault) #(#segments)* #(#query)* .empty())
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Patch => "PATCH",
    }
}

fn documentation(api: &Api, operation: &Operation, module: &str) -> Vec<String> {
    let mut lines = docs::prose(&operation.docs, &operation.name.wire);
    let request = format!("{} {}", method(operation.method), operation.template);
    let mut sends = format!("Sends {}", docs::code(&request));
    if !operation.scopes.is_empty() {
        let scopes: Vec<_> = operation
            .scopes
            .iter()
            .map(|scope| docs::code(scope))
            .collect();
        sends.push_str(&format!(", for the scope {}", scopes.join(" and ")));
    }
    let mut facts = vec![format!("{sends}.")];
    if let Some(error) = &operation.error {
        let error = model::name(api, error);
        facts.push(format!("Errors carry a [`{error}`](models::{error})."));
    }
    docs::append(&mut lines, facts);
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
        .map(|(parameter, argument)| format!("{}: {argument:?}.into()", parameter.name.rust))
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
