//! `generator add`.

use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::Failure;
use super::interruption::refused;
use super::output::{Progress, count, line, list, note, shown_folder};
use super::reporting::Reporting;
use crate::add::{Wanted, plan};
use crate::manifest::Location;
use crate::write::write_with;

#[derive(Args)]
pub(super) struct Arguments {
    /// The document: Swagger 2.0 or OpenAPI 3.0, YAML or JSON, with what it refers to beside it
    file: PathBuf,
    /// The service that it describes [default: the one that the file is named after, or the only one]
    #[arg(long)]
    service: Option<String>,
    /// Put it in the place of a document of the same api-version
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    pub(super) reporting: Reporting,
}

pub(super) fn perform(
    arguments: &Arguments,
    manifest: &Path,
    reporting: &Reporting,
) -> Result<ExitCode, Failure> {
    let mut out = reporting.out();
    let progress = Progress::reading([&arguments.file]);
    let plan = plan(&Wanted {
        manifest,
        document: &arguments.file,
        service: arguments.service.as_deref(),
        replace: arguments.replace,
    })?;
    reporting.deny(&plan.generated.warnings())?;
    let shown = shown_folder(&plan.generated.output);
    progress.stage(&format!("writing {shown}"));
    let (files, output) = (&plan.generated.files, &plan.generated.output);
    let written = write_with(files, output, &plan.inputs, &Location::of(manifest).folder);
    let changes = written.map_err(|error| refused(output, &error))?;
    let (operations, models) = plan.size;
    let read = format!(
        "{} ({}, {}, {})",
        plan.read.shown,
        plan.read.format,
        plan.title,
        count(operations, "operation")
    );
    line(&mut out, "read", &read)?;
    note(&mut out, &plan.read)?;
    let inputs = plan.inputs.iter().map(|input| shown_folder(&input.path));
    let inputs: Vec<_> = inputs.collect();
    match inputs.is_empty() {
        true => line(&mut out, "unchanged", "the document is there, as it is")?,
        false => line(&mut out, "wrote", &inputs.join(", "))?,
    }
    let made = format!(
        "{}: {}, {}; {shown}: {} changed",
        plan.module,
        count(operations, "operation"),
        count(models, "model"),
        count(changes.len(), "file"),
    );
    line(&mut out, "generated", &made)?;
    let verbs = iter::once("changes").chain(iter::repeat(""));
    for (verb, text) in verbs.zip(plan.summary().unwrap_or_default()) {
        line(&mut out, verb, &text)?;
    }
    list(&changes, &mut out)?;
    reporting.warn(&plan.generated.warnings())?;
    Ok(ExitCode::SUCCESS)
}
