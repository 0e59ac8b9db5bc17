// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Rotation policies: how long the next version of a key lives.

use crate::UnixTime;
use crate::keys::v2025_07_01::{
    KeyRotationPolicy, KeyRotationPolicyAction, KeyRotationPolicyAttributes, LifetimeActions,
    LifetimeActionsTrigger, LifetimeActionsType,
};

/// In seconds.
const DAY: i64 = 24 * 60 * 60;

/// The policy of the key at `url` as the vault shows it. To one without a
/// notification, a vault adds one, 30 days before expiry.
pub(super) fn shown(policy: Option<&KeyRotationPolicy>, url: &str) -> KeyRotationPolicy {
    let mut policy = policy.cloned().unwrap_or_default();
    policy.id = Some(format!("{url}/rotationpolicy"));
    policy.attributes.get_or_insert_default();
    let actions = policy.lifetime_actions.get_or_insert_default();
    let notifies = |action: &LifetimeActions| {
        let kind = action
            .action
            .as_ref()
            .and_then(|action| action.r#type.as_ref());
        kind == Some(&KeyRotationPolicyAction::Notify)
    };
    if !actions.iter().any(notifies) {
        actions.push(LifetimeActions {
            trigger: Some(LifetimeActionsTrigger {
                time_before_expiry: Some("P30D".to_owned()),
                ..Default::default()
            }),
            action: Some(LifetimeActionsType {
                r#type: Some(KeyRotationPolicyAction::Notify),
            }),
        });
    }
    policy
}

/// The policy that a key gets in place of the one it has.
pub(super) fn changed(
    before: Option<&KeyRotationPolicy>,
    given: KeyRotationPolicy,
    now: UnixTime,
) -> KeyRotationPolicy {
    let before = before.and_then(|policy| policy.attributes.as_ref()?.created);
    let attributes = KeyRotationPolicyAttributes {
        created: Some(before.unwrap_or(now)),
        updated: Some(now),
        ..given.attributes.unwrap_or_default()
    };
    KeyRotationPolicy {
        attributes: Some(attributes),
        ..given
    }
}

/// The shortest life of a key that a policy can ask for.
const LEAST_LIFE: i64 = 28 * DAY;
/// The shortest trigger of an action, and the shortest time between a rotation and either
/// end of the key's life (Key Vault's documentation, "Key rotation policy").
const LEAST_TIME: i64 = 7 * DAY;

/// Checks a policy: its times are durations, the life of a key is at least 28 days, and
/// it rotates and notifies at most once each, with a trigger of at least 7 days. The
/// service's words are not on record.
pub(super) fn check(policy: &KeyRotationPolicy) -> Result<(), String> {
    let attributes = policy.attributes.as_ref();
    let life = attributes.and_then(|attributes| attributes.expiry_time.as_deref());
    let life = life.map(duration).transpose()?;
    if life.is_some_and(|life| life < LEAST_LIFE) {
        return Err("The expiryTime of a policy is at least 28 days.".to_owned());
    }
    let mut kinds = Vec::new();
    for action in policy.lifetime_actions.iter().flatten() {
        let (kind, time) = read_action(action)?;
        if kinds.contains(&kind) {
            return Err(format!("A policy has one action {kind} at most."));
        }
        kinds.push(kind);
        if time < LEAST_TIME {
            return Err("The trigger of an action is at least 7 days.".to_owned());
        }
        let is_late = life.is_some_and(|life| time > life - LEAST_TIME);
        if kind == &KeyRotationPolicyAction::Rotate && is_late {
            return Err(
                "A key rotates at least 7 days after it is created and before it expires."
                    .to_owned(),
            );
        }
    }
    Ok(())
}

/// Reads what an action does, and the seconds of its trigger.
fn read_action(action: &LifetimeActions) -> Result<(&KeyRotationPolicyAction, i64), String> {
    let kind = action.action.as_ref();
    let kind = match kind.and_then(|action| action.r#type.as_ref()) {
        None | Some(KeyRotationPolicyAction::Unknown(_)) => {
            return Err("An action of a policy is Rotate or Notify.".to_owned());
        }
        Some(kind) => kind,
    };
    let times = action.trigger.as_ref();
    let times = times.map(|times| (&times.time_after_create, &times.time_before_expiry));
    match times {
        Some((Some(time), None) | (None, Some(time))) => Ok((kind, duration(time)?)),
        _ => {
            Err("An action of a policy has either timeAfterCreate or timeBeforeExpiry.".to_owned())
        }
    }
}

/// The seconds of a duration.
fn duration(text: &str) -> Result<i64, String> {
    seconds(text).ok_or_else(|| format!("{text} is not a duration such as P90D, P3M or P1Y10D."))
}

/// The end of a time that begins now.
pub(super) fn after(UnixTime(now): UnixTime, duration: &str) -> Option<UnixTime> {
    Some(UnixTime(now.saturating_add(seconds(duration)?)))
}

/// The seconds of a duration (ISO 8601, section 5.5.2.2), such as `P90D`, `PT48H`
/// or `P1Y10D`. A month is taken for 30 days, a year for 365.
fn seconds(duration: &str) -> Option<i64> {
    let date = [
        ('Y', 365 * DAY),
        ('M', 30 * DAY),
        ('W', 7 * DAY),
        ('D', DAY),
    ];
    let time = [('H', 60 * 60), ('M', 60), ('S', 1)];
    let rest = duration.strip_prefix('P')?;
    let seconds = match rest.split_once('T') {
        Some(("", times)) => sum(times, &time)?,
        Some((dates, times)) => sum(dates, &date)?.checked_add(sum(times, &time)?)?,
        None => sum(rest, &date)?,
    };
    Some(seconds)
}

/// The sum of one part or more, each a number with its unit, in the order of the
/// units.
fn sum(mut parts: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut sum: Option<i64> = None;
    for (unit, seconds) in units {
        let Some((number, rest)) = parts.split_once(*unit) else {
            continue;
        };
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        let number: i64 = number.parse().ok().filter(|_| is_number)?;
        sum = Some(
            sum.unwrap_or(0)
                .checked_add(number.checked_mul(*seconds)?)?,
        );
        parts = rest;
    }
    sum.filter(|_| parts.is_empty())
}
