//! The numbers that decide whether anyone reads a generated diff.

use crate::places::workspace;

/// Generated lines per operation, of all that the default features compile:
/// requests, models, enums, and the client.
const LINES: usize = 90;

#[test]
fn an_operation_takes_few_lines() {
    let generated = generator::generate(&workspace().join("specs/manifest.yaml")).unwrap();
    for service in &generated.package.services {
        for api in &service.versions {
            let module = format!("src/{}/{}", service.name, api.module);
            let own = |path: &str| {
                path.starts_with(&module)
                    && !["/blocking.rs", "/server.rs"]
                        .iter()
                        .any(|file| path.ends_with(file))
            };
            let files = generated.files.iter().filter(|file| own(&file.path));
            let lines: usize = files.map(|file| file.text.lines().count()).sum();
            let operations = api.operations.len();
            let each = lines / operations;
            println!("{module}: {lines} lines for {operations} operations, {each} each");
            assert!(lines <= LINES * operations, "{module}: {lines} lines");
        }
    }
}

/// A file that nobody wants to open.
const FILE: usize = 900;

#[test]
fn no_generated_file_is_unwieldy() {
    let generated = generator::generate(&workspace().join("specs/manifest.yaml")).unwrap();
    for file in &generated.files {
        let lines = file.text.lines().count();
        assert!(lines <= FILE, "{} has {lines} lines", file.path);
    }
}
