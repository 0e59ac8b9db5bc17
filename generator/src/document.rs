//! What the stages before `lower` pass on: a value that remembers its files.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::load::{Source, line_of};
use crate::pointer::Pointer;
use crate::problem::{Place, Problem};

/// An API's document, as a stage left it.
#[derive(Debug, Clone)]
pub struct Document {
    /// The document as JSON.
    pub value: Value,
    /// Where each part of `value` was written by a person.
    pub origins: Origins,
}

impl Document {
    /// A problem with the value at `pointer`.
    pub fn problem(&self, pointer: &Pointer, message: impl Into<String>) -> Problem {
        Problem::new(self.origins.place(pointer), message)
    }
}

/// The files of a document, and which part of the working value came from
/// where. Parts that are not on record lie where their parent does.
#[derive(Debug, Clone)]
pub struct Origins {
    files: Vec<Source>,
    moved: BTreeMap<Pointer, Origin>,
}

/// A value in one of the files of [`Origins`].
#[derive(Debug, Clone, PartialEq, Eq)]
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
        }
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

    /// Records that what is at `pointer` now, and below it, was at `origin`.
    pub fn record(&mut self, pointer: Pointer, origin: Origin) {
        self.moved.insert(pointer, origin);
    }

    /// The same files, for a value built anew from this one: `moves` tells
    /// where each moved part went and where it was.
    pub fn rebuilt(self, moves: Vec<(Pointer, Pointer)>) -> Self {
        let found = moves.into_iter().map(|(to, from)| (to, self.of(&from)));
        let mut moved: BTreeMap<_, _> = found.collect();
        moved.insert(Pointer::root(), self.of(&Pointer::root()));
        Self {
            files: self.files,
            moved,
        }
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
                file: String::new(),
                line: None,
                pointer: Some(origin.pointer),
            },
        }
    }
}

impl Source {
    /// The place of the value at `pointer` in this file; where the file has no
    /// such value (a missing one, say), the line of the nearest value around it.
    pub fn place(&self, pointer: Pointer) -> Place {
        let mut nearest = Some(pointer.clone());
        let line = loop {
            match &nearest {
                None => break None,
                Some(there) => match line_of(self, there) {
                    Some(line) => break Some(line),
                    None => nearest = there.parent(),
                },
            }
        };
        Place {
            file: self.shown.clone(),
            line,
            pointer: Some(pointer),
        }
    }
}
