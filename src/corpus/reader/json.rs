//! JSON and JSON Lines: a record a document, wherever in the answer of a site it stands.
//!
//! An array and a file of lines are read record by record; what is broken is one problem and
//! the whole records before it (in lines: and after it) are kept. A record holds at most 64 MiB.

use std::cell::Cell as Counter;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::super::column::Column;
use super::encoding::{self, decode};
use super::fields::Columns;
use super::limits::{LINE_LIMIT, TEXT_LIMIT};
use super::lines::next_line;
use super::options::ReadOptions;
use super::out::Out;
use super::records::{self, Cell, Parts};
use super::source::{Source, Transcoder};
use super::txt;
use crate::error::{ErrorKind, Refusal};

/// Reads one array of records, or an object that is or holds records.
pub(super) fn read(
    source: Source<impl Read>,
    options: &ReadOptions,
    out: &mut Out<'_>,
) -> Result<(), ErrorKind> {
    let encoding = encoding::guess(source.head(), source.is_short(), options.encoding())
        .ok_or(Refusal::NotText)?;
    out.report.encoding = encoding::name(encoding);
    let transcoder = Transcoder::new(source.stream(), encoding, out.tally.clone());
    let mut text = BufReader::with_capacity(1 << 16, transcoder);
    let opening = first_mark(&mut text)?;
    let mut records = Records::new(options, out);
    let broken = match opening {
        Some(b'[') => read_array(&mut text, &mut records),
        _ => read_values(&mut text, &mut records)?,
    };
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
    let encoding = encoding::guess(source.head(), source.is_short(), options.encoding())
        .ok_or(Refusal::NotText)?;
    out.report.encoding = encoding::name(encoding);
    let transcoder = Transcoder::new(source.stream(), encoding, out.tally.clone());
    let text = BufReader::with_capacity(1 << 16, transcoder);
    each_line(text, &mut Records::new(options, out))?;
    match (out.report.documents, out.report.problems.first()) {
        (0, Some(first)) => Err(Refusal::NoRecordLine(first.reason.to_string()).into()),
        (0, None) => Err(Refusal::NoRecord.into()),
        _ => Ok(()),
    }
}

fn each_line(mut input: impl BufRead, records: &mut Records<'_, '_>) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = next_line(&mut input, &mut line)?;
        if length == 0 {
            break;
        }
        if length > line.len() {
            records.out.problem(Some(number), txt::over_long(length));
        } else {
            take_line(&line, number, records);
        }
    }
    Ok(())
}

fn take_line(line: &[u8], number: u64, records: &mut Records<'_, '_>) {
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
        Ok(value) => records.take(&value, &format!("line {number}"), Some(number)),
        Err(error) => {
            records.out.problem(Some(number), format!("broken JSON ({})", reason(&error)))
        }
    }
}

/// serde's words without the place, which stands beside them.
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
    records: &mut Records<'_, '_>,
) -> Result<Option<serde_json::Error>, ErrorKind> {
    let mut whole = String::new();
    text.take(TEXT_LIMIT as u64 + 1).read_to_string(&mut whole)?;
    if whole.len() > TEXT_LIMIT {
        return Err(Refusal::JsonTooLarge(TEXT_LIMIT >> 20).into());
    }
    for value in serde_json::Deserializer::from_str(&whole).into_iter::<Value>() {
        match value {
            Ok(value) => records.take_whole(&value),
            Err(error) => return Ok(Some(error)),
        }
    }
    Ok(None)
}

fn read_array(text: &mut impl Read, records: &mut Records<'_, '_>) -> Option<serde_json::Error> {
    let left = Counter::new(LINE_LIMIT);
    let bounded = BufReader::with_capacity(1 << 13, Bounded { input: text, left: &left });
    let mut deserializer = serde_json::Deserializer::from_reader(bounded);
    Elements { records, left: &left }.deserialize(&mut deserializer).err()
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
    records: &'a mut Records<'b, 'c>,
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
            self.records.take(&value, &format!("record {number}"), None);
        }
        Ok(())
    }
}

/// What turns values into documents.
struct Records<'a, 'b> {
    columns: Columns,
    parts: Parts,
    out: &'a mut Out<'b>,
}

impl<'a, 'b> Records<'a, 'b> {
    fn new(options: &ReadOptions, out: &'a mut Out<'b>) -> Self {
        Self { columns: options.columns(), parts: Parts::default(), out }
    }

    /// Takes the records in a value that is the whole file; one that is the file needs no part.
    fn take_whole(&mut self, value: &Value) {
        let before = self.out.report.documents;
        match value {
            Value::Object(map) if before == 0 && self.is_record(map) => {
                if let Some(found) = records::document(&self.cells(map), &self.columns) {
                    self.hand_over(found, None, None);
                }
            }
            _ => self.take(value, "record", None),
        }
    }

    /// Takes the records in a value that stands at `place`.
    fn take(&mut self, value: &Value, place: &str, line: Option<u64>) {
        let mut found = Vec::new();
        self.collect(value, &mut found);
        let documents: Vec<_> = found
            .iter()
            .filter_map(|map| records::document(&self.cells(map), &self.columns))
            .collect();
        if documents.is_empty() {
            self.out.problem(line, format!("{place} has no title and no body"));
        }
        let single = documents.len() == 1;
        for (number, document) in (1..).zip(documents) {
            let place = if single { place.to_string() } else { format!("{place}.{number}") };
            let part = self.parts.name(document.id.clone(), &place);
            self.hand_over(document, Some(part), line);
        }
    }

    fn hand_over(&mut self, found: records::Document, part: Option<String>, line: Option<u64>) {
        let records::Document { mut raw, problem, .. } = found;
        if let Some(reason) = problem {
            let of = part.as_deref().unwrap_or("the record");
            self.out.problem(line, format!("the body of {of} was not read: {reason}"));
        }
        raw.part = part;
        self.out.document(raw);
    }

    /// The objects in `value` that are records, in order.
    fn collect<'v>(&self, value: &'v Value, found: &mut Vec<&'v Map<String, Value>>) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.collect(value, found)),
            Value::Object(map) if self.is_record(map) => found.push(map),
            Value::Object(map) => self.inside(map).for_each(|value| self.collect(value, found)),
            _ => {}
        }
    }

    /// Whether an object is a record: it has a body, or a title and no records in it.
    fn is_record(&self, map: &Map<String, Value>) -> bool {
        let has = |wanted: Column| {
            map.iter().any(|(name, value)| {
                self.columns.of(name).is_some_and(|(_, column)| column == wanted) && has_text(value)
            })
        };
        if has(Column::Body) {
            return true;
        }
        let mut inner = Vec::new();
        has(Column::Field(crate::extract::HintField::Title)) && {
            self.inside(map).for_each(|value| self.collect(value, &mut inner));
            inner.is_empty()
        }
    }

    /// What is in an object beside its attachments and related pages.
    fn inside<'v>(&self, map: &'v Map<String, Value>) -> impl Iterator<Item = &'v Value> {
        let inner = map.iter().filter(|(name, value)| {
            let name = name.to_lowercase();
            (value.is_object() || value.is_array())
                && !name.starts_with("file")
                && !["attach", "附件", "image", "img", "related", "相关"]
                    .iter()
                    .any(|a| name.contains(a))
        });
        inner.map(|(_, value)| value)
    }

    /// The columns of a record that are known and have text.
    fn cells(&self, map: &Map<String, Value>) -> Vec<Cell> {
        let known = map.iter().filter_map(|(name, value)| {
            let (_, column) = self.columns.of(name)?;
            Some((name.clone(), as_text(value, column)?))
        });
        known.collect()
    }
}

fn has_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(values) => {
            values.iter().any(Value::is_string) && values.iter().all(Value::is_string)
        }
        value => value.is_number(),
    }
}

/// A value as text: strings, numbers, and lists of them (paragraphs of a body, names of a field).
fn as_text(value: &Value, column: Column) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let texts: Option<Vec<_>> = values.iter().map(|value| value.as_str()).collect();
            Some(texts?.join(if column == Column::Body { "\n" } else { "、" }))
        }
        _ => None,
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
