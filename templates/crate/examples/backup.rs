// Written by {{mark}} from templates/crate/examples/backup.rs: do not edit.
//! Backs up a key to a file.
//!
//! ```console
//! $ az login
//! $ cargo run --example backup -- https://myvault.vault.azure.net mykey mykey.backup
//! ```

use std::env::args;
use std::error::Error;

use {{name}}::keys::KeysClient;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let [_, vault, key, file] = args().collect::<Vec<_>>().try_into().map_err(|_| "usage: backup VAULT KEY FILE")?;
    let credential = azure_identity::DeveloperToolsCredential::new(None)?;
    let client = KeysClient::new(&vault, credential)?;
    let backup = client.backup_key(key).await?;
    std::fs::write(&file, backup.value.expose())?;
    println!("{file} holds the backup; whoever has it and may restore it has the key");
    Ok(())
}
