//! The decisions of `lower` and the words of `emit`, on small documents.

use std::fs;
use std::path::Path;

use generator::emit::{self, Package, Service};
use generator::generate::{Lowered, lower_document};
use generator::ir::Api;
use generator::lower::avoid_client;
use generator::overlay::Overlay;
use generator::problem::Problems;
use insta::with_settings;

use crate::places::{cases, name};

/// The longest document of a case, in lines.
const LINES: usize = 40;

/// The API of a case.
pub(crate) fn api(case: &Path) -> Api {
    lowered(case, name(case)).api
}

/// The API of a case as the service of that name, and what was noted of it.
fn lowered(case: &Path, service: &str) -> Lowered {
    let overlay = case.join("overlay.yaml");
    let overlay = overlay
        .exists()
        .then(|| Overlay::load(&overlay, case).unwrap());
    let wanted = fs::read_to_string(case.join("operations.txt")).ok();
    let wanted: Option<Vec<_>> = wanted.map(|names| names.lines().map(str::to_owned).collect());
    let document = ["document.yaml", "document.json"].map(|name| case.join(name));
    let document = document
        .iter()
        .find(|path| path.exists())
        .expect("a document");
    let lowered = lower_document(document, case, overlay.as_ref(), wanted.as_deref());
    let mut lowered = lowered.unwrap_or_else(|problems| panic!("{}:\n{problems}", name(case)));
    let notes = avoid_client(service, &mut lowered.api, &lowered.origins);
    lowered.read.warnings.extend(notes);
    lowered
}

/// A crate with a service for each of the APIs.
pub(crate) fn package(services: impl IntoIterator<Item = (String, Api)>) -> Package {
    let service = |(name, api)| Service {
        name,
        title: "A case".to_owned(),
        versions: vec![api],
    };
    Package {
        name: "keyvault".to_owned(),
        services: services.into_iter().map(service).collect(),
        local_vault: false,
    }
}

#[test]
fn cases_are_lowered_and_emitted_as_reviewed() {
    for case in cases("constructs") {
        let lowered = lowered(&case, "case");
        let ir = serde_yaml::to_string(&lowered.api).unwrap();
        let package = package([("case".to_owned(), lowered.api)]);
        let files = emit::emit(&package).unwrap();
        let interesting = |path: &str| {
            let names = ["operations.rs", "models.rs", "enums.rs"];
            names.iter().any(|name| path.ends_with(name))
        };
        let code: Vec<_> = files
            .iter()
            .filter(|file| interesting(&file.path))
            .map(|file| format!("// {}\n{}", file.path, file.text))
            .collect();
        with_settings!({ snapshot_path => &case, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("ir", ir);
            insta::assert_snapshot!("code", code.join("\n"));
            match lowered.read.warnings {
                none if none.is_empty() => assert!(!case.join("notes.snap").exists()),
                notes => insta::assert_snapshot!("notes", Problems(notes).to_string()),
            }
        });
    }
}

#[test]
fn cases_stay_small() {
    for case in cases("constructs") {
        for entry in fs::read_dir(&case).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "snap") {
                let lines = fs::read_to_string(&path).unwrap().lines().count();
                assert!(lines <= LINES, "{} has {lines} lines", path.display());
            }
        }
    }
}
