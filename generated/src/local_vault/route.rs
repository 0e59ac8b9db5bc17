// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Requests as clients write them, and the operations they are for.

use bytes::Bytes;
use http::{Method, Request, Uri};

use crate::keys::find_operation;
use crate::keys::v2025_07_01::API_VERSION;
use crate::keys::v2025_07_01::server::Call;
use crate::server::{ReadError, Received, Refusal};

/// The operations on a key, by their last path segment.
const ON_KEY: [&str; 5] = ["create", "rotate", "versions", "backup", "rotationpolicy"];

/// The operations on a version of a key, by their last path segment.
const ON_VERSION: [&str; 8] = [
    "encrypt",
    "decrypt",
    "sign",
    "verify",
    "wrapkey",
    "unwrapkey",
    "release",
    "attestation",
];

/// Returns the path as the API's document writes it. Vaults ignore the case of literal
/// segments, and accept slashes before the first segment, as in the documentation's
/// samples, and one after the last. An operation on a version of a key may leave the
/// version out; the result has an empty segment in its place.
fn canonical_path(method: &Method, path: &str) -> String {
    let path = path.strip_suffix('/').unwrap_or(path);
    let mut segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    segments[0] = literal(segments[0], &["keys", "deletedkeys", "rng"]).unwrap_or(segments[0]);
    match segments.as_mut_slice() {
        ["keys", action] if method == Method::POST => {
            *action = literal(action, &["restore"]).unwrap_or(action);
        }
        ["keys", name, action] => {
            if let Some(found) = literal(action, &ON_KEY) {
                *action = found;
            } else if let Some(found) = literal(action, &ON_VERSION)
                && (method == Method::POST || found == "attestation")
            {
                segments = vec!["keys", name, "", found];
            }
        }
        ["keys", _, _, action] => *action = literal(action, &ON_VERSION).unwrap_or(action),
        ["deletedkeys", _, action] => *action = literal(action, &["recover"]).unwrap_or(action),
        _ => {}
    }
    format!("/{}", segments.join("/"))
}

/// Finds the literal that equals `segment` if case is ignored.
fn literal(segment: &str, literals: &[&'static str]) -> Option<&'static str> {
    let mut literals = literals.iter();
    literals
        .find(|each| each.eq_ignore_ascii_case(segment))
        .copied()
}

/// Reads a request; where the path leaves a version out, `version` returns the one to use
/// for the key of that name. The API's document requires it in
/// `/keys/{name}/{version}/sign` and the like, but clients leave it out, and the service
/// uses the newest (Azure/azure-sdk-for-go#23866).
pub(super) fn read(
    request: &Request<Bytes>,
    version: impl FnOnce(&str) -> Result<String, Refusal>,
) -> Result<Received, Refusal> {
    let path = canonical_path(request.method(), request.uri().path());
    let received = read_at(request, &path)?;
    let ["keys", name, "", _] = received.path()[..] else {
        return Ok(received);
    };
    let path = path.replacen("//", &format!("/{}/", version(name)?), 1);
    Ok(read_at(request, &path)?)
}

/// Reads a request as if it had been sent to `path`.
fn read_at(request: &Request<Bytes>, path: &str) -> Result<Received, ReadError> {
    let query = request.uri().query().unwrap_or_default();
    let mut request = request.clone();
    *request.uri_mut() =
        Uri::try_from(format!("{path}?{query}")).map_err(|_| ReadError::Encoding)?;
    Received::read(&request)
}

/// The set of operations that a stable api-version has. Each set includes the one before.
#[derive(PartialEq, PartialOrd)]
enum Operations {
    /// Of 7.0, 7.1 and 7.2.
    Basic,
    /// Of 7.3, 7.4 and 7.5: adds rotation, release and random bytes.
    WithRotation,
    /// Of 7.6 and 2025-07-01: adds attestation.
    WithAttestation,
}

impl Operations {
    fn of(api_version: &str) -> Option<Self> {
        match api_version {
            "7.0" | "7.1" | "7.2" => Some(Self::Basic),
            "7.3" | "7.4" | "7.5" => Some(Self::WithRotation),
            "7.6" | API_VERSION => Some(Self::WithAttestation),
            _ => None,
        }
    }

    /// The first set with the operation.
    fn with(call: &Call) -> Self {
        match call {
            Call::GetKeyAttestation(_) => Self::WithAttestation,
            Call::GetKeyRotationPolicy(_)
            | Call::UpdateKeyRotationPolicy(_)
            | Call::RotateKey(_)
            | Call::Release(_)
            | Call::GetRandomBytes(_) => Self::WithRotation,
            _ => Self::Basic,
        }
    }
}

/// Returns the `operationId` of a request; `None` if the api-version is unknown.
pub(super) fn operation(
    api_version: &str,
    received: &Received,
) -> Option<Result<&'static str, ReadError>> {
    let Some(operations) = Operations::of(api_version) else {
        // The crate may have a newer api-version.
        return find_operation(api_version, received);
    };
    let call = Call::read(received);
    Some(call.and_then(|call| {
        let has_call = Operations::with(&call) <= operations;
        has_call.then(|| call.name()).ok_or(ReadError::NoOperation)
    }))
}
