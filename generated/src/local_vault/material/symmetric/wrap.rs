// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! AES key wrap, without padding (RFC 3394) and with it (RFC 5649). That of
//! aws-lc-rs has no keys of 192 bits.

use aes_kw::aes::{Aes128, Aes192, Aes256};
use aes_kw::cipher::consts::U16;
use aes_kw::cipher::{BlockCipherDecrypt, BlockCipherEncrypt};
use aes_kw::{AesKw, AesKwp, IV_LEN, InnerInit, KeyInit};
use zeroize::Zeroizing;

use super::super::{FAILED, NOT_DECRYPTED, Sealed, TAKES_VALUE_ONLY, Unusable};
use super::{Size, Symmetric};
use crate::keys::v2025_07_01::KeyOperationsParameters;

/// Wraps two or more pieces of 8 bytes each (RFC 3394, section 2.2.1).
pub(super) fn wrap(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Sealed, Unusable> {
    let value = alone(parameters)?;
    if value.len() < 2 * IV_LEN || !value.len().is_multiple_of(IV_LEN) {
        return Err(Unusable::because(
            "AES key wrap takes a value of 16, 24, 32 or more bytes, in steps of 8.",
        ));
    }
    let mut wrapped = vec![0; value.len() + IV_LEN];
    run(Step::Wrap, key, value, &mut wrapped).ok_or(FAILED)?;
    Ok(Sealed::plainly(wrapped))
}

/// Wraps one or more bytes (RFC 5649, section 4.1).
pub(super) fn wrap_padded(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Sealed, Unusable> {
    let value = alone(parameters)?;
    if value.is_empty() {
        return Err(Unusable::because(
            "AES key wrap takes a value that is not empty.",
        ));
    }
    let mut wrapped = vec![0; value.len().next_multiple_of(IV_LEN) + IV_LEN];
    run(Step::WrapPadded, key, value, &mut wrapped).ok_or(FAILED)?;
    Ok(Sealed::plainly(wrapped))
}

/// Unwraps what [`wrap`] made (RFC 3394, section 2.2.2).
pub(super) fn unwrap(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    taken_off(Step::Unwrap, key, alone(parameters)?, 3 * IV_LEN)
}

/// Unwraps what [`wrap_padded`] made (RFC 5649, section 4.2).
pub(super) fn unwrap_padded(
    key: &Symmetric,
    parameters: &KeyOperationsParameters,
) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    taken_off(Step::UnwrapPadded, key, alone(parameters)?, 2 * IV_LEN)
}

/// The value, if nothing comes with it that key wrap has no use for.
fn alone(parameters: &KeyOperationsParameters) -> Result<&[u8], Unusable> {
    match (&parameters.iv, &parameters.aad, &parameters.tag) {
        (None, None, None) => Ok(parameters.value.expose().as_ref()),
        _ => Err(TAKES_VALUE_ONLY),
    }
}

/// What is in `wrapped`, which has at least `least` bytes.
fn taken_off(
    step: Step,
    key: &Symmetric,
    wrapped: &[u8],
    least: usize,
) -> Result<Zeroizing<Vec<u8>>, Unusable> {
    if wrapped.len() < least {
        return Err(NOT_DECRYPTED);
    }
    let mut value = Zeroizing::new(vec![0; wrapped.len() - IV_LEN]);
    let size = run(step, key, wrapped, &mut value).ok_or(NOT_DECRYPTED)?;
    value.truncate(size);
    Ok(value)
}

/// What is done with a value.
enum Step {
    Wrap,
    WrapPadded,
    Unwrap,
    UnwrapPadded,
}

/// Takes a step from `from` to `to`, and tells how many bytes it wrote.
fn run(step: Step, key: &Symmetric, from: &[u8], to: &mut [u8]) -> Option<usize> {
    match key.size {
        Size::Bits128 => run_with::<Aes128>(step, &key.key, from, to),
        Size::Bits192 => run_with::<Aes192>(step, &key.key, from, to),
        Size::Bits256 => run_with::<Aes256>(step, &key.key, from, to),
    }
}

/// The same, with the AES of the size of the key.
fn run_with<Aes>(step: Step, key: &[u8], from: &[u8], to: &mut [u8]) -> Option<usize>
where
    Aes: KeyInit + BlockCipherEncrypt<BlockSize = U16> + BlockCipherDecrypt<BlockSize = U16>,
{
    let aes = Aes::new_from_slice(key).ok()?;
    let written = match step {
        Step::Wrap => AesKw::inner_init(aes).wrap_key(from, to),
        Step::WrapPadded => AesKwp::inner_init(aes).wrap_key(from, to),
        Step::Unwrap => AesKw::inner_init(aes).unwrap_key(from, to),
        Step::UnwrapPadded => AesKwp::inner_init(aes).unwrap_key(from, to),
    };
    written.ok().map(<[u8]>::len)
}
