//! From a place inside a document to a line of its text.

mod json;
mod yaml;

use std::collections::BTreeMap;

use super::{Source, Syntax};
use crate::pointer::Pointer;

/// Where a value stands in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The line, counted from 1.
    pub line: usize,
    /// The characters of the line before it.
    pub column: usize,
    /// The byte of the text that it begins with.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
}

impl Spot {
    /// The byte at `start` of a text, and the rest of its line.
    pub fn of_byte(text: &str, start: usize) -> Self {
        let start = (0..=start.min(text.len()))
            .rfind(|byte| text.is_char_boundary(*byte))
            .unwrap_or_default();
        let before = &text.as_bytes()[..start];
        let next = |at: usize| text.as_bytes().get(at + 1);
        let ends = before
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'\n' || **byte == b'\r' && next(*at) != Some(&b'\n'));
        let (breaks, begin) = ends.fold((0, 0), |(breaks, _), (at, _)| (breaks + 1, at + 1));
        let rest = text[start..].find(['\n', '\r']);
        Self {
            line: breaks + 1,
            column: text[begin..start].chars().count(),
            start,
            end: rest.map_or(text.len(), |rest| start + rest),
        }
    }

    /// The character at `index` of a text, and the rest of its line.
    pub fn of_character(text: &str, index: usize) -> Self {
        let byte = text.char_indices().nth(index);
        Self::of_byte(text, byte.map_or(text.len(), |(byte, _)| byte))
    }
}

/// The line, counted from 1, of the value at `pointer`.
pub fn line_of(source: &Source, pointer: &Pointer) -> Option<usize> {
    spot_of(source, pointer).map(|spot| spot.line)
}

/// Where the value at `pointer` stands: a scalar beside its key as it is,
/// anything else by its key where it has one. `None` when the text has no such
/// value.
///
/// The text is read anew, once for all problems of a file: a run without
/// problems pays nothing.
pub fn spot_of(source: &Source, pointer: &Pointer) -> Option<Spot> {
    match pointer.tokens() {
        [] => Some(Spot {
            line: 1,
            column: 0,
            start: 0,
            end: source.text.chars().next().map_or(0, char::len_utf8),
        }),
        tokens => positions(source).find(tokens),
    }
}

/// The first key that its object has already.
pub(super) fn repeated_key(source: &Source) -> Option<Spot> {
    positions(source).repeated
}

/// Where a second document of the same text begins.
pub(super) fn second_document(source: &Source) -> Option<Spot> {
    positions(source).second
}

/// The alias from which on the aliases of the text stand for too much.
pub(super) fn excessive_alias(source: &Source) -> Option<Spot> {
    positions(source).excess
}

fn positions(source: &Source) -> &Positions {
    let read = || Positions::read(&source.text, source.syntax);
    source.positions.get_or_init(read)
}

/// Where the values of a text stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Positions {
    /// A tree; the first node is the root.
    nodes: Vec<Node>,
    repeated: Option<Spot>,
    second: Option<Spot>,
    excess: Option<Spot>,
}

#[derive(Debug, Clone)]
struct Node {
    spot: Spot,
    inside: Inside,
}

/// What is inside of a value, by the index of its node.
#[derive(Debug, Clone)]
enum Inside {
    Nothing,
    Entries(BTreeMap<String, usize>),
    Items(Vec<usize>),
    /// What an alias stands for has its own place; the alias is in this one.
    Alias(Spot),
}

impl Positions {
    fn read(text: &str, syntax: Syntax) -> Self {
        let mut reading = Reading::default();
        match syntax {
            Syntax::Json => json::read(text, &mut reading),
            Syntax::Yaml => yaml::read(text, &mut reading),
        }
        reading.positions
    }

    /// The spot of what `tokens` lead to.
    fn find(&self, tokens: &[String]) -> Option<Spot> {
        let mut node = self.nodes.first()?;
        for token in tokens {
            let index = match &node.inside {
                Inside::Nothing => return None,
                Inside::Entries(entries) => *entries.get(token)?,
                Inside::Items(items) => *items.get(token.parse::<usize>().ok()?)?,
                Inside::Alias(spot) => return Some(*spot),
            };
            node = self.nodes.get(index)?;
        }
        Some(node.spot)
    }
}

/// A text that is being read, value by value.
#[derive(Default)]
struct Reading {
    positions: Positions,
    /// The nodes around what comes next.
    around: Vec<usize>,
    /// The key of what comes next.
    key: Option<(String, Spot)>,
}

impl Reading {
    /// What the value around holds so far, if it is an object.
    fn entries(&self) -> Option<&BTreeMap<String, usize>> {
        let around = self.positions.nodes.get(*self.around.last()?)?;
        match &around.inside {
            Inside::Entries(entries) => Some(entries),
            _ => None,
        }
    }

    /// Whether the next scalar is a key.
    fn awaits_key(&self) -> bool {
        self.entries().is_some() && self.key.is_none()
    }

    fn key(&mut self, key: String, spot: Spot) {
        let is_repeated = self
            .entries()
            .is_some_and(|entries| entries.contains_key(&key));
        if is_repeated {
            self.positions.repeated.get_or_insert(spot);
        }
        self.key = Some((key, spot));
    }

    fn value(&mut self, spot: Spot, inside: Inside) {
        let index = self.positions.nodes.len();
        let is_scalar = matches!(inside, Inside::Nothing);
        let is_open = matches!(inside, Inside::Entries(_) | Inside::Items(_));
        let key = self.key.take();
        let around = self.around.last().copied();
        let shown = match &key {
            Some((_, key)) if !is_scalar || key.line != spot.line => *key,
            _ => spot,
        };
        match around.and_then(|index| self.positions.nodes.get_mut(index)) {
            Some(Node {
                inside: Inside::Entries(entries),
                ..
            }) => {
                entries.extend(key.map(|(key, _)| (key, index)));
            }
            Some(Node {
                inside: Inside::Items(items),
                ..
            }) => items.push(index),
            _ => {}
        }
        self.positions.nodes.push(Node {
            spot: shown,
            inside,
        });
        if is_open {
            self.around.push(index);
        }
    }

    fn is_empty(&self) -> bool {
        self.positions.nodes.is_empty()
    }

    /// With what is at `spot`, the values are larger than they may be.
    fn excess(&mut self, spot: Spot) {
        self.positions.excess.get_or_insert(spot);
    }

    /// Another document begins.
    fn second(&mut self, spot: Spot) {
        self.positions.second = Some(spot);
    }

    /// Ends an object or a list.
    fn end(&mut self) {
        self.around.pop();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use super::*;
    use crate::load::Syntax;

    const JSON: &str =
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": true\n    }\n  ],\n  \"c/d\": {}\n}";
    const YAML: &str = "a:\n  - 1\n  - b: true\n    e: [x]\n200:\n  f:\n    g: |\n      text\n";

    fn source(text: &str, syntax: Syntax) -> Source {
        Source {
            path: "d".into(),
            shown: "d".into(),
            text: text.to_owned(),
            syntax,
            positions: OnceLock::new(),
        }
    }

    fn line(text: &str, syntax: Syntax, pointer: &str) -> Option<usize> {
        let source = source(text, syntax);
        line_of(&source, &Pointer::parse(pointer).expect(pointer))
    }

    #[test]
    fn values_are_found_in_json() {
        for (pointer, expected) in [
            ("", Some(1)),
            ("/a", Some(2)),
            ("/a/0", Some(3)),
            ("/a/1", Some(4)),
            ("/a/1/b", Some(5)),
            ("/c~1d", Some(8)),
            ("/nope", None),
            ("/a/7", None),
        ] {
            assert_eq!(line(JSON, Syntax::Json, pointer), expected, "{pointer}");
        }
    }

    #[test]
    fn an_alias_stands_for_what_is_in_it() {
        let text = "a: &a\n  b: 1\nc: *a\n";
        assert_eq!(line(text, Syntax::Yaml, "/c/b"), Some(3));
    }

    #[test]
    fn tabs_and_escapes_are_no_obstacle_in_json() {
        let text = "{\n\t\"a\\/b\":\n\t\t{\"c\":[\n\t1]}}";
        assert_eq!(line(text, Syntax::Json, "/a~1b/c"), Some(3));
        assert_eq!(line(text, Syntax::Json, "/a~1b/c/0"), Some(4));
    }

    #[test]
    fn characters_that_json_escapes_are_no_obstacle() {
        let text = "{\n\"\\ud83d\\ude00\": \"\\ud83d\\ude00 \\\" {\",\n\"é\": {\"b\": [-1.5e3, true,\n\"c\"]}}";
        assert_eq!(line(text, Syntax::Json, "/😀"), Some(2));
        assert_eq!(line(text, Syntax::Json, "/é/b/1"), Some(3));
        assert_eq!(line(text, Syntax::Json, "/é/b/2"), Some(4));
        let source = source(text, Syntax::Json);
        let pointer = Pointer::parse("/é/b/0").expect("a pointer");
        let spot = spot_of(&source, &pointer).expect("a spot");
        assert_eq!((spot.line, spot.column), (3, 12));
        assert_eq!(&source.text[spot.start..spot.end], "-1.5e3");
    }

    #[test]
    fn values_are_found_in_yaml() {
        for (pointer, expected) in [
            ("/a", Some(1)),
            ("/a/0", Some(2)),
            ("/a/1/b", Some(3)),
            ("/a/1/e/0", Some(4)),
            ("/200", Some(5)),
            ("/200/f/g", Some(7)),
            ("/nope", None),
        ] {
            assert_eq!(line(YAML, Syntax::Yaml, pointer), expected, "{pointer}");
        }
    }
}
