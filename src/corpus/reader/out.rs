//! What comes of reading a file: its documents, and what was wrong with it.

use serde::{Deserialize, Serialize};

use super::convert::programs::Converter;
use super::encoding::Decoded;
use super::format::Format;
use super::records::{ColumnUse, Parts};
use super::unmapped::Unmapped;
use crate::error::Reason;
use crate::extract::RawText;

/// How many problems of one file are listed; the others are counted.
const PROBLEMS_LISTED: usize = 1_000;

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
    pub problems: Vec<String>,
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
        Self { sink, report, parts: Parts::default() }
    }

    pub(super) fn document(&mut self, raw: RawText) {
        self.report.documents += 1;
        (self.sink)(raw);
    }

    pub(super) fn problem(&mut self, line: Option<u64>, reason: impl Into<Reason>) {
        if self.report.problems.len() < PROBLEMS_LISTED {
            self.report.problems.push(Problem { line, reason: reason.into() });
        } else {
            self.report.unlisted += 1;
        }
    }

    /// Takes note of what was made of the columns of a table.
    pub(super) fn columns(&mut self, columns: Vec<ColumnUse>) {
        self.report.columns.extend(columns);
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

    pub(super) fn decoded(&mut self, decoded: &Decoded) {
        self.report.encoding = decoded.encoding;
        self.replaced(decoded.replaced, decoded.text.len());
    }

    /// Warns when more than one character in a hundred of `bytes` of text was lost.
    pub(super) fn replaced(&mut self, replaced: usize, bytes: usize) {
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
