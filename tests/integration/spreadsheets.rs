//! Spreadsheets in every format, as records where a sheet is a dump, else as one document.

mod made;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use policy_search::corpus::reader::worker::Readers;
use policy_search::corpus::reader::{self, Format, ReadOptions, ReadReport};
use policy_search::extract::{HintField, RawText};
use policy_search::printer::Language;

use made::{
    begins, biff5, compound, ods, record, sheet_xml, wide, words, xls, xls_of, xlsb, xlsx, xlsx_of,
    xlsx_sheets, xml_spreadsheet,
};

use crate::made::zipped;

type Rows<'r> = &'r [&'r [&'r str]];

/// The documents of a file, or why it has none.
fn run(name: &str, bytes: &[u8]) -> Result<(Vec<RawText>, ReadReport), String> {
    let mut found = Vec::new();
    let read = reader::read_from(Path::new(name), bytes, &ReadOptions::default(), &mut |raw| {
        found.push(raw)
    });
    read.map(|report| (found, report)).map_err(|error| Language::default().error(&error))
}

/// The text of a file that is one document.
fn text(name: &str, bytes: &[u8]) -> String {
    let (mut found, _) = run(name, bytes).expect(name);
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0).text
}

/// The first title that a document has.
fn title(raw: &RawText) -> Option<&str> {
    raw.hints_for(HintField::Title).next().map(|hint| hint.value.as_str())
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sheets").join(name)
}

const ANNEX: &str = "渡口清单
附件2
青山市渡口安全检查情况表
填报单位：青山市交通运输局\t单位：万元
序号\t渡口\t检查日期\t整改投入\t完成比例\t备注
\t县区\t名称
1\t东河县\t东渡\t2024-03-05\t12.00\t100.0%\t已整改到位
2\t\t石桥渡\t2024-03-18\t1,234.50\t62.5%\t青政办〔2023〕17号要求六月底前完成
3\t西山县\t官渡\t2024-04-02\t0.80\t0.0%\tTRUE
合计\t\t\t\t1,247.30

注：渡口编号以许可证为准。
官渡于三月停航

联系人
姓名\t办公电话
周某\t0300-1234567

选项（隐藏的工作表）
已整改
整改中";

#[test]
fn one_workbook_says_the_same_in_every_format() {
    for (name, format) in [
        ("annex.xlsx", Format::Xlsx),
        ("annex.xls", Format::Xls),
        ("annex.ods", Format::Ods),
        ("annex.fods", Format::FlatOds),
    ] {
        let mut found = Vec::new();
        let report = reader::read(&file(name), &ReadOptions::default(), &mut |raw| found.push(raw))
            .expect(name);
        assert_eq!(
            (report.format, report.documents, &report.problems[..]),
            (format, 1, &[][..]),
            "{name}"
        );
        assert_eq!(found[0].text, ANNEX, "{name}");
        assert_eq!(title(&found[0]), Some("青山市渡口安全检查情况表"), "{name}");
    }
}

#[test]
fn a_workbook_that_was_never_calculated_has_its_texts() {
    // openpyxl writes formulas without what they come to.
    let mut found = Vec::new();
    reader::read(&file("annex-openpyxl.xlsx"), &ReadOptions::default(), &mut |raw| found.push(raw))
        .unwrap();
    let expected = ANNEX.replace("合计\t\t\t\t1,247.30", "合计");
    assert_eq!(found[0].text, expected);
}

const LIST: Rows<'_> = &[
    &["附件1"],
    &["青山市节水器具补贴目录"],
    &["序号", "器具", "补贴标准"],
    &["1", "节水龙头", "每只二十元"],
    &["2", "", "每套一百元"],
];
const LIST_TEXT: &str =
    "附件1\n青山市节水器具补贴目录\n序号\t器具\t补贴标准\n1\t节水龙头\t每只二十元\n2\t\t每套一百元";

/// What a page or a text of these rows is.
fn joined(rows: Rows<'_>, cell: &str, row: &str) -> String {
    rows.iter().map(|cells| cells.join(cell)).collect::<Vec<_>>().join(row)
}

/// What web systems and scripts call a spreadsheet.
#[test]
fn what_goes_under_the_name_of_a_spreadsheet_is_read_as_what_it_is() {
    let page = format!(
        "<html><body><table border=1><tr><td>{}</td></tr></table></body></html>",
        joined(LIST, "</td><td>", "</td></tr><tr><td>")
    );
    let tabs = joined(LIST, "\t", "\r\n");
    let commas = joined(LIST, ",", "\n");
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let utf16 = |text: &str| {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let xml_rows: String = LIST
        .iter()
        .map(|cells| {
            let cells = cells.iter().map(|text| match *text {
                "" => "<Cell/>".to_string(),
                text => format!("<Cell><Data ss:Type='String'>{text}</Data></Cell>"),
            });
            format!("<Row>{}</Row>", cells.collect::<String>())
        })
        .collect();
    let xml = xml_spreadsheet(&format!(
        "<Worksheet ss:Name='Sheet1'><Table>{xml_rows}</Table></Worksheet>"
    ));
    for (name, bytes, format) in [
        ("a.xls", page.clone().into_bytes(), Format::Html),
        ("a.xlsx", gbk(&page), Format::Html),
        ("a.xls", tabs.clone().into_bytes(), Format::Csv),
        ("a.xls", gbk(&tabs), Format::Csv),
        ("a.xls", utf16(&tabs), Format::Csv),
        ("a.et", gbk(&tabs), Format::Csv),
        ("a.xls", commas.clone().into_bytes(), Format::Csv),
        ("a.xlsx", gbk(&commas), Format::Csv),
        ("a.xls", xml.clone(), Format::SpreadsheetXml),
        ("a.xml", xml.clone(), Format::SpreadsheetXml),
        ("a.xlsx", xls(LIST), Format::Xls),
        ("a.et", xls(LIST), Format::Xls),
        ("a.xls", xlsx(LIST), Format::Xlsx),
        ("a.et", xlsx(LIST), Format::Xlsx),
        ("a.zip", xlsx(LIST), Format::Xlsx),
        ("a", xls(LIST), Format::Xls),
    ] {
        let (found, report) = run(name, &bytes).expect(name);
        assert_eq!((report.format, found.len()), (format, 1), "{name}");
        assert_eq!(found[0].text, LIST_TEXT, "{name} {format:?}");
        assert_eq!(title(&found[0]), Some("青山市节水器具补贴目录"), "{name} {format:?}");
    }
    let error =
        "<html><head><title>404</title></head><body><p>您访问的页面不存在。</p></body></html>";
    assert_eq!(text("b.xls", error.as_bytes()), "您访问的页面不存在。");
}

/// What small scripts write: the stream of a sheet without anything around it.
#[test]
fn a_bare_stream_is_a_sheet() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let label = |row: u16, column: u16, text: &str| {
        let text = gbk(text);
        record(0x204, &[words(&[row, column, 0, text.len() as u16]), text].concat())
    };
    let number = |row: u16, column: u16, number: f64| {
        record(0x203, &[words(&[row, column, 0]), number.to_le_bytes().to_vec()].concat())
    };
    let stream = [
        record(0x809, &words(&[0, 0x10, 0, 0])),
        label(0, 0, "青山市节水器具补贴目录"),
        label(1, 0, "节水龙头每只补贴元数"),
        number(1, 1, 20.5),
        record(0x0A, &[]),
    ]
    .concat();
    assert_eq!(text("导出.xls", &stream), "青山市节水器具补贴目录\n节水龙头每只补贴元数\t20.5");
    let old_label = |text: &str| {
        let text = gbk(text);
        record(0x04, &[words(&[0, 0]), vec![0, 0, 0, text.len() as u8], text].concat())
    };
    let old = [record(0x09, &words(&[2, 0x10])), old_label("节水龙头补贴目录"), record(0x0A, &[])]
        .concat();
    assert_eq!(text("旧.xls", &old), "节水龙头补贴目录");
}

#[test]
fn a_workbook_of_excel_95_is_read_in_its_code_page_and_without_one() {
    let rows = [("青山市节水器具补贴标准说明", 45356.0), ("节水龙头每只补贴二十元", 0.5)];
    let expected = "青山市节水器具补贴标准说明\t45356\n节水龙头每只补贴二十元\t0.5";
    for page in [Some(936), None, Some(1252)] {
        assert_eq!(text("a.xls", &biff5(page, &rows)), expected, "{page:?}");
    }
}

#[test]
fn a_binary_workbook_has_its_strings_dates_and_percentages() {
    let bytes = xlsb(&[&["节水器具补贴目录"], &["器具", "标准"]], 45356.0, 0.25);
    assert_eq!(text("a.xlsb", &bytes), "节水器具补贴目录\n器具\t标准\n2024-03-05\t25%");
    assert_eq!(run("a.xls", &bytes).unwrap().1.format, Format::Xlsb);
}

#[test]
fn values_are_what_their_cells_show() {
    let codes =
        ["yyyy/m/d", "0.0%", "yyyy\"年\"m\"月\"", "#,##0.00", "\"第\"0\"号\"", "yyyy-mm-dd hh:mm"];
    let xml = "<sheetData><row r='1'><c r='A1' s='1'><v>45356</v></c><c r='B1' s='2'><v>0.125</v></c>\
               <c r='C1' s='3'><v>45356</v></c><c r='D1' s='4'><v>1234.5</v></c><c r='E1' s='5'><v>7</v></c>\
               <c r='F1' s='6'><v>45356.75</v></c></row>\
               <row r='2'><c r='A2' t='b'><v>1</v></c><c r='B2' t='e'><v>#N/A</v></c><c r='C2'><v>12.0</v></c>\
               <c r='D2' t='str'><f>A1&amp;\"x\"</f><v>青山_x000D_\n市</v></c><c r='E2'><f>1+2</f><v>3</v></c>\
               <c r='F2' t='s'><v>0</v></c></row>\
               <row r='3'><c r='A3'><v>91350100000000000</v></c><c r='B3'><v>1E-3</v></c><c r='C3' t='d'><v>2024-03-05T00:00:00</v></c></row></sheetData>";
    let strings = "<si><r><t>节水</t></r><r><rPr><b/></rPr><t>龙头</t></r><rPh sb='0' eb='2'><t>jieshui</t></rPh></si>";
    let book = xlsx_of(&[("Sheet1", "", xml)], strings, &codes, "");
    assert_eq!(
        text("a.xlsx", &book),
        "2024-03-05\t12.5%\t2024-03\t1,234.50\t第7号\t2024-03-05 18:00\n\
         TRUE\t\t12\t青山市\t3\t节水龙头\n91350100000000000\t0.001\t2024-03-05"
    );
    let mac = xlsx_of(
        &[("Sheet1", "", "<sheetData><row><c s='1'><v>43894</v></c></row></sheetData>")],
        "",
        &codes,
        "<workbookPr date1904='1'/>",
    );
    assert_eq!(text("a.xlsx", &mac), "2024-03-05");
}
