//! What every reader holds to, for every row of the table of formats: its text arrives, its format
//! and its hints are told, its limits hold, and no damage to a file is more than a refusal.
//!
//! A format that is added without a sample here fails all of these tests.

use std::io::Read;
use std::path::Path;

use policy_search::corpus::reader::{self, Format, ReadOptions, ReadReport};
use policy_search::extract::{HintField, HintSource, RawText};

use crate::made::{self, mail, office};
use crate::spreadsheets::made as sheets;

/// What is written in every sample: the title first, and signs that markup must escape.
const LINES: [&str; 4] = [
    "青山市渡口安全管理办法",
    "第一条　为了渡口安全，制定本办法。",
    "序号 3.5% 以上",
    "请各镇街落实。",
];

/// A file of a format with these paragraphs in it.
fn sample(format: Format, lines: &[&str]) -> Vec<u8> {
    let plain = || lines.join("\n").into_bytes();
    let cells: Vec<[&str; 1]> = lines.iter().map(|line| [*line]).collect();
    let rows: Vec<&[&str]> = cells.iter().map(|cell| &cell[..]).collect();
    match format {
        Format::Text | Format::Markdown => plain(),
        Format::Html => {
            let lines = lines.iter().map(|line| format!("<p>{line}</p>"));
            format!("<html><body>{}</body></html>", lines.collect::<String>()).into_bytes()
        }
        Format::Json => mail::json(lines),
        Format::JsonLines => mail::json_lines(lines),
        Format::Csv => mail::csv(lines),
        Format::Docx => made::docx(lines),
        Format::Ofd => made::ofd(lines),
        Format::Pdf => made::pdf(lines),
        Format::Doc => made::doc(lines),
        Format::Rtf => made::rtf(lines),
        Format::Mhtml => made::mhtml(lines),
        Format::Zip => made::zipped(&[("a.txt", &plain())]),
        Format::WordXml => made::word_xml(lines),
        Format::FlatOpc => made::flat_opc(lines),
        Format::Odt => office::odt(lines),
        Format::Odp => office::odp(lines),
        Format::FlatOdf => office::fodt(lines),
        Format::Pptx => office::pptx(lines),
        Format::Ppt => office::ppt(lines),
        Format::Eml => mail::eml(lines),
        Format::Msg => mail::msg(lines),
        Format::Epub => office::epub(lines),
        Format::Gzip => office::gzip(&plain()),
        Format::Tar => office::tar("a.txt", &plain()),
        Format::Xml => mail::xml(lines),
        Format::Xlsx => sheets::xlsx(&rows),
        Format::Xls => sheets::xls(&rows),
        Format::Xlsb => sheets::xlsb(&rows, 45_000.0, 0.5),
        Format::Ods => sheets::ods(&odf_table(lines)),
        Format::FlatOds => flat_ods(lines),
        Format::SpreadsheetXml => spreadsheet_xml(lines),
        other => panic!("no sample of {}", other.name()),
    }
}

/// A table of OpenDocument with a row a line.
fn odf_table(lines: &[&str]) -> String {
    let row = |line: &&str| {
        format!(
            "<table:table-row><table:table-cell office:value-type='string'><text:p>{line}</text:p></table:table-cell></table:table-row>"
        )
    };
    let rows: String = lines.iter().map(row).collect();
    format!("<table:table table:name='Sheet1'>{rows}</table:table>")
}

fn flat_ods(lines: &[&str]) -> Vec<u8> {
    format!(
        "<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet>{}\
         </office:spreadsheet></office:body></office:document>",
        odf_table(lines)
    )
    .into_bytes()
}

fn spreadsheet_xml(lines: &[&str]) -> Vec<u8> {
    let row = |line: &&str| format!("<Row><Cell><Data ss:Type='String'>{line}</Data></Cell></Row>");
    let rows: String = lines.iter().map(row).collect();
    sheets::xml_spreadsheet(&format!(
        "<Worksheet ss:Name='Sheet1'><Table>{rows}</Table></Worksheet>"
    ))
}

fn read(name: &str, input: impl Read) -> (Vec<RawText>, Result<ReadReport, String>) {
    let mut found = Vec::new();
    let options = ReadOptions::default();
    let report = reader::read_from(Path::new(name), input, &options, &mut |raw| found.push(raw));
    (found, report.map_err(|error| error.to_string()))
}

/// A name with the usual extension of a format; one that has none is told by its content.
fn usual(format: Format) -> String {
    named(format, format.extensions().first().unwrap_or(&"xls"))
}

fn named(format: Format, extension: &str) -> String {
    let stem = if format == Format::Gzip {
        "青山市渡口安全管理办法.txt"
    } else {
        "青山市渡口安全管理办法"
    };
    format!("{stem}.{extension}")
}

/// The characters of a text but for blanks.
fn characters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn all_text_arrives_and_nothing_else() {
    for format in Format::all() {
        let (found, report) = read(&usual(format), &sample(format, &LINES)[..]);
        let report = report.unwrap_or_else(|error| panic!("{}: {error}", format.name()));
        assert_eq!(
            (report.problems.as_slice(), report.documents),
            (&[][..], 1),
            "{}",
            format.name()
        );
        let raw = &found[0];
        let title = raw.hints_for(HintField::Title).next().map(|hint| hint.value.clone());
        let title = title.filter(|title| !raw.text.starts_with(title.as_str())).unwrap_or_default();
        let mut all = characters(&(title + &raw.text));
        if format == Format::Xlsb {
            // Its maker adds a row of a date and a share.
            all = all.trim_end_matches("2023-03-1550%").to_string();
        }
        assert_eq!(all, characters(&LINES.concat()), "{}", format.name());
    }
}

#[test]
fn each_line_of_the_text_stays_a_line() {
    for format in Format::all() {
        let (found, _) = read(&usual(format), &sample(format, &LINES)[..]);
        let lines: Vec<String> = found[0].text.lines().map(characters).collect();
        // Where lines are drawn, short ones are the lines of one paragraph.
        let is_drawn = matches!(format, Format::Ofd | Format::Pdf);
        for line in LINES[1..].iter().filter(|_| !is_drawn) {
            assert!(lines.contains(&characters(line)), "{}: {line}: {lines:?}", format.name());
        }
    }
}

#[test]
fn a_format_is_told_by_its_content_or_by_each_of_its_names() {
    for format in Format::all() {
        let bytes = sample(format, &LINES);
        for extension in format.extensions() {
            let (_, report) = read(&named(format, extension), &bytes[..]);
            assert_eq!(report.unwrap().format, format, "{extension}");
        }
        if format.is_told_by_content() {
            for name in ["附件", "附件.txt", "附件.doc", "附件.pdf"] {
                let (_, report) = read(name, &bytes[..]);
                assert_eq!(report.unwrap().format, format, "{name}: {}", format.name());
            }
        }
    }
}

#[test]
fn a_title_says_where_it_stood() {
    for format in Format::all() {
        let (found, _) = read(&usual(format), &sample(format, &LINES)[..]);
        let title = found[0].hints_for(HintField::Title).find(|hint| hint.value == LINES[0]);
        let from = title.map(|hint| hint.from);
        let expected = match format {
            Format::Json | Format::JsonLines | Format::Csv | Format::Xml => {
                Some(HintSource::Record)
            }
            Format::Eml | Format::Msg => Some(HintSource::Meta),
            // The title of a sheet is a row of its own.
            Format::Xlsx
            | Format::Xls
            | Format::Xlsb
            | Format::Ods
            | Format::FlatOds
            | Format::SpreadsheetXml => {
                from.filter(|from| [HintSource::Heading, HintSource::FileName].contains(from))
            }
            // The file in it is called by another name.
            Format::Zip | Format::Tar => None,
            _ => Some(HintSource::FileName),
        };
        assert!(from.is_some() || matches!(format, Format::Zip | Format::Tar), "{}", format.name());
        assert_eq!(from, expected, "{}", format.name());
    }
}

#[test]
fn no_damage_is_more_than_a_refusal() {
    for format in Format::all() {
        let name = usual(format);
        let whole = sample(format, &LINES);
        let mut refused = 0;
        for at in 0..20 {
            let (_, report) = read(&name, &whole[..whole.len() * at / 20]);
            refused += usize::from(report.is_err());
        }
        assert!(refused > 0, "{}", format.name());
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        for _ in 0..200 {
            let mut damaged = whole.clone();
            for _ in 0..3 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (state >> 33) as usize % damaged.len();
                damaged[at] ^= (state >> 24) as u8 | 1;
            }
            let (found, report) = read(&name, &damaged[..]);
            assert!(
                report.is_err() || report.unwrap().documents == found.len(),
                "{}",
                format.name()
            );
        }
    }
}

/// More bytes than any file may have; dumps are read as they come, and end at a line without end.
#[test]
fn a_file_without_end_is_refused() {
    for format in Format::all() {
        let whole = sample(format, &LINES);
        let endless = whole.chain(std::io::repeat(b' ').take(257 << 20));
        let (_, report) = read(&usual(format), endless);
        let is_stream = matches!(format, Format::Json | Format::JsonLines | Format::Csv);
        assert!(is_stream || report.unwrap_err().contains("larger than"), "{}", format.name());
    }
}

#[test]
fn what_unpacks_without_end_is_refused() {
    let blanks = vec![b' '; 65 << 20];
    let book: &[u8] = b"<container><rootfiles><rootfile full-path='c'/></rootfiles></container>";
    let bomb = |name: &str, parts: &[(&str, &[u8])]| {
        let parts: Vec<_> = [parts, &[(name, &blanks[..])]].concat();
        made::zipped(&parts)
    };
    for (format, bytes) in [
        (Format::Docx, bomb("word/document.xml", &[])),
        (Format::Ofd, bomb("OFD.xml", &[])),
        (
            Format::Odt,
            bomb("content.xml", &[("mimetype", b"application/vnd.oasis.opendocument.text")]),
        ),
        (Format::Pptx, bomb("ppt/presentation.xml", &[])),
        (Format::Epub, bomb("c", &[("META-INF/container.xml", book)])),
        (Format::Gzip, office::gzip(&vec![b' '; (256 << 20) + 1])),
    ] {
        let (_, report) = read(&usual(format), &bytes[..]);
        assert!(report.unwrap_err().contains("when unpacked"), "{}", format.name());
    }
}
