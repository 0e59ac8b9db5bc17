//! YAML with its positions.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, Span};

use super::{Inside, Reading, Spot};

pub(super) fn read(text: &str, reading: &mut Reading) {
    for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
        let spot = Spot::from(span);
        match event {
            Event::MappingStart(..) => reading.value(spot, Inside::Entries(BTreeMap::new())),
            Event::SequenceStart(..) => reading.value(spot, Inside::Items(Vec::new())),
            Event::MappingEnd | Event::SequenceEnd => reading.end(),
            Event::Scalar(key, ..) if reading.awaits_key() => reading.key(key.into_owned(), spot),
            Event::Scalar(..) => reading.value(spot, Inside::Nothing),
            Event::Alias(_) if reading.awaits_key() => reading.key(String::new(), spot),
            Event::Alias(_) => reading.value(spot, Inside::Alias(spot)),
            // One file is one document.
            Event::DocumentEnd => return,
            _ => {}
        }
    }
}

impl From<Span> for Spot {
    fn from(Span { start, end, .. }: Span) -> Self {
        let width = match start.line() == end.line() {
            true => end.col().saturating_sub(start.col()),
            false => usize::MAX,
        };
        Self {
            line: start.line(),
            column: start.col(),
            width: width.max(1),
        }
    }
}
