//! The command line.

mod add;
mod diff;
mod output;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::check;
use crate::generate::{Single, generate, generate_single};
use crate::problem::{Place, Problem, Problems};
use crate::write;
use output::{announce, count, is_or_are, line, list, report, shown_folder, summarise};

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
    Generate(Source),
    /// Exit with status 1 and a diff if the crate on disk is not current
    Check(Source),
    /// Take a published document in: into specs/, the manifest, the crate
    Add(add::Arguments),
    /// Tell what changed from one api-version to another, for callers
    Diff(diff::Arguments),
}

/// What is read if it is not the manifest.
#[derive(Args, Default)]
struct Source {
    /// Make a crate of its own from this document alone, without a manifest
    #[arg(
        long,
        value_name = "FILE",
        requires = "out",
        conflicts_with = "manifest"
    )]
    spec: Option<PathBuf>,
    /// The folder of that crate
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The service in it, a module [default: the name of the document's file]
    #[arg(long, requires = "spec")]
    name: Option<String>,
    /// Corrections to the document
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Option<PathBuf>,
}

impl Source {
    fn single(&self) -> Option<Single> {
        Some(Single {
            spec: self.spec.clone()?,
            out: self.out.clone()?,
            name: self.name.clone(),
            overlay: self.overlay.clone(),
        })
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
    match perform(&arguments) {
        Ok(status) => status,
        Err(Failure::Input(problems)) => {
            report(&problems);
            ExitCode::FAILURE
        }
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::FAILURE
        }
        Err(Failure::Output(error)) => {
            report(&Problem::new(Place::file("the terminal"), error.to_string()).into());
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    Input(Problems),
    Output(io::Error),
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Self {
        Self::Input(problems)
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Input(problem.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn perform(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let manifest = || -> Result<PathBuf, Failure> {
        let path = match &arguments.manifest {
            Some(path) => path.clone(),
            None => find_manifest()?,
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let shown = folder.display().to_string();
        write::recover(folder).map_err(|error| unusable(&shown, &error))?;
        Ok(path)
    };
    let by_default = Command::Generate(Source::default());
    let (source, is_check) = match arguments.command.as_ref().unwrap_or(&by_default) {
        Command::Generate(source) => (source, false),
        Command::Check(source) => (source, true),
        Command::Add(arguments) => return add::perform(arguments, &manifest()?),
        Command::Diff(arguments) => return diff::perform(arguments, manifest),
    };
    let generated = match (source.single(), &arguments.manifest) {
        (Some(single), _) => {
            announce(&single.spec);
            generate_single(&single)?
        }
        (None, _) => generate(&manifest()?)?,
    };
    let shown = shown_folder(&generated.output);
    let unusable = |error| unusable(&shown, &error);
    let mut out = anstream::stdout();
    match is_check {
        false => {
            let changes = write::write(&generated.files, &generated.output).map_err(unusable)?;
            summarise(&generated, &mut out)?;
            if changes.is_empty() {
                let files = generated.files.len();
                line(
                    &mut out,
                    "unchanged",
                    &format!("{shown}: all {files} files are current"),
                )?;
            } else {
                line(
                    &mut out,
                    "wrote",
                    &format!("{shown}: {} changed", count(changes.len(), "file")),
                )?;
                list(&changes, &mut out)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        true => {
            let stale =
                check::differences(&generated.files, &generated.output).map_err(unusable)?;
            summarise(&generated, &mut out)?;
            if stale.is_empty() {
                line(
                    &mut out,
                    "current",
                    &format!("{shown}: {}", count(generated.files.len(), "file")),
                )?;
                return Ok(ExitCode::SUCCESS);
            }
            write!(out, "\n{}\n", check::unified_diff(&stale))?;
            let command = match (source.single(), &arguments.manifest) {
                (Some(_), _) => "the same command with `generate` in place of `check`".to_owned(),
                (None, Some(path)) => {
                    format!("`cargo run -p generator -- --manifest {}`", quoted(path))
                }
                (None, None) => "`cargo run -p generator`".to_owned(),
            };
            let message = format!("{} not what the generator writes", is_or_are(stale.len()));
            Err(Problem::new(Place::file(&shown), message)
                .help(format!("run {command}"))
                .into())
        }
    }
}

fn unusable(folder: &str, error: &io::Error) -> Problem {
    let message = format!("the folder cannot be used: {error}");
    Problem::new(Place::file(folder), message)
        .help("mend that and run again; `check` tells what is there")
}

/// A path as a shell takes it for one word.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@\\".contains(c);
    if path.chars().all(is_plain) {
        path
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

/// The manifest of the project that the current folder lies in.
fn find_manifest() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir()?;
    let found = here
        .ancestors()
        .map(|folder| folder.join(MANIFEST))
        .find(|path| path.is_file());
    found.ok_or_else(|| {
        Problem::new(
            Place::file(here.to_string_lossy()),
            format!("there is no {MANIFEST} in this folder or one above"),
        )
        .help("run it inside of the project, or name the manifest with `--manifest FILE`")
        .into()
    })
}
