//! Problems for people: the first few of each kind in full, the others in a line each,
//! so that many of one kind do not hide the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use annotate_snippets::Renderer;
use anstyle::Style;

use crate::code::Code;
use crate::limits::{SHOWN_IN_FULL, SHOWN_IN_LINES};
use crate::problem::{Problem, Severity, render};
use crate::visible::visible;

/// How many problems are all shown in full.
const FEW: usize = 5;

/// How many have no summary.
const WITHOUT_SUMMARY: usize = 10;

/// How many messages of a kind the summary repeats.
const MESSAGES: usize = 5;

/// The problems of one severity and code.
struct Kind {
    severity: Severity,
    code: Option<Code>,
    /// Their indices.
    members: Vec<usize>,
}

impl Kind {
    /// The kinds of the problems, in the order of the first of each.
    fn all(problems: &[&Problem]) -> Vec<Self> {
        let mut kinds: Vec<Self> = Vec::new();
        let mut places = BTreeMap::new();
        for (index, problem) in problems.iter().enumerate() {
            let Problem { severity, code, .. } = problem;
            let place = *places.entry((*severity, *code)).or_insert(kinds.len());
            match kinds.get_mut(place) {
                Some(kind) => kind.members.push(index),
                None => kinds.push(Self {
                    severity: *severity,
                    code: *code,
                    members: vec![index],
                }),
            }
        }
        kinds
    }

    /// The different messages with their numbers, the most frequent first.
    fn messages<'p>(&self, problems: &[&'p Problem]) -> Vec<(&'p str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for index in &self.members {
            *counts.entry(problems[*index].message.as_str()).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| usize::MAX - count);
        counts
    }

    fn title(&self) -> &'static str {
        self.code.map_or("mistakes of the generator", Code::title)
    }
}

/// The problems as text, with colours.
pub(super) fn text(problems: &[&Problem]) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    let kinds = Kind::all(problems);
    let in_full = in_full(problems, &kinds);
    for index in &in_full {
        // Writing into a `String` cannot fail.
        let _ = writeln!(text, "{}\n", render(problems[*index], &renderer));
    }
    for kind in &kinds {
        let (shown, others): (Vec<_>, Vec<_>) = kind
            .members
            .iter()
            .partition(|index| in_full.contains(index));
        let of = |indices: Vec<&usize>| -> Vec<&Problem> {
            indices.into_iter().map(|index| problems[*index]).collect()
        };
        if !others.is_empty() {
            lines(kind, &of(shown), &of(others), &mut text);
        }
    }
    text
}

/// Whether some of the problems are only counted.
pub(crate) fn are_some_hidden(problems: &[&Problem]) -> bool {
    let is_long = |kind: &Kind| kind.members.len() > SHOWN_IN_FULL + SHOWN_IN_LINES;
    Kind::all(problems).iter().any(is_long)
}

/// Whether the problems are so many of a kind that a summary helps.
pub(crate) fn are_many(problems: &[&Problem]) -> bool {
    let is_large = |kind: &Kind| kind.members.len() > SHOWN_IN_FULL;
    problems.len() > WITHOUT_SUMMARY && Kind::all(problems).iter().any(is_large)
}

/// The indices of the problems that are shown in full: of each kind the first few, and
/// rather different ones than the same again.
fn in_full(problems: &[&Problem], kinds: &[Kind]) -> BTreeSet<usize> {
    if problems.len() <= FEW {
        return (0..problems.len()).collect();
    }
    let first_of = |kind: &Kind| {
        let mut messages = BTreeSet::new();
        let (new, again): (Vec<_>, Vec<_>) = kind
            .members
            .iter()
            .partition(|index| messages.insert(&problems[**index].message));
        let first = new.into_iter().chain(again).take(SHOWN_IN_FULL);
        first.copied().collect::<Vec<_>>()
    };
    kinds.iter().flat_map(first_of).collect()
}

/// A line for each of the `others`, as far as there is room. `shown` are those of the
/// same kind that were shown in full: what they advise is not repeated.
fn lines(kind: &Kind, shown: &[&Problem], others: &[&Problem], text: &mut String) {
    let style = Style::new().bold();
    let title = format!("{} more: {}", others.len(), kind.title());
    let (color, word) = (super::style(kind.severity), super::word(kind.severity));
    let code = kind.code.map(|code| format!("[{code}]"));
    let code = code.unwrap_or_default();
    let _ = writeln!(
        text,
        "{color}{word}{code}{color:#}{style}: {title}{style:#}"
    );
    let known: BTreeSet<_> = shown
        .iter()
        .filter_map(|problem| problem.help.as_ref())
        .collect();
    for problem in others.iter().take(SHOWN_IN_LINES) {
        let users = if problem.used_by.first.is_empty() {
            String::new()
        } else {
            format!(" ({})", problem.used_by)
        };
        let help = problem.help.as_ref().filter(|help| !known.contains(help));
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        let column = problem.place.excerpt.as_ref();
        let column = column.map(|excerpt| format!(":{}", excerpt.column));
        let place = format!("{}{}", problem.place, column.unwrap_or_default());
        let line = format!("{place}: {}{users}{help}", problem.message);
        let _ = writeln!(text, "  {}", visible(&line));
    }
    match others.len().saturating_sub(SHOWN_IN_LINES) {
        0 => {}
        more => {
            let _ = writeln!(text, "  and {more} more");
        }
    }
    text.push('\n');
}

/// The kinds of problems with their numbers, the largest first, a line each.
pub(crate) fn summary(problems: &[&Problem]) -> String {
    let mut kinds = Kind::all(problems);
    kinds.sort_by_key(|kind| (kind.severity, usize::MAX - kind.members.len()));
    let mut text = String::new();
    let mut line = |number: usize, indent: usize, message: &str| {
        let width = indent + WIDTH;
        let _ = writeln!(text, "{number:>width$}  {}", visible(message));
    };
    for kind in &kinds {
        let code = kind.code.map(|code| format!("{code} ")).unwrap_or_default();
        let messages = kind.messages(problems);
        if let [(only, count)] = messages.as_slice() {
            line(*count, 0, &format!("{code}{only}"));
            continue;
        }
        line(kind.members.len(), 0, &format!("{code}{}", kind.title()));
        // Messages that are all different are about names.
        if messages.iter().all(|(_, count)| *count == 1) {
            continue;
        }
        let (first, others) = messages.split_at(messages.len().min(MESSAGES));
        for (message, count) in first {
            line(*count, 7, message);
        }
        match others.iter().map(|(_, count)| count).sum() {
            0 => {}
            others => line(others, 7, "others"),
        }
    }
    text
}

/// How wide the numbers of the summary are.
const WIDTH: usize = 6;
