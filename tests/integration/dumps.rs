//! Dumps of every shape: what their columns hold is known by names, by parts of names and by their
//! values, and no text is left out unnamed.

use std::path::Path;

use policy_search::corpus::reader::{Column, ColumnUse, Known, ReadOptions, ReadReport, read_from};
use policy_search::extract::{HintField, RawText};

use crate::workspace::{Workspace, stdout};

const TITLES: [&str; 3] =
    ["岳阳市渡口安全管理办法", "关于做好秋季造林绿化工作的通知", "关于老旧小区改造补助标准的批复"];
const NUMBERS: [&str; 3] = ["岳政发〔2024〕3号", "岳政办发〔2024〕17号", "岳政函〔2024〕8号"];
const WRITTEN: [&str; 3] = ["2024-03-05", "2024-09-12", "2024-10-30"];
const PUBLISHED: [&str; 3] = ["2024-03-08", "2024-09-15", "2024-11-02"];

fn text(at: usize) -> String {
    let subject = ["渡口", "造林", "改造"][at];
    format!(
        "各县市区人民政府，市直有关单位：\n一、要高度重视{subject}工作，明确责任分工，确保任务落到实处。\n\
         二、{subject}所需经费由同级财政统筹安排，专款专用；对推进不力的单位予以通报。"
    )
}

fn read_with(options: &ReadOptions, name: &str, content: &[u8]) -> (Vec<RawText>, ReadReport) {
    let mut found = Vec::new();
    let report = read_from(Path::new(name), content, options, &mut |raw| found.push(raw));
    (found, report.unwrap_or_else(|error| panic!("{name}: {error}")))
}

fn read(name: &str, content: &str) -> (Vec<RawText>, ReadReport) {
    read_with(&ReadOptions::default(), name, content.as_bytes())
}

fn hint(raw: &RawText, field: HintField) -> &str {
    raw.hints_for(field).next().map_or("", |hint| &hint.value)
}

fn column<'r>(report: &'r ReadReport, name: &str) -> &'r ColumnUse {
    let found = report.columns.iter().find(|column| column.name == name);
    found.unwrap_or_else(|| panic!("{name} is no column of {:?}", report.columns))
}

fn field(name: &str) -> Column {
    name.parse().expect("a field")
}

/// Asserts that a file has the three notices, with their texts, titles and both dates.
fn assert_notices(name: &str, content: &str) {
    let (found, report) = read(name, content);
    assert_eq!(found.len(), 3, "{name}: {content}");
    for (at, raw) in found.iter().enumerate() {
        assert_eq!(raw.text, text(at), "{name}: {content}");
        assert_eq!(hint(raw, HintField::Title), TITLES[at], "{name}");
        assert!(hint(raw, HintField::Written).starts_with(WRITTEN[at]), "{name}: {:?}", raw.hints);
        let published = hint(raw, HintField::Published);
        let stamp = ["1709856000000", "1726358400000", "1730505600000"][at];
        assert!(published.starts_with(PUBLISHED[at]) || published == stamp, "{name}: {published}");
    }
    assert!(report.columns.iter().all(|column| column.left_out == 0), "{name}: {report:?}");
    assert_eq!(report.problems, [], "{name}");
}

fn object(at: usize, names: [&str; 5]) -> serde_json::Value {
    let values = [TITLES[at], &text(at), WRITTEN[at], PUBLISHED[at], NUMBERS[at]];
    names
        .iter()
        .zip(values)
        .map(|(name, value)| ((*name).to_string(), serde_json::Value::from(value)))
        .collect()
}

/// Names in the table; parts of names; names that say nothing.
const NAMES: [[&str; 5]; 4] = [
    ["标题", "正文", "成文日期", "发布日期", "文号"],
    ["文件题名", "政策全文", "印发时间", "公开发布时间", "发文编号"],
    ["policyTitle", "original_text", "signDate", "pubDate", "doc_no"],
    ["c1", "f_2021", "甲", "k4", "zzz"],
];

fn json(value: &serde_json::Value) -> String {
    value.to_string()
}

fn table(names: [&str; 5], cell: impl Fn(&str) -> String, delimiter: &str) -> String {
    let rows = (0..3).map(|at| {
        let record = object(at, names);
        let cells: Vec<_> = names.iter().map(|n| cell(record[*n].as_str().unwrap())).collect();
        cells.join(delimiter)
    });
    let header = names.join(delimiter);
    std::iter::once(header).chain(rows).map(|row| row + "\r\n").collect()
}

fn quoted(value: &str) -> String {
    format!("\"{value}\"")
}

#[test]
fn the_same_notices_are_read_from_every_shape_under_every_names() {
    for names in NAMES {
        let objects: Vec<_> = (0..3).map(|at| object(at, names)).collect();
        let rows: Vec<Vec<_>> =
            objects.iter().map(|o| names.iter().map(|n| o[*n].clone()).collect()).collect();
        let lines: Vec<_> = objects.iter().map(json).collect();
        let hits: Vec<_> = objects
            .iter()
            .map(|o| serde_json::json!({"_index": "zc", "_id": o[names[4]], "_source": o}))
            .collect();
        let nested: Vec<_> = objects
            .iter()
            .map(|o| serde_json::json!({"meta": {names[0]: o[names[0]], names[4]: o[names[4]]}, "data": {names[1]: o[names[1]]}, "date": {names[2]: o[names[2]], names[3]: o[names[3]]}}))
            .collect();
        let index: serde_json::Map<_, _> =
            objects.iter().enumerate().map(|(at, o)| (at.to_string(), o.clone())).collect();
        let by_column: serde_json::Map<_, _> = names
            .iter()
            .map(|name| {
                let values =
                    objects.iter().enumerate().map(|(at, o)| (at.to_string(), o[*name].clone()));
                ((*name).to_string(), values.collect::<serde_json::Map<_, _>>().into())
            })
            .collect();
        let mut with_header = vec![names.iter().map(|name| (*name).into()).collect()];
        with_header.extend(rows.clone());
        for (name, content) in [
            ("a.json", json(&objects.clone().into())),
            ("a.jsonl", lines.join("\n")),
            (
                "a.json",
                json(
                    &serde_json::json!({"code": 200, "msg": "成功", "data": {"list": objects, "total": 3}}),
                ),
            ),
            ("a.json", json(&serde_json::json!({"took": 3, "hits": {"total": 3, "hits": hits}}))),
            ("b.jsonl", hits.iter().map(json).collect::<Vec<_>>().join("\n")),
            ("b.jsonl", nested.iter().map(json).collect::<Vec<_>>().join("\n")),
            (
                "b.json",
                json(&serde_json::json!({"columns": names, "index": [0, 1, 2], "data": rows})),
            ),
            ("b.json", json(&index.into())),
            ("b.json", json(&by_column.into())),
            ("b.json", json(&with_header.into())),
            ("a.csv", format!("\u{FEFF}{}", table(names, quoted, ","))),
            ("b.csv", format!("政策文件汇总表,,,,\r\n{}", table(names, quoted, ","))),
            ("c.csv", format!("sep=;\r\n{}", table(names, quoted, ";"))),
            ("d.csv", table(names, quoted, "|")),
            ("a.tsv", table(names, |value| value.replace('\n', "\\r\\n"), "\t")),
        ] {
            assert_notices(name, &content);
        }
    }
}

#[test]
fn a_table_without_a_header_is_known_by_its_values() {
    let whole = table(NAMES[0], quoted, ",");
    let (_, rows) = whole.split_once("\r\n").unwrap();
    assert_notices("a.csv", rows);
}

#[test]
fn exports_of_databases_are_unwrapped() {
    let lines: Vec<_> = (0..3)
        .map(|at| {
            let mut record = object(at, NAMES[1]);
            record["_id"] = serde_json::json!({"$oid": format!("60ae6f94e995f7e541f0500{at}")});
            record["印发时间"] =
                serde_json::json!({"$date": format!("{}T00:00:00.000Z", WRITTEN[at])});
            let stamp = [1_709_856_000_000_i64, 1_726_358_400_000, 1_730_505_600_000][at];
            record["公开发布时间"] =
                serde_json::json!({"$date": {"$numberLong": stamp.to_string()}});
            record.to_string()
        })
        .collect();
    assert_notices("a.json", &lines.join("\n"));
    let (found, _) = read("a.json", &lines.join("\n"));
    assert_eq!(found[1].part.as_deref(), Some("60ae6f94e995f7e541f05001"));
}

#[test]
fn texts_in_blocks_in_markup_and_in_strings_of_json_are_read() {
    let paragraphs = |at: usize| text(at).lines().map(str::to_string).collect::<Vec<_>>();
    let blocks = |at| {
        paragraphs(at)
            .iter()
            .map(|p| serde_json::json!({"type": "p", "text": p}))
            .collect::<Vec<_>>()
    };
    let editor = |at| serde_json::json!({"blocks": blocks(at), "entityMap": {}});
    let page = |at| paragraphs(at).iter().map(|p| format!("<p>{p}</p>")).collect::<String>();
    let escaped = |at| page(at).replace('<', "&lt;").replace('>', "&gt;") + "&nbsp;";
    let forms: [&dyn Fn(usize) -> serde_json::Value; 8] = [
        &|at| blocks(at).into(),
        &editor,
        &|at| paragraphs(at).into(),
        &|at| page(at).into(),
        &|at| escaped(at).into(),
        &|at| serde_json::json!({"html": page(at)}),
        &|at| editor(at).to_string().into(),
        &|at| format!("['{}']", paragraphs(at).join("', '")).into(),
    ];
    for form in forms {
        let records: Vec<_> = (0..3)
            .map(|at| {
                let mut record = object(at, NAMES[2]);
                record["original_text"] = form(at);
                record
            })
            .collect();
        assert_notices("a.json", &json(&records.into()));
    }
}

#[test]
fn exports_of_other_systems_are_read() {
    let (title, body, day) = (TITLES[0], text(0), PUBLISHED[0]);
    let page: String = body.lines().map(|line| format!("<p>{line}</p>")).collect();
    let page = page.as_str();
    for json in [
        serde_json::json!([{"id": 1, "date": format!("{day}T18:30:00"), "date_gmt": format!("{day}T10:30:00"),
            "modified": "2025-01-01T00:00:00", "link": "http://a.cn/1", "title": {"rendered": title},
            "content": {"rendered": page, "protected": false}, "excerpt": {"rendered": "<p>摘要</p>", "protected": false}}]),
        serde_json::json!({"response": {"numFound": 1, "docs": [
            {"id": "1", "title_s": title, "content_txt_cn": [body], "pubdate_dt": format!("{day}T00:00:00Z")}]}}),
        serde_json::json!({"records": [{"id": "rec1", "createdTime": "2025-01-01T00:00:00.000Z",
            "fields": {"文件名": title, "全部文字": body, "日期": day}}]}),
        serde_json::json!({"meta": {"view": {"columns": [{"name": "sid"}, {"name": "文件标题"}, {"name": "详细内容"}, {"name": "发布时间"}]}},
            "data": [[1, title, body, day], [2, TITLES[1], text(1), PUBLISHED[1]]]}),
        serde_json::json!({"title": "某市政策", "items": [{"title": title, "link": "http://a.cn/1",
            "pubDate": "Fri, 08 Mar 2024 18:30:00 +0800", "description": "概要", "content:encoded": page}]}),
        serde_json::json!({"root": {"row": [{"@id": "1", "标题": {"#text": title}, "正文": {"#text": body}, "发布日期": day}]}}),
        serde_json::json!([{"type": "header", "version": "5.1"}, {"type": "table", "name": "articles",
            "data": [{"id": "1", "title": title, "content": body, "pubtime": day}]}]),
    ] {
        let (found, _) = read("a.json", &json.to_string());
        let raw = found.iter().find(|raw| hint(raw, HintField::Title) == title);
        let raw = raw.unwrap_or_else(|| panic!("{json}: {found:?}"));
        assert_eq!(raw.text, body, "{json}");
        assert!(hint(raw, HintField::Published).starts_with(day), "{json}: {:?}", raw.hints);
        assert_eq!(hint(raw, HintField::Written), "", "{json}");
    }
}

#[test]
fn a_record_of_sections_is_one_document_and_a_page_of_records_is_many() {
    let law = serde_json::json!({"title": TITLES[0], "sections": [
        {"title": "第一章 总则", "content": "第一条 为了加强管理，制定本办法。"},
        {"title": "第二章 罚则", "content": "第二条 违反本办法的，责令改正。"}]});
    let (found, _) = read("a.json", &json(&law));
    let expected = "第一章 总则\n第一条 为了加强管理，制定本办法。\n第二章 罚则\n第二条 违反本办法的，责令改正。";
    assert_eq!((found.len(), &*found[0].text), (1, expected));
    for law in [
        serde_json::json!({"法规名称": TITLES[0], "条款": [
            {"条号": "第一条", "内容": "为了加强管理，制定本办法。"}, {"条号": "第二条", "内容": "违反本办法的，责令改正。"}]}),
        serde_json::json!({"name": TITLES[0], "chapters": [
            {"title": "第一条", "articles": ["为了加强管理，制定本办法。"]}, {"title": "第二条", "articles": ["违反本办法的，责令改正。"]}]}),
    ] {
        let (found, _) = read("a.json", &json(&law));
        let expected = "第一条\n为了加强管理，制定本办法。\n第二条\n违反本办法的，责令改正。";
        assert_eq!((found.len(), &*found[0].text), (1, expected), "{law}");
    }
    let page = serde_json::json!({"totalElements": 2, "content": [
        {"title": TITLES[0], "text": text(0)}, {"title": TITLES[1], "text": text(1)}]});
    let (found, _) = read("a.json", &json(&page));
    assert_eq!(
        found.iter().map(|raw| hint(raw, HintField::Title)).collect::<Vec<_>>(),
        TITLES[..2]
    );
}

#[test]
fn names_that_the_values_contradict_are_not_believed() {
    let csv: String = (0..3)
        .map(|at| format!("http://a.cn/{at},城乡建设,{},\"{}\"\n", TITLES[at], text(at)))
        .collect();
    let (found, report) = read("a.csv", &format!("title,content,c3,c4\n{csv}"));
    for (at, raw) in found.iter().enumerate() {
        assert_eq!((hint(raw, HintField::Title), &raw.text), (TITLES[at], &text(at)));
        assert_eq!(hint(raw, HintField::Url), format!("http://a.cn/{at}"));
    }
    let body = column(&report, "c4");
    assert_eq!((body.taken, body.known), (Some(Column::Body), Some(Known::Shape)));
    // 编号 names an id, but here it is a number; a 名称 that comes back is a category's.
    let rows: String = (0..6)
        .map(|at| format!("医疗,{},岳卫发〔2024〕{at}号,\"{}\"\n", TITLES[at % 3], text(at % 3)))
        .collect();
    let (found, _) = read("a.csv", &format!("名称,文件,编号,正文\n{rows}"));
    assert_eq!(hint(&found[0], HintField::Number), "岳卫发〔2024〕0号");
    assert_eq!(found[0].part.as_deref(), Some("line 2"));
}

#[test]
fn of_two_dates_the_earlier_one_was_written_unless_names_tell() {
    let rows = |first: [&str; 3], second: [&str; 3]| -> String {
        (0..3)
            .map(|at| format!("{},\"{}\",{},{}\n", TITLES[at], text(at), first[at], second[at]))
            .collect()
    };
    for (header, first, second) in [
        ("标题,正文,日期一,日期二", WRITTEN, PUBLISHED),
        ("标题,正文,d1,d2", PUBLISHED, WRITTEN),
        ("标题,正文,发布时间,d2", PUBLISHED, WRITTEN),
        ("标题,正文,d1,印发日期", PUBLISHED, WRITTEN),
        ("标题,正文,日期,时间", PUBLISHED, WRITTEN),
    ] {
        assert_notices("a.csv", &format!("{header}\n{}", rows(first, second)));
    }
    // The day of a crawl, and of a change, is no date of a document.
    let (found, report) = read(
        "a.csv",
        &format!("标题,正文,发布时间,抓取时间\n{}", rows(PUBLISHED, ["2024-12-01"; 3])),
    );
    assert_eq!(hint(&found[0], HintField::Written), "");
    assert_eq!(column(&report, "抓取时间").taken, None);
}

#[test]
fn dates_of_spreadsheets_and_of_scripts_are_days() {
    let rows: String = [45_356, 45_547, 45_595]
        .iter()
        .enumerate()
        .map(|(at, serial)| format!("{},\"{}\",{serial},{}\n", TITLES[at], text(at), serial + 3))
        .collect();
    assert_notices("a.csv", &format!("标题,正文,成文日期,发布日期\n{rows}"));
    let json = r#"{"title":"公告","content":"各单位：请遵照执行。","pubDate":"2024-03-04T16:00:00.000Z","sign_date":[2024,3,1]}"#;
    let (found, _) = read("a.json", json);
    assert_eq!(hint(&found[0], HintField::Published), "2024-03-05");
    assert_eq!(hint(&found[0], HintField::Written), "2024-3-1");
}

#[test]
fn text_that_is_left_out_is_named_with_the_option_that_takes_it() {
    let note = |at: usize| format!("问：为什么要出台这个文件？答：{}", text(at));
    let rows: String =
        (0..3).map(|at| format!("{},\"{}\",\"{}\"\n", TITLES[at], text(at), note(at))).collect();
    let csv = format!("标题,正文,政策解读\n{rows}");
    let (found, report) = read("a.csv", &csv);
    assert_eq!(found[2].text, text(2));
    let left = column(&report, "政策解读");
    let characters: usize = (0..3).map(|at| note(at).chars().count()).sum();
    assert_eq!((left.taken, left.left_out), (None, characters as u64));
    assert_eq!(left.remedy().as_deref(), Some("政策解读=body"));
    let fields = ["正文", "政策解读"].map(|name| (name.to_string(), Column::Body)).to_vec();
    let options = ReadOptions { fields, ..ReadOptions::default() };
    let (found, report) = read_with(&options, "a.csv", csv.as_bytes());
    assert_eq!(found[0].text, format!("{}\n{}", text(0), note(0)));
    assert_eq!(column(&report, "政策解读").known, Some(Known::User));
    assert!(report.columns.iter().all(|column| column.remedy().is_none()));
}

#[test]
fn what_repeats_the_text_is_not_left_out_and_parts_of_it_are_joined() {
    let rows: String = (0..3)
        .map(|at| format!("{},\"{}\",\"<p>{}</p>\"\n", TITLES[at], text(at), text(at)))
        .collect();
    let (_, report) = read("a.csv", &format!("标题,正文,c3\n{rows}"));
    assert_eq!(column(&report, "c3").left_out, 0);
    let halves: String = (0..3)
        .map(|at| {
            let text = text(at);
            let (first, second) = text.rsplit_once('\n').unwrap();
            format!("{},\"{second}\",\"{first}\",{},{}\n", TITLES[at], WRITTEN[at], PUBLISHED[at])
        })
        .collect();
    for header in
        ["标题,正文二,正文一,写作日期,发布日期", "title,content_2,content_1,signed,published"]
    {
        assert_notices("a.csv", &format!("{header}\n{halves}"));
    }
}

#[test]
fn a_column_that_comes_late_is_the_text_of_records_that_have_no_other() {
    let first = serde_json::json!({"title": TITLES[0], "content": text(0)}).to_string();
    let mut lines = vec![first; 300];
    lines.push(serde_json::json!({"title": TITLES[1], "xyz": text(1)}).to_string());
    lines.push(
        serde_json::json!({"title": TITLES[2], "content": text(2), "abc": text(1)}).to_string(),
    );
    let (found, report) = read("a.jsonl", &lines.join("\n"));
    assert_eq!((&*found[300].text, &*found[301].text), (&*text(1), &*text(2)));
    let late = column(&report, "xyz");
    assert_eq!(
        (late.taken, late.known, late.left_out),
        (Some(Column::Body), Some(Known::Shape), 0)
    );
    assert!(column(&report, "abc").left_out > 0);
}

#[test]
fn texts_with_delimiters_outside_quotes_stay_whole() {
    let csv = "标题,正文,日期\n公告,\"一、目标，二、任务。\",2024-03-05\n通知,金额1,000元，各单位遵照执行。,2024-03-06\n";
    let (found, _) = read("a.csv", csv);
    assert_eq!(found[1].text, "金额1,000元，各单位遵照执行。");
    assert_eq!(hint(&found[1], HintField::Published), "2024-03-06");
}

#[test]
fn columns_that_count_paragraphs_are_one_text() {
    let (found, _) = read("a.csv", "标题,第二段,第一段\n公告,乙事项，请遵照执行。,甲事项如下。\n");
    assert_eq!(found[0].text, "甲事项如下。\n乙事项，请遵照执行。");
}

#[test]
fn objects_under_their_titles_or_addresses_are_records() {
    let record = |at: usize| serde_json::json!({"正文": text(at), "发布日期": PUBLISHED[at]});
    let by_title: serde_json::Map<_, _> =
        (0..3).map(|at| (TITLES[at].to_string(), record(at))).collect();
    let (found, _) = read("a.json", &json(&by_title.into()));
    let mut titles: Vec<_> = found.iter().map(|raw| hint(raw, HintField::Title)).collect();
    titles.sort_by_key(|title| TITLES.iter().position(|known| known == title));
    assert_eq!(titles, TITLES);
    let by_address: serde_json::Map<_, _> =
        (0..3).map(|at| (format!("http://a.cn/{at}"), object(at, NAMES[2]))).collect();
    let (found, _) = read("a.json", &json(&by_address.into()));
    assert_eq!((found.len(), hint(&found[0], HintField::Title)), (3, TITLES[0]));
    assert_eq!(hint(&found[2], HintField::Url), "http://a.cn/2");
}

#[test]
fn values_that_are_kept_from_a_spreadsheet_are_read() {
    let csv = format!("标题,正文,日期\n{},\"{}\",=\"2024-03-05\"\n", TITLES[0], text(0));
    let (found, _) = read("a.csv", &csv);
    assert_eq!(hint(&found[0], HintField::Published), "2024-03-05");
}

#[test]
fn a_list_of_other_things_is_no_dump() {
    for (name, content) in [
        ("a.csv", "序号,企业名称,地址\n1,岳阳纸业有限公司,城陵矶\n2,洞庭食品厂,君山区\n"),
        ("a.json", r#"[{"name":"岳阳楼区","code":"430602"},{"name":"云溪区","code":"430603"}]"#),
    ] {
        let options = ReadOptions::default();
        let read = read_from(Path::new(name), content.as_bytes(), &options, &mut |_| {});
        assert!(read.is_err(), "{name}");
    }
}

#[test]
fn a_field_given_by_hand_goes_before_all_else() {
    let csv = format!("标题,正文,说明\n{},\"{}\",\"{}\"\n", TITLES[0], text(0), text(1));
    let fields = vec![("说明".into(), Column::Body), ("正文".into(), field("abstract"))];
    let (found, _) =
        read_with(&ReadOptions { fields, ..ReadOptions::default() }, "a.csv", csv.as_bytes());
    assert_eq!(found[0].text, text(1));
}

#[test]
fn extract_says_what_was_taken_from_where_and_what_was_left_out() {
    let workspace = Workspace::new();
    let csv = format!("文件题名,c2,政策解读\n{},\"{}\",\"{}\"\n", TITLES[0], text(0), text(1));
    workspace.write("a.csv", csv.as_bytes());
    let told = stdout(&workspace.command(&["extract", "corpus/a.csv"]));
    // The screen breaks lines anywhere in Han text.
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let told = bare(&told);
    let body = text(0).chars().count();
    let expected =
        format!("columns title from 文件题名 (part), body from c2 (shape, {body} characters)");
    assert!(told.contains(&bare(&expected)), "{told}");
    let left = text(1).chars().count();
    let expected = format!(
        "left out 政策解读, {left} characters in no document: --field '政策解读=body' takes it"
    );
    assert!(told.contains(&bare(&expected)), "{told}");
    let output = workspace.command(&["extract", "--json", "corpus/a.csv"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let columns = json["columns"].as_array().unwrap();
    let told = |at: usize, key: &str| columns[at][key].clone();
    assert_eq!((told(1, "taken"), told(1, "known")), ("body".into(), "shape".into()));
    assert_eq!(
        (told(2, "taken"), told(2, "remedy")),
        (serde_json::Value::Null, "政策解读=body".into())
    );
}
