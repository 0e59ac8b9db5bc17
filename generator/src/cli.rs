//! The command line.

mod add;
mod advice;
mod diff;
mod explain;
mod generate;
mod interruption;
mod output;
mod owner;
mod reporting;

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::code::Code;
use crate::manifest::Location;
use crate::problem::{Place, Problem, Problems};
use crate::write;
use advice::Advice;
use output::shown_folder;
use reporting::Reporting;

/// Writes a typed Rust crate from Azure Key Vault's OpenAPI documents.
///
/// Without a command it does the same as `generate`.
#[derive(Parser)]
#[command(name = "generator", version)]
struct Arguments {
    /// The manifest; by default `specs/manifest.yaml` in this folder or one above
    #[arg(long, global = true, value_name = "FILE")]
    manifest: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Write the crate that the manifest describes; touch nothing if it is current
    Generate(generate::Arguments),
    /// Exit with status 1 and a diff if the crate on disk is not current
    Check(generate::Arguments),
    /// Take a published document in: into specs/, the manifest, the crate
    Add(add::Arguments),
    /// Tell what changed from one api-version to another, for callers
    Diff(diff::Arguments),
    /// Tell what the code of a problem means, and how to mend it
    Explain(explain::Arguments),
}

impl Command {
    fn reporting(&self) -> Reporting {
        match self {
            Self::Generate(arguments) | Self::Check(arguments) => arguments.reporting.clone(),
            Self::Add(arguments) => arguments.reporting.clone(),
            Self::Diff(arguments) => arguments.strictness.into(),
            Self::Explain(_) => Reporting::default(),
        }
    }
}

const MANIFEST: &str = "specs/manifest.yaml";

/// Runs the program with the arguments, the program's own name first. Status 0
/// is success, 1 a problem of the input or a stale crate, 2 wrong usage.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Nothing can be done about a closed terminal.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let reporting = arguments.command.as_ref().map(Command::reporting);
    let reporting = reporting.unwrap_or_default();
    match perform(&arguments, &reporting) {
        Ok(status) => status,
        Err(Failure::Input(problems, advice)) => {
            reporting.fail(problems, &advice);
            ExitCode::FAILURE
        }
        Err(Failure::Output(error)) => {
            output::unwritable(&error);
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    /// What is wrong with the input, and what to say once all of it is reported.
    Input(Problems, Vec<Advice>),
    Output(io::Error),
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Input(problems, Vec::new())
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Input(problem.into(), Vec::new())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Arguments {
    /// The manifest, after what a killed run began with it is undone.
    fn manifest(&self) -> Result<PathBuf, Failure> {
        let path = match &self.manifest {
            Some(path) => path.clone(),
            None => find_manifest()?,
        };
        let Location {
            manifest, folder, ..
        } = Location::of(&path);
        let recovered = write::recover(&folder);
        let recovered = recovered.map_err(|error| unusable(&shown_folder(&folder), &error))?;
        interruption::tell(recovered)?;
        Ok(manifest)
    }
}

fn perform(arguments: &Arguments, reporting: &Reporting) -> Result<ExitCode, Failure> {
    let manifest = || arguments.manifest();
    match &arguments.command {
        None => generate::generate(&generate::Arguments::default(), manifest),
        Some(Command::Generate(arguments)) => generate::generate(arguments, manifest),
        Some(Command::Check(own)) => generate::check(own, manifest, arguments.manifest.as_deref()),
        Some(Command::Add(own)) => add::perform(own, &manifest()?, reporting),
        Some(Command::Diff(own)) => diff::perform(own, manifest, reporting),
        Some(Command::Explain(own)) => explain::perform(own),
    }
}

fn unusable(folder: &str, error: &io::Error) -> Problem {
    let message = format!("the folder cannot be used: {error}");
    Problem::new(Code::FolderUnusable, Place::file(folder), message)
        .help("mend that and run again; `check` tells what is there")
}

/// The manifest of the project that the current folder lies in.
fn find_manifest() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().map_err(|error| unusable("the current folder", &error))?;
    let found = here
        .ancestors()
        .map(|folder| folder.join(MANIFEST))
        .find(|path| path.is_file());
    found.ok_or_else(|| {
        Problem::new(
            Code::NoManifest,
            Place::file("the current folder"),
            format!("there is no {MANIFEST} in this folder or one above"),
        )
        .into()
    })
}
