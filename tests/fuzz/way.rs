//! The way of a document from its bytes to the files of a crate.

use std::path::Path;

use generator::emit::{self, Package, Service};
use generator::{generate, load};

/// Goes the whole way, as far as the document allows.
///
/// # Panics
///
/// What was lowered cannot be emitted: a fault of the generator.
pub fn whole(bytes: Vec<u8>) {
    let path = Path::new("document.yaml");
    let Ok(document) = load::load_bytes(path, Path::new(""), bytes) else {
        return;
    };
    match generate::lower_loaded(document, None, None) {
        Ok(lowered) => {
            let package = Package {
                name: "keyvault".to_owned(),
                services: vec![Service {
                    name: "case".to_owned(),
                    title: lowered.api.title.clone(),
                    versions: vec![lowered.api],
                }],
            };
            emit::emit(&package).expect("what was lowered is Rust");
        }
        Err(problems) => {
            assert!(!problems.0.is_empty(), "an error without a problem");
            let _ = problems.to_string();
        }
    }
}
