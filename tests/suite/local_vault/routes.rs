//! The vault finds the operation of every path and api-version that clients send.

use generator::ir::{Operation, Segment};
use keyvault::local_vault::LocalVault;

use super::demands::{send, send_to};
use super::{ask, create, get, vault, version};
use crate::places::workspace;

/// What the vault says to a path or method of no operation.
const NO_OPERATION: &str = "No operation has this method and path.";

/// How a test changes a documented path: the literal segments, whether there is a version,
/// and what stands before and after the path.
struct Spelling {
    literal: fn(&str) -> String,
    has_version: bool,
    around: [&'static str; 2],
}

/// As the API's document writes a path.
const DOCUMENTED: Spelling = Spelling {
    literal: str::to_owned,
    has_version: true,
    around: ["", ""],
};

impl Spelling {
    fn path(&self, operation: &Operation, name: &str, version: &str) -> String {
        let [mut path, end] = self.around.map(str::to_owned);
        for segment in &operation.path {
            let segment = match segment {
                Segment::Literal(text) => (self.literal)(text),
                Segment::Argument(id) if operation[*id].name.wire != "key-version" => {
                    name.to_owned()
                }
                Segment::Argument(_) if self.has_version => version.to_owned(),
                Segment::Argument(_) => continue,
            };
            path.extend(["/", &segment]);
        }
        path + &end
    }
}

#[test]
fn every_operation_is_found_however_its_path_is_written() {
    let generated = generator::generate(&workspace().join("specs/manifest.yaml")).unwrap();
    let spellings = [
        Spelling {
            literal: str::to_uppercase,
            ..DOCUMENTED
        },
        Spelling {
            around: ["/", "/"],
            ..DOCUMENTED
        },
        Spelling {
            has_version: false,
            ..DOCUMENTED
        },
        Spelling {
            literal: str::to_uppercase,
            has_version: false,
            around: ["", "/"],
        },
    ];
    let vault = vault();
    let mut names = (0..).map(|number| format!("k{number}"));
    for api in &generated.package.services[0].versions {
        for operation in &api.operations {
            // On a key that nothing has happened to.
            let mut answer = |spelling: &Spelling| {
                let name = names.next().unwrap();
                let created = ask(&vault, &create(&name)).unwrap();
                let path = spelling.path(operation, &name, &version(&created));
                let method = format!("{:?}", operation.method).to_uppercase();
                let query = format!("{path}?api-version={}", api.version.as_str());
                let (status, words) = send_to(&vault, &method, &query, "");
                (path, status, words.replace(&name, "NAME"))
            };
            let (path, status, words) = answer(&DOCUMENTED);
            assert_ne!(words, NO_OPERATION, "{path}");
            for spelling in &spellings {
                let (path, told, said) = answer(spelling);
                assert_eq!((told, &said), (status, &words), "{path}");
            }
        }
    }
}

/// A vault with a key called `k`, and the key's version.
fn with_key() -> (LocalVault, String) {
    let vault = vault();
    let created = ask(&vault, &create("k")).unwrap();
    (vault, version(&created))
}

#[test]
fn a_path_is_read_as_a_vault_reads_it() {
    let (vault, _) = with_key();
    let not_found = "A key with (name/id) k/sign was not found in this key vault.";
    let argument = |name| format!("The parameter {name} is missing or not valid.");
    for (method, path, status, message) in [
        ("GET", "/keys/", 200, ""),
        ("GET", "/Keys", 200, ""),
        ("GET", "/deletedKeys/", 200, ""),
        ("GET", "//keys/k", 200, ""),
        ("GET", "/keys/K/", 200, ""),
        ("GET", "/keys/k/Versions/", 200, ""),
        ("GET", "/keys/k/rotationPolicy", 200, ""),
        ("POST", "/keys/k/Backup", 200, ""),
        ("GET", "/keys/k/sign", 404, not_found),
        ("GET", "/keys//", 400, &argument("key-name")),
        ("POST", "/keys//backup", 400, &argument("key-name")),
        ("GET", "/keys/k//", 200, ""),
        ("GET", "/keys/k///", 404, NO_OPERATION),
        ("POST", "/keys/k/fold", 404, NO_OPERATION),
        ("POST", "/keys/k/sign/1", 404, NO_OPERATION),
        ("POST", "/keys/k/1/2/sign", 404, NO_OPERATION),
        ("GET", "/", 404, NO_OPERATION),
        ("GET", "/certificates", 404, NO_OPERATION),
    ] {
        let (told, words) = send(&vault, method, path, "");
        assert_eq!(told, status, "{method} {path}: {words}");
        assert!(words.starts_with(message), "{method} {path}: {words}");
    }
}

#[test]
fn without_a_version_the_newest_is_used() {
    let (vault, first) = with_key();
    ask(&vault, &create("k")).unwrap();
    let newest = version(&ask(&vault, &get("k")).unwrap());
    assert_ne!(newest, first);
    let disable = r#"{"attributes":{"enabled":false}}"#;
    assert_eq!(
        send(&vault, "PATCH", &format!("/keys/k/{first}"), disable).0,
        200
    );
    let digest = "A".repeat(43);
    let body = format!(r#"{{"alg":"ES256","value":"{digest}"}}"#);
    for path in [
        "/keys/k/sign",
        "/keys/k//sign",
        "/keys/k/Sign/",
        "/keys/k//sign/",
    ] {
        assert_eq!(
            send(&vault, "POST", path, &body),
            (200, String::new()),
            "{path}"
        );
    }
    let old = send(&vault, "POST", &format!("/keys/k/{first}/sign"), &body);
    assert_eq!(old.0, 403);
    let (status, words) = send(&vault, "POST", "/keys/absent/sign", &body);
    assert_eq!(status, 404);
    assert!(
        words.starts_with("A key with (name/id) absent was not found"),
        "{words}"
    );
}

#[test]
fn a_key_may_be_called_like_an_operation() {
    let vault = vault();
    for name in ["Restore", "Keys", "Sign", "RNG"] {
        let path = format!("/keys/{name}");
        let created = send(&vault, "POST", &format!("{path}/create"), r#"{"kty":"EC"}"#);
        assert_eq!(created, (200, String::new()), "{name}");
        let kid = ask(&vault, &get(name)).unwrap().key.kid.unwrap();
        assert!(kid.contains(&format!("{path}/")), "{kid}");
    }
}

#[test]
fn each_api_version_has_its_own_operations() {
    let (vault, _) = with_key();
    let (basic, rotation, attestation) = (1, 2, 3);
    for (version, has) in [
        ("7.0", basic),
        ("7.1", basic),
        ("7.2", basic),
        ("7.3", rotation),
        ("7.4", rotation),
        ("7.5", rotation),
        ("7.6", attestation),
        ("2025-07-01", attestation),
    ] {
        for (method, path, since, status) in [
            ("GET", "/keys", basic, 200),
            ("POST", "/keys/k/backup", basic, 200),
            ("POST", "/keys/k/rotate", rotation, 200),
            ("GET", "/keys/k/rotationpolicy", rotation, 200),
            ("GET", "/keys/k/attestation", attestation, 501),
        ] {
            let path = format!("{path}?api-version={version}");
            let (told, words) = send_to(&vault, method, &path, "");
            if since <= has {
                assert_eq!(told, status, "{path}: {words}");
            } else {
                assert_eq!((told, words.as_str()), (404, NO_OPERATION), "{path}");
            }
        }
    }
    for version in ["", "2016-10-01", "7", "7.7", "7.3-preview"] {
        let (status, words) = send_to(&vault, "GET", &format!("/keys?api-version={version}"), "");
        assert_eq!(status, 400);
        let told = format!("The specified version ({version}) is not recognized.");
        assert!(words.starts_with(&told), "{words}");
    }
}
