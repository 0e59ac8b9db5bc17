//! The whole way, from a manifest to the files of a crate.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::emit::{self, File, Package, Service};
use crate::ir::Api;
use crate::load;
use crate::lower;
use crate::manifest::{Manifest, ServiceEntry};
use crate::overlay::Overlay;
use crate::problem::{Place, Problem, Problems, collect};
use crate::select;
use crate::upgrade;

/// A crate that was made, but not written.
#[derive(Debug)]
pub struct Generated {
    /// The documents that were read, in the order of the manifest.
    pub documents: Vec<ReadDocument>,
    /// What was made of them.
    pub package: Package,
    /// The files of the crate.
    pub files: Vec<File>,
    /// The folder that they belong into.
    pub output: PathBuf,
}

/// A document, and what it says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDocument {
    /// Its path, as shown to people.
    pub shown: String,
    /// `OpenAPI 3.0.3` or `Swagger 2.0`.
    pub format: String,
}

/// Makes the crate that the manifest at `path` describes.
///
/// # Errors
///
/// Every problem of the manifest, the documents and the overlays.
pub fn generate(path: &Path) -> Result<Generated, Problems> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let project = folder.parent().unwrap_or(folder);
    let manifest = Manifest::load(path, project)?;
    let services = collect(
        manifest
            .services
            .iter()
            .map(|entry| service(entry, folder, project)),
    )?;
    let mut documents = Vec::new();
    let mut package = Package {
        name: manifest.package,
        services: Vec::new(),
    };
    for (service, read) in services {
        package.services.push(service);
        documents.extend(read);
    }
    let files = emit::emit(&package).map_err(|error| {
        Problem::new(Place::file("the generator"), error.to_string())
            .help("this is a mistake of the generator, not of your documents: please report it")
    })?;
    Ok(Generated {
        documents,
        package,
        files,
        output: folder.join(manifest.output),
    })
}

fn service(
    entry: &ServiceEntry,
    folder: &Path,
    project: &Path,
) -> Result<(Service, Vec<ReadDocument>), Problems> {
    let overlay = entry
        .overlay
        .as_ref()
        .map(|path| Overlay::load(&folder.join(path), project))
        .transpose()?;
    let lowered = entry.documents.iter().map(|path| {
        lower_document(
            &folder.join(path),
            project,
            overlay.as_ref(),
            entry.operations.as_deref(),
        )
    });
    let (mut versions, documents): (Vec<_>, Vec<_>) = collect(lowered)?.into_iter().unzip();
    versions.sort_by(|a, b| a.version.cmp(&b.version));
    if let Some([first, second]) = versions
        .windows(2)
        .find(|pair| pair[0].module == pair[1].module)
    {
        let message = format!("the api-version {} is there twice", second.version);
        let help = format!(
            "the other document is {}; take one of them out of the manifest",
            first.document
        );
        return Err(Problem::new(Place::file(&second.document), message)
            .help(help)
            .into());
    }
    let service = Service {
        name: entry.name.clone(),
        title: entry.title.clone(),
        versions,
    };
    Ok((service, documents))
}

/// Takes one document from its file to the API. `operations` are the wanted
/// ones, all if `None`; `project` is the folder that shown paths are relative to.
///
/// # Errors
///
/// Every problem of the document, or of the overlay with it.
pub fn lower_document(
    path: &Path,
    project: &Path,
    overlay: Option<&Overlay>,
    operations: Option<&[String]>,
) -> Result<(Api, ReadDocument), Problems> {
    let document = load::load(path, project)?;
    let format = format(&document.value);
    let mut document = upgrade::upgrade(document)?;
    if let Some(overlay) = overlay {
        document = overlay.apply(document)?;
    }
    let document = select::select(document, operations)?;
    let api = lower::lower(&document)?;
    let read = ReadDocument {
        shown: api.document.clone(),
        format,
    };
    Ok((api, read))
}

/// What the document calls itself.
fn format(value: &Value) -> String {
    let version = |keyword: &str| {
        value
            .get(keyword)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if value.get("swagger").is_some() {
        format!("Swagger {}", version("swagger"))
    } else {
        format!("OpenAPI {}", version("openapi"))
    }
}
