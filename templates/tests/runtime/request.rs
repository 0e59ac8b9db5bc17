use runtime::http::Method;
use runtime::{Error, RequestBuilder, VaultUrl};

fn vault() -> VaultUrl {
    VaultUrl::new("https://v.vault.azure.net").unwrap()
}

#[test]
fn the_query_is_encoded_and_joined() {
    let request = RequestBuilder::new(Method::GET, &vault())
        .literal("keys")
        .query("a b", "c&d=e")
        .query("api-version", "7.4")
        .empty()
        .unwrap();
    assert_eq!(
        request.uri(),
        "https://v.vault.azure.net/keys?a%20b=c%26d%3De&api-version=7.4"
    );
}

#[test]
fn what_is_not_given_is_not_in_the_query() {
    let request = RequestBuilder::new(Method::GET, &vault())
        .literal("keys")
        .optional_query("maxresults", Some(25))
        .optional_query("filter", None::<&str>)
        .empty()
        .unwrap();
    assert_eq!(
        request.uri(),
        "https://v.vault.azure.net/keys?maxresults=25"
    );
}

#[test]
fn an_argument_that_is_not_given_is_an_empty_segment() {
    let builder = || RequestBuilder::new(Method::GET, &vault()).literal("keys");
    let without = builder().optional_argument("key-version", None).unwrap();
    assert_eq!(
        without.empty().unwrap().uri(),
        "https://v.vault.azure.net/keys/"
    );
    let with = builder()
        .optional_argument("key-version", Some("a/b"))
        .unwrap();
    assert_eq!(
        with.empty().unwrap().uri(),
        "https://v.vault.azure.net/keys/a%2Fb"
    );
    for value in ["", ".", ".."] {
        assert!(
            builder()
                .optional_argument("key-version", Some(value))
                .is_err()
        );
    }
}

#[test]
fn only_methods_that_may_have_a_body_say_that_it_is_empty() {
    for (method, length) in [
        (Method::POST, Some("0")),
        (Method::PUT, Some("0")),
        (Method::PATCH, Some("0")),
        (Method::GET, None),
        (Method::HEAD, None),
        (Method::DELETE, None),
    ] {
        let request = RequestBuilder::new(method, &vault())
            .literal("keys")
            .empty()
            .unwrap();
        let header = request
            .headers()
            .get("content-length")
            .map(|value| value.to_str().unwrap());
        assert_eq!(header, length, "{}", request.method());
        assert_eq!(request.headers()["accept"], "application/json");
        assert!(request.body().is_empty());
    }
}

#[test]
fn a_segment_that_would_change_the_path_is_refused_by_name() {
    for value in ["", ".", ".."] {
        let error = RequestBuilder::new(Method::GET, &vault())
            .argument("key-name", value)
            .unwrap_err();
        let Error::InvalidArgument { parameter, .. } = error else {
            panic!("{error:?}")
        };
        assert_eq!(parameter, "key-name");
    }
}

#[test]
fn a_url_that_http_cannot_hold_is_an_error() {
    let builder = RequestBuilder::new(Method::GET, &vault());
    let error = builder
        .argument("key-name", &"k".repeat(70_000))
        .unwrap()
        .empty()
        .unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert!(std::error::Error::source(&error).is_some());
}
