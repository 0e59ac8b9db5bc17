//! From tokens to the text of a source file.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{EmitError, File, MARK};

/// A file of Rust: the header, the module's documentation, the items with a
/// blank line between them. `from` names what it was made of.
///
/// # Errors
///
/// An item is not Rust.
pub(super) fn rust(
    path: String,
    from: &str,
    docs: &[String],
    items: impl IntoIterator<Item = TokenStream>,
) -> Result<File, EmitError> {
    // A file may have any name, but not end a comment with it.
    let from = from.replace(|c: char| c.is_control(), " ");
    let mut text = format!("// Written by {MARK} from {from}: do not edit.\n");
    if !docs.is_empty() {
        let docs = docs.iter().map(|line| padded(line));
        text.push_str(&unparse(&path, quote!(#(#![doc = #docs])*))?);
        text.push('\n');
    }
    let items = items.into_iter().map(|item| unparse(&path, item));
    text.push_str(&items.collect::<Result<Vec<_>, _>>()?.join("\n"));
    Ok(File { path, text })
}

fn unparse(path: &str, tokens: TokenStream) -> Result<String, EmitError> {
    match syn::parse2(tokens) {
        Ok(file) => Ok(prettyplease::unparse(&file)),
        Err(reason) => Err(EmitError {
            file: path.to_owned(),
            reason,
        }),
    }
}

/// A line as `#[doc]` holds it for `prettyplease` to print it behind `///`.
pub(super) fn padded(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// A name that `lower` made, which is an identifier, raw or not.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
