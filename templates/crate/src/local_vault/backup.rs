// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Backups: sealed so that only vaults of the same geography open them, in the
//! outer form of real ones.

use std::path::Path;
use std::{fmt, io};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::key_wrap::{AES_256, AesKek, KeyWrap as _};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::record::Record;
use super::{Kind, private, random};
use crate::{Base64Url, encode_json};

/// Vaults that open each other's backups, as those of one Azure geography do.
/// Clones are the same geography.
#[derive(Clone)]
pub struct Geography {
    key: Zeroizing<[u8; 32]>,
}

impl Geography {
    /// A new one, which opens no backup of any other.
    pub fn new() -> Self {
        Self {
            key: Zeroizing::new(random()),
        }
    }

    /// The one with these 32 bytes, which should come from
    /// [`to_bytes`](Self::to_bytes).
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self {
            key: Zeroizing::new(bytes),
        }
    }

    /// The one that is kept in a file, which only its owner may read. The first who
    /// asks makes it.
    ///
    /// # Errors
    ///
    /// The file cannot be read or made, or holds something else.
    pub fn in_file(path: &Path) -> io::Result<Self> {
        if !path.exists() {
            // Of several who make it at once, one gives it its name.
            let own = &private::beside(path);
            private::create(own, Self::new().key.as_ref())?;
            let named = std::fs::hard_link(own, path);
            std::fs::remove_file(own)?;
            match named {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        let bytes = Zeroizing::new(std::fs::read(path)?);
        let wrong = || io::Error::new(io::ErrorKind::InvalidData, "it has not 32 bytes");
        let key = bytes.as_slice().try_into().map_err(|_| wrong())?;
        Ok(Self::from_bytes(key))
    }

    /// The secret of the geography, to keep it for another process.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.key.clone()
    }

    /// A name of the key that gives nothing of it away.
    fn kid(&self) -> String {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, self.key.as_ref());
        let hex = digest
            .as_ref()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"));
        hex.collect()
    }
}

impl Default for Geography {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Geography {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Geography({})", self.kid())
    }
}

/// What a backup holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Content {
    pub(super) subscription: String,
    pub(super) record: Record,
}

/// Why a backup is not opened.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// It is not as it was made.
    Corrupt,
    /// It is of another geography.
    Foreign,
}

/// In front of every backup of a vault: a text with its length (38) before it. A
/// managed HSM's has nothing there.
const MAGIC: &str = "&AzureKeyVaultKeyBackupV1.microsoft.com";

/// The protected header of the JSON Web Encryption (RFC 7516): the content is
/// encrypted with AES-256-GCM under a key of its own (RFC 7518, section 5.3),
/// which AES Key Wrap encrypts under that of the geography (section 4.4), or
/// which is that of the geography in a managed HSM (section 4.5).
fn header(kind: Kind, geography: &Geography) -> String {
    let kid = geography.kid();
    match kind {
        Kind::Vault => format!(r#"{{"kid":"{kid}","alg":"A256KW","enc":"A256GCM"}}"#),
        Kind::ManagedHsm => format!(r#"{{"alg":"dir","enc":"A256GCM","kid":"{kid}"}}"#),
    }
}

fn magic(kind: Kind) -> &'static str {
    match kind {
        Kind::Vault => MAGIC,
        Kind::ManagedHsm => "",
    }
}

/// Seals a backup.
pub(super) fn seal(
    kind: Kind,
    geography: &Geography,
    content: &Content,
) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let header = encoded(header(kind, geography).as_bytes());
    let (key, wrapped) = match kind {
        Kind::Vault => {
            let key = Zeroizing::new(random::<32>());
            let mut wrapped = vec![0; key.len() + 8];
            kek(geography)?.wrap(key.as_ref(), &mut wrapped)?;
            (key, wrapped)
        }
        Kind::ManagedHsm => (geography.key.clone(), Vec::new()),
    };
    let nonce: [u8; 12] = random();
    let plain = encode_json(content)?;
    let mut sealed = plain.to_vec();
    let tag = cipher(&key)?.seal_in_place_separate_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::from(header.as_bytes()),
        &mut sealed,
    )?;
    let parts = [
        header.as_str(),
        &encoded(&wrapped),
        &encoded(&nonce),
        &encoded(&sealed),
        &encoded(tag.as_ref()),
    ];
    Ok(format!("{}{}", magic(kind), parts.join(".")).into_bytes())
}

/// Opens a backup that was sealed by the same kind of vault.
pub(super) fn open(kind: Kind, geography: &Geography, backup: &[u8]) -> Result<Content, Closed> {
    let text = std::str::from_utf8(backup).map_err(|_| Closed::Corrupt)?;
    let jwe = text.strip_prefix(magic(kind)).ok_or(Closed::Corrupt)?;
    let parts: Vec<_> = jwe.split('.').collect();
    let [first, wrapped, nonce, sealed, tag] = parts.as_slice() else {
        return Err(Closed::Corrupt);
    };
    if decoded(first)? != header(kind, geography).as_bytes() {
        return Err(match decoded(first)?.starts_with(b"{\"") {
            true => Closed::Foreign,
            false => Closed::Corrupt,
        });
    }
    let corrupt = |Unspecified| Closed::Corrupt;
    let mut key = Zeroizing::new([0; 32]);
    match kind {
        Kind::Vault => {
            let kek = kek(geography).map_err(corrupt)?;
            kek.unwrap(&decoded(wrapped)?, key.as_mut())
                .map_err(corrupt)?;
        }
        Kind::ManagedHsm if wrapped.is_empty() => key = geography.key.clone(),
        Kind::ManagedHsm => return Err(Closed::Corrupt),
    }
    let nonce = Nonce::try_assume_unique_for_key(&decoded(nonce)?).map_err(corrupt)?;
    let mut sealed = Zeroizing::new(decoded(sealed)?);
    let tag = decoded(tag)?;
    // Of any other length, it would have bytes of the ciphertext, or those of it.
    if tag.len() != AES_256_GCM.tag_len() {
        return Err(Closed::Corrupt);
    }
    sealed.extend(tag);
    let plain = cipher(&key)
        .and_then(|cipher| cipher.open_in_place(nonce, Aad::from(first.as_bytes()), &mut sealed))
        .map_err(corrupt)?;
    serde_json::from_slice(plain).map_err(|_| Closed::Corrupt)
}

fn kek(geography: &Geography) -> Result<AesKek, Unspecified> {
    AesKek::new(&AES_256, geography.key.as_ref())
}

fn cipher(key: &[u8; 32]) -> Result<LessSafeKey, Unspecified> {
    UnboundKey::new(&AES_256_GCM, key).map(LessSafeKey::new)
}

fn encoded(bytes: &[u8]) -> String {
    Base64Url::from(bytes).to_string()
}

/// The bytes of a part, which must be written as [`encoded`] writes them.
fn decoded(part: &str) -> Result<Vec<u8>, Closed> {
    let bytes: Base64Url = part.parse().map_err(|_| Closed::Corrupt)?;
    match bytes.to_string() == part {
        true => Ok(bytes.into_vec()),
        false => Err(Closed::Corrupt),
    }
}
