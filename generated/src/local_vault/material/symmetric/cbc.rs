// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! AES-CBC (NIST SP 800-38A, section 6.2), with an iv that the caller makes.

use aws_lc_rs::cipher::{
    AES_128, AES_192, AES_256, DecryptingKey, DecryptionContext, EncryptingKey, EncryptionContext,
    PaddedBlockDecryptingKey, PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::iv::FixedLength;
use zeroize::Zeroizing;

use super::super::{FAILED, NOT_DECRYPTED, Sealed, Unusable};
use super::{Size, Symmetric};
use crate::keys::v2025_07_01::KeyOperationsParameters;

/// The bytes of a block, and of an iv.
const BLOCK: usize = 16;

/// Encrypts a value, padded with zeros to whole blocks as managed HSMs do; decryption does
/// not remove them.
pub(super) fn encrypt(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Sealed, Unusable> {
    let iv = iv(parameters)?;
    let value = parameters.value.expose().as_ref();
    let mut in_out = Zeroizing::new(vec![0; value.len().next_multiple_of(BLOCK)]);
    in_out[..value.len()].copy_from_slice(value);
    EncryptingKey::cbc(aes(key)?)
        .and_then(|key| key.less_safe_encrypt(&mut in_out, EncryptionContext::Iv128(iv.into())))
        .map_err(|_| FAILED)?;
    Ok(sealed(in_out, iv))
}

/// Encrypts a value of any size (RFC 5652, section 6.3, fills its last block).
pub(super) fn encrypt_padded(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Sealed, Unusable> {
    let iv = iv(parameters)?;
    let value = parameters.value.expose().as_ref();
    // With room for the padding, or the plaintext would be left behind where
    // it was before it grew.
    let mut in_out = Zeroizing::new(Vec::with_capacity(value.len() + BLOCK));
    in_out.extend_from_slice(value);
    PaddedBlockEncryptingKey::cbc_pkcs7(aes(key)?)
        .and_then(|key| key.less_safe_encrypt(&mut *in_out, EncryptionContext::Iv128(iv.into())))
        .map_err(|_| FAILED)?;
    Ok(sealed(in_out, iv))
}

/// Decrypts whole blocks. Nothing shows whether they have been changed.
pub(super) fn decrypt(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let iv = DecryptionContext::Iv128(FixedLength::from(iv(parameters)?));
    let mut in_out = Zeroizing::new(parameters.value.expose().as_ref().to_vec());
    let size = DecryptingKey::cbc(aes(key)?)
        .and_then(|key| Ok(key.decrypt(&mut in_out, iv)?.len()))
        .map_err(|_| NOT_DECRYPTED)?;
    in_out.truncate(size);
    Ok(in_out)
}

/// Decrypts blocks, and takes off their padding.
pub(super) fn decrypt_padded(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    let iv = DecryptionContext::Iv128(FixedLength::from(iv(parameters)?));
    let mut in_out = Zeroizing::new(parameters.value.expose().as_ref().to_vec());
    let size = PaddedBlockDecryptingKey::cbc_pkcs7(aes(key)?)
        .and_then(|key| Ok(key.decrypt(&mut in_out, iv)?.len()))
        .map_err(|_| NOT_DECRYPTED)?;
    in_out.truncate(size);
    Ok(in_out)
}

/// The iv, if the caller sent one and no tag. Managed HSMs accept an aad, and do not use it.
fn iv(parameters: &KeyOperationsParameters) -> Result<[u8; BLOCK], Unusable> {
    const WRONG: Unusable = Unusable::because("AES-CBC takes an iv of 16 bytes, and no tag.");
    match (&parameters.iv, &parameters.tag) {
        (Some(iv), None) => iv.as_ref().try_into().map_err(|_| WRONG),
        _ => Err(WRONG),
    }
}

/// The key as aws-lc-rs takes it.
fn aes(key: &Symmetric) -> Result<UnboundCipherKey, Unusable> {
    let algorithm = match key.size {
        Size::Bits128 => &AES_128,
        Size::Bits192 => &AES_192,
        Size::Bits256 => &AES_256,
    };
    UnboundCipherKey::new(algorithm, &key.key).map_err(|_| FAILED)
}

/// The blocks, and the iv that they were made with.
fn sealed(mut value: Zeroizing<Vec<u8>>, iv: [u8; BLOCK]) -> Sealed {
    Sealed {
        iv: Some(iv.to_vec()),
        ..Sealed::plainly(std::mem::take(&mut *value))
    }
}
