//! Both clients, against the local vault.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::http::{FixedRetryOptions, RetryOptions};
use azure_core::time::OffsetDateTime;
use keyvault::keys::{BackupKeyResult, KeysClient};
use keyvault::{Error, TrustedResources, azure, blocking};
use tokio::runtime::Runtime;

use crate::vault::{Server, TOKEN};

/// Gives the vault's token, and counts how often.
#[derive(Debug, Default)]
pub(crate) struct Credential {
    pub(crate) asked: AtomicUsize,
    pub(crate) claims: AtomicUsize,
}

impl Credential {
    fn next(&self, claims: bool) -> String {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.claims.fetch_add(usize::from(claims), Ordering::SeqCst);
        TOKEN.to_owned()
    }
}

#[async_trait]
impl TokenCredential for Credential {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        assert_eq!(scopes, ["https://vault.azure.net/.default"]);
        let context = options.map(|options| options.method_options.context);
        let claims = context.is_some_and(|context| context.value::<azure::Claims>().is_some());
        tokio::time::sleep(Duration::from_millis(5)).await;
        let in_an_hour = OffsetDateTime::now_utc() + Duration::from_secs(3600);
        Ok(AccessToken::new(self.next(claims), in_an_hour))
    }
}

/// The same credential, as the blocking client takes it.
fn tokens(credential: Arc<Credential>) -> impl blocking::TokenProvider {
    move |request: &blocking::TokenRequest| -> Result<_, Box<dyn StdError + Send + Sync>> {
        assert_eq!(request.scope, "https://vault.azure.net/.default");
        let in_an_hour = SystemTime::now() + Duration::from_secs(3600);
        let token = credential.next(request.claims.is_some());
        Ok(blocking::AccessToken::new(token, in_an_hour))
    }
}

/// How the clients of a test differ from the usual.
#[derive(Clone)]
pub(crate) struct Setting {
    pub(crate) timeout: Duration,
    /// The first pause between two tries.
    pub(crate) pause: Duration,
    pub(crate) trusted: TrustedResources,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            pause: Duration::from_millis(10),
            trusted: TrustedResources::Also(vec!["vault.azure.net".to_owned()]),
        }
    }
}

/// The longest body that the clients take.
pub(crate) const MAX_BODY: usize = 1024 * 1024;
/// How often they repeat a call at the most.
pub(crate) const RETRIES: u32 = 2;

/// A client whose calls can be waited for, whichever it is.
pub(crate) enum Client {
    Azure(KeysClient, Runtime),
    Blocking(keyvault::keys::blocking::KeysClient),
}

impl Client {
    /// One of each, with its credential.
    pub(crate) fn both(server: &Server, setting: &Setting) -> [(Self, Arc<Credential>); 2] {
        let [first, second] = [(); 2].map(|()| Arc::new(Credential::default()));
        let azure = azure_client(server, first.clone(), setting);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let blocking = blocking_client(server, second.clone(), setting);
        [
            (Self::Azure(azure, runtime), first),
            (Self::Blocking(blocking), second),
        ]
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Azure(..) => "azure",
            Self::Blocking(_) => "blocking",
        }
    }

    pub(crate) fn backup_key(&self, name: &str) -> Result<BackupKeyResult, Error> {
        match self {
            Self::Azure(client, runtime) => runtime.block_on(client.backup_key(name)),
            Self::Blocking(client) => client.backup_key(name),
        }
    }
}

pub(crate) fn azure_client(
    server: &Server,
    credential: Arc<Credential>,
    setting: &Setting,
) -> KeysClient {
    let mut options = azure::Options::default();
    options.client_options.transport = Some(server.vault.transport().unwrap());
    options.client_options.retry = RetryOptions::fixed(FixedRetryOptions {
        delay: setting.pause.try_into().unwrap(),
        max_retries: RETRIES,
        ..Default::default()
    });
    options.trusted_resources = setting.trusted.clone();
    options.timeout = setting.timeout;
    options.max_body = MAX_BODY;
    KeysClient::with_options(&server.url, credential, options).unwrap()
}

pub(crate) fn blocking_client(
    server: &Server,
    credential: Arc<Credential>,
    setting: &Setting,
) -> keyvault::keys::blocking::KeysClient {
    let mut options = blocking::Options::default();
    options.root_certificates = Some(server.certificate.clone());
    options.proxy_from_environment = false;
    options.retry.first_delay = setting.pause;
    options.retry.max_retries = RETRIES;
    options.trusted_resources = setting.trusted.clone();
    options.timeout = setting.timeout;
    options.max_body = MAX_BODY;
    keyvault::keys::blocking::KeysClient::with_options(&server.url, tokens(credential), options)
        .unwrap()
}
