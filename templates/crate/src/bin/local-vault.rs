// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! A local vault for clients in any language, until it is told to stop.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use keyvault::local_vault::{Geography, Grant, Kind, LocalVault, Options};
use lexopt::prelude::{Long, Short, ValueExt as _};

const HELP: &str = "\
A local Key Vault, for tests: https://127.0.0.1:PORT

Usage: local-vault [OPTIONS]

  --port PORT         the port; by default any that is free
  --certificate FILE  writes the certificate to trust there, as PEM
  --token TEXT        takes this token for everything; by default a new one
  --token-file FILE   writes the token there
  --directory FOLDER  keeps the keys there; by default in memory
  --geography FILE    vaults with the same file restore each other's backups;
                      it is made if it is not there
  --managed-hsm       is a managed HSM
  --stop-with-input   stops when its input ends, that is, with whoever started it
  -h, --help          prints this

It prints its URL once it can be reached, and stops on Ctrl-C, or when it is
terminated.
";

struct Arguments {
    options: Options,
    certificate: Option<PathBuf>,
    token: Option<String>,
    token_file: Option<PathBuf>,
    geography: Option<PathBuf>,
    stop_with_input: bool,
}

type Error = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments = match read(std::env::args_os().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The arguments; `None` for a call for help.
fn read(arguments: impl Iterator<Item = OsString>) -> Result<Option<Arguments>, lexopt::Error> {
    let mut read = Arguments {
        options: Options::default(),
        certificate: None,
        token: None,
        token_file: None,
        geography: None,
        stop_with_input: false,
    };
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => read.options.port = parser.value()?.parse()?,
            Long("certificate") => read.certificate = Some(parser.value()?.into()),
            Long("token") => read.token = Some(parser.value()?.string()?),
            Long("token-file") => read.token_file = Some(parser.value()?.into()),
            Long("directory") => read.options.directory = Some(parser.value()?.into()),
            Long("geography") => read.geography = Some(parser.value()?.into()),
            Long("managed-hsm") => read.options.kind = Kind::ManagedHsm,
            Long("stop-with-input") => read.stop_with_input = true,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(read))
}

#[tokio::main]
async fn run(arguments: Arguments) -> Result<(), Error> {
    let mut options = arguments.options;
    if let Some(path) = arguments.geography {
        options.geography = Some(geography(path)?);
    }
    let vault = LocalVault::start_with(options).await?;
    let token = match arguments.token {
        Some(token) => {
            vault.accept(token.clone(), Grant::all());
            token
        }
        None => vault.token(Grant::all()),
    };
    if let Some(path) = arguments.certificate {
        std::fs::write(path, vault.certificate())?;
    }
    match arguments.token_file {
        Some(path) => std::fs::write(path, token)?,
        None => println!("token {token}"),
    }
    println!("url   {}", vault.url());
    told_to_stop(arguments.stop_with_input).await?;
    vault.stop().await;
    Ok(())
}

/// The geography in a file, which is made if it is not there.
fn geography(path: PathBuf) -> Result<Geography, Error> {
    if !path.exists() {
        std::fs::write(&path, Geography::new().to_bytes())?;
    }
    let bytes = std::fs::read(&path)?;
    let wrong = || format!("{} is not a geography: it has not 32 bytes", path.display());
    let bytes = bytes.as_slice().try_into().map_err(|_| wrong())?;
    Ok(Geography::from_bytes(bytes))
}

/// Waits for Ctrl-C, for a termination, or for the end of the input.
async fn told_to_stop(with_input: bool) -> Result<(), Error> {
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        () = terminated() => {}
        () = input_ended(), if with_input => {}
    }
    Ok(())
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

async fn input_ended() {
    let (ended, end) = tokio::sync::oneshot::channel::<()>();
    // A thread of its own: the runtime would wait for a read that it began.
    std::thread::spawn(move || {
        // Input that cannot be read has ended as well.
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        drop(ended);
    });
    // The other end says nothing, it goes.
    let _ = end.await;
}
