//! What a client does when all goes well, and what the vault's errors become.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use keyvault::keys::BackupKey;
use keyvault::{Error, Operation, TrustedResources};

use crate::clients::{Client, Credential, Setting, azure_client, blocking_client};
use crate::vault::Server;

#[test]
fn a_backup_takes_two_requests_and_the_next_one_takes_one() {
    let server = Server::start();
    server.create_key("testkey");
    for (client, credential) in Client::both(&server, &Setting::default()) {
        let first = client.backup_key("testkey").unwrap();
        assert!(first.value.expose().as_ref().starts_with(b"&AzureKeyVault"));
        let seen = server.seen();
        let authorized: Vec<_> = seen.iter().map(|seen| seen.authorized).collect();
        assert_eq!(authorized, [false, true], "{}", client.name());
        assert!(
            seen.iter()
                .all(|seen| seen.body_length == 0 && seen.path == "/keys/testkey/backup")
        );
        client.backup_key("testkey").unwrap();
        assert_eq!(server.seen().len(), 1, "{}", client.name());
        assert_eq!(credential.asked.load(Ordering::SeqCst), 1);
    }
}

#[test]
fn the_vaults_errors_tell_what_happened() {
    let server = Server::start();
    for (client, _) in Client::both(&server, &Setting::default()) {
        let error = client.backup_key("absent").unwrap_err();
        assert!(error.is_not_found());
        let message = error.to_string();
        assert!(
            message.starts_with("404 KeyNotFound: A key with (name/id) absent"),
            "{message}"
        );
        assert!(
            message.ends_with("(request id 00000000-request)"),
            "{message}"
        );
        let error = client.backup_key("forbidden").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("403 Forbidden/ForbiddenByRbac: "),
            "{error}"
        );
        let error = client.backup_key("key%").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("400: the answer is 41 bytes of text/html"),
            "{error}"
        );
        let error = client.backup_key("..").unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    }
    assert!(
        server
            .seen()
            .iter()
            .all(|seen| seen.path.starts_with("/keys/"))
    );
}

#[test]
fn send_gives_status_headers_and_request_id() {
    let server = Server::start();
    server.create_key("testkey");
    let operation = BackupKey {
        key_name: "testkey".to_owned(),
    };
    let credential = Arc::new(Credential::default());
    let client = blocking_client(&server, credential.clone(), &Setting::default());
    let response = client.send(&operation).unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("00000000-request"));
    assert_eq!(
        response.headers()["content-type"],
        "application/json; charset=utf-8"
    );
    assert!(!response.into_value().value.expose().as_ref().is_empty());
    assert_eq!(BackupKey::NAME, "BackupKey");
}

#[test]
fn any_resource_will_do_if_the_caller_says_so() {
    let server = Server::start();
    server.create_key("testkey");
    let setting = Setting {
        trusted: TrustedResources::Any,
        ..Setting::default()
    };
    for (client, _) in Client::both(&server, &setting) {
        client.backup_key("testkey").unwrap();
    }
}

#[test]
fn a_thousand_backups_at_once_share_one_token() {
    let server = Server::start();
    server.create_key("testkey");
    let credential = Arc::new(Credential::default());
    let client = azure_client(&server, credential.clone(), &Setting::default());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let backups = (0..1_000).map(|_| client.backup_key("testkey"));
        for backup in futures::future::join_all(backups).await {
            assert!(!backup.unwrap().value.expose().as_ref().is_empty());
        }
    });
    assert_eq!(credential.asked.load(Ordering::SeqCst), 1);
}

#[test]
fn threads_share_one_token_of_the_blocking_client() {
    let server = Server::start();
    server.create_key("testkey");
    let credential = Arc::new(Credential::default());
    let client = blocking_client(&server, credential.clone(), &Setting::default());
    std::thread::scope(|scope| {
        for _ in 0..16 {
            let client = client.clone();
            scope.spawn(move || client.backup_key("testkey").unwrap());
        }
    });
    assert_eq!(credential.asked.load(Ordering::SeqCst), 1);
}
