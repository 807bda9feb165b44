use super::*;
use crate::corpus::reader::Format;
use crate::extract::{HintField, RawText};

/// What one record with these cells comes to.
fn read(cells: &[(&str, &str)]) -> Option<RawText> {
    let mut found = None;
    let mut sink = |raw| found = Some(raw);
    let mut out = Out::new(Format::Json, &mut sink);
    let mut records = Records::new(&ReadOptions::default(), None);
    let cell = |(name, value): &(&str, &str)| Cell {
        column: records.column(name),
        value: (*value).to_string(),
        is_list: false,
    };
    let cells = cells.iter().map(cell).collect();
    records.take(Record { cells, place: Some("record".into()), line: None }, &mut out);
    records.finish(&mut out);
    found
}

fn values(raw: &RawText, field: HintField) -> Vec<&str> {
    raw.hints_for(field).map(|hint| hint.value.as_str()).collect()
}

#[test]
fn columns_become_text_and_hints() {
    let found = read(&[
        ("ID", "7"),
        ("Title", "关于<em>防汛</em>的通知&amp;附件"),
        ("正文", "各镇街：\r\n请落实。"),
        ("main_issuer", "河南"),
        ("Date", "2018-12-31"),
        ("Publishing date", "2019-01-08"),
        ("crawler", "x"),
    ])
    .unwrap();
    assert_eq!(found.text, "各镇街：\n请落实。");
    assert_eq!(found.part.as_deref(), Some("7"));
    assert_eq!(values(&found, HintField::Title), ["关于防汛的通知&附件"]);
    assert_eq!(values(&found, HintField::Region), ["河南"]);
    assert_eq!(values(&found, HintField::Written), ["2018-12-31"]);
    assert_eq!(values(&found, HintField::Published), ["2019-01-08"]);
}

#[test]
fn a_lone_date_is_the_date_published() {
    let found = read(&[("title", "公告"), ("日期", "2020-01-01")]).unwrap();
    assert_eq!(values(&found, HintField::Published), ["2020-01-01"]);
}

#[test]
fn a_body_of_markup_is_read_as_a_page() {
    let found =
        read(&[("content", "<p>文号：通建〔2021〕4号</p><p>各单位：</p><p>请遵照执行。</p>")])
            .unwrap();
    assert_eq!(found.text, "各单位：\n请遵照执行。");
    assert_eq!(values(&found, HintField::Number), ["通建〔2021〕4号"]);
}

#[test]
fn a_record_without_title_and_body_is_none() {
    assert_eq!(read(&[("id", "1"), ("title", " "), ("url", "http://a.cn/1")]), None);
}

#[test]
fn values_of_no_document_make_none_of_a_name() {
    assert_eq!(read(&[("单位名称", "洞庭食品厂"), ("地址", "君山区")]), None);
}
