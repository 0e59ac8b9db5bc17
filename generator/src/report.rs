//! Problems as people and programs want to read them.

mod human;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Color, Style};
use serde_json::{Value, json};

use crate::code::Code;
use crate::pointer::Pointer;
use crate::problem::{Problem, Severity};
use crate::visible::visible;
pub(crate) use human::{are_many, are_some_hidden, summary};

/// Who reads them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// People.
    #[default]
    Human,
    /// Programs: a list of objects.
    Json,
    /// Programs that read the Static Analysis Results Interchange Format 2.1.0.
    Sarif,
    /// GitHub Actions, which shows them beside the lines of a pull request.
    Github,
}

/// The problems in a format; with colours, where people read them.
pub fn report(problems: &[&Problem], format: Format) -> String {
    match format {
        Format::Human => human::text(problems),
        Format::Json => format!(
            "{:#}\n",
            Value::Array(problems.iter().map(|each| object(each)).collect())
        ),
        Format::Sarif => format!("{:#}\n", sarif(problems)),
        Format::Github => problems.iter().map(|each| github(each)).collect(),
    }
}

fn object(problem: &Problem) -> Value {
    let place = &problem.place;
    json!({
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "file": place.file,
        "line": place.line,
        "column": place.excerpt.as_ref().map(|excerpt| excerpt.column),
        "pointer": place.pointer.as_ref().map(ToString::to_string),
        "usedBy": problem.used_by.first,
        "usedByMore": problem.used_by.more,
        "removedBy": problem.removed_by.as_ref().map(ToString::to_string),
        "help": problem.remedy(),
    })
}

/// The style of the word that begins an error or a warning.
pub(crate) fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Green,
    };
    Style::new().bold().fg_color(Some(Color::Ansi(color)))
}

pub(crate) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn sarif(problems: &[&Problem]) -> Value {
    let mut codes: Vec<Code> = problems.iter().filter_map(|problem| problem.code).collect();
    codes.sort();
    codes.dedup();
    let rules: Vec<_> = codes
        .iter()
        .map(|code| {
            json!({
                "id": code,
                "shortDescription": { "text": code.title() },
                "fullDescription": { "text": code.explanation() },
                "help": { "text": code.remedy() },
            })
        })
        .collect();
    let results: Vec<_> = problems.iter().map(|each| result(each)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "generator", "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(problem: &Problem) -> Value {
    let place = &problem.place;
    let mut physical = json!({ "artifactLocation": { "uri": uri(&place.file) } });
    if let Some(line) = place.line {
        let column = place.excerpt.as_ref().map_or(1, |excerpt| excerpt.column);
        physical["region"] = json!({ "startLine": line, "startColumn": column });
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(pointer) = &place.pointer {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": pointer.to_string() }]);
    }
    let mut result = json!({
        "level": word(problem.severity),
        "message": { "text": sentence(problem) },
        "locations": [location],
    });
    if let Some(code) = problem.code {
        result["ruleId"] = json!(code);
    }
    result
}

/// A path as a URI reference (RFC 3986, section 4.1).
fn uri(path: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(byte);
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        // Writing into a `String` cannot fail.
        let _ = match is_plain(&byte) {
            true => write!(uri, "{}", char::from(byte)),
            false => write!(uri, "%{byte:02X}"),
        };
    }
    uri
}

/// What is wrong, what to do about it, and whom it matters to.
fn sentence(problem: &Problem) -> String {
    let mut sentence = problem.message.clone();
    if let Some(help) = problem.remedy() {
        let _ = write!(sentence, "; {help}");
    }
    let at = problem.place.pointer.as_ref();
    let at = at.filter(|pointer| **pointer != Pointer::root());
    let at = at.map(|pointer| format!("at {pointer}"));
    let users = Some(&*problem.used_by).filter(|users| !users.first.is_empty());
    let users = users.map(|users| format!("used by {users}"));
    let action = problem.removed_by.as_ref();
    let action = action.map(|place| format!("after what {place} removed"));
    match at
        .into_iter()
        .chain(users)
        .chain(action)
        .collect::<Vec<_>>()
    {
        more if more.is_empty() => sentence,
        more => format!("{sentence} ({})", more.join(", ")),
    }
}

/// A workflow command (GitHub's documentation, "Workflow commands for GitHub
/// Actions"): what would end it early is written as `%xx`.
fn github(problem: &Problem) -> String {
    let escaped = |text: &str| visible(text).replace('%', "%25");
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    let command = match problem.severity {
        Severity::Error | Severity::Warning => word(problem.severity),
        Severity::Note => "notice",
    };
    let mut command = format!("::{command} file={}", property(&problem.place.file));
    if let Some(line) = problem.place.line {
        let _ = write!(command, ",line={line}");
    }
    if let Some(excerpt) = &problem.place.excerpt {
        let _ = write!(command, ",col={}", excerpt.column);
    }
    if let Some(code) = problem.code {
        let _ = write!(command, ",title={code}");
    }
    format!("{command}::{}\n", escaped(&sentence(problem)))
}
