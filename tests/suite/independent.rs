//! Azure's own clients against the local vault, with every operation that they
//! have: it is no mirror of our mistakes if they find a vault there.

mod cryptography;
mod keys;
mod lists;
mod scripts;
mod spans;

use std::fmt::Debug;
use std::future::Future;

use azure_core::error::ErrorKind;
use azure_core::http::{ClientOptions, RequestContent, Response};
use azure_security_keyvault_keys::models::{CreateKeyParameters, CurveName, Key, KeyType};
use azure_security_keyvault_keys::{KeyClient, KeyClientOptions};
use keyvault::local_vault::{Grant, Kind, Options};
use serde::de::DeserializeOwned;
use tokio::runtime::Runtime;
use tracing::subscriber::{DefaultGuard, NoSubscriber};

use crate::vault::Server;

/// The official Rust client of a vault of its own.
struct Official {
    server: Server,
    client: KeyClient,
    runtime: Runtime,
    /// With the feature that this package has on, the official client logs its token.
    _unwatched: DefaultGuard,
}

impl Official {
    fn new(kind: Kind) -> Self {
        let mut options = Options::default();
        options.kind = kind;
        let server = Server::start_with(options);
        Self {
            client: client(&server, Grant::all()),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            _unwatched: tracing::subscriber::set_default(NoSubscriber::default()),
            server,
        }
    }

    /// What a call gives.
    fn get<T: DeserializeOwned>(
        &self,
        call: impl Future<Output = azure_core::Result<Response<T>>>,
    ) -> T {
        let answered = self.runtime.block_on(call);
        let model = answered.and_then(Response::into_model);
        model.unwrap_or_else(|error| panic!("{error}"))
    }

    /// The status and the code that a call is refused with.
    fn refused<T>(&self, call: impl Future<Output = azure_core::Result<T>>) -> (u16, String) {
        let Err(error) = self.runtime.block_on(call) else {
            panic!("it was not refused");
        };
        match error.kind() {
            ErrorKind::HttpResponse {
                status,
                error_code: Some(code),
                ..
            } => (u16::from(*status), code.clone()),
            _ => panic!("{error}"),
        }
    }

    fn create(&self, name: &str, parameters: CreateKeyParameters) -> Key {
        self.get(self.client.create_key(name, body(parameters), None))
    }

    /// Makes a key of the kind that is made the fastest.
    fn create_any(&self, name: &str) -> Key {
        self.create(name, of_type(KeyType::Ec))
    }
}

/// The official client of a vault, for what `grant` says.
fn client(server: &Server, grant: Grant) -> KeyClient {
    let options = KeyClientOptions {
        client_options: ClientOptions {
            transport: Some(server.vault.transport().unwrap()),
            ..Default::default()
        },
        // No vault of Azure is at 127.0.0.1.
        verify_challenge_resource: Some(false),
        ..Default::default()
    };
    KeyClient::new(&server.url, server.vault.credential(grant), Some(options)).unwrap()
}

fn of_type(kty: KeyType) -> CreateKeyParameters {
    CreateKeyParameters {
        kty: Some(kty),
        ..Default::default()
    }
}

fn on_curve(curve: CurveName) -> CreateKeyParameters {
    CreateKeyParameters {
        curve: Some(curve),
        ..of_type(KeyType::Ec)
    }
}

fn of_size(kty: KeyType, bits: i32) -> CreateKeyParameters {
    CreateKeyParameters {
        key_size: Some(bits),
        ..of_type(kty)
    }
}

fn body<T>(parameters: T) -> RequestContent<T>
where
    RequestContent<T>: TryFrom<T>,
    <RequestContent<T> as TryFrom<T>>::Error: Debug,
{
    parameters.try_into().unwrap()
}
