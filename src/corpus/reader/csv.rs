//! Comma, semicolon or tab separated values with a header: a record a document.
//!
//! Records are split before they are parsed, so that a record without end is left out unheld and
//! a quote that is never closed costs its own line only.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::super::column::Column;
use super::encoding::{self, decode};
use super::fields::Columns;
use super::options::ReadOptions;
use super::out::Out;
use super::records::{self, Cell, Parts};
use super::source::{Source, Transcoder};
use crate::error::{ErrorKind, Refusal};
use crate::extract::HintField;

mod split;

use split::{Record, Splitter};

/// Reads the records of a table.
pub(super) fn read(
    path: &Path,
    source: Source<impl Read>,
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let encoding = encoding::guess(source.head(), source.is_short(), options.encoding())
        .ok_or(Refusal::NotText)?;
    out.report.encoding = encoding::name(encoding);
    let columns = options.columns();
    let tabs = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tsv"));
    let transcoder = Transcoder::new(source.stream(), encoding, out.tally.clone());
    read_table(BufReader::with_capacity(1 << 16, transcoder), &columns, tabs, out)
}

fn read_table(
    mut input: impl BufRead,
    columns: &Columns,
    tabs: bool,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    skip_mark(&mut input)?;
    let delimiter = delimiter(input.fill_buf()?, columns, tabs);
    let mut splitter = Splitter::new(input, delimiter);
    let mut table = None;
    while let Some(record) = splitter.next_record()? {
        match (&mut table, record) {
            (None, Record::Whole { bytes, .. }) => {
                table = Some(Table::with_header(fields_of(&bytes, delimiter, true), columns)?);
            }
            (None, _) => return Err(Refusal::NoHeader.into()),
            (Some(table), record) => table.take(record, delimiter, columns, out),
        }
    }
    match out.report.documents {
        0 if out.report.problems.is_empty() => Err(Refusal::OnlyHeader.into()),
        0 => Err(Refusal::NoFullRecord.into()),
        _ => Ok(()),
    }
}

fn skip_mark(input: &mut impl BufRead) -> std::io::Result<()> {
    if input.fill_buf()?.starts_with(b"\xEF\xBB\xBF") {
        input.consume(3);
    }
    Ok(())
}

/// The delimiter under which the first line has most known columns, then most columns.
fn delimiter(head: &[u8], columns: &Columns, tabs: bool) -> u8 {
    let line = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let line = line.unwrap_or_default();
    let order: [u8; 4] = if tabs { *b"\t,;|" } else { *b",\t;|" };
    let known = |delimiter: u8| {
        let names = fields_of(line, delimiter, true);
        (names.iter().filter(|name| columns.of(name).is_some()).count(), names.len())
    };
    // `max_by_key` answers the last of equals.
    order.into_iter().rev().max_by_key(|delimiter| known(*delimiter)).unwrap_or(b',')
}

/// The fields of one record.
fn fields_of(record: &[u8], delimiter: u8, quoting: bool) -> Vec<String> {
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(quoting)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(record.len().clamp(64, 1 << 13))
        .from_reader(record);
    let mut fields = ::csv::ByteRecord::new();
    match reader.read_byte_record(&mut fields) {
        Ok(true) => fields.iter().map(text_of).collect(),
        _ => Vec::new(),
    }
}

fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => decode(bytes).map(|decoded| decoded.text).unwrap_or_default(),
    }
}

/// A table whose header was read.
struct Table {
    header: Vec<String>,
    parts: Parts,
}

impl Table {
    fn with_header(header: Vec<String>, columns: &Columns) -> Result<Self, ErrorKind> {
        let tells = |name: &String| {
            let column = columns.of(name).map(|(_, column)| column);
            matches!(
                column,
                Some(Column::Body | Column::Abstract | Column::Field(HintField::Title))
            )
        };
        if !header.iter().any(tells) {
            return Err(Refusal::NoHeader.into());
        }
        Ok(Self { header, parts: Parts::default() })
    }

    fn take(&mut self, record: Record, delimiter: u8, columns: &Columns, out: &mut Out<'_>) {
        match record {
            Record::Whole { line, bytes } => {
                self.document(line, fields_of(&bytes, delimiter, true), columns, out);
            }
            Record::Unclosed { line, bytes } => {
                out.problem(Some(line), "a quote that is never closed: read as it stands");
                self.document(line, fields_of(&bytes, delimiter, false), columns, out);
            }
            Record::TooLong { line, length } => {
                out.problem(Some(line), super::txt::over_long(length));
            }
        }
    }

    fn document(&mut self, line: u64, fields: Vec<String>, columns: &Columns, out: &mut Out<'_>) {
        let cells: Vec<Cell> = self.header.iter().cloned().zip(fields).collect();
        let place = format!("line {line}");
        let Some(found) = records::document(&cells, columns) else {
            return out.problem(Some(line), format!("{place} has no title and no body"));
        };
        if let Some(reason) = found.problem {
            out.problem(Some(line), format!("the body of {place} was not read: {reason}"));
        }
        let mut raw = found.raw;
        raw.part = Some(self.parts.name(found.id, &place));
        out.document(raw);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ReadReport, read_from};
    use super::*;
    use crate::extract::RawText;

    fn run(name: &str, text: &[u8]) -> (Vec<RawText>, Result<ReadReport, String>) {
        let options =
            ReadOptions { fields: vec![("规章".into(), Column::Body)], ..ReadOptions::default() };
        let mut found = Vec::new();
        let report = read_from(Path::new(name), text, &options, &mut |raw| found.push(raw));
        (found, report.map_err(|error| error.kind().to_string()))
    }

    fn texts(found: &[RawText]) -> Vec<&str> {
        found.iter().map(|raw| raw.text.as_str()).collect()
    }

    #[test]
    fn quoted_fields_hold_lines_and_delimiters() {
        let text = "\u{FEFF}标题,正文\r\n通知,\"一、目标\r\n二、任务,\"\"三\"\"\"\r\n公告,四\r\n";
        let (found, report) = run("a.csv", text.as_bytes());
        assert_eq!(texts(&found), ["一、目标\n二、任务,\"三\"", "四"]);
        assert_eq!(found[1].part.as_deref(), Some("line 4"));
        assert_eq!(report.unwrap().problems, []);
    }

    #[test]
    fn the_delimiter_is_seen() {
        for text in ["title;body\na;b,c\n", "title\tbody\na\tb,c\n", "title|body\na|b,c\n"] {
            assert_eq!(texts(&run("a.csv", text.as_bytes()).0), ["b,c"]);
        }
        assert_eq!(texts(&run("a.tsv", b"name\tbody\nx\ty\n").0), ["y"]);
    }

    #[test]
    fn without_a_known_header_the_remedy_is_told() {
        let error = run("a.csv", "一,二\n三,四\n".as_bytes()).1.unwrap_err();
        assert!(error.starts_with("no header row with a known column"));
        assert_eq!(texts(&run("a.csv", "甲,规章\n三,四\n".as_bytes()).0), ["四"]);
    }

    #[test]
    fn an_open_quote_costs_its_own_line_only() {
        let (found, report) = run("a.csv", b"title,body\na,\"b\nc,d\ne,f\n");
        assert_eq!(texts(&found), ["\"b", "d", "f"]);
        assert_eq!(report.unwrap().problems[0].line, Some(2));
    }

    #[test]
    fn gbk_and_utf16_tables_are_read() {
        let text = "标题,正文\n关于植树的通知,各镇街：请认真组织。\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        assert_eq!(texts(&run("a.csv", &gbk).0), ["各镇街：请认真组织。"]);
        let utf16: Vec<u8> =
            format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&run("a.csv", &utf16).0), ["各镇街：请认真组织。"]);
    }

    #[test]
    fn empty_records_are_problems() {
        let (found, report) = run("a.csv", b"title,body\na,b\n,\n\nc,d\n");
        assert_eq!(texts(&found), ["b", "d"]);
        assert_eq!(report.unwrap().problems[0].line, Some(3));
    }
}
