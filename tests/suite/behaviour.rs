//! What a client does when all goes well, and what the vault's errors become.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant, SystemTime};

use async_trait::async_trait;
use azure_core::http::headers::AUTHORIZATION;
use azure_core::http::policies::{Policy, PolicyResult};
use azure_core::http::{Context, Request};
use keyvault::keys::{BackupKey, KeysClient};
use keyvault::local_vault::Grant;
use keyvault::{Error, Operation, TrustedResources, azure, blocking};

use crate::clients::{Client, Credential, Setting, azure_client, blocking_client};
use crate::vault::{Server, TOKEN};

#[test]
fn a_backup_takes_two_requests_and_the_next_one_takes_one() {
    let server = Server::start();
    server.create_key("testkey");
    for (client, credential) in Client::both(&server, &Setting::default()) {
        let first = client.backup_key("testkey").unwrap();
        assert!(first.value.expose().as_ref().starts_with(b"&AzureKeyVault"));
        let seen = server.vault.take_requests();
        let authorized: Vec<_> = seen.iter().map(|seen| seen.authorized).collect();
        assert_eq!(authorized, [false, true], "{}", client.name());
        assert!(
            seen.iter()
                .all(|seen| seen.body_length == 0 && seen.path == "/keys/testkey/backup")
        );
        client.backup_key("testkey").unwrap();
        assert_eq!(server.vault.take_requests().len(), 1, "{}", client.name());
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
            message.contains("(request id ") && message.ends_with(')'),
            "{message}"
        );
        server.vault.accept(TOKEN, Grant::only(["get"]));
        let error = client.backup_key("absent").unwrap_err();
        server.vault.accept(TOKEN, Grant::all());
        assert!(
            error
                .to_string()
                .starts_with("403 Forbidden/ForbiddenByPolicy: "),
            "{error}"
        );
        let error = client.backup_key("key%").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("400: the response is 69 bytes of text/html"),
            "{error}"
        );
        let error = client.backup_key("..").unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    }
    assert!(
        server
            .vault
            .take_requests()
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
    assert_eq!(response.request_id().map(str::len), Some(36));
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

#[test]
fn a_call_waits_for_the_token_of_another_no_longer_than_its_timeout() {
    let server = Server::start();
    server.create_key("testkey");
    let (release, released) = mpsc::channel::<()>();
    let released = Mutex::new(released);
    let (asked, is_asked) = mpsc::channel();
    let tokens = move |request: &blocking::TokenRequest| {
        asked.send(request.timeout).unwrap();
        let _ = released.lock().unwrap().recv();
        let in_an_hour = SystemTime::now() + Duration::from_secs(3600);
        Ok(blocking::AccessToken::new(TOKEN, in_an_hour))
    };
    let mut options = blocking::Options::default();
    options.root_certificates = Some(server.certificate.clone());
    options.proxy_from_environment = false;
    options.trusted_resources = TrustedResources::Any;
    options.timeout = Duration::from_millis(500);
    let client = keyvault::keys::blocking::KeysClient::with_options(&server.url, tokens, options);
    let client = client.unwrap();
    std::thread::scope(|scope| {
        let first = scope.spawn(|| client.backup_key("testkey"));
        let left = is_asked.recv().unwrap().unwrap();
        assert!(left < Duration::from_millis(500), "{left:?}");
        // Both the call that hears of the token's kind only now, and the next one.
        for _ in 0..2 {
            let started = Instant::now();
            let error = client.backup_key("testkey").unwrap_err();
            assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
            assert!(started.elapsed() < Duration::from_secs(5));
        }
        assert!(!first.is_finished(), "nobody can interrupt its provider");
        drop(release);
        let error = first.join().unwrap().unwrap_err();
        assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
    });
    client.backup_key("testkey").unwrap();
    assert!(is_asked.try_recv().is_err(), "the late token is kept");
}

/// Counts the tries, and what it can see of them.
#[derive(Debug, Default)]
struct Observer {
    tries: AtomicUsize,
    marked: AtomicUsize,
    tokens: AtomicUsize,
}

/// What a caller puts into the context.
struct Mark;

#[async_trait]
impl Policy for Observer {
    async fn send(
        &self,
        context: &Context,
        request: &mut Request,
        next: &[Arc<dyn Policy>],
    ) -> PolicyResult {
        self.tries.fetch_add(1, Ordering::SeqCst);
        self.marked.fetch_add(
            usize::from(context.value::<Mark>().is_some()),
            Ordering::SeqCst,
        );
        let token = request.headers().get_optional_str(&AUTHORIZATION);
        self.tokens
            .fetch_add(usize::from(token.is_some()), Ordering::SeqCst);
        next[0].send(context, request, &next[1..]).await
    }
}

#[test]
fn policies_of_the_user_see_every_try_and_the_context_but_no_token() {
    let server = Server::start();
    server.create_key("testkey");
    let observer = Arc::new(Observer::default());
    let mut options = azure::Options::default();
    options.client_options.transport = Some(server.vault.transport().unwrap());
    options.client_options.per_try_policies = vec![observer.clone()];
    options.trusted_resources = TrustedResources::Any;
    let client =
        KeysClient::with_options(&server.url, Arc::new(Credential::default()), options).unwrap();
    let operation = BackupKey {
        key_name: "testkey".to_owned(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let context = Context::new().with_value(Mark);
    let response = runtime
        .block_on(client.send_with_context(&operation, context))
        .unwrap();
    assert_eq!(response.request_id().map(str::len), Some(36));
    let counts = [&observer.tries, &observer.marked, &observer.tokens];
    assert_eq!(counts.map(|count| count.load(Ordering::SeqCst)), [2, 2, 0]);
}
