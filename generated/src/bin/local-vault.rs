// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! A local vault for clients in any language, until it is told to stop.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
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
  --token-file FILE   writes the new token there instead; not with --token
  --directory FOLDER  keeps the keys there; by default in memory
  --geography FILE    vaults with the same file restore each other's backups;
                      it is made if it is not there
  --managed-hsm       is a managed HSM
  --stop-with-input   stops when its input ends, that is, with whoever started it
  -h, --help          prints this

It prints its URL once it can be reached, and stops on Ctrl-C, or when it is
terminated: within five seconds, at once if it is told again.
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
            Long("token") => read.token = Some(token(parser.value()?.string()?)?),
            Long("token-file") => read.token_file = Some(parser.value()?.into()),
            Long("directory") => read.options.directory = Some(parser.value()?.into()),
            Long("geography") => read.geography = Some(parser.value()?.into()),
            Long("managed-hsm") => read.options.kind = Kind::ManagedHsm,
            Long("stop-with-input") => read.stop_with_input = true,
            Short('h') | Long("help") => return Ok(None),
            other => return Err(other.unexpected()),
        }
    }
    if read.token.is_some() && read.token_file.is_some() {
        return Err("--token-file is for a new token: leave it or --token out".into());
    }
    Ok(Some(read))
}

/// A token that clients can send (RFC 6750, section 2.1).
fn token(text: String) -> Result<String, lexopt::Error> {
    let is_sent = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    match !text.is_empty() && text.bytes().all(is_sent) {
        true => Ok(text),
        false => Err("--token takes letters, digits and any of -._~+/=, at least one".into()),
    }
}

#[tokio::main]
async fn run(arguments: Arguments) -> Result<(), Error> {
    // Before anyone knows that there is something to stop.
    let mut signals = Signals::new()?;
    let input = arguments.stop_with_input.then(input_ended);
    let mut options = arguments.options;
    if let Some(path) = arguments.geography {
        let read = Geography::in_file(&path);
        options.geography = Some(read.map_err(|error| about(&path, error))?);
    }
    let vault = LocalVault::start_with(options).await?;
    if let Some(path) = arguments.certificate {
        let written = std::fs::write(&path, vault.certificate());
        written.map_err(|error| about(&path, error))?;
    }
    let mut out = std::io::stdout();
    match (arguments.token, arguments.token_file) {
        (Some(token), _) => vault.accept(token, Grant::all()),
        (None, Some(path)) => {
            let written = vault.write_token(Grant::all(), &path);
            written.map_err(|error| about(&path, error))?;
        }
        (None, None) => writeln!(out, "token {}", vault.token(Grant::all()))?,
    }
    writeln!(out, "url   {}", vault.url())?;
    let ended = async {
        match input {
            // The other end says nothing, it goes.
            Some(end) => drop(end.await),
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = signals.next() => {}
        () = ended => {}
    }
    tokio::select! {
        () = vault.stop() => Ok(()),
        () = signals.next() => Err("told to stop again, before every request was answered".into()),
    }
}

/// What went wrong with a file.
fn about(path: &Path, error: std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

/// Ctrl-C and termination; none is missed.
struct Signals {
    #[cfg(unix)]
    interrupted: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminated: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupted: tokio::signal::windows::CtrlC,
    #[cfg(windows)]
    terminated: tokio::signal::windows::CtrlClose,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupted: signal(SignalKind::interrupt())?,
            terminated: signal(SignalKind::terminate())?,
        })
    }

    #[cfg(windows)]
    fn new() -> std::io::Result<Self> {
        use tokio::signal::windows::{ctrl_c, ctrl_close};
        Ok(Self {
            interrupted: ctrl_c()?,
            terminated: ctrl_close()?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupted.recv() => {}
            _ = self.terminated.recv() => {}
        }
    }
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
