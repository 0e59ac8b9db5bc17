//! The official clients in other languages, each driven by a script in its own process.

use std::path::{Path, PathBuf};
use std::process::Command;

use keyvault::local_vault::{Grant, Kind, Options};
use tempfile::TempDir;

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

/// A vault and a managed HSM, and a file with the certificates to trust.
struct Vaults {
    servers: [Server; 2],
    folder: TempDir,
}

impl Vaults {
    fn start() -> Self {
        let servers = [Kind::Vault, Kind::ManagedHsm].map(|kind| {
            let mut options = Options::default();
            options.kind = kind;
            let server = Server::start_with(options);
            server.vault.accept(USER_TOKEN, Grant::only(USE));
            server
        });
        let folder = tempfile::tempdir().unwrap();
        let vaults = Self { servers, folder };
        let servers = vaults.servers.each_ref();
        let pem = servers.map(|server| server.certificate.as_str()).concat();
        std::fs::write(vaults.certificates(), pem).unwrap();
        vaults
    }

    fn certificates(&self) -> PathBuf {
        self.folder.path().join("authorities.pem")
    }

    fn urls(&self) -> [&str; 2] {
        self.servers.each_ref().map(|server| server.url.as_str())
    }

    fn run_python(&self, python: &str, script: &str) {
        let mut command = Command::new(python);
        // The checkout stays as it is.
        command.arg("-B").arg(path(&format!("python/{script}")));
        command.arg(self.certificates());
        command.args(self.urls());
        run(command.args([TOKEN, USER_TOKEN]));
    }

    /// Whether someone signed without naming a version in the path.
    fn has_signed_without_version(&self) -> bool {
        let requests = self.servers[0].vault.take_requests();
        requests.iter().any(|request| {
            let segments: Vec<_> = request.path.split('/').collect();
            matches!(
                segments[..],
                ["", "keys", _, "sign"] | ["", "keys", _, "", "sign"]
            )
        })
    }
}

fn path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs a script, which must succeed.
fn run(command: &mut Command) {
    // The vaults are on this machine, whatever proxy there is.
    let output = command.env("NO_PROXY", "127.0.0.1").output().unwrap();
    let [told, failed] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{command:?}: {told}{failed}");
}

/// What a variable of the environment says; without it, the test is skipped.
fn installed(variable: &str, install: &str) -> Option<String> {
    let found = std::env::var(variable).unwrap_or_default();
    if found.is_empty() {
        skipped(&format!("set {variable} to what `{install}` prints"));
        return None;
    }
    Some(found)
}

/// They find with a library of their own that the vault's cryptography is genuine.
#[test]
fn the_official_python_clients_do_everything_that_they_can() {
    if let Some(python) = installed("KEYVAULT_TEST_PYTHON", "tests/python/install") {
        Vaults::start().run_python(&python, "every_operation.py");
    }
}

#[test]
fn an_old_and_a_new_python_client_bring_a_key_back() {
    for (variable, install) in [
        ("KEYVAULT_TEST_PYTHON", "tests/python/install"),
        ("KEYVAULT_TEST_PYTHON_4_7", "tests/python/install 4.7.0"),
    ] {
        if let Some(python) = installed(variable, install) {
            let vaults = Vaults::start();
            vaults.run_python(&python, "round_trip.py");
            assert!(vaults.has_signed_without_version());
        }
    }
}

#[test]
fn old_and_new_javascript_clients_bring_a_key_back() {
    let Some(clients) = installed("KEYVAULT_TEST_JAVASCRIPT", "tests/javascript/install") else {
        return;
    };
    for version in ["4.6.0", "4.10.0", "4.10.2"] {
        let vaults = Vaults::start();
        let mut command = Command::new("node");
        command.arg(path("javascript/round_trip.js"));
        command.arg(Path::new(&clients).join(version));
        command.args(vaults.urls()).arg(TOKEN);
        run(command.env("NODE_EXTRA_CA_CERTS", vaults.certificates()));
        assert!(vaults.has_signed_without_version(), "{version}");
    }
}
