//! What the service makes of values.

use std::mem::discriminant;

use super::Impact::{Additive, Breaking, Docs, Meaning};
use super::{Diff, Rule, Subject, code};
use crate::ir::Constraint;

impl Diff<'_> {
    /// Compares what the service makes of a value that callers send, or that
    /// they only read.
    pub(super) fn constraints(
        &mut self,
        about: Subject<'_>,
        old: &[Constraint],
        new: &[Constraint],
        is_sent: bool,
    ) {
        for constraint in new.iter().filter(|each| !old.contains(each)) {
            let before = old
                .iter()
                .find(|each| discriminant(*each) == discriminant(constraint));
            self.constraint(about, before, Some(constraint), is_sent);
        }
        for constraint in old {
            let is_gone = |each: &Constraint| discriminant(each) != discriminant(constraint);
            if new.iter().all(is_gone) {
                self.constraint(about, Some(constraint), None, is_sent);
            }
        }
    }

    fn constraint(
        &mut self,
        about: Subject<'_>,
        old: Option<&Constraint>,
        new: Option<&Constraint>,
        is_sent: bool,
    ) {
        let words = |constraint: Option<&Constraint>| constraint.map_or("nothing".into(), shown);
        let (before, now) = (words(old), words(new));
        let rule = match (old, new) {
            (Some(Constraint::Default(_)), _) | (_, Some(Constraint::Default(_))) => {
                let impact = if is_sent { Meaning } else { Docs };
                let what = format!("stands for {now} where it is left out, and not for {before}");
                return self.report(Rule::DefaultChanged, about, &what, impact, impact);
            }
            (Some(old), Some(new)) if is_looser(old, new) => Rule::ConstraintLoosened,
            (Some(_), None) => Rule::ConstraintLoosened,
            _ => Rule::ConstraintTightened,
        };
        let what = format!("demands {now}, and not {before}");
        // Code that sends what is refused now compiles as before.
        let (wire, rust) = match (rule, is_sent) {
            (Rule::ConstraintTightened, true) => (Breaking, Meaning),
            (_, true) => (Additive, Additive),
            (_, false) => (Docs, Docs),
        };
        self.report(rule, about, &what, wire, rust);
    }
}

fn shown(constraint: &Constraint) -> String {
    match constraint {
        Constraint::MinLength(1) => "at least 1 character".to_owned(),
        Constraint::MaxLength(1) => "at most 1 character".to_owned(),
        Constraint::MinLength(length) => format!("at least {length} characters"),
        Constraint::MaxLength(length) => format!("at most {length} characters"),
        Constraint::Pattern(pattern) => format!("the pattern {}", code(pattern)),
        Constraint::Minimum(number) => format!("at least {number}"),
        Constraint::Maximum(number) => format!("at most {number}"),
        Constraint::Default(value) => code(&value.to_string()),
    }
}

/// Whether all that fulfilled the old one fulfils the new one. Nobody can tell
/// of two patterns.
fn is_looser(old: &Constraint, new: &Constraint) -> bool {
    match (old, new) {
        (Constraint::MinLength(old), Constraint::MinLength(new)) => new <= old,
        (Constraint::MaxLength(old), Constraint::MaxLength(new)) => new >= old,
        (Constraint::Minimum(old), Constraint::Minimum(new)) => new.as_f64() <= old.as_f64(),
        (Constraint::Maximum(old), Constraint::Maximum(new)) => new.as_f64() >= old.as_f64(),
        _ => false,
    }
}
