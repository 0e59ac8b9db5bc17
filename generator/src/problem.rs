//! What is wrong with an input, where, and what to do about it.

use std::fmt;

use crate::pointer::Pointer;

/// One thing that keeps the generator from doing its work. Its `Display` is
/// for people: the sentence, the place, the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
    /// What to do about it, where there is something to say.
    pub help: Option<String>,
}

/// A place in a file that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as it is shown to people.
    pub file: String,
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// The value inside the file, where there is one.
    pub pointer: Option<Pointer>,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
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
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            place,
            help: None,
        }
    }

    /// The same problem with a remedy.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  --> {}", self.message, self.place)?;
        match &self.place.pointer {
            Some(pointer) if *pointer == Pointer::root() => {
                f.write_str("\n   = at: the root of the document")?;
            }
            Some(pointer) => write!(f, "\n   = at: {pointer}")?,
            None => {}
        }
        match &self.help {
            Some(help) => write!(f, "\n   = help: {help}"),
            None => Ok(()),
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
            write!(f, "{gap}error: {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

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
