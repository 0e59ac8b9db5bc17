//! The server: TLS on 127.0.0.1, the challenge, and faults on demand.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt as _, stream};
use http::{Request, Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;

use super::service::{Service, TOKEN, respond};
use crate::secrets::watch_logs;

type Body = BoxBody<Bytes, io::Error>;

/// What goes wrong with one authorised request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// 429, with the seconds of `Retry-After`, if any.
    Throttle(Option<u64>),
    /// This status with an HTML page.
    Status(u16),
    /// One byte of the body every 20 milliseconds, without an end.
    SlowBody,
    /// Half of the body, then the connection is closed.
    CutBody,
    /// The connection is closed instead of an answer.
    ResetBeforeHeaders,
    /// The connection is closed behind the headers.
    ResetAfterHeaders,
    /// A success that calls itself HTML, and is.
    WrongContentType,
    /// 307 to another host.
    Redirect,
    /// 100 MB.
    HugeBody,
    /// 401, although the token is right.
    Unauthorized,
    /// 401 that asks for further claims.
    ClaimsWanted,
}

/// A request as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) authorized: bool,
    pub(crate) body_length: usize,
}

/// What the connections share.
struct Shared {
    service: Mutex<Service>,
    faults: Mutex<VecDeque<Fault>>,
    seen: Mutex<Vec<Seen>>,
    challenge: Mutex<Option<String>>,
    sent: AtomicUsize,
}

/// A running server; it stops when it is dropped.
pub(crate) struct Server {
    pub(crate) url: String,
    /// The certificate of its authority, in PEM.
    pub(crate) certificate: String,
    shared: Arc<Shared>,
    _runtime: Runtime,
}

impl Server {
    /// Starts on a free port, with a certificate made for it.
    pub(crate) fn start() -> Self {
        watch_logs();
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        authority
            .distinguished_name
            .push(DnType::CommonName, "Authority of the local vault");
        let authority =
            CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let names = ["127.0.0.1", "localhost"].map(str::to_owned);
        let key = KeyPair::generate().unwrap();
        let mut certificate = CertificateParams::new(names).unwrap();
        certificate
            .distinguished_name
            .push(DnType::CommonName, "Local vault");
        certificate.use_authority_key_identifier_extension = true;
        let certificate = certificate.signed_by(&key, &authority).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
            )
            .unwrap();
        let shared = Arc::new(Shared {
            service: Mutex::default(),
            faults: Mutex::default(),
            seen: Mutex::default(),
            challenge: Mutex::new(Some(
                "Bearer authorization=\"https://login.windows.net/tenant-1\", resource=\"https://vault.azure.net\"".to_owned(),
            )),
            sent: AtomicUsize::new(0),
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        runtime.spawn(serve(
            listener,
            TlsAcceptor::from(Arc::new(config)),
            shared.clone(),
        ));
        Self {
            url,
            certificate: authority.pem(),
            shared,
            _runtime: runtime,
        }
    }

    /// Lets the next authorised requests fail, one after the other.
    pub(crate) fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        self.shared.faults.lock().unwrap().extend(faults);
    }

    /// Lets what has not failed yet succeed.
    pub(crate) fn forget_faults(&self) {
        self.shared.faults.lock().unwrap().clear();
    }

    /// Changes what the vault says to a request without its token.
    pub(crate) fn challenge(&self, challenge: Option<&str>) {
        *self.shared.challenge.lock().unwrap() = challenge.map(str::to_owned);
    }

    pub(crate) fn service(&self) -> MutexGuard<'_, Service> {
        self.shared.service.lock().unwrap()
    }

    /// The requests since the last call.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.shared.seen.lock().unwrap())
    }

    /// How many bytes of huge and slow bodies left the server.
    pub(crate) fn sent(&self) -> usize {
        self.shared.sent.load(Ordering::Relaxed)
    }

    /// Puts a key into the vault.
    pub(crate) fn create_key(&self, name: &str) {
        let request = Request::post(format!("/keys/{name}/create"))
            .body(Bytes::new())
            .unwrap();
        assert_eq!(self.service().answer(&request).status(), StatusCode::OK);
    }
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, shared: Arc<Shared>) {
    while let Ok((socket, _)) = listener.accept().await {
        let (acceptor, shared) = (acceptor.clone(), shared.clone());
        tokio::spawn(async move {
            // A client that goes away is no concern of the server.
            let Ok(socket) = acceptor.accept(socket).await else {
                return;
            };
            let answer = service_fn(|request| answer(request, shared.clone()));
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(socket), answer)
                .await;
        });
    }
}

async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> io::Result<Response<Body>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let token = parts
        .headers
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    let authorized = token == Some(&format!("Bearer {TOKEN}"));
    let path = parts.uri.path().to_owned();
    shared.seen.lock().unwrap().push(Seen {
        path,
        authorized,
        body_length: body.len(),
    });
    if !authorized {
        return Ok(challenge(shared.challenge.lock().unwrap().as_deref()));
    }
    let fault = shared.faults.lock().unwrap().pop_front();
    let response = match fault {
        Some(Fault::Unauthorized) => {
            return Ok(challenge(shared.challenge.lock().unwrap().as_deref()));
        }
        Some(Fault::ClaimsWanted) => {
            return Ok(challenge(Some(
                "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"e30=\"",
            )));
        }
        Some(Fault::Status(status)) => respond(
            StatusCode::from_u16(status).unwrap(),
            "text/html",
            Bytes::from_static(b"<html>"),
        ),
        Some(Fault::Throttle(seconds)) => {
            let body = r#"{"error":{"code":"Throttled","message":"Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached"}}"#;
            let mut response = respond(
                StatusCode::TOO_MANY_REQUESTS,
                "application/json",
                Bytes::from(body),
            );
            if let Some(seconds) = seconds {
                response.headers_mut().insert("retry-after", seconds.into());
            }
            response
        }
        Some(Fault::Redirect) => {
            let mut response = respond(StatusCode::TEMPORARY_REDIRECT, "text/plain", Bytes::new());
            response
                .headers_mut()
                .insert("location", "https://evil.example/keys".parse().unwrap());
            response
        }
        Some(Fault::WrongContentType) => respond(
            StatusCode::OK,
            "text/html",
            Bytes::from_static(b"<html>Sign in</html>"),
        ),
        Some(Fault::ResetBeforeHeaders) => return Err(io::ErrorKind::ConnectionReset.into()),
        _ => shared
            .service
            .lock()
            .unwrap()
            .answer(&Request::from_parts(parts, body)),
    };
    Ok(match fault {
        Some(Fault::ResetAfterHeaders) => broken(response, 0),
        Some(Fault::CutBody) => broken(response, 20),
        Some(Fault::SlowBody) => endless(response, 1, Some(Duration::from_millis(20)), shared),
        Some(Fault::HugeBody) => endless(response, 64 * 1024, None, shared),
        _ => response.map(|body| Full::new(body).map_err(never).boxed()),
    })
}

fn never(error: Infallible) -> io::Error {
    match error {}
}

/// 401 with a challenge, and without a body, as managed HSMs answer.
fn challenge(value: Option<&str>) -> Response<Body> {
    let mut response = Response::builder().status(StatusCode::UNAUTHORIZED);
    if let Some(value) = value {
        response = response.header("www-authenticate", value);
    }
    response
        .body(Full::default().map_err(never).boxed())
        .unwrap()
}

/// The first bytes of a body, then the end of the connection.
fn broken(response: Response<Bytes>, bytes: usize) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    parts.headers.insert("content-length", body.len().into());
    let begin = stream::iter((bytes > 0).then(|| Ok(Frame::data(body.slice(..bytes)))));
    let frames = begin.chain(stream::once(async {
        // What was sent must leave before the connection breaks.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(io::ErrorKind::ConnectionReset.into())
    }));
    Response::from_parts(
        parts,
        BoxBody::new(StreamBody::new(Box::pin(frames) as Frames)),
    )
}

type Frames =
    std::pin::Pin<Box<dyn futures::Stream<Item = io::Result<Frame<Bytes>>> + Send + Sync>>;

/// 100 MB, in pieces of a size.
fn endless(
    response: Response<Bytes>,
    size: usize,
    pause: Option<Duration>,
    shared: Arc<Shared>,
) -> Response<Body> {
    let (parts, _) = response.into_parts();
    let pieces = 100 * 1024 * 1024 / size;
    let frames = stream::iter(0..pieces).then(move |_| {
        let shared = shared.clone();
        async move {
            if let Some(pause) = pause {
                tokio::time::sleep(pause).await;
            }
            shared.sent.fetch_add(size, Ordering::Relaxed);
            Ok(Frame::data(Bytes::from(vec![b' '; size])))
        }
    });
    Response::from_parts(
        parts,
        BoxBody::new(StreamBody::new(Box::pin(frames) as Frames)),
    )
}
