//! The crate on disk is the old one or the new one, whenever a run is killed.

use std::process::Stdio;
use std::thread::sleep;
use std::time::Instant;

use crate::places::{cases, name, workspace};
use crate::project::{Project, contents};

#[test]
fn a_killed_run_leaves_the_old_crate_or_the_new_one() {
    // A small API: most of the time goes into writing.
    let case = cases("constructs")
        .into_iter()
        .find(|case| name(case) == "paging");
    let project = Project::of_case(&case.unwrap());
    let title = ["title: A case", "title: Other words for the same"];
    let mut crates = Vec::new();
    for index in [0, 1] {
        assert_eq!(project.run(&[]).status, Some(0));
        crates.push(project.contents("generated"));
        project.edit("specs/manifest.yaml", title[index], title[1 - index]);
    }
    assert_ne!(crates[0], crates[1]);

    let started = Instant::now();
    assert_eq!(project.run(&[]).status, Some(0));
    let whole_run = started.elapsed();
    let mut killed = 0;
    for round in 0..40 {
        project.edit(
            "specs/manifest.yaml",
            title[round % 2],
            title[1 - round % 2],
        );
        let mut child = project.command("").stdout(Stdio::null()).spawn().unwrap();
        sleep(whole_run.mul_f64(0.5 + 0.6 * f64::from(round as u32) / 40.0));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        let left = project.contents("generated");
        assert!(crates.contains(&left), "round {round}: {:?}", left.keys());
        assert_eq!(project.run(&[]).status, Some(0), "a rerun mends it");
    }
    println!("{killed} of 40 runs were killed before their end");
    assert!(killed > 0);
    let others: Vec<_> = std::fs::read_dir(project.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(others.len(), 2, "{others:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_stays_as_it_was() {
    use std::fs::{self, File};

    let project = Project::copy_of(&workspace().join("specs"));
    // The crate's folder is a file: nothing can be put into it.
    File::create(project.path("generated")).unwrap();
    let run = project.run(&[]);
    assert_eq!(run.status, Some(1), "{run:?}");
    assert!(run.err.contains("the folder cannot be used"), "{}", run.err);
    assert!(fs::metadata(project.path("generated")).unwrap().is_file());
}

/// `check` and `write` look nowhere else for files that are not part of the crate any
/// more.
#[test]
fn every_file_lies_in_a_folder_that_is_looked_into() {
    for path in contents(&workspace().join("generated")).keys() {
        let folder = path.split_once('/').map(|(folder, _)| folder);
        assert!(matches!(folder, None | Some("src" | "examples")), "{path}");
    }
}
