// Written by {{mark}} from templates/crate/examples/backup_blocking.rs: do not edit.
//! Backs up a key to a file, without an async runtime.
//!
//! ```console
//! $ export TOKEN=$(az account get-access-token --scope https://vault.azure.net/.default --query accessToken --output tsv)
//! $ cargo run --example backup_blocking --features blocking -- https://myvault.vault.azure.net mykey mykey.backup
//! ```

use std::env::{args, var};
use std::error::Error;

use {{name}}::blocking::StaticToken;
use {{name}}::keys::blocking::KeysClient;

fn main() -> Result<(), Box<dyn Error>> {
    let [_, vault, key, file] = args().collect::<Vec<_>>().try_into().map_err(|_| "usage: backup_blocking VAULT KEY FILE")?;
    let client = KeysClient::new(&vault, StaticToken::new(var("TOKEN")?))?;
    let backup = client.backup_key(key)?;
    std::fs::write(&file, backup.value.expose())?;
    println!("{file} holds the backup; whoever has it and may restore it has the key");
    Ok(())
}
