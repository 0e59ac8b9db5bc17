//! The page DIAGNOSTICS.md: what the generator says, and what it says nothing about.

use std::collections::BTreeMap;

use crate::code;
use crate::lower::{Treatment, entries};

/// Returns every code, and every keyword that is ignored, as a page of CommonMark.
pub fn page() -> String {
    format!("{}\n{}", code::page(), ignored())
}

/// A table of the ignored keywords: a row for each reason that they share.
fn ignored() -> String {
    let mut rows: Vec<(&str, BTreeMap<&str, Vec<&str>>)> = Vec::new();
    for entry in entries() {
        let Treatment::Ignored(reason) = entry.treatment else {
            continue;
        };
        let row = rows.iter().position(|(known, _)| *known == reason);
        let row = row.unwrap_or_else(|| {
            rows.push((reason, BTreeMap::new()));
            rows.len() - 1
        });
        rows[row]
            .1
            .entry(entry.object)
            .or_default()
            .push(entry.keyword);
    }
    let rows = rows.iter().map(|(reason, keywords)| {
        let of = |(object, keywords): (&&str, &Vec<&str>)| {
            format!("`{}` of {object}", keywords.join("`, `"))
        };
        let keywords: Vec<_> = keywords.iter().map(of).collect();
        format!("| {} | {reason} |\n", keywords.join("; "))
    });
    format!("{HEAD}{}", rows.collect::<String>())
}

const HEAD: &str = "# Ignored keywords

Nothing in the crate depends on these, so that the generator says nothing about them.
Every other keyword is read, or has a problem. The same holds for components that no
generated operation refers to, and for extensions (`x-…`) for other tools: those that
are not Azure's (`x-ms-…`).

| keyword | why it is ignored |
|---|---|
";
