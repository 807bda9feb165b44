//! JSON and JSON Lines: a record a document, wherever in the answer of a site it is.
//!
//! An array and a file of lines are read record by record; what is broken is one problem and
//! the whole records before it (in lines: and after it) are kept. A record holds at most 64 MiB.
//! Exports of MongoDB, Elasticsearch and pandas are read as what they were made of.

mod blocks;
mod find;
pub(super) mod flatten;
mod sections;
mod tables;

use std::cell::Cell as Counter;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::encoding::decode;
use super::limits::{LINE_LIMIT, TEXT_LIMIT};
use super::lines::next_line;
use super::options::ReadOptions;
use super::out::Out;
use super::records::{Record, Records};
use super::source::Source;
use super::table::{Place, Row, Table};
use super::txt;
use crate::error::{ErrorKind, Refusal};
use find::Found;

/// Reads one array of records, or an object that is or holds records.
pub(super) fn read(
    source: Source<impl Read>,
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let mut text = out.stream(source, options.encoding())?;
    let opening = first_mark(&mut text)?;
    let mut dump = Dump::new(options, out);
    let broken = match opening {
        Some(b'[') => read_array(&mut text, &mut dump),
        _ => read_values(&mut text, &mut dump)?,
    };
    dump.finish();
    let transcoder = text.get_ref();
    out.replaced(transcoder.replaced, transcoder.produced);
    match broken {
        Some(error) if out.report.documents == 0 => Err(Refusal::BrokenJson(reason(&error)).into()),
        Some(error) => {
            let reason = format!("broken JSON ({}): nothing after it is read", reason(&error));
            out.problem(Some(error.line() as u64), reason);
            Ok(())
        }
        None if out.report.documents == 0 => Err(Refusal::NoRecord.into()),
        None => Ok(()),
    }
}

/// Reads an object a line.
pub(super) fn read_lines(
    source: Source<impl Read>,
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let text = out.stream(source, options.encoding())?;
    let mut dump = Dump::new(options, out);
    each_line(text, &mut dump)?;
    dump.finish();
    match (out.report.documents, out.report.problems.first()) {
        (0, Some(first)) => Err(Refusal::NoRecordLine(first.reason.to_string()).into()),
        (0, None) => Err(Refusal::NoRecord.into()),
        _ => Ok(()),
    }
}

fn each_line(mut input: impl BufRead, dump: &mut Dump<'_, '_>) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = next_line(&mut input, &mut line)?;
        if length == 0 {
            break;
        }
        if length > line.len() {
            dump.out.problem(Some(number), txt::over_long(length));
        } else {
            take_line(&line, number, dump);
        }
    }
    Ok(())
}

fn take_line(line: &[u8], number: u64, dump: &mut Dump<'_, '_>) {
    let line = line.trim_ascii();
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    if line.is_empty() {
        return;
    }
    let value = match std::str::from_utf8(line) {
        Ok(text) => serde_json::from_str::<Value>(text),
        Err(_) => serde_json::from_str(&decode(line).map(|d| d.text).unwrap_or_default()),
    };
    match value {
        Ok(value) => dump.take(&value, &format!("line {number}"), Some(number), number),
        Err(error) => dump.out.problem(Some(number), format!("broken JSON ({})", reason(&error))),
    }
}

/// serde's words without the place, which is beside them.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_string()
}

/// The first byte that is not blank.
fn first_mark(text: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let ready = text.fill_buf()?;
        if ready.is_empty() {
            return Ok(None);
        }
        if let Some(at) = ready.iter().position(|byte| !byte.is_ascii_whitespace()) {
            return Ok(Some(ready[at]));
        }
        let blank = ready.len();
        text.consume(blank);
    }
}

/// Reads values one after another; nearly always it is one.
fn read_values(
    text: &mut impl Read,
    dump: &mut Dump<'_, '_>,
) -> Result<Option<serde_json::Error>, ErrorKind> {
    let mut whole = String::new();
    text.take(TEXT_LIMIT as u64 + 1).read_to_string(&mut whole)?;
    if whole.len() > TEXT_LIMIT {
        return Err(Refusal::JsonTooLarge(TEXT_LIMIT >> 20).into());
    }
    for value in serde_json::Deserializer::from_str(&whole).into_iter::<Value>() {
        match value {
            Ok(value) => dump.take_whole(&value),
            Err(error) => return Ok(Some(error)),
        }
    }
    Ok(None)
}

fn read_array(text: &mut impl Read, dump: &mut Dump<'_, '_>) -> Option<serde_json::Error> {
    let left = Counter::new(LINE_LIMIT);
    let bounded = BufReader::with_capacity(1 << 13, Bounded { input: text, left: &left });
    let mut deserializer = serde_json::Deserializer::from_reader(bounded);
    Elements { dump, left: &left }.deserialize(&mut deserializer).err()
}

/// A reader that refuses a record without end.
struct Bounded<'a, R> {
    input: R,
    left: &'a Counter<usize>,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(into)?;
        match self.left.get().checked_sub(read) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other("a record of more than 64 MiB")),
        }
        Ok(read)
    }
}

/// The elements of an array, each taken as it is read.
struct Elements<'a, 'b, 'c> {
    dump: &'a mut Dump<'b, 'c>,
    left: &'a Counter<usize>,
}

impl<'de> DeserializeSeed<'de> for Elements<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        for number in 1.. {
            self.left.set(LINE_LIMIT);
            let Some(value) = elements.next_element::<Value>()? else { break };
            self.dump.take(&value, &format!("record {number}"), None, number);
        }
        Ok(())
    }
}

/// What turns values into records.
struct Dump<'a, 'b> {
    options: &'a ReadOptions,
    records: Records,
    /// The elements that are rows of one table.
    table: Option<Table>,
    /// How many records were found.
    found: usize,
    out: &'a mut Out<'b>,
}

impl<'a, 'b> Dump<'a, 'b> {
    fn new(options: &'a ReadOptions, out: &'a mut Out<'b>) -> Self {
        Self { options, records: Records::new(options, None), table: None, found: 0, out }
    }

    fn finish(self) {
        self.records.finish(self.out);
        self.table.into_iter().for_each(|table| {
            table.finish(self.out);
        });
    }

    /// Takes the records in a value that is the whole file; one that is the file needs no part.
    fn take_whole(&mut self, value: &Value) {
        let rows = tables::rows(value).filter(|_| self.found == 0 && self.table.is_none());
        if rows.is_some_and(|rows| self.take_rows(rows)) {
            return;
        }
        let found = find::records(value, &mut self.records);
        if self.found == 0 && found.len() == 1 && found[0].is_value {
            self.hand_over(found, |_| None, None);
        } else {
            self.take_found(value, found, "record", None);
        }
    }

    /// Takes the rows of a table; whether they are documents.
    fn take_rows(&mut self, rows: &[Value]) -> bool {
        let mut table = Table::new(self.options, &Place::Elements);
        for (line, row) in (1..).zip(rows) {
            if !table.take(Row { line, cells: tables::texts(row) }, self.out) {
                return false;
            }
        }
        table.finish(self.out).is_none()
    }

    /// Takes the records in a value that is at `place`, the element `number` of its file.
    fn take(&mut self, value: &Value, place: &str, line: Option<u64>, number: u64) {
        if tables::is_row(value) && (self.found == 0 || self.table.is_some()) {
            let table =
                self.table.get_or_insert_with(|| Table::new(self.options, &Place::Elements));
            table.take(Row { line: number, cells: tables::texts(value) }, self.out);
            return;
        }
        let found = find::records(value, &mut self.records);
        self.take_found(value, found, place, line);
    }

    fn take_found(&mut self, value: &Value, found: Vec<Found>, place: &str, line: Option<u64>) {
        if found.is_empty() {
            // Its columns may tell what it is, once they are known.
            match find::as_record(value, &mut self.records) {
                Some(cells) if !cells.is_empty() => {
                    let found = vec![Found::whole(cells)];
                    self.hand_over(found, |_| Some(place.to_string()), line);
                }
                _ => self.out.problem(line, format!("{place} has no title and no body")),
            }
            return;
        }
        let is_single = found.len() == 1;
        let name = |number| match is_single {
            true => Some(place.to_string()),
            false => Some(format!("{place}.{number}")),
        };
        self.hand_over(found, name, line);
    }

    fn hand_over(
        &mut self,
        found: Vec<Found>,
        place: impl Fn(usize) -> Option<String>,
        line: Option<u64>,
    ) {
        self.found += found.len();
        for (number, Found { cells, .. }) in (1..).zip(found) {
            self.records.take(Record { cells, place: place(number), line }, self.out);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{ReadReport, read_from};
    use super::*;
    use crate::extract::{HintField, RawText};

    fn run(name: &str, text: &[u8]) -> (Vec<RawText>, Result<ReadReport, String>) {
        let mut found = Vec::new();
        let report =
            read_from(Path::new(name), text, &ReadOptions::default(), &mut |raw| found.push(raw));
        (found, report.map_err(|error| error.kind().to_string()))
    }

    fn parts(found: &[RawText]) -> Vec<Option<&str>> {
        found.iter().map(|raw| raw.part.as_deref()).collect()
    }

    #[test]
    fn one_object_is_one_document_without_a_part() {
        let (found, _) = run("a.json", r#"{"标题":"公告","正文":["一","二"]}"#.as_bytes());
        assert_eq!((found[0].text.as_str(), parts(&found)), ("一\n二", vec![None]));
    }

    #[test]
    fn arrays_and_answers_hold_records() {
        let (found, _) =
            run("a.json", br#"[{"id":5,"body":"x"},{"body":"y"},{"id":"5","body":"z"}]"#);
        assert_eq!(parts(&found), [Some("5"), Some("record 2"), Some("5 (record 3)")]);
        let answer = r#"{"code":200,"searchVO":{"catMap":{"gongwen":{"listVO":[
            {"title":"关于<em>水</em>的通知","pcode":"国发〔2020〕1号","ptime":1577836800000}]},
            "bumenfile":{"listVO":[{"title":"公告"}]}}}}"#;
        let (found, _) = run("b.json", answer.as_bytes());
        assert_eq!(parts(&found), [Some("record.1"), Some("record.2")]);
        let values: Vec<_> = found[0].hints.iter().map(|h| (h.field, h.value.as_str())).collect();
        assert_eq!(
            values,
            [
                (HintField::Title, "关于水的通知"),
                (HintField::Number, "国发〔2020〕1号"),
                (HintField::Published, "1577836800000")
            ]
        );
    }

    #[test]
    fn attachments_are_no_documents() {
        let text = r#"{"title":"通知","attachments":[{"title":"附件1"}]}"#;
        assert_eq!(run("a.json", text.as_bytes()).0.len(), 1);
    }

    #[test]
    fn a_broken_array_keeps_what_was_whole() {
        let (found, report) = run("a.json", b"[{\"title\":\"a\"},\n{\"title\":\"b\"},\n{\"tit");
        assert_eq!(found.len(), 2);
        let problem = report.unwrap().problems.remove(0);
        assert_eq!(problem.line, Some(3));
        assert!(problem.reason.to_string().starts_with("broken JSON (EOF while parsing a string)"));
    }

    #[test]
    fn a_broken_line_is_one_problem() {
        let (found, report) =
            run("a.jsonl", b"{\"title\":\"a\"}\n{\"title\":\"b\n\n{\"x\":1}\n{\"title\":\"c\"}");
        assert_eq!(parts(&found), [Some("line 1"), Some("line 5")]);
        let lines: Vec<_> = report.unwrap().problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(2), Some(4)]);
    }

    #[test]
    fn lines_in_gb18030_and_mixed_lines_are_read() {
        let text = "{\"title\":\"关于开展安全生产检查的通知\",\"body\":\"各县区：请认真落实。\"}\n";
        let (bytes, _, _) = encoding_rs::GB18030.encode(text);
        let (found, report) = run("a.jsonl", &bytes);
        assert_eq!(
            (found[0].text.as_str(), report.unwrap().encoding),
            ("各县区：请认真落实。", "GB18030")
        );
        let mixed = [text.repeat(30).as_bytes(), &bytes].concat();
        let (found, _) = run("a.jsonl", &mixed);
        assert!(found.len() == 31 && found.iter().all(|raw| raw.text == "各县区：请认真落实。"));
    }

    #[test]
    fn a_line_longer_than_any_record_is_left_out_unheld() {
        let long = io::repeat(b'x').take(LINE_LIMIT as u64 + 10);
        let input = (&b"{\"title\":\"a\"}\n"[..]).chain(long).chain(&b"\n{\"title\":\"b\"}\n"[..]);
        let mut found = Vec::new();
        let path = Path::new("a.jsonl");
        let report =
            read_from(path, input, &ReadOptions::default(), &mut |raw| found.push(raw)).unwrap();
        assert_eq!(parts(&found), [Some("line 1"), Some("line 3")]);
        assert_eq!(report.problems[0].line, Some(2));
    }

    #[test]
    fn hostile_json_is_an_error() {
        let deep = "[".repeat(100_000);
        assert!(run("a.json", deep.as_bytes()).1.unwrap_err().contains("recursion limit"));
        assert_eq!(run("a.json", b"{\"a\":1}").1, Err(Refusal::NoRecord.to_string()));
        assert!(run("a.jsonl", b"no json\n").1.unwrap_err().contains("no line is a record"));
    }
}
