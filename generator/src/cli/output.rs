//! What the program prints.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anstyle::{AnsiColor, Style};

use crate::check::Difference;
use crate::generate::{Generated, ReadDocument};
use crate::ir::Api;
use crate::manifest::{Location, Manifest};
use crate::problem::{Place, Problem};

/// The standard output. A reader that closes it early, as `head` does, has what it
/// wants: the rest is dropped, and the command goes on.
pub(super) fn stdout() -> impl io::Write {
    Closable(anstream::stdout())
}

struct Closable<W>(W);

impl<W: io::Write> io::Write for Closable<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        unless_closed(self.0.write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_closed(self.0.flush(), ())
    }
}

fn unless_closed<T>(result: io::Result<T>, instead: T) -> io::Result<T> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(instead),
        result => result,
    }
}

/// Reports that the output is incomplete, in the one place that is left.
pub(super) fn unwritable(error: &io::Error) {
    let place = Place::file("the standard output");
    let message = format!("the output cannot be written: {error}");
    let problem = Problem::mistake(place, message)
        .help("send it elsewhere; the files that the command writes are complete");
    // Nothing can be done about a closed terminal.
    let _ = writeln!(anstream::stderr(), "{problem}");
}

pub(super) fn summarise(generated: &Generated, out: &mut impl io::Write) -> io::Result<()> {
    for document in &generated.documents {
        line(
            out,
            "read",
            &format!("{} ({})", document.shown, document.format),
        )?;
        note(out, document)?;
    }
    let apis = generated
        .package
        .services
        .iter()
        .flat_map(|service| &service.versions);
    let mut properties = apis
        .flat_map(|api| &api.models)
        .flat_map(|model| &model.properties);
    if !properties.any(|property| property.secret) {
        let text = "nothing in it is marked as secret; an overlay (`--overlay`) can do that";
        line(out, "note", text)?;
    }
    for service in &generated.package.services {
        for Api {
            module,
            operations,
            models,
            ..
        } in &service.versions
        {
            let counts = format!(
                "{}, {}",
                count(operations.len(), "operation"),
                count(models.len(), "model")
            );
            line(
                out,
                "made",
                &format!(
                    "{}::{}::{module}: {counts}",
                    generated.package.name, service.name
                ),
            )?;
        }
    }
    Ok(())
}

/// What is being done, on a terminal alone, and only with documents so large that
/// it takes a while.
pub(super) struct Progress {
    is_shown: bool,
}

impl Progress {
    /// Says that the documents are being read.
    pub(super) fn reading<P: AsRef<Path>>(documents: impl IntoIterator<Item = P>) -> Self {
        let mut progress = Self { is_shown: false };
        for document in documents {
            let document = document.as_ref();
            let size = std::fs::metadata(document).map_or(0, |metadata| metadata.len());
            if size >= LARGE && io::stderr().is_terminal() {
                progress.is_shown = true;
                let (shown, megabytes) = (shown_folder(document), size / 1_000_000);
                progress.stage(&format!("reading {shown} ({megabytes} MB)"));
            }
        }
        progress
    }

    /// The same for the documents of a manifest. Its own problems are told by whoever
    /// needs it.
    pub(super) fn reading_all(manifest: &Path) -> Self {
        if !io::stderr().is_terminal() {
            return Self { is_shown: false };
        }
        let Location {
            folder, project, ..
        } = Location::of(manifest);
        let services = Manifest::load(manifest, &project).map(|manifest| manifest.services);
        let services = services.unwrap_or_default().into_iter();
        let documents = services.flat_map(|service| service.documents);
        Self::reading(documents.map(|document| folder.join(document)))
    }

    /// Says what comes next.
    pub(super) fn stage(&self, text: &str) {
        if self.is_shown {
            // Nothing can be done about a closed terminal.
            let _ = writeln!(io::stderr(), "{text} ...");
        }
    }
}

/// The size in bytes from which a document takes long enough to say so.
const LARGE: u64 = 2_000_000;

/// What is not there, and not needed.
pub(super) fn note(out: &mut impl io::Write, document: &ReadDocument) -> io::Result<()> {
    match document.absent_examples {
        0 => Ok(()),
        1 => {
            let text = "1 example file is not there; nothing generated depends on it";
            line(out, "note", text)
        }
        absent => {
            let text =
                format!("{absent} example files are not there; nothing generated depends on them");
            line(out, "note", &text)
        }
    }
}

pub(super) fn list(changes: &[Difference], out: &mut impl io::Write) -> io::Result<()> {
    for change in changes {
        let sign = match (&change.old, &change.new) {
            (None, _) => '+',
            (_, None) => '-',
            _ => '~',
        };
        writeln!(out, "          {sign} {}", change.path)?;
    }
    Ok(())
}

pub(super) fn line(out: &mut impl io::Write, verb: &str, text: &str) -> io::Result<()> {
    let style = Style::new().bold().fg_color(Some(AnsiColor::Green.into()));
    writeln!(out, "{style}{verb:<9}{style:#} {text}")
}

/// The folder relative to the current one, if it lies inside. It need not exist.
pub(super) fn shown_folder(folder: &Path) -> String {
    let parent = folder
        .parent()
        .and_then(|parent| std::fs::canonicalize(parent).ok());
    let whole = match (parent, folder.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => folder.to_owned(),
    };
    let here = std::env::current_dir()
        .and_then(std::fs::canonicalize)
        .unwrap_or_default();
    match whole.strip_prefix(&here) {
        Ok(inner) if inner == Path::new("") => ".".to_owned(),
        inner => inner.unwrap_or(&whole).display().to_string(),
    }
}

pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

pub(super) fn is_or_are(files: usize) -> String {
    let verb = if files == 1 { "is" } else { "are" };
    format!("{} {verb}", count(files, "file"))
}

/// A text as a shell takes it for one word.
pub(super) fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@\\,".contains(c);
    if text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
