//! How Rust spells what a document names.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use super::Kind;
use crate::reserved::{Owner, owner};

/// The spelling in Rust; `None` if nothing in the name can stand in one of Rust.
pub(super) fn spelled(source: &str, kind: Kind) -> Option<String> {
    let usual = match kind {
        Kind::Operation | Kind::Model | Kind::Enum => source.to_upper_camel_case(),
        Kind::Variant => split_behind_digits(source).to_upper_camel_case(),
        Kind::Method | Kind::Parameter(_) | Kind::Body | Kind::Property => source.to_snake_case(),
    };
    // As the compiler reads it (Rust Reference, "Identifiers"): serde would take the
    // normal form for the name on the wire, and two spellings of it are one name.
    let usual: String = usual.nfc().collect();
    if usual.is_empty() || begins_with_digit(&usual) {
        return begun(source, kind).filter(|name| is_identifier(name));
    }
    match owner(&usual, kind.item()) {
        Some(Owner::Keyword) => Some(format!("r#{usual}")),
        Some(Owner::BareKeyword) => Some(format!("{usual}_")),
        _ => Some(usual).filter(|name| is_identifier(name)),
    }
}

/// The name of what has no letter in front: its signs in words, as in `Minus1`, else
/// behind its kind, as in `Value1`. Numbers stay apart, as in `Value1_0`.
fn begun(source: &str, kind: Kind) -> Option<String> {
    let name: String = in_words(source).to_snake_case().nfc().collect();
    let kind_in_front = begins_with_digit(&name).then(|| kind.affix().to_lowercase());
    let words: Vec<_> = kind_in_front
        .iter()
        .map(String::as_str)
        .chain(name.split('_').filter(|word| !word.is_empty()))
        .collect();
    if words.is_empty() {
        // Of all that has a name, only a value can be empty.
        let is_empty_value = source.is_empty() && kind == Kind::Variant;
        return is_empty_value.then(|| "Empty".to_owned());
    }
    if !kind.is_camel() {
        return Some(words.join("_"));
    }
    let mut camel = String::new();
    for word in words {
        if camel.ends_with(is_digit) && begins_with_digit(word) {
            camel.push('_');
        }
        camel.push_str(&word.to_upper_camel_case());
    }
    Some(camel)
}

/// The same with the signs in front in words; all of them, if there is nothing else.
fn in_words(source: &str) -> String {
    let mut words = String::new();
    let mut rest = source.chars();
    while let Some(character) = rest.next() {
        if character.is_alphanumeric() {
            words.push(' ');
            words.push(character);
            words.push_str(rest.as_str());
            break;
        }
        if let Some((_, word)) = SIGNS.iter().find(|(sign, _)| *sign == character) {
            words.push(' ');
            words.push_str(word);
        }
    }
    words
}

/// What signs are called, after Unicode's names.
const SIGNS: [(char, &str); 32] = [
    ('!', "exclamation"),
    ('"', "quote"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "ampersand"),
    ('\'', "apostrophe"),
    ('(', "left parenthesis"),
    (')', "right parenthesis"),
    ('*', "asterisk"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less than"),
    ('=', "equals"),
    ('>', "greater than"),
    ('?', "question"),
    ('@', "at"),
    ('[', "left bracket"),
    ('\\', "backslash"),
    (']', "right bracket"),
    ('^', "caret"),
    ('_', "underscore"),
    ('`', "backtick"),
    ('{', "left brace"),
    ('|', "bar"),
    ('}', "right brace"),
    ('~', "tilde"),
];

/// `A128CBC` as `A128 CBC`: a value's name, as some documents spell it out with
/// `_`, must not depend on the document that spells it.
fn split_behind_digits(source: &str) -> String {
    let mut split = String::with_capacity(source.len());
    let mut was_digit = false;
    for character in source.chars() {
        if was_digit && character.is_uppercase() {
            split.push(' ');
        }
        was_digit = is_digit(character);
        split.push(character);
    }
    split
}

fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

fn begins_with_digit(name: &str) -> bool {
    name.starts_with(is_digit)
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}
