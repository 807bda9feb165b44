//! The parent: hands files to children, and ends those that take too long.

use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use super::super::walk_shown;
use super::super::{Column, Out, unreadable};
use super::ARGUMENT;
use super::wire::{self, Answer, Request};
use crate::error::ErrorKind;

/// How long one document may take.
const DOCUMENT_TIME: Duration = Duration::from_secs(30);

/// How long one file may take, however many documents it has.
const FILE_TIME: Duration = Duration::from_secs(600);

/// How many files a child reads before it is replaced.
const FILES: usize = 200;

/// Processes that read files: as many as are asked at once, each for many files.
#[derive(Debug)]
pub struct Readers {
    program: PathBuf,
    document_time: Duration,
    idle: Mutex<Vec<Worker>>,
}

impl Readers {
    /// Readers that are started as `program`, which must call [`serve`](super::serve) when its
    /// first argument is [`ARGUMENT`].
    pub fn new(program: impl Into<PathBuf>) -> Self {
        let (program, idle) = (program.into(), Mutex::default());
        Self { program, document_time: DOCUMENT_TIME, idle }
    }

    /// These readers with another limit than 30 seconds a document.
    #[must_use]
    pub fn within(self, document_time: Duration) -> Self {
        Self { document_time, ..self }
    }

    /// Reads a file, whose documents and problems go to `out`.
    pub(in super::super) fn read(
        &self,
        path: &Path,
        bytes: &[u8],
        fields: &[(String, Column)],
        out: &mut Out<'_>,
    ) -> Result<(), ErrorKind> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut worker = idle.map_or_else(|| Worker::start(&self.program), Ok)?;
        worker.files += 1;
        let path = path.iter().map(walk_shown).collect::<PathBuf>();
        let request = Request { path: path.to_string_lossy().into_owned(), fields: fields.into() };
        worker.ask(&request, bytes).map_err(|_| broke())?;
        let done = worker.listen(self.document_time, out)?;
        if worker.files < FILES
            && let Ok(mut idle) = self.idle.lock()
        {
            idle.push(worker);
        }
        done
    }
}

fn broke() -> ErrorKind {
    unreadable("its reader needed more than 1 GiB of memory, or broke: it is left out")
}

/// A child that waits for files.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<Vec<u8>>,
    files: usize,
}

impl Worker {
    fn start(program: &Path) -> Result<Self, ErrorKind> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (send, answers) = sync_channel(2);
        std::thread::spawn(move || {
            let Some(mut output) = output.map(BufReader::new) else { return };
            while let Ok(Some(answer)) = wire::read(&mut output) {
                if send.send(answer).is_err() {
                    return;
                }
            }
        });
        Ok(Self { child, input, answers, files: 0 })
    }

    fn ask(&mut self, request: &Request, bytes: &[u8]) -> std::io::Result<()> {
        let Some(input) = &mut self.input else {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        };
        wire::write(input, &serde_json::to_vec(request)?)?;
        wire::write(input, bytes)?;
        input.flush()
    }

    /// Takes the answers for one file. The outer error is that of a child that is of no more use,
    /// the inner one that of the file.
    fn listen(
        &mut self,
        document_time: Duration,
        out: &mut Out<'_>,
    ) -> Result<Result<(), ErrorKind>, ErrorKind> {
        // Only waiting counts: what is done with a document is no fault of its file.
        let mut left = FILE_TIME;
        loop {
            let asked = Instant::now();
            let answer = match self.answers.recv_timeout(document_time.min(left)) {
                Ok(answer) => serde_json::from_slice(&answer).map_err(|_| broke())?,
                Err(RecvTimeoutError::Timeout) => return Err(too_slow(document_time.min(left))),
                Err(RecvTimeoutError::Disconnected) => return Err(broke()),
            };
            left = left.saturating_sub(asked.elapsed());
            match answer {
                Answer::Document(raw) => out.document(raw),
                Answer::Done { format, problems, unlisted } => {
                    out.report.format = format;
                    for problem in problems {
                        out.problem(problem.line, problem.reason);
                    }
                    out.report.unlisted += unlisted;
                    return Ok(Ok(()));
                }
                Answer::Refused { reason } => return Ok(Err(unreadable(reason))),
            }
        }
    }
}

fn too_slow(limit: Duration) -> ErrorKind {
    unreadable(format!("reading it took longer than {} seconds and was stopped", limit.as_secs()))
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.input.take());
        // It ends by itself at the end of its input; one that hangs does not.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
