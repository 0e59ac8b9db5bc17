//! Emit: the lowered API as the files of a Rust crate. No decisions are made
//! here and no disk is touched.

mod client;
mod docs;
mod enumeration;
mod local_vault;
mod model;
mod operation;
mod package;
mod scope;
mod server;
mod service;
mod signature;
mod source;

use std::collections::BTreeSet;
use std::fmt;

use crate::ir::Api;

/// A crate to be written.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name on crates.io.
    pub name: String,
    /// Its services, each a module.
    pub services: Vec<Service>,
    /// Whether the local vault goes with it.
    pub local_vault: bool,
}

impl Package {
    /// Its name in Rust paths.
    pub(crate) fn path(&self) -> String {
        self.name.replace('-', "_")
    }

    /// Whether the local vault is to go with it, without the module that it is
    /// written on top of.
    pub(crate) fn lacks_ground_of_local_vault(&self) -> bool {
        self.local_vault && !local_vault::has_ground(self)
    }

    /// The features of the versions that its services re-export, each once.
    pub(crate) fn newest_features(&self) -> Vec<String> {
        let newest = self.services.iter().filter_map(Service::newest);
        once_each(newest.map(|api| api.module.clone()))
    }

    /// The features of the versions that are on by default, each once.
    pub(crate) fn default_features(&self) -> Vec<String> {
        let versions = self.services.iter().flat_map(Service::defaults);
        once_each(versions.map(|api| api.module.clone()))
    }
}

/// The first of every text that stands there several times.
fn once_each(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

/// A service of the crate.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its name, and the Rust module.
    pub name: String,
    /// What it is, in a few words.
    pub title: String,
    /// Its api-versions, oldest first.
    pub versions: Vec<Api>,
}

impl Service {
    /// The version that stands for the service: the newest that is no preview,
    /// else the newest.
    pub fn newest(&self) -> Option<&Api> {
        let stable = self
            .versions
            .iter()
            .rev()
            .find(|api| !api.version.is_preview());
        stable.or(self.versions.last())
    }

    /// The versions that are on by default: all stable ones, so that another one takes
    /// no module from callers, else the newest preview.
    pub(crate) fn defaults(&self) -> impl Iterator<Item = &Api> {
        let newest = self.newest().map(|api| &api.version);
        let versions = self.versions.iter();
        versions.filter(move |api| !api.version.is_preview() || Some(&api.version) == newest)
    }
}

/// A file of the crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path inside the crate, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// What the first line of every file that the generator owns says it was written by.
pub const MARK: &str = "`cargo run -p generator`";

/// The folders of a crate that the generator writes to; the files that lie in neither
/// are in the crate's own folder.
pub(crate) const FOLDERS: [&str; 2] = ["examples", "src"];

/// Generated tokens are not Rust: the generator is wrong, not its input.
#[derive(Debug)]
pub struct EmitError {
    file: String,
    reason: syn::Error,
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the generator wrote something into {} that is not Rust: {}",
            self.file, self.reason
        )
    }
}

impl std::error::Error for EmitError {}

/// The crates that generated crates may depend on, as Rust calls them.
pub(crate) fn dependencies() -> impl Iterator<Item = String> {
    package::dependencies()
}

/// The files of the crate, in a fixed order.
///
/// # Errors
///
/// A mistake of the generator: what it made is not Rust.
pub fn emit(package: &Package) -> Result<Vec<File>, EmitError> {
    let mut files = vec![
        package::manifest(package),
        package::rustfmt(),
        package::readme(package),
        package::library(package)?,
    ];
    files.extend(package::examples(package));
    files.extend(package::runtime(package));
    files.extend(local_vault::emit(package));
    for service in &package.services {
        files.extend(service::emit(service, &package.path())?);
    }
    Ok(files)
}
