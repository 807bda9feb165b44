use super::super::package::tests::zipped;
use super::*;
use crate::extract::{HintField, RawText};

mod boxes;
mod chunks;
mod fields;
mod notes;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document with this body, and these further parts by the kind of their relation.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relation = |id: usize, kind: &str, target: &str| {
        format!("<Relationship Id='r{id}' Type='{OFFICE}/{kind}' Target='{target}'/>")
    };
    let links = |links: String| format!("<Relationships>{links}</Relationships>");
    let package = links(
        relation(1, "officeDocument", "word/document.xml")
            + &relation(2, "metadata/core-properties", "docProps/core.xml"),
    );
    let own =
        parts.iter().enumerate().map(|(id, (kind, _))| relation(id, kind, &format!("{kind}.xml")));
    let own = links(own.collect());
    let main = format!("<w:document xmlns:w='w'><w:body>{body}<w:sectPr/></w:body></w:document>");
    let mut files = vec![
        ("_rels/.rels".to_string(), package),
        ("word/_rels/document.xml.rels".to_string(), own),
        ("word/document.xml".to_string(), main),
    ];
    files.extend(parts.iter().map(|(kind, part)| {
        let folder = if *kind == "core" { "docProps" } else { "word" };
        (format!("{folder}/{kind}.xml"), (*part).to_string())
    }));
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    zipped(&files)
}

fn read_parts(body: &str, parts: &[(&str, &str)]) -> RawText {
    let bytes = docx(body, parts);
    read(&mut Package::open(&bytes).unwrap()).unwrap().raw
}

fn text(body: &str) -> String {
    read_parts(body, &[]).text
}

/// The text of a body, each portion of it in brackets.
fn marked(body: &str, parts: &[(&str, &str)]) -> String {
    let RawText { mut text, portions, .. } = read_parts(body, parts);
    let mut places: Vec<(usize, char)> = Vec::new();
    places.extend(portions.iter().map(|portion| (portion.bytes.start, '[')));
    places.extend(portions.iter().map(|portion| (portion.bytes.end, ']')));
    places.sort_by_key(|(at, mark)| (*at, *mark != ']'));
    places.iter().rev().for_each(|(at, mark)| text.insert(*at, *mark));
    text
}

/// A run of these words.
fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

/// A paragraph of these runs.
fn paragraph(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A paragraph on a list.
fn listed(list: u32, level: u32, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>\
         <w:r><w:t>{words}</w:t></w:r></w:p>"
    )
}

fn level(at: u32, format: &str, pattern: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>\
         <w:lvlText w:val='{pattern}'/>{more}</w:lvl>"
    )
}

#[test]
fn runs_breaks_and_entities() {
    let body = "<w:p><w:r><w:t>关于</w:t></w:r><w:r><w:t>A&amp;B的通知</w:t><w:br/><w:t>各镇：</w:t></w:r></w:p>\
                <w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br w:type='page'/></w:r></w:p>";
    assert_eq!(text(body), "关于A&B的通知\n各镇：\n甲\t乙");
}

#[test]
fn what_was_deleted_hidden_or_is_a_code_is_no_text() {
    let body = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>\
                <w:r><w:instrText>PAGE</w:instrText></w:r><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>\
                <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>\
                <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r></w:p>\
                <w:p><w:r><w:ruby><w:rt><w:r><w:t>yùn</w:t></w:r></w:rt>\
                <w:rubyBase><w:r><w:t>运</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    assert_eq!(text(body), "新显\n运");
}

#[test]
fn a_paragraph_whose_end_was_deleted_goes_on() {
    let body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>关于防汛</w:t></w:r></w:p>\
                <w:p><w:r><w:t>工作的通知</w:t></w:r></w:p>";
    assert_eq!(text(body), "关于防汛工作的通知");
}

#[test]
fn text_boxes_come_once() {
    let body = "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r>\
                <w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>\
                <w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(text(body), "正文\n框内");
}

#[test]
fn rows_are_lines_and_cells_have_tabs() {
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let two = "<w:tc><w:p><w:r><w:t>上</w:t></w:r></w:p><w:p><w:r><w:t>下</w:t></w:r></w:p></w:tc>";
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{two}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>",
        cell("序号"),
        cell("名称"),
        cell("1"),
        cell("删")
    );
    assert_eq!(text(&body), "序号\t名称\n1\t上 下");
}

#[test]
fn automatic_numbers_are_text() {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'>{}{}{}{}</w:abstractNum>\
         <w:abstractNum w:abstractNumId='1'>{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
         <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>\
         <w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>",
        level(0, "chineseCountingThousand", "第%1章", ""),
        level(1, "chineseCountingThousand", "第%2条", "<w:lvlRestart w:val='0'/>"),
        level(2, "chineseCounting", "（%3）", ""),
        level(3, "decimal", "%2.%4", "<w:isLgl/>"),
        level(0, "bullet", "\u{F0B7}", ""),
    );
    let body = [
        listed(1, 0, "总则"),
        listed(1, 1, "为了防汛。"),
        listed(1, 1, "本县适用。"),
        listed(1, 2, "甲。"),
        listed(1, 2, "乙。"),
        listed(1, 3, "细。"),
        listed(1, 0, "附则"),
        listed(1, 1, "施行。"),
        listed(1, 2, "丙。"),
        listed(2, 0, "点"),
        listed(0, 0, "无"),
        listed(3, 0, "另起"),
    ];
    let raw = read_parts(&body.concat(), &[("numbering", &numbering)]);
    assert_eq!(
        raw.text,
        "第一章　总则\n第一条　为了防汛。\n第二条　本县适用。\n（一）甲。\n（二）乙。\n2.1　细。\n第二章　附则\n\
         第三条　施行。\n（一）丙。\n点\n无\n第一章　另起"
    );
}

#[test]
fn styles_bring_numbers_with_them() {
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum>\
         <w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        level(0, "chineseCounting", "%1、", "<w:pStyle w:val='1'/>"),
        level(1, "decimal", "%2.", "<w:pStyle w:val='2'/>"),
    );
    let style = |id: u32, base: &str, listed: &str| {
        format!("<w:style w:styleId='{id}'>{base}<w:pPr>{listed}</w:pPr></w:style>")
    };
    let own = "<w:numPr><w:numId w:val='7'/></w:numPr>";
    let styles = format!(
        "<w:styles>{}{}{}{}</w:styles>",
        style(1, "", own),
        style(2, "", own),
        style(3, "<w:basedOn w:val='1'/>", ""),
        style(4, "<w:basedOn w:val='1'/>", "<w:numPr><w:ilvl w:val='1'/></w:numPr>")
    );
    let paragraph = |style: u32, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        paragraph(1, "甲"),
        paragraph(2, "乙"),
        paragraph(2, "丙"),
        paragraph(3, "丁"),
        paragraph(4, "戊"),
    ];
    let raw = read_parts(&body.concat(), &[("numbering", &numbering), ("styles", &styles)]);
    assert_eq!(raw.text, "一、甲\n1.乙\n2.丙\n二、丁\n1.戊");
}

#[test]
fn notes_come_last_and_a_sound_title_is_a_hint() {
    let notes = "<w:footnotes><w:footnote w:type='separator'><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>\
                 <w:footnote w:id='1'><w:p><w:r><w:t>注一</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<cp:coreProperties xmlns:dc='d'><dc:title>某县关于防汛的通知</dc:title></cp:coreProperties>";
    let body = "<w:p><w:r><w:t>某县关于防汛的通知</w:t></w:r></w:p><w:p><w:r><w:t>各镇：</w:t></w:r></w:p>";
    let raw = read_parts(body, &[("footnotes", notes), ("core", core)]);
    assert_eq!(raw.text, "某县关于防汛的通知\n各镇：\n注一");
    assert_eq!(raw.hints_for(HintField::Title).next().unwrap().value, "某县关于防汛的通知");
}

#[test]
fn a_container_without_its_main_part_is_damaged() {
    let bytes =
        zipped(&[("word/styles.xml", b"<w:styles/>"), ("[Content_Types].xml", b"<Types/>")]);
    let error = read(&mut Package::open(&bytes).unwrap()).unwrap_err();
    assert_eq!(error, Refusal::damaged("no main part"));
}
