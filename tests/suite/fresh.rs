//! The checked-in crate is what the generator writes, on any machine.

use generator::check::{differences, unified_diff};

use crate::places::workspace;
use crate::project::{Project, contents};

#[test]
fn the_checked_in_crate_is_current() {
    let generated = generator::generate(&workspace().join("specs/manifest.yaml")).unwrap();
    let stale = differences(&generated.files, &generated.output).unwrap();
    assert!(
        stale.is_empty(),
        "run `cargo run -p generator`\n{}",
        unified_diff(&stale)
    );
}

#[test]
fn runs_from_different_folders_give_the_same_bytes() {
    let [first, second] = [(); 2].map(|()| Project::copy_of(&workspace().join("specs")));
    let from_the_root = first.run(&[]);
    let from_inside = second.run_in("specs/keys", &["generate"]);
    assert_eq!(
        (from_the_root.status, from_inside.status),
        (Some(0), Some(0))
    );

    let mut checked_in = contents(&workspace().join("generated"));
    checked_in.retain(|path, _| !path.starts_with("target"));
    let [first, second] = [first, second].map(|project| project.contents("generated"));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        checked_in.keys().collect::<Vec<_>>()
    );
    assert!(
        first == checked_in,
        "the first run differs from what is checked in"
    );
    assert!(first == second, "the runs differ from each other");
}
