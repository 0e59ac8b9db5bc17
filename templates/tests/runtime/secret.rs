use std::sync::Mutex;

use runtime::{Base64Url, Secret};
use zeroize::Zeroize;

#[test]
fn debug_does_not_tell() {
    let secret = Secret::new("hunter2".to_owned());
    assert_eq!(
        format!("{secret:?} {:#?}", Some(&secret)),
        "Secret(redacted) Some(\n    Secret(redacted),\n)"
    );
    assert_eq!(secret.expose(), "hunter2");
}

#[test]
fn secrets_are_equal_if_their_bytes_are() {
    let secret = |text: &str| Secret::new(text.to_owned());
    assert_eq!(secret("abc"), secret("abc"));
    for other in ["", "ab", "abcd", "abd", "xbc"] {
        assert_ne!(secret("abc"), secret(other), "{other}");
    }
}

#[test]
fn a_dropped_secret_is_overwritten() {
    static WIPED: Mutex<usize> = Mutex::new(0);

    struct Watched;
    impl Zeroize for Watched {
        fn zeroize(&mut self) {
            *WIPED.lock().unwrap() += 1;
        }
    }

    drop(Secret::new(Watched));
    assert_eq!(*WIPED.lock().unwrap(), 1);

    let mut bytes = Base64Url::from(vec![7; 16]);
    bytes.zeroize();
    assert!(bytes.as_ref().is_empty());
}

#[test]
fn json_is_read_as_the_value_inside() {
    let secret: Secret<Base64Url> = serde_json::from_str(r#""Zm9v""#).unwrap();
    assert_eq!(secret.expose().as_ref(), b"foo");
}
