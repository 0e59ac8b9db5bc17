//! Places inside a document.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

/// A JSON Pointer (RFC 6901): the way from the root of a document to a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// The document itself.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads the text form: empty, or `/` before each token, `~1` for `/` and
    /// `~0` for `~`. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::root());
        }
        let tokens = text.strip_prefix('/')?.split('/');
        Some(Self(
            tokens
                .map(|token| token.replace("~1", "/").replace("~0", "~"))
                .collect(),
        ))
    }

    /// One step down: a key of an object or an index of an array.
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let mut tokens = self.0.clone();
        tokens.push(token.to_string());
        Self(tokens)
    }

    /// Several steps down.
    pub fn join(&self, tokens: &[impl fmt::Display]) -> Self {
        tokens
            .iter()
            .fold(self.clone(), |pointer, token| pointer.child(token))
    }

    /// One step up; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, rest) = self.0.split_last()?;
        Some(Self(rest.to_vec()))
    }

    /// The unescaped steps.
    pub fn tokens(&self) -> &[String] {
        &self.0
    }

    /// The value it leads to.
    pub fn resolve<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        value.pointer(&self.to_string())
    }

    /// The value it leads to, to be changed.
    pub fn resolve_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
        value.pointer_mut(&self.to_string())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for token in &self.0 {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl Serialize for Pointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_tokens_correspond() {
        for (text, tokens) in [
            ("", &[][..]),
            ("/", &[""]),
            (
                "/paths/~1keys~1{key-name}/post",
                &["paths", "/keys/{key-name}", "post"],
            ),
            ("/a~01", &["a~1"]),
        ] {
            let pointer = Pointer::parse(text).expect(text);
            assert_eq!(pointer.tokens(), tokens);
            assert_eq!(pointer.to_string(), text);
        }
        assert_eq!(Pointer::parse("keys"), None);
    }
}
