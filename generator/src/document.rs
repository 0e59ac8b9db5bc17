//! What the stages before `lower` pass on: a value that remembers its files.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::api_version::ApiVersion;
use crate::code::Code;
use crate::limits::EXCERPT;
use crate::load::{Source, Spot, spot_of};
use crate::pointer::Pointer;
use crate::problem::{Excerpt, Place, Problem};

/// An API's document, as a stage left it.
#[derive(Debug, Clone)]
pub struct Document {
    /// The document as JSON.
    pub value: Value,
    /// Where each part of `value` was written by a person.
    pub origins: Origins,
    /// What was found wrong so far. A stage that can leave something out goes on, so
    /// that all problems are told in one go; nothing is made of the document in the
    /// end.
    pub problems: Vec<Problem>,
    /// The components that were left out since no operation reaches them, by section
    /// and name: a name that is not there may be one of theirs, misspelled.
    pub unreached: Map<String, Value>,
}

impl Document {
    /// A document of one file, in which nothing was moved.
    pub fn new(value: Value, file: Source) -> Self {
        Self {
            value,
            origins: Origins::new(file),
            problems: Vec::new(),
            unreached: Map::new(),
        }
    }

    /// The name of the document's file, as shown to people.
    pub fn shown(&self) -> &str {
        self.origins
            .file(0)
            .map_or("", |source| source.shown.as_str())
    }

    /// The api-version that the document describes, if it says one.
    pub fn api_version(&self) -> Option<ApiVersion> {
        let at = Pointer::root().join(&["info", "version"]);
        ApiVersion::parse(at.resolve(&self.value)?.as_str()?)
    }

    /// Notes down a problem with the value at `at`. What is wrong there later is
    /// taken for its consequence.
    pub fn tell(&mut self, at: &Pointer, problem: Problem) {
        let origin = self.origins.of(at);
        self.origins.tell(origin);
        self.problems.push(problem);
    }

    /// A problem with the value at `pointer`.
    pub fn problem(&self, code: Code, pointer: &Pointer, message: impl Into<String>) -> Problem {
        Problem {
            subject: Some(pointer.clone()),
            removed_by: self.origins.removal_in(pointer),
            ..Problem::new(code, self.origins.place(pointer), message)
        }
    }
}

/// The files of a document, and which part of the working value came from
/// where. Parts that are not on record lie where their parent does.
#[derive(Debug, Clone)]
pub struct Origins {
    files: Vec<Source>,
    moved: BTreeMap<Pointer, Origin>,
    /// What was told to be wrong.
    told: BTreeSet<Origin>,
    /// What removed a value, by the place that it had.
    removed: BTreeMap<Pointer, Origin>,
}

/// A value in one of the files of [`Origins`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The index of the file.
    pub file: usize,
    /// The place in that file.
    pub pointer: Pointer,
}

impl Origins {
    /// Everything lies in `file`, at its own place.
    pub fn new(file: Source) -> Self {
        let root = Origin {
            file: 0,
            pointer: Pointer::root(),
        };
        Self {
            files: vec![file],
            moved: BTreeMap::from([(Pointer::root(), root)]),
            told: BTreeSet::new(),
            removed: BTreeMap::new(),
        }
    }

    /// Records that something is wrong there, and was told.
    pub fn tell(&mut self, origin: Origin) {
        self.told.insert(origin);
    }

    /// Whether something is wrong with the value at `pointer`, and was told.
    pub fn is_told(&self, pointer: &Pointer) -> bool {
        !self.told.is_empty() && self.told.contains(&self.of(pointer))
    }

    /// Whether anything was told to be wrong.
    pub fn is_told_any(&self) -> bool {
        !self.told.is_empty()
    }

    /// Takes a further file in; gives its index.
    pub fn add_file(&mut self, file: Source) -> usize {
        self.files.push(file);
        self.files.len() - 1
    }

    /// The file with that index.
    pub fn file(&self, index: usize) -> Option<&Source> {
        self.files.get(index)
    }

    /// How long the texts of all files are together.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.text.len() as u64).sum()
    }

    /// Records that what is at `pointer` now, and below it, was at `origin`.
    pub fn record(&mut self, pointer: Pointer, origin: Origin) {
        self.moved.insert(pointer, origin);
    }

    /// The same for a value that took the place of another: nothing is known any
    /// more of what was below it.
    pub fn replace(&mut self, pointer: Pointer, origin: Origin) {
        self.moved
            .retain(|moved, _| !moved.tokens().starts_with(pointer.tokens()));
        self.removed.remove(&pointer);
        self.record(pointer, origin);
    }

    /// Records that what was at `pointer` is gone, because of what stands at `origin`.
    pub fn remove(&mut self, pointer: Pointer, origin: Origin) {
        self.removed.insert(pointer, origin);
    }

    /// The place of what removed the value at `pointer`.
    pub fn removal(&self, pointer: &Pointer) -> Option<Box<Place>> {
        let origin = self.removed.get(pointer)?;
        let source = self.file(origin.file)?;
        Some(Box::new(source.place(origin.pointer.clone())))
    }

    /// The same, or what removed something from the value there.
    fn removal_in(&self, pointer: &Pointer) -> Option<Box<Place>> {
        let inside = self.removed.range(pointer.clone()..);
        let is_child =
            |child: &&Pointer| child.parent().as_ref() == Some(pointer) || *child == pointer;
        let inside = inside.map(|(removed, _)| removed);
        let mut inside = inside.take_while(|at| at.tokens().starts_with(pointer.tokens()));
        self.removal(inside.find(is_child)?)
    }

    /// Records that the item at `index` of the list at `list` is gone, so that those
    /// behind it moved up. The list had `length` items.
    pub fn close_gap(&mut self, list: &Pointer, index: usize, length: usize) {
        let behind = index + 1..length;
        let origins: Vec<_> = behind
            .clone()
            .map(|item| self.of(&list.child(item)))
            .collect();
        let depth = list.tokens().len();
        for (pointer, origin) in std::mem::take(&mut self.moved) {
            let inside = pointer.tokens().strip_prefix(list.tokens());
            let item = inside.and_then(|tokens| tokens.first()?.parse::<usize>().ok());
            match item {
                Some(item) if item == index => {}
                Some(item) if item > index => {
                    let moved = list.child(item - 1).join(&pointer.tokens()[depth + 1..]);
                    self.moved.insert(moved, origin);
                }
                _ => drop(self.moved.insert(pointer, origin)),
            }
        }
        for (item, origin) in behind.zip(origins) {
            self.moved.insert(list.child(item - 1), origin);
        }
    }

    /// The same files, for a value built anew from this one: `moves` tells
    /// where each moved part went and where it was.
    pub fn rebuilt(self, moves: Vec<(Pointer, Pointer)>) -> Self {
        let found = moves.into_iter().map(|(to, from)| (to, self.of(&from)));
        let mut moved: BTreeMap<_, _> = found.collect();
        moved.insert(Pointer::root(), self.of(&Pointer::root()));
        Self { moved, ..self }
    }

    /// Where the value at `pointer` was written.
    pub fn of(&self, pointer: &Pointer) -> Origin {
        let mut ancestor = pointer.clone();
        loop {
            if let Some(origin) = self.moved.get(&ancestor) {
                let rest = &pointer.tokens()[ancestor.tokens().len()..];
                return Origin {
                    file: origin.file,
                    pointer: origin.pointer.join(rest),
                };
            }
            match ancestor.parent() {
                Some(parent) => ancestor = parent,
                None => {
                    return Origin {
                        file: 0,
                        pointer: pointer.clone(),
                    };
                }
            }
        }
    }

    /// The place to show for the value at `pointer`.
    pub fn place(&self, pointer: &Pointer) -> Place {
        let origin = self.of(pointer);
        match self.file(origin.file) {
            Some(source) => source.place(origin.pointer),
            None => Place {
                pointer: Some(origin.pointer),
                ..Place::file("")
            },
        }
    }
}

impl Source {
    /// The place of the value at `pointer` in this file; where the file has no
    /// such value (a missing one, say), the line of the nearest value around it.
    pub fn place(&self, pointer: Pointer) -> Place {
        let mut nearest = Some(pointer.clone());
        let spot = loop {
            match &nearest {
                None => break None,
                Some(there) => match spot_of(self, there) {
                    Some(spot) => break Some(spot),
                    None => nearest = there.parent(),
                },
            }
        };
        Place {
            pointer: Some(pointer),
            ..self.at(spot)
        }
    }

    /// What stands at `spot`, or the file as a whole.
    pub fn at(&self, spot: Option<Spot>) -> Place {
        Place {
            line: spot.map(|spot| spot.line),
            excerpt: spot.and_then(|spot| self.excerpt(spot)),
            ..Place::file(&self.shown)
        }
    }

    /// The line, but only a window of one that is long: a document may be one line,
    /// and have a problem in every part of it.
    fn excerpt(&self, spot: Spot) -> Option<Excerpt> {
        let (before, behind) = self.text.split_at_checked(spot.start)?;
        let is_inside = |c: &char| !matches!(c, '\n' | '\r');
        let length = |characters: &mut dyn Iterator<Item = char>| -> (usize, usize) {
            characters.fold((0, 0), |(count, bytes), c| {
                (count + 1, bytes + c.len_utf8())
            })
        };
        let (count, left) = length(&mut before.chars().rev().take(EXCERPT).take_while(is_inside));
        let (_, right) = length(&mut behind.chars().take(EXCERPT).take_while(is_inside));
        let line = &self.text[spot.start - left..spot.start + right];
        let cut = if count < spot.column { "…" } else { "" };
        let start = cut.len() + left;
        let width = spot.end.saturating_sub(spot.start).min(right);
        Some(Excerpt {
            column: spot.column + 1,
            text: format!("{cut}{line}"),
            span: start..start + width,
        })
    }
}
