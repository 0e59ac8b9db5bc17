// Written by `cargo run -p generator` from specs/keys/7.4.yaml: do not edit.
use super::{API_VERSION, models};
use crate::{Operation, RequestBuilder, VaultUrl, decode_json};
use bytes::Bytes;
use http::{Method, Request, Response};

/// Takes a backup of a key, with all of its versions.
///
/// Only Azure Key Vault can open the backup. It can be restored, under the same name, into
/// any vault of the same subscription and the same Azure geography. Keys of every type can
/// be backed up; a single version cannot. The caller needs the permission `keys/backup`.
///
/// Sends `POST /keys/{key-name}/backup`.
/// Errors carry a [`KeyVaultError`](models::KeyVaultError).
///
/// ```
/// use keyvault::{Operation, VaultUrl, keys::v7_4::BackupKey};
/// let vault = VaultUrl::new("https://myvault.vault.azure.net")?;
/// let request = BackupKey { key_name: "testkey".into() }.request(&vault)?;
/// assert_eq!(request.uri(), "https://myvault.vault.azure.net/keys/testkey/backup?api-version=7.4");
/// # Ok::<(), keyvault::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BackupKey {
    /// The name of the key.
    pub key_name: String,
}

impl Operation for BackupKey {
    type Output = models::BackupKeyResult;
    const NAME: &'static str = "BackupKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .literal("backup")
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}
