//! From a place inside a document to a line of its text.

use saphyr_parser::{Event, Parser, Span};

use super::Source;
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
/// The text is read anew, by a parser that keeps positions: a run without
/// problems pays nothing. JSON is read as the YAML that it is.
pub fn spot_of(source: &Source, pointer: &Pointer) -> Option<Spot> {
    let events = Parser::new_from_str(&source.text).map_while(Result::ok);
    let mut nodes = events
        .skip_while(|(event, _)| matches!(event, Event::StreamStart | Event::DocumentStart(_)));
    match pointer.tokens() {
        [] => Some(Spot {
            line: 1,
            column: 0,
            width: 1,
        }),
        tokens => find(nodes.next()?, &mut nodes, tokens),
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

type Node<'t> = (Event<'t>, Span);

/// The spot of what `tokens` lead to inside of the node that begins with `start`.
fn find<'t>(
    start: Node<'t>,
    nodes: &mut impl Iterator<Item = Node<'t>>,
    tokens: &[String],
) -> Option<Spot> {
    let (token, rest) = tokens.split_first()?;
    match start.0 {
        Event::MappingStart(..) => loop {
            let (key, span) = nodes.next()?;
            match key {
                Event::MappingEnd => return None,
                Event::Scalar(key, ..) if key == *token => {
                    let value = nodes.next()?;
                    if !rest.is_empty() {
                        return find(value, nodes, rest);
                    }
                    let is_beside = value.1.start.line() == span.start.line();
                    return match value.0 {
                        Event::Scalar(..) if is_beside => Some(value.1.into()),
                        _ => Some(span.into()),
                    };
                }
                key => skip(key, nodes)?,
            }
            skip(nodes.next()?.0, nodes)?;
        },
        Event::SequenceStart(..) => {
            for _ in 0..token.parse().ok()? {
                skip(nodes.next()?.0, nodes)?;
            }
            let item = nodes.next()?;
            match item.0 {
                Event::SequenceEnd => None,
                _ if rest.is_empty() => Some(item.1.into()),
                _ => find(item, nodes, rest),
            }
        }
        // What an alias stands for has its own place; the alias is in this one.
        Event::Alias(_) => Some(start.1.into()),
        _ => None,
    }
}

/// Goes behind the node that begins with `start`; `None` if it is the end of
/// what is around it.
fn skip<'t>(start: Event<'t>, nodes: &mut impl Iterator<Item = Node<'t>>) -> Option<()> {
    let mut depth = 0usize;
    let mut event = start;
    loop {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(());
        }
        event = nodes.next()?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Syntax;

    const JSON: &str =
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": true\n    }\n  ],\n  \"c/d\": {}\n}";
    const YAML: &str = "a:\n  - 1\n  - b: true\n    e: [x]\n200:\n  f:\n    g: |\n      text\n";

    fn line(text: &str, syntax: Syntax, pointer: &str) -> Option<usize> {
        let source = Source {
            path: "d".into(),
            shown: "d".into(),
            text: text.to_owned(),
            syntax,
        };
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
