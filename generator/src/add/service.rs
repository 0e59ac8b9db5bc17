//! Which service a document describes, and what is there of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Wanted;
use super::taken::Taken;
use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::crate_name::service_of_file;
use crate::load::{self, shown};
use crate::manifest::{Location, Manifest, ServiceEntry};
use crate::pointer::Pointer;
use crate::problem::{Place, Problem, Problems};
use crate::select;
use crate::similar::meant_or_one_of;

/// The index of the service that the document describes.
pub(super) fn index(
    manifest: &Manifest,
    wanted: &Wanted<'_>,
    location: &Location,
) -> Result<usize, Problem> {
    let stem = service_of_file(wanted.document);
    let name = |entry: &ServiceEntry| entry.name == stem;
    let found = match (wanted.service, manifest.services.as_slice()) {
        (Some(wanted), services) => services.iter().position(|entry| entry.name == wanted),
        (None, [_]) => Some(0),
        (None, services) => services.iter().position(name),
    };
    found.ok_or_else(|| match wanted.service {
        Some(name) => unknown(name, &manifest.services, location),
        None => unclear("the document describes", &manifest.services, location),
    })
}

/// There is no service of that name.
pub(crate) fn unknown(name: &str, services: &[ServiceEntry], location: &Location) -> Problem {
    let place = Place::file(shown(&location.manifest, &location.project));
    let message = format!("there is no service `{name}`");
    let names = services.iter().map(|entry| entry.name.as_str());
    Problem::new(Code::ServiceUnclear, place, message).help(meant_or_one_of(name, names))
}

/// It is not clear which service it is that `does` so.
pub(crate) fn unclear(does: &str, services: &[ServiceEntry], location: &Location) -> Problem {
    let place = Place::file(shown(&location.manifest, &location.project));
    let message = format!("it is not clear which service {does}");
    let names: Vec<_> = services.iter().map(|entry| entry.name.as_str()).collect();
    let help = format!("say it with `--service`; there are {}", names.join(", "));
    Problem::new(Code::ServiceUnclear, place, message).help(help)
}

/// A document of a service that is there.
pub(crate) struct Document {
    pub(crate) version: ApiVersion,
    pub(crate) path: PathBuf,
    value: Value,
}

/// The documents of a service, in the order of the manifest.
pub(crate) fn documents(
    entry: &ServiceEntry,
    folder: &Path,
    project: &Path,
) -> Result<Vec<Document>, Problems> {
    let at = Pointer::root().join(&["info", "version"]);
    let mut documents = Vec::new();
    for path in &entry.documents {
        let path = folder.join(path);
        let (source, value) = load::read(&path, project)?;
        let version = at.resolve(&value).and_then(Value::as_str);
        let Some(version) = version.and_then(ApiVersion::parse) else {
            let message = "the document has no api-version";
            return Err(Problem::new(Code::NotApiVersion, source.place(at), message).into());
        };
        documents.push(Document {
            version,
            path,
            value,
        });
    }
    Ok(documents)
}

/// The names of a document's operations.
fn operations(document: &Value) -> BTreeSet<&str> {
    let places = select::places(document).into_iter();
    let names = places.filter_map(|at| at.child("operationId").resolve(document)?.as_str());
    names.collect()
}

/// Makes sure that a document is of the service that is taken for its own for no
/// better reason than that there is no other: its name says so, or its operations.
pub(super) fn expect(
    entry: &ServiceEntry,
    wanted: &Wanted<'_>,
    taken: &Taken,
    documents: &[Document],
) -> Result<(), Problem> {
    let ServiceEntry { name, .. } = entry;
    let is_named = service_of_file(wanted.document) == *name;
    let own = operations(&taken.given.value);
    let mut known = documents.iter().map(|each| operations(&each.value));
    if wanted.service.is_some() || is_named || known.any(|each| !each.is_disjoint(&own)) {
        return Ok(());
    }
    let message = format!("the document shares no operation with the service `{name}`");
    let help = format!(
        "if it describes that service, say `--service {name}`; another one needs an entry of its own under `services` in the manifest"
    );
    let at = Pointer::root().child("paths");
    let problem = taken.given.problem(Code::ServiceUnclear, &at, message);
    Err(problem.help(help))
}
