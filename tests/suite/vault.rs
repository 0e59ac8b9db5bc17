//! The local vault of the crate, as the tests use it: with one token that every
//! credential of theirs gives, and faults that can be repeated.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use keyvault::keys::{CreateKey, DeleteKey, JsonWebKeyType, KeyCreateParameters, PurgeDeletedKey};
use keyvault::local_vault::{self, Break, Grant, LocalVault, Options};
use keyvault::{Operation, VaultUrl};
use tokio::runtime::Runtime;

use crate::secrets::watch_logs;

/// The one token of the tests.
pub(crate) const TOKEN: &str = "token-that-nobody-may-see";

/// What goes wrong with one authorised request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    /// 429, with the seconds of `Retry-After`, if any.
    Throttle(Option<u64>),
    /// This status with an HTML page.
    Status(u16),
    /// One byte of the body every 20 milliseconds, without an end.
    SlowBody,
    /// A part of the body, then the connection is closed.
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

impl From<Fault> for local_vault::Fault {
    fn from(fault: Fault) -> Self {
        let answer = |status: u16, name: &str, value: &str, body: &'static str| {
            let response = Response::builder().status(status).header(name, value);
            Self::Answer(response.body(Bytes::from(body)).unwrap())
        };
        let endless = |size, pause| {
            let pieces = 100 * 1024 * 1024 / size;
            Self::Break(Break::Endless {
                pieces,
                size,
                pause,
            })
        };
        match fault {
            Fault::Throttle(seconds) => Self::throttle(seconds),
            Fault::Status(status) => answer(status, "content-type", "text/html", "<html>"),
            Fault::SlowBody => endless(1, Duration::from_millis(20)),
            Fault::CutBody => Self::Break(Break::After(20)),
            Fault::ResetBeforeHeaders => Self::Break(Break::BeforeHeaders),
            Fault::ResetAfterHeaders => Self::Break(Break::After(0)),
            Fault::WrongContentType => {
                answer(200, "content-type", "text/html", "<html>Sign in</html>")
            }
            Fault::Redirect => answer(307, "location", "https://evil.example/keys", ""),
            Fault::HugeBody => endless(64 * 1024, Duration::ZERO),
            Fault::Unauthorized => Self::Unauthorized,
            Fault::ClaimsWanted => Self::ClaimsWanted,
        }
    }
}

/// A running vault; it stops when it is dropped.
pub(crate) struct Server {
    pub(crate) url: String,
    /// The certificate of its authority, in PEM.
    pub(crate) certificate: String,
    pub(crate) vault: LocalVault,
    _runtime: Runtime,
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::start_with(Options::default())
    }

    pub(crate) fn start_with(options: Options) -> Self {
        watch_logs();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let vault = runtime.block_on(LocalVault::start_with(options)).unwrap();
        vault.accept(TOKEN, Grant::all());
        Self {
            url: vault.url().to_owned(),
            certificate: vault.certificate().to_owned(),
            vault,
            _runtime: runtime,
        }
    }

    /// Lets the next authorised requests fail, one after the other.
    pub(crate) fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        self.vault.fail(faults.into_iter().map(Into::into));
    }

    /// Changes the challenge of the vault's 401.
    pub(crate) fn challenge(&self, challenge: Option<&str>) {
        self.vault.set_unauthorized(Some(unauthorized(challenge)));
    }

    /// Carries an operation out, past all clients.
    pub(crate) fn carry_out<O: Operation>(&self, operation: &O) -> O::Output {
        let request = authorized(operation, &self.url, TOKEN);
        let output = O::response(self.vault.answer(&request)).unwrap();
        self.vault.take_requests();
        output
    }

    /// Puts a key into the vault.
    pub(crate) fn create_key(&self, name: &str) {
        self.carry_out(&create(name));
    }

    /// Removes a key for good.
    pub(crate) fn purge(&self, name: &str) {
        let key_name = name.to_owned();
        self.carry_out(&DeleteKey {
            key_name: key_name.clone(),
        });
        self.carry_out(&PurgeDeletedKey { key_name });
    }
}

/// 401 without a body, as managed HSMs answer, and as vaults did until 2019.
pub(crate) fn unauthorized(challenge: Option<&str>) -> Response<Bytes> {
    let mut response = Response::builder().status(401);
    if let Some(challenge) = challenge {
        response = response.header("www-authenticate", challenge);
    }
    response.body(Bytes::new()).unwrap()
}

/// The request of an operation, with a token.
pub(crate) fn authorized<O: Operation>(operation: &O, url: &str, token: &str) -> Request<Bytes> {
    let mut request = operation.request(&VaultUrl::new(url).unwrap()).unwrap();
    let value = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert("authorization", value);
    request
}

/// Makes a key of the kind that is made the fastest.
pub(crate) fn create(name: &str) -> CreateKey {
    CreateKey {
        key_name: name.to_owned(),
        parameters: KeyCreateParameters {
            kty: JsonWebKeyType::Ec,
            ..Default::default()
        },
    }
}
