//! The program as a server, for a browser.

use crate::serve::client::request;
use crate::serve::running::Program;
use crate::workspace::Workspace;

/// A running `search serve`, stopped when it is dropped.
pub(crate) struct Served {
    program: Program,
    /// Where it listens, without a slash at the end.
    pub(crate) root: String,
}

impl Served {
    /// Serves the index of a workspace.
    pub(crate) fn of(workspace: &Workspace) -> Self {
        let program = Program::of(workspace, &[]);
        Self { root: format!("http://{}", program.address), program }
    }

    /// A page as it is sent, in a language; where it leads elsewhere, the page there.
    pub(crate) fn sent(&self, page: &str, language: &str) -> String {
        let headers = format!("Accept: text/html\r\nAccept-Language: {language}\r\n");
        let answer = request(self.program.address, &format!("GET {page}"), &headers);
        match answer.header("location") {
            Some(elsewhere) => {
                let elsewhere = elsewhere.split('#').next().unwrap_or_default();
                self.sent(elsewhere, language)
            }
            None => answer.text(),
        }
    }
}
