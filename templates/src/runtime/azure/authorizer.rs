// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Answering a vault's challenge, on `azure_core`'s callbacks.

use std::sync::Arc;

use async_lock::RwLock;
use async_trait::async_trait;
use azure_core::credentials::TokenRequestOptions;
use azure_core::error::{Error, ErrorKind};
use azure_core::http::headers::{CONTENT_LENGTH, CONTENT_TYPE, Headers, WWW_AUTHENTICATE};
use azure_core::http::policies::auth::{self, OnChallenge, OnRequest};
use azure_core::http::{ClientMethodOptions, Context, Request};
use bytes::Bytes;

use super::Claims;
use super::last_moment::Token;
use super::token_cache::TokenCache;
use crate::runtime::{Challenge, ChallengeError, TrustedResources, VaultUrl};

/// Learns from the vault's first challenge which scope its tokens have.
#[derive(Debug)]
pub(super) struct Authorizer {
    vault: VaultUrl,
    trusted: TrustedResources,
    tokens: Arc<TokenCache>,
    /// Set only after the check that the vault may ask for it.
    scope: RwLock<Option<String>>,
}

/// A call's body and its type, which a request without a token does not carry.
/// It is kept with the call, so that neither another call nor a retry loses it.
pub(super) struct Original {
    pub(super) body: Bytes,
    pub(super) content_type: Option<String>,
}

/// Gives the request its body back. `azure_core`'s transport has noted down the
/// length of the one that went before, which was empty.
fn restore(context: &Context<'_>, request: &mut Request) {
    if let Some(Original { body, content_type }) = context.value() {
        request.headers_mut().remove(CONTENT_LENGTH);
        request.set_body(body.clone());
        if let Some(content_type) = content_type {
            request.insert_header(CONTENT_TYPE, content_type.clone());
        }
    }
}

impl Authorizer {
    pub(super) fn new(vault: VaultUrl, trusted: TrustedResources, tokens: Arc<TokenCache>) -> Self {
        Self {
            vault,
            trusted,
            tokens,
            scope: RwLock::new(None),
        }
    }

    /// The scope that the challenge asks for, or the last one if it asks for
    /// claims alone.
    async fn learn(&self, challenge: &Challenge) -> Result<String, ChallengeError> {
        match challenge.scope(&self.vault, &self.trusted)? {
            Some(scope) => {
                *self.scope.write().await = Some(scope.clone());
                Ok(scope)
            }
            None => self
                .scope
                .read()
                .await
                .clone()
                .ok_or(ChallengeError::NoResource),
        }
    }
}

#[async_trait]
impl OnRequest for Authorizer {
    async fn on_request(
        &self,
        context: &mut Context,
        request: &mut Request,
        authorizer: &dyn auth::Authorizer,
    ) -> azure_core::Result<()> {
        let Some(scope) = self.scope.read().await.clone() else {
            request.set_body(Bytes::new());
            request.headers_mut().remove(CONTENT_TYPE);
            return Ok(());
        };
        restore(context, request);
        authorize(authorizer, request, &scope, context).await
    }
}

#[async_trait]
impl OnChallenge for Authorizer {
    async fn on_challenge(
        &self,
        context: &Context,
        request: &mut Request,
        authorizer: &dyn auth::Authorizer,
        headers: &Headers,
    ) -> azure_core::Result<()> {
        restore(context, request);
        let rejected = context.value().and_then(Token::get);
        if let Some(rejected) = &rejected {
            self.tokens.reject(rejected.as_str()).await;
        }
        let refuse = |error: ChallengeError| {
            let message = error.to_string();
            Error::with_error(ErrorKind::Other, error, message)
        };
        let challenge = Challenge::parse(headers.get_optional_str(&WWW_AUTHENTICATE))
            .ok_or_else(|| refuse(ChallengeError::NoResource))?;
        let scope = self.learn(&challenge).await.map_err(refuse)?;
        let mut context = context.to_borrowed();
        let wants_claims = challenge.claims().is_some();
        if let Some(claims) = challenge.claims() {
            context.insert(Claims(claims.to_owned()));
        }
        authorize(authorizer, request, &scope, &context).await?;
        let unchanged = rejected == context.value().and_then(Token::get);
        if wants_claims && unchanged {
            return Err(refuse(ChallengeError::ClaimsRequired));
        }
        Ok(())
    }
}

/// Gets a token for the call.
async fn authorize(
    authorizer: &dyn auth::Authorizer,
    request: &mut Request,
    scope: &str,
    context: &Context<'_>,
) -> azure_core::Result<()> {
    let method_options = ClientMethodOptions {
        context: context.to_borrowed(),
    };
    authorizer
        .authorize(request, &[scope], TokenRequestOptions { method_options })
        .await?;
    if let Some(token) = context.value::<Token>() {
        token.take_from(request);
    }
    Ok(())
}
