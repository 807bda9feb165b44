//! The accept loop: `axum::serve` sets no deadline for the head of a request, so that a client which
//! sends nothing keeps its connection for ever (tokio-rs/axum#2741).

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::EXPECT;
use axum::http::{Request, Response, StatusCode, Uri};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use super::idle::Idle;
use super::patient::Patient;
use super::problem::Problem;
use super::router::refused;
use super::site::Site;

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 64 << 10;

/// How much is taken of a body that is too large, in bytes.
const MOST_DISCARDED: usize = 4 << 20;

/// How long to wait after the system refused a connection, as where too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// How often the flag to stop is looked at.
const LOOKS_APART: Duration = Duration::from_millis(50);

/// How long connections that are just open have to be read once, before they are told of the end.
const LAST_LOOK: Duration = Duration::from_millis(50);

/// Answers requests until `stop` is set, then those that have begun.
pub(super) async fn accept(
    listener: TcpListener,
    router: Router,
    site: Arc<Site>,
    stop: Arc<AtomicBool>,
) {
    let limits = site.limits;
    let door = Door::new(router, site);
    loop {
        let next = async { (door.slot().await, listener.accept().await) };
        let (slot, accepted) = tokio::select! {
            () = stopped(&stop) => break,
            next = next => next,
        };
        match accepted {
            Ok((stream, _)) => door.serve(stream, slot),
            Err(_) => sleep(PAUSE).await,
        }
    }
    // Who is connected by now has begun, though nobody has taken up the connection yet.
    // The system is asked itself: the runtime may not have heard yet of those who wait.
    if let Ok(waiting) = listener.into_std() {
        while let Ok(stream) =
            waiting.accept().and_then(|(stream, _)| TcpStream::from_std(open(stream)?))
        {
            door.serve(stream, None);
        }
    }
    sleep(LAST_LOOK).await;
    tokio::select! {
        () = door.graceful.shutdown() => (),
        () = sleep(limits.drain) => (),
    }
}

/// A connection that the runtime can take over.
fn open(stream: std::net::TcpStream) -> std::io::Result<std::net::TcpStream> {
    stream.set_nonblocking(true)?;
    Ok(stream)
}

async fn stopped(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        sleep(LOOKS_APART).await;
    }
}

/// Where connections come in.
struct Door {
    http: http1::Builder,
    router: TowerToHyperService<Router>,
    site: Arc<Site>,
    slots: Arc<Semaphore>,
    idle: Idle,
    graceful: GracefulShutdown,
}

impl Door {
    fn new(router: Router, site: Arc<Site>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(site.limits.head);
        http.max_buf_size(LARGEST_HEAD);
        let slots = Arc::new(Semaphore::new(site.limits.connections));
        let router = TowerToHyperService::new(router);
        Self { http, router, site, slots, idle: Idle::default(), graceful: GracefulShutdown::new() }
    }

    /// The place of one more connection: where none is left, that of one which has been idle for long.
    async fn slot(&self) -> Option<OwnedSemaphorePermit> {
        loop {
            let slot = Arc::clone(&self.slots).acquire_owned();
            let is_closing = self.slots.available_permits() == 0
                && self.idle.close_longest(self.site.limits.spare);
            let patience = if is_closing { Duration::MAX } else { LOOKS_APART };
            if let Ok(slot) = timeout(patience, slot).await {
                return slot.ok();
            }
        }
    }

    fn serve(&self, stream: TcpStream, slot: Option<OwnedSemaphorePermit>) {
        let (router, site) = (self.router.clone(), Arc::clone(&self.site));
        let (open, patience) = (self.idle.connection(), site.limits.write);
        let answered = Arc::clone(&open);
        let answer = service_fn(move |request| {
            answered.work();
            let answer = answer(router.clone(), Arc::clone(&site), request);
            let answered = Arc::clone(&answered);
            async move { answer.await.map(|answer| answer.map(|body| answered.until_read(body))) }
        });
        let stream = TokioIo::new(Patient::new(stream, patience));
        let connection = self.graceful.watch(self.http.serve_connection(stream, answer));
        tokio::spawn(async move {
            tokio::select! {
                // A reader that goes away is no fault of the server.
                _ = connection => (),
                () = open.closed() => (),
            }
            drop(slot);
        });
    }
}

/// The answer to one request, which is routed only if it may be asked.
async fn answer(
    router: TowerToHyperService<Router>,
    site: Arc<Site>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let (mut parts, body) = request.into_parts();
    let own = behind(&parts.uri, &site.base);
    let path = own.as_ref().map_or(parts.uri.path(), Uri::path);
    let checked = site.guard.check(&parts, path);
    let problem = match (checked, own) {
        (Ok(()), Some(own)) => {
            parts.uri = own;
            return router.call(Request::from_parts(parts, Body::new(body))).await;
        }
        (Ok(()), None) => Problem::not_found(),
        (Err(problem), _) => problem,
    };
    let is_sent = !parts.headers.contains_key(EXPECT);
    if problem.status == StatusCode::PAYLOAD_TOO_LARGE && is_sent {
        discard(Body::new(body), site.limits.body).await;
    }
    Ok(refused(&site, &problem, &parts.headers))
}

/// An address without the base path of the server; nothing where it does not begin with that.
fn behind(address: &Uri, base: &str) -> Option<Uri> {
    if base.is_empty() {
        return Some(address.clone());
    }
    let path = match address.path().strip_prefix(base)? {
        "" => "/",
        path if path.starts_with('/') => path,
        _ => return None,
    };
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    [path, &query].concat().parse().ok()
}

/// Takes what is sent and not wanted: a browser that is cut off while it sends tells of no answer.
async fn discard(body: Body, patience: Duration) {
    timeout(patience, to_bytes(body, MOST_DISCARDED)).await.ok();
}
