//! Text boxes: read once, and where they are.

use super::{marked, paragraph, run, text};

/// A box with these words, placed in DrawingML.
fn drawn(from: &str, offset: i64, words: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:anchor><wp:positionV relativeFrom='{from}'><wp:posOffset>{offset}</wp:posOffset>\
         </wp:positionV>{}</wp:anchor></w:drawing></w:r>",
        shape(words, 0)
    )
}

fn shape(words: &str, y: i64) -> String {
    format!(
        "<wps:wsp><wps:spPr><a:xfrm><a:off x='0' y='{y}'/></a:xfrm></wps:spPr><wps:txbx>{}</wps:txbx></wps:wsp>",
        content(words)
    )
}

fn content(words: &str) -> String {
    format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run(words)))
}

/// A box with these words, placed in VML.
fn styled(style: &str, words: &str) -> String {
    format!(
        "<w:r><w:pict><v:shapetype style='x'/><v:shape style='{style}'><v:textbox>{}</v:textbox></v:shape>\
         </w:pict></w:r>",
        content(words)
    )
}

#[test]
fn a_red_head_comes_first_and_a_note_beside_the_text_after_it() {
    let head = "青山市人民政府文件";
    for boxed in [
        drawn("page", 1_000_000, head),
        drawn("paragraph", -500_000, head),
        styled("position:absolute;margin-top:-30pt", head),
        styled("position:absolute;margin-top:2cm;mso-position-vertical-relative:page", head),
    ] {
        let body = paragraph("") + &paragraph(&(run("青政发〔2024〕3号") + &boxed));
        assert_eq!(marked(&body, &[]), format!("[{head}]\n\n青政发〔2024〕3号"));
    }
    for (boxed, expected) in [
        (drawn("paragraph", 300_000, "电话"), "甲\n乙\n[电话]\n丙"),
        (drawn("page", 9_000_000, "电话"), "甲\n乙\n[电话]\n丙"),
        (drawn("paragraph", -300_000, "电话"), "甲\n[电话]\n乙\n丙"),
        (styled("position:absolute;margin-top:9pt", "电话"), "甲\n乙\n[电话]\n丙"),
        (styled("width:9pt", "电话"), "甲\n乙\n[电话]\n丙"),
    ] {
        let body =
            paragraph(&run("甲")) + &paragraph(&(boxed + &run("乙"))) + &paragraph(&run("丙"));
        assert_eq!(marked(&body, &[]), expected);
    }
}

#[test]
fn of_two_ways_to_write_a_box_one_is_read() {
    let both = |choice: &str, fallback: &str| {
        let ways = format!(
            "<w:r><mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>\
             </mc:AlternateContent></w:r>"
        );
        marked(&paragraph(&(run("正文") + &ways)), &[])
    };
    let old = styled("position:absolute", "旧框");
    assert_eq!(both(&drawn("paragraph", 9, "新框"), &old), "正文\n[新框]");
    assert_eq!(both("<w:drawing><wp:inline/></w:drawing>", &old), "正文\n[旧框]");
}

#[test]
fn shapes_of_a_group_are_read_downwards_and_a_word_of_art_is_text() {
    let group = format!(
        "<w:r><w:drawing><wp:inline><wpg:wgp>{}{}</wpg:wgp></wp:inline></w:drawing></w:r>",
        shape("下", 900),
        shape("上", 10)
    );
    assert_eq!(marked(&paragraph(&(group + &run("文"))), &[]), "文\n[上]\n[下]");
    let art = "<w:r><w:pict><v:shape style='position:absolute'><v:textpath string='样本'/></v:shape></w:pict></w:r>";
    assert_eq!(marked(&paragraph(&(run("文") + art)), &[]), "文\n[样本]");
}

#[test]
fn a_box_in_a_cell_stays_there_and_the_text_of_a_field_does_not_end_in_a_box() {
    let cell = |runs: &str| format!("<w:tc>{}</w:tc>", paragraph(runs));
    let row = cell(&run("名称")) + &cell(&drawn("page", 0, "甲公司"));
    let table = format!("<w:tbl><w:tr>{row}</w:tr></w:tbl>");
    assert_eq!(marked(&table, &[]), "名称\t[甲公司]");
    let begin =
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>";
    let end = "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>果</w:t></w:r>\
               <w:r><w:fldChar w:fldCharType='end'/></w:r>";
    let body = paragraph(&[begin, &drawn("paragraph", 9, "框"), end].concat());
    assert_eq!(text(&body), "果\n框");
}
