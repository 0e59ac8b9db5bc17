use runtime::{Base64, Base64Url};

#[test]
fn text_and_bytes_correspond() {
    // RFC 4648, section 10, without the padding.
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ] {
        let value = Base64Url::from(bytes.as_bytes());
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse(), Ok(value));
    }
}

#[test]
fn padding_is_accepted_and_not_written() {
    let value: Base64Url = "Zg==".parse().unwrap();
    assert_eq!(value.to_string(), "Zg");
}

#[test]
fn what_is_not_base64url_is_refused_without_being_repeated() {
    for text in ["Z", "a+/b", "Zg Zg", "Zh", "é"] {
        let error = text.parse::<Base64Url>().unwrap_err().to_string();
        assert_eq!(error, "the text is not base64url", "{text}");
    }
}

#[test]
fn json_holds_the_text() {
    let value: Base64Url = serde_json::from_str(r#""_-8""#).unwrap();
    assert_eq!(value.as_ref(), [0xff, 0xef]);
    assert_eq!(serde_json::to_string(&value).unwrap(), r#""_-8""#);
    assert_eq!(value.into_vec(), [0xff, 0xef]);
    assert!(serde_json::from_str::<Base64Url>("17").is_err());
}

#[test]
fn plain_base64_is_written_with_padding_and_read_without() {
    for (bytes, text) in [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v")] {
        let value = Base64::from(bytes.as_bytes());
        assert_eq!(value.to_string(), text);
        assert_eq!(text.trim_end_matches('=').parse(), Ok(value));
    }
    assert_eq!("/+8=".parse::<Base64>().unwrap().as_ref(), [0xff, 0xef]);
    let error = "_-8".parse::<Base64>().unwrap_err();
    assert_eq!(error.to_string(), "the text is not base64");
}
