//! The service's half: it reads what the caller's half writes, and nothing else.

use generator::ir::{
    Api, Enum, Operation, Parameter, ParameterId, Presence, Query, Scalar, Segment, Type,
};
use http::{Method, Request, StatusCode};
use keyvault::server::{ReadError, Received, Refusal};
use keyvault::{Base64, Base64Url, Operation as _, RequestBuilder, VaultUrl};
use serde_json::{Map, Value, json};

use crate::chance::Chance;
use crate::places::{skipped, workspace};

/// Reads a request with the server's half, and writes what was read.
type Again = fn(&Received, &VaultUrl) -> Result<(String, String, Request<bytes::Bytes>), ReadError>;

macro_rules! again {
    ($module:ident: $($name:ident)*) => {
        |received, vault| {
            use keyvault::keys::$module::server::Call;
            let call = Call::read(received)?;
            let written = match &call {
                $(Call::$name(operation) => operation.request(vault).unwrap(),)*
                other => panic!("{} is not in the list of this test", other.name()),
            };
            Ok((call.name().to_owned(), format!("{call:?}"), written))
        }
    };
}

/// Rust cannot list the variants of an enum, so each version is listed here.
const VERSIONS: [(&str, Again); 3] = [
    (
        "7.4",
        again!(v7_4: CreateKey RotateKey ImportKey DeleteKey UpdateKey GetKey GetKeyVersions GetKeys
            BackupKey RestoreKey Encrypt Decrypt Sign Verify WrapKey UnwrapKey Release GetDeletedKeys
            GetDeletedKey PurgeDeletedKey RecoverDeletedKey GetKeyRotationPolicy
            UpdateKeyRotationPolicy GetRandomBytes),
    ),
    (
        "7.5",
        again!(v7_5: CreateKey RotateKey ImportKey DeleteKey UpdateKey GetKey GetKeyVersions GetKeys
            BackupKey RestoreKey Encrypt Decrypt Sign Verify WrapKey UnwrapKey Release GetDeletedKeys
            GetDeletedKey PurgeDeletedKey RecoverDeletedKey GetKeyRotationPolicy
            UpdateKeyRotationPolicy GetRandomBytes),
    ),
    (
        "2025-07-01",
        again!(v2025_07_01: CreateKey RotateKey ImportKey DeleteKey UpdateKey GetKey GetKeyVersions
            GetKeys BackupKey RestoreKey Encrypt Decrypt Sign Verify WrapKey UnwrapKey Release
            GetDeletedKeys GetDeletedKey PurgeDeletedKey RecoverDeletedKey GetKeyRotationPolicy
            UpdateKeyRotationPolicy GetRandomBytes GetKeyAttestation),
    ),
];

#[test]
fn every_request_is_read_as_it_was_written() {
    let generated = generator::generate(&workspace().join("specs/manifest.yaml")).unwrap();
    let vault = VaultUrl::new("https://myvault.vault.azure.net").unwrap();
    let mut chance = Chance(0x5eed);
    for api in &generated.package.services[0].versions {
        let version = api.version.as_str();
        let Some((_, again)) = VERSIONS.iter().find(|(known, _)| *known == version) else {
            skipped(&format!("{version} is not in the list of this test"));
            continue;
        };
        for operation in &api.operations {
            for _ in 0..50 {
                let sent = request(api, operation, &vault, &mut chance);
                let received = Received::read(&sent).unwrap();
                let (name, call, written) =
                    again(&received, &vault).unwrap_or_else(|error| panic!("{error}: {sent:?}"));
                assert_eq!(name, operation.name.wire);
                assert_eq!(written.method(), sent.method());
                assert_eq!(written.uri(), sent.uri(), "{name}");
                let body = |request: &Request<bytes::Bytes>| match request.body().is_empty() {
                    true => Value::Null,
                    false => serde_json::from_slice(request.body()).unwrap(),
                };
                assert_eq!(body(&written), body(&sent), "{name}");
                let read = again(&Received::read(&written).unwrap(), &vault).unwrap();
                assert_eq!(read.1, call);
                assert_eq!(read.2.body(), written.body(), "{name}");
            }
        }
    }
}

/// Any request of an operation, made from the API's document alone.
fn request(
    api: &Api,
    operation: &Operation,
    vault: &VaultUrl,
    chance: &mut Chance,
) -> Request<bytes::Bytes> {
    let method = Method::from_bytes(format!("{:?}", operation.method).to_uppercase().as_bytes());
    let mut builder = RequestBuilder::new(method.unwrap(), vault);
    let is_optional = |id: ParameterId| operation[id].presence == Presence::Optional;
    for segment in &operation.path {
        builder = match segment {
            Segment::Literal(text) => builder.literal(text.clone().leak()),
            Segment::Argument(id) if is_optional(*id) && chance.once_in(2) => {
                builder.optional_argument("", None).unwrap()
            }
            Segment::Argument(_) => {
                // Not empty, not dots, and no word that stands in a path of its own.
                let value = format!("x{}", text(chance));
                builder.argument("", &value).unwrap()
            }
        };
    }
    for query in &operation.query {
        builder = match query {
            Query::ApiVersion(wire) => builder.query(wire.clone().leak(), api.version.as_str()),
            Query::Argument(id) if is_optional(*id) && chance.once_in(2) => builder,
            Query::Argument(id) => {
                let Parameter { name, ty, .. } = &operation[*id];
                let value = match value(api, ty, chance) {
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                builder.query(name.wire.clone().leak(), value)
            }
        };
    }
    match &operation.body {
        Some(body) => {
            let model = Type::Model(body.model.clone());
            builder.json(&value(api, &model, chance)).unwrap()
        }
        None => builder.empty().unwrap(),
    }
}

/// Any value of a type; in objects, nothing that only the service sets.
fn value(api: &Api, ty: &Type, chance: &mut Chance) -> Value {
    match ty {
        Type::Scalar(scalar) => match scalar {
            Scalar::String | Scalar::Uri => text(chance).into(),
            Scalar::Base64Url => Base64Url::from(text(chance).into_bytes())
                .to_string()
                .into(),
            Scalar::Base64 => Base64::from(text(chance).into_bytes()).to_string().into(),
            Scalar::Boolean => chance.once_in(2).into(),
            Scalar::UnixTime | Scalar::Int32 | Scalar::Int64 | Scalar::Double => {
                chance.below(i32::MAX as usize).into()
            }
        },
        Type::Enum(wire) => listed(api.enumeration(wire).unwrap(), chance).into(),
        Type::Array(item) => {
            let count = chance.below(3);
            (0..count).map(|_| value(api, item, chance)).collect()
        }
        Type::Map(item) => {
            let count = chance.below(3);
            let entries = (0..count).map(|_| (text(chance), value(api, item, chance)));
            Value::Object(entries.collect())
        }
        Type::Model(id) => {
            let mut object = Map::new();
            for property in &api.model(id).unwrap().properties {
                let is_given = property.presence == Presence::Required || chance.once_in(2);
                if is_given && !property.read_only {
                    let value = value(api, &property.ty, chance);
                    object.insert(property.name.wire.clone(), value);
                }
            }
            Value::Object(object)
        }
    }
}

fn listed(each: &Enum, chance: &mut Chance) -> String {
    if each.open && chance.once_in(4) {
        return format!("unlisted {}", text(chance));
    }
    each.variants[chance.below(each.variants.len())]
        .name
        .wire
        .clone()
}

fn text(chance: &mut Chance) -> String {
    let characters: Vec<char> = "aZ09-._~/?#%&=+ \"\\\n\u{e9}\u{1f511}".chars().collect();
    let length = chance.below(12);
    (0..length)
        .map(|_| characters[chance.below(characters.len())])
        .collect()
}

#[test]
fn what_no_client_sends_is_refused_without_repeating_it() {
    use keyvault::keys::v2025_07_01::server::Call;
    for (method, uri, body, error, status) in [
        ("POST", "/keys/k/fold", "", ReadError::NoOperation, 404),
        ("GET", "/", "", ReadError::NoOperation, 404),
        ("GET", "/keys/k/1/2", "", ReadError::NoOperation, 404),
        ("POST", "/keys/%ff/backup", "", ReadError::Encoding, 400),
        ("POST", "/keys//backup", "", argument("key-name"), 400),
        ("POST", "/keys/%2e%2E/backup", "", argument("key-name"), 400),
        ("GET", "/keys/k/..", "", argument("key-version"), 400),
        (
            "GET",
            "/keys?maxresults=ten",
            "",
            argument("maxresults"),
            400,
        ),
        (
            "POST",
            "/keys/restore",
            "",
            problem("it ends too early"),
            400,
        ),
        (
            "POST",
            "/keys/restore",
            r#"{"value":"c2VjcmV0"#,
            problem("it ends too early"),
            400,
        ),
        (
            "POST",
            "/keys/restore",
            r#"{"secret":1}"#,
            problem("missing field `value`"),
            400,
        ),
        (
            "POST",
            "/keys/restore",
            r#"{"value":"secret!"}"#,
            problem("a value is not of the documented type"),
            400,
        ),
    ] {
        let request = Request::builder().method(method).uri(uri);
        let request = request.body(bytes::Bytes::from(body)).unwrap();
        let read = Received::read(&request).and_then(|received| Call::read(&received));
        assert_eq!(read.unwrap_err(), error, "{method} {uri} {body}");
        assert!(!error.to_string().contains("secret"), "{error}");
        let refusal = Refusal::from(error);
        assert_eq!(refusal.response().status(), status);
    }
}

fn argument(parameter: &'static str) -> ReadError {
    ReadError::Argument { parameter }
}

fn problem(problem: &str) -> ReadError {
    let problem = problem.to_owned();
    ReadError::Body { problem }
}

#[test]
fn what_a_server_does_not_have_it_says_by_name() {
    use keyvault::keys::v7_4::server::{Call, KeysServer};
    use keyvault::keys::v7_4::{BackupKey, BackupKeyResult};

    struct Backups;

    impl KeysServer for Backups {
        fn backup_key(&self, request: BackupKey, _: &Received) -> Result<BackupKeyResult, Refusal> {
            let mut result = BackupKeyResult::default();
            result.value = request.key_name.into_bytes().into();
            Ok(result)
        }
    }

    let answer = |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path);
        let received = Received::read(&request.body(bytes::Bytes::new()).unwrap()).unwrap();
        let call = Call::read(&received).unwrap();
        call.answer(&Backups, &received)
            .unwrap_or_else(|refusal| refusal.response())
    };
    let backup = answer("POST", "/keys/key/backup");
    assert_eq!(backup.status(), StatusCode::OK);
    assert_eq!(backup.body(), r#"{"value":"a2V5"}"#);
    assert_eq!(backup.headers()["content-length"], "16");
    let purge = answer("DELETE", "/deletedkeys/key");
    assert_eq!(purge.status(), StatusCode::NOT_IMPLEMENTED);
    let body: Value = serde_json::from_slice(purge.body()).unwrap();
    let message = "The operation PurgeDeletedKey is not supported by this vault.";
    assert_eq!(
        body,
        json!({ "error": { "code": "NotSupported", "message": message } })
    );
}
