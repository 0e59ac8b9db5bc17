//! Real exchanges with vaults and managed HSMs: what came back decodes, and
//! what we send is what was sent.

use std::fs;

use keyvault::bytes::Bytes;
use keyvault::http::{HeaderMap, Method, Response};
use keyvault::keys::{BackupKey, v7_4, v2025_07_01};
use keyvault::{Error, Operation, ServiceError, VaultUrl};
use serde::Deserialize;

use crate::places::shared;

#[derive(Deserialize)]
pub(crate) struct Recording {
    pub(crate) name: String,
    kind: String,
    request: Request,
    pub(crate) response: Answer,
}

#[derive(Deserialize)]
pub(crate) struct Request {
    method: String,
    origin: Option<String>,
    path: String,
    query: Option<String>,
    headers: Option<Vec<(String, String)>>,
    body: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Option<Vec<(String, String)>>,
    pub(crate) body: String,
}

impl Recording {
    fn is_backup(&self) -> bool {
        self.request.method == "POST" && self.request.path.ends_with("/backup")
    }

    fn answer(&self) -> Response<Bytes> {
        let mut response = Response::builder().status(self.response.status);
        for (name, value) in self.response.headers.iter().flatten() {
            response = response.header(name, value);
        }
        response
            .body(Bytes::from(self.response.body.clone()))
            .unwrap()
    }

    fn error(&self) -> Box<ServiceError> {
        match BackupKey::response(self.answer()) {
            Err(Error::Service(error)) => error,
            other => panic!("{}: {other:?}", self.name),
        }
    }
}

/// The recordings that `keep` keeps; none on a machine without them.
pub(crate) fn recordings(keep: impl Fn(&Recording) -> bool) -> Vec<Recording> {
    let Some(folder) = shared("recordings") else {
        return Vec::new();
    };
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let kept: Vec<Recording> = paths
        .into_iter()
        .map(read)
        .filter(|recording| keep(recording))
        .collect();
    assert!(!kept.is_empty(), "no recording is of that kind");
    kept
}

#[test]
fn every_recorded_backup_decodes() {
    for recording in
        recordings(|recording| recording.is_backup() && recording.response.status == 200)
    {
        let backup = BackupKey::response(recording.answer())
            .unwrap_or_else(|error| panic!("{}: {error}", recording.name));
        let old = v7_4::BackupKey::response(recording.answer()).unwrap();
        assert_eq!(backup.value.expose(), old.value.expose());
        let written = format!("{{\"value\":\"{}\"}}", backup.value.expose());
        assert_eq!(written, recording.response.body, "{}", recording.name);
    }
}

#[test]
fn every_recorded_error_keeps_what_the_service_said() {
    for recording in recordings(|recording| recording.response.status >= 400) {
        let name = &recording.name;
        let error = recording.error();
        let raw: serde_json::Value =
            serde_json::from_str(&recording.response.body).unwrap_or_default();
        let text = |pointer| raw.pointer(pointer).and_then(serde_json::Value::as_str);
        assert_eq!(error.status().as_u16(), recording.response.status, "{name}");
        assert_eq!(error.body(), &recording.response.body, "{name}");
        assert_eq!(error.code(), text("/error/code"), "{name}");
        assert_eq!(error.message(), text("/error/message"), "{name}");
        let inner = error.inner_error().and_then(|inner| inner.code());
        assert_eq!(inner, text("/error/innererror/code"), "{name}");
        let sent: HeaderMap = recording.answer().headers().clone();
        assert_eq!(
            error.request_id(),
            sent.get("x-ms-request-id").map(|id| id.to_str().unwrap()),
            "{name}"
        );
        assert!(
            error
                .to_string()
                .starts_with(&recording.response.status.to_string()),
            "{name}: {error}"
        );
    }
}

#[test]
fn recorded_error_bodies_are_the_documented_model() {
    for recording in recordings(|recording| recording.response.status >= 400) {
        let error = recording.error();
        let model = error.body_as::<v2025_07_01::KeyVaultError>();
        let old = error.body_as::<v7_4::KeyVaultError>();
        let detail = model.and_then(|model| model.error);
        let code = detail.as_ref().and_then(|detail| detail.code.as_deref());
        assert_eq!(code, error.code(), "{}", recording.name);
        let inner = detail
            .as_ref()
            .and_then(|detail| detail.inner_error.as_ref());
        assert_eq!(
            inner.and_then(|inner| inner.code.as_deref()),
            error.inner_error().and_then(|inner| inner.code())
        );
        assert_eq!(
            old.and_then(|old| old.error)
                .and_then(|old| old.code)
                .as_deref(),
            error.code()
        );
    }
}

#[test]
fn predicates_tell_the_recorded_errors_apart() {
    for recording in recordings(|recording| recording.kind == "error") {
        let error = Error::from(*recording.error());
        let status = recording.response.status;
        assert_eq!(
            (
                error.is_not_found(),
                error.is_forbidden(),
                error.is_conflict(),
                error.is_throttled()
            ),
            (status == 404, status == 403, status == 409, status == 429),
            "{}",
            recording.name
        );
    }
}

#[test]
fn a_request_is_sent_as_it_was_recorded() {
    for recording in recordings(Recording::is_backup) {
        let name = &recording.name;
        let Request {
            method,
            origin,
            path,
            query,
            headers,
            body,
        } = &recording.request;
        // The reference page writes the base URL with a slash at its end.
        let path = path.replacen("//", "/", 1);
        let Some(key_name) = path
            .strip_prefix("/keys/")
            .and_then(|rest| rest.strip_suffix("/backup"))
        else {
            panic!("{name}: {path}")
        };
        // Recorders put names with `_` in the place of vaults.
        let origin = origin
            .as_deref()
            .unwrap_or("https://myvault.vault.azure.net")
            .replace('_', "-");
        let vault = VaultUrl::new(&origin).unwrap();
        let key_name = decode(key_name);
        let old = v7_4::BackupKey {
            key_name: key_name.clone(),
        }
        .request(&vault)
        .unwrap();
        let new = v2025_07_01::BackupKey { key_name }.request(&vault).unwrap();
        for (own_version, request) in [(v7_4::API_VERSION, old), (v2025_07_01::API_VERSION, new)] {
            assert_eq!(request.method(), Method::POST, "{name}");
            assert_eq!(request.method(), method.as_str(), "{name}");
            assert_eq!(request.uri().path(), path, "{name}");
            let sent = request.uri().query().unwrap_or_default();
            assert_eq!(sent, format!("api-version={own_version}"), "{name}");
            // But for the version, which a recorder may have left out.
            if let Some(query) = query.as_deref().filter(|query| query.contains('=')) {
                let recorded = query.strip_prefix("api-version=").unwrap();
                assert_eq!(sent.replace(own_version, recorded), query, "{name}");
            }
            assert_eq!(
                request.body(),
                body.as_deref().unwrap_or_default(),
                "{name}"
            );
            for (header, value) in headers.iter().flatten() {
                if ["accept", "content-length"].contains(&header.to_lowercase().as_str()) {
                    assert_eq!(request.headers()[header], value, "{name}");
                }
            }
            assert_eq!(request.headers()["accept"], "application/json", "{name}");
            assert_eq!(request.headers()["content-length"], "0", "{name}");
        }
    }
}

/// The name that a recorded segment stands for.
fn decode(segment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = segment.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| tail.split_at(2));
        let (byte, tail) = match escaped {
            Some((hex, tail)) => (
                u8::from_str_radix(std::str::from_utf8(hex).unwrap(), 16).unwrap(),
                tail,
            ),
            None => (*first, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).unwrap()
}
