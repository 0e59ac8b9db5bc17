//! The table of what is supported in README.md is what the cases show.

use std::collections::BTreeSet;
use std::fs;

use generator::lower::{Treatment, entries};

use crate::places::{cases, name, workspace};

fn section() -> String {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    let (_, section) = readme.split_once("## What is supported").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    section.to_owned()
}

/// The rows of the table: whether it is supported, and the cases.
fn rows() -> Vec<(bool, Vec<String>)> {
    let section = section();
    let rows = section.lines().filter_map(|line| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let [_, _, supported @ ("yes" | "no"), .., cases, _] = cells.as_slice() else {
            return None;
        };
        let cases = cases
            .split(", ")
            .map(|case| case.trim_matches('`').to_owned());
        Some((*supported == "yes", cases.collect()))
    });
    rows.collect()
}

#[test]
fn every_row_has_its_cases_and_every_construct_its_row() {
    let rows = rows();
    let named = |wanted: bool| -> BTreeSet<String> {
        let rows = rows.iter().filter(|(supported, _)| *supported == wanted);
        rows.flat_map(|(_, cases)| cases).cloned().collect()
    };
    let constructs = cases("constructs");
    let constructs: BTreeSet<_> = constructs
        .iter()
        .map(|case| name(case).to_owned())
        .collect();
    assert_eq!(named(true), constructs);

    let nameless = rows
        .iter()
        .filter(|(_, cases)| cases.iter().any(String::is_empty));
    assert_eq!(nameless.count(), 0, "a row names no case");
    let errors = cases("errors");
    let errors: BTreeSet<_> = errors.iter().map(|case| name(case).to_owned()).collect();
    let unknown: Vec<_> = named(false).difference(&errors).cloned().collect();
    assert!(
        unknown.is_empty(),
        "no case shows that it is refused: {unknown:?}"
    );
}

#[test]
fn every_refused_keyword_is_named_in_a_row_of_what_is_not_supported() {
    let refused = entries().filter(|entry| entry.treatment == Treatment::Refused);
    let keywords: BTreeSet<_> = refused
        .map(|entry| format!("`{}`", entry.keyword))
        .collect();
    assert!(keywords.len() > 30, "{keywords:?}");
    let section = section();
    let told: Vec<_> = section
        .lines()
        .filter(|row| row.contains("| no |"))
        .collect();
    let silent = keywords
        .iter()
        .filter(|keyword| !told.iter().any(|row| row.contains(*keyword)));
    assert_eq!(silent.collect::<Vec<_>>(), Vec::<&String>::new());
}
