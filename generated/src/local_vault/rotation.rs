// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Rotation policies: how long the next version of a key lives.

use crate::UnixTime;
use crate::keys::{
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

/// What is wrong with a policy, if anything: its times must be durations.
pub(super) fn check(policy: &KeyRotationPolicy) -> Result<(), String> {
    let actions = policy.lifetime_actions.iter().flatten();
    let triggers = actions.filter_map(|action| action.trigger.as_ref());
    let triggers =
        triggers.flat_map(|trigger| [&trigger.time_after_create, &trigger.time_before_expiry]);
    let expiry = policy
        .attributes
        .as_ref()
        .map(|attributes| &attributes.expiry_time);
    for duration in expiry.into_iter().chain(triggers).flatten() {
        if days(duration).is_none() {
            return Err(format!(
                "{duration} is not a duration such as P90D, P3M or P1Y."
            ));
        }
    }
    Ok(())
}

/// The end of a time that begins now.
pub(super) fn after(UnixTime(now): UnixTime, duration: &str) -> Option<UnixTime> {
    Some(UnixTime(now + days(duration)? * DAY))
}

/// A duration of ISO 8601 in days; rotation policies have whole years, months or
/// days. A month is taken for 30 days, a year for 365.
fn days(duration: &str) -> Option<i64> {
    let rest = duration.strip_prefix('P')?;
    let in_days = [('D', 1), ('M', 30), ('Y', 365)];
    let (number, days) = in_days
        .iter()
        .find_map(|(unit, days)| Some((rest.strip_suffix(*unit)?, days)))?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u16 = number.parse().ok().filter(|_| is_number)?;
    Some(i64::from(number) * days)
}
