//! The child: reads the files it is handed until there are no more.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use super::super::options::ReadOptions;
use super::super::out::ReadReport;
use super::super::read::read_source;
use super::wire::{self, Answer, Request};
use crate::corpus::Settings;
use crate::error::{ErrorKind, Refusal, unwind};

/// The memory a child may have, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;

/// The stack of the thread that reads, in bytes: parsers recurse.
const STACK: usize = 64 << 20;

/// Reads the files that arrive on standard input and answers on standard output, with limits on
/// this whole process. Nothing else may run in it.
///
/// # Errors
/// When the other side is gone, or says what is not understood.
pub fn serve() -> io::Result<()> {
    limit_memory();
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(conversation)?;
    thread.join().map_err(|_| io::Error::other("the reader broke"))?
}

/// Only Unix has a limit that a process can set for itself.
fn limit_memory() {
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY);
}

fn conversation() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut out = BufWriter::new(io::stdout().lock());
    while let Some(head) = wire::read(&mut input)? {
        let request: Request = serde_json::from_slice(&head)?;
        let Some(bytes) = wire::read(&mut input)? else { return Ok(()) };
        answer(&request, &bytes, &mut out)?;
        out.flush()?;
    }
    Ok(())
}

fn answer(request: &Request, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    let path = Path::new(&request.path);
    let mut failed = None;
    let settings = request.encoding.as_deref().map(Settings::of_encoding).map(Arc::new);
    let options =
        ReadOptions { fields: request.fields.clone(), settings, ..ReadOptions::default() };
    let mut send = |raw| {
        if failed.is_none() {
            failed = say(&Answer::Document(raw), out).err();
        }
    };
    let reading = unwind::catch(|| read_source(path, bytes, &options, &mut send));
    if let Some(error) = failed {
        return Err(error);
    }
    let last = match reading {
        Ok(Ok(report)) => {
            let ReadReport { format, columns, problems, unlisted, .. } = report;
            Answer::Done { format, columns, problems, unlisted }
        }
        Ok(Err(error)) => Answer::Refused(bare(error)),
        Err(_) => Answer::Refused(Refusal::ReaderPanicked),
    };
    say(&last, out)
}

/// Why a file is not read, without what may be done about it: that is for the other side to say.
fn bare(error: ErrorKind) -> Refusal {
    match error {
        ErrorKind::Refused(refusal) | ErrorKind::Convertible { refusal, .. } => refusal,
        error => Refusal::System(error.to_string()),
    }
}

fn say(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    wire::write(out, &serde_json::to_vec(answer)?)
}
