//! A server on this machine that answers as a test tells it to, and can cut a connection.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use flate2::read::GzDecoder;
use serde_json::{Value, json};

use super::client::Client;
use crate::backend::address::Address;

/// A request as it came.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) body: String,
    /// How many came before it.
    pub(super) number: usize,
}

/// What is answered.
pub(super) enum Reply {
    /// A status and a body.
    Answer(u16, Value),
    /// The same, with the seconds to wait before the next try.
    Later(u16, u64, Value),
    /// Nothing: the connection is cut.
    Cut,
}

type Script = dyn Fn(&Request) -> Reply + Send + Sync;

/// A server that answers by a script, until it is dropped.
pub(super) struct Fake {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    requests: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

impl Fake {
    pub(super) fn start(script: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, requests) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let script: Arc<Script> = Arc::new(script);
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&requests));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let (script, counted) = (Arc::clone(&script), Arc::clone(&counted));
                let stream = stream.unwrap();
                std::thread::spawn(move || serve(&stream, &*script, &counted));
            }
        });
        Self { address, stop, requests, thread: Some(thread) }
    }

    /// The address of an index there.
    pub(super) fn address(&self) -> Address {
        Address::parse(&format!("http://{}/policy", self.address)).unwrap()
    }

    pub(super) fn client(&self) -> Client {
        Client::new(&self.address()).unwrap()
    }

    /// How many requests have come.
    pub(super) fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // What waits for a connection gets one.
        drop(TcpStream::connect(self.address));
        self.thread.take().into_iter().for_each(|thread| thread.join().unwrap());
    }
}

/// Answers the requests of one connection.
fn serve(stream: &TcpStream, script: &Script, counted: &AtomicUsize) {
    let mut reader = BufReader::new(stream);
    while let Some((method, path, body)) = read(&mut reader) {
        let number = counted.fetch_add(1, Ordering::Relaxed);
        let reply = script(&Request { method, path, body, number });
        let (status, wait, body) = match reply {
            Reply::Answer(status, body) => (status, String::new(), body.to_string()),
            Reply::Later(status, seconds, body) => {
                (status, format!("retry-after: {seconds}\r\n"), body.to_string())
            }
            Reply::Cut => break,
        };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status} told\r\ncontent-type: application/json\r\n{wait}\
             content-length: {length}\r\n\r\n"
        );
        let mut stream = stream;
        // A client that was cut off elsewhere may be gone.
        let _ = stream.write_all((head + &body).as_bytes());
    }
}

/// The method, path and body of the next request; none once the client is gone.
fn read(reader: &mut BufReader<&TcpStream>) -> Option<(String, String, String)> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split(' ').map(str::to_string);
    let (method, path) = (words.next()?, words.next()?);
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_string());
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let mut text = String::new();
    match headers.get("content-encoding") {
        Some(_) => GzDecoder::new(&body[..]).read_to_string(&mut text).unwrap(),
        None => (&body[..]).read_to_string(&mut text).unwrap(),
    };
    Some((method, path, text))
}

/// The documents that were taken, each with how often it was sent after that.
#[derive(Default)]
pub(super) struct Taken(pub(super) Mutex<HashMap<String, usize>>);

impl Taken {
    /// Takes a bulk request as OpenSearch does, but for the documents at the places that are refused.
    pub(super) fn bulk(&self, body: &str, refused: impl Fn(usize) -> bool) -> Value {
        let mut taken = self.0.lock().unwrap();
        let mut items = Vec::new();
        for (place, line) in body.lines().step_by(2).enumerate() {
            let action: Value = serde_json::from_str(line).unwrap();
            let id = action["create"]["_id"].as_str().unwrap().to_string();
            let (status, error) = match taken.get_mut(&id) {
                _ if refused(place) => (429, Some("rejected_execution_exception")),
                Some(again) => {
                    *again += 1;
                    (409, Some("version_conflict_engine_exception"))
                }
                None => {
                    taken.insert(id.clone(), 0);
                    (201, None)
                }
            };
            let error = error.map(|kind| json!({"type": kind, "reason": "told"}));
            items.push(json!({"create": {"_id": id, "status": status, "error": error}}));
        }
        json!({"items": items})
    }
}
