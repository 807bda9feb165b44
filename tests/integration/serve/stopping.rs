//! The end of a server: what has begun is answered.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::client::{connect, read};
#[cfg(unix)]
use super::running::Program;
use super::running::Served;
use crate::workspace::Workspace;

const ASK: &[u8] =
    b"GET /api/v1/search?limit=100&explain&facets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

#[test]
fn all_that_have_sent_their_request_are_answered() {
    let served = Served::of(Workspace::with_sample());
    assert_eq!(served.get("/health").status, 200);
    let mut asked: Vec<_> = (0..40).map(|_| connect(served.address)).collect();
    asked.iter_mut().for_each(|stream| stream.write_all(ASK).unwrap());
    let mut silent = connect(served.address);
    served.stop();
    for stream in &mut asked {
        let answer = read(stream).expect("an answer");
        // A machine that is busy may have no core for all of them in time, and says so.
        let is_whole = answer.json()["version"] == 2;
        assert!(answer.status == 503 || answer.status == 200 && is_whole, "{}", answer.text());
    }
    assert_eq!(silent.read(&mut [0]).unwrap(), 0, "who sent nothing is closed");
    let (address, began) = (served.address, Instant::now());
    drop(served);
    assert!(began.elapsed() < Duration::from_secs(10));
    TcpListener::bind(address).expect("the port is free at once");
}

/// Asks without an end until nobody listens any more. Who connects in the very moment in which the port
/// is closed was not taken up by anyone: only what is asked last may break off.
fn ask_until_the_end(address: std::net::SocketAddr) -> usize {
    let (mut answered, mut broke_off) = (0, false);
    while let Ok(mut stream) = std::net::TcpStream::connect(address) {
        assert!(!broke_off, "a request broke off while the server listened, after {answered}");
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let sent = stream.write_all(ASK);
        let mut bytes = Vec::new();
        let read = sent.and_then(|()| stream.read_to_end(&mut bytes));
        // A machine that is busy may have no core in time, and says so.
        let is_answer =
            [&b"HTTP/1.1 200"[..], b"HTTP/1.1 503"].iter().any(|head| bytes.starts_with(head));
        match read.is_ok() && is_answer && bytes.trim_ascii_end().ends_with(b"}") {
            true => answered += 1,
            false => broke_off = true,
        }
    }
    answered
}

#[cfg(unix)]
#[test]
fn a_signal_under_load_ends_the_program_with_all_answered() {
    for signal in ["INT", "TERM"] {
        let workspace = Workspace::with_sample();
        let mut program = Program::of(&workspace, &[]);
        let address = program.address;
        let ask = |_| std::thread::spawn(move || ask_until_the_end(address));
        let asking: Vec<_> = (0..6).map(ask).collect();
        std::thread::sleep(Duration::from_millis(800));
        let id = program.child.id().to_string();
        assert!(
            std::process::Command::new("kill")
                .args(["-s", signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let began = Instant::now();
        assert_eq!(program.child.wait().unwrap().code(), Some(0));
        assert!(began.elapsed() < Duration::from_secs(30));
        let answered: usize = asking.into_iter().map(|asking| asking.join().unwrap()).sum();
        assert!(answered > 0);
    }
}
