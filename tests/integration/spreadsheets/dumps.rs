//! Sheets that are dumps, and those that only look like it.

use policy_search::extract::{HintField, RawText};

use super::made::{xls, xlsx, xlsx_of, xlsx_sheets};
use super::{Rows, run, title};

const BODY: &str = "各县（市、区）人民政府：现将渡口安全管理的有关事项通知如下，请认真执行，于六月底前报送落实情况。";
const FERRY: &str = "关于加强渡口安全管理的通知";
const WATER: &str = "关于开展节水器具补贴的通知";

const HEADER: &[&str] = &["序号", "标题", "发文字号", "发布日期", "发文机关", "正文"];
const FIRST: &[&str] = &["1", FERRY, "青政发〔2024〕1号", "2024-03-05", "青山市人民政府", BODY];
const SECOND: &[&str] = &["2", WATER, "青政发〔2024〕2号", "2024-03-06", "青山市人民政府", BODY];

fn titles(found: &[RawText]) -> Vec<&str> {
    found.iter().filter_map(title).collect()
}

fn values(raw: &RawText, field: HintField) -> Vec<&str> {
    raw.hints_for(field).map(|hint| hint.value.as_str()).collect()
}

fn parts(found: &[RawText]) -> Vec<Option<&str>> {
    found.iter().map(|raw| raw.part.as_deref()).collect()
}

#[test]
fn a_row_is_a_document_wherever_the_header_stands() {
    let plain: Rows<'_> = &[HEADER, FIRST, SECOND];
    let titled: Rows<'_> =
        &[&["2024年政策文件汇总表"], &["填报单位：青山市政府办"], &[], HEADER, FIRST, SECOND];
    let spaced: Rows<'_> = &[&[], &[], HEADER, &[], FIRST, &[], &[], SECOND];
    let repeated: Rows<'_> = &[HEADER, FIRST, HEADER, SECOND];
    for (name, bytes) in [
        ("a.xlsx", xlsx(plain)),
        ("a.xls", xls(plain)),
        ("b.xlsx", xlsx(titled)),
        ("b.xls", xls(titled)),
        ("c.xlsx", xlsx(spaced)),
        ("d.xlsx", xlsx(repeated)),
    ] {
        let (found, report) = run(name, &bytes).expect(name);
        assert_eq!(titles(&found), [FERRY, WATER], "{name}");
        assert_eq!(found[1].text, BODY, "{name}");
        assert_eq!(parts(&found), [Some("1"), Some("2")], "{name}");
        assert_eq!(values(&found[0], HintField::Number), ["青政发〔2024〕1号"], "{name}");
        assert_eq!(values(&found[0], HintField::Published), ["2024-03-05"], "{name}");
        assert_eq!(report.problems, [], "{name}");
    }
}

/// Dates are days of a calendar in a sheet, and what is merged over rows is of each.
#[test]
fn dates_and_merged_cells_are_of_each_record() {
    let text = |place: &str, text: &str| format!("<c r='{place}' t='str'><v>{text}</v></c>");
    let rows = [
        ("A1", "发文机关"),
        ("B1", "标题"),
        ("C1", "发文日期"),
        ("A2", "青山市水利局"),
        ("B2", FERRY),
        ("B3", WATER),
    ];
    let cell = |row: char| -> String {
        rows.iter()
            .filter(|(place, _)| place.ends_with(row))
            .map(|(place, said)| text(place, said))
            .collect()
    };
    let xml = format!(
        "<sheetData><row r='1'>{}</row><row r='2'>{}<c r='C2' s='1'><v>45356</v></c></row>\
         <row r='3'>{}<c r='C3' s='1'><v>45357.5</v></c></row></sheetData><mergeCells><mergeCell ref='A2:A3'/></mergeCells>",
        cell('1'),
        cell('2'),
        cell('3')
    );
    let (found, _) =
        run("a.xlsx", &xlsx_of(&[("明细", "", &xml)], "", &["yyyy\"年\"m\"月\"d\"日\""], ""))
            .unwrap();
    assert_eq!(titles(&found), [FERRY, WATER]);
    assert_eq!(
        found.iter().map(|raw| values(raw, HintField::Issuer)).collect::<Vec<_>>(),
        [["青山市水利局"], ["青山市水利局"]]
    );
    assert_eq!(parts(&found), [Some("明细 row 2"), Some("明细 row 3")]);
    let dates = |raw| [values(raw, HintField::Written), values(raw, HintField::Published)].concat();
    assert_eq!(found.iter().map(dates).collect::<Vec<_>>(), [["2024-03-05"], ["2024-03-06"]]);
}

/// A header of two rows: groups, and below them the columns.
#[test]
fn a_header_of_two_rows_names_the_columns() {
    let xml = format!(
        "<sheetData><row r='1'><c r='A1' t='str'><v>序号</v></c><c r='B1' t='str'><v>文件信息</v></c><c r='D1' t='str'><v>发文机关</v></c></row>\
         <row r='2'><c r='B2' t='str'><v>标题</v></c><c r='C2' t='str'><v>文号</v></c></row>\
         <row r='3'><c r='A3'><v>1</v></c><c r='B3' t='str'><v>{FERRY}</v></c><c r='C3' t='str'><v>青水〔2024〕1号</v></c><c r='D3' t='str'><v>青山市水利局</v></c></row></sheetData>\
         <mergeCells><mergeCell ref='A1:A2'/><mergeCell ref='B1:C1'/><mergeCell ref='D1:D2'/></mergeCells>"
    );
    let (found, _) = run("a.xlsx", &xlsx_of(&[("Sheet1", "", &xml)], "", &[], "")).unwrap();
    assert_eq!(titles(&found), [FERRY]);
    assert_eq!(values(&found[0], HintField::Number), ["青水〔2024〕1号"]);
    assert_eq!(values(&found[0], HintField::Issuer), ["青山市水利局"]);
}

#[test]
fn every_sheet_is_read_and_what_is_no_record_is_a_document_or_named() {
    let note: &[&str] = &[
        "本工作簿由青山市政务公开系统导出，记录按照公开日期排列，正文以网站公布的为准，如有出入请与政务公开科联系，联系时请注明文号。正式引用请核对纸质文本，已经废止的文件不在其中，附件另行公布，以各文件所载的施行日期为准。",
    ];
    let book = xlsx_sheets(&[
        ("2023", &[HEADER, FIRST]),
        ("2024", &[HEADER, SECOND]),
        ("说明", &[&["导出说明"], note]),
    ]);
    let (found, report) = run("a.xlsx", &book).unwrap();
    assert_eq!(titles(&found)[..2], [FERRY, WATER]);
    assert_eq!(parts(&found), [Some("1"), Some("2"), Some("说明")]);
    assert!(found[2].text.ends_with(note[0]));
    assert_eq!(report.problems, []);
    let book = xlsx_sheets(&[("2023", &[HEADER, FIRST]), ("说明", &[&["由系统导出"]])]);
    let (found, report) = run("a.xlsx", &book).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(report.problems[0].reason.to_string(), "beside the records stands only: 由系统导出");
}

/// Two tables in one sheet: the second has its own columns, or is no dump at all.
#[test]
fn a_second_table_has_its_own_columns() {
    let other: &[&str] = &["文件标题", "文号", "成文日期"];
    let row: &[&str] = &["关于印发校车管理办法的通知", "青教〔2024〕3号", "2024年5月6日"];
    let (found, _) = run("a.xlsx", &xlsx(&[HEADER, FIRST, &[], other, row])).unwrap();
    assert_eq!(titles(&found), [FERRY, "关于印发校车管理办法的通知"]);
    assert_eq!(values(&found[1], HintField::Number), ["青教〔2024〕3号"]);
    let (found, report) = run(
        "a.xlsx",
        &xlsx(&[HEADER, FIRST, SECOND, &[], &["科室", "电话"], &["公开科", "0300-1"]]),
    )
    .unwrap();
    assert_eq!(titles(&found), [FERRY, WATER]);
    assert_eq!(
        report.problems[0].reason.to_string(),
        "beside the records stands only: 科室 电话 公开科 0300-1"
    );
}

/// Lists of things are no dumps, whatever their columns are called.
#[test]
fn an_annex_is_one_document() {
    let lists: [(&str, Rows<'_>); 7] = [
        (
            "items",
            &[
                &["序号", "名称", "单位", "数量"],
                &["1", "救生圈", "只", "20"],
                &["2", "绳索", "根", "8"],
            ],
        ),
        (
            "tasks",
            &[
                &["青山市渡口整改任务表"],
                &["序号", "内容", "责任单位", "时限"],
                &["1", BODY, "交通局", "六月底"],
                &["2", BODY, "水利局", "七月底"],
            ],
        ),
        (
            "firms",
            &[
                &["序号", "企业名称", "地址"],
                &["1", "青山船运有限公司", "东河路1号"],
                &["2", "西山船运有限公司", "西山路2号"],
            ],
        ),
        (
            "abolished",
            &[
                &["附件"],
                &["青山市人民政府决定废止的规范性文件目录"],
                &["序号", "文件名称", "文号"],
                &["1", FERRY, "青政发〔2014〕1号"],
                &["2", WATER, "青政发〔2014〕2号"],
            ],
        ),
        (
            "form",
            &[
                &["项目名称", "渡口改造"],
                &["申报单位", "东河县交通局"],
                &["项目内容", "改造渡口三处。"],
            ],
        ),
        ("numbers", &[&["年份", "渡口数", "船舶数"], &["2022", "31", "46"], &["2023", "29", "44"]]),
        (
            "powers",
            &[
                &["青山市渡口管理权责清单"],
                &["序号", "事项名称", "设定依据"],
                &["1", "渡口设置审批", BODY],
                &["2", "渡船检验", BODY],
            ],
        ),
    ];
    for (name, rows) in lists {
        let (found, _) = run("a.xlsx", &xlsx(rows)).expect(name);
        assert_eq!((found.len(), &found[0].part), (1, &None), "{name}");
        for cell in rows.concat() {
            assert!(found[0].text.contains(cell), "{name}: {cell}");
        }
    }
}

/// Every "export to Excel" of a web system is a page or a text.
#[test]
fn what_a_web_system_exports_has_records() {
    let rows: Rows<'_> = &[HEADER, FIRST, SECOND];
    let page = |cell: &str| {
        let row = |cells: &&[&str]| {
            format!("<tr><{cell}>{}</{cell}></tr>", cells.join(&format!("</{cell}><{cell}>")))
        };
        format!(
            "<html><meta charset='gb2312'><table>{}</table>",
            rows.iter().map(row).collect::<String>()
        )
    };
    let lines = |delimiter: &str| {
        rows.iter().map(|cells| cells.join(delimiter) + "\r\n").collect::<String>()
    };
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let utf16 =
        |text: &str| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [
        ("页.xls", page("td").into_bytes()),
        ("页.xls", gbk(&page("th"))),
        ("页.xlsx", page("td").into_bytes()),
        ("文.xls", gbk(&lines("\t"))),
        ("文.xls", utf16(&lines("\t"))),
        ("文.xlsx", lines(",").into_bytes()),
        ("文.et", gbk(&lines(","))),
    ] {
        let (found, report) = run(name, &bytes).expect(name);
        assert_eq!(report.encoding, encoding_of(&bytes), "{name}");
        assert_eq!(titles(&found)[..2], [FERRY, WATER], "{name}");
        assert_eq!((found.len(), found[1].text.as_str()), (2, BODY), "{name}");
        assert_eq!(parts(&found), [Some("1"), Some("2")], "{name}");
    }
}

fn encoding_of(bytes: &[u8]) -> &'static str {
    match (bytes.starts_with(b"\xFF\xFE"), std::str::from_utf8(bytes)) {
        (true, _) => "UTF-16LE",
        (_, Ok(_)) => "UTF-8",
        (_, Err(_)) => "GB18030",
    }
}
