// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The vault on a real connection: TLS on 127.0.0.1.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body, Frame, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Sleep, sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::fault::Break;
use super::vault::{Answer, Vault};

/// No request of the API comes near it.
const MAX_BODY: usize = 16 * 1024 * 1024;
/// How long open requests may take when the server stops, and a client to begin.
const GRACE: Duration = Duration::from_secs(5);

/// A server that goes on until it is stopped or dropped.
pub(super) struct Server {
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
    /// Bytes of endless bodies that left the server.
    pub(super) endless: Arc<AtomicUsize>,
}

impl Server {
    pub(super) fn start(listener: TcpListener, tls: Arc<ServerConfig>, vault: Arc<Vault>) -> Self {
        let (stop, stopped) = watch::channel(false);
        let endless = Arc::new(AtomicUsize::new(0));
        let serve = serve(listener, tls.into(), vault, endless.clone(), stopped);
        Self {
            stop,
            task: tokio::spawn(serve),
            endless,
        }
    }

    /// Takes no further connections, and lets open requests end.
    pub(super) async fn stop(self) {
        self.stop.send_replace(true);
        // The task cannot fail but by a panic, which is on the terminal already.
        let _ = self.task.await;
    }
}

async fn serve(
    listener: TcpListener,
    tls: TlsAcceptor,
    vault: Arc<Vault>,
    endless: Arc<AtomicUsize>,
    stopped: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    let mut stop = pin!(told_to_stop(stopped.clone()));
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => {
                    let (vault, endless) = (vault.clone(), endless.clone());
                    connections.spawn(connection(socket, tls.clone(), vault, endless, stopped.clone()));
                }
                // Too many open files: others must end first.
                Err(_) => sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // Who is not done by then is cut off when the set is dropped.
    let _ = timeout(GRACE, ended).await;
}

async fn connection(
    socket: TcpStream,
    tls: TlsAcceptor,
    vault: Arc<Vault>,
    endless: Arc<AtomicUsize>,
    stopped: watch::Receiver<bool>,
) {
    let handshake = timeout(GRACE, tls.accept(socket));
    let accepted = tokio::select! {
        accepted = handshake => accepted,
        () = told_to_stop(stopped.clone()) => return,
    };
    // A client that goes away is no concern of the server.
    let Ok(Ok(socket)) = accepted else {
        return;
    };
    let service = service_fn(|request| answer(request, vault.clone(), endless.clone()));
    let connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(socket), service);
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => {}
        () = told_to_stop(stopped) => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

async fn told_to_stop(mut stopped: watch::Receiver<bool>) {
    // An error means that the server is gone, which is a stop as well.
    let _ = stopped.wait_for(|stop| *stop).await;
}

type AnswerBody = BoxBody<Bytes, io::Error>;

async fn answer(
    request: Request<Incoming>,
    vault: Arc<Vault>,
    endless: Arc<AtomicUsize>,
) -> io::Result<Response<AnswerBody>> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, MAX_BODY).collect().await;
    let body = body.map_err(io::Error::other)?.to_bytes();
    let request = Request::from_parts(parts, body);
    // Keys take a while to make, and the store waits for the disk.
    let answered = tokio::task::spawn_blocking(move || vault.answer(&request)).await;
    let Answer { response, breaks } = answered.map_err(io::Error::other)?;
    let (mut parts, body) = response.into_parts();
    let body = match breaks {
        None => Full::new(body)
            .map_err(|never: Infallible| match never {})
            .boxed(),
        Some(Break::BeforeHeaders) => return Err(io::ErrorKind::ConnectionReset.into()),
        Some(Break::After(bytes)) => {
            parts.headers.insert("content-length", body.len().into());
            BoxBody::new(Broken {
                begin: (bytes > 0).then(|| body.slice(..bytes.min(body.len()))),
                // What was sent must leave before the connection breaks.
                pause: Box::pin(sleep(Duration::from_millis(20))),
            })
        }
        Some(Break::Endless {
            pieces,
            size,
            pause,
        }) => {
            parts.headers.remove("content-length");
            BoxBody::new(Endless {
                pieces,
                piece: vec![b' '; size].into(),
                pause,
                next: Box::pin(sleep(pause)),
                sent: endless,
            })
        }
    };
    Ok(Response::from_parts(parts, body))
}

/// The beginning of a body, then the end of the connection.
struct Broken {
    begin: Option<Bytes>,
    pause: Pin<Box<Sleep>>,
}

type Next = std::task::Poll<Option<Result<Frame<Bytes>, io::Error>>>;

impl Body for Broken {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> Next {
        if let Some(begin) = self.begin.take() {
            return Next::Ready(Some(Ok(Frame::data(begin))));
        }
        let reset = |()| Some(Err(io::ErrorKind::ConnectionReset.into()));
        self.pause.as_mut().poll(context).map(reset)
    }
}

/// Pieces of spaces, each after a pause.
struct Endless {
    pieces: usize,
    piece: Bytes,
    pause: Duration,
    next: Pin<Box<Sleep>>,
    sent: Arc<AtomicUsize>,
}

impl Body for Endless {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> Next {
        if self.pieces == 0 {
            return Next::Ready(None);
        }
        if !self.pause.is_zero() && self.next.as_mut().poll(context).is_pending() {
            return Next::Pending;
        }
        self.pieces -= 1;
        self.next = Box::pin(sleep(self.pause));
        self.sent.fetch_add(self.piece.len(), Ordering::Relaxed);
        Next::Ready(Some(Ok(Frame::data(self.piece.clone()))))
    }
}
