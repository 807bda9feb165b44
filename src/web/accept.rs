//! The accept loop: `axum::serve` sets no deadline for the head of a request, so that a client which
//! sends nothing keeps its connection for ever (tokio-rs/axum#2741).

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::router::refused;
use super::site::Site;

/// How many connections are open at once; more wait to be accepted.
const CONNECTIONS: usize = 256;

/// How long the head of a request may take, and how long a kept connection may be idle.
const HEAD: Duration = Duration::from_secs(15);

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 64 << 10;

/// How long requests that have begun may take when the server stops.
const DRAIN: Duration = Duration::from_secs(30);

/// How long to wait after the system refused a connection, as where too many files are open.
const PAUSE: Duration = Duration::from_millis(100);

/// How often the flag to stop is looked at.
const LOOKS_APART: Duration = Duration::from_millis(50);

/// Answers requests until `stop` is set, then those that have begun.
pub(super) async fn accept(
    listener: TcpListener,
    router: Router,
    site: Arc<Site>,
    stop: Arc<AtomicBool>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LARGEST_HEAD);
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    loop {
        let next = async {
            let slot = Arc::clone(&connections).acquire_owned().await;
            (slot, listener.accept().await)
        };
        let (slot, accepted) = tokio::select! {
            () = stopped(&stop) => break,
            next = next => next,
        };
        let Ok((stream, _)) = accepted else {
            sleep(PAUSE).await;
            continue;
        };
        let (router, site) = (TowerToHyperService::new(router.clone()), Arc::clone(&site));
        let answer = service_fn(move |request| answer(router.clone(), Arc::clone(&site), request));
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), answer));
        tokio::spawn(async move {
            // A reader that goes away is no fault of the server.
            connection.await.ok();
            drop(slot);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => (),
        () = sleep(DRAIN) => (),
    }
}

async fn stopped(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        sleep(LOOKS_APART).await;
    }
}

/// The answer to one request, which is routed only if it may be asked.
async fn answer(
    router: TowerToHyperService<Router>,
    site: Arc<Site>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    let path = path.strip_prefix(site.base.as_str()).unwrap_or(path);
    match site.guard.check(&parts, path) {
        Ok(()) => router.call(Request::from_parts(parts, Body::new(body))).await,
        Err(problem) => Ok(refused(&site, &problem, &parts.headers)),
    }
}
