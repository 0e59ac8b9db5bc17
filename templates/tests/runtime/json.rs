use runtime::http::Method;
use runtime::{Base64Url, Error, RequestBuilder, Secret, VaultUrl, encode_json};
use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct Restore {
    value: Secret<Base64Url>,
}

fn restore() -> Restore {
    Restore {
        value: b"backup".into(),
    }
}

fn builder() -> RequestBuilder {
    let vault = VaultUrl::new("https://v.vault.azure.net").unwrap();
    RequestBuilder::new(Method::POST, &vault).literal("keys")
}

#[test]
fn a_body_is_json_with_its_type_and_length() {
    let request = builder().json(&restore()).unwrap();
    assert_eq!(request.body(), r#"{"value":"YmFja3Vw"}"#);
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["content-length"], "20");
}

#[test]
fn an_optional_body_may_be_missing() {
    let without = builder().optional_json(None::<&Restore>).unwrap();
    assert!(without.body().is_empty());
    assert!(!without.headers().contains_key("content-type"));
    let with = builder().optional_json(Some(&restore())).unwrap();
    assert_eq!(with.body().len(), 20);
}

#[test]
fn secrets_are_serialized_on_purpose_only() {
    let error = serde_json::to_string(&restore()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("a secret is written into requests only"),
        "{error}"
    );
    assert_eq!(encode_json(&restore()).unwrap(), r#"{"value":"YmFja3Vw"}"#);
    // The permission ends with its purpose.
    assert!(serde_json::to_string(&restore()).is_err());
}

#[test]
fn a_body_that_cannot_be_written_is_an_error_and_lets_no_secret_out_later() {
    struct Unwritable;
    impl Serialize for Unwritable {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no"))
        }
    }

    let error = builder().json(&Unwritable).unwrap_err();
    assert!(
        matches!(
            error,
            Error::InvalidArgument {
                parameter: "body",
                ..
            }
        ),
        "{error:?}"
    );
    assert!(serde_json::to_string(&restore()).is_err());
}
