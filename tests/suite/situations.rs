//! The local vault in every situation that is on record: it answers as the real
//! vault or managed HSM did.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{Request, Response};
use keyvault::keys::{
    BackupKey, CreateKey, DeleteKey, GetDeletedKey, GetKey, JsonWebKeyType, KeyCreateParameters,
    PurgeDeletedKey, RestoreKey, Sign,
};
use keyvault::local_vault::{Access, Fault, Grant, Kind, LocalVault, Network, Options};
use keyvault::server::Refusal;
use keyvault::{Operation, Secret};
use serde_json::Value;

use crate::recordings::{Recording, recordings};
use crate::vault::{TOKEN, authorized, create, unauthorized};

/// A vault without a server, and what is asked of it.
struct Situation(LocalVault);

impl Situation {
    fn new(kind: Kind, access: Access) -> Self {
        let mut options = Options::default();
        options.kind = kind;
        options.access = access;
        let vault = LocalVault::in_process(options).unwrap();
        vault.accept(TOKEN, Grant::all());
        Self(vault)
    }

    fn ask<O: Operation>(&self, operation: &O) -> Response<Bytes> {
        self.0.answer(&authorized(operation, self.0.url(), TOKEN))
    }

    fn ask_without_token<O: Operation>(&self, operation: &O) -> Response<Bytes> {
        let mut request = authorized(operation, self.0.url(), TOKEN);
        request.headers_mut().remove("authorization");
        self.0.answer(&request)
    }

    /// Makes a key such as those of the recorded tests.
    fn create_rsa(&self) {
        let created = self.ask(&CreateKey {
            key_name: KEY.to_owned(),
            parameters: KeyCreateParameters {
                kty: JsonWebKeyType::Rsa,
                ..Default::default()
            },
        });
        assert_eq!(created.status(), 200, "{created:?}");
    }

    fn back_up(&self) -> RestoreKey {
        let backup = BackupKey::response(self.ask(&back_up())).unwrap();
        restore(backup.value.expose().as_ref())
    }

    fn delete(&self) {
        assert_eq!(
            self.ask(&DeleteKey {
                key_name: KEY.to_owned()
            })
            .status(),
            200
        );
    }
}

const KEY: &str = "the-key";

fn back_up() -> BackupKey {
    BackupKey {
        key_name: KEY.to_owned(),
    }
}

fn get() -> GetKey {
    GetKey {
        key_name: KEY.to_owned(),
        key_version: None,
    }
}

fn restore(blob: &[u8]) -> RestoreKey {
    let mut restore = RestoreKey::default();
    restore.parameters.key_bundle_backup = Secret::from(blob);
    restore
}

/// Situations that no request brings a local vault into: what it answers there, a
/// test tells it.
const TOLD: [&str; 4] = [
    "cited-vault-429-throttled",
    "mhsm-409-restore-in-progress",
    "vault-401-challenge-empty-body-2019",
    "vault-403-accessdenied",
];

/// The local vault's answer in the situation of a recording.
fn answer(recording: &str) -> Response<Bytes> {
    let kind = match recording.starts_with("mhsm-") {
        true => Kind::ManagedHsm,
        false => Kind::Vault,
    };
    let access = match recording.ends_with("-forbiddenbyrbac") {
        true => Access::Roles,
        false => Access::Policies,
    };
    let vault = Situation::new(kind, access);
    match recording {
        "cited-docs-200-backup-2025-07-01"
        | "mhsm-200-backup-7.3-preview"
        | "vault-200-backup-2016-10-01"
        | "vault-200-backup-7.0"
        | "vault-200-backup-7.1"
        | "vault-200-backup-7.2" => {
            vault.create_rsa();
            vault.ask(&back_up())
        }
        "vault-200-restore-7.1" => {
            vault.create_rsa();
            let restore = vault.back_up();
            vault.delete();
            let key_name = KEY.to_owned();
            assert_eq!(vault.ask(&PurgeDeletedKey { key_name }).status(), 204);
            vault.ask(&restore)
        }
        "cited-vault-400-api-version" => {
            let uri = "/keys/the-key?api-version=7.99";
            let request = Request::get(uri).header("authorization", format!("Bearer {TOKEN}"));
            vault.0.answer(&request.body(Bytes::new()).unwrap())
        }
        "cited-vault-403-forbiddenbyconnection" => {
            vault.0.set_network(Network::Private);
            vault.ask(&get())
        }
        "cited-vault-403-forbiddenbyfirewall" => {
            vault.0.set_network(Network::Firewall);
            vault.ask(&get())
        }
        "cited-vault-403-forbiddenbyrbac" | "vault-403-forbiddenbypolicy-keyget" => {
            vault.0.accept(TOKEN, Grant::only(["backup"]));
            vault.ask(&get())
        }
        "cited-vault-429-throttled" => {
            vault.0.fail([Fault::throttle(None)]);
            vault.ask(&Sign {
                key_name: KEY.to_owned(),
                key_version: "1".to_owned(),
                ..Default::default()
            })
        }
        "mhsm-400-restore-malformed" | "vault-400-restore-corrupt-blob" => {
            vault.ask(&restore(b"doesnotexist"))
        }
        "mhsm-401-challenge" | "vault-401-challenge-akv10000" => {
            vault.ask_without_token(&create(KEY))
        }
        "vault-401-challenge-empty-body-2019" => {
            // Vaults of today have a body: it is told to.
            let usual = vault.ask_without_token(&create(KEY));
            let challenge = usual.headers()["www-authenticate"].to_str().unwrap();
            vault
                .0
                .set_unauthorized(Some(unauthorized(Some(challenge))));
            vault.ask_without_token(&create(KEY))
        }
        "vault-401-challenge-backup-7.2" => vault.ask_without_token(&back_up()),
        "mhsm-404-keynotfound" => vault.ask(&get()),
        "vault-404-backup-keynotfound-2019-short" | "vault-404-backup-keynotfound-7.2" => {
            vault.ask(&back_up())
        }
        "mhsm-409-restore-in-progress" => {
            // No local vault takes so long: it is told to.
            let message = "User triggered Restore operation is in progress. Retry after the \
                           restore operation (Activity ID: x)";
            let refusal = Refusal::new(http::StatusCode::CONFLICT, "Conflict", message);
            vault.0.fail([Fault::Refuse(refusal)]);
            vault.ask(&DeleteKey {
                key_name: KEY.to_owned(),
            })
        }
        "vault-400-backup-bad-name-html" => vault.ask(&BackupKey {
            key_name: "key!@#$%".to_owned(),
        }),
        "vault-403-accessdenied" => {
            // Only recorded of a secret, which was about to be deleted.
            let message = "Operation get is not permitted on this object.";
            let refusal = Refusal::new(http::StatusCode::FORBIDDEN, "Forbidden", message);
            vault
                .0
                .fail([Fault::Refuse(refusal.because("AccessDenied"))]);
            vault.ask(&GetDeletedKey {
                key_name: KEY.to_owned(),
            })
        }
        "vault-409-deleted-but-recoverable" => {
            vault.create_rsa();
            vault.delete();
            vault.ask(&create(KEY))
        }
        "vault-409-restore-conflict-7.2" => {
            vault.create_rsa();
            let restore = vault.back_up();
            vault.ask(&restore)
        }
        other => panic!("{other} has no situation in this test"),
    }
}

#[test]
fn every_recorded_answer_is_given_in_its_situation() {
    let recordings = recordings(|_| true);
    let mut table = "recording | status | code | innererror | words | answered\n".to_owned();
    for recording in &recordings {
        let name = &recording.name;
        let ours = answer(name);
        let (ours_body, theirs_body) =
            (json(ours.body()), json(recording.response.body.as_bytes()));
        let code = |body: &Value| body["error"]["code"].as_str().map(str::to_owned);
        let inner = |body: &Value| {
            let code = body["error"]["innererror"]["code"].as_str();
            code.map(str::to_owned)
        };
        assert_eq!(ours.status(), recording.response.status, "{name}");
        assert_eq!(code(&ours_body), code(&theirs_body), "{name}");
        assert_eq!(inner(&ours_body), inner(&theirs_body), "{name}");
        assert_eq!(shape(&ours_body), shape(&theirs_body), "{name}");
        assert_headers(name, &ours, recording);
        let words = |body: &Value| body["error"]["message"].as_str().map(generic);
        let words = match (words(&ours_body), words(&theirs_body)) {
            (None, None) => "",
            (ours, theirs) if ours == theirs => "same",
            _ => "newer",
        };
        writeln!(
            table,
            "{name} | {} | {} | {} | {words} | {}",
            recording.response.status,
            code(&theirs_body).unwrap_or_default(),
            inner(&theirs_body).unwrap_or_default(),
            if TOLD.contains(&name.as_str()) {
                "as told"
            } else {
                "of itself"
            },
        )
        .unwrap();
    }
    if !recordings.is_empty() {
        insta::assert_snapshot!(table);
    }
}

fn json(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_default()
}

/// A body with a type in the place of each value.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let entries = entries.iter();
            Value::Object(
                entries
                    .map(|(name, value)| (name.clone(), shape(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(shape).take(1).collect(),
        Value::Null => Value::Null,
        Value::Bool(_) => "boolean".into(),
        Value::Number(_) => "number".into(),
        Value::String(_) => "text".into(),
    }
}

/// A message without what differs from vault to vault and from call to call:
/// names, versions, ids and addresses.
fn generic(message: &str) -> String {
    let mut message = message.to_owned();
    for (begin, end) in [
        ("appid=", "/\r"),
        ("appid=", "/'"),
        ("key vault '", "'"),
        ("Vault: ", "end"),
        ("address: ", "\r"),
        ("Resource: '", "'"),
        ("version (", ")"),
        ("supported version (", ")"),
        ("the key 'https://", "'"),
        ("(name/id) ", " "),
        ("found: https://", " "),
        ("Activity ID: ", ")"),
    ] {
        let Some(at) = message.find(begin).map(|at| at + begin.len()) else {
            continue;
        };
        let length = message[at..].find(end).unwrap_or(message[at..].len());
        message.replace_range(at..at + length, "*");
    }
    // One is on record for a secret only.
    let message = message.replace("Secret ", "Key ").replace("secret", "key");
    message.replace(
        "recoverSecretName-canwaituntilakeyisrecovered-undefined",
        KEY,
    )
}

/// Headers of servers of long ago, of transport, and of recorders.
const OTHERS: [&str; 11] = [
    "connection",
    "content-length",
    "date",
    "retry-after",
    "server",
    "status",
    "x-aspnet-version",
    "x-ms-build-version",
    "x-ms-client-request-id",
    "x-powered-by",
    "x-ms-keyvault-rbac-assignment-id",
];

/// Every recorded header is there, those that are always the same with their value.
fn assert_headers(name: &str, ours: &Response<Bytes>, recording: &Recording) {
    for (header, value) in recording.response.headers.iter().flatten() {
        let header = header.to_lowercase();
        if OTHERS.contains(&header.as_str()) || value == "REDACTED" {
            continue;
        }
        let Some(given) = ours.headers().get(&header) else {
            panic!("{name}: {header} is missing");
        };
        let varies = ["x-ms-", "www-authenticate"]
            .iter()
            .any(|begin| header.starts_with(begin));
        assert!(
            varies || given == value,
            "{name}: {header}: {given:?}, not {value}"
        );
        if header == "www-authenticate" {
            let form = |value: &str| {
                let (begin, rest) = value
                    .split_once("net/")
                    .or(value.split_once("com/"))
                    .unwrap();
                (begin.to_owned(), rest.split_once('"').unwrap().1.to_owned())
            };
            assert_eq!(form(given.to_str().unwrap()), form(value), "{name}");
        }
    }
}
