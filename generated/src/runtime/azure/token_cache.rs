// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! One token for all calls of a client, asked for once.

use std::sync::Arc;

use async_lock::Mutex;
use async_trait::async_trait;
use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use azure_core::time::{Duration, OffsetDateTime};

/// How long before its end a token is replaced.
const MARGIN: Duration = Duration::seconds(60);

/// A credential that asks the one inside for a token only when it has none.
/// Calls that need one at the same time wait for the same. `azure_core`'s own
/// cache is emptied by every 401, also by those of a client's first calls.
#[derive(Debug)]
pub(super) struct TokenCache {
    credential: Arc<dyn TokenCredential>,
    held: Mutex<Option<Held>>,
}

#[derive(Debug)]
struct Held {
    scopes: Vec<String>,
    token: AccessToken,
}

impl TokenCache {
    pub(super) fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self {
            credential,
            held: Mutex::new(None),
        }
    }

    /// Forgets the token of a request that was answered with 401, unless
    /// another call has replaced it already. `authorization` is the header.
    pub(super) async fn reject(&self, authorization: &str) {
        let mut held = self.held.lock().await;
        let token = held.as_ref().map(|held| held.token.token.secret());
        if token.is_some() && token == authorization.strip_prefix("Bearer ") {
            *held = None;
        }
    }
}

#[async_trait]
impl TokenCredential for TokenCache {
    async fn get_token(
        &self,
        scopes: &[&str],
        options: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        let mut held = self.held.lock().await;
        if let Some(Held {
            scopes: known,
            token,
        }) = &*held
            && known == scopes
            && token.expires_on - MARGIN > OffsetDateTime::now_utc()
        {
            return Ok(token.clone());
        }
        let token = self.credential.get_token(scopes, options).await?;
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        *held = Some(Held {
            scopes,
            token: token.clone(),
        });
        Ok(token)
    }
}
