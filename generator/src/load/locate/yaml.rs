//! YAML with its positions.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, Span};

use super::{Inside, Reading, Spot};
use crate::limits;

pub(super) fn read(text: &str, reading: &mut Reading) {
    let mut cursor = Cursor::new(text);
    let mut sizes = Sizes::default();
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let spot = cursor.spot(span);
        sizes.read(&event);
        if sizes.total > limits::expanded(text.len()) {
            reading.excess(spot);
        }
        match event {
            Event::MappingStart(..) => reading.value(spot, Inside::Entries(BTreeMap::new())),
            Event::SequenceStart(..) => reading.value(spot, Inside::Items(Vec::new())),
            Event::MappingEnd | Event::SequenceEnd => reading.end(),
            Event::Scalar(key, ..) if reading.awaits_key() => reading.key(key.into_owned(), spot),
            Event::Scalar(..) => reading.value(spot, Inside::Nothing),
            Event::Alias(_) if reading.awaits_key() => reading.key(String::new(), spot),
            Event::Alias(_) => reading.value(spot, Inside::Alias(spot)),
            // One file is one document.
            Event::DocumentStart(_) if !reading.is_empty() => return reading.second(spot),
            _ => {}
        }
    }
}

/// How large the values are that were read so far, with what aliases stand for.
#[derive(Default)]
struct Sizes {
    total: usize,
    /// The anchors of the values around, 0 for none, and the size when each began.
    open: Vec<(usize, usize)>,
    /// The sizes of the values with anchors.
    anchored: BTreeMap<usize, usize>,
}

impl Sizes {
    fn read(&mut self, event: &Event<'_>) {
        match event {
            Event::MappingStart(anchor, _) | Event::SequenceStart(anchor, _) => {
                self.open.push((*anchor, self.total));
                self.add(1);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some((anchor, before)) = self.open.pop() {
                    self.anchored.insert(anchor, self.total - before);
                }
            }
            Event::Scalar(text, _, anchor, _) => {
                self.anchored.insert(*anchor, text.len() + 1);
                self.add(text.len() + 1);
            }
            Event::Alias(anchor) => {
                let size = self.anchored.get(anchor).copied();
                self.add(size.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn add(&mut self, size: usize) {
        self.total = self.total.saturating_add(size);
    }
}

/// A place in a text, by character and by byte: the parser counts characters, from
/// one event to the next but a few further on.
struct Cursor<'t> {
    text: &'t str,
    character: usize,
    byte: usize,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            character: 0,
            byte: 0,
        }
    }

    fn spot(&mut self, Span { start, end, .. }: Span) -> Spot {
        let (line, column) = (start.line(), start.col());
        let end = self.byte_of(end.index());
        let start = self.byte_of(start.index());
        Spot {
            line,
            column,
            start,
            end,
        }
    }

    /// The byte that the character begins with.
    fn byte_of(&mut self, character: usize) -> usize {
        let (before, behind) = self.text.split_at(self.byte);
        let length = |c: char| c.len_utf8();
        if character >= self.character {
            let passed = behind.chars().take(character - self.character);
            self.byte += passed.map(length).sum::<usize>();
        } else {
            let passed = before.chars().rev().take(self.character - character);
            self.byte -= passed.map(length).sum::<usize>();
        }
        self.character = character;
        self.byte
    }
}
