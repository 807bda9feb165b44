//! Bytes → records: a newline ends a record unless it is in quotes.
//!
//! At most one record is held, of at most 64 MiB; what is longer is skipped to its line's end.

use std::io::{self, BufRead, Read};

use super::super::limits::LINE_LIMIT;
use super::super::lines::next_line;

/// One record with the line it begins at.
pub(super) enum Record {
    Whole {
        line: u64,
        bytes: Vec<u8>,
    },
    /// It opens a quote that is never closed; its first line.
    Unclosed {
        line: u64,
        bytes: Vec<u8>,
    },
    /// Longer than any document, in bytes.
    TooLong {
        line: u64,
        length: usize,
    },
}

/// Splits what `input` gives.
pub(super) struct Splitter<R> {
    input: R,
    /// Lines read ahead in vain, to be read before the input.
    again: io::Cursor<Vec<u8>>,
    delimiter: u8,
    line: u64,
    /// A line without end that was met inside quotes: told of in its turn.
    skipped: Option<Record>,
}

impl<R: BufRead> Splitter<R> {
    pub(super) fn new(input: R, delimiter: u8) -> Self {
        Self { input, again: io::Cursor::default(), delimiter, line: 0, skipped: None }
    }

    /// Counts lines that were read from the input before.
    pub(super) fn skip_lines(&mut self, lines: u64) {
        self.line += lines;
    }

    /// The next record that is not blank.
    pub(super) fn next_record(&mut self) -> io::Result<Option<Record>> {
        loop {
            if self.again.get_ref().len() == self.again.position() as usize
                && let Some(skipped) = self.skipped.take()
            {
                self.line += 1;
                return Ok(Some(skipped));
            }
            let mut bytes = Vec::new();
            let length = self.line_into(&mut bytes)?;
            let line = self.line;
            if length == 0 {
                return Ok(None);
            }
            if length > bytes.len() {
                return Ok(Some(Record::TooLong { line, length }));
            }
            if !bytes.trim_ascii().is_empty() {
                return self.complete(line, bytes).map(Some);
            }
        }
    }

    /// Adds lines to a record until its quotes are closed.
    fn complete(&mut self, line: u64, mut bytes: Vec<u8>) -> io::Result<Record> {
        let first = bytes.len();
        let mut quotes = Quotes::default();
        quotes.feed(&bytes, self.delimiter);
        while quotes.open {
            let mut more = Vec::new();
            let length = self.line_into(&mut more)?;
            if length == 0 || length > more.len() || bytes.len() + length > LINE_LIMIT {
                if length > more.len() {
                    self.skipped = Some(Record::TooLong { line: self.line, length });
                }
                bytes.extend_from_slice(&more);
                return Ok(self.give_back(line, bytes, first));
            }
            quotes.feed(&more, self.delimiter);
            bytes.append(&mut more);
        }
        Ok(Record::Whole { line, bytes })
    }

    /// Keeps the first line of a record that does not end and reads the rest again.
    fn give_back(&mut self, line: u64, mut bytes: Vec<u8>, first: usize) -> Record {
        let mut rest = bytes.split_off(first);
        let read = self.again.position() as usize;
        rest.extend_from_slice(&self.again.get_ref()[read..]);
        self.again = io::Cursor::new(rest);
        self.line = line;
        Record::Unclosed { line, bytes }
    }

    fn line_into(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        let length = next_line(&mut self.again.by_ref().chain(&mut self.input), bytes)?;
        self.line += u64::from(length > 0);
        Ok(length)
    }
}

/// Where in its quotes a record is.
#[derive(Default)]
struct Quotes {
    open: bool,
    /// A quote was seen inside quotes: it closes them unless a second one follows.
    closing: bool,
    /// Inside a field that did not begin with a quote.
    plain: bool,
}

impl Quotes {
    fn feed(&mut self, bytes: &[u8], delimiter: u8) {
        for byte in bytes {
            match *byte {
                b'"' if self.open => (self.open, self.closing) = (false, true),
                b'"' if self.closing => (self.open, self.closing) = (true, false),
                b'"' if !self.plain => self.open = true,
                _ if self.open => {}
                b'\n' => *self = Self::default(),
                other => {
                    self.closing = false;
                    self.plain = other != delimiter;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &[u8]) -> Vec<(u64, bool, String)> {
        let mut splitter = Splitter::new(text, b',');
        let mut found = Vec::new();
        while let Some(record) = splitter.next_record().unwrap() {
            let (line, whole, bytes) = match record {
                Record::Whole { line, bytes } => (line, true, bytes),
                Record::Unclosed { line, bytes } => (line, false, bytes),
                Record::TooLong { line, length } => (line, false, length.to_string().into_bytes()),
            };
            found.push((line, whole, String::from_utf8(bytes).unwrap()));
        }
        found
    }

    #[test]
    fn quotes_open_at_a_field_only() {
        assert_eq!(split(b"a\"b,c\nd,e\n").len(), 2);
        assert_eq!(split(b"\"a\nb\",c\nd,e\n").len(), 2);
        assert_eq!(split(b"\"a\"\"\n\"\"b\",c\nd,e\n").len(), 2);
    }

    #[test]
    fn an_open_quote_gives_its_lines_back() {
        let found = split(b"a,b\nc,\"d\ne,f\ng,h");
        let lines: Vec<_> = found.iter().map(|(line, whole, _)| (*line, *whole)).collect();
        assert_eq!(lines, [(1, true), (2, false), (3, true), (4, true)]);
    }

    #[test]
    fn a_line_without_end_inside_quotes_is_told() {
        let text = [b"a,\"b\nc,d\n".as_slice(), &vec![b'x'; LINE_LIMIT + 1], b"\ne,f\n"].concat();
        let found = split(&text);
        assert_eq!(found.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!(found[2].2, (LINE_LIMIT + 2).to_string());
    }

    #[test]
    fn a_line_without_end_is_skipped() {
        let text = [b"a,b\n".as_slice(), &vec![b'x'; LINE_LIMIT + 1], b"\nc,d\n"].concat();
        let found = split(&text);
        assert_eq!(found.iter().map(|(line, ..)| *line).collect::<Vec<_>>(), [1, 2, 3]);
    }
}
