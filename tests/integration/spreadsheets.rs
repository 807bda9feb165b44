//! Spreadsheets in every format, as records where a sheet is a dump, else as one document.

mod damage;
mod dumps;
pub(crate) mod made;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use policy_search::corpus::reader::worker::Readers;
use policy_search::corpus::reader::{self, Format, ReadOptions, ReadReport};
use policy_search::extract::{HintField, RawText};
use policy_search::printer::Language;

use made::{
    begins, biff5, compound, ods, record, sheet_xml, wide, words, xls, xls_of, xlsb, xlsx, xlsx_of,
    xml_spreadsheet,
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

/// Merged cells, rows apart, notes and text boxes, in the formats that have them.
#[test]
fn what_stands_in_no_cell_is_read_and_a_merged_cell_is_said_once() {
    let rows = "<table:table table:name='Sheet1'><table:shapes><draw:frame><draw:text-box><text:p>青山市人民政府文件</text:p></draw:text-box></draw:frame></table:shapes>\
        <table:table-row><table:table-cell table:number-columns-spanned='2' office:value-type='string'><text:p>节水器具补贴目录</text:p></table:table-cell><table:covered-table-cell/></table:table-row>\
        <table:table-row><table:table-cell><text:p>器<text:span>具</text:span></text:p></table:table-cell><table:table-cell office:value-type='date' office:date-value='2024-03-05'><text:p>三月五日</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>\
        <table:table-row><table:table-cell><office:annotation><dc:date>2024</dc:date><text:p>以许可证为准</text:p></office:annotation><draw:rect><text:p>见背面</text:p></draw:rect><text:p>龙头</text:p></table:table-cell><table:table-cell office:value-type='percentage' office:value='0.25'><text:p>25%</text:p></table:table-cell></table:table-row></table:table>";
    let expected = "节水器具补贴目录\n器具\t2024-03-05\n\n龙头\t25%";
    assert_eq!(
        text("a.ods", &ods(rows)),
        format!("{expected}\n青山市人民政府文件\n以许可证为准\n见背面")
    );
    let sheet = "<sheetData><row r='1'><c r='A1' t='str'><v>节水器具补贴目录</v></c><c r='B1' t='str'><v>节水器具补贴目录</v></c></row>\
        <row r='2'><c r='A2' t='str'><v>器具</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B1'/></mergeCells>";
    let book = xlsx_of(&[("Sheet1", "", sheet)], "", &[], "");
    let mut parts = unzipped(&book);
    let links = "<Relationships><Relationship Id='d' Type='http://x/drawing' Target='../drawings/d.xml'/>\
        <Relationship Id='c' Type='http://x/comments' Target='/xl/comments1.xml'/></Relationships>";
    parts.push(("xl/worksheets/_rels/s0.xml.rels".into(), links.into()));
    parts.push(("xl/drawings/d.xml".into(), "<xdr:wsDr xmlns:xdr='x' xmlns:a='a'><xdr:sp><xdr:txBody><a:p><a:r><a:t>青山市人民</a:t></a:r><a:r><a:t>政府文件</a:t></a:r></a:p><a:p><a:r><a:t>二〇二四年</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>".into()));
    parts.push(("xl/comments1.xml".into(), "<comments><authors><author>某</author></authors><commentList><comment ref='A2'><text><r><t>以许可证</t></r><r><t>为准</t></r></text></comment></commentList></comments>".into()));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(
        text("a.xlsx", &zipped(&parts)),
        "节水器具补贴目录\n器具\n青山市人民政府文件\n二〇二四年\n以许可证为准"
    );
    let text_object = [
        record(0x1B6, &words(&[0, 0, 0, 0, 0, 5, 0, 0, 0])),
        record(0x3C, &[vec![1], words(&"渡口须停航".encode_utf16().collect::<Vec<_>>())].concat()),
    ];
    let label = record(0x204, &[words(&[0, 0, 0]), wide("节水器具补贴目录")].concat());
    let again = record(0x204, &[words(&[0, 1, 0]), wide("节水器具补贴目录")].concat());
    let merged = record(0xE5, &words(&[1, 0, 0, 0, 1]));
    let book = xls_of(&[], &[("Sheet1", &[label, again, text_object.concat(), merged].concat())]);
    assert_eq!(text("a.xls", &book), "节水器具补贴目录\n渡口须停航");
}

fn unzipped(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let parts = 0..archive.len();
    parts
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
            (part.name().unwrap().to_string(), bytes)
        })
        .collect()
}

#[test]
fn strings_of_a_workbook_go_on_in_the_next_records() {
    let long = "青山市渡口安全".repeat(700);
    let units: Vec<u16> = long.encode_utf16().collect();
    let (first, rest) = units.split_at(4_000);
    // The last piece is narrow, as programs write what is left when it happens to be Latin.
    let table = [
        record(
            0xFC,
            &[words(&[2, 0, 2, 0, units.len() as u16 + 3]), vec![1], words(first)].concat(),
        ),
        record(0x3C, &[vec![1], words(rest)].concat()),
        record(
            0x3C,
            &[vec![0], b"abc".to_vec(), words(&[2]), vec![1], words(&[0x4E00, 0x4E8C])].concat(),
        ),
    ]
    .concat();
    let cell = |column: u16, string: u16| record(0xFD, &words(&[0, column, 0, string, 0]));
    let book = xls_of(&table, &[("Sheet1", &[cell(0, 0), cell(1, 1)].concat())]);
    assert_eq!(text("a.xls", &book), format!("{long}abc\t一二"));
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = xlsx(LIST);
    let encrypted = compound("/EncryptedPackage", b"x");
    let locked = xls_of(&record(0x2F, &words(&[0, 0, 0])), &[("Sheet1", &[])]);
    let manifest = "<manifest:manifest xmlns:manifest='m'><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let sealed = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", b"\x01\x02"),
    ]);
    for (name, bytes, reason) in [
        ("a.xlsx", &encrypted[..], "encrypted: save it without a password"),
        ("a.xls", &locked, "encrypted: save it without a password"),
        ("a.ods", &sealed, "encrypted: save it without a password"),
        ("a.xlsx", &whole[..whole.len() / 2], "incomplete or damaged"),
        ("a.xls", &xls(LIST)[..700], "incomplete or damaged"),
        ("a.xls", &[0, 1, 2, 3, 0, 0, 7], "incomplete or damaged (no XLS by its first bytes)"),
        ("a.xlsx", &xlsx(&[&[""]]), "no text"),
        ("a.xls", b"", "empty file"),
    ] {
        let error = run(name, bytes).expect_err(name);
        assert!(error.contains(reason), "{name}: {error}");
    }
}

/// A sheet that is damaged costs what stands behind the damage, and no other sheet.
#[test]
fn a_damaged_sheet_costs_itself_only() {
    let whole = sheet_xml(LIST);
    let cut = "<sheetData><row><c t='str'><v>节水龙头补贴</v></c></row><row><c";
    let book = xlsx_of(&[("甲", "", cut), ("渡口", "", &whole)], "", &[], "");
    let (found, report) = run("a.xlsx", &book).unwrap();
    assert_eq!(found[0].text, format!("甲\n节水龙头补贴\n\n渡口\n{LIST_TEXT}"));
    let problem = report.problems[0].reason.to_string();
    assert!(problem.starts_with("sheet 甲 is damaged"), "{problem}");
}

/// What makes a program hold or walk what nobody wrote; each is read or refused at once.
#[test]
fn hostile_sheets_cost_what_they_hold() {
    let far = "<sheetData><row r='1'><c r='A1' t='str'><v>青山</v></c></row><row r='1048576'><c r='XFD1048576' t='str'><v>远处</v></c></row></sheetData>";
    assert_eq!(text("a.xlsx", &xlsx_of(&[("Sheet1", "", far)], "", &[], "")), "青山\n\n\t远处");
    let counts = "<sst count='99999999999' uniqueCount='18446744073709551615'>";
    let mut parts = unzipped(&xlsx(LIST));
    parts
        .iter_mut()
        .filter(|(name, _)| name == "xl/sharedStrings.xml")
        .for_each(|(_, bytes)| *bytes = format!("{counts}</sst>").into());
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(text("a.xlsx", &zipped(&parts)), LIST_TEXT);
    let styled = format!("<sheetData><row>{}</row></sheetData>", "<c s='1'/>".repeat(1_000_000));
    let error = run("a.xlsx", &xlsx_of(&[("Sheet1", "", &styled)], "", &["0.00"], "")).unwrap_err();
    assert!(error.contains("no text"), "{error}");
    let repeated = "<table:table><table:table-row table:number-rows-repeated='1000000'><table:table-cell table:number-columns-repeated='16000'><text:p>青山</text:p></table:table-cell></table:table-row></table:table>";
    let error = run("a.ods", &ods(repeated)).unwrap_err();
    assert!(error.contains("more than 8 million cells"), "{error}");
    let shared = format!("<si><t>{}</t></si>", "山".repeat(1_000_000));
    let cells =
        format!("<sheetData><row>{}</row></sheetData>", "<c t='s'><v>0</v></c>".repeat(1_000));
    let error = run("a.xlsx", &xlsx_of(&[("Sheet1", "", &cells)], &shared, &[], "")).unwrap_err();
    assert!(error.contains("256 MiB of text"), "{error}");
    let areas = "<mergeCell ref='A1:XFD1048576'/>".repeat(10_000);
    let merged = format!("{}<mergeCells>{areas}</mergeCells>", sheet_xml(LIST));
    assert_eq!(
        run("a.xlsx", &xlsx_of(&[("Sheet1", "", &merged)], "", &[], "")).unwrap().0.len(),
        1
    );
    let dimensions = record(0x200, &[0xFF; 14]);
    let label = record(0x204, &[words(&[0xFFFF, 0xFF, 0]), wide("青山市渡口")].concat());
    assert_eq!(
        text("a.xls", &xls_of(&[], &[("Sheet1", &[dimensions, label].concat())])),
        "青山市渡口"
    );
}

/// Sheets that all point at the same records are read once and again, within the limit.
#[test]
fn a_loop_of_sheets_ends() {
    let cells: Vec<u8> = (0..4_000_u16)
        .flat_map(|row| record(0x203, &[words(&[row, 0, 0]), vec![0; 8]].concat()))
        .collect();
    let tab = |place: u32| record(0x85, &[&place.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    let count = 9_000;
    let head = begins(0x600, 5);
    let place = (head.len() + tab(0).len() * count + 4) as u32;
    let tabs: Vec<u8> = (0..count).flat_map(|_| tab(place)).collect();
    let stream =
        [head, tabs, record(0x0A, &[]), begins(0x600, 0x10), cells, record(0x0A, &[])].concat();
    let error = run("a.xls", &compound("/Workbook", &stream)).unwrap_err();
    assert!(error.contains("more than 8 million cells"), "{error}");
}

/// A gibibyte of shared strings that is a megabyte when packed, read apart as the command does.
#[test]
fn a_bomb_ends_within_the_limits() {
    let bomb = crate::made::zipped_repeated(
        "xl/sharedStrings.xml",
        "<sst>",
        &format!("<si><t>{}</t></si>", "山".repeat(300_000)),
        1 << 30,
        &unzipped(&xlsx(LIST)),
    );
    assert!(bomb.len() < 8 << 20);
    let error = run("a.xlsx", &bomb).unwrap_err();
    assert!(error.contains("larger than 256 MiB when unpacked"), "{error}");
    let readers = Arc::new(Readers::new(env!("CARGO_BIN_EXE_search")));
    let options = ReadOptions { apart: Some(readers), ..ReadOptions::default() };
    let error =
        reader::read_from(Path::new("a.xlsx"), &bomb[..], &options, &mut |_| {}).unwrap_err();
    assert!(error.to_string().contains("256 MiB"), "{error}");
}
