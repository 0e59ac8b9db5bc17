// Written by hand in templates/, copied by `cargo run -p generator`: edit it there.
//! The vault on a real connection: TLS on 127.0.0.1.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full};
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
use super::vault::{Answer, MAX_BODY};
use super::workers::Workers;

/// How much of a body that is too long is received, so that its sender reads why it
/// is refused: who still writes would see the connection break.
const MAX_RECEIVED: usize = 4 * MAX_BODY;
/// How long open requests may take when the server stops, and a client to begin.
const GRACE: Duration = Duration::from_secs(4);
/// How long what was done may take to reach its caller after that.
const LAST_ANSWERS: Duration = Duration::from_millis(250);

/// A server that goes on until it is stopped or dropped.
pub(super) struct Server {
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
    /// Bytes of endless bodies that left the server.
    pub(super) endless: Arc<AtomicUsize>,
}

impl Server {
    pub(super) fn start(listener: TcpListener, tls: Arc<ServerConfig>, workers: Workers) -> Self {
        let (stop, stopped) = watch::channel(false);
        let endless = Arc::new(AtomicUsize::new(0));
        let serve = serve(listener, tls.into(), workers, endless.clone(), stopped);
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
    workers: Workers,
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
                    let (workers, endless) = (workers.clone(), endless.clone());
                    connections.spawn(connection(socket, tls.clone(), workers, endless, stopped.clone()));
                }
                // Too many open files: others must end first.
                Err(_) => sleep(Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let mut ended = pin!(async { while connections.join_next().await.is_some() {} });
    if timeout(GRACE, ended.as_mut()).await.is_err() {
        // Before callers are cut off: what they are not told is not done.
        workers.stop();
        let _ = timeout(LAST_ANSWERS, ended).await;
    }
}

async fn connection(
    socket: TcpStream,
    tls: TlsAcceptor,
    workers: Workers,
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
    let service = service_fn(|request| answer(request, workers.clone(), endless.clone()));
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
    workers: Workers,
    endless: Arc<AtomicUsize>,
) -> io::Result<Response<AnswerBody>> {
    let (parts, body) = request.into_parts();
    let body = receive(body).await.map_err(io::Error::other)?;
    let Answer { response, breaks } = workers.answer(Request::from_parts(parts, body)).await?;
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

/// A body, or as much of one that is too long as shows it.
async fn receive(mut body: Incoming) -> hyper::Result<Bytes> {
    let mut kept = BytesMut::new();
    let mut received = 0;
    while received <= MAX_RECEIVED {
        let Some(frame) = body.frame().await else {
            break;
        };
        if let Ok(data) = frame?.into_data() {
            received += data.len();
            let room = MAX_BODY + 1 - kept.len();
            kept.extend_from_slice(&data[..data.len().min(room)]);
        }
    }
    Ok(kept.freeze())
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
