//! HTTP to the nodes of a cluster: the only place that names the HTTP client.
//!
//! Every call of ours may be sent twice: documents are created under ids of our own, and the marker
//! changes by compare and set. So a connection that breaks costs another try at the next node.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, http};

use super::refused::{self, Refusal};
use crate::backend::address::{Address, Credentials};
use crate::error::{Error, ErrorKind, Result};

/// How often a call is tried before its failure is reported.
const TRIES: usize = 4;

/// How long is waited before the second try; twice as long before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// The longest of these pauses.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How long a node may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// How long a node may take to answer, unless the call says otherwise.
const ANSWER: Duration = Duration::from_secs(60);

/// Bodies of more bytes than this are compressed: a stream of grams takes 2.76 times its text, and 0.40
/// times compressed.
const COMPRESSED_FROM: usize = 4 << 10;

/// The most bytes that an answer may have.
const LONGEST_ANSWER: u64 = 1 << 30;

/// One request.
#[derive(Clone, Debug)]
pub(super) struct Call {
    method: http::Method,
    /// The path with its parameters.
    path: String,
    body: Vec<u8>,
    content: &'static str,
    patience: Duration,
}

impl Call {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self::new(http::Method::GET, path)
    }

    pub(super) fn put(path: impl Into<String>) -> Self {
        Self::new(http::Method::PUT, path)
    }

    pub(super) fn post(path: impl Into<String>) -> Self {
        Self::new(http::Method::POST, path)
    }

    pub(super) fn delete(path: impl Into<String>) -> Self {
        Self::new(http::Method::DELETE, path)
    }

    fn new(method: http::Method, path: impl Into<String>) -> Self {
        let content = "application/json";
        Self { method, path: path.into(), body: Vec::new(), content, patience: ANSWER }
    }

    /// With a body of JSON.
    pub(super) fn json(self, body: &Value) -> Self {
        Self { body: body.to_string().into_bytes(), ..self }
    }

    /// With a body of lines of JSON, each with its line end.
    pub(super) fn lines(self, body: Vec<u8>) -> Self {
        Self { body, content: "application/x-ndjson", ..self }
    }

    /// Waits so long for the answer.
    pub(super) fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }
}

/// What a node answered, whatever its status.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// How long it asks to wait before the next try.
    pub(super) retry_after: Option<Duration>,
    body: Vec<u8>,
}

impl Answer {
    pub(super) fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the node is too busy, or a part of the cluster is away for the moment.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self.status, 429 | 502 | 503 | 504)
    }

    /// The answer as a value of our own.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(Error::backend)
    }

    /// The answer as JSON; `null` where it is none, as of a proxy.
    pub(super) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// The nodes of a cluster.
pub(super) struct Client {
    agent: Agent,
    nodes: Vec<String>,
    /// The node that answered last.
    node: AtomicUsize,
    authorization: Option<String>,
    /// How long a call is tried at least.
    patience: Duration,
    place: String,
    #[cfg(test)]
    pub(super) fuse: Fuse,
}

/// Cuts a client off after some calls, as a kill does.
#[cfg(test)]
#[derive(Default)]
pub(super) struct Fuse {
    /// How many calls were made.
    pub(super) calls: std::sync::atomic::AtomicU64,
    /// At which call it is cut off, and whether that call still gets to the node.
    pub(super) at: Option<(u64, bool)>,
}

#[cfg(test)]
impl Fuse {
    /// Fails where it is cut off before the call, or else before its answer.
    fn pass(&self, call: u64, is_sent: bool) -> Result<()> {
        let is_cut = |(at, is_late): (u64, bool)| call > at || call == at && is_late == is_sent;
        match self.at.is_some_and(is_cut) {
            true => Err(ErrorKind::Untrusted { node: "fuse".to_string() }.into()),
            false => Ok(()),
        }
    }
}

impl Client {
    /// The nodes of an address; nothing is sent.
    ///
    /// # Errors
    /// When the file of its authority cannot be read.
    pub(super) fn new(address: &Address) -> Result<Self> {
        let access = address.access();
        let roots = match &access.authority {
            Some(path) => authority(path)?,
            None => RootCerts::WebPki,
        };
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .max_idle_connections_per_host(16)
            .user_agent(concat!("policy-search/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Ok(Self {
            agent,
            nodes: address.nodes().to_vec(),
            node: AtomicUsize::new(0),
            authorization: authorization(&access.credentials),
            patience: Duration::ZERO,
            place: address.to_string(),
            #[cfg(test)]
            fuse: Fuse::default(),
        })
    }

    /// Waits so long for a cluster that has no time, or lost a node.
    pub(super) fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// What answers `call`, with a status that says that it was done.
    ///
    /// # Errors
    /// As [`Client::answer`], and when it was refused.
    pub(super) fn done<T: DeserializeOwned>(&self, call: &Call) -> Result<T> {
        let answer = self.answer(call)?;
        match answer.is_ok() {
            true => answer.read(),
            false => Err(self.refused(&answer)),
        }
    }

    /// What answers `call`; a node that is busy or away is asked again, or the next one.
    ///
    /// # Errors
    /// When no node can be reached, none has time, or the login is refused. Other refusals are
    /// answers.
    pub(super) fn answer(&self, call: &Call) -> Result<Answer> {
        let began = Instant::now();
        let mut pause = FIRST_PAUSE;
        let mut tries = 0;
        loop {
            tries += 1;
            let is_last = tries >= TRIES.max(self.nodes.len()) && began.elapsed() >= self.patience;
            match self.once(call) {
                Ok(answer) if !self.may_pass(&answer) => return self.admitted(answer),
                Ok(answer) if is_last => return Err(self.refused(&answer)),
                Err(error) if is_last || is_lasting(&error) => return Err(error),
                Ok(answer) => std::thread::sleep(answer.retry_after.unwrap_or(pause)),
                Err(_) if tries < self.nodes.len() => {}
                Err(_) => std::thread::sleep(pause),
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// What one node answers to `call`, once.
    ///
    /// # Errors
    /// When it cannot be reached, or breaks off.
    pub(super) fn once(&self, call: &Call) -> Result<Answer> {
        #[cfg(test)]
        let made = self.fuse.calls.fetch_add(1, Ordering::Relaxed);
        #[cfg(test)]
        self.fuse.pass(made, false)?;
        let at = self.node.load(Ordering::Relaxed) % self.nodes.len();
        let node = &self.nodes[at];
        let answer = self.sent(node, call).map_err(|error| {
            self.node.store(at + 1, Ordering::Relaxed);
            unreached(error, node).or_at(&self.place)
        })?;
        #[cfg(test)]
        self.fuse.pass(made, true)?;
        Ok(answer)
    }

    fn sent(&self, node: &str, call: &Call) -> std::result::Result<Answer, ureq::Error> {
        let mut request = http::Request::builder()
            .method(&call.method)
            .uri(format!("{node}{}", call.path))
            .header("accept", "application/json");
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        let agent = self.agent.clone();
        let sent = if call.body.is_empty() {
            let request = agent.configure_request(request.body(())?);
            agent.run(request.timeout_global(Some(call.patience)).build())
        } else {
            let (body, encoding) = encoded(&call.body);
            let mut request = request.header("content-type", call.content);
            if let Some(encoding) = encoding {
                request = request.header("content-encoding", encoding);
            }
            let request = agent.configure_request(request.body(&body[..])?);
            let request = request.timeout_global(Some(call.patience));
            agent.run(request.allow_non_standard_methods(true).build())
        };
        received(sent?)
    }

    /// Whether it may help to ask again. What reads does not wait until a copy of a shard is there.
    fn may_pass(&self, answer: &Answer) -> bool {
        if answer.status < 429 {
            return false;
        }
        let told = answer.value();
        let may_pass = match self.patience.is_zero() {
            true => answer.is_busy() && !refused::is_lost(&told),
            false => answer.is_busy() || refused::is_of_node(&told),
        };
        may_pass && Refusal::of(&told) != Refusal::DiskFull
    }

    /// An answer to whom the cluster knows.
    fn admitted(&self, answer: Answer) -> Result<Answer> {
        match answer.status {
            401 | 403 => Err(self.refused(&answer)),
            _ => Ok(answer),
        }
    }

    /// The error that an answer is.
    pub(super) fn refused(&self, answer: &Answer) -> Error {
        self.error(answer.status, &answer.value())
    }

    /// The error that an answer of this status is.
    pub(super) fn error(&self, status: u16, answer: &Value) -> Error {
        let at = self.node.load(Ordering::Relaxed) % self.nodes.len();
        refused::error(status, answer, &self.nodes[at]).or_at(&self.place)
    }

    /// How the index is shown in messages.
    pub(super) fn place(&self) -> &str {
        &self.place
    }
}

/// Whether an error is not one of a node that is away for the moment.
fn is_lasting(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Untrusted { .. })
}

/// The error that a call is which no node answered.
fn unreached(error: ureq::Error, node: &str) -> Error {
    let node = node.to_string();
    let is_untrusted = match &error {
        ureq::Error::Rustls(_) => true,
        ureq::Error::Io(io) => io.kind() == std::io::ErrorKind::InvalidData,
        _ => false,
    };
    let why = match &error {
        ureq::Error::Io(io) => io.to_string(),
        other => other.to_string(),
    };
    let kind = match is_untrusted {
        true => ErrorKind::Untrusted { node },
        false => ErrorKind::Unreachable { node, why },
    };
    Error::caused_by(error, kind)
}

/// A body as it is sent, and how it is encoded.
fn encoded(body: &[u8]) -> (Vec<u8>, Option<&'static str>) {
    if body.len() < COMPRESSED_FROM {
        return (body.to_vec(), None);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    written.map_or_else(|_| (body.to_vec(), None), |body| (body, Some("gzip")))
}

/// Reads an answer to its end.
fn received(response: http::Response<ureq::Body>) -> std::result::Result<Answer, ureq::Error> {
    let status = response.status().as_u16();
    let seconds = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
    let retry_after = seconds.and_then(|text| text.parse().ok()).map(Duration::from_secs);
    let body = response.into_body().into_with_config().limit(LONGEST_ANSWER).read_to_vec()?;
    Ok(Answer { status, retry_after, body })
}

/// The header that tells who asks.
fn authorization(credentials: &Credentials) -> Option<String> {
    Some(match credentials {
        Credentials::None => return None,
        Credentials::Password { user, password } => {
            format!("Basic {}", BASE64.encode(format!("{user}:{password}").as_bytes()))
        }
        Credentials::ApiKey(key) => format!("ApiKey {key}"),
        Credentials::Token(token) => format!("Bearer {token}"),
    })
}

/// The certificates of a PEM file.
fn authority(path: &std::path::Path) -> Result<RootCerts> {
    let pem = std::fs::read(path).map_err(|error| Error::at(path, error))?;
    let certificates = parse_pem(&pem).filter_map(|item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    });
    let certificates: Vec<Certificate<'static>> = certificates.collect();
    match certificates.is_empty() {
        true => Err(Error::at(path, ErrorKind::NoCertificate)),
        false => Ok(RootCerts::new_with_certs(&certificates)),
    }
}
