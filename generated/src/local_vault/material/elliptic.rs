// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! Keys on elliptic curves, which sign.

use aws_lc_rs::digest;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P256K1_SHA256_FIXED_SIGNING,
    ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, KeyPair, UnparsedPublicKey,
};
use zeroize::Zeroizing;

use super::{FAILED, NOT_A_KEY, Unusable, computed};
use crate::keys::v2025_07_01::{
    JsonWebKey, JsonWebKeyCurveName, JsonWebKeySignatureAlgorithm, JsonWebKeyType,
};

/// The byte before a point that has both its coordinates (SEC 1, section
/// 2.3.3).
const UNCOMPRESSED: u8 = 4;

/// For parts that make no key: the words on record for RSA, with the other name.
const NOT_VALID: Unusable =
    Unusable::because("EC key is not valid - cannot instantiate crypto service");

/// A curve, and the one algorithm that signs with it (RFC 7518, section 3.4,
/// and RFC 8812, section 3.2).
struct Curve {
    name: JsonWebKeyCurveName,
    algorithm: JsonWebKeySignatureAlgorithm,
    /// The bytes of a coordinate, and of a private key.
    size: usize,
    ecdsa: &'static EcdsaSigningAlgorithm,
    hash: &'static digest::Algorithm,
}

/// The curves of Key Vault.
static CURVES: [Curve; 4] = [
    Curve {
        name: JsonWebKeyCurveName::P256,
        algorithm: JsonWebKeySignatureAlgorithm::Es256,
        size: 32,
        ecdsa: &ECDSA_P256_SHA256_FIXED_SIGNING,
        hash: &digest::SHA256,
    },
    Curve {
        name: JsonWebKeyCurveName::P384,
        algorithm: JsonWebKeySignatureAlgorithm::Es384,
        size: 48,
        ecdsa: &ECDSA_P384_SHA384_FIXED_SIGNING,
        hash: &digest::SHA384,
    },
    Curve {
        name: JsonWebKeyCurveName::P521,
        algorithm: JsonWebKeySignatureAlgorithm::Es512,
        size: 66,
        ecdsa: &ECDSA_P521_SHA512_FIXED_SIGNING,
        hash: &digest::SHA512,
    },
    Curve {
        name: JsonWebKeyCurveName::P256K,
        algorithm: JsonWebKeySignatureAlgorithm::Es256K,
        size: 32,
        ecdsa: &ECDSA_P256K1_SHA256_FIXED_SIGNING,
        hash: &digest::SHA256,
    },
];

impl Curve {
    /// The curve of that name.
    fn named(name: &JsonWebKeyCurveName) -> Result<&'static Self, Unusable> {
        CURVES
            .iter()
            .find(|curve| curve.name == *name)
            .ok_or(Unusable::because(
                "The curve of a key is one of P-256, P-384, P-521 and P-256K.",
            ))
    }
}

/// A key pair on an elliptic curve.
pub(crate) struct Elliptic {
    curve: &'static Curve,
    pair: EcdsaKeyPair,
    pkcs8: Zeroizing<Vec<u8>>,
}

impl Elliptic {
    /// Makes a random key on that curve, by default on P-256.
    pub(super) fn generate(curve: Option<&JsonWebKeyCurveName>) -> Result<Self, Unusable> {
        let curve = Curve::named(curve.unwrap_or(&JsonWebKeyCurveName::P256))?;
        let pair = EcdsaKeyPair::generate(curve.ecdsa).map_err(|_| FAILED)?;
        Self::of(curve, pair)
    }

    /// Takes over a key with `crv`, `x`, `y` and `d` (RFC 7518, section 6.2).
    pub(super) fn import(key: &JsonWebKey) -> Result<Self, Unusable> {
        let (Some(name), Some(x), Some(y)) = (&key.crv, &key.x, &key.y) else {
            return Err(NOT_A_KEY);
        };
        let curve = Curve::named(name).map_err(|_| NOT_A_KEY)?;
        let d = key.d.as_ref().ok_or(NOT_VALID)?;
        let (x, y, d) = (x.as_ref(), y.as_ref(), d.expose().as_ref());
        if [x, y, d].iter().any(|part| part.len() != curve.size) {
            return Err(NOT_VALID);
        }
        let point = [&[UNCOMPRESSED], x, y].concat();
        let pair = EcdsaKeyPair::from_private_key_and_public_key(curve.ecdsa, d, &point);
        Self::of(curve, pair.map_err(|_| NOT_VALID)?)
    }

    /// Reads a key that [`pkcs8`](Self::pkcs8) gave away, which names its
    /// curve.
    pub(super) fn from_pkcs8(pkcs8: &[u8]) -> Option<Self> {
        CURVES.iter().find_map(|curve| {
            let pair = EcdsaKeyPair::from_pkcs8(curve.ecdsa, pkcs8).ok()?;
            Self::of(curve, pair).ok()
        })
    }

    /// The key, with its PKCS#8 at hand.
    fn of(curve: &'static Curve, pair: EcdsaKeyPair) -> Result<Self, Unusable> {
        let pkcs8 = pair.to_pkcs8v1().map_err(|_| FAILED)?;
        Ok(Self {
            curve,
            pkcs8: Zeroizing::new(pkcs8.as_ref().to_vec()),
            pair,
        })
    }

    /// The whole key as PKCS#8 (RFC 5208, section 5).
    pub(super) fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The curve and the point (RFC 7518, section 6.2.1), whose coordinates
    /// have the size of the curve always.
    pub(super) fn public(&self) -> JsonWebKey {
        let point = self.pair.public_key().as_ref();
        let (x, y) = point[1..].split_at(self.curve.size);
        JsonWebKey {
            kty: Some(JsonWebKeyType::Ec),
            crv: Some(self.curve.name.clone()),
            x: Some(x.into()),
            y: Some(y.into()),
            ..JsonWebKey::default()
        }
    }

    /// Signs a digest: the two numbers of the signature, each of the size of
    /// the curve (RFC 7518, section 3.4).
    pub(super) fn sign(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        digest: &[u8],
    ) -> Result<Vec<u8>, Unusable> {
        self.check(algorithm)?;
        let digest = computed(algorithm, self.curve.hash, "value", digest)?;
        let signature = self.pair.sign_digest(&digest).map_err(|_| FAILED)?;
        Ok(signature.as_ref().to_vec())
    }

    /// Whether `signature` is one of the digest, by this key.
    pub(super) fn verify(
        &self,
        algorithm: &JsonWebKeySignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<bool, Unusable> {
        self.check(algorithm)?;
        let digest = computed(algorithm, self.curve.hash, "digest", digest)?;
        let public = UnparsedPublicKey::new(&**self.curve.ecdsa, self.pair.public_key());
        Ok(public.verify_digest(&digest, signature).is_ok())
    }

    /// Refuses the algorithms of other keys.
    fn check(&self, algorithm: &JsonWebKeySignatureAlgorithm) -> Result<(), Unusable> {
        if *algorithm == self.curve.algorithm {
            return Ok(());
        }
        Err(
            match CURVES.iter().find(|curve| curve.algorithm == *algorithm) {
                // As on record, where the key's URL stands behind its second word.
                Some(other) => Unusable::because_of(format!(
                    "Key and signing algorithm are incompatible. Key uses curve '{}', and algorithm \
                 '{algorithm}' can only be used with curve '{}'.",
                    self.curve.name, other.name
                )),
                None => Unusable::because(
                    "An elliptic curve key signs with the algorithm of its curve: ES256 on P-256, \
                 ES384 on P-384, ES512 on P-521, and ES256K on P-256K.",
                ),
            },
        )
    }
}
