//! Documents that are put into others, and what hostile ones do.

use super::super::super::package::tests::zipped;
use super::{docx, marked, paragraph, read, read_parts, run};
use crate::corpus::reader::package::Package;
use crate::error::{Reason, Refusal};
use crate::extract::{PortionKind, RawText};

const CHUNK: &str = "<w:altChunk r:id='r0'/>";

/// A document with one put in, of these bytes.
fn with(bytes: &[u8]) -> Vec<u8> {
    let body = paragraph(&run("前")) + CHUNK + &paragraph(&run("后"));
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    let links =
        "<Relationships><Relationship Id='r0' Type='x/aFChunk' Target='chunk'/></Relationships>";
    zipped(&[
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/chunk", bytes),
    ])
}

fn text(bytes: &[u8]) -> String {
    read(&mut Package::open(bytes).unwrap()).unwrap().raw.text
}

#[test]
fn documents_of_other_formats_are_read_where_they_are_put_in() {
    let page = "<html><body><p>甲&amp;乙</p></body></html>";
    let saved = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--\r\n"
    );
    let word = "<?xml version='1.0'?><w:wordDocument><w:body><w:p><w:r><w:t>甲&amp;乙</w:t></w:r></w:p></w:body>\
                </w:wordDocument>";
    let flat = "<pkg:package xmlns:pkg='x'><pkg:part pkg:name='/word/document.xml'><pkg:xmlData><w:document>\
                <w:body><w:p><w:r><w:t>甲&amp;乙</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part>\
                </pkg:package>";
    let gbk = encoding_rs::GB18030.encode("甲&乙").0.into_owned();
    let inner = docx(&paragraph(&run("甲&amp;乙")), &[]);
    for bytes in [
        page.as_bytes(),
        saved.as_bytes(),
        word.as_bytes(),
        flat.as_bytes(),
        &gbk,
        &inner,
        b"{\\rtf1\\ansi\\ansicpg936 \\'bc\\'d7&\\'d2\\'d2\\par}",
    ] {
        assert_eq!(text(&with(bytes)), "前\n甲&乙\n后", "{}", String::from_utf8_lossy(bytes));
    }
    let body = paragraph(&run("前")) + CHUNK;
    let RawText { text, portions, .. } = read_parts(&body, &[("aFChunk", "格")]);
    assert_eq!((&text[portions[0].bytes.clone()], portions[0].kind), ("格", PortionKind::Embedded));
}

#[test]
fn one_that_cannot_be_read_is_a_problem_and_costs_no_other_text() {
    let damaged = with(b"PK\x03\x04 cut");
    let paper = read(&mut Package::open(&damaged).unwrap()).unwrap();
    assert_eq!(paper.raw.text, "前\n后");
    assert_eq!(paper.problems[0].parts(), ["word/chunk"], "{:?}", paper.problems);
}

#[test]
fn documents_in_documents_have_an_end() {
    let mut bytes = docx(&paragraph(&run("里")), &[]);
    for _ in 0..6 {
        bytes = with(&bytes);
    }
    let paper = read(&mut Package::open(&bytes).unwrap()).unwrap();
    assert_eq!(paper.raw.text, "前\n前\n前\n前\n后\n后\n后\n后");
    assert_eq!(paper.problems, [Reason::from(Refusal::NestedTooDeep).of_part("word/chunk")]);
}

#[test]
fn a_part_is_put_in_once_and_all_parts_share_one_limit() {
    let body = CHUNK.repeat(1_000);
    assert_eq!(marked(&body, &[("aFChunk", "甲")]), "[甲]");
    let bomb = zipped(&[("word/document.xml", &vec![b' '; 60 << 20][..])]);
    let links: String = (0..20)
        .map(|id| format!("<Relationship Id='r{id}' Type='x/aFChunk' Target='c{id}'/>"))
        .collect();
    let links = format!("<Relationships>{links}</Relationships>");
    let chunks: String = (0..20).map(|id| format!("<w:altChunk r:id='r{id}'/>")).collect();
    let main =
        format!("<w:document><w:body>{}{chunks}</w:body></w:document>", paragraph(&run("文")));
    let names: Vec<String> = (0..20).map(|id| format!("word/c{id}")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
    ];
    parts.extend(names.iter().map(|name| (name.as_str(), bomb.as_slice())));
    let bytes = zipped(&parts);
    let paper = read(&mut Package::open(&bytes).unwrap()).unwrap();
    assert_eq!((paper.raw.text.as_str(), paper.problems.len()), ("文", 16));
}

#[test]
fn a_hundred_thousand_boxes_and_the_deepest_nesting_are_read() {
    let boxed = "<w:r><w:pict><v:shape style='position:absolute'><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>\
                 </w:txbxContent></v:shape></w:pict></w:r>";
    let raw = read_parts(&paragraph(&boxed.repeat(100_000)), &[]);
    assert_eq!((raw.text.matches('框').count(), raw.portions.len()), (100_000, 100_000));
    let nested = "<w:r><w:pict><v:shape><w:txbxContent><w:p>".repeat(49) + &run("底");
    let ends = "</w:p></w:txbxContent></v:shape></w:pict></w:r>".repeat(49);
    assert_eq!(read_parts(&paragraph(&(nested + &ends)), &[]).text.trim(), "底");
}
