//! The child: reads the files it is handed until there are no more.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::super::options::ReadOptions;
use super::super::out::ReadReport;
use super::super::read::read_source;
use super::super::recognise::Recognise;
use super::asked::{self, Parent};
use super::memory;
use super::wire::{Answer, Request};
use crate::corpus::Settings;
use crate::error::{ErrorKind, Refusal, unwind};

/// How often it is looked whether the parent is still there.
const LOOK: Duration = Duration::from_secs(1);

/// The stack of the thread that reads, in bytes: parsers recurse.
const STACK: usize = 64 << 20;

/// Reads the files that arrive on standard input and answers on standard output, with limits on
/// this whole process. Nothing else may run in it.
///
/// # Errors
/// When the other side is gone, or says what is not understood.
pub fn serve() -> io::Result<()> {
    memory::limit_own();
    let started_by = parent();
    let (send, end) = sync_channel(1);
    let talk = move || send.send(conversation());
    std::thread::Builder::new().stack_size(STACK).spawn(talk)?;
    loop {
        match end.recv_timeout(LOOK) {
            Ok(ended) => return ended,
            Err(RecvTimeoutError::Disconnected) => {
                return Err(io::Error::other("the reader broke"));
            }
            // A file that is never read to its end must not keep a process that nobody listens to.
            Err(RecvTimeoutError::Timeout) if parent() != started_by => {
                return Err(io::Error::other("the other side is gone"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// The process that started this one, as far as the system tells.
fn parent() -> u32 {
    #[cfg(unix)]
    return std::os::unix::process::parent_id();
    #[cfg(not(unix))]
    return 0;
}

fn conversation() -> io::Result<()> {
    let parent = Parent::new();
    while let Some(head) = asked::heard()? {
        let request: Request = serde_json::from_slice(&head)?;
        let Some(bytes) = asked::heard()? else { return Ok(()) };
        answer(&request, &bytes, &parent)?;
        parent.flush()?;
    }
    Ok(())
}

fn answer(request: &Request, bytes: &[u8], parent: &Parent) -> io::Result<()> {
    let path = Path::new(&request.path);
    let mut failed = None;
    let settings = request.encoding.as_deref().map(Settings::of_encoding).map(Arc::new);
    let recognise = request.recognises.then(|| Arc::new(parent.clone()) as Arc<dyn Recognise>);
    let fields = request.fields.clone();
    let options = ReadOptions { fields, settings, recognise, ..ReadOptions::default() };
    let mut send = |raw| {
        if failed.is_none() {
            failed = parent.say(&Answer::Document(raw)).err();
        }
    };
    let reading = unwind::catch(|| read_source(path, bytes, &options, &mut send));
    if let Some(error) = failed {
        return Err(error);
    }
    let last = match reading {
        Ok(Ok(report)) => {
            let ReadReport { format, columns, problems, unlisted, waiting, images, .. } = report;
            Answer::Done { format, columns, problems, unlisted, waiting, images }
        }
        Ok(Err(error)) => refused(error),
        Err(_) => Answer::Refused(Refusal::ReaderPanicked),
    };
    parent.say(&last)
}

/// Why a file is not read, without what a converter may do about it: that is for the other side to
/// say.
fn refused(error: ErrorKind) -> Answer {
    match error {
        ErrorKind::Convertible { refusal, conversion } if conversion.is_of_images() => {
            Answer::Unread(refusal, conversion)
        }
        ErrorKind::Refused(refusal) | ErrorKind::Convertible { refusal, .. } => {
            Answer::Refused(refusal)
        }
        error => Answer::Refused(Refusal::System(error.to_string())),
    }
}
