//! A server that runs while a test does.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread::JoinHandle;

use policy_search::OpenOptions;
use policy_search::engine::live::Live;
use policy_search::web::Server;

use super::client::{self, Answer};
use crate::workspace::Workspace;

/// A server in this process, on a free port; it ends with the test.
pub(super) struct Served {
    pub(super) workspace: Workspace,
    pub(crate) address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// One server of the sample for all tests that change nothing.
    pub(super) fn sample() -> &'static Self {
        static SAMPLE: OnceLock<Served> = OnceLock::new();
        SAMPLE.get_or_init(|| Self::of(Workspace::with_sample()))
    }

    pub(super) fn of(workspace: Workspace) -> Self {
        Self::with(workspace, |server| server)
    }

    /// A server of the index of a workspace, set up by `setting`.
    pub(super) fn with(workspace: Workspace, setting: impl FnOnce(Server) -> Server) -> Self {
        let live = Live::new(workspace.location(), OpenOptions::default());
        let server = setting(Server::new(live, "127.0.0.1:0".parse().unwrap()));
        let stop = Arc::clone(&server.stop);
        let (told, heard) = mpsc::channel();
        let run = move || server.run(&mut |bound| told.send(bound).unwrap()).unwrap();
        let thread = Some(std::thread::spawn(run));
        let mut address: SocketAddr = heard.recv().unwrap();
        if address.ip().is_unspecified() {
            address.set_ip([127, 0, 0, 1].into());
        }
        Self { workspace, address, stop, thread }
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        client::get(self.address, path)
    }

    /// Lets the server end; it is waited for when this is dropped.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
        let ended = self.thread.take().map(JoinHandle::join);
        assert!(std::thread::panicking() || ended.is_some_and(|ended| ended.is_ok()));
    }
}

/// The program itself, serving the index of a workspace; it is killed with the test.
pub(crate) struct Program {
    pub(super) child: Child,
    pub(crate) address: SocketAddr,
}

impl Program {
    pub(crate) fn of(workspace: &Workspace, flags: &[&str]) -> Self {
        let args = [&["serve", "--json", "--addr", "127.0.0.1:0", "--index", "index"], flags];
        let mut command = workspace.prepare(&args.concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let told: serde_json::Value = serde_json::from_str(&line).unwrap();
        let url = told["url"].as_str().unwrap().to_string();
        let address = url.trim_start_matches("http://").split('/').next().unwrap();
        Self { address: address.parse().unwrap(), child }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
