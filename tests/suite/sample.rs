//! The sample of the reference pages, through the crate.

use generator::load;
use generator::pointer::Pointer;
use keyvault::bytes::Bytes;
use keyvault::http::Response;
use keyvault::keys::{BackupKey, v7_4};
use keyvault::{Base64Url, Operation};

use crate::places::workspace;

/// The sample value of our document of the api-version.
fn sample(version: &str) -> String {
    let specs = workspace().join("specs");
    let (_, document) = load::read(&specs.join(format!("keys/{version}.yaml")), &specs).unwrap();
    let pointer = "/paths/~1keys~1{key-name}~1backup/post/responses/200/content/application~1json/example/value";
    Pointer::parse(pointer)
        .unwrap()
        .resolve(&document)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn answer(value: &str) -> Response<Bytes> {
    Response::new(Bytes::from(format!("{{\"value\":\"{value}\"}}")))
}

#[test]
fn the_sample_decodes_to_its_bytes_and_encodes_back() {
    for version in ["7.4", "2025-07-01"] {
        let value = sample(version);
        assert_eq!(value.len(), 10_708);
        let backup = BackupKey::response(answer(&value)).unwrap().value;
        let blob: &[u8] = backup.expose().as_ref();
        assert_eq!(blob.len(), 8_031);
        assert!(blob.starts_with(b"&AzureKeyVaultKeyBackupV1.microsoft.com"));
        assert_eq!(Base64Url::from(blob).to_string(), value);
        let old = v7_4::BackupKey::response(answer(&value)).unwrap().value;
        assert_eq!(old.expose(), backup.expose());
    }
}

#[test]
fn debug_shows_no_byte_of_a_backup() {
    let value = sample("2025-07-01");
    let backup = BackupKey::response(answer(&value)).unwrap();
    assert_eq!(
        format!("{backup:?}"),
        "BackupKeyResult { value: Secret(redacted) }"
    );
    assert_eq!(
        format!("{backup:#?}"),
        "BackupKeyResult {\n    value: Secret(redacted),\n}"
    );
}
