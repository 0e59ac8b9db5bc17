//! What there is to say of an `add` that did not come to its end.

use std::io::Write as _;
use std::path::Path;

use super::output::shown_folder;
use super::unusable;
use crate::code::Code;
use crate::problem::{Place, Problem};
use crate::write::{Recovered, WriteError};

/// Says what was made of the note of a killed run.
pub(super) fn tell(recovered: Recovered) -> Result<(), Problem> {
    let text = match recovered {
        Recovered::Nothing => return Ok(()),
        Recovered::Undone => {
            "undid an `add` that was interrupted; specs/ is what it was before, run `add` again"
        }
        Recovered::Foreign => {
            "removed the note of an `add` that was interrupted elsewhere; nothing was undone"
        }
        Recovered::Changed { path, note, old } => {
            let message = "an `add` was interrupted, and the file has changed since";
            let [shown, note] = [path, note].map(|path| shown_folder(&path));
            let undo = match old {
                Some(old) => format!("copy {} over it", shown_folder(&old)),
                None => "delete it".to_owned(),
            };
            let help = format!(
                "to keep it as it is, delete the folder {note}; to undo what `add` began, {undo} and run this again"
            );
            return Err(
                Problem::new(Code::ChangedMeanwhile, Place::file(shown), message).help(help),
            );
        }
    };
    // Nothing can be done about a closed terminal.
    let _ = writeln!(anstream::stderr(), "note: {text}");
    Ok(())
}

/// Why `add` wrote nothing. `folder` is the crate's.
pub(super) fn refused(folder: &Path, error: &WriteError) -> Problem {
    match error {
        WriteError::Io(error) => unusable(&shown_folder(folder), error),
        WriteError::Changed(path) => {
            let place = Place::file(shown_folder(path));
            let message = "the file changed while `add` was at work";
            Problem::new(Code::ChangedMeanwhile, place, message)
                .help("nothing was written; run `add` again")
        }
    }
}
