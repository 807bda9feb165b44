//! Clients that send nothing, half of something, read nothing, or come in crowds.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use policy_search::web::{Limits, Server};

use super::client::{connect, get, read};
use super::running::Served;
use crate::workspace::Workspace;

/// The deadline of these tests instead of 15 seconds.
const SOON: Duration = Duration::from_millis(300);

/// When a connection that should have been closed is given up.
const LATE: Duration = Duration::from_secs(20);

fn served(limits: Limits) -> Served {
    let workspace = Workspace::new();
    workspace
        .write("1.txt", "某市人民政府关于东渡口安全的通知\n各区：\n请抓好落实。\n2025年3月1日\n");
    workspace.index();
    Served::with(workspace, |server| Server { limits, ..server })
}

fn impatient() -> Limits {
    Limits { head: SOON, body: SOON, ..Limits::default() }
}

/// After what time the server closes a connection, and what it sent before.
fn closed_after(stream: &mut TcpStream) -> (Duration, Vec<u8>) {
    stream.set_read_timeout(Some(LATE)).unwrap();
    let (began, mut sent) = (Instant::now(), Vec::new());
    match stream.read_to_end(&mut sent) {
        Ok(_) => (began.elapsed(), sent),
        Err(error) if error.kind() == ErrorKind::ConnectionReset => (began.elapsed(), sent),
        Err(error) => panic!("still open: {error}"),
    }
}

#[test]
fn usual_deadlines_are_long_enough_for_people_and_short_enough_for_us() {
    let limits = Limits::default();
    assert_eq!((limits.head, limits.body), (Duration::from_secs(15), Duration::from_secs(15)));
    assert_eq!((limits.connections, limits.drain), (256, Duration::from_secs(30)));
}

#[test]
fn who_sends_nothing_or_half_a_head_is_closed_in_time() {
    let served = served(impatient());
    for sent in ["", "GET /health HTTP/1.1\r\nHost: local"] {
        let mut stream = connect(served.address);
        stream.write_all(sent.as_bytes()).unwrap();
        let (after, answer) = closed_after(&mut stream);
        assert!(after >= SOON / 2 && after < LATE / 2, "{sent:?}: {after:?}");
        assert!(answer.is_empty(), "{sent:?}");
    }
    let mut stream = connect(served.address);
    let began = Instant::now();
    // A byte at a time is no progress: the head as a whole has the deadline.
    while stream.write_all(b"X").is_ok() && began.elapsed() < LATE {
        std::thread::sleep(SOON / 10);
    }
    assert!(began.elapsed() < LATE / 2);
}

#[test]
fn a_kept_connection_that_is_idle_is_closed_in_time() {
    let served = served(impatient());
    let mut stream = connect(served.address);
    stream.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let (after, answer) = closed_after(&mut stream);
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{answer:?}");
    assert!(after >= SOON / 2 && after < LATE / 2, "{after:?}");
}

#[test]
fn many_who_only_hold_connections_keep_nobody_out() {
    let limits = Limits { spare: SOON, connections: 32, ..Limits::default() };
    let served = served(limits);
    let held: Vec<TcpStream> = (0..100)
        .map(|at| {
            let mut stream = connect(served.address);
            if at % 2 == 0 {
                stream.write_all(b"GET /health HTTP/1.1\r\nHost: ").unwrap();
            }
            stream
        })
        .collect();
    let began = Instant::now();
    assert_eq!(get(served.address, "/health").status, 200);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    drop(held);
}

const ASK: &[u8] = b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[test]
fn a_thousand_connections_are_answered_and_none_is_reset() {
    let served = served(Limits::default());
    let address = served.address;
    let ask = move || {
        let one = |_| {
            let mut stream = connect(address);
            stream.write_all(ASK).unwrap();
            stream
        };
        let open: Vec<TcpStream> = (0..125).map(one).collect();
        let told = open.into_iter().map(|mut stream| read(&mut stream).expect("an answer").status);
        told.collect::<Vec<_>>()
    };
    let asking: Vec<_> = (0..8).map(|_| std::thread::spawn(ask)).collect();
    let told: Vec<u16> = asking.into_iter().flat_map(|asking| asking.join().unwrap()).collect();
    assert_eq!(told.len(), 1_000);
    assert!(told.iter().all(|status| *status == 200), "{told:?}");
}

#[test]
fn who_reads_nothing_of_an_answer_is_closed_in_time() {
    let workspace = Workspace::with_sample();
    let limits = Limits { write: SOON, ..Limits::default() };
    let served = Served::with(workspace, |server| Server { limits, ..server });
    let mut stream = connect(served.address);
    // Enough answers, one behind the other, to fill all buffers on the way.
    let ask =
        b"GET /api/v1/search?limit=100&explain HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(200);
    stream.set_write_timeout(Some(LATE)).unwrap();
    let sent = stream.write_all(&ask);
    let began = Instant::now();
    while sent.is_ok() && stream.write_all(b"\r\n").is_ok() && began.elapsed() < LATE * 3 {
        std::thread::sleep(SOON);
    }
    assert!(began.elapsed() < LATE * 3, "still open");
    assert_eq!(get(served.address, "/health").status, 200);
}
