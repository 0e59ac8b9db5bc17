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
    /// The characters that it has, at least 1; only those of its first line.
    pub width: usize,
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
            width: 1,
        }),
        tokens => {
            let read = || Positions::read(&source.text, source.syntax);
            source.positions.get_or_init(read).find(tokens)
        }
    }
}

/// Where the values of a text stand, as a tree; the first node is the root.
#[derive(Debug, Clone, Default)]
pub(super) struct Positions(Vec<Node>);

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
        let mut node = self.0.first()?;
        for token in tokens {
            let index = match &node.inside {
                Inside::Nothing => return None,
                Inside::Entries(entries) => *entries.get(token)?,
                Inside::Items(items) => *items.get(token.parse::<usize>().ok()?)?,
                Inside::Alias(spot) => return Some(*spot),
            };
            node = self.0.get(index)?;
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
    /// Whether the next scalar is a key.
    fn awaits_key(&self) -> bool {
        let around = self
            .around
            .last()
            .and_then(|index| self.positions.0.get(*index));
        let is_object = around.is_some_and(|node| matches!(node.inside, Inside::Entries(_)));
        is_object && self.key.is_none()
    }

    fn key(&mut self, key: String, spot: Spot) {
        self.key = Some((key, spot));
    }

    fn value(&mut self, spot: Spot, inside: Inside) {
        let index = self.positions.0.len();
        let is_scalar = matches!(inside, Inside::Nothing);
        let is_open = matches!(inside, Inside::Entries(_) | Inside::Items(_));
        let key = self.key.take();
        let around = self.around.last().copied();
        let shown = match &key {
            Some((_, key)) if !is_scalar || key.line != spot.line => *key,
            _ => spot,
        };
        match around.and_then(|index| self.positions.0.get_mut(index)) {
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
        self.positions.0.push(Node {
            spot: shown,
            inside,
        });
        if is_open {
            self.around.push(index);
        }
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
        let spot = Spot {
            line: 3,
            column: 12,
            width: 6,
        };
        assert_eq!(spot_of(&source, &pointer), Some(spot));
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
