use super::*;
use crate::extract::HintField;

/// A document with this before its body, and this body.
fn document(before: &str, body: &str) -> String {
    format!("<?xml version='1.0'?><w:wordDocument>{before}<w:body>{body}</w:body></w:wordDocument>")
}

fn text(body: &str) -> String {
    read(document("", body).as_bytes()).unwrap().text
}

fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

#[test]
fn sections_boxes_and_notes_are_read() {
    let boxed = format!(
        "<w:r><w:pict><w:binData>AAAA</w:binData><v:shape style='position:absolute;margin-top:-20pt'><v:textbox>\
         <w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        paragraph(&run("青山市水利局文件"))
    );
    let note = format!("<w:r><w:footnote>{}</w:footnote></w:r>", paragraph(&run("船舶含竹筏。")));
    let body = format!(
        "<wx:sect><wx:sub-section>{}{}</wx:sub-section><w:sectPr><w:hdr w:type='odd'>{}</w:hdr></w:sectPr></wx:sect>",
        paragraph(&(boxed + &run("关于防汛的通知"))),
        paragraph(&(run("船舶") + &note + &run("登记。"))),
        paragraph(&run("青山市人民政府文件")),
    );
    assert_eq!(
        text(&body),
        "青山市人民政府文件\n青山市水利局文件\n关于防汛的通知\n船舶登记。\n船舶含竹筏。"
    );
}

#[test]
fn what_was_deleted_or_remarked_is_no_text() {
    let annotation = |kind: &str, content: &str| {
        format!(
            "<aml:annotation w:type='Word.{kind}'><aml:content>{content}</aml:content></aml:annotation>"
        )
    };
    let body = paragraph(
        &[
            run("甲"),
            annotation("Deletion", &run("旧")),
            annotation("Insertion", &run("新")),
            format!("<w:r>{}</w:r>", annotation("Comment", &paragraph(&run("批注")))),
        ]
        .concat(),
    );
    assert_eq!(text(&body), "甲新");
    let end = format!("<w:pPr><w:rPr>{}</w:rPr></w:pPr>", annotation("Deletion", ""));
    assert_eq!(text(&(paragraph(&(end + &run("关于"))) + &paragraph(&run("防汛")))), "关于防汛");
}

#[test]
fn lists_count_and_a_list_that_is_not_defined_has_the_number_that_was_written() {
    let item = |words: &str| {
        let listed =
            "<w:listPr><w:ilvl w:val='0'/><w:ilfo w:val='1'/><wx:t wx:val='一、'/></w:listPr>";
        paragraph(&format!("<w:pPr>{listed}</w:pPr>{}", run(words)))
    };
    let lists = "<w:lists><w:listDef w:listDefId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:nfc w:val='37'/>\
                 <w:suff w:val='Nothing'/><w:lvlText w:val='%1、'/></w:lvl></w:listDef>\
                 <w:list w:ilfo='1'><w:ilst w:val='0'/></w:list></w:lists>";
    let body = item("总则") + &item("分则");
    let raw = read(document(lists, &body).as_bytes()).unwrap();
    assert_eq!(raw.text, "一、总则\n二、分则");
    assert_eq!(text(&item("总则")), "一、总则");
}

#[test]
fn values_that_nobody_escaped_are_read() {
    let body = paragraph(&run("A&B公司 & C&amp;D &#x4E2D; &copyright 甲"));
    assert_eq!(text(&body), "A&B公司 & C&D 中 &copyright 甲");
}

#[test]
fn a_sound_title_is_a_hint() {
    let before =
        "<o:DocumentProperties><o:Title>青山县关于防汛的通知</o:Title></o:DocumentProperties>";
    let body = paragraph(&run("青山县关于防汛的通知")) + &paragraph(&run("各镇："));
    let raw = read(document(before, &body).as_bytes()).unwrap();
    assert_eq!(raw.hints_for(HintField::Title).next().unwrap().value, "青山县关于防汛的通知");
}
