//! `generator generate` and `generator check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::advice::{self, Advice};
use super::output::{Progress, count, is_or_are, line, list, quoted, shown_folder, summarise};
use super::owner;
use super::reporting::Reporting;
use super::{Failure, unusable};
use crate::code::Code;
use crate::generate::{self, Generated, Single};
use crate::problem::{Place, Problem, Problems};
use crate::{check, write};

/// What is read if it is not the manifest, and how problems are told.
#[derive(Args, Default)]
pub(super) struct Arguments {
    /// Make a crate of its own from this document alone, without a manifest
    #[arg(
        long,
        value_name = "FILE",
        requires = "out",
        conflicts_with = "manifest"
    )]
    spec: Option<PathBuf>,
    /// The folder of that crate, which is named after it
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// The service in it, a module [default: the name of the document's file in snake case, without an api-version]
    #[arg(long, requires = "spec")]
    name: Option<String>,
    /// Corrections to the document
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Option<PathBuf>,
    /// The operations to generate, separated by commas [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', requires = "spec")]
    operations: Option<Vec<String>>,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

impl Arguments {
    fn single(&self) -> Option<Single> {
        Some(Single {
            spec: self.spec.clone()?,
            out: self.out.clone()?,
            name: self.name.clone(),
            overlay: self.overlay.clone(),
            operations: self.operations.clone(),
        })
    }

    fn generated(
        &self,
        manifest: impl Fn() -> Result<PathBuf, Failure>,
    ) -> Result<(Generated, Progress), Failure> {
        let (generated, progress) = match self.single() {
            Some(single) => {
                let progress = Progress::reading([&single.spec]);
                let generated = generate::generate_single(&single);
                let advised = |problems| self.advised(problems, || advice::of_single(&single));
                (generated.map_err(advised)?, progress)
            }
            None => {
                let manifest = manifest()?;
                let progress = Progress::reading_all(&manifest);
                let generated = generate::generate(&manifest);
                let advised = |problems| self.advised(problems, || advice::of_manifest(&manifest));
                (generated.map_err(advised)?, progress)
            }
        };
        self.reporting.deny(&generated.warnings())?;
        Ok((generated, progress))
    }

    /// The problems with what else there is to say, if it is people who read it.
    fn advised(&self, problems: Problems, advice: impl Fn() -> Vec<Advice>) -> Failure {
        let advice = if self.reporting.is_for_people() && advice::may_help(&problems) {
            advice()
        } else {
            Vec::new()
        };
        Failure::Input(problems, advice)
    }
}

pub(super) fn generate(
    arguments: &Arguments,
    manifest: impl Fn() -> Result<PathBuf, Failure>,
) -> Result<ExitCode, Failure> {
    let (generated, progress) = arguments.generated(manifest)?;
    let shown = shown_folder(&generated.output);
    if arguments.spec.is_some() {
        owner::expect_none(&generated)?;
    }
    progress.stage(&format!("writing {shown}"));
    let written = write::write(&generated.files, &generated.output);
    let changes = written.map_err(|error| unusable(&shown, &error))?;
    let mut out = arguments.reporting.out();
    summarise(&generated, &mut out)?;
    if changes.is_empty() {
        let text = format!("{shown}: all {} files are current", generated.files.len());
        line(&mut out, "unchanged", &text)?;
    } else {
        let text = format!("{shown}: {} changed", count(changes.len(), "file"));
        line(&mut out, "wrote", &text)?;
        list(&changes, &mut out)?;
    }
    arguments.reporting.warn(&generated.warnings())?;
    Ok(ExitCode::SUCCESS)
}

/// `given` is the manifest that the user named, for the remedy.
pub(super) fn check(
    arguments: &Arguments,
    manifest: impl Fn() -> Result<PathBuf, Failure>,
    given: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let (generated, progress) = arguments.generated(manifest)?;
    let shown = shown_folder(&generated.output);
    progress.stage(&format!("comparing with {shown}"));
    let stale = check::differences(&generated.files, &generated.output);
    let stale = stale.map_err(|error| unusable(&shown, &error))?;
    let mut out = arguments.reporting.out();
    summarise(&generated, &mut out)?;
    if stale.is_empty() {
        let text = format!("{shown}: {}", count(generated.files.len(), "file"));
        line(&mut out, "current", &text)?;
        arguments.reporting.warn(&generated.warnings())?;
        return Ok(ExitCode::SUCCESS);
    }
    write!(out, "\n{}\n", check::unified_diff(&stale))?;
    let command = match (arguments.single(), given) {
        (Some(_), _) => "the same command with `generate` in place of `check`".to_owned(),
        (None, Some(path)) => format!(
            "`cargo run -p generator -- --manifest {}`",
            quoted(&path.to_string_lossy())
        ),
        (None, None) => "`cargo run -p generator`".to_owned(),
    };
    let message = format!("{} not what the generator writes", is_or_are(stale.len()));
    let stale = Problem::new(Code::CrateStale, Place::file(&shown), message);
    let mut problems = generated.warnings();
    problems.push(stale.help(format!("run {command}")));
    Err(Problems(problems).into())
}
