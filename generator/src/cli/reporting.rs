//! How problems are told.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use clap::{Args, ValueEnum};

use super::advice::Advice;
use super::{Failure, output};
use crate::problem::{Problem, Problems, Severity};
use crate::report::{self, Format, report};

#[derive(Args, Clone, Default)]
pub(super) struct Reporting {
    /// How problems are told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Whether the command reports problems in no other format.
    #[arg(skip)]
    is_fixed: bool,
    #[command(flatten)]
    strictness: Strictness,
}

/// What stops the generator besides errors.
#[derive(Args, Clone, Copy, Default)]
pub(super) struct Strictness {
    /// Let warnings stop the generator as errors do
    #[arg(long, value_enum, value_name = "KIND")]
    deny: Option<Deny>,
}

impl From<Strictness> for Reporting {
    fn from(strictness: Strictness) -> Self {
        Self {
            strictness,
            is_fixed: true,
            ..Self::default()
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

impl Reporting {
    /// Where the summary goes: nowhere, if a program reads the output.
    pub(super) fn out(&self) -> Box<dyn io::Write> {
        match self.format {
            Format::Human | Format::Github => Box::new(output::stdout()),
            Format::Json | Format::Sarif => Box::new(io::sink()),
        }
    }

    /// Stops at warnings, if they are denied. Notes stop nothing.
    pub(super) fn deny(&self, warnings: &[Problem]) -> Result<(), Failure> {
        let is_warning = |problem: &Problem| problem.severity == Severity::Warning;
        match self.strictness.deny {
            Some(Deny::Warnings) if warnings.iter().any(is_warning) => {
                Err(Problems(warnings.to_vec()).into())
            }
            Some(Deny::Warnings) | None => Ok(()),
        }
    }

    /// Tells warnings.
    pub(super) fn warn(&self, warnings: &[Problem]) -> io::Result<()> {
        let warnings = in_order(warnings);
        self.tell(&warnings)?;
        if self.is_for_people() && !warnings.is_empty() {
            self.count(&warnings);
        }
        Ok(())
    }

    /// Whether people read the reports.
    pub(super) fn is_for_people(&self) -> bool {
        self.format == Format::Human
    }

    /// Reports what stopped the generator, with advice for people.
    pub(super) fn fail(&self, Problems(problems): Problems, advice: &[Advice]) {
        let problems = in_order(&problems);
        if let Err(error) = self.tell(&problems) {
            output::unwritable(&error);
        }
        if self.is_for_people() && (problems.len() > 1 || !advice.is_empty()) {
            self.count(&problems);
        }
        for advice in advice {
            // Nothing can be done about a closed terminal.
            let _ = writeln!(anstream::stderr(), "{advice}");
        }
    }

    fn tell(&self, problems: &[&Problem]) -> io::Result<()> {
        let text = report(problems, self.format);
        match self.format {
            Format::Human => {
                // Nothing can be done about a closed terminal.
                let _ = anstream::stderr().write_all(text.as_bytes());
                Ok(())
            }
            _ => {
                let mut out = output::stdout();
                out.write_all(text.as_bytes())?;
                out.flush()
            }
        }
    }

    /// `2 problems and 1 warning; nothing was written`, or `1 warning and 1 note`.
    fn count(&self, problems: &[&Problem]) {
        let count = |severity, noun| {
            let of_kind = |problem: &&&Problem| problem.severity == severity;
            match problems.iter().filter(of_kind).count() {
                0 => None,
                count => Some(output::count(count, noun)),
            }
        };
        let errors = count(Severity::Error, "problem");
        let warnings = count(Severity::Warning, "warning");
        let notes = count(Severity::Note, "note");
        let is_denied = self.strictness.deny.is_some() && warnings.is_some();
        let (severity, end) = if errors.is_some() || is_denied {
            (Severity::Error, "; nothing was written")
        } else if warnings.is_some() {
            (Severity::Warning, "")
        } else {
            (Severity::Note, "")
        };
        let counts: Vec<_> = errors.into_iter().chain(warnings).chain(notes).collect();
        let counts = counts.join(" and ");
        let (style, word) = (report::style(severity), report::word(severity));
        let mut text = format!("{style}{word}{style:#}: {counts}{end}\n");
        if report::are_many(problems) {
            text += &report::summary(problems);
        }
        if report::are_some_hidden(problems) && !self.is_fixed {
            let help = Advice::Help("use `--format json` for a list of all of them".to_owned());
            text += &format!("{help}\n");
        }
        // Nothing can be done about a closed terminal.
        let _ = anstream::stderr().write_all(text.as_bytes());
    }
}

/// In the order of the text; files in the order that they came up in.
fn in_order(problems: &[Problem]) -> Vec<&Problem> {
    let mut files = BTreeMap::new();
    for problem in problems {
        let next = files.len();
        files.entry(problem.place.file.as_str()).or_insert(next);
    }
    let mut problems: Vec<_> = problems.iter().collect();
    problems.sort_by_cached_key(|problem| {
        let place = &problem.place;
        let column = place.excerpt.as_ref().map(|excerpt| excerpt.column);
        (files.get(place.file.as_str()).copied(), place.line, column)
    });
    problems
}
