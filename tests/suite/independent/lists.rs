//! The official Rust client reads lists, page by page.

use azure_core::http::Response;
use azure_core::http::pager::{Page, Pager};
use azure_security_keyvault_keys::models::{
    KeyClientListDeletedKeyPropertiesOptions, KeyClientListKeyPropertiesOptions,
    KeyClientListKeyPropertiesVersionsOptions,
};
use azure_security_keyvault_keys::{ResourceExt, ResourceId};
use futures::TryStreamExt as _;
use keyvault::local_vault::Kind;

use super::Official;

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// What is listed on each page.
fn pages<P>(vault: &Official, pager: azure_core::Result<Pager<P>>) -> Vec<Vec<ResourceId>>
where
    P: Send + 'static,
    Response<P>: Page<Item: ResourceExt> + Send,
{
    vault.runtime.block_on(async {
        let mut pages = pager.unwrap().into_pages();
        let mut listed = Vec::new();
        while let Some(page) = pages.try_next().await.unwrap() {
            let items = page.into_items().await.unwrap();
            listed.push(items.map(|item| item.resource_id().unwrap()).collect());
        }
        listed
    })
}

fn names(pages: &[Vec<ResourceId>]) -> Vec<Vec<&str>> {
    let pages = pages.iter().map(|page| page.iter());
    pages
        .map(|page| page.map(|id| id.name.as_str()).collect())
        .collect()
}

#[test]
fn keys_are_listed_page_by_page_until_they_are_deleted() {
    let vault = Official::new(Kind::Vault);
    for name in NAMES {
        vault.create_any(name);
    }
    let options = KeyClientListKeyPropertiesOptions {
        maxresults: Some(2),
        ..Default::default()
    };
    let listed = || {
        let options = Some(options.clone());
        pages(&vault, vault.client.list_key_properties(options))
    };
    let all = [vec!["a", "b"], vec!["c", "d"], vec!["e"]];
    let before = listed();
    assert_eq!(names(&before), all);
    assert!(before.concat().iter().all(|id| id.version.is_none()));
    for name in NAMES {
        vault.get(vault.client.delete_key(name, None));
    }
    assert_eq!(names(&listed()), [vec![""; 0]]);
    let options = KeyClientListDeletedKeyPropertiesOptions {
        maxresults: Some(2),
        ..Default::default()
    };
    let deleted = vault.client.list_deleted_key_properties(Some(options));
    assert_eq!(names(&pages(&vault, deleted)), all);
    let deleted = vault.client.list_deleted_key_properties(None);
    assert_eq!(names(&pages(&vault, deleted)), [NAMES]);
}

#[test]
fn versions_are_listed_page_by_page() {
    let vault = Official::new(Kind::Vault);
    let mut created: Vec<_> = (0..5)
        .map(|_| vault.create_any("key").resource_id().unwrap())
        .collect();
    let options = KeyClientListKeyPropertiesVersionsOptions {
        maxresults: Some(2),
        ..Default::default()
    };
    let listed = vault
        .client
        .list_key_properties_versions("key", Some(options));
    let listed = pages(&vault, listed);
    assert_eq!(listed.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    let mut listed = listed.concat();
    for versions in [&mut created, &mut listed] {
        versions.sort_by(|one, other| one.version.cmp(&other.version));
    }
    assert_eq!(listed, created);
}
