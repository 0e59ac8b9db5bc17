//! The manifest: what is generated, and from what.

use std::fs;
use std::path::{self, Path, PathBuf};

use serde::Deserialize;

use crate::code::Code;
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
    pub fn load(path: &Path, project: &Path) -> Result<Self, Problem> {
        let help = "README.md lists what stands in it";
        let (source, manifest): (_, Self) = load::read_as(path, project, "manifest", help)?;
        let at = |tokens: &[&str]| source.place(Pointer::root().join(tokens));
        if !is_package(&manifest.package) {
            let message = format!("`{}` cannot be the name of a crate", manifest.package);
            return Err(Problem::new(Code::ManifestEntry, at(&["package"]), message).help(NAMES));
        }
        if manifest.services.is_empty() {
            return Err(Problem::new(
                Code::ManifestEntry,
                at(&["services"]),
                "there are no services",
            ));
        }
        for (index, service) in manifest.services.iter().enumerate() {
            let index_text = index.to_string();
            let at = |key| at(&["services", &index_text, key]);
            if !is_service(&service.name) {
                let message = format!("`{}` cannot be the name of a module", service.name);
                return Err(Problem::new(Code::ManifestEntry, at("name"), message).help(NAMES));
            }
            if manifest.services[..index]
                .iter()
                .any(|earlier| earlier.name == service.name)
            {
                let message = format!("there are two services called `{}`", service.name);
                return Err(Problem::new(Code::ManifestEntry, at("name"), message)
                    .help("list their documents under one"));
            }
            if service.documents.is_empty() {
                return Err(Problem::new(
                    Code::ManifestEntry,
                    at("documents"),
                    "the service has no documents",
                ));
            }
            if service.operations.as_ref().is_some_and(Vec::is_empty) {
                let problem = Problem::new(
                    Code::ManifestEntry,
                    at("operations"),
                    "no operations are wanted",
                );
                return Err(problem.help("leave `operations` out to generate all of them"));
            }
        }
        if manifest.writes_over(path) {
            let message = "the output folder holds what is generated from";
            return Err(Problem::new(Code::ManifestEntry, at(&["output"]), message)
                .help("give the crate a folder of its own, such as `../generated`"));
        }
        Ok(manifest)
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

const NAMES: &str = "names are made of lower-case letters, digits and `_`, a letter first";

/// The modules that every crate has, and the roots of all crates.
const RESERVED: [&str; 9] = [
    "azure",
    "blocking",
    "bytes",
    "http",
    "lib",
    "local_vault",
    "main",
    "runtime",
    "server",
];

/// Whether it can be the name of a crate.
pub(crate) fn is_package(name: &str) -> bool {
    is_name(&name.replace('-', "_"))
}

/// Whether it can be the name of a service.
pub(crate) fn is_service(name: &str) -> bool {
    is_name(name) && !RESERVED.contains(&name)
}

/// Whether it is a plain identifier that is no keyword.
fn is_name(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.bytes().all(is_plain) && name != "gen" && syn::parse_str::<syn::Ident>(name).is_ok()
}
