//! How problems are told.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};

use super::{Failure, output};
use crate::limits::SHOWN_OF_KIND;
use crate::problem::{Place, Problem, Problems, Severity};
use crate::report::{Format, report};

#[derive(Args, Clone, Default)]
pub(super) struct Reporting {
    /// How problems are told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
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
        self.tell(warnings)?;
        if self.format == Format::Human && !warnings.is_empty() {
            self.count(warnings);
        }
        Ok(())
    }

    /// Tells what stopped the generator.
    pub(super) fn fail(&self, Problems(problems): Problems) {
        if let Err(error) = self.tell(&problems) {
            output::unwritable(&error);
        }
        if self.format == Format::Human && problems.len() > 1 {
            self.count(&problems);
        }
    }

    fn tell(&self, problems: &[Problem]) -> io::Result<()> {
        let text = report(&first_of_each_kind(in_order(problems)), self.format);
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
    fn count(&self, problems: &[Problem]) {
        let count = |severity, noun| {
            let of_kind = |problem: &&Problem| problem.severity == severity;
            match problems.iter().filter(of_kind).count() {
                0 => None,
                count => Some(output::count(count, noun)),
            }
        };
        let errors = count(Severity::Error, "problem");
        let warnings = count(Severity::Warning, "warning");
        let notes = count(Severity::Note, "note");
        let is_denied = self.strictness.deny.is_some() && warnings.is_some();
        let (color, word, end) = if errors.is_some() || is_denied {
            (AnsiColor::Red, "error", "; nothing was written")
        } else if warnings.is_some() {
            (AnsiColor::Yellow, "warning", "")
        } else {
            (AnsiColor::Green, "note", "")
        };
        let counts: Vec<_> = errors.into_iter().chain(warnings).chain(notes).collect();
        let counts = counts.join(" and ");
        let style = Style::new().bold().fg_color(Some(color.into()));
        let _ = writeln!(anstream::stderr(), "{style}{word}{style:#}: {counts}{end}");
    }
}

/// The first problems of each kind, and at the end one for each kind that has more.
fn first_of_each_kind(problems: Vec<&Problem>) -> Vec<Problem> {
    let mut counts = BTreeMap::new();
    let mut first = Vec::new();
    let mut others = BTreeMap::new();
    for problem in problems {
        let kind = (problem.severity, problem.code);
        let count: &mut usize = counts.entry(kind).or_default();
        *count += 1;
        if *count <= SHOWN_OF_KIND {
            first.push(problem.clone());
        } else {
            others.entry(kind).or_insert(problem);
        }
    }
    let others = others.into_iter().map(|(kind, next)| {
        let count = counts.get(&kind).map_or(0, |count| count - SHOWN_OF_KIND);
        let place = Place {
            line: next.place.line,
            ..Place::file(next.place.file.clone())
        };
        // A note asks for nothing.
        let is_wrong = next.severity != Severity::Note;
        let help = is_wrong.then_some("fix the first of them, then run the same command again");
        Problem {
            severity: next.severity,
            code: next.code,
            ..Problem::mistake(place, format!("{count} more of this kind are not shown"))
                .help_if(help)
        }
    });
    first.extend(others);
    first
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
