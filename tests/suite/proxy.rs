//! Proxies that the environment names, each test in a process with an environment
//! of its own.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};

use keyvault::blocking::{Options, StaticToken};
use keyvault::keys::blocking::KeysClient;
use keyvault::{Error, TrustedResources};

use crate::vault::{Server, TOKEN};

/// Tells a test that it runs in its own child.
const PROXIED: &str = "KEYVAULT_TEST_PROXIED";

/// Runs a test of this program once more, with a proxy in the environment.
fn run(test: &str, variable: &str, proxy: &str) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for other in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
        command.env_remove(other);
        command.env_remove(other.to_lowercase());
    }
    let arguments = ["--exact", test];
    let command = command
        .args(arguments)
        .env(PROXIED, "")
        .env(variable, proxy);
    command.output().unwrap()
}

#[test]
fn clients_of_a_local_vault_pass_by_the_proxy_of_the_environment() {
    // Nobody listens there.
    let proxy = "http://127.0.0.1:9";
    for variable in ["HTTPS_PROXY", "ALL_PROXY"] {
        for test in [
            "behaviour::a_backup_takes_two_requests_and_the_next_one_takes_one",
            "local_vault::folders::the_folder_of_a_stopped_vault_is_free_although_clients_live",
        ] {
            let output = run(test, variable, proxy);
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{variable}: {told}");
            assert!(told.contains("1 passed"), "{told}");
        }
    }
}

#[test]
fn a_blocking_client_goes_through_the_proxy_of_the_environment_if_it_is_not_told_otherwise() {
    if std::env::var_os(PROXIED).is_some() {
        return call_that_the_proxy_refuses();
    }
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = proxy.local_addr().unwrap();
    let asked = std::thread::spawn(move || {
        let (mut client, _) = proxy.accept().unwrap();
        let asked = read_head(&mut client);
        client.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").unwrap();
        asked
    });
    let test = "proxy::a_blocking_client_goes_through_the_proxy_of_the_environment_if_it_is_not_told_otherwise";
    let output = run(test, "HTTPS_PROXY", &format!("http://{address}"));
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    let asked = asked.join().unwrap();
    assert!(asked.starts_with("CONNECT 127.0.0.1:"), "{asked}");
}

fn read_head(client: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    String::from_utf8(head).unwrap()
}

fn call_that_the_proxy_refuses() {
    let server = Server::start();
    let mut options = Options::default();
    options.root_certificates = Some(server.certificate.clone());
    options.trusted_resources = TrustedResources::Any;
    options.retry.max_retries = 0;
    let client = KeysClient::with_options(&server.url, StaticToken::new(TOKEN), options).unwrap();
    let error = client.backup_key("testkey").unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}
