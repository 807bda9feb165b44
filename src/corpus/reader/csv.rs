//! Comma, semicolon, bar or tab separated values: a record a document.
//!
//! Records are split before they are parsed, so that a record without end is left out unheld and
//! a quote that is never closed costs its own line only.

use std::io::{BufRead, Read};
use std::path::Path;

use super::encoding::decode;
use super::fields::Columns;
use super::options::ReadOptions;
use super::out::Out;
use super::records;
use super::source::Source;
use super::table::{Place, Row, Table, is_name};
use super::txt;
use crate::error::{ErrorKind, Refusal};

mod split;

use split::{Record, Splitter};

/// How many records are looked at to tell what is between values.
const LOOKED_AT: usize = 20;

/// Reads the records of a table.
pub(super) fn read(
    path: &Path,
    source: Source<impl Read>,
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let tabs = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("tsv"));
    read_table(out.stream(source, options.encoding())?, options, tabs, out)
}

fn read_table(
    mut input: impl BufRead,
    options: &ReadOptions,
    tabs: bool,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    skip_mark(&mut input)?;
    let said = said_delimiter(&mut input)?;
    let delimiter = match said {
        Some(said) => said,
        None => delimiter(input.fill_buf()?, &options.columns(), tabs),
    };
    let mut splitter = Splitter::new(input, delimiter);
    splitter.skip_lines(u64::from(said.is_some()));
    let mut table = Table::new(options, &Place::Lines).cut_at(char::from(delimiter));
    while let Some(record) = splitter.next_record()? {
        let Some(row) = row(record, delimiter, out) else { continue };
        if !table.take(row, out) {
            break;
        }
    }
    let is_dump = table.finish(out).is_none();
    match out.report.documents {
        0 if !is_dump => Err(Refusal::NoHeader.into()),
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

/// The delimiter that a first line `sep=;` names, as spreadsheets write it; the line is passed.
fn said_delimiter(input: &mut impl BufRead) -> std::io::Result<Option<u8>> {
    let ready = input.fill_buf()?;
    let line = ready.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let named =
        line.trim_ascii_end().strip_prefix(b"sep=").and_then(|named| named.first().copied());
    let named = if line == b"sep=\t" || line == b"sep=\t\r" { Some(b'\t') } else { named };
    if named.is_some() {
        let length = (line.len() + 1).min(ready.len());
        input.consume(length);
    }
    Ok(named)
}

/// The delimiter under which the first records have most known names, then the same number of
/// values, then most values.
fn delimiter(head: &[u8], columns: &Columns, tabs: bool) -> u8 {
    let order: [u8; 4] = if tabs { *b"\t,;|" } else { *b",\t;|" };
    let fit = |delimiter: u8| {
        let rows = first_rows(head, delimiter);
        let is_known = |name: &&String| is_name(name) && records::is_known(name, columns);
        let known = |row: &Vec<String>| match row.len() {
            1 => 0,
            _ => row.iter().filter(is_known).count(),
        };
        let names = rows.iter().take(3).map(known).max().unwrap_or_default();
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let alike = rows.iter().filter(|row| row.len() == width && width > 1).count();
        (names, alike, width)
    };
    // `max_by_key` answers the last of equals.
    order.into_iter().rev().max_by_key(|delimiter| fit(*delimiter)).unwrap_or(b',')
}

/// The first records of a table that begins with `head`.
fn first_rows(head: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut splitter = Splitter::new(head, delimiter);
    let mut rows = Vec::new();
    while rows.len() < LOOKED_AT
        && let Ok(Some(record)) = splitter.next_record()
    {
        if let Record::Whole { bytes, .. } = record {
            rows.push(fields_of(&bytes, delimiter, true));
        }
    }
    rows
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
        Ok(true) => fields.iter().map(text_of).map(without_formula).collect(),
        _ => Vec::new(),
    }
}

fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => decode(bytes).map(|decoded| decoded.text).unwrap_or_default(),
    }
}

/// `="2024-03-05"`, as exports keep spreadsheets from reading a value, is that value.
fn without_formula(value: String) -> String {
    let inner = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.map(str::to_string).unwrap_or(value)
}

/// A record as a row of the table; one that is too long is a problem.
fn row(record: Record, delimiter: u8, out: &mut Out<'_>) -> Option<Row> {
    match record {
        Record::Whole { line, bytes } => {
            Some(Row { line, cells: fields_of(&bytes, delimiter, true) })
        }
        Record::Unclosed { line, bytes } => {
            out.problem(Some(line), "a quote that is never closed: read as it stands");
            Some(Row { line, cells: fields_of(&bytes, delimiter, false) })
        }
        Record::TooLong { line, length } => {
            out.problem(Some(line), txt::over_long(length));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, ReadReport, read_from};
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
