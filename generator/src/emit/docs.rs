//! Prose from a document as documentation comments.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::padded;
use crate::ir::{Constraint, Docs};
use crate::visible::{is_hidden, visible};

/// Comments are this wide at most, so that indented ones fit into 100 columns.
const WIDTH: usize = 88;

/// Lines of documentation as attributes, one for each line.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| padded(line));
    quote!(#(#[doc = #lines])*)
}

/// What the document says of the thing that it calls `wire`.
pub(super) fn prose(docs: &Docs, wire: &str) -> Vec<String> {
    let mut lines = paragraphs(&docs.summary);
    append(&mut lines, paragraphs(&docs.description));
    if lines.is_empty() {
        lines.push(format!(
            "{}, which the API's document does not describe.",
            code(wire)
        ));
    }
    lines
}

/// A few words on one line.
pub(super) fn line(text: &str) -> String {
    text.split_whitespace()
        .map(escape)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first paragraph of what the document says.
pub(super) fn summary(docs: &Docs, wire: &str) -> Vec<String> {
    prose(docs, wire)
        .into_iter()
        .take_while(|line| !line.is_empty())
        .collect()
}

/// The lines with more words behind the last one. A word may be a whole code
/// span: it stays on its line.
pub(super) fn extended(mut lines: Vec<String>, words: Vec<String>) -> Vec<String> {
    if words.is_empty() {
        return lines;
    }
    let last = lines.pop().unwrap_or_default();
    let before = last.split(' ').map(str::to_owned);
    lines.extend(wrap(&before.chain(words).collect::<Vec<_>>()));
    lines
}

/// What the service checks, and what it takes by itself: a sentence each, in
/// words.
pub(super) fn constraints(constraints: &[Constraint]) -> Vec<String> {
    let sentence = |constraint: &Constraint| match constraint {
        Constraint::MinLength(1) => words("Not empty."),
        Constraint::MaxLength(1) => words("At most one character."),
        Constraint::MinLength(length) => words(&format!("At least {length} characters.")),
        Constraint::MaxLength(length) => words(&format!("At most {length} characters.")),
        Constraint::Minimum(number) => words(&format!("At least {number}.")),
        Constraint::Maximum(number) => words(&format!("At most {number}.")),
        Constraint::Pattern(pattern) => {
            let pattern = format!("{}.", code(pattern));
            [words("Matches the regular expression"), vec![pattern]].concat()
        }
        Constraint::Default(value) => {
            let value = format!("{}.", code(&value.to_string()));
            [words("Left out, it stands for"), vec![value]].concat()
        }
    };
    constraints.iter().flat_map(sentence).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

/// Adds `more` as a paragraph of its own.
pub(super) fn append(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// A code span that holds any text: its fence is longer than every run of
/// backticks inside (CommonMark 0.31, section 6.1).
pub(super) fn code(text: &str) -> String {
    let text = visible(&text.replace(['\n', '\r'], " "));
    let longest = text
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The paragraphs of a CommonMark text, wrapped, and safe for rustdoc: nothing
/// in it becomes a doctest, a link to Rust items, or HTML.
fn paragraphs(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split("\n\n") {
        let words: Vec<_> = paragraph.split_whitespace().map(escape).collect();
        append(&mut lines, wrap(&words));
    }
    lines
}

fn wrap(words: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            // At the start of a line these begin a heading, a list or a table.
            _ if word.starts_with(['#', '+', '-', '=', '|']) => lines.push(format!("\\{word}")),
            _ => lines.push(word.clone()),
        }
    }
    lines
}

/// A word with what rustdoc would interpret made harmless. A code span of one
/// word stays, a bare URL becomes a link.
fn escape(word: &str) -> String {
    if is_code(word) {
        return visible(word);
    }
    let url = ["https://", "http://"]
        .iter()
        .find_map(|scheme| word.find(scheme));
    if let Some((before, url)) = url.and_then(|start| word.split_at_checked(start)) {
        let ends = |c: char| matches!(c, '<' | '>' | '\\' | '"') || is_hidden(c);
        let end = url.find(ends).unwrap_or(url.len());
        let link = url[..end].trim_end_matches(['.', ',', ';', ':', ')', '\'']);
        let rest = &url[link.len()..];
        return format!("{}<{link}>{}", escape_plain(before), escape_plain(rest));
    }
    escape_plain(word)
}

fn is_code(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ':', ')']);
    let inner = word
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('`'))
}

fn escape_plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in visible(text).chars() {
        if matches!(character, '[' | ']' | '<' | '>' | '*' | '`' | '\\' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_cannot_become_code_or_html() {
        for (text, expected) in [
            ("a <b> [c] *d*", r"a \<b\> \[c\] \*d\*"),
            ("```rust\npanic!()\n```", r"\`\`\`rust panic!() \`\`\`"),
            ("    indented", "indented"),
            ("see https://example.com/a.", "see <https://example.com/a>."),
            (
                "(https://example.com/?a[]=b)",
                "(<https://example.com/?a[]=b>)",
            ),
            (
                "https://example.com/a\u{202e}b",
                r"<https://example.com/a>\\u{202e}b",
            ),
            ("the `value` is", "the `value` is"),
            ("# heading", r"\# heading"),
            ("a\u{202e}b", r"a\\u{202e}b"),
        ] {
            assert_eq!(paragraphs(text), [expected], "{text}");
        }
    }

    #[test]
    fn long_prose_is_wrapped_and_paragraphs_are_kept() {
        let lines = paragraphs(&format!("{}\n\nend", "word ".repeat(30)));
        assert!(lines.iter().all(|line| line.len() <= WIDTH), "{lines:?}");
        assert_eq!(&lines[lines.len() - 2..], ["", "end"]);
    }

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("^[a-z]+$"), "`^[a-z]+$`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
