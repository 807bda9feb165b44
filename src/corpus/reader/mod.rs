//! One file → the documents in it, each as [`RawText`]; one format a file.
//!
//! Nothing is cleaned here and nothing is lost: what a file says is handed on as text in lines
//! and as hints, in the order of how far they can be trusted. A dump of many documents is read
//! record by record with bounded memory, and a bad record is one [`Problem`] while the rest is
//! read.
//!
//! Which format a file is in, its first bytes tell, then its extension. PDF, DOCX, OFD, DOC, RTF,
//! MHTML and ZIP unpack and recurse: limits hold on what they unpack to, yet a hostile one can take
//! much memory and time, or end the process, unless it is read apart ([`ReadOptions::apart`]). What
//! is refused another program may read, if that is asked for ([`convert`]).
//!
//! ```
//! use std::path::Path;
//! use policy_search::corpus::reader::{self, ReadOptions};
//!
//! let page = "<h1>关于开展春季植树的通知</h1><p>各镇街：请于三月底前完成。</p>";
//! let mut found = Vec::new();
//! let options = ReadOptions::default();
//! let report =
//!     reader::read_from(Path::new("a.html"), page.as_bytes(), &options, &mut |raw| found.push(raw))?;
//! assert_eq!(report.documents, 1);
//! assert!(found[0].text.ends_with("各镇街：请于三月底前完成。"));
//! # Ok::<(), policy_search::Error>(())
//! ```

mod archive;
pub mod convert;
mod csv;
mod doc;
mod docx;
mod encoding;
mod fields;
mod file_name;
mod html;
mod json;
mod labels;
mod layout;
mod lines;
mod markdown;
mod mhtml;
mod numbering;
mod ofd;
mod package;
mod pdf;
mod place;
mod properties;
mod reasons;
mod records;
mod rtf;
mod sniff;
mod source;
mod txt;
mod unmapped;
pub mod worker;
mod xml;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::name::shown as walk_shown;
use super::settings::Settings;
use crate::error::{Error, ErrorKind, Result};
use crate::extract::{Field, RawText};

pub use encoding::{Decoded, decode};
pub use fields::Column;
pub(super) use fields::squash;
pub use sniff::Format;

use fields::Columns;
use package::Package;
use source::Source;
use unmapped::Unmapped;

/// The largest plain text or Markdown file, and the largest JSON object, in bytes.
const TEXT_LIMIT: usize = 256 << 20;

/// The largest file of the other formats, in bytes.
const FILE_LIMIT: usize = 256 << 20;

/// The largest page in bytes; the parser's time grows with the square of a hostile page's size.
const HTML_LIMIT: usize = 16 << 20;

/// The longest line of a text, and the longest record of a dump, in bytes.
const LINE_LIMIT: usize = 64 << 20;

/// How many problems of one file are listed; the others are counted.
const PROBLEMS_LISTED: usize = 1_000;

/// The number of what is read and how: a file that was skipped by readers of another number is read
/// again.
pub const VERSION: u32 = 3;

/// Choices that only a person can make.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Columns of dumps and keys of front matter that no table knows: the name, and what it holds.
    pub fields: Vec<(String, Column)>,
    /// What the folders above the file say of it; [`ReadOptions::fields`] go before theirs.
    pub settings: Option<Arc<Settings>>,
    /// Processes that read what could break this one ([`worker`]); without them it is read here.
    pub apart: Option<Arc<worker::Readers>>,
    /// Other programs that may read what is refused here ([`convert`]); without them none does.
    pub convert: Option<Arc<convert::Converters>>,
}

impl ReadOptions {
    /// What columns hold by folders and by hand, the strongest last.
    fn all_fields(&self) -> Vec<(String, Column)> {
        let of_folders = self.settings.iter().flat_map(|settings| settings.fields());
        of_folders.chain(self.fields.iter().cloned()).collect()
    }

    fn columns(&self) -> Columns {
        Columns::new(&self.all_fields())
    }

    /// The encoding of a file that does not prove another.
    fn encoding(&self) -> Option<&'static encoding_rs::Encoding> {
        self.settings.as_ref().and_then(|settings| settings.encoding())
    }
}

/// What reading one file came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadReport {
    /// What the file was read as.
    pub format: Format,
    /// The encoding it was read in, by its usual name (`GB18030`).
    pub encoding: &'static str,
    /// The other program that read it, where one did.
    pub converter: Option<convert::Converter>,
    /// How many documents were handed over.
    pub documents: usize,
    /// What could not be read, in the order of the file; at most a thousand.
    pub problems: Vec<Problem>,
    /// How many problems there were beyond those listed.
    pub unlisted: usize,
}

/// A part of a file that could not be read, or was read with doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line it begins at, counted from one; `None` when it concerns the whole file.
    pub line: Option<u64>,
    /// The reason: lowercase, no full stop.
    pub reason: String,
}

/// Reads the file at `path` and hands every document in it to `sink`.
///
/// # Errors
///
/// [`ErrorKind::Unreadable`] with the reason when the file as a whole cannot be read (a format
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
        return Err(Error::at(path, unreadable("no file: a folder, a pipe or a device")));
    }
    let file = File::open(path).map_err(|error| Error::at(path, error))?;
    let mut input = source::Watched::new(file);
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
    read_source(path, input, options, &mut sink, 0).map_err(|kind| Error::at(path, kind))
}

/// Reads a file that lies in so many archives.
fn read_source(
    path: &Path,
    input: impl Read,
    options: &ReadOptions,
    sink: &mut dyn FnMut(RawText),
    depth: usize,
) -> Result<ReadReport, ErrorKind> {
    let source = Source::open(input)?;
    if source.head().is_empty() {
        return Err(unreadable("empty file"));
    }
    let format = sniff::format(path, source.head())?;
    let mut out = Out::new(format, sink);
    match format {
        Format::Text | Format::Markdown | Format::Html => {
            read_document(path, source, options, &mut out)?;
        }
        Format::Json => json::read(source, options, &mut out)?,
        Format::JsonLines => json::read_lines(source, options, &mut out)?,
        Format::Csv => csv::read(path, source, options, &mut out)?,
        _ => {
            let bytes = source.whole(FILE_LIMIT)?;
            if let Err(refused) = read_whole(path, &bytes, options, &mut out, depth) {
                convert::instead(path, &bytes, refused, options, &mut out, depth)?;
            }
        }
    }
    Ok(out.report)
}

/// A file of a format that is read whole, apart from this process if that is asked for.
fn read_whole(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    out: &mut Out<'_>,
    depth: usize,
) -> Result<(), ErrorKind> {
    match &options.apart {
        Some(apart) => apart.read(path, bytes, options, out),
        None => read_bytes(path, bytes, options, out, depth),
    }
}

/// A file of a format that is read whole, as bytes.
fn read_bytes(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    out: &mut Out<'_>,
    depth: usize,
) -> Result<(), ErrorKind> {
    let raw = match out.report.format {
        Format::Pdf => pdf::read(bytes).map(|read| {
            read.problems.into_iter().for_each(|problem| out.problem(None, problem));
            read.raw
        }),
        Format::Doc => doc::read(bytes),
        Format::Rtf => rtf::read(bytes),
        Format::Mhtml => mhtml::read(bytes),
        _ => {
            let mut package = Package::open(bytes).map_err(unreadable)?;
            match archive::kind(&package).map_err(unreadable)? {
                Format::Docx => {
                    out.report.format = Format::Docx;
                    docx::read(&mut package)
                }
                Format::Ofd => {
                    out.report.format = Format::Ofd;
                    ofd::read(&mut package)
                }
                _ => return archive::read(path, &mut package, options, out, depth),
            }
        }
    };
    let mut raw = match raw {
        Err(reason) if reason == reasons::SCANNED => return scan(path, reason, out),
        raw => raw.map_err(unreadable)?,
    };
    if raw.text.is_empty() {
        return Err(no_text());
    }
    out.unmapped(&raw.text);
    raw.hints.extend(file_name::hints(path));
    out.document(raw);
    Ok(())
}

/// A document without a text layer: where its file's name is a title, it can be found by that.
fn scan(path: &Path, reason: String, out: &mut Out<'_>) -> Result<(), ErrorKind> {
    let raw = RawText { hints: file_name::hints(path), ..RawText::default() };
    if raw.hints_for(Field::Title).next().is_none() {
        return Err(unreadable(reason));
    }
    out.problem(None, reason);
    out.document(raw);
    Ok(())
}

/// A file that is one document.
fn read_document(
    path: &Path,
    source: Source<impl Read>,
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let format = out.report.format;
    let limit = if format == Format::Html { HTML_LIMIT } else { TEXT_LIMIT };
    let bytes = source.whole(limit)?;
    let decoded = encoding::decode_as(&bytes, options.encoding()).ok_or_else(no_text_at_all)?;
    drop(bytes);
    out.decoded(&decoded);
    let text = txt::without_long_lines(decoded.text, &mut |line, reason| {
        out.problem(Some(line), reason);
    });
    let mut raw = match format {
        Format::Html => html::read(&text).map_err(unreadable)?,
        Format::Markdown => markdown::read(&text, &options.columns()),
        _ => txt::read(&text),
    };
    if raw.text.is_empty() {
        // What was left out on the way may be all there was.
        let reason = out.report.problems.first().map(|problem| problem.reason.clone());
        return Err(reason.map_or_else(no_text, unreadable));
    }
    out.unmapped(&raw.text);
    raw.hints.extend(file_name::hints(path));
    out.document(raw);
    Ok(())
}

/// Where documents and problems go while a file is read.
struct Out<'a> {
    sink: &'a mut dyn FnMut(RawText),
    report: ReadReport,
}

impl<'a> Out<'a> {
    fn new(format: Format, sink: &'a mut dyn FnMut(RawText)) -> Self {
        let report = ReadReport {
            format,
            encoding: "UTF-8",
            converter: None,
            documents: 0,
            problems: Vec::new(),
            unlisted: 0,
        };
        Self { sink, report }
    }

    fn document(&mut self, raw: RawText) {
        self.report.documents += 1;
        (self.sink)(raw);
    }

    fn problem(&mut self, line: Option<u64>, reason: impl Into<String>) {
        if self.report.problems.len() < PROBLEMS_LISTED {
            self.report.problems.push(Problem { line, reason: reason.into() });
        } else {
            self.report.unlisted += 1;
        }
    }

    /// Warns of characters in the text of a document that stand for no known ones, unless something
    /// was said of the file already.
    fn unmapped(&mut self, text: &str) {
        if self.report.problems.is_empty() {
            Unmapped::of(text).told().into_iter().for_each(|told| self.problem(None, told));
        }
    }

    fn decoded(&mut self, decoded: &Decoded) {
        self.report.encoding = decoded.encoding;
        self.replaced(decoded.replaced, decoded.text.len());
    }

    /// Warns when more than one character in a hundred of `bytes` of text was lost.
    fn replaced(&mut self, replaced: usize, bytes: usize) {
        // A Han character is three bytes long: this errs on the side of warning.
        if replaced * 100 > bytes / 3 {
            let encoding = self.report.encoding;
            self.problem(
                None,
                format!(
                    "{replaced} characters are damaged or are not {encoding}: save it as UTF-8"
                ),
            );
        }
    }
}

fn unreadable(reason: impl Into<String>) -> ErrorKind {
    ErrorKind::Unreadable(reason.into())
}

fn no_text() -> ErrorKind {
    unreadable("no text: the file holds nothing that could be searched")
}

fn no_text_at_all() -> ErrorKind {
    unreadable("only bytes that are no text: name the format by the file's extension")
}

#[cfg(test)]
mod tests;
