//! What our documents say and what Azure publishes is the same API.

use std::path::Path;

use generator::generate::lower_document;
use generator::manifest::Manifest;
use generator::overlay::Overlay;
use similar::TextDiff;

use crate::places::{shared, workspace};

/// Every operation, parameter, model, property and value, in the order of names:
/// all of the API but for its prose.
fn facts(path: &Path, root: &Path, overlay: Option<&Overlay>) -> (String, String) {
    let lowered = lower_document(path, root, overlay, None);
    let api = lowered.unwrap_or_else(|problems| panic!("{problems}")).api;
    let version = api.version.to_string();
    (version, serde_yaml::to_string(&api.facts()).unwrap())
}

#[test]
fn our_documents_and_the_published_ones_say_the_same() {
    let Some(published) = shared("azure-specs") else {
        return;
    };
    let specs = workspace().join("specs");
    let manifest = Manifest::load(&specs.join("manifest.yaml"), &specs).unwrap();
    let mut compared = Vec::new();
    for service in &manifest.services {
        let overlay = service.overlay.as_ref();
        let overlay = overlay.map(|path| Overlay::load(&specs.join(path), &specs).unwrap());
        for document in &service.documents {
            let (version, ours) = facts(&specs.join(document), &specs, overlay.as_ref());
            let path = published
                .join(&version)
                .join(format!("{}.json", service.name));
            if !path.exists() {
                continue;
            }
            let (_, theirs) = facts(&path, &published, overlay.as_ref());
            let diff = TextDiff::from_lines(&theirs, &ours);
            let diff = diff.unified_diff().header("published", "ours").to_string();
            assert!(diff.is_empty(), "{version}:\n{diff}");
            compared.push(version);
        }
    }
    assert_eq!(compared, ["7.4", "7.5", "2025-07-01"]);
}
