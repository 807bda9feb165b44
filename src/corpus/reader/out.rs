//! What comes of reading a file: its documents, and what was wrong with it.

use std::io::{BufReader, Read};

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use super::convert::programs::Converter;
use super::format::Format;
use super::records::parts::Parts;
use super::records::usage::ColumnUse;
use super::source::{SharedTally, Source, Stream, Transcoder};
use super::unmapped::Unmapped;
use super::{encoding, page_marks, repair};
use crate::error::{Reason, Refusal};
use crate::extract::RawText;

/// How many problems of one file are listed; the others are counted.
const PROBLEMS_LISTED: usize = 1_000;

/// How many columns of one file are listed; ten times as many of those with text left out.
const COLUMNS_LISTED: usize = 1_000;

/// What reading one file came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadReport {
    /// What the file was read as.
    pub format: Format,
    /// The encoding it was read in, by its usual name (`GB18030`).
    pub encoding: &'static str,
    /// The other program that read it, where one did.
    pub converter: Option<Converter>,
    /// How many documents were handed over.
    pub documents: usize,
    /// What was made of each column of a dump; empty for files without columns. Columns of no use
    /// are listed up to 200 of them, and those whose text is in no document always.
    pub columns: Vec<ColumnUse>,
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
    /// What is wrong.
    pub reason: Reason,
}

/// What was read of a document that is a file of its own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paper {
    /// The text and the hints.
    pub raw: RawText,
    /// What was not read, or is to be doubted.
    pub problems: Vec<Reason>,
}

impl From<RawText> for Paper {
    fn from(raw: RawText) -> Self {
        Self { raw, problems: Vec::new() }
    }
}

/// Where documents and problems go while a file is read.
pub(super) struct Out<'a> {
    sink: &'a mut dyn FnMut(RawText),
    pub report: ReadReport,
    /// What was repaired in it.
    pub tally: SharedTally,
    /// The names of the documents that are records.
    pub parts: Parts,
}

impl<'a> Out<'a> {
    pub(super) fn new(format: Format, sink: &'a mut dyn FnMut(RawText)) -> Self {
        let report = ReadReport {
            format,
            encoding: "UTF-8",
            converter: None,
            documents: 0,
            columns: Vec::new(),
            problems: Vec::new(),
            unlisted: 0,
        };
        Self { sink, report, tally: SharedTally::default(), parts: Parts::default() }
    }

    /// The text of a file that is one, read in the encoding `expected` if it proves no other, and
    /// repaired.
    pub(super) fn text(
        &mut self,
        bytes: Vec<u8>,
        expected: Option<&'static Encoding>,
    ) -> Result<String, Refusal> {
        let decoded = encoding::decode_telling(&bytes, expected, &mut self.tally.borrow_mut());
        let decoded = decoded.ok_or(Refusal::NotText)?;
        drop(bytes);
        self.report.encoding = decoded.encoding;
        let length = decoded.text.len();
        let text = repair::owned(decoded.text, &mut self.tally.borrow_mut());
        if !self.tally.borrow().is_repaired() {
            // Of what was repaired it is told how much is lost.
            self.replaced(decoded.replaced, length);
        }
        Ok(text)
    }

    /// The text of a file that is read as it comes, in the encoding `expected` if its head proves no
    /// other.
    pub(super) fn stream<R: Read>(
        &mut self,
        source: Source<R>,
        expected: Option<&'static Encoding>,
    ) -> Result<BufReader<Transcoder<Stream<R>>>, Refusal> {
        let encoding = encoding::guess(source.head(), source.is_short(), expected);
        let encoding = encoding.ok_or(Refusal::NotText)?;
        self.report.encoding = encoding::name(encoding);
        let transcoder = Transcoder::new(source.stream(), encoding).telling(&self.tally);
        Ok(BufReader::with_capacity(1 << 16, transcoder))
    }

    /// Hands a document over, mended.
    pub(super) fn document(&mut self, mut raw: RawText) {
        self.mend(&mut raw);
        self.pass_on(raw);
    }

    /// Repairs a document that a wrong encoding damaged, and takes the marks of pages off its text.
    pub(super) fn mend(&mut self, raw: &mut RawText) {
        repair::document(raw, &mut self.tally.borrow_mut());
        page_marks::take_off(raw);
    }

    /// Hands a document over that was read of a file in this one, or by another process.
    pub(super) fn pass_on(&mut self, raw: RawText) {
        self.report.documents += 1;
        (self.sink)(raw);
    }

    /// The report, with what was repaired before all other problems.
    pub(super) fn finished(self) -> ReadReport {
        let told = self.tally.borrow().told().into_iter();
        let told = told.map(|reason| Problem { line: None, reason: reason.into() });
        let mut report = self.report;
        report.problems.splice(0..0, told);
        report
    }

    pub(super) fn problem(&mut self, line: Option<u64>, reason: impl Into<Reason>) {
        if self.report.problems.len() < PROBLEMS_LISTED {
            self.report.problems.push(Problem { line, reason: reason.into() });
        } else {
            self.report.unlisted += 1;
        }
    }

    /// Takes note of what was made of the columns of a table; of many tables in one file those with
    /// text that is in no document.
    pub(super) fn columns(&mut self, columns: Vec<ColumnUse>) {
        for column in columns {
            let room = if column.left_out > 0 { 10 * COLUMNS_LISTED } else { COLUMNS_LISTED };
            if self.report.columns.len() < room {
                self.report.columns.push(column);
            }
        }
    }

    /// Puts the problems into the order of their lines, where all have one.
    pub(super) fn in_order(&mut self) {
        let problems = &mut self.report.problems;
        if problems.iter().all(|problem| problem.line.is_some()) {
            problems.sort_by_key(|problem| problem.line);
        }
    }

    /// Warns of characters in the text of a document that stand for no known ones, unless something
    /// was said of the file already.
    pub(super) fn unmapped(&mut self, text: &str) {
        if self.report.problems.is_empty() {
            Unmapped::of(text).told().into_iter().for_each(|told| self.problem(None, told));
        }
    }

    /// Warns when more than one character in a hundred of `bytes` of text was lost.
    pub(super) fn replaced(&mut self, replaced: usize, bytes: usize) {
        // A Han character is three bytes long: this errs on the side of warning.
        if replaced * 100 > bytes / 3 {
            let encoding = self.report.encoding;
            let told = match encoding == "UTF-8" {
                true => "damaged, or were lost before it was saved: fetch it again".into(),
                false => format!("damaged or are not {encoding}: save it as UTF-8"),
            };
            self.problem(None, format!("{replaced} characters are {told}"));
        }
    }
}
