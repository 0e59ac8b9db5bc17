//! A test for a crate of cases: what the service's half reads is the request that the
//! caller's half wrote, whatever the document names its parts.

use std::fmt::Write as _;

use generator::emit::Package;
use generator::ir::{Api, Operation, Presence, Property, Scalar, Type};

/// The test of all operations of a crate, each with another value in every field.
pub(crate) fn test(package: &Package) -> String {
    let krate = &package.name;
    let mut text = format!(
        "#![allow(unused_variables)]\nuse {krate} as package;\nuse {krate}::{{Operation, server::Received}};\n\
        #[test]\nfn requests_are_read_as_they_were_written() {{\n\
        let vault = package::VaultUrl::new(\"https://myvault.vault.azure.net\").unwrap();\n"
    );
    for service in &package.services {
        for api in &service.versions {
            let module = format!("{krate}::{}::{}", service.name, api.module);
            for operation in &api.operations {
                let name = &operation.name.rust;
                let Some(request) = request(&module, api, operation) else {
                    continue;
                };
                write!(
                    text,
                    "let sent = {request};\n\
                     let received = Received::read(&sent.request(&vault).unwrap()).unwrap();\n\
                     let call = {module}::server::Call::read(&received).unwrap();\n\
                     assert_eq!(call, {module}::server::Call::{name}(sent));\n"
                )
                .unwrap();
            }
        }
    }
    text.push_str("}\n");
    text
}

/// A literal of an operation's request; `None` if its body lacks something in a request
/// that is required in an answer, and that the service's half therefore cannot read.
fn request(module: &str, api: &Api, operation: &Operation) -> Option<String> {
    let mut values = Values {
        module,
        api,
        count: 0,
        is_readable: true,
    };
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|each| (&each.name, each.presence, each.ty.clone()));
    let body = operation.body.iter();
    let body = body.map(|body| (&body.name, body.presence, Type::Model(body.model.clone())));
    let fields: Vec<_> = parameters
        .chain(body)
        .map(|(name, presence, ty)| match presence {
            Presence::Required => format!("{}: {}", name.rust, values.of(&ty)),
            Presence::Optional => format!("{}: Some({})", name.rust, values.of(&ty)),
        })
        .collect();
    let name = &operation.name.rust;
    let literal = format!("{module}::{name} {{ {} }}", fields.join(", "));
    values.is_readable.then_some(literal)
}

/// Values of types, no two of which are the same if they can differ.
struct Values<'a> {
    module: &'a str,
    api: &'a Api,
    count: usize,
    is_readable: bool,
}

impl Values<'_> {
    fn of(&mut self, ty: &Type) -> String {
        self.count += 1;
        let count = self.count;
        match ty {
            Type::Scalar(scalar) => match scalar {
                Scalar::String | Scalar::Uri => format!("\"text {count}\".to_owned()"),
                Scalar::Base64 | Scalar::Base64Url => format!("[{count}].as_slice().into()"),
                Scalar::UnixTime => format!("package::UnixTime({count})"),
                Scalar::Boolean => "true".to_owned(),
                Scalar::Int32 | Scalar::Int64 => count.to_string(),
                Scalar::Double => format!("{count}.5"),
            },
            Type::Enum(wire) => {
                let each = self.api.enumeration(wire).unwrap();
                let variant = &each.variants[count % each.variants.len()].name.rust;
                format!("{}::{}::{variant}", self.module, each.name.rust)
            }
            Type::Array(item) => format!("vec![{}]", self.of(item)),
            Type::Map(item) => format!("[(\"key {count}\".to_owned(), {})].into()", self.of(item)),
            Type::Model(id) => {
                let model = self.api.model(id).unwrap();
                let fields: Vec<_> = model
                    .properties
                    .iter()
                    .map(|each| format!("{}: {}", each.name.rust, self.property(each)))
                    .collect();
                let name = &model.name.rust;
                format!("{}::{name} {{ {} }}", self.module, fields.join(", "))
            }
        }
    }

    /// What models hold their own kind by is left out.
    fn property(&mut self, property: &Property) -> String {
        self.is_readable &= property.presence == Presence::Optional || !property.read_only;
        let is_option = property.presence == Presence::Optional || property.nullable;
        if is_option && (property.read_only || property.ty.model().is_some()) {
            return "None".to_owned();
        }
        let mut value = self.of(&property.ty);
        if property.secret {
            // A secret is made of what it holds.
            value = match property.ty {
                Type::Scalar(Scalar::Base64 | Scalar::Base64Url) => value,
                _ => format!("{value}.into()"),
            };
        }
        if is_option {
            value = format!("Some({value})");
        }
        value
    }
}
