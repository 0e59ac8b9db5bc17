// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! RSA keys, which sign, and encrypt what is short.

mod exponent;

use aws_lc_rs::digest;
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{
    KeyPair, KeyPairComponents, KeySize, OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepAlgorithm,
    OaepPrivateDecryptingKey, OaepPublicEncryptingKey, Pkcs1PrivateDecryptingKey,
    Pkcs1PublicEncryptingKey, PrivateDecryptingKey, PublicKeyComponents,
};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RSA_PSS_SHA256,
    RSA_PSS_SHA384, RSA_PSS_SHA512, RsaParameters, RsaSignatureEncoding, UnparsedPublicKey,
};
use zeroize::Zeroizing;

use super::{
    FAILED, NOT_A_KEY, NOT_DECRYPTED, Sealed, TAKES_VALUE_ONLY, Unusable, computed, wrong_size,
};
use crate::keys::v2025_07_01::{
    JsonWebKey, JsonWebKeyEncryptionAlgorithm, JsonWebKeySignatureAlgorithm, JsonWebKeyType,
    KeyOperationsParameters,
};

/// The sizes of Key Vault's keys, in bits.
const SIZES: [usize; 3] = [2048, 3072, 4096];
/// The public exponent of almost every key.
const USUAL_EXPONENT: i32 = 65537;
/// For parts that make no key (Azure/azure-sdk-for-python#28452).
const NOT_VALID: Unusable =
    Unusable::because("RSA key is not valid - cannot instantiate crypto service");

/// How a signature is made of a digest, and checked.
struct Scheme {
    signing: &'static RsaSignatureEncoding,
    verifying: &'static RsaParameters,
    hash: &'static digest::Algorithm,
}

impl Scheme {
    /// The scheme of an algorithm (RFC 7518, sections 3.3 and 3.5).
    fn of(algorithm: &JsonWebKeySignatureAlgorithm) -> Result<Self, Unusable> {
        let (signing, verifying, hash): (_, _, &'static digest::Algorithm) = match algorithm {
            JsonWebKeySignatureAlgorithm::Rs256 => (
                &RSA_PKCS1_SHA256,
                &RSA_PKCS1_2048_8192_SHA256,
                &digest::SHA256,
            ),
            JsonWebKeySignatureAlgorithm::Rs384 => (
                &RSA_PKCS1_SHA384,
                &RSA_PKCS1_2048_8192_SHA384,
                &digest::SHA384,
            ),
            JsonWebKeySignatureAlgorithm::Rs512 => (
                &RSA_PKCS1_SHA512,
                &RSA_PKCS1_2048_8192_SHA512,
                &digest::SHA512,
            ),
            JsonWebKeySignatureAlgorithm::Ps256 => {
                (&RSA_PSS_SHA256, &RSA_PSS_2048_8192_SHA256, &digest::SHA256)
            }
            JsonWebKeySignatureAlgorithm::Ps384 => {
                (&RSA_PSS_SHA384, &RSA_PSS_2048_8192_SHA384, &digest::SHA384)
            }
            JsonWebKeySignatureAlgorithm::Ps512 => {
                (&RSA_PSS_SHA512, &RSA_PSS_2048_8192_SHA512, &digest::SHA512)
            }
            // A signature of no digest at all, which aws-lc-rs does not offer.
            JsonWebKeySignatureAlgorithm::Rsnull => {
                return Err(Unusable::because("This vault does not sign with RSNULL."));
            }
            _ => {
                return Err(Unusable::because(
                    "An RSA key signs with PS256, PS384, PS512, RS256, RS384 and RS512 only.",
                ));
            }
        };
        Ok(Self {
            signing,
            verifying,
            hash,
        })
    }
}

/// How a value is padded before it is encrypted.
enum Padding {
    /// RSAES-OAEP (RFC 8017, section 7.1).
    Oaep(&'static OaepAlgorithm),
    /// RSAES-PKCS1-v1_5 (RFC 8017, section 7.2).
    Pkcs1,
}

impl Padding {
    /// The padding of an algorithm (RFC 7518, sections 4.2 and 4.3), if
    /// nothing comes with the value that it has no use for.
    fn of(parameters: &KeyOperationsParameters) -> Result<Self, Unusable> {
        let padding = match &parameters.algorithm {
            JsonWebKeyEncryptionAlgorithm::RsaOaep => Self::Oaep(&OAEP_SHA1_MGF1SHA1),
            JsonWebKeyEncryptionAlgorithm::RsaOaep256 => Self::Oaep(&OAEP_SHA256_MGF1SHA256),
            JsonWebKeyEncryptionAlgorithm::Rsa15 => Self::Pkcs1,
            _ => {
                return Err(Unusable::because(
                    "An RSA key encrypts with RSA-OAEP, RSA-OAEP-256 and RSA1_5 only.",
                ));
            }
        };
        match (&parameters.iv, &parameters.aad, &parameters.tag) {
            (None, None, None) => Ok(padding),
            _ => Err(TAKES_VALUE_ONLY),
        }
    }
}

/// An RSA key pair.
pub(crate) struct Rsa {
    pair: KeyPair,
    /// The same key once more: aws-lc-rs has a type for each purpose.
    decrypting: PrivateDecryptingKey,
    pkcs8: Zeroizing<Vec<u8>>,
}

impl Rsa {
    /// Makes a random key with 2048, 3072 or 4096 bits, by default with 2048,
    /// and with an odd public exponent, by default with 65537.
    pub(super) fn generate(
        size: Option<i32>,
        public_exponent: Option<i32>,
    ) -> Result<Self, Unusable> {
        let size = match size {
            None | Some(2048) => KeySize::Rsa2048,
            Some(3072) => KeySize::Rsa3072,
            Some(4096) => KeySize::Rsa4096,
            Some(size) => return Err(wrong_size(size, SIZES)),
        };
        let public_exponent = public_exponent.unwrap_or(USUAL_EXPONENT);
        let odd = u32::try_from(public_exponent).ok();
        let odd = odd.filter(|exponent| exponent % 2 == 1 && *exponent > 1);
        let odd = odd.ok_or(Unusable::because(
            "The public exponent of an RSA key is an odd number above 1.",
        ))?;
        loop {
            let pair = KeyPair::generate(size).map_err(|_| FAILED)?;
            if public_exponent == USUAL_EXPONENT {
                return Self::of(pair);
            }
            // Not every pair of primes goes with every exponent.
            if let Some(pair) = exponent::with_exponent(&pair, odd)? {
                return Self::of(pair);
            }
        }
    }

    /// Takes over a key with all the parts that one of two primes has
    /// (RFC 7518, section 6.3), and of the sizes that
    /// [`generate`](Self::generate) knows.
    pub(super) fn import(key: &JsonWebKey) -> Result<Self, Unusable> {
        let (Some(n), Some(e)) = (&key.n, &key.e) else {
            return Err(NOT_A_KEY);
        };
        let public_key = PublicKeyComponents {
            n: without_zeros(n.as_ref()),
            e: without_zeros(e.as_ref()),
        };
        check_size(bits(public_key.n))?;
        let (Some(d), Some(p), Some(q), Some(dp), Some(dq), Some(qi)) =
            (&key.d, &key.p, &key.q, &key.dp, &key.dq, &key.qi)
        else {
            return Err(NOT_VALID);
        };
        let parts = KeyPairComponents {
            public_key,
            d: d.expose(),
            p: p.expose(),
            q: q.expose(),
            dP: dp.expose(),
            dQ: dq.expose(),
            qInv: qi.expose(),
        };
        Self::of(KeyPair::from_components(&parts).map_err(|_| NOT_VALID)?)
    }

    /// Reads a key that [`pkcs8`](Self::pkcs8) gave away.
    pub(super) fn from_pkcs8(pkcs8: &[u8]) -> Option<Self> {
        Self::of(KeyPair::from_pkcs8(pkcs8).ok()?).ok()
    }

    /// The key for all its purposes, if it has one of the sizes.
    fn of(pair: KeyPair) -> Result<Self, Unusable> {
        let pkcs8 = pair.as_der().map_err(|_| FAILED)?;
        let decrypting = PrivateDecryptingKey::from_pkcs8(pkcs8.as_ref()).map_err(|_| FAILED)?;
        check_size(decrypting.key_size_bits())?;
        Ok(Self {
            pair,
            decrypting,
            pkcs8: Zeroizing::new(pkcs8.as_ref().to_vec()),
        })
    }

    /// The whole key as PKCS#8 (RFC 5208, section 5).
    pub(super) fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The modulus and the public exponent, without leading zeros (RFC 7518,
    /// section 6.3.1).
    pub(super) fn public(&self) -> JsonWebKey {
        let public = self.pair.public_key();
        JsonWebKey {
            kty: Some(JsonWebKeyType::Rsa),
            n: Some(public.modulus().big_endian_without_leading_zero().into()),
            e: Some(public.exponent().big_endian_without_leading_zero().into()),
            ..JsonWebKey::default()
        }
    }

    /// Encrypts a value that is shorter than the key by its padding.
    pub(super) fn encrypt(&self, parameters: &KeyOperationsParameters) -> Result<Sealed, Unusable> {
        let padding = Padding::of(parameters)?;
        let plaintext = parameters.value.expose().as_ref();
        let key = self.decrypting.public_key();
        let mut ciphertext = vec![0; key.key_size_bytes()];
        match padding {
            Padding::Oaep(oaep) => {
                let key = OaepPublicEncryptingKey::new(key).map_err(|_| FAILED)?;
                fits(plaintext, key.max_plaintext_size(oaep))?;
                key.encrypt(oaep, plaintext, &mut ciphertext, None)
            }
            Padding::Pkcs1 => {
                let key = Pkcs1PublicEncryptingKey::new(key).map_err(|_| FAILED)?;
                fits(plaintext, key.max_plaintext_size())?;
                key.encrypt(plaintext, &mut ciphertext)
            }
        }
        .map_err(|_| FAILED)?;
        Ok(Sealed::plainly(ciphertext))
    }

    /// Decrypts what was encrypted with this key and padding.
    pub(super) fn decrypt(
        &self,
        parameters: &KeyOperationsParameters,
    ) -> Result<Zeroizing<Vec<u8>>, Unusable> {
        let padding = Padding::of(parameters)?;
        let ciphertext = parameters.value.expose().as_ref();
        let key = self.decrypting.clone();
        let mut plaintext = Zeroizing::new(vec![0; key.key_size_bytes()]);
        let size = match padding {
            Padding::Oaep(oaep) => OaepPrivateDecryptingKey::new(key)
                .and_then(|key| Ok(key.decrypt(oaep, ciphertext, &mut plaintext, None)?.len())),
            Padding::Pkcs1 => Pkcs1PrivateDecryptingKey::new(key)
                .and_then(|key| Ok(key.decrypt(ciphertext, &mut plaintext)?.len())),
        };
        plaintext.truncate(size.map_err(|_| NOT_DECRYPTED)?);
        Ok(plaintext)
    }

    /// Signs a digest.
    pub(super) fn sign(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        digest: &[u8],
    ) -> Result<Vec<u8>, Unusable> {
        let scheme = Scheme::of(algorithm)?;
        let digest = computed(algorithm, scheme.hash, "value", digest)?;
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign_digest(scheme.signing, &digest, &mut signature)
            .map_err(|_| FAILED)?;
        Ok(signature)
    }

    /// Whether `signature` is one of the digest, by this key.
    pub(super) fn verify(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<bool, Unusable> {
        let scheme = Scheme::of(algorithm)?;
        let digest = computed(algorithm, scheme.hash, "digest", digest)?;
        let public = UnparsedPublicKey::new(scheme.verifying, self.pair.public_key());
        Ok(public.verify_digest(&digest, signature).is_ok())
    }
}

/// Refuses keys of other sizes than Key Vault's.
fn check_size(bits: usize) -> Result<(), Unusable> {
    if SIZES.contains(&bits) {
        Ok(())
    } else {
        Err(wrong_size(bits, SIZES))
    }
}

/// The bits of a number without leading zeros.
fn bits(number: &[u8]) -> usize {
    let zeros = number.first().map_or(0, |first| first.leading_zeros());
    8 * number.len() - zeros as usize
}

/// A number without the leading zeros that RFC 7518, section 6.3.1.1, forbids
/// and some libraries write nevertheless.
fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// Refuses a plaintext that has more than `most` bytes.
fn fits(plaintext: &[u8], most: usize) -> Result<(), Unusable> {
    if plaintext.len() > most {
        return Err(Unusable::because(
            "The value is too long to be encrypted with this key and algorithm.",
        ));
    }
    Ok(())
}
