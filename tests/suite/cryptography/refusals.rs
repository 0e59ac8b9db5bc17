//! What is refused, or does not hold.

use aws_lc_rs::digest;
use keyvault::keys::v2025_07_01::{JsonWebKey, KeyCreateParameters};
use keyvault::{Base64Url, Secret};

use super::{
    ENCRYPTION, KEYS, Material, SIGNATURE, generate, is_for, jwk, request, reversed, symmetric,
    vectors,
};

/// The same bytes with one bit of one byte changed.
fn changed(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

#[test]
fn keys_of_other_types_sizes_and_curves_are_not_generated() {
    for (kty, size, curve) in [
        ("DSA", None, None),
        ("RSA", Some(1024), None),
        ("RSA", Some(2049), None),
        ("RSA", Some(8192), None),
        ("RSA", Some(-2048), None),
        ("EC", None, Some("P-192")),
        ("EC", None, Some("SECP256K1")),
        ("oct", Some(0), None),
        ("oct", Some(512), None),
    ] {
        assert!(
            generate(kty, size, curve).is_err(),
            "{kty} {size:?} {curve:?}"
        );
    }
    for exponent in [0, 1, 2, 65536, -3, i32::MIN] {
        let wanted = KeyCreateParameters {
            kty: "RSA".into(),
            public_exponent: Some(exponent),
            ..KeyCreateParameters::default()
        };
        assert!(Material::generate(&wanted).is_err(), "{exponent}");
    }
}

/// The words of the service, as far as they are on record.
#[test]
fn the_service_words_say_what_is_wrong_with_a_key() {
    let no_key = "The property \"key\" must be a valid JsonWebKey object.";
    let no_rsa = "RSA key is not valid - cannot instantiate crypto service";
    let no_ec = "EC key is not valid - cannot instantiate crypto service";
    let import = |json: &str, change: fn(&mut JsonWebKey)| {
        let mut key = jwk(json);
        change(&mut key);
        Material::import(&key).map(|_| ()).unwrap_err()
    };
    for (json, change, message) in [
        (
            vectors::RFC_7515_A_2,
            (|key| key.kty = None) as fn(&mut JsonWebKey),
            no_key,
        ),
        (vectors::RFC_7515_A_2, |key| key.n = None, no_key),
        (vectors::RFC_7515_A_2, |key| key.e = None, no_key),
        (vectors::RFC_7515_A_2, |key| key.d = None, no_rsa),
        (vectors::RFC_7515_A_2, |key| key.q = key.p.clone(), no_rsa),
        (vectors::RFC_7515_A_3, |key| key.crv = None, no_key),
        (
            vectors::RFC_7515_A_3,
            |key| key.crv = Some("P-192".into()),
            no_key,
        ),
        (vectors::RFC_7515_A_3, |key| key.d = None, no_ec),
        (vectors::RFC_7515_A_3, |key| key.y = key.x.clone(), no_ec),
        (vectors::RFC_7520_3_5, |key| key.k = None, no_key),
    ] {
        let error = import(json, change);
        assert_eq!((&*error.message, error.reason), (message, None));
    }
    let short = import(vectors::RFC_7515_A_2, |key| {
        key.n = Some(vec![0x7f; 128].into())
    });
    let wrong = symmetric(&[42; 17]).map(|_| ()).unwrap_err();
    let made = generate("RSA", Some(1024), None).map(|_| ()).unwrap_err();
    for (error, bits, supported) in [
        (short, 1023, "[2048, 3072, 4096]"),
        (wrong, 136, "[128, 192, 256]"),
        (made, 1024, "[2048, 3072, 4096]"),
    ] {
        let message = format!("Unsupported key size ({bits}). Supported sizes are {supported}");
        assert_eq!(
            (error.message, error.reason),
            (message.into(), Some("KeySizeNotSupported"))
        );
    }
}

/// Changes the key of a vector, and refuses if the result can be imported.
fn not_imported(json: &str, change: impl FnOnce(&mut JsonWebKey)) {
    let mut key = jwk(json);
    assert!(Material::import(&key).is_ok());
    change(&mut key);
    assert!(Material::import(&key).is_err(), "{:?}", key.kty);
}

#[test]
fn keys_without_their_private_part_are_not_imported() {
    let rsa = vectors::RFC_7515_A_2;
    not_imported(rsa, |key| key.n = None);
    not_imported(rsa, |key| key.e = None);
    not_imported(rsa, |key| key.d = None);
    not_imported(rsa, |key| key.p = None);
    not_imported(rsa, |key| key.q = None);
    not_imported(rsa, |key| key.dp = None);
    not_imported(rsa, |key| key.dq = None);
    not_imported(rsa, |key| key.qi = None);
    let elliptic = vectors::RFC_7515_A_3;
    not_imported(elliptic, |key| key.crv = None);
    not_imported(elliptic, |key| key.x = None);
    not_imported(elliptic, |key| key.y = None);
    not_imported(elliptic, |key| key.d = None);
    not_imported(vectors::RFC_7520_3_5, |key| key.k = None);
    for key in KEYS.values() {
        assert!(Material::import(&key.public()).is_err());
    }
}

#[test]
fn keys_whose_parts_do_not_belong_together_are_not_imported() {
    let public = |part: &mut Option<Base64Url>, at| {
        let bytes = part.take().unwrap().into_vec();
        *part = Some(changed(&bytes, at).into());
    };
    let secret = |part: &mut Option<Secret<Base64Url>>, at| {
        let bytes = changed(part.take().unwrap().expose().as_ref(), at);
        *part = Some(Secret::from(bytes));
    };
    for at in [1, 127] {
        let rsa = vectors::RFC_7515_A_2;
        not_imported(rsa, |key| public(&mut key.n, at));
        not_imported(rsa, |key| public(&mut key.e, at % 2));
        not_imported(rsa, |key| secret(&mut key.d, at));
        not_imported(rsa, |key| secret(&mut key.p, at));
        not_imported(rsa, |key| secret(&mut key.q, at));
        not_imported(rsa, |key| secret(&mut key.dp, at));
        not_imported(rsa, |key| secret(&mut key.dq, at));
        not_imported(rsa, |key| secret(&mut key.qi, at));
    }
    for at in [0, 31] {
        let elliptic = vectors::RFC_7515_A_3;
        not_imported(elliptic, |key| public(&mut key.x, at));
        not_imported(elliptic, |key| public(&mut key.y, at));
        not_imported(elliptic, |key| secret(&mut key.d, at));
    }
    not_imported(vectors::RFC_7515_A_3, |key| {
        std::mem::swap(&mut key.x, &mut key.y);
    });
    not_imported(vectors::RFC_7515_A_3, |key| key.crv = Some("P-256K".into()));
    // Nothing, and more than the order of the curve.
    for byte in [0, 0xff] {
        not_imported(vectors::RFC_7515_A_3, |key| {
            key.d = Some(Secret::from(&[byte; 32]));
        });
    }
}

#[test]
fn keys_of_other_types_sizes_and_curves_are_not_imported() {
    not_imported(vectors::RFC_7515_A_2, |key| key.kty = None);
    not_imported(vectors::RFC_7515_A_2, |key| key.kty = Some("EC".into()));
    not_imported(vectors::RFC_7515_A_2, |key| key.kty = Some("DSA".into()));
    not_imported(vectors::RFC_7515_A_3, |key| key.crv = Some("P-192".into()));
    // Without the zero byte that RFC 7518, section 6.2.1.2, asks for.
    not_imported(vectors::RFC_7520_3_2, |key| {
        let x = key.x.take().unwrap().into_vec();
        key.x = Some(x[1..].into());
    });
    not_imported(vectors::RFC_7520_3_5, |key| {
        key.t = Some(Secret::from(b"for an HSM"));
    });
    for size in [0, 15, 17, 33, 64] {
        assert!(symmetric(&vec![42; size]).is_err(), "{size}");
    }
}

#[test]
fn damaged_bytes_are_not_a_key() {
    assert!(Material::from_bytes(b"").is_err());
    for (name, key) in KEYS.iter() {
        let bytes = key.to_bytes();
        for at in 0..bytes.len() {
            let case = format!("{name}, byte {at}");
            assert!(
                Material::from_bytes(&changed(&bytes, at)).is_err(),
                "{case}"
            );
            assert!(Material::from_bytes(&bytes[..at]).is_err(), "{case}");
            assert!(Material::from_bytes(&bytes[at + 1..]).is_err(), "{case}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert!(Material::from_bytes(&longer).is_err(), "{name}");
    }
}

#[test]
fn whole_bytes_of_something_else_are_not_a_key() {
    let pkcs8 = |name: &str| {
        let bytes = KEYS[name].to_bytes();
        bytes[1..bytes.len() - 32].to_vec()
    };
    for (tag, key) in [
        ("", Vec::new()),
        ("S", Vec::new()),
        ("S", vec![42; 31]),
        ("?", vec![42; 32]),
        ("R", vec![42; 32]),
        ("R", pkcs8("EC P-256")),
        ("E", pkcs8("RSA 2048")),
        ("E", vec![42; 32]),
    ] {
        let tagged = [tag.as_bytes(), &key].concat();
        let hash = digest::digest(&digest::SHA256, &tagged);
        let bytes = [&tagged, hash.as_ref()].concat();
        assert!(Material::from_bytes(&bytes).is_err(), "{tag}");
    }
}

#[test]
fn digests_of_other_sizes_are_refused() {
    for (name, key) in KEYS.iter() {
        for (algorithm, keys, size) in SIGNATURE {
            let Some(size) = size.filter(|_| is_for(keys, name)) else {
                continue;
            };
            for size in [0, 20, size - 1, size + 1, 96 - size] {
                let digest = vec![42; size];
                let case = format!("{algorithm} with {name}");
                if !SIGNATURE.contains(&(algorithm, keys, Some(size))) {
                    assert!(key.sign(&algorithm.into(), &digest).is_err(), "{case}");
                    let verified = key.verify(&algorithm.into(), &digest, &[0; 64]);
                    assert!(verified.is_err(), "{case}");
                }
            }
        }
    }
}

#[test]
fn changed_signatures_do_not_hold() {
    for (name, key) in KEYS.iter() {
        for (algorithm, keys, size) in SIGNATURE {
            if !is_for(keys, name) {
                continue;
            }
            let algorithm = &algorithm.into();
            let digest = vec![42; size.unwrap_or(100)];
            let signature = key.sign(algorithm, &digest).unwrap();
            let last = signature.len() - 1;
            for wrong in [
                changed(&signature, 0),
                changed(&signature, last),
                signature[..last].to_vec(),
                [&signature[..], &[0]].concat(),
                vec![0; signature.len()],
                Vec::new(),
            ] {
                let verified = key.verify(algorithm, &digest, &wrong);
                assert_eq!(verified, Ok(false), "{algorithm:?} with {name}");
            }
        }
    }
}

#[test]
fn changed_ciphertexts_are_not_decrypted() {
    for (name, key) in KEYS.iter() {
        for (algorithm, keys, size) in ENCRYPTION {
            // What unpadded CBC decrypts to is always as good as anything else.
            if !is_for(keys, name) || algorithm.ends_with("CBC") {
                continue;
            }
            let sealed = key.encrypt(&request(algorithm, &vec![42; size])).unwrap();
            let right = reversed(algorithm, &sealed);
            let mut wrong = Vec::new();
            let last = sealed.value.len() - 1;
            for value in [
                sealed.value[..last].to_vec(),
                [&sealed.value[..], &[0]].concat(),
                Vec::new(),
            ] {
                wrong.push((right.clone(), value));
            }
            // These have the right padding by accident at times.
            if !algorithm.contains("CBC") && algorithm != "RSA1_5" {
                wrong.push((right.clone(), changed(&sealed.value, 0)));
                wrong.push((right.clone(), changed(&sealed.value, last)));
            }
            if let (Some(iv), Some(tag)) = (&sealed.iv, &sealed.tag) {
                for at in [0, 11] {
                    let mut request = right.clone();
                    request.iv = Some(changed(iv, at).into());
                    wrong.push((request, sealed.value.clone()));
                    let mut request = right.clone();
                    request.tag = Some(changed(tag, at).into());
                    wrong.push((request, sealed.value.clone()));
                }
                let mut request = right.clone();
                request.tag = Some(tag[..12].into());
                wrong.push((request, sealed.value.clone()));
                let mut request = right.clone();
                request.aad = None;
                wrong.push((request, sealed.value.clone()));
            }
            for (mut request, value) in wrong {
                request.value = Secret::from(value);
                let plaintext = key.decrypt(&request);
                assert!(plaintext.is_err(), "{algorithm} with {name}");
            }
        }
    }
}

#[test]
fn values_that_an_algorithm_cannot_take_are_refused() {
    for (name, algorithm, size) in [
        ("RSA 2048", "RSA-OAEP", 215),
        ("RSA 2048", "RSA-OAEP-256", 191),
        ("RSA 2048", "RSA1_5", 246),
        ("RSA 4096", "RSA-OAEP-256", 447),
        ("oct 128", "A128KW", 0),
        ("oct 128", "A128KW", 8),
        ("oct 192", "A192KW", 23),
        ("oct 256", "CKM_AES_KEY_WRAP", 20),
        ("oct 256", "CKM_AES_KEY_WRAP_PAD", 0),
    ] {
        let request = request(algorithm, &vec![42; size]);
        let case = format!("{algorithm} of {size} bytes");
        assert!(KEYS[name].encrypt(&request).is_err(), "{case}");
        assert!(KEYS[name].decrypt(&request).is_err(), "{case}");
    }
}

#[test]
fn an_iv_an_aad_or_a_tag_is_refused_where_it_has_no_use_or_the_wrong_size() {
    let bytes = |size| Some(Base64Url::from(vec![42; size]));
    for (name, algorithm, iv, aad, tag) in [
        ("RSA 2048", "RSA-OAEP", bytes(16), None, None),
        ("RSA 2048", "RSA1_5", None, bytes(1), None),
        ("oct 128", "A128KW", bytes(8), None, None),
        ("oct 192", "CKM_AES_KEY_WRAP_PAD", None, None, bytes(16)),
        ("oct 256", "A256CBC", None, None, None),
        ("oct 256", "A256CBC", bytes(12), None, None),
        ("oct 256", "A256CBCPAD", bytes(17), None, None),
        ("oct 256", "A256CBCPAD", bytes(16), None, bytes(16)),
        ("oct 256", "A256GCM", bytes(12), None, None),
        ("oct 256", "A256GCM", None, None, bytes(16)),
    ] {
        let mut request = request(algorithm, &[42; 32]);
        (request.iv, request.aad, request.tag) = (iv, aad, tag);
        assert!(KEYS[name].encrypt(&request).is_err(), "{request:?}");
        assert!(KEYS[name].decrypt(&request).is_err(), "{request:?}");
    }
}

#[test]
fn algorithms_that_the_document_does_not_list_are_refused() {
    for (name, key) in KEYS.iter() {
        assert!(
            key.encrypt(&request("RSA-OAEP-512", b"")).is_err(),
            "{name}"
        );
        assert!(key.decrypt(&request("A256GCMKW", b"")).is_err(), "{name}");
        assert!(key.sign(&"EdDSA".into(), &[42; 32]).is_err(), "{name}");
    }
}
