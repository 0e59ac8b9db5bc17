//! The spans of our client, against those of Azure's with the same tracer.

use std::any::Any;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use azure_core::http::headers::Headers;
use azure_core::http::{
    AsyncRawResponse, ClientOptions, Context, FixedRetryOptions, HttpClient, RetryOptions,
    Transport,
};
use azure_core::tracing::{
    AsAny, Attribute, AttributeValue, Span, SpanGuard, SpanKind, SpanStatus, Tracer, TracerProvider,
};
use azure_security_keyvault_keys::models::{
    GetRandomBytesParameters, ImportKeyParameters, KeyOperationParameters, KeyRotationPolicy,
    ReleaseParameters, RestoreKeyParameters, SignParameters, UpdateKeyPropertiesParameters,
    VerifyParameters,
};
use azure_security_keyvault_keys::{KeyClient, KeyClientOptions};
use bytes::Bytes;
use futures::TryStreamExt as _;
use http::{Method, Request, Response};
use keyvault::keys::{self, KeysClient};
use keyvault::{Error, Operation, RequestBuilder, TrustedResources, VaultUrl, azure, decode_empty};
use tokio::runtime::Runtime;
use tracing::subscriber::{DefaultGuard, NoSubscriber};

use super::body;
use crate::clients::Credential;
use crate::vault::{Fault, Server, create};

/// Everything that a tracer was told.
#[derive(Debug, Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Recorded>>>);

#[derive(Debug)]
struct Recorded {
    depth: usize,
    name: String,
    kind: String,
    attributes: BTreeMap<String, String>,
    status: SpanStatus,
    ended: usize,
}

impl Recorder {
    /// The spans since the last call, each on a line, behind their parents.
    fn take(&self) -> Vec<String> {
        let spans = std::mem::take(&mut *self.0.lock().unwrap());
        let line = |span: &Recorded| {
            assert_eq!(span.ended, 1, "{span:?}");
            let indent = "  ".repeat(span.depth);
            let Recorded {
                name,
                kind,
                attributes,
                status,
                ..
            } = span;
            format!("{indent}{name} {kind} {attributes:?} {status:?}")
        };
        spans.iter().map(line).collect()
    }

    fn start(
        &self,
        depth: usize,
        name: Cow<'static, str>,
        kind: SpanKind,
        attributes: Vec<Attribute>,
    ) -> Arc<dyn Span> {
        let mut spans = self.0.lock().unwrap();
        spans.push(Recorded {
            depth,
            name: name.into_owned(),
            kind: format!("{kind:?}"),
            attributes: BTreeMap::new(),
            status: SpanStatus::Unset,
            ended: 0,
        });
        let index = spans.len() - 1;
        drop(spans);
        let recorder = self.clone();
        let span = Live {
            recorder,
            index,
            depth,
        };
        for Attribute { key, value } in attributes {
            span.set(&key, value);
        }
        Arc::new(span)
    }
}

impl TracerProvider for Recorder {
    fn get_tracer(
        &self,
        namespace: Option<&'static str>,
        _: &'static str,
        _: Option<&'static str>,
    ) -> Arc<dyn Tracer> {
        Arc::new(Named(self.clone(), namespace))
    }
}

#[derive(Debug)]
struct Named(Recorder, Option<&'static str>);

impl Tracer for Named {
    fn start_span(
        &self,
        name: Cow<'static, str>,
        kind: SpanKind,
        attributes: Vec<Attribute>,
    ) -> Arc<dyn Span> {
        self.0.start(0, name, kind, attributes)
    }

    fn start_span_with_parent(
        &self,
        name: Cow<'static, str>,
        kind: SpanKind,
        attributes: Vec<Attribute>,
        parent: Arc<dyn Span>,
    ) -> Arc<dyn Span> {
        let parent: &Live = parent.as_any().downcast_ref().unwrap();
        self.0.start(parent.depth + 1, name, kind, attributes)
    }

    fn namespace(&self) -> Option<&'static str> {
        self.1
    }
}

struct Live {
    recorder: Recorder,
    index: usize,
    depth: usize,
}

impl Live {
    fn change(&self, change: impl FnOnce(&mut Recorded)) {
        change(&mut self.recorder.0.lock().unwrap()[self.index]);
    }

    fn set(&self, key: &str, value: AttributeValue) {
        let value = match value {
            // Each call has another.
            _ if key == "az.client_request_id" => "an id".to_owned(),
            // Azure's client sorts the query of a link.
            AttributeValue::String(text) if key == "url.full" => {
                text.split('?').next().unwrap().to_owned()
            }
            AttributeValue::String(text) => text,
            other => format!("{other:?}"),
        };
        self.change(|span| drop(span.attributes.insert(key.to_owned(), value)));
    }
}

impl AsAny for Live {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct Nothing;

impl SpanGuard for Nothing {
    fn end(self) {}
}

impl Span for Live {
    fn is_recording(&self) -> bool {
        true
    }

    fn span_id(&self) -> [u8; 8] {
        [0; 8]
    }

    fn end(&self) {
        self.change(|span| span.ended += 1);
    }

    fn set_status(&self, status: SpanStatus) {
        self.change(|span| span.status = status);
    }

    fn set_attribute(&self, key: &'static str, value: AttributeValue) {
        self.set(key, value);
    }

    fn record_error(&self, _: &dyn std::error::Error) {}

    fn set_current(&self, _: &Context<'_>) -> Box<dyn SpanGuard> {
        Box::new(Nothing)
    }

    fn propagate_headers(&self, _: &mut azure_core::http::Request) {}
}

/// Both clients with the same transport, each with a recorder.
struct Both {
    ours: KeysClient,
    theirs: KeyClient,
    our_spans: Recorder,
    their_spans: Recorder,
    runtime: Runtime,
    /// With the feature that this package has on, the official client logs its token.
    _unwatched: DefaultGuard,
}

impl Both {
    fn new(url: &str, transport: &Transport) -> Self {
        let [our_spans, their_spans] = [(); 2].map(|()| Recorder::default());
        let client_options = |recorder: &Recorder| {
            let mut options = ClientOptions {
                transport: Some(transport.clone()),
                retry: RetryOptions::fixed(FixedRetryOptions {
                    delay: azure_core::time::Duration::milliseconds(10),
                    ..Default::default()
                }),
                ..Default::default()
            };
            options.instrumentation.tracer_provider = Some(Arc::new(recorder.clone()));
            options
        };
        let mut options = azure::Options::default();
        options.client_options = client_options(&our_spans);
        options.trusted_resources = TrustedResources::Any;
        let ours = KeysClient::with_options(url, Arc::new(Credential::default()), options);
        let options = KeyClientOptions {
            client_options: client_options(&their_spans),
            verify_challenge_resource: Some(false),
            ..Default::default()
        };
        let theirs = KeyClient::new(url, Arc::new(Credential::default()), Some(options));
        Self {
            ours: ours.unwrap(),
            theirs: theirs.unwrap(),
            our_spans,
            their_spans,
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            _unwatched: tracing::subscriber::set_default(NoSubscriber::default()),
        }
    }

    fn of(server: &Server) -> Self {
        Self::new(&server.url, &server.vault.transport().unwrap())
    }

    /// Asserts that the spans since the last call are the same. Returns them.
    fn assert_same(&self) -> Vec<String> {
        let ours = self.our_spans.take();
        assert_eq!(ours, self.their_spans.take());
        ours
    }
}

#[test]
fn a_call_has_the_spans_that_it_has_in_azures_client() {
    let server = Server::start();
    let both = Both::of(&server);
    server.create_key("testkey");
    for (key, faults, requests) in [
        // The challenge first, and then the call.
        ("testkey", &[][..], 2),
        ("testkey", &[], 1),
        ("nosuchkey", &[], 1),
        ("testkey", &[Fault::Throttle(None), Fault::Status(503)], 3),
        ("testkey", &[Fault::Status(403)], 1),
        ("testkey", &[Fault::Status(500); 9], 9),
    ] {
        server.fail(faults.iter().copied());
        let _ = both.runtime.block_on(both.ours.backup_key(key));
        server.vault.forget_faults();
        server.fail(faults.iter().copied());
        let _ = both.runtime.block_on(both.theirs.backup_key(key, None));
        server.vault.forget_faults();
        let spans = both.assert_same();
        assert_eq!(spans.len(), 1 + requests, "{spans:#?}");
        assert!(spans[0].starts_with("KeyVault.backupKey Internal"));
        assert!(spans[0].contains(r#""az.namespace": "KeyVault""#));
    }
}

#[test]
fn a_list_has_one_span_around_all_its_pages() {
    let server = Server::start();
    for name in ["a", "b", "c"] {
        server.create_key(name);
    }
    let both = Both::of(&server);
    let options = azure_security_keyvault_keys::models::KeyClientListKeyPropertiesOptions {
        maxresults: Some(1),
        ..Default::default()
    };
    let ours = both.ours.get_keys(Some(1)).items().try_collect::<Vec<_>>();
    assert_eq!(both.runtime.block_on(ours).unwrap().len(), 3);
    let theirs = both.theirs.list_key_properties(Some(options)).unwrap();
    let theirs = both.runtime.block_on(theirs.try_collect::<Vec<_>>());
    assert_eq!(theirs.unwrap().len(), 3);
    let spans = both.assert_same();
    let names: Vec<_> = spans.iter().map(|span| first(span)).collect();
    // The challenge, and three pages.
    assert_eq!(names, ["KeyVault.getKeys", "GET", "GET", "GET", "GET"]);
}

fn first(span: &str) -> String {
    span.trim_start().split(' ').next().unwrap().to_owned()
}

#[test]
fn a_list_that_fails_or_is_left_ends_its_span() {
    let server = Server::start();
    for name in ["a", "b"] {
        server.create_key(name);
    }
    let both = Both::of(&server);
    server.fail([Fault::Status(403)]);
    let list = both.ours.get_keys(None).items().try_collect::<Vec<_>>();
    let error = both.runtime.block_on(list).unwrap_err();
    let spans = both.our_spans.take();
    assert!(spans[0].contains(r#""error.type": "403""#), "{spans:#?}");
    let description = error.to_string();
    let status = SpanStatus::Error { description };
    assert!(spans[0].ends_with(&format!("{status:?}")), "{spans:#?}");

    let mut list = both.ours.get_keys(Some(1)).items();
    both.runtime.block_on(list.try_next()).unwrap().unwrap();
    drop(list);
    assert_eq!(both.our_spans.take().len(), 2);
}

#[test]
fn a_call_that_is_not_repeated_tells_its_span_the_status() {
    let server = Server::start();
    let both = Both::of(&server);
    server.fail([Fault::Status(500)]);
    let create = create("k");
    both.runtime.block_on(both.ours.send(&create)).unwrap_err();
    let spans = both.our_spans.take();
    assert!(spans[0].starts_with("KeyVault.createKey"), "{spans:#?}");
    assert!(spans[0].contains(r#""error.type": "500""#), "{spans:#?}");
    assert!(
        spans[0].ends_with(r#"Error { description: "" }"#),
        "{spans:#?}"
    );
}

/// Refuses every request.
#[derive(Debug)]
struct Refusing;

#[async_trait]
impl HttpClient for Refusing {
    async fn execute_request(
        &self,
        _: &azure_core::http::Request,
    ) -> azure_core::Result<AsyncRawResponse> {
        Ok(AsyncRawResponse::from_bytes(400.into(), Headers::new(), ""))
    }
}

/// An operation of the name of another.
struct Namesake<O>(PhantomData<fn() -> O>);

impl<O: Operation> Operation for Namesake<O> {
    type Output = ();
    const NAME: &'static str = O::NAME;

    fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, Error> {
        RequestBuilder::new(Method::GET, vault)
            .literal("keys")
            .empty()
    }

    fn response(response: Response<Bytes>) -> Result<(), Error> {
        decode_empty(response, 200)
    }
}

#[test]
fn every_operation_has_the_name_that_it_has_in_azures_client() {
    let both = Both::new(
        "https://v.vault.azure.net",
        &Transport::new(Arc::new(Refusing)),
    );
    macro_rules! ours {
        ($($operation:ident)*) => {
            $(
                let operation = Namesake::<keys::$operation>(PhantomData);
                both.runtime.block_on(both.ours.send(&operation)).unwrap_err();
            )*
        };
    }
    ours!(BackupKey CreateKey Decrypt DeleteKey Encrypt GetDeletedKey GetDeletedKeys GetKey
        GetKeyAttestation GetKeyRotationPolicy GetKeyVersions GetKeys GetRandomBytes ImportKey
        PurgeDeletedKey RecoverDeletedKey Release RestoreKey RotateKey Sign UnwrapKey UpdateKey
        UpdateKeyRotationPolicy Verify WrapKey);
    macro_rules! theirs {
        ($($method:ident($($argument:expr),*))*) => {
            $(
                let call = both.theirs.$method($($argument,)* None);
                assert!(both.runtime.block_on(call).is_err());
            )*
        };
    }
    let operation = || body(KeyOperationParameters::default());
    theirs! {
        backup_key("k")
        create_key("k", body(super::of_type(azure_security_keyvault_keys::models::KeyType::Ec)))
        decrypt("k", "v", operation())
        delete_key("k")
        encrypt("k", operation())
        get_deleted_key("k")
        get_key("k")
        get_key_attestation("k")
        get_key_rotation_policy("k")
        get_random_bytes(body(GetRandomBytesParameters::default()))
        import_key("k", body(ImportKeyParameters::default()))
        purge_deleted_key("k")
        recover_deleted_key("k")
        release("k", body(ReleaseParameters::default()))
        restore_key(body(RestoreKeyParameters::default()))
        rotate_key("k")
        sign("k", body(SignParameters::default()))
        unwrap_key("k", "v", operation())
        update_key_properties("k", body(UpdateKeyPropertiesParameters::default()))
        update_key_rotation_policy("k", body(KeyRotationPolicy::default()))
        verify("k", "v", body(VerifyParameters::default()))
        wrap_key("k", operation())
    }
    let lists = async {
        let keys = both.theirs.list_key_properties(None)?;
        let first = keys.try_collect::<Vec<_>>().await;
        let deleted = both.theirs.list_deleted_key_properties(None)?;
        let second = deleted.try_collect::<Vec<_>>().await;
        let versions = both.theirs.list_key_properties_versions("k", None)?;
        let third = versions.try_collect::<Vec<_>>().await;
        azure_core::Result::Ok([first.is_err(), second.is_err(), third.is_err()])
    };
    assert_eq!(both.runtime.block_on(lists).unwrap(), [true; 3]);

    let names = |recorder: &Recorder| -> BTreeSet<String> {
        let spans = recorder.take();
        let spans = spans.iter().filter(|span| !span.starts_with(' '));
        spans.map(|span| first(span)).collect()
    };
    let ours = names(&both.our_spans);
    assert_eq!(ours, names(&both.their_spans));
    assert_eq!(ours.len(), 25);
}

#[test]
fn an_operation_of_a_group_has_the_group_in_its_name() {
    struct List;
    impl Operation for List {
        type Output = ();
        const NAME: &'static str = "RoleDefinitions_List";

        fn request(&self, vault: &VaultUrl) -> Result<Request<Bytes>, Error> {
            RequestBuilder::new(Method::GET, vault).empty()
        }

        fn response(response: Response<Bytes>) -> Result<(), Error> {
            decode_empty(response, 200)
        }
    }

    let both = Both::new(
        "https://v.vault.azure.net",
        &Transport::new(Arc::new(Refusing)),
    );
    both.runtime.block_on(both.ours.send(&List)).unwrap_err();
    let name = first(&both.our_spans.take()[0]);
    assert_eq!(name, "KeyVault.RoleDefinitions.list");
}
