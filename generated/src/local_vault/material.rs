// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The keys of a local vault, and what they can do: real cryptography, for
//! development and tests.

mod elliptic;
mod rsa;
mod symmetric;

use std::borrow::Cow;
use std::fmt;

use aws_lc_rs::digest::{self, Digest};
use zeroize::Zeroizing;

use crate::keys::v2025_07_01::{
    JsonWebKey, JsonWebKeySignatureAlgorithm, JsonWebKeyType, KeyCreateParameters,
    KeyOperationsParameters,
};
use elliptic::Elliptic;
use rsa::Rsa;
use symmetric::Symmetric;

/// Why a key or an operation with it is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unusable {
    /// A sentence for people, without anything secret.
    pub(crate) message: Cow<'static, str>,
    /// A code for programs, where the service has one.
    pub(crate) reason: Option<&'static str>,
}

impl Unusable {
    const fn because(message: &'static str) -> Self {
        Self {
            message: Cow::Borrowed(message),
            reason: None,
        }
    }

    fn because_of(message: String) -> Self {
        Self {
            message: Cow::Owned(message),
            reason: None,
        }
    }
}

/// For what the libraries refuse although everything about it was checked, such
/// as when there are no random bytes.
const FAILED: Unusable = Unusable::because("The cryptographic library could not do it.");
/// For bytes that `to_bytes` did not write.
const NOT_KEPT: Unusable = Unusable::because("These bytes are not a key as this vault keeps it.");
/// For the operations that elliptic curve keys do not have.
const SIGNS_ONLY: Unusable = Unusable::because(
    "An elliptic curve key can sign and verify, but not encrypt, decrypt or wrap.",
);
/// For types of keys that are not in the document.
const UNKNOWN_TYPE: Unusable =
    Unusable::because("The type of a key is one of EC, EC-HSM, RSA, RSA-HSM, oct and oct-HSM.");
/// For an imported key that lacks what every key of its type has
/// (Azure/azure-sdk-for-python#11822).
const NOT_A_KEY: Unusable =
    Unusable::because("The property \"key\" must be a valid JsonWebKey object.");
/// For every ciphertext that does not decrypt, whatever is wrong with it.
const NOT_DECRYPTED: Unusable = Unusable::because(
    "The value was not encrypted with this key and algorithm, or has been changed.",
);
/// For what comes with a value and would not be looked at.
const TAKES_VALUE_ONLY: Unusable = Unusable::because("This algorithm takes no iv, aad or tag.");

/// For keys of sizes that Key Vault does not have (MicrosoftDocs/azure-docs#115129).
fn wrong_size<const N: usize>(bits: impl fmt::Display, supported: [usize; N]) -> Unusable {
    let message = format!("Unsupported key size ({bits}). Supported sizes are {supported:?}");
    Unusable {
        reason: Some("KeySizeNotSupported"),
        ..Unusable::because_of(message)
    }
}

/// What an encryption made (`KeyOperationResult`).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// The ciphertext, or the wrapped key.
    pub(crate) value: Vec<u8>,
    /// The initialization vector, if the algorithm has one.
    pub(crate) iv: Option<Vec<u8>>,
    /// The authentication tag, if the algorithm makes one.
    pub(crate) tag: Option<Vec<u8>>,
    /// The data that were authenticated, but not encrypted, if there were any.
    pub(crate) aad: Option<Vec<u8>>,
}

impl Sealed {
    /// The result of an algorithm that makes a value and nothing else.
    fn plainly(value: Vec<u8>) -> Self {
        Self {
            value,
            iv: None,
            tag: None,
            aad: None,
        }
    }
}

/// A real key: what a vault keeps of one version of a key.
pub(crate) enum Material {
    /// An RSA key pair.
    Rsa(Rsa),
    /// A key pair on an elliptic curve.
    Elliptic(Elliptic),
    /// A key for AES and HMAC.
    Symmetric(Symmetric),
}

impl Material {
    /// Makes the random key that `wanted` describes, of the same type with
    /// and without `-HSM`: RSA with 2048, 3072 or 4096 bits and any odd public
    /// exponent, EC on P-256, P-384, P-521 or P-256K, or oct with 128, 192 or
    /// 256 bits. Where `wanted` leaves these open, they are 2048 bits and 65537,
    /// P-256, or 256 bits. What concerns other types of keys is not looked at.
    pub(crate) fn generate(wanted: &KeyCreateParameters) -> Result<Self, Unusable> {
        match &wanted.kty {
            JsonWebKeyType::Rsa | JsonWebKeyType::RsaHsm => {
                Rsa::generate(wanted.key_size, wanted.public_exponent).map(Self::Rsa)
            }
            JsonWebKeyType::Ec | JsonWebKeyType::EcHsm => {
                Elliptic::generate(wanted.curve.as_ref()).map(Self::Elliptic)
            }
            JsonWebKeyType::Oct | JsonWebKeyType::OctHsm => {
                Symmetric::generate(wanted.key_size).map(Self::Symmetric)
            }
            _ => Err(UNKNOWN_TYPE),
        }
    }

    /// Takes over a key with its private part (RFC 7517, section 4, and
    /// RFC 7518, section 6), of the sizes and curves that
    /// [`generate`](Self::generate) makes. A key whose parts do not belong
    /// together is refused.
    pub(crate) fn import(key: &JsonWebKey) -> Result<Self, Unusable> {
        if key.t.is_some() {
            return Err(Unusable::because(
                "A key in key_hsm can be opened by the HSM that it was made for only.",
            ));
        }
        match &key.kty {
            Some(JsonWebKeyType::Rsa | JsonWebKeyType::RsaHsm) => Rsa::import(key).map(Self::Rsa),
            Some(JsonWebKeyType::Ec | JsonWebKeyType::EcHsm) => {
                Elliptic::import(key).map(Self::Elliptic)
            }
            Some(JsonWebKeyType::Oct | JsonWebKeyType::OctHsm) => {
                Symmetric::import(key).map(Self::Symmetric)
            }
            _ => Err(NOT_A_KEY),
        }
    }

    /// Returns what [`generate`](Self::generate) needs for another key of the same type,
    /// size and exponent.
    pub(crate) fn form(&self) -> KeyCreateParameters {
        let public = self.public();
        let exponent = public.e.as_ref().and_then(|e| {
            let mut digits = e.as_ref().iter();
            digits.try_fold(0_i32, |number, digit| {
                number.checked_mul(256)?.checked_add(i32::from(*digit))
            })
        });
        let bytes = match self {
            Self::Rsa(_) => public.n.as_ref().map(|n| n.as_ref().len()),
            Self::Elliptic(_) => None,
            Self::Symmetric(key) => Some(key.bytes().len()),
        };
        KeyCreateParameters {
            kty: public.kty.unwrap_or_default(),
            key_size: bytes.and_then(|bytes| i32::try_from(8 * bytes).ok()),
            curve: public.crv,
            public_exponent: exponent,
            ..Default::default()
        }
    }

    /// What everyone may know of the key (RFC 7518, sections 6.2.1 and
    /// 6.3.1): its type, which never says `-HSM`, with `n` and `e`, or with
    /// `crv`, `x` and `y`.
    pub(crate) fn public(&self) -> JsonWebKey {
        match self {
            Self::Rsa(key) => key.public(),
            Self::Elliptic(key) => key.public(),
            Self::Symmetric(_) => JsonWebKey {
                kty: Some(JsonWebKeyType::Oct),
                ..JsonWebKey::default()
            },
        }
    }

    /// The whole key, for the store and for backups: a byte that tells its
    /// type, then PKCS#8 (RFC 5208, section 5) or the bytes of a symmetric key,
    /// and last the SHA-256 of all that.
    pub(crate) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let (tag, key) = match self {
            Self::Rsa(key) => (b'R', key.pkcs8()),
            Self::Elliptic(key) => (b'E', key.pkcs8()),
            Self::Symmetric(key) => (b'S', key.bytes()),
        };
        let tagged = Zeroizing::new([&[tag], key].concat());
        let hash = digest::digest(&digest::SHA256, &tagged);
        Zeroizing::new([&tagged, hash.as_ref()].concat())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote. What has been damaged
    /// since is refused, but not what someone changed on purpose.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Unusable> {
        let (tagged, _) = bytes
            .split_last_chunk::<{ digest::SHA256_OUTPUT_LEN }>()
            .filter(|(tagged, hash)| {
                digest::digest(&digest::SHA256, tagged).as_ref() == hash.as_slice()
            })
            .ok_or(NOT_KEPT)?;
        match tagged.split_first() {
            Some((b'R', pkcs8)) => Rsa::from_pkcs8(pkcs8).map(Self::Rsa),
            Some((b'E', pkcs8)) => Elliptic::from_pkcs8(pkcs8).map(Self::Elliptic),
            Some((b'S', key)) => Symmetric::from_bytes(key).map(Self::Symmetric),
            _ => None,
        }
        .ok_or(NOT_KEPT)
    }

    /// Encrypts data, or wraps a key, which differ in the permission alone.
    pub(crate) fn encrypt(&self, parameters: &KeyOperationsParameters) -> Result<Sealed, Unusable> {
        match self {
            Self::Rsa(key) => key.encrypt(parameters),
            Self::Elliptic(_) => Err(SIGNS_ONLY),
            Self::Symmetric(key) => key.encrypt(parameters),
        }
    }

    /// Decrypts data, or unwraps a key. Whatever is wrong with the value gets
    /// the same answer, so that it tells nothing of the plaintext.
    pub(crate) fn decrypt(
        &self,
        parameters: &KeyOperationsParameters,
    ) -> Result<Zeroizing<Vec<u8>>, Unusable> {
        match self {
            Self::Rsa(key) => key.decrypt(parameters),
            Self::Elliptic(_) => Err(SIGNS_ONLY),
            Self::Symmetric(key) => key.decrypt(parameters),
        }
    }

    /// Signs a digest, which has the size of the algorithm's hash; HMAC
    /// takes bytes of any size.
    pub(crate) fn sign(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        digest: &[u8],
    ) -> Result<Vec<u8>, Unusable> {
        match self {
            Self::Rsa(key) => key.sign(algorithm, digest),
            Self::Elliptic(key) => key.sign(algorithm, digest),
            Self::Symmetric(key) => key.sign(algorithm, digest),
        }
    }

    /// Whether `signature` is one that [`sign`](Self::sign) could have made of
    /// the same digest. A digest or an algorithm that it would refuse is
    /// refused here as well.
    pub(crate) fn verify(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<bool, Unusable> {
        match self {
            Self::Rsa(key) => key.verify(algorithm, digest, signature),
            Self::Elliptic(key) => key.verify(algorithm, digest, signature),
            Self::Symmetric(key) => key.verify(algorithm, digest, signature),
        }
    }
}

/// Shows nothing of the key.
impl fmt::Debug for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Material(redacted)")
    }
}

/// The digest that a caller has computed already, if it has the size of those of
/// the algorithm's hash. `property` has it in the request.
fn computed(
    algorithm: &JsonWebKeySignatureAlgorithm,
    hash: &'static digest::Algorithm,
    property: &str,
    digest: &[u8],
) -> Result<Digest, Unusable> {
    Digest::import_less_safe(digest, hash).map_err(|_| {
        // As on record for `value`.
        let (given, wanted) = (digest.len(), hash.output_len());
        Unusable::because_of(format!(
            "Invalid length of '{property}': {given} bytes. {algorithm} requires {wanted} bytes, \
             encoded with base64url."
        ))
    })
}
