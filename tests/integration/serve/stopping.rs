//! The end of a server: what has begun is answered.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// Asks without an end until nobody listens any more, and counts what broke off after it had been sent.
fn ask_until_the_end(address: std::net::SocketAddr, broken: &AtomicUsize) -> usize {
    let mut answered = 0;
    while let Ok(mut stream) = std::net::TcpStream::connect(address) {
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let sent = stream.write_all(ASK);
        let mut bytes = Vec::new();
        match sent.and_then(|()| stream.read_to_end(&mut bytes)) {
            Ok(_) if bytes.starts_with(b"HTTP/1.1 200") && bytes.ends_with(b"}\n") => answered += 1,
            _ => drop(broken.fetch_add(1, Ordering::Relaxed)),
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
        let (address, broken) = (program.address, Arc::new(AtomicUsize::new(0)));
        let asking: Vec<_> = (0..6)
            .map(|_| {
                let broken = Arc::clone(&broken);
                std::thread::spawn(move || ask_until_the_end(address, &broken))
            })
            .collect();
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
        // Who connects in the very moment in which the port is closed was not taken up by anyone.
        assert!(broken.load(Ordering::Relaxed) <= 1, "{broken:?} of {answered} broke off");
    }
}
