// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! A vault on your own machine: for tests, and to try things out.
//!
//! It keeps real keys and does real cryptography, answers as vaults answer, and
//! checks tokens and permissions as strictly. It is no place for keys that
//! matter: they lie in memory or in a file, and whoever has a token of its own
//! making is let in.
//!
//! ```
//! # #[cfg(feature = "azure")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use keyvault::keys::{JsonWebKeyType, KeyCreateParameters};
//! use keyvault::local_vault::LocalVault;
//!
//! let vault = LocalVault::start().await?;
//! let client = vault.client()?;
//! let parameters = KeyCreateParameters { kty: JsonWebKeyType::Ec, ..Default::default() };
//! client.create_key("testkey", parameters).await?;
//! let backup = client.backup_key("testkey").await?;
//! assert!(client.restore_key(backup.value.expose().as_ref()).await.is_err_and(|error| error.is_conflict()));
//! # Ok(())
//! # }
//! # #[cfg(feature = "azure")]
//! # tokio::runtime::Runtime::new().unwrap().block_on(example()).unwrap();
//! ```
//!
//! Clients in other languages reach it at [`LocalVault::url`] once they trust
//! [`LocalVault::certificate`] and send a [`LocalVault::token`]; the program
//! `local-vault` starts one for them.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod backup;
mod certificate;
mod clock;
mod fault;
mod material;
mod private;
mod record;
mod rotation;
mod route;
mod server;
mod session;
mod store;
mod token;
#[cfg(feature = "azure")]
mod transport;
mod vault;
mod words;
mod workers;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use tokio::net::TcpListener;

pub use backup::Geography;
pub use fault::{Break, Fault};
pub use token::Grant;
#[cfg(feature = "azure")]
pub use transport::LocalCredential;

use crate::UnixTime;
use server::Server;
use vault::Vault;
use workers::Workers;

/// What kind of vault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A vault, of either tier.
    #[default]
    Vault,
    /// A managed HSM, which words its errors otherwise, and seals backups in
    /// another form.
    ManagedHsm,
}

/// What says who may do what; the words of a refusal tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// The vault's access policies.
    #[default]
    Policies,
    /// Azure's roles.
    Roles,
}

/// From where a vault lets callers in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Network {
    /// From everywhere.
    #[default]
    Open,
    /// Not through its firewall.
    Firewall,
    /// Over private links alone, and this is none.
    Private,
}

/// How a local vault is set up.
///
/// ```
/// use keyvault::local_vault::{Kind, Options};
///
/// let mut options = Options::default();
/// options.kind = Kind::ManagedHsm;
/// options.directory = Some("keys".into());
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// What kind of vault it is.
    pub kind: Kind,
    /// What says who may do what.
    pub access: Access,
    /// The folder that it keeps its keys in; by default, they are in memory. Two
    /// vaults cannot share one.
    pub directory: Option<PathBuf>,
    /// The port on 127.0.0.1; by default any that is free.
    pub port: u16,
    /// Vaults of the same geography and subscription restore each other's
    /// backups. By default, each has a geography of its own, which goes with its
    /// folder.
    pub geography: Option<Geography>,
    /// The subscription.
    pub subscription: String,
    /// The tenant that tokens must be of.
    pub tenant: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: Kind::default(),
            access: Access::default(),
            directory: None,
            port: 0,
            geography: None,
            subscription: "00000000-0000-0000-0000-000000000000".to_owned(),
            tenant: "00000000-0000-0000-0000-000000000000".to_owned(),
        }
    }
}

/// A request that the vault got.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeenRequest {
    /// The HTTP method.
    pub method: Method,
    /// The path, as it was sent.
    pub path: String,
    /// Whether its token was right.
    pub authorized: bool,
    /// The length of its body, in bytes.
    pub body_length: usize,
}

/// A vault that goes on until it is stopped or dropped.
pub struct LocalVault {
    vault: Arc<Vault>,
    workers: Workers,
    served: Option<Served>,
}

struct Served {
    server: Server,
    /// In PEM.
    certificate: String,
}

impl LocalVault {
    /// A vault in memory, served at a free port of 127.0.0.1 by the Tokio runtime
    /// that this is called in.
    ///
    /// # Errors
    ///
    /// The machine has no port or no memory to give.
    pub async fn start() -> Result<Self, LocalVaultError> {
        Self::start_with(Options::default()).await
    }

    /// The same, with options.
    ///
    /// # Errors
    ///
    /// The port is taken, or the folder is, or cannot be written.
    pub async fn start_with(options: Options) -> Result<Self, LocalVaultError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let bound = TcpListener::bind(address).await;
        let listener = bound.map_err(|error| LocalVaultError::new("listen on 127.0.0.1", error))?;
        let address = listener.local_addr();
        let address =
            address.map_err(|error| LocalVaultError::new("listen on 127.0.0.1", error))?;
        let (tls, certificate) = certificate::issue()
            .map_err(|error| LocalVaultError(format!("make a certificate: {error}")))?;
        let vault = Arc::new(Vault::open(options, format!("https://{address}"))?);
        let workers = Workers::new(vault.clone());
        let server = Server::start(listener, tls, workers.clone());
        Ok(Self {
            vault,
            workers,
            served: Some(Served {
                server,
                certificate,
            }),
        })
    }

    /// A vault without a server: its client and [`answer`](Self::answer) reach it
    /// inside of the process.
    ///
    /// # Errors
    ///
    /// The folder of the options is taken, or cannot be written.
    pub fn in_process(options: Options) -> Result<Self, LocalVaultError> {
        let url = match options.kind {
            Kind::Vault => "https://local.vault.azure.net",
            Kind::ManagedHsm => "https://local.managedhsm.azure.net",
        };
        let vault = Arc::new(Vault::open(options, url.to_owned())?);
        Ok(Self {
            workers: Workers::new(vault.clone()),
            vault,
            served: None,
        })
    }

    /// Where it is, such as `https://127.0.0.1:41234`.
    pub fn url(&self) -> &str {
        self.vault.url()
    }

    /// The certificate of the authority that clients have to trust, in PEM. Empty
    /// for a vault without a server.
    pub fn certificate(&self) -> &str {
        self.served
            .as_ref()
            .map_or("", |served| served.certificate.as_str())
    }

    /// A new token for what `grant` says, as `Authorization: Bearer …` takes it.
    pub fn token(&self, grant: Grant) -> String {
        let token = hex(&random_bytes(32));
        self.accept(token.clone(), grant);
        token
    }

    /// A new token, written to a file that only its owner may read.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn write_token(&self, grant: Grant, path: &Path) -> io::Result<()> {
        private::write(path, self.token(grant).as_bytes())
    }

    /// Takes a token that was made elsewhere for what `grant` says.
    pub fn accept(&self, token: impl Into<String>, grant: Grant) {
        self.vault.tokens.insert(token.into(), grant);
    }

    /// Answers a request, token and all, as the server would.
    pub fn answer(&self, request: &Request<Bytes>) -> Response<Bytes> {
        self.vault.answer(request).response
    }

    /// What goes wrong with the next requests that have the right token, one after
    /// the other.
    pub fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        lock(&self.vault.faults).extend(faults);
    }

    /// Lets what has not failed yet succeed.
    pub fn forget_faults(&self) {
        lock(&self.vault.faults).clear();
    }

    /// Changes what the vault answers to a request without a right token; `None`
    /// for its own 401 with a challenge.
    pub fn set_unauthorized(&self, answer: Option<Response<Bytes>>) {
        *lock(&self.vault.unauthorized) = answer;
    }

    /// Lets requests in, or no longer.
    pub fn set_network(&self, network: Network) {
        *lock(&self.vault.network) = network;
    }

    /// Ends every token that was given so far.
    pub fn expire_tokens(&self) {
        self.vault.tokens.expire();
    }

    /// Holds the vault's time; with `None` it is the system's again.
    pub fn set_time(&self, at: Option<UnixTime>) {
        self.vault.clock.set(at);
    }

    /// Moves the vault's time on, and holds it there.
    pub fn advance(&self, by: Duration) {
        self.vault.clock.advance(by);
    }

    /// The requests since the last call, the last 10,000 of them.
    pub fn take_requests(&self) -> Vec<SeenRequest> {
        lock(&self.vault.seen).drain(..).collect()
    }

    /// How many bytes of [`Break::Endless`] bodies left the server.
    pub fn endless_bytes(&self) -> usize {
        let served = self.served.as_ref();
        served.map_or(0, |served| served.server.endless.load(Ordering::Relaxed))
    }

    /// Takes no further requests, and waits until those that came are answered, five
    /// seconds at the most: what is not done by then fails, and is not done later. Its
    /// folder is free then, whatever clients it has. A vault without a server, and one
    /// that is dropped instead, waits for nobody.
    pub async fn stop(mut self) {
        if let Some(Served { server, .. }) = self.served.take() {
            server.stop().await;
        }
    }
}

impl Drop for LocalVault {
    fn drop(&mut self) {
        self.workers.stop();
    }
}

impl fmt::Debug for LocalVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LocalVault({})", self.url())
    }
}

/// Why there is no local vault, or no client of it.
#[derive(Debug)]
pub struct LocalVaultError(String);

impl LocalVaultError {
    fn new(what: &str, error: impl fmt::Display) -> Self {
        Self(format!("{what}: {error}"))
    }

    fn store(error: impl fmt::Debug + fmt::Display) -> Self {
        Self::new("open its store", error)
    }
}

impl fmt::Display for LocalVaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the local vault could not {}", self.0)
    }
}

impl std::error::Error for LocalVaultError {}

/// A panic while a lock was held leaves values that are good enough to go on with.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

fn random_bytes(count: usize) -> Vec<u8> {
    let mut bytes = vec![0; count];
    fill(&mut bytes);
    bytes
}

#[expect(
    clippy::expect_used,
    reason = "there is nothing safe to do without random bytes"
)]
fn fill(bytes: &mut [u8]) {
    aws_lc_rs::rand::fill(bytes).expect("the system has random bytes");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
