// Written by `cargo run -p generator` from specs/keys/7.5.yaml: do not edit.
use super::{API_VERSION, models};
use crate::{Operation, Paged, RequestBuilder, VaultUrl, decode_empty, decode_json};
use bytes::Bytes;
use http::{Method, Request, Response};

/// Makes a new key, or another version of the key that has the name already.
///
/// While a deleted key of that name can still be recovered, the answer is 409 Conflict. The
/// caller needs the permission `keys/create`. Sends `POST /keys/{key-name}/create`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateKey {
    /// The name of the key, of 1 to 127 letters, digits and hyphens. It should tell nothing
    /// personal or secret: the service may copy it all over the world. Matches the regular
    /// expression `^[0-9a-zA-Z-]+$`.
    pub key_name: String,
    /// What the new key is to be like.
    pub parameters: models::KeyCreateParameters,
}

impl Operation for CreateKey {
    type Output = models::KeyBundle;
    const NAME: &'static str = "CreateKey";
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .literal("create")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Makes a new version of a key, as the rotation policy of the key says.
///
/// The older versions stay as they are. The caller needs the permission `keys/rotate`.
/// Sends `POST /keys/{key-name}/rotate`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RotateKey {
    /// The name of the key, of 1 to 127 letters, digits and hyphens. It should tell nothing
    /// personal or secret: the service may copy it all over the world. Matches the regular
    /// expression `^[0-9a-zA-Z-]+$`.
    pub key_name: String,
}

impl Operation for RotateKey {
    type Output = models::KeyBundle;
    const NAME: &'static str = "RotateKey";
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .literal("rotate")
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Takes a key that was made elsewhere into the vault.
///
/// Keys of every type can be imported. If there is a key of that name, it gets a new
/// version, so that two equal requests make two versions. The caller needs the permission
/// `keys/import`. Sends `PUT /keys/{key-name}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportKey {
    /// The name of the key, of 1 to 127 letters, digits and hyphens. It should tell nothing
    /// personal or secret: the service may copy it all over the world. Matches the regular
    /// expression `^[0-9a-zA-Z-]+$`.
    pub key_name: String,
    /// The key, and what it is to be like in the vault.
    pub parameters: models::KeyImportParameters,
}

impl Operation for ImportKey {
    type Output = models::KeyBundle;
    const NAME: &'static str = "ImportKey";
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::PUT, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Deletes a key, with all of its versions.
///
/// A single version cannot be deleted. A deleted key cannot be used. Where soft delete is
/// on, it can be recovered and purged once the vault has moved it to the deleted keys,
/// which takes a few seconds. The caller needs the permission `keys/delete`. Sends
/// `DELETE /keys/{key-name}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteKey {
    /// The name of the key.
    pub key_name: String,
}

impl Operation for DeleteKey {
    type Output = models::DeletedKeyBundle;
    const NAME: &'static str = "DeleteKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::DELETE, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Changes the attributes, tags, permitted operations or release policy of a key.
///
/// What the request leaves out stays as it is. The key itself never changes: that takes a
/// new version. The caller needs the permission `keys/update`. Sends
/// `PATCH /keys/{key-name}/{key-version}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateKey {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant; the newest one if it is left out.
    pub key_version: Option<String>,
    /// What is to change.
    pub parameters: models::KeyUpdateParameters,
}

impl Operation for UpdateKey {
    type Output = models::KeyBundle;
    const NAME: &'static str = "UpdateKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::PATCH, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .optional_argument("key-version", self.key_version.as_deref())?
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Returns the public part of a key, with its attributes.
///
/// A symmetric key has no public part, so that nothing but its attributes and its
/// identifier is returned. The caller needs the permission `keys/get`. Sends
/// `GET /keys/{key-name}/{key-version}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetKey {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant; the newest one if it is left out.
    pub key_version: Option<String>,
}

impl Operation for GetKey {
    type Output = models::KeyBundle;
    const NAME: &'static str = "GetKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .optional_argument("key-version", self.key_version.as_deref())?
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Lists the versions of a key.
///
/// Each has its full identifier, its attributes and its tags, but not the key itself. A
/// page may be empty although more of them follow. The caller needs the permission
/// `keys/list`. Sends `GET /keys/{key-name}/versions`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetKeyVersions {
    /// The name of the key.
    pub key_name: String,
    /// How many items a page may have; 25 if it is not given. At least 1. At most 25.
    pub maxresults: Option<i32>,
}

impl Operation for GetKeyVersions {
    type Output = models::KeyListResult;
    const NAME: &'static str = "GetKeyVersions";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .literal("versions")
            .optional_query("maxresults", self.maxresults.as_ref())
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

impl Paged for GetKeyVersions {
    type Item = models::KeyItem;
    fn split(page: models::KeyListResult) -> (Vec<Self::Item>, Option<String>) {
        (page.value.unwrap_or_default(), page.next_link)
    }
}

/// Lists the keys of a vault, without their versions.
///
/// Each has its identifier, its attributes and its tags, but not the key itself. A page may
/// be empty although more of them follow. The caller needs the permission `keys/list`.
/// Sends `GET /keys`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetKeys {
    /// How many items a page may have; 25 if it is not given. At least 1. At most 25.
    pub maxresults: Option<i32>,
}

impl Operation for GetKeys {
    type Output = models::KeyListResult;
    const NAME: &'static str = "GetKeys";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("keys")
            .optional_query("maxresults", self.maxresults.as_ref())
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

impl Paged for GetKeys {
    type Item = models::KeyItem;
    fn split(page: models::KeyListResult) -> (Vec<Self::Item>, Option<String>) {
        (page.value.unwrap_or_default(), page.next_link)
    }
}

/// Takes a backup of a key, with all of its versions.
///
/// Only Azure Key Vault can open the backup. It can be restored, under the same name, into
/// any vault of the same subscription and the same Azure geography. Keys of every type can
/// be backed up; a single version cannot. The caller needs the permission `keys/backup`.
/// Sends `POST /keys/{key-name}/backup`.
///
/// ```
/// use keyvault::{Operation, VaultUrl, keys::v7_5::BackupKey};
/// let vault = VaultUrl::new("https://myvault.vault.azure.net")?;
/// let request = BackupKey { key_name: "testkey".into() }.request(&vault)?;
/// assert_eq!(request.uri(), "https://myvault.vault.azure.net/keys/testkey/backup?api-version=7.5");
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

/// Restores a key from a backup, with all of its versions.
///
/// The key keeps its name, its attributes and the identifiers of its versions, but its URL
/// begins with that of the vault that it is restored into. This vault must belong to the
/// subscription and the Azure geography that the backup comes from, or, as a managed HSM,
/// have the same security domain. If a key has the name already, even a deleted one, the
/// answer is 409 Conflict. The caller needs the permission `keys/restore`. Sends
/// `POST /keys/restore`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RestoreKey {
    /// The backup.
    pub parameters: models::KeyRestoreParameters,
}

impl Operation for RestoreKey {
    type Output = models::KeyBundle;
    const NAME: &'static str = "RestoreKey";
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .literal("restore")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Encrypts one block of data with a key.
///
/// How large the block may be depends on the key and on the algorithm. Only a symmetric key
/// needs the vault for this: to encrypt with an asymmetric one, its public part is enough.
/// The caller needs the permission `keys/encrypt`. Sends
/// `POST /keys/{key-name}/{key-version}/encrypt`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Encrypt {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant.
    pub key_version: String,
    /// The plaintext, and how to encrypt it.
    pub parameters: models::KeyOperationsParameters,
}

impl Operation for Encrypt {
    type Output = models::KeyOperationResult;
    const NAME: &'static str = "encrypt";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .argument("key-version", &self.key_version)?
            .literal("encrypt")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Decrypts one block of data with a key.
///
/// It takes the algorithm that the block was encrypted with. AES-CBC alone does not notice
/// that a ciphertext was tampered with: check its integrity first, for example with an
/// HMAC. The caller needs the permission `keys/decrypt`. Sends
/// `POST /keys/{key-name}/{key-version}/decrypt`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decrypt {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant.
    pub key_version: String,
    /// The ciphertext, and how to decrypt it.
    pub parameters: models::KeyOperationsParameters,
}

impl Operation for Decrypt {
    type Output = models::KeyOperationResult;
    const NAME: &'static str = "decrypt";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .argument("key-version", &self.key_version)?
            .literal("decrypt")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Signs a digest with a key.
///
/// The caller makes the digest, so that the vault never sees the data. The caller needs the
/// permission `keys/sign`. Sends `POST /keys/{key-name}/{key-version}/sign`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sign {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant.
    pub key_version: String,
    /// The digest, and how to sign it.
    pub parameters: models::KeySignParameters,
}

impl Operation for Sign {
    type Output = models::KeyOperationResult;
    const NAME: &'static str = "sign";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .argument("key-version", &self.key_version)?
            .literal("sign")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Checks with a key whether a signature belongs to a digest.
///
/// A wrong signature is not an error: the result tells. Only a symmetric key needs the
/// vault for this: to check with an asymmetric one, its public part is enough. The caller
/// needs the permission `keys/verify`. Sends `POST /keys/{key-name}/{key-version}/verify`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Verify {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant.
    pub key_version: String,
    /// The signature, the digest, and how to check them.
    pub parameters: models::KeyVerifyParameters,
}

impl Operation for Verify {
    type Output = models::KeyVerifyResult;
    const NAME: &'static str = "verify";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .argument("key-version", &self.key_version)?
            .literal("verify")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Encrypts a symmetric key with a key of the vault.
///
/// Only a symmetric key needs the vault for this: to wrap with an asymmetric one, its
/// public part is enough. The caller needs the permission `keys/wrapKey`. Sends
/// `POST /keys/{key-name}/{key-version}/wrapkey`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WrapKey {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant.
    pub key_version: String,
    /// The key to wrap, and how to wrap it.
    pub parameters: models::KeyOperationsParameters,
}

impl Operation for WrapKey {
    type Output = models::KeyOperationResult;
    const NAME: &'static str = "wrapKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .argument("key-version", &self.key_version)?
            .literal("wrapkey")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Decrypts a symmetric key that was wrapped with a key of the vault.
///
/// It takes the key and the algorithm that it was wrapped with. The caller needs the
/// permission `keys/unwrapKey`. Sends `POST /keys/{key-name}/{key-version}/unwrapkey`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UnwrapKey {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant.
    pub key_version: String,
    /// The wrapped key, and how to unwrap it.
    pub parameters: models::KeyOperationsParameters,
}

impl Operation for UnwrapKey {
    type Output = models::KeyOperationResult;
    const NAME: &'static str = "unwrapKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .argument("key-version", &self.key_version)?
            .literal("unwrapkey")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Releases a key to an environment that its release policy trusts.
///
/// Keys of every type can be released if they are exportable. The caller needs the
/// permission `keys/release`. Sends `POST /keys/{key-name}/{key-version}/release`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Release {
    /// The name of the key.
    pub key_name: String,
    /// Which version of the key is meant.
    pub key_version: String,
    /// Who is to receive the key, and how it is protected on the way.
    pub parameters: models::KeyReleaseParameters,
}

impl Operation for Release {
    type Output = models::KeyReleaseResult;
    const NAME: &'static str = "release";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .argument("key-version", &self.key_version)?
            .literal("release")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Lists the keys of a vault that were deleted, but not yet purged.
///
/// Each has its identifier, its attributes and its tags, and when it was deleted and will
/// be purged. A page may be empty although more of them follow. A vault without soft delete
/// answers with an error. The caller needs the permission `keys/list`. Sends
/// `GET /deletedkeys`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetDeletedKeys {
    /// How many items a page may have; 25 if it is not given. At least 1. At most 25.
    pub maxresults: Option<i32>,
}

impl Operation for GetDeletedKeys {
    type Output = models::DeletedKeyListResult;
    const NAME: &'static str = "GetDeletedKeys";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("deletedkeys")
            .optional_query("maxresults", self.maxresults.as_ref())
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

impl Paged for GetDeletedKeys {
    type Item = models::DeletedKeyItem;
    fn split(page: models::DeletedKeyListResult) -> (Vec<Self::Item>, Option<String>) {
        (page.value.unwrap_or_default(), page.next_link)
    }
}

/// Returns a deleted key: its public part, and its attributes.
///
/// A few seconds may pass from the deletion of a key until it is found here; from then on
/// it can be recovered and purged. A vault without soft delete answers with an error. The
/// caller needs the permission `keys/get`. Sends `GET /deletedkeys/{key-name}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetDeletedKey {
    /// The name of the key.
    pub key_name: String,
}

impl Operation for GetDeletedKey {
    type Output = models::DeletedKeyBundle;
    const NAME: &'static str = "GetDeletedKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("deletedkeys")
            .argument("key-name", &self.key_name)?
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Destroys a deleted key, with all of its versions.
///
/// This cannot be undone. It is allowed only if the recovery level of the key contains
/// `Purgeable`. A vault without soft delete answers with an error. The caller needs the
/// permission `keys/purge`. Sends `DELETE /deletedkeys/{key-name}`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PurgeDeletedKey {
    /// The name of the key.
    pub key_name: String,
}

impl Operation for PurgeDeletedKey {
    type Output = ();
    const NAME: &'static str = "PurgeDeletedKey";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::DELETE, vault)
            .literal("deletedkeys")
            .argument("key-name", &self.key_name)?
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_empty(response, 204)
    }
}

/// Undoes the deletion of a key.
///
/// It takes a few seconds until the key can be used again. A key that was not deleted
/// cannot be recovered: that is an error. The caller needs the permission `keys/recover`.
/// Sends `POST /deletedkeys/{key-name}/recover`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecoverDeletedKey {
    /// The name of the key.
    pub key_name: String,
}

impl Operation for RecoverDeletedKey {
    type Output = models::KeyBundle;
    const NAME: &'static str = "RecoverDeletedKey";
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("deletedkeys")
            .argument("key-name", &self.key_name)?
            .literal("recover")
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Returns the rotation policy of a key.
///
/// The caller needs the permission `keys/get`. Sends `GET /keys/{key-name}/rotationpolicy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetKeyRotationPolicy {
    /// The name of the key.
    pub key_name: String,
}

impl Operation for GetKeyRotationPolicy {
    type Output = models::KeyRotationPolicy;
    const NAME: &'static str = "GetKeyRotationPolicy";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .literal("rotationpolicy")
            .query("api-version", API_VERSION)
            .empty()
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Sets the rotation policy of a key.
///
/// Members that are left out remain undefined; but to a policy without a notification, a
/// vault adds one, 30 days before expiry. The caller needs the permission `keys/update`.
/// Sends `PUT /keys/{key-name}/rotationpolicy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateKeyRotationPolicy {
    /// The name of the key.
    pub key_name: String,
    /// The rotation policy that the key is to have.
    pub key_rotation_policy: models::KeyRotationPolicy,
}

impl Operation for UpdateKeyRotationPolicy {
    type Output = models::KeyRotationPolicy;
    const NAME: &'static str = "UpdateKeyRotationPolicy";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::PUT, vault)
            .literal("keys")
            .argument("key-name", &self.key_name)?
            .literal("rotationpolicy")
            .query("api-version", API_VERSION)
            .json(&self.key_rotation_policy)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}

/// Makes random bytes in a managed HSM.
///
/// Vaults do not have this operation. Sends `POST /rng`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetRandomBytes {
    /// How many bytes are wanted.
    pub parameters: models::GetRandomBytesRequest,
}

impl Operation for GetRandomBytes {
    type Output = models::RandomBytes;
    const NAME: &'static str = "GetRandomBytes";
    const REPEATABLE: bool = true;
    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, crate::Error> {
        RequestBuilder::new(Method::POST, vault)
            .literal("rng")
            .query("api-version", API_VERSION)
            .json(&self.parameters)
    }
    fn response(response: Response<Bytes>) -> Result<Self::Output, crate::Error> {
        decode_json(response, 200)
    }
}
