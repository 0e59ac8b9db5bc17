//! Input that is wrong or not supported: a message with file, place and
//! problem, status 1, and the crate as it was.

use insta::with_settings;

use crate::places::{cases, name};
use crate::project::Project;

#[test]
fn every_bad_input_is_refused_as_reviewed() {
    for case in cases("errors") {
        let project = Project::of_case(&case);
        std::fs::create_dir(project.path("generated")).unwrap();
        project.write(
            "generated/Cargo.toml",
            "# Written by `cargo run -p generator`\n",
        );
        let before = project.contents("");
        let run = project.run(&[]);
        let name = name(&case);
        assert_eq!(run.status, Some(1), "{name}: {run:?}");
        assert!(run.err.contains("-->"), "{name} has no place: {}", run.err);
        assert!(project.contents("") == before, "{name} changed something");
        with_settings!({ snapshot_path => &case, prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("problem", run.err);
        });
    }
}
