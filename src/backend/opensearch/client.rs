//! HTTP to the nodes of a cluster: the only place that names the HTTP client.
//!
//! Every call of ours may be sent twice: documents are created under ids of our own, and the marker
//! changes by compare and set. So a connection that breaks costs another try at the next node.

use std::io::{Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

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
const TRIES: u32 = 4;

/// How long is waited before the second try; twice as long before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

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
    place: String,
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
            place: address.to_string(),
        })
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
        let mut pause = FIRST_PAUSE;
        for _ in 1..TRIES.max(self.nodes.len() as u32) {
            match self.once(call) {
                Ok(answer) if !answer.is_busy() || self.is_final(&answer) => {
                    return self.admitted(answer);
                }
                Ok(answer) => std::thread::sleep(answer.retry_after.unwrap_or(pause)),
                Err(error) if matches!(error.kind(), ErrorKind::Untrusted { .. }) => {
                    return Err(error);
                }
                Err(_) if self.nodes.len() > 1 => {}
                Err(_) => std::thread::sleep(pause),
            }
            pause *= 2;
        }
        let answer = self.once(call)?;
        if answer.is_busy() { Err(self.refused(&answer)) } else { self.admitted(answer) }
    }

    /// What one node answers to `call`, once.
    ///
    /// # Errors
    /// When it cannot be reached, or breaks off.
    pub(super) fn once(&self, call: &Call) -> Result<Answer> {
        let at = self.node.load(Ordering::Relaxed) % self.nodes.len();
        let node = &self.nodes[at];
        self.sent(node, call).map_err(|error| {
            self.node.store(at + 1, Ordering::Relaxed);
            unreached(error, node).or_at(&self.place)
        })
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

    /// Whether to ask again would not help.
    fn is_final(&self, answer: &Answer) -> bool {
        let told = answer.value();
        Refusal::of(&told) == Refusal::DiskFull || refused::is_lost(&told)
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
    let mut body = Vec::new();
    let reader = response.into_body().into_with_config().limit(LONGEST_ANSWER).reader();
    reader.take(LONGEST_ANSWER).read_to_end(&mut body)?;
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
