// Written by `cargo run -p generator` from templates/crate/examples/own_http_stack.rs: do not edit.
//! Backs up a key with an HTTP stack of one's own (here `ureq`), on the bare
//! core: the crate says what to send and reads what came back.
//!
//! ```console
//! $ export TOKEN=$(az account get-access-token --scope https://vault.azure.net/.default --query accessToken --output tsv)
//! $ cargo run --example own_http_stack --no-default-features --features v2025_07_01 -- https://myvault.vault.azure.net mykey mykey.backup
//! ```

use std::env::{args, var};
use std::error::Error;

use keyvault::bytes::Bytes;
use keyvault::http::Response;
use keyvault::keys::BackupKey;
use keyvault::{Operation, VaultUrl};

fn main() -> Result<(), Box<dyn Error>> {
    let [_, vault, key_name, file] = args().collect::<Vec<_>>().try_into().map_err(|_| "usage: own_http_stack VAULT KEY FILE")?;
    // No redirect may carry the token elsewhere; every status is `response`'s to read.
    let config = ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build();

    let mut request = BackupKey { key_name }.request(&VaultUrl::new(&vault)?)?.map(drop);
    request.headers_mut().insert("authorization", format!("Bearer {}", var("TOKEN")?).parse()?);
    let (parts, mut body) = config.new_agent().run(request)?.into_parts();
    let response = Response::from_parts(parts, Bytes::from(body.read_to_vec()?));

    let backup = BackupKey::response(response)?;
    std::fs::write(&file, backup.value.expose())?;
    println!("{file} holds the backup; whoever has it and may restore it has the key");
    Ok(())
}
