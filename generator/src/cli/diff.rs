//! `generator diff`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::Failure;
use super::output::{Progress, stdout};
use super::reporting::{Reporting, Strictness};
use crate::add::{documents, unclear, unknown};
use crate::code::Code;
use crate::diff;
use crate::generate::{Lowered, Upgraded, correct};
use crate::load;
use crate::manifest::{Location, Manifest, ServiceEntry};
use crate::overlay::{Overlay, Scope};
use crate::problem::{Place, Problem, Problems, both};
use crate::similar::meant_or_one_of;

#[derive(Args)]
pub(super) struct Arguments {
    /// The api-version or the document to start from
    old: String,
    /// The api-version or the document to come to
    new: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with status 1 if there are changes of this kind
    #[arg(long, value_enum, value_name = "KIND")]
    fail_on: Option<FailOn>,
    /// The service that is meant, with its overlay and its operations [default: the only one, if an api-version is named]
    #[arg(long)]
    service: Option<String>,
    /// Corrections to the documents [default: those of the service, if it or an api-version is named]
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    #[command(flatten)]
    pub(super) strictness: Strictness,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// What breaks callers who change over, or clients that meet the new service
    Breaking,
    /// Any change
    Any,
}

pub(super) fn perform(
    arguments: &Arguments,
    manifest: impl Fn() -> Result<PathBuf, Failure>,
    reporting: &Reporting,
) -> Result<ExitCode, Failure> {
    let Arguments { old, new, .. } = arguments;
    let are_files = is_file(old) && is_file(new);
    let sides = match are_files && arguments.service.is_none() {
        true => Sides::files(arguments)?,
        false => Sides::of_service(arguments, &manifest()?)?,
    };
    let (old, new) = both(sides.document(old), sides.document(new))?;
    let progress = Progress::reading([&old.path, &new.path]);
    let (before, now) = sides.lower(&old, &new)?;
    let warnings = [&before, &now].map(|side| side.read.warnings.as_slice());
    let warnings = warnings.concat();
    reporting.deny(&warnings)?;
    progress.stage("comparing");
    let changes = diff::diff(before.side(), now.side());
    let [before, now] = [before, now].map(|lowered| lowered.api.version.to_string());
    let text = match arguments.format {
        Format::Text => diff::text(&changes, &before, &now),
        Format::Markdown => diff::markdown(&changes, &before, &now),
        Format::Json => diff::json(&changes, &before, &now),
    };
    stdout().write_all(text.as_bytes())?;
    reporting.warn(&warnings)?;
    let fails = match arguments.fail_on {
        None => false,
        Some(FailOn::Breaking) => changes
            .iter()
            .any(|change| change.is_breaking() || change.is_breaking_on_the_wire()),
        Some(FailOn::Any) => !changes.is_empty(),
    };
    Ok(ExitCode::from(u8::from(fails)))
}

/// Whether a file is meant, be it there or not, rather than an api-version.
fn is_file(side: &str) -> bool {
    let path = Path::new(side);
    path.exists()
        || side == "-"
        || side.contains(['/', '\\'])
        || load::is_named_like_a_document(path)
}

/// Where api-versions are found, and what is corrected in them.
struct Sides {
    service: Option<ServiceEntry>,
    folder: PathBuf,
    project: PathBuf,
    overlay: Option<Overlay>,
}

impl Sides {
    fn files(arguments: &Arguments) -> Result<Self, Problems> {
        let overlay = arguments.overlay.as_ref();
        Ok(Self {
            service: None,
            folder: PathBuf::new(),
            project: PathBuf::new(),
            overlay: overlay
                .map(|path| Overlay::load(path, Path::new("")))
                .transpose()?,
        })
    }

    fn of_service(arguments: &Arguments, manifest: &Path) -> Result<Self, Problems> {
        let location = Location::of(manifest);
        let services = Manifest::load(&location.manifest, &location.project)?.services;
        let service = match (&arguments.service, services.as_slice()) {
            (Some(name), all) => {
                let found = all.iter().find(|entry| entry.name == *name);
                found.ok_or_else(|| unknown(name, all, &location))?
            }
            (None, [only]) => only,
            (None, all) => return Err(unclear("is meant", all, &location).into()),
        };
        let Location {
            folder, project, ..
        } = &location;
        let own = service.overlay.as_ref().map(|path| folder.join(path));
        let overlay = match (&arguments.overlay, own) {
            (Some(path), _) => Some(Overlay::load(path, Path::new(""))?),
            (None, Some(path)) => Some(Overlay::load(&path, project)?),
            (None, None) => None,
        };
        Ok(Self {
            service: Some(service.clone()),
            folder: folder.clone(),
            project: project.clone(),
            overlay,
        })
    }

    /// Where a document or an api-version is to be found.
    fn document(&self, side: &str) -> Result<Found, Problems> {
        if is_file(side) {
            return Ok(Found {
                path: PathBuf::from(side),
                project: PathBuf::new(),
            });
        }
        let known = match &self.service {
            Some(entry) => documents(entry, &self.folder, &self.project)?,
            None => Vec::new(),
        };
        let mut found = known.iter();
        let Some(found) = found.find(|each| each.version.as_str() == side) else {
            let names = known.iter().map(|each| each.version.as_str());
            let message = format!("`{side}` is neither a file nor an api-version of the manifest");
            let problem = Problem::new(Code::VersionUnknown, Place::file(side), message);
            return Err(problem.help(meant_or_one_of(side, names)).into());
        };
        Ok(Found {
            path: found.path.clone(),
            project: self.project.clone(),
        })
    }

    /// Lowers both documents, which share the overlay.
    fn lower(&self, old: &Found, new: &Found) -> Result<(Lowered, Lowered), Problems> {
        let overlay = self.overlay.as_ref();
        let entry = self.service.as_ref();
        let operations = entry.and_then(|entry| entry.operations.as_deref());
        let load = |found: &Found| Upgraded::of(load::load(&found.path, &found.project)?);
        let mut upgraded = [old, new].map(load);
        correct(upgraded.iter_mut().flatten(), overlay, Scope::Some);
        let [old, new] = upgraded.map(|each| each?.lower(operations));
        both(old, new)
    }
}

/// A document, and the folder that its path is shown in relation to.
struct Found {
    path: PathBuf,
    project: PathBuf,
}
