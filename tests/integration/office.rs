//! Documents as LibreOffice and Chromium write them, character by character.
//!
//! `tests/data/office/README.md` tells how the files were made; their text is ours.

use std::path::{Path, PathBuf};

use policy_search::corpus::reader::{self, ReadOptions};
use policy_search::extract::{PortionKind, RawText};
use policy_search::printer::Language;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/office").join(name)
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(file(name)).expect("the text the files were made from")
}

/// The one document of a file, or why there is none.
fn read(name: &str) -> Result<RawText, String> {
    let mut found = Vec::new();
    let read = reader::read(&file(name), &ReadOptions::default(), &mut |raw| found.push(raw));
    let report = read.map_err(|error| Language::default().error(&error))?;
    assert_eq!((report.documents, report.problems.as_slice()), (1, &[][..]), "{name}");
    Ok(found.remove(0))
}

/// The lines of a text without white space and with radicals folded, blank ones left out.
fn lines(text: &str) -> Vec<String> {
    let clean = policy_search::text::clean(text).text;
    let lines = clean.lines().map(|line| line.split_whitespace().collect::<String>());
    lines.filter(|line| !line.is_empty()).collect()
}

#[test]
fn every_character_is_read_in_order() {
    for (name, text) in [
        ("notice.docx", "notice.txt"),
        ("notice.doc", "notice.txt"),
        ("lists.doc", "lists.txt"),
        ("notice.rtf", "notice.txt"),
        ("paper.doc", "paper.txt"),
        ("paper.rtf", "paper.txt"),
        ("letter.doc", "letter.txt"),
        ("notice.pdf", "notice.txt"),
        ("notice-chromium.pdf", "notice.txt"),
        ("gs.pdf", "notice.txt"),
        ("objects.pdf", "notice.txt"),
        ("owner-aes256.pdf", "notice.txt"),
        ("columns.docx", "columns.txt"),
        ("columns.pdf", "columns.txt"),
        ("columns-chromium.pdf", "columns.txt"),
    ] {
        let raw = read(name).expect(name);
        assert_eq!(lines(&raw.text).concat(), lines(&text_of(text)).concat(), "{name}");
    }
}

#[test]
fn paragraphs_are_whole() {
    for (name, text, cells_apart) in [
        ("notice.docx", "notice.txt", 0),
        ("notice.doc", "notice.txt", 0),
        ("lists.doc", "lists.txt", 0),
        ("notice.rtf", "notice.txt", 0),
        ("paper.doc", "paper.txt", 0),
        ("paper.rtf", "paper.txt", 0),
        ("letter.doc", "letter.txt", 0),
        ("notice-chromium.pdf", "notice.txt", 0),
        // In three rows of its table a cell of two lines is drawn before the cell behind it.
        ("notice.pdf", "notice.txt", 3),
        ("columns.docx", "columns.txt", 0),
        ("columns.pdf", "columns.txt", 0),
        ("columns-chromium.pdf", "columns.txt", 0),
    ] {
        let found = lines(&read(name).expect(name).text);
        let broken = lines(&text_of(text)).into_iter().filter(|line| !found.contains(line));
        let broken: Vec<_> = broken.collect();
        assert_eq!(broken.len(), cells_apart, "{name}: {broken:?}");
    }
}

/// What is beside the main text says so: the head in its box comes first, notes come last.
#[test]
fn boxes_notes_and_forms_are_told_apart() {
    use PortionKind::{Endnote, Footnote, FormField, Header, TextBox};
    let paper = [
        (TextBox, "青山县人民政府文件\n青政发〔2024〕12号"),
        (TextBox, "衣为橙色"),
        (FormField, "李四"),
        (FormField, "二级"),
        (TextBox, "联系人：王五"),
        (Footnote, "指上下旅客的场所。"),
        (Footnote, "每船。"),
        (Endnote, "附航线图。"),
    ];
    let letter = [
        (Header, "青山县交通运输局"),
        (TextBox, "受理"),
        (TextBox, "审查"),
        (FormField, "☑"),
        (FormField, "☐"),
    ];
    for (name, expected) in
        [("paper.doc", &paper[..]), ("paper.rtf", &paper[..]), ("letter.doc", &letter[..])]
    {
        let raw = read(name).expect(name);
        let found = raw.portions.iter().map(|portion| {
            let words = raw.text[portion.bytes.clone()].lines().map(str::trim).collect::<Vec<_>>();
            (portion.kind, words.join("\n"))
        });
        let expected = expected.iter().map(|(kind, words)| (*kind, (*words).to_string()));
        assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{name}");
    }
}

/// The empty cells of a row stay cells: what stands behind them keeps its column.
#[test]
fn rows_of_a_doc_keep_their_empty_cells() {
    let text = read("lists.doc").expect("a .doc").text;
    let rows: Vec<&str> = text.lines().filter(|line| line.contains('\t')).collect();
    assert_eq!(rows, ["1.雨量筒\t\t两只", "\t仓库\t十把"]);
    assert!(text.lines().any(|line| line == "2.铁锹"));
}

#[test]
fn what_cannot_be_read_says_why() {
    for (name, reason) in [
        ("password.pdf", "encrypted: save it without a password"),
        ("image.pdf", "(a scan): run text recognition (OCR) over it first"),
        ("cut.pdf", "incomplete or damaged"),
    ] {
        let error = read(name).expect_err(name);
        assert!(error.contains(reason), "{name}: {error}");
    }
}
