//! Spreadsheets made by hand, byte by byte where a program would not write them so.

use std::io::{Cursor, Write};

use crate::made::zipped;

const XLSX_RELATIONS: &str = "<Relationships><Relationship Id='rId1' Type='http://x/officeDocument' \
    Target='xl/workbook.xml'/></Relationships>";

/// A sheet of an XLSX: its name, what its tag says, and the XML of the sheet.
pub(super) type Part<'p> = (&'p str, &'p str, &'p str);

/// An XLSX of these sheets, shared strings (`<si>…</si>`) and codes of number formats: the style
/// of a cell is the place of its code, from one.
pub(super) fn xlsx_of(sheets: &[Part<'_>], strings: &str, codes: &[&str], book: &str) -> Vec<u8> {
    let mut tabs = String::new();
    let mut links = String::from(
        "<Relationship Id='s' Type='http://x/sharedStrings' Target='sharedStrings.xml'/>\
         <Relationship Id='t' Type='http://x/styles' Target='styles.xml'/>",
    );
    let mut parts = Vec::new();
    for (at, (name, tag, xml)) in sheets.iter().enumerate() {
        tabs.push_str(&format!("<sheet name='{name}' sheetId='{at}' r:id='r{at}' {tag}/>"));
        links.push_str(&format!(
            "<Relationship Id='r{at}' Type='http://x/worksheet' Target='worksheets/s{at}.xml'/>"
        ));
        let xml = format!("<worksheet>{xml}</worksheet>");
        parts.push((format!("xl/worksheets/s{at}.xml"), xml.into_bytes()));
    }
    let formats: String = codes
        .iter()
        .zip(164..)
        .map(|(code, id)| format!("<numFmt numFmtId='{id}' formatCode='{}'/>", escaped(code)))
        .collect();
    let styles: String =
        (164..).take(codes.len()).map(|id| format!("<xf numFmtId='{id}'/>")).collect();
    let styles = format!(
        "<styleSheet><numFmts>{formats}</numFmts><cellXfs><xf numFmtId='0'/>{styles}</cellXfs></styleSheet>"
    );
    parts.push(("_rels/.rels".into(), XLSX_RELATIONS.into()));
    parts.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns:r='r'>{book}<sheets>{tabs}</sheets></workbook>").into(),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships>{links}</Relationships>").into(),
    ));
    parts.push(("xl/styles.xml".into(), styles.into()));
    parts.push(("xl/sharedStrings.xml".into(), format!("<sst>{strings}</sst>").into()));
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zipped(&parts)
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\'', "&apos;")
}

/// The XML of a sheet of texts; a row may be blank.
pub(super) fn sheet_xml(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| match *text {
        "" => "<c/>".to_string(),
        text => {
            format!("<c t='inlineStr'><is><t xml:space='preserve'>{}</t></is></c>", escaped(text))
        }
    };
    let row =
        |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

/// An XLSX of one sheet of texts.
pub(crate) fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    xlsx_of(&[("Sheet1", "", &sheet_xml(rows))], "", &[], "")
}

/// An XLSX of named sheets of texts.
pub(super) fn xlsx_sheets(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let xml: Vec<String> = sheets.iter().map(|(_, rows)| sheet_xml(rows)).collect();
    let parts: Vec<Part<'_>> =
        sheets.iter().zip(&xml).map(|((name, _), xml)| (*name, "", xml.as_str())).collect();
    xlsx_of(&parts, "", &[], "")
}

/// A record of a workbook stream.
pub(super) fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(bytes.len() as u16).to_le_bytes(), bytes].concat()
}

/// Numbers of two bytes.
pub(super) fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A wide string of BIFF8 with its length in two bytes.
pub(super) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [words(&[units.len() as u16]), vec![1], words(&units)].concat()
}

/// The beginning of a run of records.
pub(super) fn begins(version: u16, sort: u16) -> Vec<u8> {
    record(0x809, &words(&[version, sort, 0, 0]))
}

/// A compound file with this stream.
pub(super) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.into_inner().into_inner()
}

/// An XLS whose workbook has these records beside its sheets, each a name and records.
pub(super) fn xls_of(globals: &[u8], sheets: &[(&str, &[u8])]) -> Vec<u8> {
    let tab = |place: usize, name: &str| {
        let units: Vec<u16> = name.encode_utf16().collect();
        let name = [vec![units.len() as u8, 1], words(&units)].concat();
        record(0x85, &[&(place as u32).to_le_bytes()[..], &[0, 0], &name].concat())
    };
    let head = [begins(0x600, 5), globals.to_vec()].concat();
    let tabs: usize = sheets.iter().map(|(name, _)| tab(0, name).len()).sum();
    let mut place = head.len() + tabs + 4;
    let mut stream = head;
    let mut bodies = Vec::new();
    for (name, records) in sheets {
        stream.extend(tab(place, name));
        let body = [begins(0x600, 0x10), records.to_vec(), record(0x0A, &[])].concat();
        place += body.len();
        bodies.extend(body);
    }
    stream.extend(record(0x0A, &[]));
    stream.extend(bodies);
    compound("/Workbook", &stream)
}

/// An XLS of one sheet of texts.
pub(crate) fn xls(rows: &[&[&str]]) -> Vec<u8> {
    let mut records = Vec::new();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            records.extend(record(0x204, &[words(&[row, column, 0]), wide(text)].concat()));
        }
    }
    xls_of(&[], &[("Sheet1", &records)])
}

/// A workbook of Excel 95 in GBK, with texts and one number a row.
pub(super) fn biff5(code_page: Option<u16>, rows: &[(&str, f64)]) -> Vec<u8> {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let page = code_page.map(|page| record(0x42, &words(&[page]))).unwrap_or_default();
    let name = gbk("明细");
    let head = [begins(0x500, 5), page].concat();
    let place = head.len() + 4 + 7 + name.len() + 4;
    let tab = [&(place as u32).to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat();
    let mut stream = [head, record(0x85, &tab), record(0x0A, &[]), begins(0x500, 0x10)].concat();
    for (row, (text, number)) in (0..).zip(rows) {
        let text = gbk(text);
        let label = [words(&[row, 0, 0, text.len() as u16]), text].concat();
        stream.extend(record(0x204, &label));
        stream
            .extend(record(0x203, &[words(&[row, 1, 0]), number.to_le_bytes().to_vec()].concat()));
    }
    stream.extend(record(0x0A, &[]));
    compound("/Book", &stream)
}

/// A record of an XLSB part.
fn short(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let kind =
        if kind < 0x80 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    let length = [bytes.len() as u8 | 0x80, (bytes.len() >> 7) as u8];
    [&kind[..], &length, bytes].concat()
}

/// A string of an XLSB part.
fn counted(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [(units.len() as u32).to_le_bytes().to_vec(), words(&units)].concat()
}

/// An XLSB of one sheet: shared strings, a date, a percentage and a merged area in its first row.
pub(crate) fn xlsb(rows: &[&[&str]], date: f64, share: f64) -> Vec<u8> {
    let four = |numbers: &[u32]| -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    };
    let mut strings = Vec::new();
    let mut sheet = Vec::new();
    let mut next = 0;
    for (row, cells) in (0..).zip(rows) {
        sheet.extend(short(0, &four(&[row, 0, 0])));
        for (column, text) in (0..).zip(*cells) {
            strings.extend(short(19, &[vec![0], counted(text)].concat()));
            sheet.extend(short(7, &four(&[column, 0, next])));
            next += 1;
        }
    }
    let last = rows.len() as u32;
    sheet.extend(short(0, &four(&[last, 0, 0])));
    sheet.extend(short(5, &[four(&[0, 1]), date.to_le_bytes().to_vec()].concat()));
    sheet.extend(short(9, &[four(&[1, 2]), share.to_le_bytes().to_vec()].concat()));
    sheet.extend(short(176, &four(&[0, 0, 0, 1])));
    let styles = [
        short(44, &[words(&[164]), counted("yyyy\"年\"m\"月\"d\"日\"")].concat()),
        short(617, &[]),
        short(47, &words(&[0, 0])),
        short(47, &words(&[0, 164])),
        short(47, &words(&[0, 9])),
        short(618, &[]),
    ];
    let tab = [four(&[0, 1]), counted("r1"), counted("Sheet1")].concat();
    let links = "<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='worksheets/sheet1.bin'/>\
                 <Relationship Id='s' Type='http://x/sharedStrings' Target='sharedStrings.bin'/>\
                 <Relationship Id='t' Type='http://x/styles' Target='styles.bin'/></Relationships>";
    let main = "<Relationships><Relationship Id='rId1' Type='http://x/officeDocument' Target='xl/workbook.bin'/></Relationships>";
    zipped(&[
        ("_rels/.rels", main.as_bytes()),
        ("xl/workbook.bin", &short(156, &tab)),
        ("xl/_rels/workbook.bin.rels", links.as_bytes()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

/// An ODS whose tables are this XML.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest xmlns:manifest='m'/>"),
    ])
}

/// An XML Spreadsheet 2003 whose worksheets are this XML.
pub(crate) fn xml_spreadsheet(worksheets: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"s1\">\
         <NumberFormat ss:Format=\"Percent\"/></Style></Styles>{worksheets}</Workbook>"
    )
    .into_bytes()
}
