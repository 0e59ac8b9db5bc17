// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Symmetric keys: AES and HMAC.

mod cbc;
mod gcm;
mod wrap;

use aws_lc_rs::{hmac, rand};
use zeroize::Zeroizing;

use super::{FAILED, NOT_A_KEY, Sealed, Unusable, wrong_size};
use crate::keys::v2025_07_01::{
    JsonWebKey, JsonWebKeyEncryptionAlgorithm, JsonWebKeySignatureAlgorithm,
    KeyOperationsParameters,
};

/// The sizes of keys that AES has, in bits.
const SIZES: [usize; 3] = [128, 192, 256];

/// The size of a key: the libraries have a type or a value for each.
#[derive(Clone, Copy, PartialEq)]
enum Size {
    Bits128,
    Bits192,
    Bits256,
}

impl Size {
    /// The size of a key, if it is one of the three.
    fn of(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Some(Self::Bits128),
            24 => Some(Self::Bits192),
            32 => Some(Self::Bits256),
            _ => None,
        }
    }
}

/// What is done with AES.
enum Mode {
    /// Galois/Counter Mode (NIST SP 800-38D).
    Gcm,
    /// Cipher Block Chaining (NIST SP 800-38A, section 6.2).
    Cbc,
    /// The same, with the padding of RFC 5652, section 6.3.
    CbcPadded,
    /// Key wrap (RFC 3394).
    Wrap,
    /// Key wrap with padding (RFC 5649).
    WrapPadded,
}

/// A key for AES and HMAC.
pub(crate) struct Symmetric {
    key: Zeroizing<Vec<u8>>,
    size: Size,
}

impl Symmetric {
    /// Makes a random key with 128, 192 or 256 bits, by default with 256.
    pub(super) fn generate(size: Option<i32>) -> Result<Self, Unusable> {
        let bytes = match size {
            Some(128) => 16,
            Some(192) => 24,
            None | Some(256) => 32,
            Some(size) => return Err(wrong_size(size, SIZES)),
        };
        let mut key = Zeroizing::new(vec![0; bytes]);
        rand::fill(&mut key).map_err(|_| FAILED)?;
        Self::from_bytes(&key).ok_or(FAILED)
    }

    /// Takes over the key in `k` (RFC 7518, section 6.4).
    pub(super) fn import(key: &JsonWebKey) -> Result<Self, Unusable> {
        let Some(k) = &key.k else {
            return Err(NOT_A_KEY);
        };
        let key = k.expose().as_ref();
        Self::from_bytes(key).ok_or_else(|| wrong_size(8 * key.len(), SIZES))
    }

    /// The key of these bytes, if there are 16, 24 or 32.
    pub(super) fn from_bytes(key: &[u8]) -> Option<Self> {
        Some(Self {
            size: Size::of(key)?,
            key: Zeroizing::new(key.to_vec()),
        })
    }

    /// The key itself.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.key
    }

    /// Encrypts a value, or wraps it. AES-GCM makes its own iv; AES-CBC takes
    /// the caller's.
    pub(super) fn encrypt(&self, parameters: &KeyOperationsParameters) -> Result<Sealed, Unusable> {
        match self.mode(&parameters.algorithm)? {
            Mode::Gcm => gcm::encrypt(self, parameters),
            Mode::Cbc => cbc::encrypt(self, parameters),
            Mode::CbcPadded => cbc::encrypt_padded(self, parameters),
            Mode::Wrap => wrap::wrap(self, parameters),
            Mode::WrapPadded => wrap::wrap_padded(self, parameters),
        }
    }

    /// Decrypts or unwraps what [`encrypt`](Self::encrypt) made.
    pub(super) fn decrypt(
        &self,
        parameters: &KeyOperationsParameters,
    ) -> Result<Zeroizing<Vec<u8>>, Unusable> {
        match self.mode(&parameters.algorithm)? {
            Mode::Gcm => gcm::decrypt(self, parameters),
            Mode::Cbc => cbc::decrypt(self, parameters),
            Mode::CbcPadded => cbc::decrypt_padded(self, parameters),
            Mode::Wrap => wrap::unwrap(self, parameters),
            Mode::WrapPadded => wrap::unwrap_padded(self, parameters),
        }
    }

    /// The HMAC of the bytes (RFC 7518, section 3.2), which need not be a
    /// digest. The key may be shorter than the hash, which that section does
    /// not allow, but Key Vault has no longer ones.
    pub(super) fn sign(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        bytes: &[u8],
    ) -> Result<Vec<u8>, Unusable> {
        let key = hmac::Key::new(hash(algorithm)?, &self.key);
        Ok(hmac::sign(&key, bytes).as_ref().to_vec())
    }

    /// Whether `signature` is the HMAC of the bytes.
    pub(super) fn verify(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        bytes: &[u8],
        signature: &[u8],
    ) -> Result<bool, Unusable> {
        let key = hmac::Key::new(hash(algorithm)?, &self.key);
        Ok(hmac::verify(&key, bytes, signature).is_ok())
    }

    /// What the algorithm does, if it does so with keys of this size.
    fn mode(&self, algorithm: &JsonWebKeyEncryptionAlgorithm) -> Result<Mode, Unusable> {
        let (mode, size) = match algorithm {
            JsonWebKeyEncryptionAlgorithm::A128Gcm => (Mode::Gcm, Size::Bits128),
            JsonWebKeyEncryptionAlgorithm::A192Gcm => (Mode::Gcm, Size::Bits192),
            JsonWebKeyEncryptionAlgorithm::A256Gcm => (Mode::Gcm, Size::Bits256),
            JsonWebKeyEncryptionAlgorithm::A128Kw => (Mode::Wrap, Size::Bits128),
            JsonWebKeyEncryptionAlgorithm::A192Kw => (Mode::Wrap, Size::Bits192),
            JsonWebKeyEncryptionAlgorithm::A256Kw => (Mode::Wrap, Size::Bits256),
            JsonWebKeyEncryptionAlgorithm::A128Cbc => (Mode::Cbc, Size::Bits128),
            JsonWebKeyEncryptionAlgorithm::A192Cbc => (Mode::Cbc, Size::Bits192),
            JsonWebKeyEncryptionAlgorithm::A256Cbc => (Mode::Cbc, Size::Bits256),
            JsonWebKeyEncryptionAlgorithm::A128Cbcpad => (Mode::CbcPadded, Size::Bits128),
            JsonWebKeyEncryptionAlgorithm::A192Cbcpad => (Mode::CbcPadded, Size::Bits192),
            JsonWebKeyEncryptionAlgorithm::A256Cbcpad => (Mode::CbcPadded, Size::Bits256),
            JsonWebKeyEncryptionAlgorithm::CkmAesKeyWrap => (Mode::Wrap, self.size),
            JsonWebKeyEncryptionAlgorithm::CkmAesKeyWrapPad => (Mode::WrapPadded, self.size),
            _ => {
                return Err(Unusable::because(
                    "A symmetric key encrypts with the AES algorithms of its size only: GCM, CBC, \
                     CBCPAD, KW, CKM_AES_KEY_WRAP and CKM_AES_KEY_WRAP_PAD.",
                ));
            }
        };
        if size != self.size {
            return Err(Unusable::because(
                "The algorithm is for keys of another size.",
            ));
        }
        Ok(mode)
    }
}

/// The HMAC that an algorithm stands for (RFC 7518, section 3.2).
fn hash(algorithm: &JsonWebKeySignatureAlgorithm) -> Result<hmac::Algorithm, Unusable> {
    match algorithm {
        JsonWebKeySignatureAlgorithm::Hs256 => Ok(hmac::HMAC_SHA256),
        JsonWebKeySignatureAlgorithm::Hs384 => Ok(hmac::HMAC_SHA384),
        JsonWebKeySignatureAlgorithm::Hs512 => Ok(hmac::HMAC_SHA512),
        _ => Err(Unusable::because(
            "A symmetric key signs with HS256, HS384 and HS512 only.",
        )),
    }
}
