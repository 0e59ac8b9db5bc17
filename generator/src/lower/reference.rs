//! Following `$ref`: OpenAPI 3.0.3, section "Reference Object".

use openapiv3::{Components, Parameter, ReferenceOr, RequestBody, Response, Schema};
use serde_json::Value;

use crate::code::Code;
use crate::document::Document;
use crate::limits::SCHEMAS;
use crate::pointer::Pointer;
use crate::problem::Problem;
use crate::reference::Reference;
use crate::similar::Suggestions;

/// What references are followed in.
pub(super) struct References<'d> {
    /// For problems.
    pub(super) document: &'d Document,
    pub(super) components: Option<&'d Components>,
    pub(super) suggestions: Suggestions,
}

/// A part of the document, with its place.
pub(super) struct Found<'d, T> {
    pub(super) part: &'d T,
    pub(super) at: Pointer,
}

/// A kind of component that can be referred to.
pub(super) trait Component: Sized {
    /// The section of `components`.
    const SECTION: &'static str;
    /// As it is called in messages.
    const NAME: &'static str;
    /// The component of that name, with it.
    fn find<'d>(components: &'d Components, name: &str)
    -> Option<(&'d str, &'d ReferenceOr<Self>)>;
    /// The names of all.
    fn names(components: &Components) -> Vec<&str>;
}

macro_rules! component {
    ($type:ty, $section:ident, $keyword:literal, $name:literal) => {
        impl Component for $type {
            const SECTION: &'static str = $keyword;
            const NAME: &'static str = $name;

            fn find<'d>(
                components: &'d Components,
                name: &str,
            ) -> Option<(&'d str, &'d ReferenceOr<Self>)> {
                let (name, part) = components.$section.get_key_value(name)?;
                Some((name, part))
            }

            fn names(components: &Components) -> Vec<&str> {
                components.$section.keys().map(String::as_str).collect()
            }
        }
    };
}

component!(Schema, schemas, "schemas", "schema");
component!(Parameter, parameters, "parameters", "parameter");
component!(Response, responses, "responses", "response");
component!(RequestBody, request_bodies, "requestBodies", "request body");

impl<'d> References<'d> {
    /// The part itself, or the component that it refers to, through any number
    /// of further references.
    pub(super) fn follow<T: Component>(
        &self,
        part: &'d ReferenceOr<T>,
        at: Pointer,
    ) -> Result<Found<'d, T>, Problem> {
        let mut found = Found { part, at };
        let mut passed = Vec::new();
        loop {
            match found.part {
                ReferenceOr::Item(part) => return Ok(Found { part, at: found.at }),
                ReferenceOr::Reference { reference } => {
                    let (name, next) = self.named::<T>(reference, &found.at)?;
                    if passed.contains(&name) {
                        let message =
                            format!("the {} `{name}` refers to nothing but itself", T::NAME);
                        return Err(self.document.problem(Code::RefCircular, &found.at, message));
                    }
                    if passed.len() == SCHEMAS {
                        let message = format!("more than {SCHEMAS} references follow each other");
                        return Err(self.document.problem(Code::TooDeep, &found.at, message));
                    }
                    passed.push(name);
                    found = next;
                }
            }
        }
    }

    /// The component that `reference`, standing at `at`, names, and its name.
    pub(super) fn named<T: Component>(
        &self,
        reference: &str,
        at: &Pointer,
    ) -> Result<(&'d str, Found<'d, ReferenceOr<T>>), Problem> {
        let local = Reference::local(reference);
        let tokens = local.as_ref().map_or(&[][..], Pointer::tokens);
        let [components, section, name] = tokens else {
            return Err(self.not_component::<T>(reference, at));
        };
        if components != "components" || section != T::SECTION {
            return Err(self.not_component::<T>(reference, at));
        }
        self.component(name, at)
    }

    fn not_component<T: Component>(&self, reference: &str, at: &Pointer) -> Problem {
        let shown = self.shown(reference);
        let message = format!("`{shown}` does not name a {}", T::NAME);
        let at = at.child("$ref");
        let problem = self.document.problem(Code::RefNotComponent, &at, message);
        let section = self.section::<T>();
        problem.help(format!(
            "only components can be referred to, as in `#/{section}/Name`"
        ))
    }

    /// The section of the components of a kind, as the user's file calls it: Swagger
    /// 2.0 has others.
    pub(super) fn section<T: Component>(&self) -> String {
        let at = Pointer::root().join(&["components", T::SECTION]);
        let origin = self.document.origins.of(&at).pointer;
        origin.tokens().join("/")
    }

    /// A reference as it is written in the user's file.
    fn shown(&self, reference: &str) -> String {
        match Reference::local(reference) {
            Some(pointer) => format!("#{}", self.document.origins.of(&pointer).pointer),
            None => reference.to_owned(),
        }
    }

    /// The component called `name`, asked for at `by`, and the name as it has it.
    pub(super) fn component<T: Component>(
        &self,
        name: &str,
        by: &Pointer,
    ) -> Result<(&'d str, Found<'d, ReferenceOr<T>>), Problem> {
        let at = Pointer::root().join(&["components", T::SECTION, name]);
        match self
            .components
            .and_then(|components| T::find(components, name))
        {
            Some((name, part)) => Ok((name, Found { part, at })),
            None => Err(self.undefined::<T>(name, by)),
        }
    }

    fn undefined<T: Component>(&self, name: &str, by: &Pointer) -> Problem {
        let mut problem = self.document.problem(
            Code::Undefined,
            &by.child("$ref"),
            format!("the {} `{name}` is not defined", T::NAME),
        );
        let at = Pointer::root().join(&["components", T::SECTION, name]);
        problem.removed_by = self.document.origins.removal(&at).or(problem.removed_by);
        let known = self.components.map(T::names).unwrap_or_default();
        let unreached = self.document.unreached.get(T::SECTION);
        let unreached = unreached.and_then(Value::as_object).into_iter();
        let unreached = unreached.flat_map(|components| components.keys());
        let candidates = known.into_iter().chain(unreached.map(String::as_str));
        match self.suggestions.similar(name, candidates) {
            Some(similar) => {
                let at = Pointer::root().join(&["components", T::SECTION, similar]);
                let place = self.document.origins.place(&at);
                let place = match place.line {
                    Some(line) if place.file == problem.place.file => format!("line {line}"),
                    _ => place.to_string(),
                };
                problem.help(format!("did you mean `{similar}` ({place})?"))
            }
            None => problem.help("define it, or mend the name"),
        }
    }
}
