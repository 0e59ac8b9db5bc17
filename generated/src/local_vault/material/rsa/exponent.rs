// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! RSA keys with any public exponent. aws-lc-rs generates keys with 65537 alone, but the
//! primes of such a key serve for every exponent that has an inverse (RFC 8017, section
//! 3). Numbers are big-endian bytes; those that are secret are zeroed.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeyPairComponents, PublicKeyComponents};
use zeroize::Zeroizing;

use super::super::{FAILED, Unusable};

type Secret = Zeroizing<Vec<u8>>;

/// The tags of the types that a private key consists of (ITU-T X.690).
const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// Returns a key with the modulus and the primes of `pair` and another public exponent;
/// `None` if the exponent has no inverse for these primes.
pub(super) fn with_exponent(pair: &KeyPair, exponent: u32) -> Result<Option<KeyPair>, Unusable> {
    let pkcs8 = pair.as_der().map_err(|_| FAILED)?;
    let [_, n, _, _, p, q, _, _, qi] = integers(pkcs8.as_ref()).ok_or(FAILED)?;
    let [p_less_one, q_less_one] = [less_one(p), less_one(q)];
    let inverses = [
        inverse(exponent, &product(&p_less_one, &q_less_one)),
        inverse(exponent, &p_less_one),
        inverse(exponent, &q_less_one),
    ];
    let [Some(d), Some(dp), Some(dq)] = inverses else {
        return Ok(None);
    };
    let public_key = PublicKeyComponents {
        n,
        e: &exponent.to_be_bytes()[exponent.leading_zeros() as usize / 8..],
    };
    let parts = KeyPairComponents {
        public_key,
        d: &d[..],
        p,
        q,
        dP: &dp[..],
        dQ: &dq[..],
        qInv: qi,
    };
    KeyPair::from_components(&parts)
        .map(Some)
        .map_err(|_| FAILED)
}

/// Reads the integers of the RSA private key (RFC 8017, appendix A.1.2) in PKCS#8, in their
/// order, without leading zeros.
fn integers(pkcs8: &[u8]) -> Option<[&[u8]; 9]> {
    let (info, _) = element(SEQUENCE, pkcs8)?;
    let (_, rest) = element(INTEGER, info)?;
    let (_, rest) = element(SEQUENCE, rest)?;
    let (key, _) = element(OCTET_STRING, rest)?;
    let (mut rest, _) = element(SEQUENCE, key)?;
    let mut integers = [&[][..]; 9];
    for integer in &mut integers {
        let found;
        (found, rest) = element(INTEGER, rest)?;
        *integer = super::without_zeros(found);
    }
    Some(integers)
}

/// Splits DER into the content of its first element, which has that tag, and the rest.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&[found, first], rest) = der.split_first_chunk()?;
    if found != tag {
        return None;
    }
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        let length = digits.iter().try_fold(0_usize, |length, digit| {
            length.checked_mul(256)?.checked_add(usize::from(*digit))
        });
        (length?, rest)
    };
    rest.split_at_checked(length)
}

/// Subtracts one from an odd number.
fn less_one(odd: &[u8]) -> Secret {
    let mut even = Zeroizing::new(odd.to_vec());
    if let Some(last) = even.last_mut() {
        *last &= 0xfe;
    }
    even
}

/// Multiplies two numbers, digit by digit.
fn product(one: &[u8], other: &[u8]) -> Secret {
    let mut product = Zeroizing::new(vec![0; one.len() + other.len()]);
    for (at, digit) in one.iter().enumerate().rev() {
        let mut carry = 0;
        for (offset, other_digit) in other.iter().enumerate().rev() {
            let place = &mut product[at + offset + 1];
            let sum = u16::from(*digit) * u16::from(*other_digit) + u16::from(*place);
            [carry, *place] = (sum + u16::from(carry)).to_be_bytes();
        }
        product[at] = carry;
    }
    product
}

/// Computes the inverse of `exponent` modulo `modulus`: `(factor * modulus + 1) / exponent`, with the
/// factor below `exponent` for which the division leaves no remainder.
fn inverse(exponent: u32, modulus: &[u8]) -> Option<Secret> {
    let exponent = u64::from(exponent);
    let append = |rest: u64, digit: &u8| rest * 256 + u64::from(*digit);
    let remainder = modulus
        .iter()
        .fold(0, |rest, digit| append(rest, digit) % exponent);
    let factor = exponent - small_inverse(remainder, exponent)?;

    let mut digits = Zeroizing::new(vec![0; size_of::<u32>() + modulus.len()]);
    digits[size_of::<u32>()..].copy_from_slice(modulus);
    let mut carry = 1;
    for digit in digits.iter_mut().rev() {
        carry += factor * u64::from(*digit);
        *digit = carry.to_le_bytes()[0];
        carry /= 256;
    }
    let mut rest = 0;
    for digit in digits.iter_mut() {
        rest = append(rest, digit);
        *digit = (rest / exponent).to_le_bytes()[0];
        rest %= exponent;
    }
    Some(digits)
}

/// Computes the inverse of `number` modulo `modulus` by Euclid's extended algorithm.
fn small_inverse(number: u64, modulus: u64) -> Option<u64> {
    // The coefficients are taken modulo `modulus`, so that they are never negative.
    let (mut old, mut new) = ((modulus, 0), (number, 1));
    while new.0 != 0 {
        let quotient = old.0 / new.0;
        let subtracted = quotient * new.1 % modulus;
        let next = (old.0 % new.0, (old.1 + modulus - subtracted) % modulus);
        (old, new) = (new, next);
    }
    (old.0 == 1).then_some(old.1)
}
