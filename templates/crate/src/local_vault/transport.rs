// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Clients over `azure_core` that reach the local vault.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::Headers;
use azure_core::http::{AsyncRawResponse, Body, HttpClient, Transport};
use azure_core::time::OffsetDateTime;
use http::Request;

use super::clock::Clock;
use super::token::Tokens;
use super::vault::Answer;
use super::workers::Workers;
use super::{Grant, LocalVault, LocalVaultError, hex, random_bytes};
use crate::azure::Options;
use crate::keys::KeysClient;
use crate::{TrustedResources, UnixTime};

impl LocalVault {
    /// A client of this vault, with every permission.
    ///
    /// # Errors
    ///
    /// The TLS library does not take the certificate, which it should.
    pub fn client(&self) -> Result<KeysClient, LocalVaultError> {
        self.client_with(Grant::all())
    }

    /// A client of this vault, for what `grant` says.
    ///
    /// # Errors
    ///
    /// As for [`client`](Self::client).
    pub fn client_with(&self, grant: Grant) -> Result<KeysClient, LocalVaultError> {
        let mut options = Options::default();
        options.client_options.transport = Some(self.transport()?);
        let resources = ["vault.azure.net", "managedhsm.azure.net"].map(str::to_owned);
        options.trusted_resources = TrustedResources::Also(resources.to_vec());
        let credential = self.credential(grant);
        KeysClient::with_options(self.url(), credential, options).map_err(failed)
    }

    /// A credential that gives a new token for what `grant` says each time it is
    /// asked, for the resource that it is asked for.
    pub fn credential(&self, grant: Grant) -> Arc<LocalCredential> {
        // Not the vault itself: its folder shall be free once it is stopped.
        Arc::new(LocalCredential {
            tokens: self.vault.tokens.clone(),
            clock: self.vault.clock.clone(),
            grant,
        })
    }

    /// What carries requests to this vault: a client that trusts its certificate,
    /// or nothing but a call where there is no server.
    ///
    /// # Errors
    ///
    /// The TLS library does not take the certificate, which it should.
    pub fn transport(&self) -> Result<Transport, LocalVaultError> {
        let client: Arc<dyn HttpClient> = match &self.served {
            Some(served) => {
                let certificate = reqwest::Certificate::from_pem(served.certificate.as_bytes());
                let client = reqwest::Client::builder()
                    .tls_certs_only([certificate.map_err(failed)?])
                    // It is on this machine, whatever the environment says.
                    .no_proxy()
                    .redirect(reqwest::redirect::Policy::none());
                Arc::new(client.build().map_err(failed)?)
            }
            None => Arc::new(InProcess(self.workers.clone())),
        };
        Ok(Transport::new(client))
    }
}

fn failed(error: impl std::fmt::Display) -> LocalVaultError {
    LocalVaultError::new("make a client", error)
}

/// Gives tokens of a local vault.
pub struct LocalCredential {
    tokens: Arc<Tokens>,
    clock: Arc<Clock>,
    grant: Grant,
}

impl std::fmt::Debug for LocalCredential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LocalCredential({:?})", self.grant)
    }
}

#[async_trait]
impl TokenCredential for LocalCredential {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let lifetime = Duration::from_secs(3600);
        let mut grant = self.grant.clone();
        let resource = scopes
            .first()
            .and_then(|scope| scope.strip_suffix("/.default"));
        grant.audience = grant.audience.or(resource.map(str::to_owned));
        let UnixTime(now) = self.clock.now();
        grant.expires = grant.expires.or(Some(UnixTime(now.saturating_add(3600))));
        let token = hex(&random_bytes(32));
        self.tokens.insert(token.clone(), grant);
        Ok(AccessToken::new(
            token,
            OffsetDateTime::now_utc() + lifetime,
        ))
    }
}

/// Calls the vault, without a socket.
#[derive(Debug)]
struct InProcess(Workers);

#[async_trait]
impl HttpClient for InProcess {
    async fn execute_request(
        &self,
        request: &azure_core::http::Request,
    ) -> azure_core::Result<AsyncRawResponse> {
        let broken = |reason: &str| Error::with_message(ErrorKind::Io, reason.to_owned());
        let mut sent = Request::builder()
            .method(request.method().as_str())
            .uri(request.url().as_str());
        for (name, value) in request.headers().iter() {
            sent = sent.header(name.as_str(), value.as_str());
        }
        let body = match request.body() {
            Body::Bytes(bytes) => bytes.clone(),
            _ => return Err(broken("the local vault takes no streams")),
        };
        let sent = sent
            .body(body)
            .map_err(|error| Error::new(ErrorKind::DataConversion, error))?;
        // Another try would do no better.
        let failed = |error| Error::new(ErrorKind::Other, error);
        let Answer { response, breaks } = self.0.answer(sent).await.map_err(failed)?;
        if breaks.is_some() {
            return Err(broken("the local vault was told to break the connection"));
        }
        let (parts, body) = response.into_parts();
        let mut headers = Headers::new();
        for (name, value) in &parts.headers {
            if let Ok(value) = value.to_str() {
                headers.insert(name.as_str().to_owned(), value.to_owned());
            }
        }
        let status = parts.status.as_u16().into();
        Ok(AsyncRawResponse::from_bytes(status, headers, body))
    }
}
