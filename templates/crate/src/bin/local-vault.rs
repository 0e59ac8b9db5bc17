// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! A local vault for clients in any language, until it is told to stop.

use std::ffi::OsString;
use std::future::Future;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use keyvault::local_vault::{Geography, Grant, Kind, LocalVault, Options};
use lexopt::prelude::{Long, Short, ValueExt as _};
use tokio::sync::oneshot;

const HELP: &str = "\
A local Key Vault, for tests: https://127.0.0.1:PORT

Usage: local-vault [OPTIONS]

  --port PORT         the port; by default any that is free
  --certificate FILE  writes the certificate to trust there, as PEM
  --token TEXT        takes this token for everything; by default a new one, which
                      it prints
  --token-file FILE   writes the new token there instead
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
    // Before anyone knows that there is something to stop.
    let stop = told_to_stop(arguments.stop_with_input)?;
    let mut options = arguments.options;
    if let Some(path) = arguments.geography {
        let read = Geography::in_file(&path);
        options.geography = Some(read.map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let vault = LocalVault::start_with(options).await?;
    if let Some(path) = arguments.certificate {
        std::fs::write(path, vault.certificate())?;
    }
    let mut out = std::io::stdout();
    match (arguments.token, arguments.token_file) {
        (Some(token), _) => vault.accept(token, Grant::all()),
        (None, Some(path)) => vault.write_token(Grant::all(), &path)?,
        (None, None) => writeln!(out, "token {}", vault.token(Grant::all()))?,
    }
    writeln!(out, "url   {}", vault.url())?;
    stop.await;
    vault.stop().await;
    Ok(())
}

/// Waits for Ctrl-C, for a termination, or for the end of the input; from the call
/// on, none of them is missed.
fn told_to_stop(with_input: bool) -> Result<impl Future<Output = ()>, Error> {
    #[cfg(unix)]
    let (mut interrupted, mut terminated) = {
        use tokio::signal::unix::{SignalKind, signal};
        (
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        )
    };
    #[cfg(windows)]
    let (mut interrupted, mut terminated) = {
        use tokio::signal::windows::{ctrl_c, ctrl_close};
        (ctrl_c()?, ctrl_close()?)
    };
    let input = with_input.then(input_ended);
    Ok(async move {
        let ended = async {
            match input {
                // The other end says nothing, it goes.
                Some(end) => drop(end.await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
            () = ended => {}
        }
    })
}

fn input_ended() -> oneshot::Receiver<()> {
    let (ended, end) = oneshot::channel();
    // A thread of its own: the runtime would wait for a read that it began.
    std::thread::spawn(move || {
        // Input that cannot be read has ended as well.
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        drop(ended);
    });
    end
}
