//! No token and no backup ends up where people look: in logs, `Debug` or
//! `Display`; also with `azure_core`'s feature `debug`, which this package has on.

use std::fmt::Debug;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};

use keyvault::keys::BackupKey;
use keyvault::{azure, blocking};

use crate::clients::{Client, Credential, Setting, azure_client, blocking_client};
use crate::vault::{Fault, Server, TOKEN};

/// What gives a secret away: the token, and the beginning of every backup, as
/// bytes and as base64url.
const SECRETS: [&str; 3] = [
    TOKEN,
    "AzureKeyVaultKeyBackup",
    "JkF6dXJlS2V5VmF1bHRLZXlCYWNrdXBW",
];

static LOGGED: AtomicUsize = AtomicUsize::new(0);

/// Where all logs of the suite go, at every level, of every crate. It lets the
/// test fail that logs a secret.
#[derive(Clone, Copy)]
struct Watch;

impl io::Write for Watch {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        assert_harmless("a log line", &String::from_utf8_lossy(line));
        LOGGED.fetch_add(1, Ordering::Relaxed);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to watch the logs; every test with a server does.
pub(crate) fn watch_logs() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let builder = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE);
        builder.with_ansi(false).with_writer(|| Watch).init();
    });
}

fn assert_harmless(what: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{what} tells a secret");
    }
}

fn assert_harmless_debug(value: &impl Debug) {
    let text = format!("{value:?} {value:#?}");
    assert!(text.len() > 2);
    assert_harmless("Debug", &text);
}

#[test]
fn the_watch_sees_secrets() {
    for secret in SECRETS {
        let seen = std::panic::catch_unwind(|| io::Write::write(&mut Watch, secret.as_bytes()));
        assert!(seen.is_err());
    }
}

#[test]
fn nothing_that_can_be_printed_tells_a_secret() {
    let server = Server::start();
    server.create_key("testkey");
    let setting = Setting::default();
    let operation = BackupKey {
        key_name: "testkey".to_owned(),
    };
    assert_harmless_debug(&azure::Options::default());
    assert_harmless_debug(&blocking::Options::default());
    assert_harmless_debug(&blocking::StaticToken::new(TOKEN));

    let client = azure_client(&server, Arc::new(Credential::default()), &setting);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    assert_harmless_debug(&runtime.block_on(client.send(&operation)).unwrap());
    assert_harmless_debug(&client);

    let client = blocking_client(&server, Arc::new(Credential::default()), &setting);
    assert_harmless_debug(&client.send(&operation).unwrap());
    assert_harmless_debug(&client);
}

#[test]
fn no_error_tells_a_secret() {
    let server = Server::start();
    server.create_key("testkey");
    for fault in [
        Fault::Status(400),
        Fault::Status(503),
        Fault::CutBody,
        Fault::ResetAfterHeaders,
        Fault::ResetBeforeHeaders,
        Fault::WrongContentType,
        Fault::Redirect,
        Fault::HugeBody,
        Fault::Unauthorized,
        Fault::ClaimsWanted,
        Fault::Throttle(None),
    ] {
        for (client, _) in Client::both(&server, &Setting::default()) {
            client.backup_key("testkey").unwrap();
            server.fail([fault; 3]);
            let error = client.backup_key("testkey").unwrap_err();
            assert_harmless_debug(&error);
            let mut cause: Option<&dyn std::error::Error> = Some(&error);
            while let Some(inner) = cause {
                assert_harmless("Display", &inner.to_string());
                cause = inner.source();
            }
            server.vault.forget_faults();
        }
    }
    assert!(LOGGED.load(Ordering::Relaxed) > 100, "nothing was logged");
}
