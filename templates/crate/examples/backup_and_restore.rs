// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Backs up a key, loses it, and restores it: on a vault of its own, or on the
//! one that AZURE_KEYVAULT_URL names.
//!
//! `cargo run -p keyvault --example backup_and_restore`

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use azure_identity::DeveloperToolsCredential;
use keyvault::keys::{JsonWebKeyType, KeyCreateParameters, KeysClient};
use keyvault::local_vault::LocalVault;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    match std::env::var("AZURE_KEYVAULT_URL") {
        Ok(url) => {
            println!("the vault is {url}");
            let credential: Arc<_> = DeveloperToolsCredential::new(None)?;
            back_up_and_restore(&KeysClient::new(&url, credential)?).await
        }
        Err(_) => {
            let vault = LocalVault::start().await?;
            println!(
                "AZURE_KEYVAULT_URL is not set: the vault is a local one, {}",
                vault.url()
            );
            back_up_and_restore(&vault.client()?).await
        }
    }
}

async fn back_up_and_restore(client: &KeysClient) -> Result<(), Box<dyn Error + Send + Sync>> {
    let name = format!("example-{}", std::process::id());
    let file = std::env::temp_dir().join(format!("{name}.backup"));

    let parameters = KeyCreateParameters {
        kty: JsonWebKeyType::Ec,
        ..Default::default()
    };
    let created = client.create_key(name.as_str(), parameters).await?;
    println!("created   {}", created.key.kid.unwrap_or_default());

    let backup = client.backup_key(name.as_str()).await?;
    std::fs::write(&file, backup.value.expose())?;
    println!(
        "backed up to {}, {} bytes",
        file.display(),
        backup.value.expose().as_ref().len()
    );

    client.delete_key(name.as_str()).await?;
    // A vault takes a while to delete a key, and cannot purge it before.
    while let Err(error) = client.purge_deleted_key(name.as_str()).await {
        if !(error.is_not_found() || error.is_conflict()) {
            return Err(error.into());
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    println!("purged    {name}");

    let blob = std::fs::read(&file)?;
    let restored = loop {
        // The name is free only once the purge is through.
        match client.restore_key(blob.as_slice()).await {
            Err(error) if error.is_conflict() => tokio::time::sleep(Duration::from_secs(1)).await,
            answer => break answer?,
        }
    };
    println!("restored  {}", restored.key.kid.unwrap_or_default());
    std::fs::remove_file(file)?;
    Ok(())
}
