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
    let read = reader::read_from(Path::new(name), bytes, &ReadOptions::default(), &mut |raw| found.push(raw));
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

const ANNEX: &str = "附件2
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
        ("annex.fods", Format::Ods),
    ] {
        let mut found = Vec::new();
        let report = reader::read(&file(name), &ReadOptions::default(), &mut |raw| found.push(raw)).expect(name);
        assert_eq!((report.format, report.documents, &report.problems[..]), (format, 1, &[][..]), "{name}");
        assert_eq!(found[0].text.replace("渡口清单\n附件2", "附件2"), ANNEX, "{name}");
        assert_eq!(title(&found[0]), Some("青山市渡口安全检查情况表"), "{name}");
    }
}
