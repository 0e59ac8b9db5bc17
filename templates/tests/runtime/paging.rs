use runtime::bytes::Bytes;
use runtime::http::{Method, Request, Response};
use runtime::{
    Continuation, Error, NextPage, Operation, Page, Paged, RequestBuilder, VaultUrl, decode_json,
};
use serde::Deserialize;

struct GetNumbers;

#[derive(Deserialize)]
struct Numbers {
    value: Vec<u32>,
    next: Option<String>,
}

impl Operation for GetNumbers {
    type Output = Numbers;
    const NAME: &'static str = "GetNumbers";

    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("numbers")
            .empty()
    }

    fn response(response: Response<Bytes>) -> Result<Numbers, Error> {
        decode_json(response, 200)
    }
}

impl Paged for GetNumbers {
    type Item = u32;

    fn split(page: Numbers) -> (Vec<u32>, Option<String>) {
        (page.value, page.next)
    }
}

fn page(next: Option<&str>) -> Page<u32> {
    Page::of::<GetNumbers>(Numbers {
        value: vec![1, 2],
        next: next.map(str::to_owned),
    })
}

fn follow(link: &str) -> Result<Request<Bytes>, Error> {
    let vault = VaultUrl::new("https://v.vault.azure.net").unwrap();
    NextPage::<GetNumbers>::new(link.parse().unwrap()).request(&vault)
}

#[test]
fn a_page_without_a_link_is_the_last() {
    assert_eq!(page(None).items, [1, 2]);
    assert_eq!(page(None).next, None);
    assert_eq!(page(Some("")).next, None);
}

#[test]
fn the_next_page_is_asked_for_as_the_service_says() {
    let link =
        "https://V.vault.azure.net:443/numbers?api-version=7.4&$skiptoken=a%2Fb&maxresults=1";
    let request = follow(link).unwrap();
    assert_eq!(request.method(), Method::GET);
    let expected =
        "https://v.vault.azure.net/numbers?api-version=7.4&$skiptoken=a%2Fb&maxresults=1";
    assert_eq!(request.uri(), expected);
    assert_eq!(request.headers()["accept"], "application/json");
    assert!(request.body().is_empty());
}

#[test]
fn a_link_to_another_origin_is_refused() {
    for link in [
        "https://elsewhere.example/numbers",
        "https://v.vault.azure.net.elsewhere.example/numbers",
        "https://w.vault.azure.net/numbers",
        "https://v.vault.azure.net:8443/numbers",
        "http://v.vault.azure.net/numbers",
        "https://user@v.vault.azure.net/numbers",
        "//v.vault.azure.net/numbers",
        "/numbers",
        "numbers",
        "",
        "not a URL",
    ] {
        let error = follow(link).unwrap_err();
        assert!(matches!(error, Error::NextLink { .. }), "{link}: {error:?}");
        let text = error.to_string();
        assert!(
            text.starts_with("the link to the next page is refused: "),
            "{text}"
        );
    }
}

#[test]
fn a_link_that_http_clients_send_differently_is_refused() {
    for target in [
        "/keys/../secrets",
        "/keys/./x",
        "/keys/..",
        "/keys/%2e%2E/x",
        "/keys/.%2e",
        "/keys\\..\\secrets",
        "/keys\u{e9}",
        "/a\"b",
        "/a<b>",
        "/a{b}",
        "/a|b",
        "/a^b",
        "/a`b",
        "/a[b]",
        "/keys?x=\"",
        "/keys?x={1}",
        "/keys?x=\u{e9}",
        "/keys?x=a b",
        "/keys?x=a\tb",
        "/keys?x=a\nb",
    ] {
        let error = follow(&format!("https://v.vault.azure.net{target}")).unwrap_err();
        assert!(
            matches!(error, Error::NextLink { .. }),
            "{target}: {error:?}"
        );
    }
    let long = format!("https://v.vault.azure.net/keys?x={}", "a".repeat(70_000));
    assert!(matches!(follow(&long), Err(Error::NextLink { .. })));
}

#[test]
fn a_link_is_sent_to_the_vault_as_it_is_named_already() {
    for (link, target) in [
        ("https://V.Vault.azure.net:443/n", "/n"),
        ("https://v.vault.azure.net:0443/n?", "/n?"),
        ("https://v.vault.azure.net", "/"),
        ("https://v.vault.azure.net?x=1", "/?x=1"),
        ("https://v.vault.azure.net/n?x=1#y", "/n?x=1"),
        (
            "https://v.vault.azure.net/a'b/.../..c/?x='y'",
            "/a'b/.../..c/?x=%27y%27",
        ),
        (
            "https://v.vault.azure.net/n//?a=/?:@!$&()*+,;=-._~%2E",
            "/n//?a=/?:@!$&()*+,;=-._~%2E",
        ),
    ] {
        let expected = format!("https://v.vault.azure.net{target}");
        assert_eq!(follow(link).unwrap().uri(), expected.as_str(), "{link}");
    }
}

#[test]
fn a_continuation_can_be_kept_as_text() {
    let link = "https://v.vault.azure.net/numbers?$skiptoken=x";
    let next = page(Some(link)).next.unwrap();
    assert_eq!(next.to_string(), link);
    assert_eq!(next.to_string().parse::<Continuation>(), Ok(next));
}

#[test]
fn the_next_page_is_read_as_the_first() {
    let answer = Response::new(Bytes::from_static(br#"{"value":[3],"next":null}"#));
    let page = Page::of::<GetNumbers>(NextPage::<GetNumbers>::response(answer).unwrap());
    assert_eq!((page.items, page.next), (vec![3], None));
}
