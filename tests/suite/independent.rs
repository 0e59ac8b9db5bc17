//! Azure's own clients against the local vault: it is no mirror of our mistakes
//! if they find a vault there.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use azure_core::http::ClientOptions;
use azure_security_keyvault_keys::models::{CreateKeyParameters, KeyType, RestoreKeyParameters};
use azure_security_keyvault_keys::{KeyClient, KeyClientOptions};
use tracing::subscriber::NoSubscriber;

use crate::clients::{Client, Credential, Setting, transport};
use crate::places::skipped;
use crate::vault::{Server, TOKEN};

#[test]
fn the_official_rust_client_backs_up_and_restores_what_ours_backs_up() {
    let server = Server::start();
    // With the feature that this package has on, the official client logs its token.
    let _unwatched = tracing::subscriber::set_default(NoSubscriber::default());
    let options = KeyClientOptions {
        client_options: ClientOptions {
            transport: Some(transport(&server)),
            ..Default::default()
        },
        verify_challenge_resource: Some(false),
        ..Default::default()
    };
    let official =
        KeyClient::new(&server.url, Arc::new(Credential::default()), Some(options)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let parameters = CreateKeyParameters {
            kty: Some(KeyType::Rsa),
            ..Default::default()
        };
        official
            .create_key("rust", parameters.try_into().unwrap(), None)
            .await
            .unwrap();
        let backup = official
            .backup_key("rust", None)
            .await
            .unwrap()
            .into_model()
            .unwrap();
        assert!(
            backup
                .value
                .unwrap()
                .starts_with(b"&AzureKeyVaultKeyBackupV1")
        );
    });
    for (client, _) in Client::both(&server, &Setting::default()) {
        let backup = client
            .backup_key("rust")
            .unwrap()
            .value
            .expose()
            .as_ref()
            .to_vec();
        let restore = || {
            let parameters = RestoreKeyParameters {
                key_backup: Some(backup.clone()),
            };
            runtime.block_on(official.restore_key(parameters.try_into().unwrap(), None))
        };
        let conflict = restore().unwrap_err();
        assert_eq!(
            conflict.http_status().map(u16::from),
            Some(409),
            "{conflict}"
        );
        server.purge("rust");
        assert!(client.backup_key("rust").unwrap_err().is_not_found());
        restore().unwrap();
        client.backup_key("rust").unwrap();
    }
}

#[test]
fn the_official_python_client_backs_up_and_restores() {
    let python = std::env::var("KEYVAULT_TEST_PYTHON").unwrap_or_default();
    if python.is_empty() {
        skipped("set KEYVAULT_TEST_PYTHON to what `tests/python/install` prints");
        return;
    };
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let certificate = folder.path().join("authority.pem");
    std::fs::write(&certificate, &server.certificate).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/backup_and_restore.py");
    let mut child = Command::new(python)
        .arg(script)
        .args([&server.url, certificate.to_str().unwrap(), TOKEN])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().and_then(Result::ok).as_deref(), Some("purge"));
    server.purge("python");
    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    assert_eq!(lines.next().and_then(Result::ok).as_deref(), Some("done"));
    assert!(child.wait().unwrap().success());
}
