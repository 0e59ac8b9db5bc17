//! Vaults that stop, whatever is going on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use keyvault::keys::{GetKeyVersions, KeysClient};
use keyvault::local_vault::{LocalVault, Options};

use super::{ask, slowest, vault_with};
use crate::clients::{Setting, azure_client};
use crate::vault::{Server, create};

#[test]
fn a_stopped_vault_without_a_server_answers_no_client_and_gives_its_folder_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::default();
    options.directory = Some(folder.path().to_owned());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for is_dropped in [false, true] {
            let vault = LocalVault::in_process(options.clone()).unwrap();
            let client = vault.client().unwrap();
            client.send(&create("k")).await.unwrap();
            match is_dropped {
                false => vault.stop().await,
                true => drop(vault),
            }
            let started = Instant::now();
            let error = client.get_key("k", None).await.unwrap_err().to_string();
            assert!(error.ends_with("the local vault has stopped"), "{error}");
            let took = started.elapsed();
            assert!(
                took < Duration::from_secs(30),
                "it was tried again: {took:?}"
            );
            drop(LocalVault::in_process(options.clone()).unwrap());
        }
    });
}

#[test]
fn a_stop_is_over_in_time_and_what_failed_for_its_caller_was_not_done() {
    const CALLERS: usize = 12;
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::default();
    options.directory = Some(folder.path().to_owned());
    let server = Server::start_with(options.clone());
    let client = azure_client(&server, Arc::default(), &Setting::default());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let acknowledged = runtime.block_on(async {
        // It has a token from then on.
        client.send(&create("other")).await.unwrap();
        server.vault.take_requests();
        let creating = |client: KeysClient| async move { client.create_key("k", slowest()).await };
        let creating: Vec<_> = (0..CALLERS)
            .map(|_| tokio::spawn(creating(client.clone())))
            .collect();
        while server.vault.take_requests().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let started = Instant::now();
        server.vault.stop().await;
        let took = started.elapsed();
        // Five seconds, and what a busy machine adds.
        assert!(took < Duration::from_secs(10), "{took:?}");
        // Nothing happens later, either.
        drop(LocalVault::in_process(options.clone()).unwrap());
        let created = futures::future::join_all(creating).await;
        let is_done = |each: &&Result<Result<_, _>, _>| matches!(each, Ok(Ok(_)));
        created.iter().filter(is_done).count()
    });
    let versions = GetKeyVersions {
        key_name: "k".to_owned(),
        maxresults: None,
    };
    let kept = ask(&vault_with(options), &versions).map_or(0, |kept| kept.value.unwrap().len());
    // One may have been on the disk when its caller was cut off.
    let done = acknowledged..=acknowledged + 1;
    assert!(
        done.contains(&kept),
        "{kept} kept, {acknowledged} acknowledged"
    );
}
