//! What is wrong with an input, where, and what to do about it.

mod show;

use std::fmt;
use std::ops::Range;

use annotate_snippets::Renderer;
use serde::Serialize;

use crate::code::Code;
use crate::limits::USERS;
use crate::pointer::Pointer;
pub use show::render;

/// One thing that is wrong or worth knowing. Its `Display` is for people: the
/// sentence, the place, the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What kind of problem it is; `None` for a mistake of the generator itself.
    pub code: Option<Code>,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Where it is wrong.
    pub place: Box<Place>,
    /// What to do about it, where there is more to say than for all of its kind.
    pub help: Option<String>,
    /// The value that it is about, as the stages see it: another pointer than
    /// that of `place` where a stage moved the value.
    pub subject: Option<Pointer>,
    /// The operations that it matters to.
    pub used_by: Box<Users>,
    /// The action of an overlay that removed the value, or something from it.
    pub removed_by: Option<Box<Place>>,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The generator does its work, but probably not what was meant.
    Warning,
    /// The generator chose something that could be chosen otherwise.
    Note,
}

/// A place in a file that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as it is shown to people.
    pub file: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// The text there, where it is known.
    pub excerpt: Option<Excerpt>,
    /// The value inside the file, where there is one.
    pub pointer: Option<Pointer>,
}

/// A line of a file, and what is meant in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The column that it begins in, counted from 1 in characters.
    pub column: usize,
    /// The line.
    pub text: String,
    /// What is meant, in bytes of the line.
    pub span: Range<usize>,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            excerpt: None,
            pointer: None,
        }
    }
}

/// The file and the line, as in `specs/keys/7.4.yaml:41`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

impl Problem {
    /// A problem without a remedy so far.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: Some(code),
            message: message.into(),
            place: Box::new(place),
            help: None,
            subject: None,
            used_by: Box::default(),
            removed_by: None,
        }
    }

    /// A problem that is not one of any input.
    pub fn mistake(place: Place, message: impl Into<String>) -> Self {
        Self {
            code: None,
            ..Self::new(Code::NotApi, place, message)
        }
    }

    /// The same, but nothing that stops the generator.
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same, but nothing that is wrong.
    pub fn note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// Whether it stops the generator.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// What to do about it: the help, or what helps with all problems of the kind.
    pub fn remedy(&self) -> Option<&str> {
        let help = self.help.as_deref();
        help.or_else(|| self.code.map(Code::remedy))
    }

    /// The same problem with a remedy.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a remedy, if there is one for just this problem.
    pub fn help_if(self, help: Option<impl Into<String>>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render(self, &Renderer::plain()))
    }
}

/// The operations that a problem matters to: the first few of them, since each of
/// thousands of problems may matter to each of thousands of operations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Users {
    /// Their names.
    pub first: Vec<String>,
    /// How many there are besides.
    pub more: usize,
}

impl Users {
    /// Adds an operation.
    pub fn add(&mut self, operation: &str) {
        match self.first.len() < USERS {
            true => self.first.push(operation.to_owned()),
            false => self.more += 1,
        }
    }
}

/// `BackupKey, GetKey, ListKeys and 4 more`, or nothing.
impl fmt::Display for Users {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.first.len().min(3);
        let (shown, others) = self.first.split_at(shown);
        f.write_str(&shown.join(", "))?;
        match others.len() + self.more {
            0 => Ok(()),
            count => write!(f, " and {count} more"),
        }
    }
}

/// Every problem that a stage found, at least one, in document order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Problems on the way, none of which ends it: what comes later may have some of
/// its own.
#[derive(Debug, Default)]
pub struct Gathered(Vec<Problem>);

impl Gathered {
    /// The value; else its problems are kept.
    pub fn take<T>(&mut self, result: Result<T, impl Into<Problems>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problems) => {
                self.0.extend(problems.into().0);
                None
            }
        }
    }

    /// Keeps a problem.
    pub fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// The value, unless there are problems.
    pub fn unless<T>(self, value: T) -> Result<T, Problems> {
        unless(self.0, value)
    }

    /// Whether nothing was wrong so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<Problem>> for Gathered {
    fn from(problems: Vec<Problem>) -> Self {
        Self(problems)
    }
}

impl From<Gathered> for Problems {
    fn from(Gathered(problems): Gathered) -> Self {
        Self(problems)
    }
}

/// The value, unless there are problems.
pub fn unless<T>(problems: Vec<Problem>, value: T) -> Result<T, Problems> {
    if problems.is_empty() {
        Ok(value)
    } else {
        Err(Problems(problems))
    }
}

/// Everything that `items` gives, or every problem that they gave.
pub fn collect<T>(
    items: impl IntoIterator<Item = Result<T, Problems>>,
) -> Result<Vec<T>, Problems> {
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for item in items {
        match item {
            Ok(value) => values.push(value),
            Err(Problems(more)) => problems.extend(more),
        }
    }
    unless(problems, values)
}

/// Both values, or the problems of both.
pub fn both<A, B>(a: Result<A, Problems>, b: Result<B, Problems>) -> Result<(A, B), Problems> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(Problems(mut problems)), Err(Problems(more))) => {
            // What both came across is one problem.
            problems.extend(
                more.into_iter()
                    .filter(|problem| !problems.contains(problem))
                    .collect::<Vec<_>>(),
            );
            Err(Problems(problems))
        }
        (Err(problems), Ok(_)) | (Ok(_), Err(problems)) => Err(problems),
    }
}
