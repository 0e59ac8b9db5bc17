//! The program `local-vault`, as someone runs it: a process of its own, which is
//! killed and comes back.

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};
use std::{env, fs};

use bytes::Bytes;
use futures::stream::{self, StreamExt as _};
use keyvault::blocking::{AccessToken, Options, TokenRequest};
use keyvault::keys::blocking::KeysClient;
use keyvault::keys::{JsonWebKeyType, KeyCreateParameters, KeyUpdateParameters};
use keyvault::{Error, TrustedResources};
use tokio::sync::oneshot;

use crate::vault::TOKEN;

/// A running program.
struct Program {
    child: Child,
    url: String,
    certificate: PathBuf,
    client: KeysClient,
}

impl Program {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let certificate = folder.join("authority.pem");
        let mut child = Command::new(env!("CARGO_BIN_EXE_local-vault-under-test"))
            .args(["--token", TOKEN, "--stop-with-input", "--certificate"])
            .arg(&certificate)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("url   ").map(str::to_owned));
        let url = url.unwrap();
        let mut options = Options::default();
        options.root_certificates = Some(fs::read_to_string(&certificate).unwrap());
        options.proxy_from_environment = false;
        options.trusted_resources = TrustedResources::Any;
        options.retry.max_retries = 0;
        let tokens = |_: &TokenRequest| {
            let in_an_hour = SystemTime::now() + Duration::from_secs(3600);
            Ok(AccessToken::new(TOKEN.to_owned(), in_an_hour))
        };
        Self {
            child,
            client: KeysClient::with_options(&url, tokens, options).unwrap(),
            url,
            certificate,
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn elliptic() -> KeyCreateParameters {
    KeyCreateParameters {
        kty: JsonWebKeyType::Ec,
        ..Default::default()
    }
}

fn tagged(text: String) -> KeyUpdateParameters {
    KeyUpdateParameters {
        tags: Some(BTreeMap::from([("last".to_owned(), text)])),
        ..Default::default()
    }
}

#[test]
fn a_killed_vault_comes_back_with_every_acknowledged_change() {
    const WRITERS: usize = 4;
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let arguments = ["--directory", store.to_str().unwrap()];
    // What was acknowledged: of each key its versions, and its last tag.
    let acknowledged: Mutex<BTreeMap<String, (Vec<String>, String)>> = Mutex::default();
    for round in 0..20 {
        let mut program = Program::start(folder.path(), &arguments);
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (client, acknowledged, stop) = (program.client.clone(), &acknowledged, &stop);
                scope.spawn(move || {
                    for number in 0.. {
                        if stop.load(Ordering::SeqCst) {
                            break;
                        }
                        let name = format!("w{writer}-{}", number % 7);
                        // Both fail once the program is killed.
                        let Ok(created) = client.create_key(name.as_str(), elliptic()) else {
                            break;
                        };
                        let mut known = acknowledged.lock().unwrap();
                        let (versions, _) = known.entry(name.clone()).or_default();
                        versions.push(
                            created
                                .key
                                .kid
                                .unwrap()
                                .rsplit('/')
                                .next()
                                .unwrap()
                                .to_owned(),
                        );
                        drop(known);
                        let tag = format!("{round}-{number}");
                        let version = Some(versions_last(acknowledged, &name));
                        let updated = client.update_key(
                            name.as_str(),
                            version.as_deref(),
                            tagged(tag.clone()),
                        );
                        if updated.is_err() {
                            break;
                        }
                        acknowledged.lock().unwrap().get_mut(&name).unwrap().1 = tag;
                    }
                });
            }
            std::thread::sleep(Duration::from_millis(60 + 7 * round));
            program.child.kill().unwrap();
            stop.store(true, Ordering::SeqCst);
        });
    }
    let program = Program::start(folder.path(), &arguments);
    let acknowledged = acknowledged.into_inner().unwrap();
    let versions: usize = acknowledged
        .values()
        .map(|(versions, _)| versions.len())
        .sum();
    println!("{} keys, {versions} versions", acknowledged.len());
    assert!(versions > 20, "{versions} changes were acknowledged");
    check(&program.client, &acknowledged);
}

fn versions_last(
    acknowledged: &Mutex<BTreeMap<String, (Vec<String>, String)>>,
    name: &str,
) -> String {
    acknowledged.lock().unwrap()[name].0.last().unwrap().clone()
}

/// Every acknowledged version is there, in its order and with its tag; a version
/// that was not acknowledged is whole or not there.
fn check(client: &KeysClient, acknowledged: &BTreeMap<String, (Vec<String>, String)>) {
    for (name, (versions, tag)) in acknowledged {
        let items: Result<Vec<_>, _> = client
            .get_key_versions(name.as_str(), None)
            .items()
            .collect();
        let kept: Vec<_> = items
            .unwrap()
            .into_iter()
            .map(|item| item.kid.unwrap())
            .collect();
        let kept: Vec<_> = kept
            .iter()
            .map(|kid| kid.rsplit('/').next().unwrap())
            .collect();
        let mut rest = kept.iter();
        for version in versions {
            assert!(rest.any(|kept| kept == version), "{name}/{version} is lost");
        }
        let mut seen = false;
        for version in kept {
            let bundle = client.get_key(name.as_str(), Some(version)).unwrap();
            let tags = bundle.tags.unwrap_or_default();
            seen |= tags.get("last") == Some(tag);
        }
        assert!(seen || tag.is_empty(), "{name}: the tag {tag} is lost");
    }
    for item in client.get_keys(None).items() {
        let kid = item.unwrap().kid.unwrap();
        client.backup_key(kid.rsplit('/').next().unwrap()).unwrap();
    }
}

#[test]
fn many_backups_at_once_are_all_answered() {
    // CONTRIBUTING.md: for a release, 10,000.
    let count: usize =
        env::var("KEYVAULT_TEST_BACKUPS").map_or(500, |count| count.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &[]);
    program.client.create_key("k", elliptic()).unwrap();
    let started = Instant::now();
    let next = Arc::new(Mutex::new(0..count));
    let failed: usize = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..64)
            .map(|_| {
                let (client, next) = (program.client.clone(), next.clone());
                scope.spawn(move || {
                    let mut failed = 0;
                    loop {
                        if next.lock().unwrap().next().is_none() {
                            return failed;
                        }
                        let backup = client.backup_key("k");
                        failed += usize::from(backup.is_err());
                    }
                })
            })
            .collect();
        callers
            .into_iter()
            .map(|caller| caller.join().unwrap())
            .sum()
    });
    println!("{count} backups, 64 at a time, in {:?}", started.elapsed());
    assert_eq!(failed, 0);
}

/// A request that the program is receiving: its body ends when the test says so.
struct Asked {
    end: oneshot::Sender<()>,
    status: JoinHandle<Option<u16>>,
}

impl Asked {
    fn begin(program: &Program) -> Self {
        let url = format!("{}/keys/k/create?api-version=7.4", program.url);
        let trusted = fs::read(&program.certificate).unwrap();
        let (end, ended) = oneshot::channel();
        let (begin, begun) = mpsc::channel();
        // More than fits between the two: all of it has left once the rest is wanted.
        let spaces = Ok(Bytes::from(vec![b' '; 8 * 1024 * 1024]));
        let rest = async move {
            begin.send(()).unwrap();
            ended.await.map_err(io::Error::other)?;
            Ok::<_, io::Error>(Bytes::from(r#"{"kty":"EC"}"#))
        };
        let body = stream::iter([spaces]).chain(stream::once(rest));
        let status = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = { runtime }.enable_all().build().unwrap();
            let trusted = reqwest::Certificate::from_pem(&trusted).unwrap();
            let client = reqwest::Client::builder().no_proxy();
            let client = client.add_root_certificate(trusted).build().unwrap();
            let request = client.post(url).bearer_auth(TOKEN);
            let request = request.body(reqwest::Body::wrap_stream(body));
            let answer = runtime.block_on(request.send());
            answer.ok().map(|answer| answer.status().as_u16())
        });
        begun.recv().unwrap();
        Self { end, status }
    }
}

/// Waits until the program takes no further connections.
fn wait_until_it_stops(program: &Program) {
    let address = program.url.strip_prefix("https://").unwrap();
    while TcpStream::connect(address).is_ok() {
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_program_stops_when_it_is_told_and_answers_what_was_asked_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path(), &["--managed-hsm"]);
    let error = program.client.backup_key("k").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("Key not found: https://127.0.0.1:"),
        "{error}"
    );
    let asked = Asked::begin(&program);
    drop(program.child.stdin.take());
    wait_until_it_stops(&program);
    asked.end.send(()).unwrap();
    assert_eq!(asked.status.join().unwrap(), Some(200));
    assert!(program.child.wait().unwrap().success());
    assert!(matches!(
        program.client.backup_key("k").unwrap_err(),
        Error::Transport(_)
    ));
}

#[cfg(unix)]
#[test]
fn a_program_that_is_told_again_to_stop_waits_for_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::start(folder.path(), &[]);
    let asked = Asked::begin(&program);
    let terminate = || {
        let id = program.child.id().to_string();
        let killed = Command::new("kill").arg(id).status();
        assert!(killed.unwrap().success());
    };
    terminate();
    wait_until_it_stops(&program);
    terminate();
    assert_eq!(program.child.wait().unwrap().code(), Some(1));
    assert_eq!(asked.status.join().unwrap(), None);
}

#[test]
fn wrong_arguments_are_told_with_the_right_ones() {
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_local-vault-under-test");
        let output = Command::new(program).args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let (status, out, err) = run(&["--help"]);
    assert_eq!((status, err.as_str()), (Some(0), ""));
    for option in [
        "--port",
        "--certificate",
        "--token",
        "--directory",
        "--geography",
    ] {
        assert!(out.contains(option), "{out}");
    }
    for wrong in [
        &["--prot", "1"][..],
        &["--port", "x"],
        &["--port"],
        &["vault"],
        &["--token", ""],
        &["--token", "two\nlines"],
        &["--token", "ö"],
        &["--token", "secret", "--token-file", "file"],
    ] {
        let (status, out, err) = run(wrong);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{wrong:?}");
        assert!(
            err.starts_with("error: ") && err.contains("Usage: local-vault"),
            "{err}"
        );
        assert!(!err.contains("secret"), "{err}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "short").unwrap();
    let (status, _, err) = run(&["--geography", file.to_str().unwrap()]);
    assert_eq!(status, Some(1));
    assert!(err.ends_with("file: it has not 32 bytes\n"), "{err}");
    let nowhere = folder.path().join("nowhere/file");
    for option in ["--certificate", "--token-file"] {
        let (status, _, err) = run(&[option, nowhere.to_str().unwrap()]);
        assert_eq!(status, Some(1));
        let path = format!("error: {}: ", nowhere.display());
        assert!(err.starts_with(&path), "{err}");
    }
    let (status, _, err) = run(&["--directory", file.to_str().unwrap()]);
    assert_eq!(status, Some(1));
    assert!(
        err.starts_with("error: the local vault could not open its store: "),
        "{err}"
    );
}
