//! The service, free of I/O: requests in, responses out.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use keyvault::Base64Url;
use serde_json::{Value, json};

/// The one token that the vault takes.
pub(crate) const TOKEN: &str = "token-that-nobody-may-see";

/// Keys by name, each with all of its versions, the newest last.
#[derive(Default)]
pub(crate) struct Service {
    keys: BTreeMap<String, Vec<Value>>,
    deleted: BTreeMap<String, Vec<Value>>,
    /// What each backup holds. The blob is only a number that nobody can guess.
    sealed: BTreeMap<Vec<u8>, (String, Vec<Value>)>,
    count: u64,
    /// Where links to next pages lead; by default to the vault itself.
    pub(crate) links: Option<String>,
}

/// A status with the body that a real vault gives along.
type Refusal = (StatusCode, Value);

impl Service {
    /// Answers an authorised request.
    pub(crate) fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        let path = request.uri().path().to_owned();
        if path.contains("%25") {
            // The web server in front of a vault refuses this by itself.
            let html = Bytes::from_static(b"<!DOCTYPE html><title>Bad request</title>");
            return respond(StatusCode::BAD_REQUEST, "text/html", html);
        }
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let segments: Vec<_> = path.split('/').skip(1).collect();
        let result = match (request.method(), segments.as_slice()) {
            (&Method::GET, ["keys"]) => Ok(self.list(request)),
            (&Method::POST, ["keys", "restore"]) => self.restore(&body),
            (&Method::POST, ["keys", name, "create"]) => self.create(name, &body),
            (&Method::POST, ["keys", name, "backup"]) => self.back_up(name),
            (&Method::GET, ["keys", name] | ["keys", name, ""]) => self.get(name),
            (&Method::PATCH, ["keys", name, ""]) => self.update(name, &body),
            (&Method::DELETE, ["keys", name]) => self.delete(name),
            (&Method::DELETE, ["deletedkeys", name]) if self.deleted.contains_key(*name) => {
                self.purge(name);
                return respond(StatusCode::NO_CONTENT, "text/plain", Bytes::new());
            }
            (&Method::POST, ["deletedkeys", name, "recover"]) => self.recover(name),
            _ => Err(refusal(
                400,
                "BadParameter",
                &format!("The request URI contains an invalid name: {path}"),
            )),
        };
        let (status, body) = match result {
            Ok(body) => (StatusCode::OK, body),
            Err((status, body)) => (status, body),
        };
        respond(
            status,
            "application/json; charset=utf-8",
            Bytes::from(body.to_string()),
        )
    }

    fn create(&mut self, name: &str, body: &Value) -> Result<Value, Refusal> {
        if name == "forbidden" {
            return Err(forbidden("create"));
        }
        if self.deleted.contains_key(name) {
            return Err(deleted(name));
        }
        self.count += 1;
        let version = format!("{:032x}", self.count);
        let key = json!({
            "key": {
                "kid": format!("https://127.0.0.1/keys/{name}/{version}"),
                "kty": body["kty"].as_str().unwrap_or("RSA"),
                "key_ops": ["sign", "verify"],
                "n": Base64Url::from(version.as_bytes()).to_string(),
                "e": "AQAB"
            },
            "attributes": { "enabled": true, "created": 1, "updated": 1 }
        });
        self.keys
            .entry(name.to_owned())
            .or_default()
            .push(key.clone());
        Ok(key)
    }

    fn get(&self, name: &str) -> Result<Value, Refusal> {
        self.keys
            .get(name)
            .and_then(|versions| versions.last())
            .cloned()
            .ok_or_else(|| not_found(name))
    }

    /// Changes the tags of the newest version. A vault ignores what only it can
    /// set; this one shows that it was sent.
    fn update(&mut self, name: &str, body: &Value) -> Result<Value, Refusal> {
        let versions = self.keys.get_mut(name).ok_or_else(|| not_found(name))?;
        if body["attributes"].get("created").is_some() {
            return Err(refusal(400, "BadParameter", "created is not yours to set"));
        }
        let newest = versions.last_mut().ok_or_else(|| not_found(name))?;
        newest["tags"] = body["tags"].clone();
        Ok(newest.clone())
    }

    /// A page of the keys; the link to the next one holds where it begins.
    fn list(&self, request: &Request<Bytes>) -> Value {
        let query = request.uri().query().unwrap_or_default();
        let number = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let mut values = pairs.filter(|(key, _)| *key == name);
            values.next().and_then(|(_, value)| value.parse().ok())
        };
        let size: usize = number("maxresults").unwrap_or(25);
        let begin: usize = number("$skiptoken").unwrap_or(0);
        let names = self.keys.keys().skip(begin).take(size);
        let items: Vec<_> = names
            .map(|name| json!({ "kid": format!("https://127.0.0.1/keys/{name}") }))
            .collect();
        let host = request
            .headers()
            .get("host")
            .and_then(|host| host.to_str().ok());
        let origin = self.links.clone();
        let origin = origin.unwrap_or(format!("https://{}", host.unwrap_or("127.0.0.1")));
        let next = begin + items.len();
        let link = (next < self.keys.len())
            .then(|| format!("{origin}/keys?api-version=7.4&$skiptoken={next}&maxresults={size}"));
        json!({ "value": items, "nextLink": link })
    }

    fn delete(&mut self, name: &str) -> Result<Value, Refusal> {
        let versions = self.keys.remove(name).ok_or_else(|| not_found(name))?;
        let mut newest = versions.last().cloned().unwrap_or_default();
        newest["recoveryId"] = json!(format!("https://127.0.0.1/deletedkeys/{name}"));
        self.deleted.insert(name.to_owned(), versions);
        Ok(newest)
    }

    fn recover(&mut self, name: &str) -> Result<Value, Refusal> {
        let versions = self.deleted.remove(name).ok_or_else(|| not_found(name))?;
        self.keys.insert(name.to_owned(), versions);
        self.get(name)
    }

    /// Removes a key for good; a vault asks for another permission for that.
    pub(crate) fn purge(&mut self, name: &str) {
        self.keys.remove(name);
        self.deleted.remove(name);
    }

    fn back_up(&mut self, name: &str) -> Result<Value, Refusal> {
        if name == "forbidden" {
            return Err(forbidden("backup"));
        }
        let versions = self.keys.get(name).ok_or_else(|| not_found(name))?.clone();
        self.count += 1;
        let key = rcgen::KeyPair::generate().unwrap().serialize_der();
        let mut blob = b"&AzureKeyVaultKeyBackupV1.microsoft.com".to_vec();
        blob.extend(key);
        self.sealed
            .insert(blob.clone(), (name.to_owned(), versions));
        Ok(json!({ "value": Base64Url::from(blob).to_string() }))
    }

    fn restore(&mut self, body: &Value) -> Result<Value, Refusal> {
        let blob: Option<Base64Url> = body["value"].as_str().and_then(|text| text.parse().ok());
        let sealed = blob.and_then(|blob| self.sealed.get(blob.as_ref()).cloned());
        let Some((name, versions)) = sealed else {
            return Err(refusal(
                400,
                "Malformed backup blob",
                "Backup blob is corrupt.",
            ));
        };
        if self.keys.contains_key(&name) || self.deleted.contains_key(&name) {
            return Err(taken(
                versions
                    .last()
                    .and_then(|key| key["key"]["kid"].as_str())
                    .unwrap_or(&name),
            ));
        }
        self.keys.insert(name.clone(), versions);
        self.get(&name)
    }
}

pub(super) fn respond(status: StatusCode, media_type: &str, body: Bytes) -> Response<Bytes> {
    let response = Response::builder()
        .status(status)
        .header("content-type", media_type);
    response
        .header("x-ms-request-id", "00000000-request")
        .body(body)
        .unwrap()
}

fn refusal(status: u16, code: &str, message: &str) -> Refusal {
    let body = json!({ "error": { "code": code, "message": message } });
    (StatusCode::from_u16(status).unwrap(), body)
}

fn not_found(name: &str) -> Refusal {
    let message = format!(
        "A key with (name/id) {name} was not found in this key vault. If you recently deleted this key \
         you may be able to recover it using the correct recovery command. For help resolving this issue, \
         please see https://go.microsoft.com/fwlink/?linkid=2125182"
    );
    refusal(404, "KeyNotFound", &message)
}

fn forbidden(permission: &str) -> Refusal {
    let message = format!(
        "The user, group or application 'appid=1;oid=2;iss=https://sts.windows.net/3/' does not have keys \
         {permission} permission on key vault 'myvault;location=westus'. For help resolving this issue, \
         please see https://go.microsoft.com/fwlink/?linkid=2125287"
    );
    with_inner(refusal(403, "Forbidden", &message), "ForbiddenByPolicy")
}

fn taken(key: &str) -> Refusal {
    let message = format!(
        "There was a conflict restoring the key '{key}'. This can happen if either: a second key with \
         the same name was created after the first key was deleted; thus trying to restore a key whose \
         name is already in use. To fix this, rename the second key to something else so that the \
         restore works. The second probable cause of this exception is when multiple operations are \
         performed in parallel against the key. To avoid this error, perform operations against a key \
         in a sequential manner."
    );
    refusal(409, "Conflict", &message)
}

fn deleted(name: &str) -> Refusal {
    let message = format!(
        "Key {name} is currently in a deleted but recoverable state, and its name cannot be reused; in \
         this state, the key can only be recovered or purged."
    );
    with_inner(
        refusal(409, "Conflict", &message),
        "ObjectIsDeletedButRecoverable",
    )
}

fn with_inner((status, mut body): Refusal, code: &str) -> Refusal {
    body["error"]["innererror"] = json!({ "code": code });
    (status, body)
}
