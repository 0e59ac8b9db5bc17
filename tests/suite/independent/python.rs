//! The official Python clients do everything that they can, and find with a
//! library of their own that the vault's cryptography is genuine.

use std::path::Path;
use std::process::Command;

use keyvault::local_vault::{Grant, Kind, Options};

use crate::places::skipped;
use crate::vault::{Server, TOKEN};

/// For using keys, but not for reading them.
const USER_TOKEN: &str = "token-of-a-user";
const USE: [&str; 6] = [
    "encrypt",
    "decrypt",
    "sign",
    "verify",
    "wrapKey",
    "unwrapKey",
];

#[test]
fn the_official_python_clients_do_everything_that_they_can() {
    let python = std::env::var("KEYVAULT_TEST_PYTHON").unwrap_or_default();
    if python.is_empty() {
        skipped("set KEYVAULT_TEST_PYTHON to what `tests/python/install` prints");
        return;
    }
    let servers = [Kind::Vault, Kind::ManagedHsm].map(|kind| {
        let mut options = Options::default();
        options.kind = kind;
        let server = Server::start_with(options);
        server.vault.accept(USER_TOKEN, Grant::only(USE));
        server
    });
    let folder = tempfile::tempdir().unwrap();
    let certificates = folder.path().join("authorities.pem");
    let pem = servers.each_ref().map(|server| server.certificate.as_str());
    std::fs::write(&certificates, pem.concat()).unwrap();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("python");
    let output = Command::new(python)
        // The checkout stays as it is.
        .arg("-B")
        .arg(scripts.join("every_operation.py"))
        .arg(certificates)
        .args(servers.each_ref().map(|server| &server.url))
        .args([TOKEN, USER_TOKEN])
        // It is on this machine, whatever proxy there is.
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .unwrap();
    let [told, failed] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{told}{failed}");
}
