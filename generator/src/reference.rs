//! `$ref`: a URI reference (RFC 3986, section 4.1) whose fragment is a JSON Pointer
//! (RFC 6901, section 6).

mod graph;
mod walk;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::pointer::Pointer;
pub(crate) use graph::{Graph, component, referred};
pub(crate) use walk::{each_reference, pointer};

/// What a `$ref` names. Its text is percent-encoded, this is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The path of a file, relative to the one that has the `$ref`; empty for that
    /// file itself.
    pub(crate) path: String,
    /// The value in the file; `None` if the fragment is not a JSON Pointer.
    pub(crate) pointer: Option<Pointer>,
}

impl Reference {
    /// Reads the text of a `$ref`. Other readers accept a `%` that begins no escape,
    /// and characters that should be one, so both are taken as they are.
    pub(crate) fn parse(text: &str) -> Self {
        let (path, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = percent_decode_str(fragment).decode_utf8();
        Self {
            path: percent_decode_str(path).decode_utf8_lossy().into_owned(),
            pointer: fragment.ok().and_then(|text| Pointer::parse(&text)),
        }
    }

    /// The value that a `$ref` names in its own file.
    pub(crate) fn local(text: &str) -> Option<Pointer> {
        let Self { path, pointer } = Self::parse(text);
        pointer.filter(|_| path.is_empty() && text.starts_with('#'))
    }

    /// The text of a `$ref` to a value in its own file.
    pub(crate) fn to_local(pointer: &Pointer) -> String {
        let pointer = pointer.to_string();
        format!("#{}", utf8_percent_encode(&pointer, ESCAPED))
    }
}

/// All but what a fragment may have (RFC 3986, section 3.5).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/')
    .remove(b'?');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_are_percent_decoded() {
        for (text, path, tokens) in [
            ("#/parameters/%24top", "", &["parameters", "$top"][..]),
            ("#/parameters/$top", "", &["parameters", "$top"]),
            ("#/a/Page%5BThing%5D", "", &["a", "Page[Thing]"]),
            ("#/a/Page[Thing]", "", &["a", "Page[Thing]"]),
            ("#/paths/~1a~1%7Bb%7D", "", &["paths", "/a/{b}"]),
            // First the URI is decoded, then the pointer (RFC 6901, section 6).
            ("#/a/b%7E1c", "", &["a", "b/c"]),
            ("#/a/b%2Fc", "", &["a", "b", "c"]),
            ("#/a/100%25", "", &["a", "100%"]),
            ("#/a/100%", "", &["a", "100%"]),
            ("#/a/%c3%A9", "", &["a", "é"]),
            ("#/a/é", "", &["a", "é"]),
            ("my%20common.yaml#/a", "my common.yaml", &["a"]),
            ("a%23b.yaml#/a", "a#b.yaml", &["a"]),
            ("common.yaml", "common.yaml", &[]),
            ("#", "", &[]),
        ] {
            let reference = Reference::parse(text);
            assert_eq!(reference.path, path, "{text}");
            let pointer = reference.pointer.expect(text);
            assert_eq!(pointer.tokens(), tokens, "{text}");
            let written = Reference::to_local(&pointer);
            assert_eq!(Reference::local(&written), Some(pointer), "{written}");
        }
        assert_eq!(Reference::parse("a.yaml#Thing").pointer, None);
        assert_eq!(Reference::parse("#/a/%FF").pointer, None);
        for text in ["a.yaml#/a", "Thing", ""] {
            assert_eq!(Reference::local(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_a_uri_reference() {
        let pointer = Pointer::root().join(&["a b", "$top", "é[1]", "50%", "x/y"]);
        assert_eq!(
            Reference::to_local(&pointer),
            "#/a%20b/$top/%C3%A9%5B1%5D/50%25/x~1y"
        );
    }
}
