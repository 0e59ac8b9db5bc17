//! Vaults that keep their keys in a folder.

use std::time::Duration;

use keyvault::local_vault::{Geography, Grant, Kind, LocalVault, Options};

use super::{ask, ask_as, back_up, delete, get, purge, vault_with};
use crate::vault::create;

#[test]
fn what_is_kept_in_a_folder_is_there_again_and_belongs_to_one_vault() {
    let folder = tempfile::tempdir().unwrap();
    let options = || {
        let mut options = Options::default();
        options.directory = Some(folder.path().join("vault"));
        options
    };
    let first = vault_with(options());
    let created = ask(&first, &create("k")).unwrap();
    let restore = back_up(&first, "k");
    let error = LocalVault::in_process(options()).unwrap_err().to_string();
    assert!(
        error.starts_with("the local vault could not open its store: "),
        "{error}"
    );
    drop(first);
    let second = vault_with(options());
    assert_eq!(ask(&second, &get("k")).unwrap(), created);
    ask(&second, &delete("k")).unwrap();
    ask(&second, &purge("k")).unwrap();
    assert_eq!(
        ask(&second, &restore).unwrap(),
        created,
        "the geography was kept as well"
    );
}

#[test]
fn the_folder_of_a_stopped_vault_is_free_although_clients_live() {
    let folder = tempfile::tempdir().unwrap();
    let options = || {
        let mut options = Options::default();
        options.directory = Some(folder.path().to_owned());
        options
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let first = LocalVault::start_with(options()).await.unwrap();
        let client = first.client().unwrap();
        client.send(&create("k")).await.unwrap();
        // Somebody who connects and says nothing must not hold it up.
        let address = first.url().strip_prefix("https://").unwrap().to_owned();
        let silent = std::net::TcpStream::connect(address).unwrap();
        let stopping = tokio::time::timeout(Duration::from_secs(4), first.stop());
        stopping.await.expect("it stops");
        let second = LocalVault::start_with(options()).await.unwrap();
        let found = second.client().unwrap().get_key("k", None).await;
        assert!(found.is_ok());
        drop((client, silent));
    });
}

#[test]
fn the_folder_of_a_managed_hsm_is_not_that_of_a_vault() {
    let folder = tempfile::tempdir().unwrap();
    let open = |kind| {
        let mut options = Options::default();
        options.directory = Some(folder.path().to_owned());
        options.kind = kind;
        LocalVault::in_process(options).map(drop)
    };
    open(Kind::ManagedHsm).unwrap();
    let error = open(Kind::Vault).unwrap_err().to_string();
    assert!(error.contains("of the other kind"), "{error}");
    open(Kind::ManagedHsm).unwrap();
}

#[test]
fn a_store_that_was_not_finished_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let beginning = folder.path().join("vault.redb.new");
    for half in [&b""[..], b"half a database"] {
        std::fs::write(&beginning, half).unwrap();
        let mut options = Options::default();
        options.directory = Some(folder.path().to_owned());
        let vault = vault_with(options);
        assert!(!beginning.exists());
        drop(vault);
        std::fs::remove_file(folder.path().join("vault.redb")).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_what_a_vault_writes() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut options = Options::default();
    options.directory = Some(path("keys"));
    options.geography = Some(Geography::in_file(&path("geography")).unwrap());
    let vault = vault_with(options);
    vault.write_token(Grant::all(), &path("token")).unwrap();
    for (name, mode) in [
        ("keys", 0o700),
        ("keys/vault.redb", 0o600),
        ("geography", 0o600),
        ("token", 0o600),
    ] {
        let permissions = std::fs::metadata(path(name)).unwrap().permissions();
        assert_eq!(permissions.mode() & 0o777, mode, "{name}");
    }
    let token = std::fs::read_to_string(path("token")).unwrap();
    assert_eq!(ask_as(&vault, &token, &get("k")).status(), 404);
}

#[cfg(unix)]
#[test]
fn a_token_is_not_written_to_a_file_that_others_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token");
    std::fs::write(&path, "of another time").unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    let mut held_open = std::fs::File::open(&path).unwrap();
    let vault = vault_with(Options::default());
    vault.write_token(Grant::all(), &path).unwrap();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let mut seen = String::new();
    std::io::Read::read_to_string(&mut held_open, &mut seen).unwrap();
    assert_eq!(seen, "of another time");
    let token = std::fs::read_to_string(&path).unwrap();
    assert_eq!(ask_as(&vault, &token, &get("k")).status(), 404);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn all_who_ask_for_a_geography_in_a_file_at_once_get_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("geography");
    let asked: Vec<_> = std::thread::scope(|scope| {
        let ask = || *Geography::in_file(&path).unwrap().to_bytes();
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        asking.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(asked.iter().all(|bytes| *bytes == asked[0]));
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "{files:?}");
}
