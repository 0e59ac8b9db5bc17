//! A small Key Vault on this machine, for the clients to talk to: the service
//! in memory, and the server that carries it over TLS and can be told to fail.

mod server;
mod service;

pub(crate) use server::{Fault, Server};
pub(crate) use service::{Service, TOKEN};
