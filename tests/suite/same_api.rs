//! What our documents say and what Azure publishes is the same API.

use std::path::Path;

use generator::generate::lower_document;
use generator::overlay::Overlay;
use similar::TextDiff;

use crate::places::{shared, workspace};

#[test]
fn our_documents_and_the_published_ones_say_the_same() {
    let Some(published) = shared("azure-specs") else {
        return;
    };
    let specs = workspace().join("specs");
    let overlay = Overlay::load(&specs.join("keys.overlay.yaml"), &specs).unwrap();
    for version in ["7.4", "7.5", "2025-07-01"] {
        let facts = |path: &Path, root: &Path| {
            let lowered = lower_document(path, root, Some(&overlay), None);
            let (api, _) = lowered.unwrap_or_else(|problems| panic!("{problems}"));
            serde_yaml::to_string(&api.facts()).unwrap()
        };
        let ours = facts(&specs.join(format!("keys/{version}.yaml")), &specs);
        let theirs = facts(&published.join(version).join("keys.json"), &published);
        let diff = TextDiff::from_lines(&theirs, &ours);
        let diff = diff.unified_diff().header("published", "ours").to_string();
        assert!(diff.is_empty(), "{version}:\n{diff}");
    }
}
