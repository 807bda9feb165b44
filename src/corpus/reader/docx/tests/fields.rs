//! Fields, forms, symbols.

use super::{marked, paragraph, run, text};

/// A field with this code, these data of a form and this result.
fn field(code: &str, form: &str, result: &str) -> String {
    let mark = |kind: &str, inner: &str| {
        format!("<w:r><w:fldChar w:fldCharType='{kind}'>{inner}</w:fldChar></w:r>")
    };
    let data = if form.is_empty() { String::new() } else { format!("<w:ffData>{form}</w:ffData>") };
    let separate =
        if result.is_empty() { String::new() } else { mark("separate", "") + &run(result) };
    let code = format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    mark("begin", &data) + &code + &separate + &mark("end", "")
}

fn of(runs: &[&str]) -> String {
    marked(&paragraph(&runs.concat()), &[])
}

#[test]
fn a_code_is_shown_where_there_is_no_result() {
    assert_eq!(of(&[&run("序"), &field(" eq \\o\\ac(○,11)", "", ""), &run("号")]), "序⑪号");
    assert_eq!(of(&[&field(" eq \\o\\ac(○,3)", "", "③")]), "③");
    assert_eq!(of(&[&field(" PAGE ", "", "3"), &field(" XE \"词\" ", "", "")]), "3");
    assert_eq!(of(&["<w:fldSimple w:instr='EQ \\f(1,2)'/>", &run("以上")]), "1/2以上");
    let inner = field(" MERGEFIELD a ", "", "甲");
    let outer = field("IF ", "", "果").replacen(
        "</w:instrText></w:r>",
        &format!("</w:instrText></w:r>{inner}"),
        1,
    );
    assert_eq!(of(&[&outer, &run("后")]), "果后");
}

#[test]
fn marks_of_fields_that_are_missing_cost_no_text() {
    let begin =
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>";
    assert_eq!(of(&[begin, &run("目录")]), "目录");
    let deleted = "<w:del><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:delText>旧</w:delText></w:r>\
                   <w:r><w:fldChar w:fldCharType='end'/></w:r></w:del>";
    assert_eq!(of(&[begin, deleted, &run("后文")]), "后文");
    let end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>";
    assert_eq!(of(&[end, &run("甲"), end]), "甲");
}

#[test]
fn the_values_of_forms_are_told() {
    let check =
        |state: &str| field(" FORMCHECKBOX ", &format!("<w:checkBox>{state}</w:checkBox>"), "");
    let states = ["<w:checked/>", "<w:checked w:val='0'/>", "<w:default w:val='1'/>", ""];
    assert_eq!(of(&[&states.map(check).concat()]), "[☑][☐][☑][☐]");
    let list = "<w:ddList><w:result w:val='1'/><w:listEntry w:val='省级'/><w:listEntry w:val='市级'/></w:ddList>";
    assert_eq!(of(&[&run("级别："), &field("FORMDROPDOWN", list, "")]), "级别：[市级]");
    let answer = field("FORMTEXT", "<w:textInput/>", "青山公司");
    assert_eq!(of(&[&run("单位："), &answer, &run("章")]), "单位：[青山公司]章");
}

#[test]
fn controls_hold_values_and_placeholders_are_no_text() {
    let control = |properties: &str, content: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let styled = "<w:r><w:rPr><w:rStyle w:val='a3'/></w:rPr><w:t>此处写姓名</w:t></w:r>";
    let prompt = "<w:showingPlcHdr/><w:text/>";
    assert_eq!(of(&[&run("姓名："), &control(prompt, styled), &run("。")]), "姓名：。");
    assert_eq!(of(&[&run("姓名："), &control(prompt, &run("单击此处输入文字。"))]), "姓名：");
    // Programs that fill documents leave the flag.
    assert_eq!(of(&[&run("姓名："), &control(prompt, &run("王小船"))]), "姓名：[王小船]");
    let check = "<w14:checkbox><w14:checked w14:val='1'/></w14:checkbox>";
    assert_eq!(of(&[&control(check, &run("☒")), &control("<w:date/>", &run("三月"))]), "[☑][三月]");
    assert_eq!(of(&[&control("<w:docPartObj/>", &run("目录"))]), "目录");
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let row = cell(&paragraph(&run("一"))) + &control(prompt, &cell(&paragraph(styled)));
    let table = format!("<w:tbl><w:tr>{row}{}</w:tr></w:tbl>", cell(&paragraph(&run("三"))));
    assert_eq!(marked(&table, &[]), "一\t\t三");
    let block = control("<w:text/>", &paragraph(&run("甲公司"))) + &paragraph(&run("完"));
    assert_eq!(marked(&block, &[]), "[甲公司]\n完");
}

#[test]
fn symbols_are_characters() {
    let body = "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r><w:r><w:rPr><w:rFonts w:ascii='Wingdings'/>\
                </w:rPr><w:t>\u{F0A8}</w:t></w:r><w:r><w:softHyphen/><w:noBreakHyphen/></w:r>\
                <m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></w:p>";
    assert_eq!(text(body), "☑☐-1/3");
}
