// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Text of the service in messages: on one line, of bounded length, and with nothing
//! in it that cannot be seen.

use std::fmt::{self, Write};

/// Writes at most `left` more characters of the service's text to `out`.
pub(super) struct Bounded<'w> {
    out: &'w mut dyn Write,
    left: usize,
}

impl<'w> Bounded<'w> {
    pub(super) fn new(out: &'w mut dyn Write, length: usize) -> Self {
        Self { out, left: length }
    }

    fn write_visible(&mut self, c: char) -> fmt::Result {
        if is_hidden(c) {
            c.escape_unicode().try_for_each(|c| self.out.write_char(c))
        } else {
            self.out.write_char(c)
        }
    }
}

impl Write for Bounded<'_> {
    /// Line ends and tabs become spaces, so that nobody forges a line of a log, and
    /// hidden characters become `\u{…}`. `…` stands for what is left out.
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut characters = text.chars().peekable();
        while let Some(mut c) = characters.next() {
            if self.left == 0 {
                return Ok(());
            }
            if c == '\r' && characters.peek() == Some(&'\n') {
                continue;
            }
            if matches!(c, '\r' | '\n' | '\t') {
                c = ' ';
            }
            self.left -= 1;
            if self.left == 0 {
                return self.out.write_char('…');
            }
            self.write_visible(c)?;
        }
        Ok(())
    }
}

/// Whether a reader cannot see the character: controls, and format characters, which
/// can make one text look like another (Unicode Technical Standard 55).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
