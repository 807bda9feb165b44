//! Notes, headers, what a style hides.

use super::{marked, paragraph, read_parts, run, text};
use crate::extract::PortionKind;

fn reference(kind: &str, id: u32) -> String {
    format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>")
}

fn notes(kind: &str, notes: &[(u32, &str)]) -> String {
    let note = |(id, words): &(u32, &str)| {
        format!("<w:{kind} w:id='{id}'>{}</w:{kind}>", paragraph(&run(words)))
    };
    format!("<w:{kind}s>{}</w:{kind}s>", notes.iter().map(note).collect::<String>())
}

#[test]
fn notes_come_in_the_order_of_the_text_and_those_of_deleted_text_not_at_all() {
    let deleted = format!("<w:del>{}</w:del>", reference("footnote", 3));
    let body = paragraph(
        &[
            &run("甲"),
            &reference("footnote", 2),
            &reference("endnote", 1),
            &deleted,
            &reference("footnote", 1),
        ]
        .map(String::as_str)
        .concat(),
    );
    let foot = notes("footnote", &[(1, "后"), (2, "先"), (3, "删"), (4, "无")]);
    let end = notes("endnote", &[(1, "尾")]);
    let raw = read_parts(&body, &[("footnotes", &foot), ("endnotes", &end)]);
    assert_eq!(raw.text, "甲\n先\n后\n无\n尾");
    let kinds: Vec<_> = raw.portions.iter().map(|portion| portion.kind).collect();
    use PortionKind::{Endnote, Footnote};
    assert_eq!(kinds, [Footnote, Footnote, Footnote, Endnote]);
}

#[test]
fn the_header_of_the_first_page_is_kept_where_it_names_the_issuer() {
    let header = |words: &str| format!("<w:hdr>{}</w:hdr>", paragraph(&run(words)));
    let section = |first: &str| {
        format!(
            "{}<w:sectPr><w:headerReference w:type='first' r:id='r0'/>\
             <w:headerReference w:type='default' r:id='r1'/>{first}</w:sectPr>",
            paragraph(&run("关于防汛的通知"))
        )
    };
    let (head, other) = (header("青山市人民政府文件"), header("学习材料"));
    let parts = [("header", head.as_str()), ("footer", other.as_str())];
    assert_eq!(marked(&section("<w:titlePg/>"), &parts), "[青山市人民政府文件]\n关于防汛的通知");
    assert_eq!(marked(&section("<w:titlePg w:val='0'/>"), &parts), "关于防汛的通知");
    assert_eq!(marked(&section(""), &parts), "关于防汛的通知");
}

#[test]
fn a_style_may_hide_text_and_a_document_may_have_several_bodies() {
    let styles = "<w:styles><w:style w:styleId='a'><w:rPr><w:vanish/></w:rPr></w:style>\
                  <w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>";
    let hidden = "<w:r><w:rPr><w:rStyle w:val='b'/></w:rPr><w:t>隐</w:t></w:r>";
    let body = paragraph(&(run("显") + hidden));
    assert_eq!(read_parts(&body, &[("styles", styles)]).text, "显");
    let two = format!("{}</w:body><w:body>{}", paragraph(&run("一")), paragraph(&run("二")));
    assert_eq!(text(&two), "一\n二");
}
