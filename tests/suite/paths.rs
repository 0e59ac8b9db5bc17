//! No name reaches another path than its own.

use keyvault::keys::{API_VERSION, BackupKey};
use keyvault::{Error, Operation, VaultUrl};

/// The path of the request for a key of that name.
fn path(key_name: &str) -> Result<String, Error> {
    let vault = VaultUrl::new("https://myvault.vault.azure.net")?;
    let request = BackupKey {
        key_name: key_name.to_owned(),
    }
    .request(&vault)?;
    assert_eq!(request.uri().host(), Some("myvault.vault.azure.net"));
    let query = format!("api-version={API_VERSION}");
    assert_eq!(request.uri().query(), Some(query.as_str()));
    Ok(request.uri().path().to_owned())
}

#[test]
fn every_name_is_one_segment() {
    let long = "k".repeat(1_000);
    for (name, segment) in [
        ("testkey", "testkey"),
        ("Test-Key-1", "Test-Key-1"),
        ("../secrets/x", "..%2Fsecrets%2Fx"),
        ("..\\secrets", "..%5Csecrets"),
        ("a/b", "a%2Fb"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a%b", "a%25b"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("a!@$&+;=:b", "a%21@$%26%2B%3B%3D%3Ab"),
        (" ", "%20"),
        ("a\r\nb", "a%0D%0Ab"),
        ("\0", "%00"),
        ("é", "%C3%A9"),
        ("{key-name}", "%7Bkey-name%7D"),
        ("https://evil.example/", "https%3A%2F%2Fevil.example%2F"),
        (&long, &long),
    ] {
        assert_eq!(
            path(name).unwrap(),
            format!("/keys/{segment}/backup"),
            "{name:?}"
        );
    }
}

#[test]
fn names_that_cannot_be_a_segment_are_refused_before_any_io() {
    for name in ["", ".", ".."] {
        let error = path(name).unwrap_err();
        assert!(
            matches!(
                error,
                Error::InvalidArgument {
                    parameter: "key-name",
                    ..
                }
            ),
            "{name:?}: {error}"
        );
    }
}
