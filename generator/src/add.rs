//! Add: takes a published document in. It becomes one self-contained OpenAPI 3.0
//! document of ours, the manifest and the changelog name it, and the crate is
//! made anew; all of that is planned here, and `write` does it.

mod changelog;
mod compared;
mod entry;
mod service;
mod taken;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::diff::{Change, Summary};
use crate::emit::Package;
use crate::generate::{self, Generated, ReadDocument};
use crate::load::shown;
use crate::manifest::{Location, Manifest, ServiceEntry};
use crate::overlay::Overlay;
use crate::problem::{Place, Problem, Problems};
use crate::write::Input;
use compared::{Compared, Treatment, compare};
pub(crate) use service::{documents, unclear, unknown};
use taken::{Taken, is_same};

/// What is to be taken in.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// The manifest that is to name it.
    pub manifest: &'a Path,
    /// The document.
    pub document: &'a Path,
    /// The service that it describes; by default the one that the document's
    /// file is named after, or the only one.
    pub service: Option<&'a str>,
    /// Whether a document of that api-version may be replaced.
    pub replace: bool,
}

/// A plan: nothing has been written.
#[derive(Debug)]
pub struct Plan {
    /// The document that was read.
    pub read: ReadDocument,
    /// What the document calls itself.
    pub title: String,
    /// The api-version that it describes.
    pub version: ApiVersion,
    /// The Rust path of its module, such as `keyvault::keys::v7_5`.
    pub module: String,
    /// Its numbers of operations and models.
    pub size: (usize, usize),
    /// The files to be written; none if the document is there already.
    pub inputs: Vec<Input>,
    /// The crate.
    pub generated: Generated,
    /// The api-version before it, and what changed since.
    pub since: Option<(String, Vec<Change>)>,
    /// What becomes of the version that stood for the service.
    pub standing: Standing,
}

/// How a version that is taken in stands to the others of its service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It takes the place of a document of the same api-version.
    Replaces,
    /// This one goes on standing for the service.
    Beside(String),
    /// The service's module re-exports it now.
    Newest,
    /// It does so in the place of another one.
    Succeeds {
        /// What that means for callers, as a sentence without a full stop.
        note: String,
        /// The module of the other one, a preview, leaves the default features.
        takes_default: bool,
    },
}

/// Plans to take a document in.
///
/// # Errors
///
/// Every problem of the document, of an overlay with it, and of the manifest; a
/// document of that api-version that is there with other content.
pub fn plan(wanted: &Wanted<'_>) -> Result<Plan, Problems> {
    let location = Location::of(wanted.manifest);
    let (folder, project) = (&location.folder, &location.project);
    let mut manifest = Manifest::load(&location.manifest, project)?;
    let index = service::index(&manifest, wanted, &location)?;
    let taken = Taken::from(wanted.document)?;
    let entry = &mut manifest.services[index];
    let documents = service::documents(entry, folder, project)?;
    service::expect(entry, wanted, &taken, &documents)?;
    let versions = documents.into_iter();
    let known: Vec<_> = versions.map(|each| (each.version, each.path)).collect();
    let path = folder.join(place(entry, &taken.version, &known));
    let document = Input {
        text: taken.text(&path)?,
        old: read(&path).map_err(|error| unreadable(&path, &error))?,
        path,
    };
    let is_listed = known.iter().any(|(version, _)| *version == taken.version);
    let is_same = document
        .old
        .as_ref()
        .map(|old| is_same(old, &document.text));
    let is_there = is_listed && is_same == Some(true);
    if is_same == Some(false) && !wanted.replace {
        let shown = shown(&document.path, project);
        let message = format!(
            "the api-version {} is there with other content",
            taken.version
        );
        let help = "`--replace` puts this document in its place; `diff` tells what that changes";
        return Err(
            Problem::new(Code::VersionExists, Place::file(shown), message)
                .help(help)
                .into(),
        );
    }
    let mut inputs = vec![document.clone()];
    if !is_listed {
        let before = known.iter().filter(|(version, _)| *version < taken.version);
        inputs.push(entry::listed(
            &location,
            index,
            before.count(),
            &document.path,
        )?);
        let relative = document.path.strip_prefix(folder).unwrap_or(&document.path);
        entry.documents.push(relative.to_owned());
    }
    let overlay = entry.overlay.as_ref();
    let overlay = overlay
        .map(|path| Overlay::load(&folder.join(path), project))
        .transpose()?;
    let operations = entry.operations.clone();
    let replaces = is_listed && !is_there;
    let replaced = replaces.then_some(document.path.as_path());
    let treatment = Treatment {
        overlay: overlay.as_ref(),
        operations: operations.as_deref(),
        project,
    };
    // As it was given, so that its problems are told where the user can see them.
    let Compared { new, since } =
        compare(taken.given, &taken.version, replaced, &known, treatment)?;
    let module = format!("{}::{}", entry.name, new.api.module);
    let mut generated = generate::from_manifest(manifest, folder, project, Some(&document))?;
    let shown = shown(&document.path, project);
    let is_of_overlay = |warning: &Problem| {
        let overlay = overlay.as_ref().map(Overlay::shown);
        overlay == Some(warning.place.file.as_str())
    };
    let read = generated.documents.iter_mut();
    for own in read.filter(|read| read.shown == shown) {
        own.warnings.retain(is_of_overlay);
        let given = new.read.warnings.iter();
        let given = given.filter(|warning| !is_of_overlay(warning));
        own.warnings.extend(given.cloned());
    }
    let standing = match replaces {
        true => Standing::Replaces,
        false => standing(&generated.package, index, &taken.version),
    };
    // That is told once, when it becomes so.
    let standing = match standing {
        Standing::Succeeds { .. } if is_there => Standing::Newest,
        standing => standing,
    };
    if is_there {
        inputs.clear();
    } else {
        let text = changelog::entry(&module, &taken.version, since.as_ref(), &standing);
        inputs.extend(
            changelog::with(project, &text)
                .map_err(|error| unreadable(&project.join(changelog::FILE), &error))?,
        );
    }
    Ok(Plan {
        standing,
        read: new.read,
        title: new.api.title.clone(),
        version: taken.version,
        module: format!("{}::{module}", generated.package.path()),
        size: (new.api.operations.len(), new.api.models.len()),
        inputs,
        generated,
        since,
    })
}

/// How a version stands to the others of the service at `index`.
fn standing(package: &Package, index: usize, version: &ApiVersion) -> Standing {
    let Some(service) = package.services.get(index) else {
        return Standing::Newest;
    };
    let mut before = service.clone();
    before.versions.retain(|api| api.version != *version);
    let (before, now) = (before.newest(), service.newest());
    match (before, now.filter(|now| now.version != *version)) {
        (_, Some(other)) => Standing::Beside(other.version.to_string()),
        (Some(before), None) => {
            let path = format!("{}::{}", package.path(), service.name);
            let module = &before.module;
            // Another service may keep the feature there.
            let takes_default = !package.default_features().contains(module);
            let mut note = format!(
                "`{path}` is {version} now; {} stays at `{path}::{module}`",
                before.version
            );
            if takes_default {
                note.push_str(&format!(", which needs the feature `{module}` now"));
            }
            Standing::Succeeds {
                note,
                takes_default,
            }
        }
        (None, None) => Standing::Newest,
    }
}

/// Where the document of an api-version belongs, relative to the manifest: where
/// it is, or beside the others.
fn place(entry: &ServiceEntry, version: &ApiVersion, known: &[(ApiVersion, PathBuf)]) -> PathBuf {
    let index = known.iter().position(|(known, _)| known == version);
    match index.and_then(|index| entry.documents.get(index)) {
        Some(path) => path.clone(),
        None => {
            let first = entry.documents.first().and_then(|path| path.parent());
            let folder = first.unwrap_or(Path::new(&entry.name));
            folder.join(format!("{version}.yaml"))
        }
    }
}

/// The text of a file; `None` if there is none.
fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let place = Place::file(path.display().to_string());
    Problem::new(
        Code::FileUnreadable,
        place,
        format!("the file cannot be read: {error}"),
    )
}

impl Plan {
    /// What the changes are, what they mean for the version of the crate, and what
    /// else there is to say of them; `None` for the first document.
    pub fn summary(&self) -> Option<Vec<String>> {
        let (version, changes) = self.since.as_ref()?;
        let summary = Summary::of(changes);
        let mut lines = vec![format!("since {version}: {}", summary.numbers())];
        let verdict = match &self.standing {
            Standing::Replaces => summary.verdict_in_place(version),
            Standing::Beside(newest) => {
                // Nobody comes to it unasked.
                match summary.breaking() {
                    0 => {}
                    1 => lines.push(format!(
                        "1 change breaks callers of {version} who choose it"
                    )),
                    count => {
                        let what = "changes break callers of";
                        lines.push(format!("{count} {what} {version} who choose it"));
                    }
                }
                format!("minor: the newest stable version stays {newest}")
            }
            Standing::Succeeds {
                note,
                takes_default,
            } => {
                lines.push(note.clone());
                if *takes_default {
                    format!("major: the module of {version} leaves the default features")
                } else {
                    summary.verdict(version)
                }
            }
            Standing::Newest => summary.verdict(version),
        };
        lines.push(format!("→ {verdict}"));
        lines.extend(summary.asides(version, self.version.as_str()));
        Some(lines)
    }
}
