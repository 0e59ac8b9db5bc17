//! JSON (RFC 8259) with its positions. The text is JSON already: what is not
//! only makes for wrong positions.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::CharIndices;

use super::{Inside, Reading, Spot};

pub(super) fn read(text: &str, reading: &mut Reading) {
    let mut scanner = Scanner {
        characters: text.char_indices().peekable(),
        line: 1,
        column: 0,
    };
    while let Some((start, character)) = scanner.characters.peek().copied() {
        let (line, column) = (scanner.line, scanner.column);
        scanner.step();
        match character {
            '}' | ']' => reading.end(),
            ',' | ':' => {}
            blank if blank.is_ascii_whitespace() => {}
            _ => {
                match character {
                    '"' => scanner.string(),
                    '{' | '[' => {}
                    _ => scanner.word(),
                }
                let spot = Spot {
                    line,
                    column,
                    start,
                    end: scanner.offset(text),
                };
                let text = text.get(start..spot.end).unwrap_or_default();
                match character {
                    '{' => reading.value(spot, Inside::Entries(BTreeMap::new())),
                    '[' => reading.value(spot, Inside::Items(Vec::new())),
                    '"' if reading.awaits_key() => {
                        let key = serde_json::from_str(text).unwrap_or_default();
                        reading.key(key, spot);
                    }
                    _ => reading.value(spot, Inside::Nothing),
                }
            }
        }
    }
}

struct Scanner<'t> {
    characters: Peekable<CharIndices<'t>>,
    line: usize,
    column: usize,
}

impl Scanner<'_> {
    /// Goes one character on.
    fn step(&mut self) -> Option<char> {
        let (_, character) = self.characters.next()?;
        let mut is_pair = || {
            self.characters
                .peek()
                .is_some_and(|(_, next)| *next == '\n')
        };
        match character {
            // Of `\r\n`, the second ends the line.
            '\r' if is_pair() => {}
            '\n' | '\r' => (self.line, self.column) = (self.line + 1, 0),
            _ => self.column += 1,
        }
        Some(character)
    }

    /// Goes behind a string whose first quote is passed.
    fn string(&mut self) {
        while let Some(character) = self.step() {
            match character {
                '"' => return,
                '\\' => drop(self.step()),
                _ => {}
            }
        }
    }

    /// Goes behind a number, `true`, `false` or `null`.
    fn word(&mut self) {
        let is_inside = |c: &char| !matches!(c, ',' | ':' | '}' | ']') && !c.is_ascii_whitespace();
        while self
            .characters
            .peek()
            .is_some_and(|(_, next)| is_inside(next))
        {
            self.step();
        }
    }

    /// The bytes of `text` that are passed.
    fn offset(&mut self, text: &str) -> usize {
        self.characters.peek().map_or(text.len(), |(at, _)| *at)
    }
}
