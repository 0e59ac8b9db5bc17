//! Text of others, so that it shows what it is.

/// The text with what cannot be seen spelled out: controls, and characters that
/// change the direction of what follows, which can make one text look like
/// another (Unicode Technical Standard 55).
pub(crate) fn visible(text: &str) -> String {
    let spelled = |c: char| match is_hidden(c) {
        true => c.escape_unicode().to_string(),
        false => c.to_string(),
    };
    text.chars().map(spelled).collect()
}

/// Whether it cannot be seen.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
