//! `generator explain`.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;

use super::Failure;
use super::output::stdout;
use crate::code::{self, Code};
use crate::explain;
use crate::problem::{Place, Problem};

#[derive(Args)]
pub(super) struct Arguments {
    /// The code, such as KV0107; without one, all of them as a page
    code: Option<String>,
}

pub(super) fn perform(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let text = match &arguments.code {
        None => explain::page(),
        Some(wanted) => match Code::parse(wanted) {
            Some(code) => code::entry(code),
            None => {
                let message = format!("there is no code `{wanted}`");
                let problem =
                    Problem::new(Code::CodeUnknown, Place::file("the command line"), message);
                return Err(problem
                    .help("`explain` without a code lists all of them")
                    .into());
            }
        },
    };
    stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
