//! Whatever goes wrong between client and vault ends as documented, for both
//! clients alike.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use keyvault::{ChallengeError, Error, TrustedResources};

use crate::clients::{Client, MAX_BODY, RETRIES, Setting, azure_client, blocking_client};
use crate::vault::{Fault, Server, unauthorized};

/// What both clients give for a key that exists, when the vault fails like this,
/// and how many authorised requests they make of it.
fn outcomes(faults: &[Fault], setting: &Setting) -> Vec<(String, Result<(), Error>, usize)> {
    let server = Server::start();
    server.create_key("testkey");
    let mut outcomes = Vec::new();
    for (client, _) in Client::both(&server, setting) {
        server.fail(faults.iter().copied());
        let started = Instant::now();
        let outcome = client.backup_key("testkey").map(drop);
        assert!(
            started.elapsed() < Duration::from_secs(15),
            "{} hangs",
            client.name()
        );
        let tries = server
            .vault
            .take_requests()
            .iter()
            .filter(|seen| seen.authorized)
            .count();
        outcomes.push((format!("{} {faults:?}", client.name()), outcome, tries));
    }
    outcomes
}

#[test]
fn a_fault_that_passes_is_survived() {
    for fault in [
        Fault::Throttle(None),
        Fault::Status(408),
        Fault::Status(500),
        Fault::Status(502),
        Fault::Status(503),
        Fault::Status(504),
        Fault::ResetBeforeHeaders,
        Fault::ResetAfterHeaders,
        Fault::CutBody,
    ] {
        for (name, outcome, tries) in outcomes(&[fault], &Setting::default()) {
            outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(tries, 2, "{name}");
        }
    }
}

#[test]
fn retry_after_is_honoured() {
    let server = Server::start();
    server.create_key("testkey");
    for (client, _) in Client::both(&server, &Setting::default()) {
        server.fail([Fault::Throttle(Some(1))]);
        let started = Instant::now();
        client.backup_key("testkey").unwrap();
        assert!(
            started.elapsed() >= Duration::from_secs(1),
            "{}",
            client.name()
        );
    }
}

#[test]
fn times_that_no_clock_can_hold_do_no_harm() {
    let setting = Setting {
        timeout: Duration::MAX,
        ..Setting::default()
    };
    for (name, outcome, _) in outcomes(&[], &setting) {
        outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let setting = Setting {
        timeout: Duration::from_secs(5),
        ..Setting::default()
    };
    for (name, outcome, tries) in outcomes(&[Fault::Throttle(Some(u64::MAX))], &setting) {
        let error = outcome.unwrap_err();
        assert!(error.is_throttled() && tries == 1, "{name}: {error:?}");
    }
}

#[test]
fn a_longer_wait_than_the_call_has_time_for_is_reported_at_once() {
    let setting = Setting {
        timeout: Duration::from_secs(600),
        ..Setting::default()
    };
    let server = Server::start();
    server.create_key("testkey");
    for (client, _) in Client::both(&server, &setting) {
        for wait in [601, 100_000] {
            server.fail([Fault::Throttle(Some(wait))]);
            let error = client.backup_key("testkey").unwrap_err();
            let name = client.name();
            let refused = error.service().unwrap_or_else(|| panic!("{name}: {error}"));
            let told = (refused.status().as_u16(), refused.code());
            assert_eq!(told, (429, Some("Throttled")), "{name}");
            assert!(refused.request_id().is_some(), "{name}");
            assert_eq!(refused.retry_after(), Some(Duration::from_secs(wait)));
        }
    }
}

#[test]
fn the_last_failure_is_reported_where_the_pause_behind_it_outlasts_the_call() {
    let setting = Setting {
        timeout: Duration::from_secs(1),
        pause: Duration::from_secs(3600),
        ..Setting::default()
    };
    for (fault, is_expected) in [
        (
            Fault::Throttle(None),
            (|error| error.is_throttled()) as fn(&Error) -> bool,
        ),
        (Fault::ResetBeforeHeaders, |error| {
            matches!(error, Error::Transport(_))
        }),
    ] {
        for (name, outcome, tries) in outcomes(&[fault], &setting) {
            let error = outcome.unwrap_err();
            assert!(is_expected(&error), "{name}: {error:?}");
            assert_eq!(tries, 1, "{name}");
        }
    }
}

#[test]
fn a_fault_that_stays_is_reported_after_the_last_retry() {
    let tries_in_all = RETRIES as usize + 1;
    for (fault, is_expected) in [
        (
            Fault::Throttle(None),
            (|error| error.is_throttled()) as fn(&Error) -> bool,
        ),
        (Fault::Status(503), |error| {
            error.service().is_some_and(|error| error.status() == 503)
        }),
        (Fault::ResetBeforeHeaders, |error| {
            matches!(error, Error::Transport(_))
        }),
        (Fault::CutBody, |error| matches!(error, Error::Transport(_))),
    ] {
        for (name, outcome, tries) in outcomes(&[fault; 9][..tries_in_all], &Setting::default()) {
            let error = outcome.unwrap_err();
            assert!(is_expected(&error), "{name}: {error:?}");
            assert_eq!(tries, tries_in_all, "{name}");
        }
    }
}

#[test]
fn what_another_try_cannot_mend_is_not_tried_again() {
    for (fault, is_expected) in [
        (
            Fault::Status(400),
            (|error| matches!(error, Error::Service(_))) as fn(&Error) -> bool,
        ),
        (Fault::Status(403), |error| error.is_forbidden()),
        (Fault::Status(409), |error| error.is_conflict()),
        (Fault::Status(501), |error| {
            matches!(error, Error::Service(_))
        }),
        (Fault::Redirect, |error| {
            error.service().is_some_and(|error| error.status() == 307)
        }),
        (Fault::WrongContentType, |error| {
            matches!(error, Error::Decode(_))
        }),
    ] {
        for (name, outcome, tries) in outcomes(&[fault], &Setting::default()) {
            let error = outcome.unwrap_err();
            assert!(is_expected(&error), "{name}: {error:?}");
            assert_eq!(tries, 1, "{name}");
        }
    }
}

#[test]
fn a_huge_body_is_refused_before_it_fills_the_memory() {
    let server = Server::start();
    server.create_key("testkey");
    for (client, _) in Client::both(&server, &Setting::default()) {
        let before = server.vault.endless_bytes();
        server.fail([Fault::HugeBody]);
        let error = client.backup_key("testkey").unwrap_err();
        assert!(
            matches!(error, Error::BodyTooLarge { max: MAX_BODY }),
            "{}: {error:?}",
            client.name()
        );
        // What left the server lies in the buffers of two sockets at the most.
        let sent = server.vault.endless_bytes() - before;
        assert!(sent < 20 * MAX_BODY, "{}: {sent} bytes", client.name());
    }
}

#[test]
fn a_body_without_an_end_runs_into_the_timeout() {
    let setting = Setting {
        timeout: Duration::from_millis(1_500),
        ..Setting::default()
    };
    for (name, outcome, tries) in outcomes(&[Fault::SlowBody], &setting) {
        let error = outcome.unwrap_err();
        assert!(
            matches!(error, Error::Timeout { after } if after == setting.timeout),
            "{name}: {error:?}"
        );
        assert!(tries <= 1, "{name}: {tries} tries");
    }
}

#[test]
fn a_vault_that_is_not_there_is_a_transport_error() {
    let server = Server::start();
    let clients = Client::both(&server, &Setting::default());
    drop(server);
    for (client, _) in clients {
        let error = client.backup_key("testkey").unwrap_err();
        assert!(
            matches!(error, Error::Transport(_)),
            "{}: {error:?}",
            client.name()
        );
        let (told, name) = (error.to_string(), client.name());
        assert!(told.contains("refused"), "{name}: {told}");
        assert!(!told.contains("retr"), "{name}: {told}");
        assert!(error.source().is_some(), "{name}");
    }
}

#[test]
fn a_request_that_is_too_long_is_refused_with_an_answer() {
    let server = Server::start();
    let setting = Setting::default();
    let azure = azure_client(&server, Arc::default(), &setting);
    let blocking = blocking_client(&server, Arc::default(), &setting);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // In base64 it has a third more.
    let long = || vec![b'a'; 13 * 1024 * 1024];
    for (name, outcome) in [
        ("azure", runtime.block_on(azure.restore_key(long()))),
        ("blocking", blocking.restore_key(long())),
    ] {
        let error = outcome.unwrap_err();
        let refused = error.service().unwrap_or_else(|| panic!("{name}: {error}"));
        let told = (refused.status().as_u16(), refused.code());
        assert_eq!(told, (413, Some("RequestBodyTooLarge")), "{name}");
        assert!(refused.request_id().is_some(), "{name}");
    }
}

#[test]
fn a_challenge_for_a_foreign_domain_gets_no_token() {
    let server = Server::start();
    server.create_key("testkey");
    let setting = Setting {
        trusted: TrustedResources::VaultDomain,
        ..Setting::default()
    };
    for (client, credential) in Client::both(&server, &setting) {
        for _ in 0..2 {
            let error = client.backup_key("testkey").unwrap_err();
            let Error::Challenge(ChallengeError::ForeignResource { resource, vault }) = error
            else {
                panic!("{}: {error:?}", client.name())
            };
            assert_eq!(
                (resource.as_str(), vault.as_str()),
                ("vault.azure.net", "127.0.0.1")
            );
        }
        assert_eq!(
            credential.asked.load(Ordering::SeqCst),
            0,
            "{}",
            client.name()
        );
    }
    assert!(
        server
            .vault
            .take_requests()
            .iter()
            .all(|seen| !seen.authorized)
    );
}

#[test]
fn a_401_without_a_usable_challenge_is_reported() {
    let server = Server::start();
    for (client, credential) in Client::both(&server, &Setting::default()) {
        server.challenge(None);
        let error = client.backup_key("testkey").unwrap_err();
        assert!(
            error.service().is_some_and(|error| error.status() == 401),
            "{}: {error:?}",
            client.name()
        );
        server.challenge(Some("Bearer realm=\"x\""));
        let error = client.backup_key("testkey").unwrap_err();
        assert!(
            matches!(error, Error::Challenge(ChallengeError::NoResource)),
            "{}: {error:?}",
            client.name()
        );
        assert_eq!(credential.asked.load(Ordering::SeqCst), 0);
    }
}

/// The challenge of a vault, and one that says nothing.
const FULL: &str = "Bearer authorization=\"https://login.windows.net/contoso.com\", resource=\"https://vault.azure.net\"";
const BARE: &str = "Bearer realm=\"\"";

#[test]
fn of_several_challenges_the_one_that_names_a_resource_is_answered() {
    let server = Server::start();
    server.create_key("testkey");
    let unauthorized = |headers: &[&str]| {
        let mut response = unauthorized(None);
        for header in headers {
            let value = header.parse().unwrap();
            response.headers_mut().append("www-authenticate", value);
        }
        server.vault.set_unauthorized(Some(response));
    };
    for headers in [
        &[format!("Bearer, {FULL}").as_str()][..],
        &[&format!("{BARE}, {FULL}")],
        &[&format!("{FULL}, {BARE}")],
        &["Negotiate", BARE, FULL],
    ] {
        unauthorized(headers);
        for (client, _) in Client::both(&server, &Setting::default()) {
            let outcome = client.backup_key("testkey");
            outcome.unwrap_or_else(|error| panic!("{} {headers:?}: {error}", client.name()));
        }
    }
    // `azure_core` has one value for a header's name: the last one that was sent.
    unauthorized(&[FULL, BARE]);
    for (client, _) in Client::both(&server, &Setting::default()) {
        match (&client, client.backup_key("testkey")) {
            (Client::Blocking(_), outcome) => drop(outcome.unwrap()),
            (Client::Azure(..), outcome) => {
                let error = outcome.unwrap_err();
                let reason = ChallengeError::NoResource;
                assert!(
                    matches!(&error, Error::Challenge(refused) if *refused == reason),
                    "{error:?}"
                );
            }
        }
    }
}

#[test]
fn a_challenge_with_a_tenant_that_is_none_gets_no_token() {
    let server = Server::start();
    server.challenge(Some(&FULL.replace("contoso.com", "common?x#y")));
    for (client, credential) in Client::both(&server, &Setting::default()) {
        let error = client.backup_key("testkey").unwrap_err();
        assert!(
            matches!(error, Error::Challenge(ChallengeError::InvalidTenant)),
            "{}: {error:?}",
            client.name()
        );
        assert_eq!(credential.asked.load(Ordering::SeqCst), 0);
    }
}

#[test]
fn a_rejected_token_is_replaced_once_and_a_second_401_is_returned() {
    let server = Server::start();
    server.create_key("testkey");
    for (client, credential) in Client::both(&server, &Setting::default()) {
        client.backup_key("testkey").unwrap();
        server.fail([Fault::Unauthorized]);
        client.backup_key("testkey").unwrap();
        assert_eq!(
            credential.asked.load(Ordering::SeqCst),
            2,
            "{}",
            client.name()
        );
        server.fail([Fault::Unauthorized, Fault::Unauthorized]);
        let error = client.backup_key("testkey").unwrap_err();
        assert!(
            error.service().is_some_and(|error| error.status() == 401),
            "{}: {error:?}",
            client.name()
        );
        assert_eq!(
            credential.asked.load(Ordering::SeqCst),
            3,
            "{}",
            client.name()
        );
    }
}

#[test]
fn claims_are_passed_on_and_reported_if_the_credential_ignores_them() {
    let server = Server::start();
    server.create_key("testkey");
    for (client, credential) in Client::both(&server, &Setting::default()) {
        client.backup_key("testkey").unwrap();
        server.fail([Fault::ClaimsWanted]);
        // The credential is asked with the claims, but gives the same token.
        let error = client.backup_key("testkey").unwrap_err();
        assert!(
            matches!(error, Error::Challenge(ChallengeError::ClaimsRequired)),
            "{}: {error:?}",
            client.name()
        );
        assert_eq!(
            credential.claims.load(Ordering::SeqCst),
            1,
            "{}",
            client.name()
        );
    }
}
