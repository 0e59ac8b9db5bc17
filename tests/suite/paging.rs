//! Lists in pages, with both clients.

use std::sync::atomic::Ordering;

use futures::{StreamExt as _, TryStreamExt as _};
use http::Response;
use keyvault::keys::KeyItem;
use keyvault::local_vault::Fault;
use keyvault::{Continuation, Error, Page, azure, blocking};

use crate::clients::{Client, Setting};
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

#[test]
fn a_link_to_another_origin_is_refused_without_a_request_and_ends_the_list() {
    let server = server();
    let link = "https://evil.example/keys?api-version=2025-07-01";
    let page = format!(r#"{{"value":[{{"kid":"a"}},{{"kid":"b"}}],"nextLink":"{link}"}}"#);
    for (client, credential) in Client::both(&server, &Setting::default()) {
        let page = Response::new(page.clone().into());
        server.vault.fail([Fault::Answer(page)]);
        let mut items = client.items(None);
        assert_eq!(items.len(), 3, "{}", client.name());
        let error = items.pop().unwrap().unwrap_err();
        assert!(matches!(error, Error::NextLink { .. }), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("it leads away from the vault"), "{text}");
        assert_eq!(credential.asked.load(Ordering::SeqCst), 1);
        assert_eq!(names(items.iter().flatten()), "ab");
    }
}
