//! One value out of a document and the files it refers to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::missing::Missing;
use super::{Source, read_within};
use crate::code::Code;
use crate::document::{Document, Origin, Origins};
use crate::limits::FILES;
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::reference::{Reference, each_reference, pointer};

/// Takes every component that a `$ref` names in another file into the
/// document, under the same pointer, and makes the `$ref` local.
pub(super) fn bundle(source: Source, value: Value, project: &Path) -> Result<Document, Problem> {
    let mut bundle = Bundle::new(source, &value, project)?;
    let mut document = value;
    bundle.localise(&mut document, 0, &Pointer::root());
    while let Some(wanted) = bundle.wanted.pop_front() {
        bundle.take_in(&mut document, &wanted);
    }
    bundle.report_missing();
    Ok(Document {
        value: document,
        origins: bundle.origins,
        problems: bundle.problems,
        unreached: Map::new(),
    })
}

struct Bundle<'a> {
    project: &'a Path,
    /// The canonical folder that no reference may leave.
    tree: PathBuf,
    origins: Origins,
    /// The files read, by canonical path.
    indices: BTreeMap<PathBuf, usize>,
    /// Those, and the ones that cannot be used.
    opened: BTreeSet<PathBuf>,
    values: Vec<Value>,
    wanted: VecDeque<Wanted>,
    taken: BTreeSet<(usize, Pointer)>,
    /// What the document's own local references name.
    own: BTreeMap<Pointer, Origin>,
    problems: Vec<Problem>,
    /// The references to each file that is not there.
    missing: BTreeMap<PathBuf, Missing>,
}

/// A component of another file that is to be taken in.
struct Wanted {
    file: usize,
    pointer: Pointer,
    /// The reference that asks for it.
    by: Origin,
}

impl<'a> Bundle<'a> {
    fn new(source: Source, value: &Value, project: &'a Path) -> Result<Self, Problem> {
        let path = fs::canonicalize(&source.path).map_err(|error| {
            Problem::new(
                Code::FileUnreadable,
                source.place(Pointer::root()),
                format!("the file cannot be found: {error}"),
            )
        })?;
        Ok(Self {
            project,
            tree: path.parent().map(Path::to_owned).unwrap_or_default(),
            origins: Origins::new(source),
            indices: BTreeMap::from([(path, 0)]),
            opened: BTreeSet::new(),
            values: vec![value.clone()],
            wanted: VecDeque::new(),
            taken: BTreeSet::new(),
            own: BTreeMap::new(),
            problems: Vec::new(),
            missing: BTreeMap::new(),
        })
    }

    /// Makes every `$ref` below `value`, which stands in `file` at `at`, local.
    fn localise(&mut self, value: &mut Value, file: usize, at: &Pointer) {
        let mut found = Vec::new();
        each_reference(value, |steps, text| {
            found.push((pointer(steps).child("$ref"), text.to_owned()));
        });
        for (inner, text) in found {
            let by = Origin {
                file,
                pointer: at.join(inner.tokens()),
            };
            match self.resolve(&text, by.clone()) {
                Ok(local) if local == text => {}
                Ok(local) => {
                    if let Some(reference) = inner.resolve_mut(value) {
                        *reference = local.into();
                    }
                }
                Err(problem) => {
                    self.origins.tell(by);
                    self.problems.extend(problem);
                }
            }
        }
    }

    /// The local form of the reference `text`; asks for what it names. `None` as the
    /// problem if that is reported together with others.
    fn resolve(&mut self, text: &str, by: Origin) -> Result<String, Option<Problem>> {
        let Reference { path, pointer } = Reference::parse(text);
        if path.is_empty() && by.file == 0 {
            self.own.extend(pointer.map(|pointer| (pointer, by)));
            return Ok(text.to_owned());
        }
        let file = if path.is_empty() {
            by.file
        } else {
            self.open(&path, &by)?
        };
        let (_, fragment) = text.split_once('#').unwrap_or_default();
        let local = format!("#{fragment}");
        if file == 0 {
            return Ok(local);
        }
        let pointer = pointer.filter(is_component).ok_or_else(|| {
            self.problem(Code::RefNotComponent, &by, format!("`{text}` does not name a component of the other file"))
                .help("only components can be taken from another file, as in `common.json#/definitions/Error`")
        })?;
        self.wanted.push_back(Wanted { file, pointer, by });
        Ok(local)
    }

    /// The index of the file at `path`, as written in the file of `by`.
    fn open(&mut self, path: &str, by: &Origin) -> Result<usize, Option<Problem>> {
        if path.contains("://") || path.starts_with("//") {
            let problem = self.problem(
                Code::RefToUrl,
                by,
                format!("`{path}` is a URL; documents are not fetched"),
            );
            let help = "download the file and refer to it by a relative path";
            return Err(Some(problem.help(help)));
        }
        if Path::new(path).has_root() || Path::new(path).is_absolute() {
            let problem = self.problem(
                Code::RefAbsolute,
                by,
                format!("`{path}` is an absolute path"),
            );
            let help = "refer to the file by a path relative to this one";
            return Err(Some(problem.help(help)));
        }
        let path_from_here = self.path_from(by.file, path);
        let canonical = match fs::canonicalize(&path_from_here) {
            Ok(canonical) => canonical,
            Err(error) => {
                self.miss(path, path_from_here, by, &error);
                return Err(None);
            }
        };
        if !canonical.starts_with(&self.tree) {
            let problem = self.problem(
                Code::RefOutside,
                by,
                format!("`{path}` lies outside the folder of the document"),
            );
            let help = "move the file next to the document, or below it";
            return Err(Some(problem.help(help)));
        }
        if let Some(index) = self.indices.get(&canonical) {
            return Ok(*index);
        }
        // Read and told once, however many references there are to it.
        if !self.opened.insert(canonical.clone()) {
            return Err(None);
        }
        let limit = FILES.saturating_sub(self.origins.bytes());
        let (source, value) = read_within(&path_from_here, self.project, limit)?;
        let index = self.origins.add_file(source);
        self.values.push(value);
        self.check_kind(index, &self.values[index])?;
        self.indices.insert(canonical, index);
        Ok(index)
    }

    /// The path of the file that `path` names in a `$ref` of `file`.
    fn path_from(&self, file: usize, path: &str) -> PathBuf {
        let source = self.origins.file(file);
        let base = source.and_then(|source| source.path.parent());
        base.unwrap_or(Path::new("")).join(without_dots(path))
    }

    /// Counts a reference to a file that is not there.
    fn miss(&mut self, path: &str, file: PathBuf, by: &Origin, error: &io::Error) {
        if let Some(missing) = self.missing.get_mut(&file) {
            missing.references += 1;
            return;
        }
        let message = match error.kind() {
            io::ErrorKind::NotFound => format!("the file `{path}` does not exist"),
            _ => format!("the file `{path}` cannot be read: {error}"),
        };
        let missing = Missing {
            problem: self.problem(Code::RefToMissingFile, by, message),
            references: 1,
        };
        self.missing.insert(file, missing);
    }

    /// Reports the files that are not there, each once.
    fn report_missing(&mut self) {
        let missing = std::mem::take(&mut self.missing).into_iter().enumerate();
        self.problems
            .extend(missing.map(|(index, (file, missing))| missing.advised(&file, index)));
    }

    /// A file that says what kind of document it is must say what the first says.
    fn check_kind(&self, index: usize, value: &Value) -> Result<(), Problem> {
        for keyword in ["swagger", "openapi"] {
            let other = value.get(keyword);
            if other.is_some() && other != self.values[0].get(keyword) {
                let place = Origin {
                    file: index,
                    pointer: Pointer::root().child(keyword),
                };
                let message = "the file is of another kind than the document that refers to it";
                return Err(self.problem(Code::UnsupportedVersion, &place, message));
            }
        }
        Ok(())
    }

    /// Copies a wanted component into `document`, once.
    fn take_in(&mut self, document: &mut Value, wanted: &Wanted) {
        let Wanted { file, pointer, by } = wanted;
        let is_known = !self.taken.insert((*file, pointer.clone()));
        let Some(component) = pointer.resolve(&self.values[*file]) else {
            self.origins.tell(by.clone());
            if is_known {
                return;
            }
            let problem = self.problem(
                Code::RefToNothing,
                by,
                format!("the other file has nothing at `{pointer}`"),
            );
            return self.problems.push(problem);
        };
        if is_known {
            return;
        }
        let mut component = component.clone();
        let origin = Origin {
            file: *file,
            pointer: pointer.clone(),
        };
        self.localise(&mut component, *file, pointer);
        let there = self.origins.of(pointer);
        match pointer.resolve(document) {
            Some(present) if *present == component => {}
            Some(_) if self.only_refers(&there, &origin) => {
                insert(document, pointer, component);
                self.origins.replace(pointer.clone(), origin);
            }
            Some(_) if self.only_refers(&origin, &there) => {}
            Some(_) => {
                let there = self.origins.place(pointer);
                let line = there
                    .line
                    .map(|line| format!(":{line}"))
                    .unwrap_or_default();
                let message = format!("`{pointer}` is defined twice, and differently");
                let help = format!(
                    "the other definition is in {}{line}; rename one of the two",
                    there.file
                );
                let problem = self.problem(Code::RefConflict, &origin, message).help(help);
                self.problems.push(problem);
            }
            None => {
                self.tell_other(pointer, *file);
                insert(document, pointer, component);
                self.origins.record(pointer.clone(), origin);
            }
        }
    }

    /// Whether the definition `from` is nothing but a reference to `to`, directly or
    /// through others: the two are one.
    fn only_refers(&self, from: &Origin, to: &Origin) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = self.referred(from);
        while let Some(here) = next {
            if here == *to {
                return true;
            }
            next = self.referred(&here).filter(|_| seen.insert(here));
        }
        false
    }

    /// What a definition refers to that is nothing but a reference, in a file that was
    /// read.
    fn referred(&self, at: &Origin) -> Option<Origin> {
        let definition = at.pointer.resolve(self.values.get(at.file)?)?;
        let entries = definition
            .as_object()
            .filter(|entries| entries.len() == 1)?;
        let Reference { path, pointer } = Reference::parse(entries.get("$ref")?.as_str()?);
        let file = if path.is_empty() {
            at.file
        } else {
            let path = fs::canonicalize(self.path_from(at.file, &path)).ok()?;
            *self.indices.get(&path)?
        };
        let pointer = pointer?;
        Some(Origin { file, pointer })
    }

    /// Tells if the document's own references to what another file has there lead to
    /// nothing in the document itself.
    fn tell_other(&mut self, pointer: &Pointer, file: usize) {
        if let Some(by) = self.own.get(pointer) {
            let other = self.origins.file(file).map_or("", |source| &source.shown);
            let help = format!("if that of {other} is meant, name the file in the `$ref`");
            let message = format!("`#{pointer}` is not defined in this file");
            let problem = self.problem(Code::RefToNothing, by, message).help(help);
            self.problems.push(problem);
        }
    }

    fn problem(&self, code: Code, at: &Origin, message: impl Into<String>) -> Problem {
        match self.origins.file(at.file) {
            Some(source) => Problem::new(code, source.place(at.pointer.clone()), message),
            None => Problem::new(code, self.origins.place(&at.pointer), message),
        }
    }
}

/// A relative path without `.` and `..`, as far as that can be told from its text
/// (RFC 3986, section 5.2.4): a folder that it leaves again need not exist.
fn without_dots(path: &str) -> PathBuf {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match (segment, segments.last()) {
            ("" | ".", _) => {}
            ("..", Some(before)) if *before != ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    segments.into_iter().collect()
}

/// Whether the pointer names a component: of Swagger 2.0 (section "Swagger
/// Object") or OpenAPI 3.0 (section "Components Object").
fn is_component(pointer: &Pointer) -> bool {
    match pointer.tokens() {
        [section, _] => matches!(section.as_str(), "definitions" | "parameters" | "responses"),
        [first, _, _] => first == "components",
        _ => false,
    }
}

/// Puts `component` at `pointer`, making the objects on the way.
fn insert(document: &mut Value, pointer: &Pointer, component: Value) {
    let mut place = document;
    for token in pointer.tokens() {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[token.as_str()];
    }
    *place = component;
}
