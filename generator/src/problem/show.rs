//! A problem for people, as `rustc` shows its own.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Excerpt, Place, Problem, Severity};
use crate::pointer::Pointer;
use crate::visible::visible;

/// The problem for people. What a document says is told so that no terminal obeys it.
pub fn render(problem: &Problem, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut title = level.primary_title(visible(&problem.message));
    if let Some(code) = problem.code {
        title = title.id(code.to_string());
    }
    let mut group = place(Group::with_title(title), &problem.place);
    if let Some(pointer) = &problem.place.pointer {
        let pointer = match *pointer == Pointer::root() {
            true => "the root of the document".to_owned(),
            false => visible(&pointer.to_string()),
        };
        group = group.element(Level::NOTE.with_name("at").message(pointer));
    }
    if !problem.used_by.first.is_empty() {
        let users = visible(&problem.used_by.to_string());
        group = group.element(Level::NOTE.with_name("used by").message(users));
    }
    if let Some(action) = &problem.removed_by {
        let action = format!("removed something here: {action}");
        group = group.element(Level::NOTE.with_name("overlay").message(visible(&action)));
    }
    if let Some(help) = problem.remedy() {
        group = group.element(Level::HELP.message(visible(help)));
    }
    renderer.render(&[group])
}

fn place<'g>(group: Group<'g>, place: &Place) -> Group<'g> {
    let file = visible(&place.file);
    let origin = Origin::path(file.clone());
    let (Some(line), Some(excerpt)) = (place.line, &place.excerpt) else {
        return group.element(match place.line {
            Some(line) => origin.line(line),
            None => origin,
        });
    };
    let Excerpt { column, text, span } = excerpt.clone();
    let is_cut = text[..span.start].chars().count() + 1 != column;
    let annotation = AnnotationKind::Primary.span(span);
    let snippet = Snippet::source(text)
        .line_start(line)
        .annotation(annotation);
    match is_cut {
        false => group.element(snippet.path(file)),
        // The column is not that of the text that is shown.
        true => group
            .element(origin.line(line).char_column(column))
            .element(snippet),
    }
}
