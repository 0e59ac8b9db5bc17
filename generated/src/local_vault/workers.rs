// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The threads that answer requests, and their end.

use std::fmt;
use std::io;
use std::num::NonZero;
use std::sync::Arc;
use std::thread::{Builder, available_parallelism};

use bytes::Bytes;
use http::Request;
use tokio::sync::{Semaphore, oneshot};

use super::vault::{Answer, Vault};

/// Answers some requests at a time, the others wait. Clones share the threads.
#[derive(Clone)]
pub(super) struct Workers {
    vault: Arc<Vault>,
    free: Arc<Semaphore>,
}

impl fmt::Debug for Workers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Workers({})", self.vault.url())
    }
}

impl Workers {
    pub(super) fn new(vault: Arc<Vault>) -> Self {
        let processors = available_parallelism().map_or(1, NonZero::get);
        // While some make keys, which takes a while, others wait for the disk.
        let free = Arc::new(Semaphore::new(2 * processors));
        Self { vault, free }
    }

    /// The vault's answer. What waits for its turn is forgotten with its caller.
    ///
    /// # Errors
    ///
    /// The vault has stopped, or the system has no thread to give.
    pub(super) async fn answer(&self, request: Request<Bytes>) -> io::Result<Answer> {
        let stopped = |_| io::Error::other("the local vault has stopped");
        let turn = self.free.clone().acquire_owned().await.map_err(stopped)?;
        let (done, answer) = oneshot::channel();
        let vault = self.vault.clone();
        // Not a thread of a Tokio runtime: there may be none, or one that ends, which
        // would wait for it.
        let thread = Builder::new().name("local-vault".to_owned());
        thread.spawn(move || {
            // The caller may have gone away.
            let _ = done.send(vault.answer(&request));
            drop(turn);
        })?;
        answer.await.map_err(io::Error::other)
    }

    /// Ends the vault: what was not done by now is refused, and never done.
    pub(super) fn stop(&self) {
        self.free.close();
        self.vault.store.close();
    }
}
