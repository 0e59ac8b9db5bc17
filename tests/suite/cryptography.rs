//! What every kind of key of the local vault can do, and what published examples
//! say of it.

/// It is private in the crate, so it is compiled once more.
#[path = "../../templates/crate/src/local_vault"]
mod local_vault {
    pub(super) mod material;
}
mod refusals;
mod vectors;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aws_lc_rs::digest;
use keyvault::keys::v2025_07_01::{
    JsonWebKey, JsonWebKeyCurveName, KeyCreateParameters, KeyOperationsParameters,
};
use keyvault::{Base64Url, Secret};

use local_vault::material::{Material, Sealed, Unusable};

/// One key of every kind, by its type and size or curve.
static KEYS: LazyLock<BTreeMap<&str, Material>> = LazyLock::new(|| {
    let sized = |kty, size| generate(kty, Some(size), None).unwrap();
    let curved = |curve| generate("EC-HSM", None, Some(curve)).unwrap();
    BTreeMap::from([
        ("RSA 2048", sized("RSA", 2048)),
        ("RSA 3072", sized("RSA-HSM", 3072)),
        ("RSA 4096", sized("RSA", 4096)),
        ("EC P-256", curved("P-256")),
        ("EC P-384", curved("P-384")),
        ("EC P-521", curved("P-521")),
        ("EC P-256K", curved("P-256K")),
        ("oct 128", sized("oct", 128)),
        ("oct 192", sized("oct-HSM", 192)),
        ("oct 256", sized("oct", 256)),
    ])
});

/// Each encryption algorithm of the document, the keys that it is for, and the
/// size of a value that it takes.
const ENCRYPTION: [(&str, &str, usize); 17] = [
    ("RSA-OAEP", "RSA", 214),
    ("RSA-OAEP-256", "RSA", 190),
    ("RSA1_5", "RSA", 245),
    ("A128GCM", "oct 128", 33),
    ("A192GCM", "oct 192", 33),
    ("A256GCM", "oct 256", 33),
    ("A128KW", "oct 128", 24),
    ("A192KW", "oct 192", 24),
    ("A256KW", "oct 256", 24),
    ("A128CBC", "oct 128", 48),
    ("A192CBC", "oct 192", 48),
    ("A256CBC", "oct 256", 48),
    ("A128CBCPAD", "oct 128", 48),
    ("A192CBCPAD", "oct 192", 47),
    ("A256CBCPAD", "oct 256", 0),
    ("CKM_AES_KEY_WRAP", "oct", 16),
    ("CKM_AES_KEY_WRAP_PAD", "oct", 17),
];

/// Each signature algorithm of the document, the keys that it is for, and the
/// size of a digest, where that matters.
const SIGNATURE: [(&str, &str, Option<usize>); 14] = [
    ("PS256", "RSA", Some(32)),
    ("PS384", "RSA", Some(48)),
    ("PS512", "RSA", Some(64)),
    ("RS256", "RSA", Some(32)),
    ("RS384", "RSA", Some(48)),
    ("RS512", "RSA", Some(64)),
    ("HS256", "oct", None),
    ("HS384", "oct", None),
    ("HS512", "oct", None),
    ("RSNULL", "nothing", None),
    ("ES256", "EC P-256", Some(32)),
    ("ES384", "EC P-384", Some(48)),
    ("ES512", "EC P-521", Some(64)),
    ("ES256K", "EC P-256K", Some(32)),
];

/// Whether a key of this name is among those that `keys` means: P-256K is
/// not P-256.
fn is_for(keys: &str, name: &str) -> bool {
    name == keys || name.split(' ').next() == Some(keys)
}

fn generate(kty: &str, key_size: Option<i32>, curve: Option<&str>) -> Result<Material, Unusable> {
    Material::generate(&KeyCreateParameters {
        kty: kty.into(),
        key_size,
        curve: curve.map(JsonWebKeyCurveName::from),
        ..KeyCreateParameters::default()
    })
}

fn jwk(json: &str) -> JsonWebKey {
    serde_json::from_str(json).unwrap()
}

fn import(json: &str) -> Material {
    Material::import(&jwk(json)).unwrap()
}

fn text(base64url: &str) -> Vec<u8> {
    base64url.parse::<Base64Url>().unwrap().into_vec()
}

fn hex(digits: &str) -> Vec<u8> {
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

/// A request with an iv where the algorithm needs one.
fn request(algorithm: &str, value: &[u8]) -> KeyOperationsParameters {
    KeyOperationsParameters {
        algorithm: algorithm.into(),
        value: Secret::from(value),
        iv: algorithm.contains("CBC").then(|| Base64Url::from(&[7; 16])),
        aad: algorithm.contains("GCM").then(|| Base64Url::from(b"aad")),
        tag: None,
    }
}

/// The request to decrypt what was encrypted.
fn reversed(algorithm: &str, sealed: &Sealed) -> KeyOperationsParameters {
    let optional = |bytes: &Option<Vec<u8>>| bytes.clone().map(Base64Url::from);
    KeyOperationsParameters {
        algorithm: algorithm.into(),
        value: Secret::from(sealed.value.as_slice()),
        iv: optional(&sealed.iv),
        aad: optional(&sealed.aad),
        tag: optional(&sealed.tag),
    }
}

#[test]
fn each_key_encrypts_with_its_algorithms_and_refuses_the_others() {
    for (name, key) in KEYS.iter() {
        for (algorithm, keys, size) in ENCRYPTION {
            let case = format!("{algorithm} with {name}");
            let value = vec![42; size];
            let request = request(algorithm, &value);
            if !is_for(keys, name) {
                assert!(key.encrypt(&request).is_err(), "{case}");
                assert!(key.decrypt(&request).is_err(), "{case}");
                continue;
            }
            let sealed = key.encrypt(&request).expect(&case);
            assert_ne!(sealed.value, value, "{case}");
            let iv = if algorithm.contains("GCM") { 12 } else { 16 };
            assert_eq!(sealed.iv.is_some(), request.iv.is_some() || iv == 12);
            assert!(sealed.iv.iter().all(|bytes| bytes.len() == iv), "{case}");
            assert_eq!(sealed.tag.is_some(), algorithm.contains("GCM"), "{case}");
            assert!(sealed.tag.iter().all(|tag| tag.len() == 16), "{case}");
            assert_eq!(sealed.aad, request.aad.map(Base64Url::into_vec), "{case}");
            let plaintext = key.decrypt(&reversed(algorithm, &sealed)).expect(&case);
            assert_eq!(*plaintext, value, "{case}");
        }
    }
}

#[test]
fn each_key_signs_with_its_algorithms_and_refuses_the_others() {
    for (name, key) in KEYS.iter() {
        for (algorithm, keys, size) in SIGNATURE {
            let case = format!("{algorithm} with {name}");
            let digest = vec![42; size.unwrap_or(100)];
            let named = &algorithm.into();
            if !is_for(keys, name) {
                assert!(key.sign(named, &digest).is_err(), "{case}");
                assert!(key.verify(named, &digest, &[0; 64]).is_err(), "{case}");
                continue;
            }
            let signature = key.sign(named, &digest).expect(&case);
            assert_eq!(key.verify(named, &digest, &signature), Ok(true), "{case}");
            let other = vec![43; digest.len()];
            assert_eq!(key.verify(named, &other, &signature), Ok(false), "{case}");
        }
    }
}

#[test]
fn signatures_have_the_sizes_of_json_web_signatures() {
    for (name, algorithm, digest, size) in [
        ("RSA 2048", "RS256", 32, 256),
        ("RSA 3072", "PS512", 64, 384),
        ("RSA 4096", "RS384", 48, 512),
        ("EC P-256", "ES256", 32, 64),
        ("EC P-384", "ES384", 48, 96),
        ("EC P-521", "ES512", 64, 132),
        ("EC P-256K", "ES256K", 32, 64),
        ("oct 128", "HS256", 1, 32),
        ("oct 192", "HS384", 0, 48),
        ("oct 256", "HS512", 1000, 64),
    ] {
        // Often enough that some numbers begin with zeros.
        for round in 0..20 {
            let signature = KEYS[name].sign(&algorithm.into(), &vec![round; digest]);
            assert_eq!(signature.unwrap().len(), size, "{algorithm}");
        }
    }
}

#[test]
fn published_signatures_are_verified_and_repeatable_ones_repeated() {
    for signed in &vectors::SIGNED {
        let key = import(signed.key);
        let algorithm = &signed.algorithm.into();
        let input = format!("{}.{}", signed.header, signed.payload);
        let digest = match &signed.algorithm[..2] {
            "HS" => input.clone().into_bytes(),
            _ => {
                let hash = match &signed.algorithm[2..] {
                    "256" => &digest::SHA256,
                    "384" => &digest::SHA384,
                    _ => &digest::SHA512,
                };
                digest::digest(hash, input.as_bytes()).as_ref().to_vec()
            }
        };
        let signature = text(signed.signature);
        assert_eq!(key.verify(algorithm, &digest, &signature), Ok(true));
        let again = key.sign(algorithm, &digest).unwrap();
        assert_eq!(key.verify(algorithm, &digest, &again), Ok(true));
        let repeatable = matches!(signed.algorithm, "RS256" | "HS256");
        assert_eq!(again == signature, repeatable, "{}", signed.algorithm);
    }
}

#[test]
fn published_rsa_ciphertexts_are_decrypted() {
    for (algorithm, key, ciphertext, plaintext) in vectors::ENCRYPTED {
        let request = request(algorithm, &text(ciphertext));
        assert_eq!(*import(key).decrypt(&request).unwrap(), text(plaintext));
    }
}

/// As managed HSMs do (the tests of azure-keyvault-keys).
#[test]
fn cbc_fills_the_last_block_with_zeros_and_does_not_use_an_aad() {
    for size in [1, 15, 16, 98] {
        let mut padded = vec![42; size];
        let encrypt = request("A256CBC", &padded);
        let mut with_aad = encrypt.clone();
        with_aad.aad = Some(Base64Url::from(b"aad"));
        let key = &KEYS["oct 256"];
        let sealed = key.encrypt(&with_aad).unwrap();
        assert_eq!(key.encrypt(&encrypt).unwrap(), sealed);
        padded.resize(size.next_multiple_of(16), 0);
        let mut decrypt = reversed("A256CBC", &sealed);
        assert_eq!(*key.decrypt(&decrypt).unwrap(), padded);
        decrypt.aad = Some(Base64Url::from(b"another"));
        assert_eq!(*key.decrypt(&decrypt).unwrap(), padded);
        decrypt.value = Secret::from(&sealed.value[1..]);
        assert!(key.decrypt(&decrypt).is_err());
    }
}

#[test]
fn an_rsa_key_has_any_odd_public_exponent() {
    for exponent in [3, 257, i32::MAX] {
        let wanted = KeyCreateParameters {
            kty: "RSA".into(),
            public_exponent: Some(exponent),
            ..KeyCreateParameters::default()
        };
        let key = Material::generate(&wanted).unwrap();
        let form = key.form();
        assert_eq!(
            (form.public_exponent, form.key_size),
            (Some(exponent), Some(2048))
        );
        let digits = exponent.to_be_bytes();
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        assert_eq!(key.public().e.unwrap().as_ref(), &digits[zeros..]);

        let digest = [42; 32];
        let signature = key.sign(&"RS256".into(), &digest).unwrap();
        assert_eq!(key.verify(&"RS256".into(), &digest, &signature), Ok(true));
        let sealed = key.encrypt(&request("RSA-OAEP", b"value")).unwrap();
        let kept = Material::from_bytes(&key.to_bytes()).unwrap();
        let plaintext = kept.decrypt(&reversed("RSA-OAEP", &sealed)).unwrap();
        assert_eq!(&**plaintext, b"value");
    }
}

fn symmetric(key: &[u8]) -> Result<Material, Unusable> {
    Material::import(&JsonWebKey {
        kty: Some("oct".into()),
        k: Some(Secret::from(key)),
        ..JsonWebKey::default()
    })
}

#[test]
fn published_aes_values_are_decrypted_and_repeatable_ones_repeated() {
    let optional = |digits: &str| (!digits.is_empty()).then(|| Base64Url::from(hex(digits)));
    for aes in &vectors::REPEATABLE {
        let key = symmetric(&hex(aes.key)).unwrap();
        let mut request = request(aes.algorithm, &hex(aes.plaintext));
        request.iv = optional(aes.iv);
        let sealed = key.encrypt(&request).unwrap();
        assert_eq!(sealed.value, hex(aes.ciphertext), "{}", aes.algorithm);
        let plaintext = key.decrypt(&reversed(aes.algorithm, &sealed)).unwrap();
        assert_eq!(*plaintext, hex(aes.plaintext), "{}", aes.algorithm);
    }
    for aes in &vectors::GCM {
        let key = symmetric(&hex(aes.key)).unwrap();
        let mut request = request(aes.algorithm, &hex(aes.ciphertext));
        request.iv = optional(aes.iv);
        request.aad = optional(vectors::GCM_AAD);
        request.tag = optional(aes.tag);
        let plaintext = key.decrypt(&request).unwrap();
        assert_eq!(*plaintext, hex(aes.plaintext), "{}", aes.algorithm);
    }
}

#[test]
fn gcm_has_a_new_iv_each_time_and_works_without_aad() {
    let mut request = request("A256GCM", b"");
    request.aad = None;
    let [first, second] = [(); 2].map(|()| KEYS["oct 256"].encrypt(&request).unwrap());
    assert_ne!(first.iv, second.iv);
    assert_eq!(first.aad, None);
    let plaintext = KEYS["oct 256"].decrypt(&reversed("A256GCM", &first));
    assert_eq!(*plaintext.unwrap(), b"");
}

#[test]
fn an_imported_key_shows_the_public_parts_that_it_came_with() {
    for json in [
        vectors::RFC_7515_A_2,
        vectors::RFC_7515_A_3,
        vectors::RFC_7520_3_2,
        vectors::RFC_7520_5_2,
    ] {
        let mut whole = jwk(json);
        let public = JsonWebKey {
            kty: whole.kty.clone(),
            n: whole.n.clone(),
            e: whole.e.clone(),
            crv: whole.crv.clone(),
            x: whole.x.clone(),
            y: whole.y.clone(),
            ..JsonWebKey::default()
        };
        assert_eq!(Material::import(&whole).unwrap().public(), public);
        whole.n = whole.n.map(|n| [&[0, 0], n.as_ref()].concat().into());
        assert_eq!(Material::import(&whole).unwrap().public(), public);
    }
    let symmetric = import(vectors::RFC_7520_3_5).public();
    assert_eq!(symmetric, jwk(r#"{"kty":"oct"}"#));
}

#[test]
fn a_generated_key_has_the_defaults_where_nothing_else_is_wanted() {
    let rsa = generate("RSA", None, None).unwrap().public();
    assert_eq!(rsa.n.unwrap().as_ref().len(), 256);
    assert_eq!(rsa.e.unwrap().to_string(), "AQAB");
    let elliptic = generate("EC", Some(2048), None).unwrap().public();
    assert_eq!(elliptic.crv, Some(JsonWebKeyCurveName::P256));
    let symmetric = generate("oct", None, None).unwrap();
    assert_eq!(symmetric.to_bytes().len(), 1 + 32 + 32);
}

#[test]
fn a_key_survives_its_bytes() {
    for (name, key) in KEYS.iter() {
        let bytes = key.to_bytes();
        let again = Material::from_bytes(&bytes).unwrap();
        assert_eq!(again.public(), key.public(), "{name}");
        assert_eq!(again.to_bytes(), bytes, "{name}");
        for (algorithm, keys, size) in SIGNATURE {
            if is_for(keys, name) {
                let digest = vec![42; size.unwrap_or(100)];
                let signature = again.sign(&algorithm.into(), &digest).unwrap();
                let verified = key.verify(&algorithm.into(), &digest, &signature);
                assert_eq!(verified, Ok(true), "{name}");
            }
        }
        assert_eq!(format!("{again:?}"), "Material(redacted)");
    }
}

#[test]
fn another_key_is_of_the_same_type_and_size() {
    for (name, key) in KEYS.iter() {
        let another = Material::generate(&key.form()).unwrap();
        let sizes = [key, &another].map(|key| {
            let public = key.public();
            let modulus = public.n.map(|n| n.into_vec().len());
            (public.kty, public.crv, modulus, public.e)
        });
        assert_eq!(sizes[0], sizes[1], "{name}");
        let bytes = [key, &another].map(|key| key.to_bytes());
        assert_ne!(bytes[0], bytes[1], "{name}");
        // The size of a symmetric key is in its bytes alone.
        if name.starts_with("oct") {
            assert_eq!(bytes[0].len(), bytes[1].len(), "{name}");
        }
    }
}
