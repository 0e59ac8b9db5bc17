//! The numbers that decide whether anyone reads a generated diff.

use crate::places::workspace;

/// Generated lines per operation, types included.
const LINES: usize = 90;

#[test]
fn an_operation_takes_few_lines() {
    let generated = generator::generate(&workspace().join("specs/manifest.yaml")).unwrap();
    for service in &generated.package.services {
        let folder = format!("src/{}", service.name);
        let files = generated
            .files
            .iter()
            .filter(|file| file.path.starts_with(&folder));
        let lines: usize = files.map(|file| file.text.lines().count()).sum();
        let operations: usize = service
            .versions
            .iter()
            .map(|api| api.operations.len())
            .sum();
        println!(
            "{}: {lines} lines for {operations} operations",
            service.name
        );
        assert!(
            lines <= LINES * operations,
            "{lines} lines for {operations} operations"
        );
    }
}
