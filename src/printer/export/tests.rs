use std::collections::BTreeSet;

use jiff::civil::date;

use super::columns::COLUMNS;
use super::*;
use crate::printer::words::heading;
use crate::response::Rung;
use crate::wire::fixture;

fn written(format: Format, hits: &[Hit]) -> (Vec<u8>, Exported) {
    let mut bytes = Vec::new();
    let out = Out::Stream(Box::new(&mut bytes));
    let mut export = Export::new(format, Language::Chinese, out).expect("a Vec can be written to");
    for hit in hits {
        export.hit(hit, date(2026, 11, 28)).expect("a Vec can be written to");
    }
    let exported = export.finish().expect("a Vec can be written to");
    (bytes, exported)
}

fn text(format: Format, hits: &[Hit]) -> String {
    String::from_utf8(written(format, hits).0).expect("UTF-8")
}

#[test]
fn rows_read_back_as_they_were() {
    let mut response = fixture::response();
    response.hits[1].announcement.title = "一、\"数据\",\n二".into();
    let mut out = Vec::new();
    csv(&response, &mut out).expect("a Vec can be written to");
    let mut table = ::csv::Reader::from_reader(&out[..]);
    assert_eq!(table.headers().expect("a header").len(), COLUMNS.len());
    let rows: Vec<_> = table.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(&rows[0][4], "成都市青白江区人民政府; 成都市青白江区交通运输局");
    assert_eq!(&rows[0][7], "青府发〔2026〕3号");
    assert_eq!(&rows[1][3], "一、\"数据\",\n二");
    assert_eq!(&rows[1][8], "");
    assert_eq!((&rows[0][16], &rows[1][16]), ("true", ""));
    assert_eq!((&rows[0][11], &rows[0][17]), ("现行有效", ""));
    assert_eq!((&rows[2][11], &rows[2][17]), ("已废止", "国发〔2025〕1号"));
    assert_eq!((&rows[0][21], &rows[0][22]), ("四川省", "成都市"));
    assert_eq!((&rows[0][23], &rows[0][24]), ("成都青白江", "2"));
    assert_eq!(&rows[0][25], "/data/corpus/qingbaijiang/notice.txt");
    assert!(rows[0][26].ends_with(".shtml."), "{}", &rows[0][26]);
}

#[test]
fn each_column_has_a_heading_of_its_own_in_each_language() {
    for language in [Language::English, Language::Chinese] {
        let headings: BTreeSet<_> =
            COLUMNS.iter().map(|column| heading(language, column.name)).collect();
        assert_eq!(headings.len(), COLUMNS.len());
        let untold = COLUMNS.iter().filter(|column| headings.contains(column.name));
        assert_eq!(untold.count(), 0, "{headings:?}");
    }
}

#[test]
fn a_table_for_spreadsheets_has_a_mark_headings_and_guarded_cells() {
    let mut hits = fixture::response().hits;
    hits[1].announcement.title = "=1+1".into();
    let table = text(Format::SpreadsheetCsv, &hits);
    assert!(table.starts_with("\u{feff}序号,得分,标识,标题,发文机关,"), "{table}");
    assert_eq!(table.matches("\r\n").count(), 4);
    assert_eq!(table.matches('\n').count(), 4);
    assert!(table.contains(",'=1+1,"), "{table}");
    assert!(table.contains(",县级,") && table.contains(",原词命中,"), "{table}");
    let plain = text(Format::Csv, &hits);
    assert!(plain.contains(",county,") && plain.contains(",typed,"), "{plain}");
    assert!(plain.starts_with("rank,score,id,title,"), "{plain}");
    assert!(plain.contains(",=1+1,") && !plain.contains('\r'), "{plain}");
}

#[test]
fn the_nearest_are_left_out_where_others_have_all_that_was_asked_for() {
    let mut hits = fixture::response().hits;
    hits[2].rung = Rung::MostWords;
    let (_, exported) = written(Format::Jsonl, &hits);
    assert_eq!((exported.hits, exported.nearest), (2, 1));
    hits.iter_mut().for_each(|hit| hit.rung = Rung::MostWords);
    let (_, exported) = written(Format::Jsonl, &hits);
    assert_eq!((exported.hits, exported.nearest), (3, 0));
}

#[test]
fn each_list_is_one_file_that_reads_back() {
    let hits = fixture::response().hits;
    let lines = text(Format::Jsonl, &hits);
    let ids: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].take())
        .collect();
    assert_eq!(ids, hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>());
    let items: Vec<serde_json::Value> =
        serde_json::from_str(&text(Format::CslJson, &hits)).expect("JSON");
    assert_eq!(
        items.iter().map(|item| &item["id"]).collect::<Vec<_>>(),
        ids.iter().collect::<Vec<_>>()
    );
    assert_eq!(text(Format::Bibtex, &hits).matches("\n\n@").count(), 2);
    assert_eq!(text(Format::Ris, &hits).matches("\nER  - \n").count(), 3);
    for format in [Format::Bibtex, Format::Ris] {
        assert_eq!(text(format, &[]), "");
    }
    assert_eq!(text(Format::CslJson, &[]), "[]\n");
}
