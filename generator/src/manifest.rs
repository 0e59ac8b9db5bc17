//! The manifest: what is generated, and from what.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::load;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// `specs/manifest.yaml`. Its paths are relative to its folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The name of the crate.
    pub package: String,
    /// The folder that the crate is written to.
    pub output: PathBuf,
    /// The services, each a module of the crate.
    pub services: Vec<ServiceEntry>,
}

/// A service of the manifest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// The Rust module.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// The corrections to its documents.
    pub overlay: Option<PathBuf>,
    /// The operations to generate; all of them where it is absent.
    pub operations: Option<Vec<String>>,
    /// One document for each api-version.
    pub documents: Vec<PathBuf>,
}

impl Manifest {
    /// Reads a manifest. `project` is the folder that shown paths are relative to.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not a manifest, or names something that
    /// cannot be a module.
    pub fn load(path: &Path, project: &Path) -> Result<Self, Problem> {
        let help = "README.md lists what stands in it";
        let (source, manifest): (_, Self) = load::read_as(path, project, "manifest", help)?;
        for (index, service) in manifest.services.iter().enumerate() {
            if syn::parse_str::<syn::Ident>(&service.name).is_err() || service.name == "runtime" {
                let place =
                    source.place(Pointer::root().child("services").child(index).child("name"));
                let message = format!("`{}` cannot be the name of a Rust module", service.name);
                return Err(Problem::new(place, message));
            }
        }
        Ok(manifest)
    }
}
