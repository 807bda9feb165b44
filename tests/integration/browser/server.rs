//! The program as a server, for a browser.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use crate::workspace::Workspace;

/// A running `search serve`, stopped when it is dropped.
pub(crate) struct Served {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub(crate) root: String,
}

impl Served {
    /// Serves the index of a workspace.
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let args = ["serve", "--json", "--addr", "127.0.0.1:0"];
        let mut command = workspace.prepare(&args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: serde_json::Value = serde_json::from_str(&line).expect("where it listens");
        let root = told["url"].as_str().unwrap().trim_end_matches('/').to_string();
        Self { child, root }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
