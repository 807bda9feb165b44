//! Whole files whose bytes are damaged or mixed, as they are read.

use std::path::Path;

use encoding_rs::{BIG5, Encoding, GBK, UTF_8, WINDOWS_1252};

use super::{ReadOptions, ReadReport, read_from};
use crate::extract::{HintField, RawText};

const TITLE: &str = "青山市人民政府关于加强渡口安全管理的通知";
const BODY: &str =
    "各县区：\n请认真组织渡口安全检查，于2025年3月30日前报送整改情况。\n青山市人民政府\n";

fn read(name: &str, bytes: &[u8]) -> (Vec<RawText>, ReadReport) {
    let mut found = Vec::new();
    let options = ReadOptions::default();
    let report = read_from(Path::new(name), bytes, &options, &mut |raw| found.push(raw));
    (found, report.unwrap())
}

/// The text of the only document, and what is told of its file.
fn text(name: &str, bytes: &[u8]) -> (String, Vec<String>) {
    let (mut found, report) = read(name, bytes);
    assert_eq!(found.len(), 1);
    (found.remove(0).text, told(&report))
}

fn told(report: &ReadReport) -> Vec<String> {
    report.problems.iter().map(|problem| problem.reason.to_string()).collect()
}

fn title(raw: &RawText) -> &str {
    raw.hints_for(HintField::Title).next().map_or("", |hint| &hint.value)
}

fn bytes(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_8 { text.as_bytes().to_vec() } else { encoding.encode(text).0.into_owned() }
}

fn misread(text: &str, meant: &'static Encoding, shown: &'static Encoding) -> String {
    shown.decode_without_bom_handling(&bytes(text, meant)).0.into_owned()
}

fn whole() -> String {
    format!("{TITLE}\n{BODY}").trim_end().to_string()
}

#[test]
fn half_a_file_may_be_in_another_encoding() {
    for (first, second) in [(UTF_8, GBK), (GBK, UTF_8)] {
        let file = [bytes(&format!("{TITLE}\n"), first), bytes(BODY, second)].concat();
        let (text, told) = text("a.txt", &file);
        assert_eq!(text, whole(), "{told:?}");
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains(" in GB18030") || told[0].contains(" in UTF-8"), "{told:?}");
    }
    let head = "臺北市政府公告：為辦理防汛整備，請各區公所依限完成。\n";
    let (text, _) = text("a.txt", &[bytes(&BODY.repeat(3), UTF_8), bytes(head, BIG5)].concat());
    assert_eq!(text, format!("{}{}", BODY.repeat(3), head.trim_end()));
}

#[test]
fn a_tail_and_single_bytes_cost_themselves_only() {
    let tail = [bytes(&whole().repeat(3), UTF_8), bytes("\n附件：检查表", GBK)].concat();
    let (found, told) = text("a.txt", &tail);
    assert_eq!(found, whole().repeat(3) + "\n附件：检查表");
    assert_eq!(told, ["1 line was in GB18030"]);
    let mut broken = bytes(&whole(), UTF_8);
    broken[12] = 0xFF;
    broken.truncate(broken.len() - 1);
    let (found, _) = text("a.txt", &broken);
    assert_eq!(found.matches('\u{FFFD}').count(), 2, "{found}");
    assert!(found.contains("请认真组织渡口安全检查"), "{found}");
}

#[test]
fn zero_bytes_are_left_out() {
    let mut padded = bytes(&whole(), UTF_8);
    padded.extend([0; 4096]);
    assert_eq!(text("a.txt", &padded), (whole(), vec!["4096 zero bytes were left out".into()]));
    let between = bytes(&whole(), GBK).into_iter().flat_map(|byte| match byte {
        b'\n' => vec![0, b'\n', 0],
        byte => vec![byte],
    });
    assert_eq!(text("a.txt", &between.collect::<Vec<_>>()).0, whole());
}

#[test]
fn a_table_that_was_read_wrongly_is_known_by_its_repaired_header() {
    let table = format!("标题,正文,发文日期\n{TITLE},\"{BODY}\",2025-03-01\n");
    for (meant, shown) in [(GBK, WINDOWS_1252), (UTF_8, WINDOWS_1252)] {
        let (found, report) = read("a.csv", misread(&table, meant, shown).as_bytes());
        assert_eq!((title(&found[0]), found[0].text.as_str()), (TITLE, BODY.trim_end()));
        assert_eq!(told(&report).len(), 1, "{report:?}");
    }
}

#[test]
fn single_rows_and_records_may_be_in_another_encoding() {
    let row = |n: usize| format!("第{n}号通知,各县区：请认真组织渡口安全检查，第{n}次。\n");
    let record = |n: usize| {
        format!(
            "{{\"title\":\"关于第{n}项工作的通知\",\"body\":\"各县区：请认真组织检查，第{n}次。\"}}\n"
        )
    };
    let rows: [(&str, &str, &dyn Fn(usize) -> String); 2] =
        [("a.csv", "标题,正文\n", &row), ("a.jsonl", "", &record)];
    for (name, head, row) in rows {
        for (most, other) in [(UTF_8, GBK), (GBK, UTF_8)] {
            let mut file = bytes(head, most);
            for n in 1..=9 {
                file.extend(bytes(&row(n), if n % 4 == 0 { other } else { most }));
            }
            let (found, report) = read(name, &file);
            assert_eq!(found.len(), 9, "{name} {report:?}");
            for (n, raw) in (1..).zip(&found) {
                assert!(title(raw).contains(&format!("第{n}")), "{raw:?}");
                assert!(raw.text.ends_with(&format!("，第{n}次。")), "{raw:?}");
            }
            assert_eq!(
                told(&report),
                [format!("2 lines were in {}", if other == GBK { "GB18030" } else { "UTF-8" })]
            );
        }
    }
}

#[test]
fn a_page_of_bytes_as_references_is_read() {
    let written: String = bytes(&format!("<title>{TITLE}</title><p>{BODY}</p>"), GBK)
        .into_iter()
        .map(|byte| if byte.is_ascii() { char::from(byte).into() } else { format!("&#{byte};") })
        .collect();
    let (found, report) = read("a.html", written.as_bytes());
    assert!(found[0].text.contains("请认真组织渡口安全检查"), "{found:?}");
    assert_eq!(title(&found[0]), TITLE);
    assert_eq!(told(&report).len(), 1);
}

#[test]
fn escaped_values_are_repaired_although_signs_of_them_are_invisible() {
    // 中 ends with a soft hyphen, 加 with a hard space, where their UTF-8 is read as Latin-1.
    let body = "中央和地方要加强渡口安全检查中\n各县区组织参加\n中";
    let escape = |c: char| if c.is_ascii() { c.into() } else { format!("\\u{:04x}", c as u32) };
    let escaped: String = misread(body, UTF_8, WINDOWS_1252)
        .chars()
        .map(|c| if c == '\n' { "\\n".into() } else { escape(c) })
        .collect();
    let (found, _) =
        read("a.json", format!("[{{\"title\":\"公告\",\"body\":\"{escaped}\"}}]").as_bytes());
    assert_eq!(found[0].text, body);
}

#[test]
fn sound_files_are_told_nothing_of() {
    for encoding in [UTF_8, GBK] {
        assert_eq!(text("a.txt", &bytes(&whole(), encoding)), (whole(), vec![]));
    }
}

#[test]
fn a_damaged_name_is_the_title_it_was() {
    let name = format!("{}.txt", misread(TITLE, GBK, WINDOWS_1252));
    let (found, _) = read(&name, "各县区：请办理。".as_bytes());
    assert_eq!(title(&found[0]), TITLE);
    let (found, _) =
        read("%E5%85%B3%E4%BA%8E%E6%A4%8D%E6%A0%91.txt", "各县区：请办理。".as_bytes());
    assert_eq!(title(&found[0]), "关于植树");
}

#[test]
fn what_was_lost_before_it_was_saved_is_text_still() {
    let lost = String::from_utf8_lossy(&bytes(&whole(), GBK)).into_owned();
    let (found, told) = text("a.txt", lost.as_bytes());
    assert!(found.contains("2025"), "{found}");
    assert!(told[0].contains("are damaged"), "{told:?}");
}
