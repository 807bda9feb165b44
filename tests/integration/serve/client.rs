//! A small client of HTTP, which sends what no library would.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// How long an answer may take before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The value of a header, if it is there once.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut named = self.headers.iter().filter(|(own, _)| own == name);
        let first = named.next();
        assert!(named.next().is_none(), "{name} is there twice: {self:?}");
        first.map(|(_, value)| value.as_str())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

/// `text` as it stands in an address.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() {
            true => out.push(char::from(byte)),
            false => write!(out, "%{byte:02X}").unwrap(),
        }
    }
    out
}

/// The address of `path` with these parameters.
pub(super) fn with(path: &str, parameters: &[(&str, &str)]) -> String {
    let pairs = parameters.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

pub(super) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// What answers these bytes, if anything does before the connection ends.
pub(super) fn try_send(address: SocketAddr, request: &[u8]) -> Option<Answer> {
    let mut stream = connect(address);
    // What is refused before it is read to its end may not be written to its end.
    let _ = stream.write_all(request);
    read(&mut stream)
}

/// The rest of a connection, as one answer.
pub(super) fn read(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes);
    assert!(ended.is_ok() || !bytes.is_empty(), "{ended:?}");
    answer(&bytes)
}

pub(super) fn send(address: SocketAddr, request: &[u8]) -> Answer {
    try_send(address, request).expect("an answer")
}

/// A request with more headers, each ended by `\r\n`.
pub(crate) fn request(address: SocketAddr, line: &str, headers: &str) -> Answer {
    let host = if headers.to_lowercase().contains("host:") {
        String::new()
    } else {
        format!("Host: {address}\r\n")
    };
    send(address, format!("{line} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").as_bytes())
}

pub(super) fn get(address: SocketAddr, path: &str) -> Answer {
    request(address, &format!("GET {path}"), "")
}

fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(": ").unwrap();
        (name.to_string(), value.to_string())
    };
    let headers: Vec<_> = lines.map(header).collect();
    let is_chunked = headers.iter().any(|(name, _)| name == "transfer-encoding");
    let body = &bytes[end + 4..];
    let body = if is_chunked { joined(body) } else { body.to_vec() };
    Some(Answer { status, headers, body })
}

/// A body that was sent in pieces.
fn joined(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n").expect("a length");
        let length =
            usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&bytes[end + 2..end + 2 + length]);
        bytes = &bytes[end + 2 + length + 2..];
    }
}
