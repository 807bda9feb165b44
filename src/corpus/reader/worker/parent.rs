//! The parent: hands files to children, and ends those that take too long.

use std::io::{BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::super::out::Out;
use super::super::recognise::{Picture, Sight};
use super::wire::{self, ARGUMENT, Answer, Request};
use crate::error::{ErrorKind, Refusal};

/// How long one document may take.
const DOCUMENT_TIME: Duration = Duration::from_secs(30);

/// How long one file may take, however many documents it has.
const FILE_TIME: Duration = Duration::from_secs(600);

/// How often a reader that waits looks whether it is to stop.
const LOOK: Duration = Duration::from_millis(100);

/// How many files a child reads before it is replaced.
const FILES: usize = 200;

/// Processes that read files: as many as are asked at once, each for many files.
#[derive(Debug)]
pub struct Readers {
    program: PathBuf,
    document_time: Duration,
    /// Set when no more is to be read.
    stop: Option<Arc<AtomicBool>>,
    idle: Mutex<Vec<Worker>>,
}

impl Readers {
    /// Readers that are started as `program`, which must call [`serve`](super::serve) when its
    /// first argument is [`ARGUMENT`].
    pub fn new(program: impl Into<PathBuf>) -> Self {
        let program = program.into();
        let idle = Mutex::default();
        Self { program, document_time: DOCUMENT_TIME, stop: None, idle }
    }

    /// These readers, which stop, whatever they read, once the flag is set.
    #[must_use]
    pub fn stopped_by(self, stop: Option<Arc<AtomicBool>>) -> Self {
        Self { stop, ..self }
    }

    /// These readers with another limit than 30 seconds a document.
    #[must_use]
    pub fn within(self, document_time: Duration) -> Self {
        Self { document_time, ..self }
    }

    /// Has the file of a request read, whose documents and problems go to `out`; its pages that are
    /// images by `sight`.
    pub(in super::super) fn read(
        &self,
        request: &Request,
        bytes: &[u8],
        sight: Sight<'_>,
        out: &mut Out<'_>,
    ) -> Result<(), ErrorKind> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let before = out.report.documents;
        if let Some(worker) = idle {
            match self.hand(worker, request, bytes, sight, out) {
                // It may have broken of the files before: a new one tells.
                Err(Failure::Broken) if out.report.documents == before => {}
                done => return Ok(done?),
            }
        }
        Ok(self.hand(Worker::start(self)?, request, bytes, sight, out)?)
    }

    /// Has a child read a file, and keeps it for others if it is still of use.
    fn hand(
        &self,
        mut worker: Worker,
        request: &Request,
        bytes: &[u8],
        sight: Sight<'_>,
        out: &mut Out<'_>,
    ) -> Result<(), Failure> {
        worker.files += 1;
        worker.ask(request, bytes).map_err(|_| Failure::Broken)?;
        let done = worker.listen(self.document_time, sight, out);
        let is_of_use = matches!(done, Ok(()) | Err(Failure::Refused(_)));
        if is_of_use
            && worker.files < FILES
            && let Ok(mut idle) = self.idle.lock()
        {
            idle.push(worker);
        }
        done
    }
}

/// Why a child did not read a file.
enum Failure {
    /// The file cannot be read.
    Refused(ErrorKind),
    /// The child is gone.
    Broken,
    /// The child took longer than this.
    Slow(Duration),
}

impl From<Failure> for ErrorKind {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refused) => refused,
            Failure::Broken => Refusal::ReaderEnded.into(),
            Failure::Slow(limit) => Refusal::ReaderSlow(limit.as_secs()).into(),
        }
    }
}

/// A child that waits for files.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<Vec<u8>>,
    stop: Option<Arc<AtomicBool>>,
    files: usize,
}

impl Worker {
    fn start(readers: &Readers) -> Result<Self, ErrorKind> {
        let mut command = Command::new(&readers.program);
        command.arg(ARGUMENT).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // The Ctrl-C of a terminal reaches all of a group: it is for this process to say when to stop.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn();
        let mut child = child.map_err(|error| Refusal::ReaderNotStarted(error.to_string()))?;
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
        Ok(Self { child, input, answers, stop: readers.stop.clone(), files: 0 })
    }

    fn ask(&mut self, request: &Request, bytes: &[u8]) -> std::io::Result<()> {
        let Some(input) = &mut self.input else {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        };
        wire::write(input, &serde_json::to_vec(request)?)?;
        wire::write(input, bytes)?;
        input.flush()
    }

    /// Takes the answers for one file.
    fn listen(
        &mut self,
        document_time: Duration,
        sight: Sight<'_>,
        out: &mut Out<'_>,
    ) -> Result<(), Failure> {
        // Only waiting counts: what is done with a document is no fault of its file.
        let mut left = FILE_TIME;
        loop {
            let asked = Instant::now();
            let limit = document_time.min(left);
            let answer = self.answer(limit)?;
            left = left.saturating_sub(asked.elapsed());
            match answer {
                Answer::Document(raw) => out.pass_on(raw),
                Answer::Pages(pages) => self.look(pages, limit, sight)?,
                Answer::Done { format, columns, problems, unlisted, waiting, images } => {
                    out.report.format = format;
                    out.columns(columns);
                    for problem in problems {
                        out.problem(problem.line, problem.reason);
                    }
                    out.report.unlisted += unlisted;
                    out.report.waiting += waiting;
                    out.report.images += images;
                    return Ok(());
                }
                Answer::Refused(refusal) => return Err(Failure::Refused(refusal.into())),
                Answer::Unread(refusal, conversion) => {
                    let refused = ErrorKind::Convertible { refusal, conversion };
                    return Err(Failure::Refused(refused));
                }
                // Pictures come behind the number of their pages.
                Answer::Picture(_) | Answer::Asked => return Err(Failure::Broken),
            }
        }
    }

    fn answer(&self, limit: Duration) -> Result<Answer, Failure> {
        serde_json::from_slice(&self.part(limit)?).map_err(|_| Failure::Broken)
    }

    fn part(&self, limit: Duration) -> Result<Vec<u8>, Failure> {
        let asked = Instant::now();
        loop {
            let left = limit.saturating_sub(asked.elapsed());
            match self.answers.recv_timeout(left.min(LOOK)) {
                Ok(part) => return Ok(part),
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::Broken),
                // Nobody asks how a file was that was being read when the run stopped.
                Err(RecvTimeoutError::Timeout) if self.is_stopped() => return Err(Failure::Broken),
                Err(RecvTimeoutError::Timeout) if left <= LOOK => return Err(Failure::Slow(limit)),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn is_stopped(&self) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// Reads the pictures that follow, and says what was read.
    fn look(&mut self, pages: usize, limit: Duration, sight: Sight<'_>) -> Result<(), Failure> {
        let mut failure = None;
        let next = || {
            self.picture(limit).unwrap_or_else(|failed| {
                failure = Some(failed);
                None
            })
        };
        // Behind the last one the child says nothing that could be waited for.
        let mut pictures = std::iter::from_fn(next).fuse();
        let read = sight.ok_or(Failure::Broken)?.read(pages, &mut pictures);
        if let Some(failure) = failure {
            return Err(failure);
        }
        let read = serde_json::to_vec(&read).map_err(|_| Failure::Broken)?;
        let input = self.input.as_mut().ok_or(Failure::Broken)?;
        let said = wire::write(input, &read).and_then(|()| input.flush());
        said.map_err(|_| Failure::Broken)
    }

    /// The next picture; `None` where there are no more.
    fn picture(&self, limit: Duration) -> Result<Option<Picture>, Failure> {
        let Answer::Picture(picture) = self.answer(limit)? else { return Ok(None) };
        let pixels = self.part(limit)?;
        let is_whole = pixels.len() as u64 == u64::from(picture.width) * u64::from(picture.height);
        if is_whole { Ok(Some(Picture { pixels, ..picture })) } else { Err(Failure::Broken) }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.input.take());
        // It ends by itself at the end of its input; one that hangs does not.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
