//! The way of a document from its bytes to the files of a crate.

use std::path::Path;

use generator::emit::{self, Package, Service};
use generator::problem::Problems;
use generator::{generate, load};

/// Goes the whole way; gives the problems of a document that does not get there.
///
/// # Panics
///
/// What was lowered cannot be emitted: a fault of the generator.
pub(crate) fn whole(bytes: Vec<u8>) -> Result<(), Problems> {
    let document = load::load_bytes(Path::new("document.yaml"), Path::new(""), bytes)?;
    let lowered = generate::lower_loaded(document, None, None)?;
    let package = Package {
        name: "keyvault".to_owned(),
        services: vec![Service {
            name: "case".to_owned(),
            title: lowered.api.title.clone(),
            versions: vec![lowered.api],
        }],
        local_vault: false,
    };
    emit::emit(&package).expect("what was lowered is Rust");
    Ok(())
}
