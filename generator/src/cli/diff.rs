//! `generator diff`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::Failure;
use super::reporting::{Reporting, Strictness};
use crate::add::versions;
use crate::code::Code;
use crate::diff::{self, Change};
use crate::generate::{Lowered, lower_document};
use crate::manifest::{Location, Manifest, ServiceEntry};
use crate::overlay::Overlay;
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
    Breaking,
    Any,
}

pub(super) fn perform(
    arguments: &Arguments,
    manifest: impl Fn() -> Result<PathBuf, Failure>,
    reporting: &Reporting,
) -> Result<ExitCode, Failure> {
    let Arguments { old, new, .. } = arguments;
    let is_file = |side: &str| Path::new(side).is_file();
    let are_files = is_file(old) && is_file(new);
    let sides = match are_files && arguments.service.is_none() {
        true => Sides::files(arguments)?,
        false => Sides::of_service(arguments, &manifest()?)?,
    };
    let (before, now) = both(sides.lower(old), sides.lower(new))?;
    let warnings = [&before, &now].map(|side| side.read.warnings.as_slice());
    let warnings = warnings.concat();
    reporting.deny(&warnings)?;
    let changes = diff::diff(before.side(), now.side());
    let [before, now] = [before, now].map(|lowered| lowered.api.version.to_string());
    let text = match arguments.format {
        Format::Text => diff::text(&changes, &before, &now),
        Format::Markdown => diff::markdown(&changes, &before, &now),
        Format::Json => diff::json(&changes, &before, &now),
    };
    anstream::stdout().write_all(text.as_bytes())?;
    reporting.warn(&warnings)?;
    let fails = match arguments.fail_on {
        None => false,
        Some(FailOn::Breaking) => changes.iter().any(Change::is_breaking),
        Some(FailOn::Any) => !changes.is_empty(),
    };
    Ok(ExitCode::from(u8::from(fails)))
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
        let Location {
            manifest,
            folder,
            project,
        } = Location::of(manifest);
        let services = Manifest::load(&manifest, &project)?.services;
        let names: Vec<_> = services.iter().map(|entry| entry.name.clone()).collect();
        let mut services = services.into_iter();
        let service = match &arguments.service {
            Some(name) => services.find(|entry| entry.name == *name),
            None => services.next().filter(|_| names.len() == 1),
        };
        let Some(service) = service else {
            let shown = manifest.strip_prefix(&project).unwrap_or(&manifest);
            let place = Place::file(shown.display().to_string());
            let (message, help) = match &arguments.service {
                Some(name) => (
                    format!("there is no service `{name}`"),
                    meant_or_one_of(name, names.iter().map(String::as_str)),
                ),
                None => (
                    "it is not clear which service is meant".to_owned(),
                    format!("say it with `--service`; there are {}", names.join(", ")),
                ),
            };
            let problem = Problem::new(Code::ServiceUnclear, place, message);
            return Err(problem.help(help).into());
        };
        let own = service.overlay.as_ref().map(|path| folder.join(path));
        let overlay = match (&arguments.overlay, own) {
            (Some(path), _) => Some(Overlay::load(path, Path::new(""))?),
            (None, Some(path)) => Some(Overlay::load(&path, &project)?),
            (None, None) => None,
        };
        Ok(Self {
            service: Some(service),
            folder,
            project,
            overlay,
        })
    }

    /// The API of a document or of an api-version.
    fn lower(&self, side: &str) -> Result<Lowered, Problems> {
        let overlay = self.overlay.as_ref();
        let entry = self.service.as_ref();
        let operations = entry.and_then(|entry| entry.operations.as_deref());
        if Path::new(side).is_file() {
            return lower_document(Path::new(side), Path::new(""), overlay, operations);
        }
        let known = match entry {
            Some(entry) => versions(entry, &self.folder, &self.project)?,
            None => Vec::new(),
        };
        let Some((_, path)) = known.iter().find(|(version, _)| version.as_str() == side) else {
            let names: Vec<_> = known.iter().map(|(version, _)| version.as_str()).collect();
            let message = format!("`{side}` is neither a file nor an api-version of the manifest");
            let problem = Problem::new(Code::VersionUnknown, Place::file(side), message);
            return Err(problem.help(meant_or_one_of(side, names)).into());
        };
        lower_document(path, &self.project, overlay, operations)
    }
}
