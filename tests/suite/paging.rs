//! Lists in pages, with both clients.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use azure_core::http::headers::{AUTHORIZATION, Headers, WWW_AUTHENTICATE};
use azure_core::http::{AsyncRawResponse, HttpClient, Transport};
use futures::{StreamExt as _, TryStreamExt as _};
use http::Response;
use keyvault::keys::{GetKeys, KeyItem, KeysClient};
use keyvault::local_vault::Fault;
use keyvault::{Continuation, Error, Operation as _, Page, VaultUrl, azure, blocking};
use serde_json::json;

use crate::clients::{Client, Credential, Setting};
use crate::vault::Server;

/// A vault with five keys.
fn server() -> Server {
    let server = Server::start();
    for name in ["a", "b", "c", "d", "e"] {
        server.create_key(name);
    }
    server
}

/// A list, from its beginning or from somewhere else.
fn begin<P>(list: P, from: Option<&str>, resume: fn(P, Continuation) -> P) -> P {
    match from {
        Some(from) => resume(list, from.parse().unwrap()),
        None => list,
    }
}

impl Client {
    /// The items one by one, to the first error.
    fn items(&self, from: Option<&str>) -> Vec<Result<KeyItem, Error>> {
        match self {
            Self::Azure(client, runtime) => {
                let list = begin(client.get_keys(Some(2)), from, azure::Pager::resume);
                runtime.block_on(list.items().collect())
            }
            Self::Blocking(client) => {
                let list = begin(client.get_keys(Some(2)), from, blocking::Pager::resume);
                list.items().collect()
            }
        }
    }

    fn pages(&self, maxresults: Option<i32>) -> Vec<Page<KeyItem>> {
        let pages: Result<_, _> = match self {
            Self::Azure(client, runtime) => {
                runtime.block_on(client.get_keys(maxresults).pages().try_collect())
            }
            Self::Blocking(client) => client.get_keys(maxresults).pages().collect(),
        };
        pages.unwrap()
    }
}

fn names<'a>(items: impl IntoIterator<Item = &'a KeyItem>) -> String {
    let name = |item: &'a KeyItem| item.kid.as_ref().and_then(|kid| kid.chars().last());
    items.into_iter().filter_map(name).collect()
}

#[test]
fn items_come_from_all_pages_and_pages_as_the_vault_cuts_them() {
    let server = server();
    for (client, _) in Client::both(&server, &Setting::default()) {
        server.vault.take_requests();
        let items = client.items(None);
        assert_eq!(names(items.iter().flatten()), "abcde", "{}", client.name());
        let seen = server
            .vault
            .take_requests()
            .iter()
            .filter(|seen| seen.authorized)
            .count();
        assert_eq!(seen, 3, "{}", client.name());

        let pages = client.pages(Some(2));
        let cut: Vec<_> = pages.iter().map(|page| names(&page.items)).collect();
        assert_eq!(cut, ["ab", "cd", "e"], "{}", client.name());
        assert_eq!(pages.last().unwrap().next, None);
        assert_eq!(client.pages(None).len(), 1, "{}", client.name());
    }
}

#[test]
fn nothing_is_sent_before_something_is_asked_for() {
    let server = server();
    for (client, _) in Client::both(&server, &Setting::default()) {
        match &client {
            Client::Azure(client, _) => drop(client.get_keys(None).items()),
            Client::Blocking(client) => drop(client.get_keys(None).items()),
        }
        assert!(server.vault.take_requests().is_empty(), "{}", client.name());
    }
}

#[test]
fn a_list_goes_on_where_another_program_stopped() {
    let server = server();
    for (client, _) in Client::both(&server, &Setting::default()) {
        let saved = client.pages(Some(2))[0].next.as_ref().unwrap().to_string();
        let items = client.items(Some(&saved));
        assert_eq!(names(items.iter().flatten()), "cde", "{}", client.name());
    }
}

/// A page of two keys, with a link.
fn page(link: &str) -> Fault {
    let page = json!({ "value": [{ "kid": "a" }, { "kid": "b" }], "nextLink": link });
    Fault::Answer(Response::new(page.to_string().into()))
}

/// What both clients list when the vault sends pages with these links, and how the list
/// ends.
fn linked(links: &[&str]) -> Vec<(String, String, Error)> {
    let server = server();
    let vault = VaultUrl::new(&server.url).unwrap();
    let maxresults = Some(2);
    let first = GetKeys { maxresults }.request(&vault).unwrap();
    let first = first.uri().to_string();
    let link = |link: &&str| page(&link.replace("VAULT", &server.url).replace("FIRST", &first));
    let mut listed = Vec::new();
    for (client, _) in Client::both(&server, &Setting::default()) {
        client.items(None);
        server.vault.take_requests();
        server.vault.fail(links.iter().map(link));
        let mut items = client.items(None);
        let error = items.pop().unwrap().unwrap_err();
        assert_eq!(
            server.vault.take_requests().len(),
            links.len(),
            "a refused link was followed"
        );
        let name = format!("{} {links:?}", client.name());
        listed.push((name, names(items.iter().flatten()), error));
    }
    listed
}

#[test]
fn a_link_to_another_origin_is_refused_without_a_request_and_ends_the_list() {
    for (name, items, error) in linked(&["https://evil.example/keys?api-version=2025-07-01"]) {
        assert!(matches!(error, Error::NextLink { .. }), "{name}: {error:?}");
        let text = error.to_string();
        assert!(text.contains("it leads away from the vault"), "{text}");
        assert_eq!(items, "ab", "{name}");
    }
}

#[test]
fn an_odd_link_of_the_vault_is_refused_as_a_link() {
    for link in [
        "VAULT/keys/../secrets",
        "VAULT/keys\\x",
        "VAULT/keys?x=\"",
        "VAULT/keys?x={}",
    ] {
        for (name, items, error) in linked(&[link]) {
            assert!(matches!(error, Error::NextLink { .. }), "{name}: {error:?}");
            assert_eq!(items, "ab", "{name}");
        }
    }
}

#[test]
fn a_link_to_a_page_that_the_list_has_been_to_ends_it() {
    for links in [
        &["FIRST"][..],
        &["VAULT/keys?a", "FIRST"],
        &["VAULT/keys?a", "VAULT/keys?a"],
        &["VAULT/keys?a", "VAULT/keys?b", "VAULT/keys?a"],
        &["VAULT/keys?a", "VAULT/keys?b", "VAULT/keys?b#c"],
    ] {
        for (name, items, error) in linked(links) {
            assert!(matches!(error, Error::NextLink { .. }), "{name}: {error:?}");
            let text = error.to_string();
            assert!(text.contains("a page that the list has been to"), "{text}");
            assert_eq!(items, "ab".repeat(links.len()), "{name}");
        }
    }
}

/// A vault whose list comes back to its page 1 after so many empty pages.
#[derive(Debug)]
struct Circle {
    pages: usize,
    requests: AtomicUsize,
}

#[async_trait]
impl HttpClient for Circle {
    async fn execute_request(
        &self,
        request: &azure_core::http::Request,
    ) -> azure_core::Result<AsyncRawResponse> {
        let mut headers = Headers::new();
        if request.headers().get_optional_str(&AUTHORIZATION).is_none() {
            let challenge = "Bearer resource=\"https://vault.azure.net\"";
            headers.insert(WWW_AUTHENTICATE, challenge);
            return Ok(AsyncRawResponse::from_bytes(401.into(), headers, ""));
        }
        self.requests.fetch_add(1, Ordering::SeqCst);
        let page = request.url().query().and_then(|query| query.parse().ok());
        let next = page.map_or(1, |page: usize| page % self.pages + 1);
        let link = format!("https://v.vault.azure.net/keys?{next}");
        let page = json!({ "value": [], "nextLink": link }).to_string();
        Ok(AsyncRawResponse::from_bytes(200.into(), headers, page))
    }
}

#[test]
fn a_circle_of_any_length_ends() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    for (pages, at_most) in [(1, 2), (2, 3), (1_000, 1_001), (1_100, 3_300)] {
        let circle = Arc::new(Circle {
            pages,
            requests: AtomicUsize::new(0),
        });
        let mut options = azure::Options::default();
        options.client_options.transport = Some(Transport::new(circle.clone()));
        let credential = Arc::new(Credential::default());
        let url = "https://v.vault.azure.net";
        let client = KeysClient::with_options(url, credential, options).unwrap();
        let listed: Result<Vec<_>, _> =
            runtime.block_on(client.get_keys(None).items().try_collect());
        let error = listed.unwrap_err();
        assert!(
            matches!(error, Error::NextLink { .. }),
            "{pages}: {error:?}"
        );
        let requests = circle.requests.load(Ordering::SeqCst);
        assert!((pages..=at_most).contains(&requests), "{pages}: {requests}");
    }
}
