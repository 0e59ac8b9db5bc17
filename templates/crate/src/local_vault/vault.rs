// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The vault, free of I/O but for its store: requests in, answers out.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};

use super::backup::Geography;
use super::clock::Clock;
use super::fault::{Break, Fault};
use super::route;
use super::session::Session;
use super::store::Store;
use super::token::{Grant, Tokens, Unauthorized, permission};
use super::words::{Words, body_too_long};
use super::{
    Access, Kind, LocalVaultError, Network, Options, SeenRequest, hex, lock, random_bytes,
};
use crate::UnixTime;
use crate::keys::API_VERSION;
use crate::keys::v2025_07_01::server::Call;
use crate::server::{ReadError, Received, Refusal};

/// How long a request's body may be. None of the API comes near it.
pub(super) const MAX_BODY: usize = 16 * 1024 * 1024;
/// How many requests are remembered.
const SEEN: usize = 10_000;

pub(super) struct Vault {
    pub(super) options: Options,
    pub(super) store: Store,
    pub(super) geography: Geography,
    pub(super) clock: Arc<Clock>,
    pub(super) tokens: Arc<Tokens>,
    pub(super) faults: Mutex<VecDeque<Fault>>,
    pub(super) seen: Mutex<VecDeque<SeenRequest>>,
    /// What is said to a request without a right token, if not the usual.
    pub(super) unauthorized: Mutex<Option<Response<Bytes>>>,
    pub(super) network: Mutex<Network>,
    url: String,
}

/// An answer, and whether it breaks off.
pub(super) struct Answer {
    pub(super) response: Response<Bytes>,
    pub(super) breaks: Option<Break>,
}

impl Vault {
    /// The vault at a URL without a slash at its end.
    pub(super) fn open(options: Options, url: String) -> Result<Self, LocalVaultError> {
        let store = Store::open(options.directory.as_deref()).map_err(LocalVaultError::store)?;
        let kind = format!("{:?}", options.kind).into_bytes();
        let kept = store.fact("kind", || kind.clone());
        if kept.map_err(LocalVaultError::store)? != kind {
            let error = "the folder is that of the other kind of vault";
            return Err(LocalVaultError::store(error));
        }
        let geography = match &options.geography {
            Some(geography) => geography.clone(),
            None => {
                let kept = store.fact("geography", || Geography::new().to_bytes().to_vec());
                let kept = kept.map_err(LocalVaultError::store)?;
                let bytes =
                    <[u8; 32]>::try_from(kept.as_slice()).map_err(LocalVaultError::store)?;
                Geography::from_bytes(bytes)
            }
        };
        Ok(Self {
            options,
            store,
            geography,
            clock: Arc::default(),
            tokens: Arc::default(),
            faults: Mutex::default(),
            seen: Mutex::default(),
            unauthorized: Mutex::default(),
            network: Mutex::default(),
            url,
        })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Answers a request as a real vault would, or as it was told to.
    pub(super) fn answer(&self, request: &Request<Bytes>) -> Answer {
        let request_id = request_id();
        let words = Words {
            kind: self.options.kind,
            request_id: &request_id,
            tenant: &self.options.tenant,
        };
        let now = self.clock.now();
        let (audience, tenant) = (self.audience(), &self.options.tenant);
        let granted = self.tokens.check(request.headers(), audience, tenant, now);
        self.note_down(request, granted.is_ok());
        if self.options.kind == Kind::Vault && is_refused_by_the_front(request) {
            return front_page();
        }
        let carry_out = |grant: &Grant| self.carry_out(request, grant, words, now);
        let mut breaks = None;
        let mut response = match granted {
            Err(why) => self.unauthorized(words, &why),
            Ok(grant) => match self.next_fault() {
                None => carry_out(&grant),
                Some(Fault::Refuse(refusal)) => refusal.response(),
                Some(Fault::Answer(response)) => response,
                Some(Fault::Unauthorized) => self.unauthorized(words, &Unauthorized::Expired),
                Some(Fault::ClaimsWanted) => self.claims_wanted(words),
                Some(Fault::Break(at)) => {
                    breaks = Some(at);
                    match at {
                        Break::BeforeHeaders => Response::default(),
                        Break::After(_) | Break::Endless { .. } => carry_out(&grant),
                    }
                }
            },
        };
        self.add_headers(&mut response, request.headers(), &request_id);
        Answer { response, breaks }
    }

    fn note_down(&self, request: &Request<Bytes>, authorized: bool) {
        let mut seen = lock(&self.seen);
        // A server that runs for days must not fill the memory with them.
        if seen.len() == SEEN {
            seen.pop_front();
        }
        seen.push_back(SeenRequest {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            authorized,
            body_length: request.body().len(),
        });
    }

    fn next_fault(&self) -> Option<Fault> {
        lock(&self.faults).pop_front()
    }

    fn carry_out(
        &self,
        request: &Request<Bytes>,
        grant: &Grant,
        words: Words<'_>,
        now: UnixTime,
    ) -> Response<Bytes> {
        let session = Session {
            vault: self,
            words,
            now,
        };
        let call = || -> Result<Response<Bytes>, Refusal> {
            self.check_network(words)?;
            if request.body().len() > MAX_BODY {
                return Err(body_too_long(MAX_BODY));
            }
            // Any version will do until it is sure that the caller may ask.
            let received = route::read(request, |_| Ok("newest".to_owned()))?;
            let version = received.query_text("api-version").unwrap_or_default();
            let operation = route::operation(version, &received)
                .ok_or_else(|| words.unknown_version(version, API_VERSION))??;
            if let Some(permission) = permission(operation).filter(|each| !grant.permits(each)) {
                return Err(self.forbidden(permission, &received, words));
            }
            if let ["keys" | "deletedkeys", name, ..] = received.path()[..] {
                session.check_name(name)?;
            }
            let received = route::read(request, |name| session.newest(name))?;
            // What an older version can say, ours understands; a newer one may have
            // operations that it does not.
            match Call::read(&received) {
                Err(ReadError::NoOperation) => Err(Refusal::not_supported(operation)),
                call => call?.answer(&session, &received),
            }
        };
        call().unwrap_or_else(|refusal| refusal.response())
    }

    fn check_network(&self, words: Words<'_>) -> Result<(), Refusal> {
        match *lock(&self.network) {
            Network::Open => Ok(()),
            Network::Firewall => Err(words.firewall()),
            Network::Private => Err(words.private_network()),
        }
    }

    fn forbidden(&self, permission: &str, received: &Received, words: Words<'_>) -> Refusal {
        let Options {
            access,
            subscription,
            ..
        } = &self.options;
        match access {
            Access::Policies => words.forbidden(permission),
            Access::Roles => {
                words.forbidden_by_role(permission, received.path().get(1).copied(), subscription)
            }
        }
    }

    fn audience(&self) -> &'static str {
        match self.options.kind {
            Kind::Vault => "https://vault.azure.net",
            Kind::ManagedHsm => "https://managedhsm.azure.net",
        }
    }

    /// 401 with a challenge; managed HSMs give no body along.
    fn unauthorized(&self, words: Words<'_>, why: &Unauthorized) -> Response<Bytes> {
        if let Some(told) = lock(&self.unauthorized).as_ref() {
            return told.clone();
        }
        let login = match self.options.kind {
            Kind::Vault => "https://login.windows.net",
            Kind::ManagedHsm => "https://login.microsoftonline.com",
        };
        let (tenant, audience) = (&self.options.tenant, self.audience());
        let mut response = words.unauthorized(why, audience).response();
        if self.options.kind == Kind::ManagedHsm {
            *response.body_mut() = Bytes::new();
            response.headers_mut().remove(CONTENT_LENGTH);
        }
        let challenge =
            format!("Bearer authorization=\"{login}/{tenant}\", resource=\"{audience}\"");
        if let Ok(value) = HeaderValue::try_from(challenge) {
            response.headers_mut().insert(WWW_AUTHENTICATE, value);
        }
        response
    }

    fn claims_wanted(&self, words: Words<'_>) -> Response<Bytes> {
        let mut response = self.unauthorized(words, &Unauthorized::Expired);
        let challenge = HeaderValue::from_static(CLAIMS);
        response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        response
    }

    /// The headers that every answer has.
    fn add_headers(&self, response: &mut Response<Bytes>, asked: &HeaderMap, request_id: &str) {
        let fixed: &[(&str, &str)] = match self.options.kind {
            Kind::Vault => &[
                ("cache-control", "no-cache"),
                ("pragma", "no-cache"),
                ("expires", "-1"),
                ("x-ms-keyvault-service-version", "1.9.0.0"),
                (
                    "x-ms-keyvault-network-info",
                    "conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;",
                ),
                (
                    "strict-transport-security",
                    "max-age=31536000;includeSubDomains",
                ),
            ],
            Kind::ManagedHsm => &[
                ("cache-control", "no-cache"),
                ("content-security-policy", "default-src 'self'"),
                ("x-frame-options", "SAMEORIGIN"),
                ("x-ms-server-latency", "1"),
                (
                    "x-ms-keyvault-network-info",
                    "conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=Ipv4;",
                ),
                (
                    "strict-transport-security",
                    "max-age=31536000; includeSubDomains",
                ),
            ],
        };
        let always = [
            ("x-ms-keyvault-region", "local"),
            ("x-content-type-options", "nosniff"),
        ];
        let headers = response.headers_mut();
        for (name, value) in fixed.iter().chain(&always) {
            // What a test wants to be answered may have its own.
            let name = HeaderName::from_static(name);
            headers
                .entry(name)
                .or_insert(HeaderValue::from_static(value));
        }
        if let Ok(id) = HeaderValue::try_from(request_id) {
            headers.insert("x-ms-request-id", id);
        }
        if let Some(id) = asked.get("x-ms-client-request-id") {
            headers.insert("x-ms-client-request-id", id.clone());
        }
    }
}

/// As vaults ask for further claims (continuous access evaluation): without a
/// resource. The claims are `{}`.
const CLAIMS: &str = "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"e30=\"";

/// A vault stands behind a web server that refuses an encoded `%` by itself.
fn is_refused_by_the_front(request: &Request<Bytes>) -> bool {
    request.uri().path().contains("%25")
}

fn front_page() -> Answer {
    let page = "<!DOCTYPE html><html><head><title>Runtime Error</title></head></html>";
    let mut response = Response::new(Bytes::from_static(page.as_bytes()));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    for (name, value) in [
        ("cache-control", "private"),
        ("content-type", "text/html; charset=utf-8"),
        (
            "strict-transport-security",
            "max-age=31536000;includeSubDomains",
        ),
        ("x-content-type-options", "nosniff"),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    Answer {
        response,
        breaks: None,
    }
}

/// A random UUID (RFC 9562, section 5.4).
fn request_id() -> String {
    let mut bytes = random_bytes(16);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let parts = [
        &bytes[..4],
        &bytes[4..6],
        &bytes[6..8],
        &bytes[8..10],
        &bytes[10..],
    ];
    parts.map(hex).join("-")
}
