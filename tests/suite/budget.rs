//! The numbers that decide whether anyone reads a generated diff.

use crate::places::workspace;

/// Generated lines per operation, types included.
const LINES: usize = 90;

#[test]
fn an_operation_takes_few_lines() {
    let generated = generator::generate(&workspace().join("specs/manifest.yaml")).unwrap();
    for service in &generated.package.services {
        let operations: usize = service
            .versions
            .iter()
            .map(|api| api.operations.len())
            .sum();
        let lines = |names: &[&str]| -> usize {
            let is_counted = |path: &str| names.iter().any(|name| path.ends_with(name));
            let files = generated.files.iter();
            let files =
                files.filter(|file| file.path.starts_with(&format!("src/{}/", service.name)));
            let files = files.filter(|file| is_counted(&file.path));
            files.map(|file| file.text.lines().count()).sum()
        };
        let own = lines(&["/operations.rs", "/models.rs"]);
        println!("{}: {own} lines for {operations} operations", service.name);
        assert!(
            own <= LINES * operations,
            "{own} lines for {operations} operations"
        );
    }
}
