use runtime::bytes::Bytes;
use runtime::http::{Response, StatusCode};
use runtime::{Error, Secret, ServiceError, decode_json};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Model {
    value: Secret<String>,
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Bytes> {
    let response = headers.iter().fold(
        Response::builder().status(status),
        |response, (name, value)| response.header(*name, *value),
    );
    response
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

fn service_error(status: u16, headers: &[(&str, &str)], body: &str) -> Box<ServiceError> {
    match decode_json::<Model>(answer(status, headers, body), 200) {
        Err(Error::Service(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_documented_success_is_decoded() {
    let model: Model = decode_json(answer(200, &[], r#"{"value":"v","new":1}"#), 200).unwrap();
    assert_eq!(model.value.expose(), "v");
}

#[test]
fn any_other_status_is_a_service_error() {
    for status in [201, 204, 302, 400, 404, 500, 503] {
        let error = service_error(status, &[], r#"{"value":"v"}"#);
        assert_eq!(error.status().as_u16(), status);
        assert_eq!(error.code(), None);
    }
}

#[test]
fn a_service_error_tells_what_the_service_said() {
    let body = r#"{"error":{"code":"Forbidden","message":"No.\r\n","innererror":{"code":"ForbiddenByRbac","innererror":{"message":"deep"}}}}"#;
    let error = service_error(403, &[("x-ms-request-id", "id-1")], body);
    assert_eq!(
        error.to_string(),
        "403 Forbidden/ForbiddenByRbac: No. (request id id-1)"
    );
    assert_eq!(error.code(), Some("Forbidden"));
    assert_eq!(error.message(), Some("No.\r\n"));
    assert_eq!(error.request_id(), Some("id-1"));
    assert_eq!(error.body(), body);
    assert_eq!(error.headers().len(), 1);
    let inner = error.inner_error().unwrap();
    assert_eq!(
        (inner.code(), inner.message()),
        (Some("ForbiddenByRbac"), None)
    );
    assert_eq!(inner.inner_error().unwrap().message(), Some("deep"));
    assert!(inner.inner_error().unwrap().inner_error().is_none());
}

#[test]
fn one_odd_field_does_not_hide_the_others() {
    for (body, expected) in [
        (
            r#"{"error":{"code":"C","message":"M","innererror":"x"}}"#,
            (Some("C"), Some("M")),
        ),
        (r#"{"error":{"code":7,"message":"M"}}"#, (None, Some("M"))),
        (r#"{"error":{"code":"C","message":{}}}"#, (Some("C"), None)),
        (
            r#"{"error":{"code":"C","innererror":null}}"#,
            (Some("C"), None),
        ),
    ] {
        let error = service_error(403, &[], body);
        assert_eq!((error.code(), error.message()), expected, "{body}");
        assert!(error.inner_error().is_none());
    }
}

#[test]
fn a_message_cannot_forge_log_lines() {
    let body = r#"{"error":{"code":"C\u001b[31m","message":"a\r\nb\nINFO forged"}}"#;
    assert_eq!(
        service_error(403, &[], body).to_string(),
        "403 C\\u{1b}[31m: a b INFO forged"
    );
}

#[test]
fn a_message_shows_what_cannot_be_seen() {
    for (hidden, shown) in [
        ("a\u{202e}b\u{2066}c", "a\\u{202e}b\\u{2066}c"),
        ("a\u{200b}b\u{feff}c", "a\\u{200b}b\\u{feff}c"),
        ("a\u{2028}b\u{85}c\u{7f}", "a\\u{2028}b\\u{85}c\\u{7f}"),
        ("a\u{e0041}b\u{0}c", "a\\u{e0041}b\\u{0}c"),
        ("a\tb\r\nc\rd", "a b c d"),
        ("'é' \"日本\" \\ नि 👩", "'é' \"日本\" \\ नि 👩"),
    ] {
        let body = serde_json::json!({ "error": { "code": hidden, "message": hidden } });
        let error = service_error(400, &[], &body.to_string());
        assert_eq!(error.to_string(), format!("400 {shown}: {shown}"));
        assert_eq!(error.message(), Some(hidden));
    }
}

#[test]
fn a_message_has_a_bounded_length_and_keeps_its_request_id() {
    let long = "\u{202e}x".repeat(50_000);
    let id = "i".repeat(50_000);
    for (code, message, begin) in [
        ("C", long.as_str(), "400 C: \\u{202e}x"),
        (long.as_str(), "M", "400 \\u{202e}x"),
    ] {
        let body = serde_json::json!({ "error": { "code": code, "message": message } });
        let error = service_error(400, &[("x-ms-request-id", &id)], &body.to_string());
        let text = error.to_string();
        assert!(text.starts_with(begin), "{}", &text[..40]);
        assert!(text.contains("… (request id iii"), "{text}");
        assert!(text.ends_with("ii…)"), "{text}");
        assert!(text.chars().count() < 12_000, "{}", text.len());
        assert!(format!("{error:?}").len() < 64_000);
        assert_eq!(error.request_id(), Some(id.as_str()));
    }
    let deep = format!(
        "{}{{}}{}",
        r#"{"code":"inner","innererror":"#.repeat(100),
        "}".repeat(100)
    );
    let error = service_error(400, &[], &format!(r#"{{"error":{deep}}}"#));
    assert!(error.to_string().len() < 12_000);
    let media_type = ("content-type", "x".repeat(50_000));
    let error = service_error(400, &[(media_type.0, &media_type.1)], "x");
    assert!(error.to_string().len() < 12_000);
    let decoded = decode_json::<Model>(answer(200, &[("x-ms-request-id", &id)], "x"), 200);
    assert!(decoded.unwrap_err().to_string().len() < 1_000);
}

#[test]
fn a_body_of_another_kind_is_still_a_service_error() {
    for (headers, body, expected) in [
        (&[][..], "", "400: the response has no body"),
        (
            &[("content-type", "text/html")],
            "<html>",
            "400: the response is 6 bytes of text/html",
        ),
        (
            &[("content-type", "application/json")],
            "OK",
            "400: the response is 2 bytes of application/json",
        ),
        (
            &[],
            r#"{"error":"text"}"#,
            "400: the response is 16 bytes of unknown type",
        ),
        (
            &[],
            r#"{"error":null}"#,
            "400: the response is 14 bytes of unknown type",
        ),
        (
            &[],
            r#"{"error":{"code":"C"}}"#,
            "400 C: the response is 22 bytes of unknown type",
        ),
        (
            &[("x-ms-request-id", "r")],
            "",
            "400: the response has no body (request id r)",
        ),
    ] {
        let error = service_error(400, headers, body);
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.body(), body);
    }
}

#[test]
fn an_error_body_as_deep_as_json_can_be_does_no_harm() {
    let deep = |depth: usize| {
        format!(
            "{{\"error\":{}{{}}{}}}",
            r#"{"innererror":"#.repeat(depth),
            "}".repeat(depth)
        )
    };
    let count = |error: &ServiceError| {
        std::iter::successors(error.inner_error(), |inner| inner.inner_error()).count()
    };
    assert_eq!(count(&service_error(400, &[], &deep(100))), 100);
    assert_eq!(count(&service_error(400, &[], &deep(100_000))), 0);
}

#[test]
fn predicates_follow_the_status() {
    let of = |status| Error::from(*service_error(status, &[], ""));
    type Predicate = fn(&Error) -> bool;
    let predicates: [(u16, Predicate); 4] = [
        (404, Error::is_not_found),
        (403, Error::is_forbidden),
        (409, Error::is_conflict),
        (429, Error::is_throttled),
    ];
    for (status, _) in predicates {
        for (own, predicate) in predicates {
            assert_eq!(predicate(&of(status)), status == own, "{status} {own}");
        }
    }
}

#[test]
fn an_undecodable_success_says_where_and_why_but_not_what() {
    for (body, expected) in [
        (
            "",
            "the response is not a Model: it ends too early (line 1, column 0)",
        ),
        (
            r#"{"value":"hunter2"#,
            "the response is not a Model: it ends too early (line 1, column 17)",
        ),
        (
            "hunter2",
            "the response is not a Model: it is not JSON (line 1, column 1)",
        ),
        (
            r#"{"other":"hunter2"}"#,
            "the response is not a Model: missing field `value` (line 1, column 19)",
        ),
        (
            r#""hunter2""#,
            "the response is not a Model: a value is not of the documented type (line 1, column 9)",
        ),
    ] {
        let error = decode_json::<Model>(answer(200, &[], body), 200).unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
    let error =
        decode_json::<Model>(answer(200, &[("x-ms-request-id", "r")], "1"), 200).unwrap_err();
    assert!(error.to_string().ends_with(" (request id r)"), "{error}");
}

#[test]
fn debug_of_an_error_leaves_headers_and_body_out() {
    let error = service_error(400, &[("x-header", "hunter2")], "hunter2");
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

#[test]
fn a_body_is_read_as_a_model_on_request() {
    #[derive(Deserialize, Debug, PartialEq)]
    struct Own {
        a: u8,
    }
    assert_eq!(
        service_error(400, &[], r#"{"a":1}"#).body_as(),
        Some(Own { a: 1 })
    );
    assert_eq!(service_error(400, &[], "<html>").body_as::<Own>(), None);
    assert_eq!(
        StatusCode::BAD_REQUEST,
        service_error(400, &[], "").status()
    );
}

#[test]
fn the_body_of_a_success_is_overwritten_unless_it_is_shared() {
    let body = Bytes::from(br#"{"value":"hunter2"}"#.to_vec());
    let shared = body.clone();
    decode_json::<Model>(Response::new(body), 200).unwrap();
    assert_eq!(shared, r#"{"value":"hunter2"}"#);
}

#[test]
fn retry_after_is_read_in_every_form() {
    let date = ("date", "Fri, 01 Jan 2021 00:00:00 GMT");
    for (headers, expected) in [
        (&[][..], None),
        (&[("retry-after", "7")], Some(7_000)),
        (&[("retry-after", "0")], Some(0)),
        (
            &[date, ("retry-after", "Fri, 01 Jan 2021 00:00:10 GMT")],
            Some(10_000),
        ),
        (
            &[date, ("retry-after", "Thu, 31 Dec 2020 23:59:50 GMT")],
            Some(0),
        ),
        (&[("retry-after", "Fri, 01 Jan 2021 00:00:10 GMT")], Some(0)),
        (&[("retry-after", "soon")], None),
        (&[("retry-after-ms", "20"), ("retry-after", "7")], Some(20)),
        (&[("x-ms-retry-after-ms", "30")], Some(30)),
    ] {
        let wait = service_error(429, headers, "").retry_after();
        assert_eq!(wait.map(|wait| wait.as_millis()), expected, "{headers:?}");
    }
}
