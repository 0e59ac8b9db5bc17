//! Lists in pages, with both clients.

use futures::TryStreamExt as _;
use keyvault::keys::{GetKeys, KeyItem};
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

/// A list of one of the clients.
enum Pager {
    Azure(azure::Pager<GetKeys>),
    Blocking(blocking::Pager<GetKeys>),
}

impl Client {
    fn get_keys(&self, maxresults: Option<i32>, from: Option<Continuation>) -> Pager {
        match (self, from) {
            (Self::Azure(client, _), None) => Pager::Azure(client.get_keys(maxresults)),
            (Self::Azure(client, _), Some(from)) => {
                Pager::Azure(client.get_keys(maxresults).resume(from))
            }
            (Self::Blocking(client), None) => Pager::Blocking(client.get_keys(maxresults)),
            (Self::Blocking(client), Some(from)) => {
                Pager::Blocking(client.get_keys(maxresults).resume(from))
            }
        }
    }

    fn items(&self, pager: Pager) -> Result<Vec<KeyItem>, Error> {
        match (self, pager) {
            (Self::Azure(_, runtime), Pager::Azure(pager)) => {
                runtime.block_on(pager.items().try_collect())
            }
            (_, Pager::Blocking(pager)) => pager.items().collect(),
            _ => unreachable!(),
        }
    }

    fn pages(&self, pager: Pager) -> Result<Vec<Page<KeyItem>>, Error> {
        match (self, pager) {
            (Self::Azure(_, runtime), Pager::Azure(pager)) => {
                runtime.block_on(pager.pages().try_collect())
            }
            (_, Pager::Blocking(pager)) => pager.pages().collect(),
            _ => unreachable!(),
        }
    }
}

fn names(items: &[KeyItem]) -> String {
    let name = |item: &KeyItem| item.kid.as_ref().and_then(|kid| kid.chars().last());
    items.iter().filter_map(name).collect()
}

#[test]
fn items_come_from_all_pages_and_pages_as_the_vault_cuts_them() {
    let server = server();
    for (client, _) in Client::both(&server, &Setting::default()) {
        server.seen();
        let items = client.items(client.get_keys(Some(2), None)).unwrap();
        assert_eq!(names(&items), "abcde", "{}", client.name());
        let seen = server.seen().iter().filter(|seen| seen.authorized).count();
        assert_eq!(seen, 3, "{}", client.name());

        let pages = client.pages(client.get_keys(Some(2), None)).unwrap();
        let cut: Vec<_> = pages.iter().map(|page| names(&page.items)).collect();
        assert_eq!(cut, ["ab", "cd", "e"], "{}", client.name());
        assert_eq!(pages.last().unwrap().next, None);

        let one = client.pages(client.get_keys(None, None)).unwrap();
        assert_eq!(one.len(), 1, "{}", client.name());
    }
}

#[test]
fn nothing_is_sent_before_something_is_asked_for() {
    let server = server();
    for (client, _) in Client::both(&server, &Setting::default()) {
        drop(client.get_keys(Some(2), None));
        assert!(server.seen().is_empty(), "{}", client.name());
    }
}

#[test]
fn a_list_goes_on_where_another_program_stopped() {
    let server = server();
    for (client, _) in Client::both(&server, &Setting::default()) {
        let pages = client.pages(client.get_keys(Some(2), None)).unwrap();
        let saved = pages[0].next.as_ref().unwrap().to_string();

        let rest = client.get_keys(Some(2), Some(saved.parse().unwrap()));
        let items = client.items(rest).unwrap();
        assert_eq!(names(&items), "cde", "{}", client.name());
    }
}

#[test]
fn a_link_to_another_origin_is_refused_without_a_request() {
    let server = server();
    server.service().links = Some("https://evil.example".to_owned());
    for (client, credential) in Client::both(&server, &Setting::default()) {
        let error = client.items(client.get_keys(Some(2), None)).unwrap_err();
        assert!(matches!(error, Error::NextLink { .. }), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("it leads away from the vault"), "{text}");
        assert_eq!(
            credential.asked.load(std::sync::atomic::Ordering::SeqCst),
            1
        );
    }
}

#[test]
fn a_list_ends_after_an_error() {
    let server = server();
    for (client, _) in Client::both(&server, &Setting::default()) {
        server.service().links = Some("https://evil.example".to_owned());
        let outcomes: Vec<bool> = match (&client, client.get_keys(Some(2), None)) {
            (Client::Azure(_, runtime), Pager::Azure(pager)) => runtime.block_on(async {
                use futures::StreamExt as _;
                pager.items().map(|item| item.is_ok()).collect().await
            }),
            (_, Pager::Blocking(pager)) => pager.items().map(|item| item.is_ok()).collect(),
            _ => unreachable!(),
        };
        assert_eq!(outcomes, [true, true, false], "{}", client.name());
    }
}
