//! One file → its documents: the format is told, and the reader for it called.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::super::name;
use super::compound::Compound;
use super::contents::{self, Contents};
use super::formats::{ReadText, Way};
use super::options::ReadOptions;
use super::out::{Out, Paper, ReadReport};
use super::package::Package;
use super::source::{Source, Watched};
use super::worker::Request;
use super::{convert, file_name, place, sniff, txt};
use crate::error::{Error, ErrorKind, Refusal, Result};
use crate::extract::{HintField, RawText};

/// Reads the file at `path` and hands every document in it to `sink`.
///
/// # Errors
///
/// [`ErrorKind::Refused`] with the reason when the file as a whole cannot be read (a format
/// that is not read, no text, too large), [`ErrorKind::Convertible`] where another program may
/// read it or failed to, [`ErrorKind::Io`] when the system refuses. Documents
/// handed over before an error of the system stay handed over.
pub fn read(
    path: &Path,
    options: &ReadOptions,
    sink: &mut dyn FnMut(RawText),
) -> Result<ReadReport> {
    let meta = std::fs::metadata(path).map_err(|error| Error::at(path, error))?;
    if !meta.is_file() {
        return Err(Error::at(path, Refusal::NoFile));
    }
    let file = File::open(path).map_err(|error| Error::at(path, error))?;
    let mut input = Watched::new(file);
    let report = read_from(path, &mut input, options, sink);
    // A reader may take the end of what it was given for the end of the file.
    input.failure().map_or(report, |error| Err(Error::at(path, error)))
}

/// Like [`read`], for content that is at hand; `path` gives the name and the extension.
///
/// # Errors
///
/// As [`read`].
pub fn read_from(
    path: &Path,
    input: impl Read,
    options: &ReadOptions,
    sink: &mut dyn FnMut(RawText),
) -> Result<ReadReport> {
    let named = place::hints(path);
    let mut sink = |mut raw: RawText| {
        options.settings.iter().for_each(|settings| settings.complete(path, &mut raw));
        raw.hints.extend_from_slice(&named);
        sink(raw);
    };
    read_source(path, input, options, &mut sink).map_err(|kind| Error::at(path, kind))
}

/// Reads a file that lies in no archive.
pub(super) fn read_source(
    path: &Path,
    input: impl Read,
    options: &ReadOptions,
    sink: &mut dyn FnMut(RawText),
) -> Result<ReadReport, ErrorKind> {
    Reading { path, options, depth: 0 }.source(input, sink)
}

/// The reading of a file that lies in `depth` archives.
#[derive(Clone, Copy)]
struct Reading<'a> {
    path: &'a Path,
    options: &'a ReadOptions,
    depth: usize,
}

impl Reading<'_> {
    fn source(
        self,
        input: impl Read,
        sink: &mut dyn FnMut(RawText),
    ) -> Result<ReadReport, ErrorKind> {
        let Self { path, options, .. } = self;
        let mut source = Source::open(input)?;
        if source.head().is_empty() {
            return Err(Refusal::Empty.into());
        }
        let format = sniff::format(path, source.head())?;
        let mut out = Out::new(format, sink);
        match &format.row().way {
            Way::Text(read) => self.text(source, *read, &mut out)?,
            Way::Stream(read) => read(source.any(), path, options, &mut out)?,
            _ => self.whole_or_converted(&source.whole(format.row().limit)?, &mut out)?,
        }
        Ok(out.finished())
    }

    /// A file of a format that is read whole, by our readers or else by a converter.
    fn whole_or_converted(self, bytes: &[u8], out: &mut Out<'_>) -> Result<(), ErrorKind> {
        let Self { path, options, depth } = self;
        let Err(refused) = self.whole(bytes, out) else { return Ok(()) };
        let mut read = |docx: &[u8], out: &mut Out<'_>| Self { depth: 0, ..self }.whole(docx, out);
        convert::instead(path, bytes, refused, options, depth, out, &mut read)
    }

    /// A file of a format that is read whole, apart from this process if that is asked for.
    fn whole(self, bytes: &[u8], out: &mut Out<'_>) -> Result<(), ErrorKind> {
        match &self.options.apart {
            Some(apart) => apart.read(&self.request(), bytes, out),
            None => self.bytes(bytes, out),
        }
    }

    /// What another process must know to read the file.
    fn request(self) -> Request {
        let path = self.path.iter().map(name::shown).collect::<PathBuf>();
        Request {
            path: path.to_string_lossy().into_owned(),
            fields: self.options.all_fields(),
            encoding: self.options.encoding().map(|encoding| encoding.name().to_string()),
        }
    }

    /// A file of a format that is read whole, as bytes; of a container, its parts tell which.
    fn bytes(self, bytes: &[u8], out: &mut Out<'_>) -> Result<(), ErrorKind> {
        out.report.format = sniff::inside(out.report.format, bytes)?;
        let paper = match &out.report.format.row().way {
            Way::Bytes(read) => read(bytes),
            Way::Package(read) => read(&mut Package::open(bytes)?),
            Way::Compound(read) => read(&mut Compound::open(bytes)?),
            Way::Records(read) => return read(self.path, bytes, self.options, out),
            Way::Files(contents) => return self.files(contents(self.path, bytes)?, out),
            // A text or a stream is of no container.
            Way::Text(_) | Way::Stream(_) => return Err(Refusal::NoText.into()),
        };
        self.paper(paper, out)
    }

    /// What was read of a document, or why it was not.
    fn paper(self, paper: Result<Paper, Refusal>, out: &mut Out<'_>) -> Result<(), ErrorKind> {
        let Paper { mut raw, problems } = match paper {
            Err(Refusal::Scanned) => return self.scan(out),
            paper => paper?,
        };
        problems.into_iter().for_each(|problem| out.problem(None, problem));
        if raw.text.is_empty() {
            return Err(Refusal::NoText.into());
        }
        out.mend(&mut raw);
        out.unmapped(&raw.text);
        raw.hints.extend(file_name::hints(self.path));
        out.pass_on(raw);
        Ok(())
    }

    /// The files in a file, and the document that it is itself.
    fn files(self, contents: Contents<'_>, out: &mut Out<'_>) -> Result<(), ErrorKind> {
        if let Some(own) = contents.own {
            self.paper(Ok(own), out)?;
        }
        let depth = self.depth + 1;
        let mut read = |path: &Path, bytes: &[u8], sink: &mut dyn FnMut(RawText)| {
            Reading { path, depth, ..self }.source(bytes, sink)
        };
        contents::read(self.path, contents.files, self.depth, out, &mut read)?;
        let ReadReport { documents, problems, .. } = &out.report;
        if *documents == 0 && problems.is_empty() { Err(Refusal::NoText.into()) } else { Ok(()) }
    }

    /// A document without a text layer: where its file's name is a title, it can be found by that.
    fn scan(self, out: &mut Out<'_>) -> Result<(), ErrorKind> {
        let raw = RawText { hints: file_name::hints(self.path), ..RawText::default() };
        if raw.hints_for(HintField::Title).next().is_none() {
            return Err(Refusal::Scanned.into());
        }
        out.problem(None, Refusal::Scanned);
        out.document(raw);
        Ok(())
    }

    /// A file that is one document.
    fn text(
        self,
        source: Source<impl Read>,
        read: ReadText,
        out: &mut Out<'_>,
    ) -> Result<(), ErrorKind> {
        let bytes = source.whole(out.report.format.row().limit)?;
        let text = out.text(bytes, self.options.encoding())?;
        let text = txt::without_long_lines(text, &mut |line, reason| {
            out.problem(Some(line), reason);
        });
        let mut raw = read(&text, self.options)?;
        if raw.text.is_empty() {
            // What was left out on the way may be all there was.
            let reason = out.report.problems.first().map(|problem| problem.reason.to_string());
            return Err(reason.map_or(Refusal::NoText, Refusal::LeftOut).into());
        }
        out.unmapped(&raw.text);
        raw.hints.extend(file_name::hints(self.path));
        out.document(raw);
        Ok(())
    }
}
