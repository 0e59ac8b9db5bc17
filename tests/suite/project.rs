//! A project in a temporary folder, and the program run on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with `specs/` and, once generated, `generated/`.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// A project whose `specs/` is a copy of the folder `specs`.
    pub(crate) fn copy_of(specs: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(specs, &folder.path().join("specs"));
        Self { folder }
    }

    /// A project for a case: its files, and a manifest if it has none itself.
    pub(crate) fn of_case(case: &Path) -> Self {
        let project = Self::copy_of(case);
        let wants_manifest = !case.join("without_manifest").exists();
        if wants_manifest && !project.path("specs/manifest.yaml").exists() {
            let document = ["document.yaml", "document.json"];
            let document = document
                .into_iter()
                .find(|name| case.join(name).exists())
                .unwrap_or("document.yaml");
            let overlay = if case.join("overlay.yaml").exists() {
                "\n    overlay: overlay.yaml"
            } else {
                ""
            };
            project.write(
                "specs/manifest.yaml",
                &format!(
                    "package: keyvault\noutput: ../generated\nservices:\n  - name: case\n    title: A case{overlay}\n    documents: [{document}]\n"
                ),
            );
        }
        project
    }

    pub(crate) fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }

    pub(crate) fn write(&self, inner: &str, text: &str) {
        fs::write(self.path(inner), text).unwrap();
    }

    /// Replaces `old`, which must be there, in a file.
    pub(crate) fn edit(&self, inner: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(inner)).unwrap();
        assert!(text.contains(old), "{inner} does not hold {old:?}");
        self.write(inner, &text.replace(old, new));
    }

    /// Runs the program in the project's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    /// Runs the program in a folder of the project.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        Run::from(self.command(folder).args(arguments).output().unwrap())
    }

    pub(crate) fn command(&self, folder: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_generator-under-test"));
        command.current_dir(self.path(folder));
        command
    }

    /// Every file below a folder of the project, with its bytes.
    pub(crate) fn contents(&self, inner: &str) -> BTreeMap<String, Vec<u8>> {
        contents(&self.path(inner))
    }
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Every file below `folder`, with its bytes; nothing if there is no folder.
pub(crate) fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in contents(from) {
        let target = to.join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
}
