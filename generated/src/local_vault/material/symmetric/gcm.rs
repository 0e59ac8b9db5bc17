// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! AES-GCM (NIST SP 800-38D), with an iv of 12 bytes and a tag of 16 (RFC 7518,
//! section 5.3).

use aws_lc_rs::aead::{
    AES_128_GCM, AES_192_GCM, AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey,
};
use aws_lc_rs::rand;
use zeroize::Zeroizing;

use super::super::{FAILED, NOT_DECRYPTED, Sealed, Unusable};
use super::{Size, Symmetric};
use crate::keys::v2025_07_01::KeyOperationsParameters;

/// Encrypts, with an iv that is new each time: one that came twice would give
/// the key away.
pub(super) fn encrypt(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Sealed, Unusable> {
    let (None, aad, None) = (&parameters.iv, &parameters.aad, &parameters.tag) else {
        return Err(Unusable::because(
            "To encrypt with AES-GCM takes no iv and no tag: the vault makes them.",
        ));
    };
    let aad = aad.as_ref().map(|aad| aad.as_ref().to_vec());
    let mut iv = [0; NONCE_LEN];
    rand::fill(&mut iv).map_err(|_| FAILED)?;
    let mut in_out = Zeroizing::new(parameters.value.expose().as_ref().to_vec());
    let tag = aes(key)?
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(iv),
            Aad::from(aad.as_deref().unwrap_or_default()),
            &mut in_out,
        )
        .map_err(|_| FAILED)?;
    Ok(Sealed {
        value: std::mem::take(&mut *in_out),
        iv: Some(iv.to_vec()),
        tag: Some(tag.as_ref().to_vec()),
        aad,
    })
}

/// Decrypts, if neither the value nor what came with it has been changed.
pub(super) fn decrypt(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let (Some(iv), aad, Some(tag)) = (&parameters.iv, &parameters.aad, &parameters.tag) else {
        return Err(Unusable::because(
            "To decrypt with AES-GCM takes the iv and the tag that encryption answered.",
        ));
    };
    let iv = Nonce::try_assume_unique_for_key(iv.as_ref())
        .map_err(|_| Unusable::because("The iv of AES-GCM has 12 bytes."))?;
    let aad = aad.as_ref().map(AsRef::as_ref).unwrap_or_default();
    let mut in_out = Zeroizing::new(parameters.value.expose().as_ref().to_vec());
    aes(key)?
        .open_in_place_separate_tag(iv, Aad::from(aad), tag.as_ref(), &mut in_out)
        .map_err(|_| NOT_DECRYPTED)?;
    Ok(in_out)
}

/// The key as aws-lc-rs takes it.
fn aes(key: &Symmetric) -> Result<LessSafeKey, Unusable> {
    let algorithm = match key.size {
        Size::Bits128 => &AES_128_GCM,
        Size::Bits192 => &AES_192_GCM,
        Size::Bits256 => &AES_256_GCM,
    };
    let key = UnboundKey::new(algorithm, &key.key).map_err(|_| FAILED)?;
    Ok(LessSafeKey::new(key))
}
