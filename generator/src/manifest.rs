//! The manifest: what is generated, and from what.

use std::fs;
use std::path::{self, Path, PathBuf};

use serde::Deserialize;

use crate::code::Code;
use crate::crate_name::{self, Named};
use crate::load;
use crate::pointer::Pointer;
use crate::problem::{Problem, Problems, unless};

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
    /// Whether the crate has the local vault, which is written by hand for the
    /// newest api-version of `keys`.
    #[serde(default)]
    pub local_vault: bool,
}

/// A service of the manifest.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceEntry {
    /// The Rust module.
    pub name: String,
    /// What it is, in a few words; where absent, what the newest document calls
    /// itself.
    pub title: Option<String>,
    /// The corrections to its documents.
    pub overlay: Option<PathBuf>,
    /// The operations to generate; all of them where it is absent.
    pub operations: Option<Vec<String>>,
    /// One document for each api-version.
    pub documents: Vec<PathBuf>,
}

/// Where a manifest lies, however its path was spelled and from whichever folder:
/// what is made of it must not depend on either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The manifest.
    pub manifest: PathBuf,
    /// Its folder, which its paths are relative to.
    pub folder: PathBuf,
    /// The folder above, which shown paths are relative to.
    pub project: PathBuf,
}

impl Location {
    /// Where the manifest at `path` lies.
    pub fn of(path: &Path) -> Self {
        let folder = Path::new(".").join(path.parent().unwrap_or(Path::new("")));
        // A folder that is not there is reported when the manifest is read.
        let folder = fs::canonicalize(&folder)
            .or_else(|_| path::absolute(&folder))
            .unwrap_or(folder);
        Self {
            manifest: folder.join(path.file_name().unwrap_or_default()),
            project: folder.parent().unwrap_or(&folder).to_owned(),
            folder,
        }
    }
}

impl Manifest {
    /// Reads a manifest. `project` is the folder that shown paths are relative to.
    ///
    /// # Errors
    ///
    /// The file cannot be read, is not a manifest, or names something that
    /// cannot be a module.
    pub fn load(path: &Path, project: &Path) -> Result<Self, Problems> {
        let help = "README.md lists what stands in it";
        let (source, manifest): (_, Self) = load::read_as(path, project, "manifest", help)?;
        let mut problems = Vec::new();
        let mut refuse = |tokens: &[&str], message: String, help: &str| {
            let place = source.place(Pointer::root().join(tokens));
            problems.push(Problem::new(Code::ManifestEntry, place, message).help(help));
        };
        if let Err(refused) = crate_name::check(&manifest.package, Named::Package) {
            let help = refused.help();
            refuse(&["package"], refused.message, help);
        }
        if manifest.services.is_empty() {
            let help = "list at least one, with its documents";
            refuse(&["services"], "there are no services".to_owned(), help);
        }
        for (index, service) in manifest.services.iter().enumerate() {
            let index_text = index.to_string();
            let earlier = &manifest.services[..index];
            let mut refuse = |key, message: &str, help| {
                refuse(&["services", &index_text, key], message.to_owned(), help);
            };
            if let Err(refused) = crate_name::check(&service.name, Named::Service) {
                refuse("name", &refused.message, refused.help());
            }
            if earlier.iter().any(|earlier| earlier.name == service.name) {
                let message = format!("there are two services called `{}`", service.name);
                refuse("name", &message, "list their documents under one");
            }
            if service.documents.is_empty() {
                let help = "list one for each api-version";
                refuse("documents", "the service has no documents", help);
            }
            if service.operations.as_ref().is_some_and(Vec::is_empty) {
                let help = "leave `operations` out to generate all of them";
                refuse("operations", "no operations are wanted", help);
            }
        }
        if manifest.writes_over(path) {
            let message = "the output folder holds what is generated from".to_owned();
            let help = "give the crate a folder of its own, such as `../generated`";
            refuse(&["output"], message, help);
        }
        unless(problems, manifest)
    }

    /// Whether the crate's folder is one that the manifest at `path`, or a file that
    /// it names, lies in. A folder that is not there yet holds nothing.
    fn writes_over(&self, path: &Path) -> bool {
        let folder = path.parent().unwrap_or(Path::new(""));
        let Ok(output) = fs::canonicalize(folder.join(&self.output)) else {
            return false;
        };
        let files = self.services.iter().flat_map(|service| {
            let overlay = service.overlay.iter();
            overlay.chain(&service.documents)
        });
        let files = files.map(|file| folder.join(file));
        [path.to_owned()]
            .into_iter()
            .chain(files)
            .any(|file| fs::canonicalize(file).is_ok_and(|file| file.starts_with(&output)))
    }
}
