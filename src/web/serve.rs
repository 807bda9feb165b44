//! A server, from its address to its end.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;
use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime;

use super::accept::accept;
use super::guard::Guard;
use super::hosts::Hosts;
use super::limits::Limits;
use super::openapi;
use super::router::router;
use super::site::{Clock, Log, Site};
use super::token::Token;
use super::work::Work;
use crate::engine::live::Live;
use crate::error::{Error, Result};

/// How many connections the system holds until they are accepted. Those beyond it try again after a
/// second.
const WAITING: u32 = 1024;

/// What a server is to be.
pub struct Server {
    /// The index it answers from.
    pub live: Live,
    /// Where it listens; port 0 is any that is free.
    pub address: SocketAddr,
    /// Names it is asked by besides those of this machine to itself.
    pub hosts: Vec<String>,
    /// What stands before every path, such as `/policy`; empty where nothing does.
    pub base: String,
    /// The word that everyone who asks has to know.
    pub token: Option<String>,
    /// Whether original files are handed out.
    pub originals: bool,
    /// Takes a line for each request that was answered.
    pub log: Option<Log>,
    /// Takes a line for each answer that failed by no fault of who asked: the path, and why.
    pub faults: Option<Log>,
    /// How long clients may take, and how many there may be.
    pub limits: Limits,
    /// Tells what day it is; it is asked for every request.
    pub clock: Clock,
    /// Ends the server once it is set: requests that have begun are answered first.
    pub stop: Arc<AtomicBool>,
}

impl Server {
    /// A server of an index, for this machine's names alone, that never stops.
    pub fn new(live: Live, address: SocketAddr) -> Self {
        Self {
            live,
            address,
            hosts: Vec::new(),
            base: String::new(),
            token: None,
            originals: true,
            log: None,
            faults: None,
            limits: Limits::default(),
            clock: Box::new(|| jiff::Zoned::now().date()),
            stop: Arc::default(),
        }
    }

    /// Answers requests until it is to stop; `ready` is told where it listens once it does.
    ///
    /// # Errors
    /// When it cannot listen there.
    pub fn run(self, ready: &mut dyn FnMut(SocketAddr)) -> Result<()> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let runtime =
            runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let served = runtime.block_on(self.listen(cores, ready));
        // A search cannot be broken off, and is not waited for: nobody reads its answer any more.
        runtime.shutdown_background();
        served
    }

    async fn listen(self, cores: usize, ready: &mut dyn FnMut(SocketAddr)) -> Result<()> {
        let at = |error| Error::at(self.address.to_string(), error);
        let listener = listener(self.address).map_err(at)?;
        let bound = listener.local_addr().map_err(at)?;
        ready(bound);
        let hosts = Hosts::of(bound, &self.hosts);
        let site = Arc::new(Site {
            live: self.live,
            guard: Guard { hosts, token: self.token.as_deref().map(Token::of) },
            work: Work::on(cores),
            is_local: bound.ip().is_loopback(),
            has_originals: self.originals,
            log: self.log,
            faults: self.faults,
            description: openapi::document(&self.base, self.token.is_some()).to_string(),
            base: self.base,
            limits: self.limits,
            clock: self.clock,
            began: Timestamp::now(),
        });
        accept(listener, router(&site), site, self.stop).await;
        Ok(())
    }
}

fn listener(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // On Windows it would let others listen at the same port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}
