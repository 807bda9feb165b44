use super::super::package::tests::zipped;
use super::*;
use crate::extract::HintField;

/// A text whose body and automatic styles are these.
fn odt(body: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o'><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let meta = "<office:document-meta><office:meta><dc:title>关于开展护林巡查的通知</dc:title></office:meta>\
                </office:document-meta>";
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

fn raw(body: &str, styles: &str) -> RawText {
    read(&mut Package::open(&odt(body, styles)).unwrap()).unwrap()
}

fn text(body: &str) -> String {
    raw(body, "").text
}

/// A list style with a level that counts so.
fn counts(name: &str, level: u32, attributes: &str) -> String {
    format!(
        "<text:list-style style:name='{name}'><text:list-level-style-number text:level='{level}' {attributes}/>\
         </text:list-style>"
    )
}

#[test]
fn blanks_breaks_and_notes() {
    let body = "<text:h text:outline-level='1'>关于开展护林巡查的通知</text:h>\
                <text:p>各<text:span>林<text:s text:c='2'/>场</text:span>：<text:line-break/>\n  请\n  落实<text:note>\
                <text:note-citation>1</text:note-citation><text:note-body><text:p>含苗圃。</text:p></text:note-body>\
                </text:note>。<office:annotation><text:p>改</text:p></office:annotation></text:p>\
                <text:p>甲<text:tab/>乙</text:p>";
    let raw = raw(body, "");
    assert_eq!(raw.text, "关于开展护林巡查的通知\n各林  场：\n请 落实。\n甲\t乙\n含苗圃。");
    let titles: Vec<_> = raw.hints_for(HintField::Title).map(|hint| hint.value.as_str()).collect();
    assert_eq!(titles, ["关于开展护林巡查的通知"]);
}

#[test]
fn deletions_hidden_text_and_ruby() {
    let styles =
        "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion>\
                </text:changed-region></text:tracked-changes>\
                <text:p>留<text:span text:style-name='T1'>藏</text:span>下</text:p>\
                <text:section text:display='none'><text:p>藏</text:p></text:section>\
                <text:p><text:hidden-text text:is-hidden='true' text:string-value='藏'/>\
                <text:ruby><text:ruby-base>渡</text:ruby-base><text:ruby-text>dù</text:ruby-text></text:ruby>口</text:p>";
    assert_eq!(raw(body, styles).text, "留下\n渡口");
}

#[test]
fn rows_and_frames() {
    let cell =
        |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let body = format!(
        "<table:table><table:table-header-rows><table:table-row>{}{}</table:table-row></table:table-header-rows>\
         <table:table-row>{}<table:covered-table-cell/>{}</table:table-row></table:table>\
         <text:p>前<draw:frame><draw:text-box><text:p>框中</text:p></draw:text-box><svg:desc>图</svg:desc></draw:frame>后</text:p>",
        cell("序号"),
        cell("名称"),
        cell("1"),
        cell("铁锹")
    );
    assert_eq!(text(&body), "序号\t名称\n1\t铁锹\n前后\n框中");
}

#[test]
fn lists_count_as_their_styles_say() {
    let styles = counts(
        "第",
        1,
        "style:num-format='一, 二, 三, ...' loext:num-list-format='第%1%条'",
    ) + &counts(
        "点",
        2,
        "style:num-format='1' text:display-levels='2' style:num-suffix='.'",
    ) + &counts(
        "括",
        1,
        "style:num-format='1' style:num-prefix='（' style:num-suffix='）' text:start-value='3'",
    );
    let item = |words: &str| format!("<text:list-item><text:p>{words}</text:p></text:list-item>");
    let list = |style: &str, more: &str, items: &[&str]| {
        let items: String = items.iter().map(|words| item(words)).collect();
        format!("<text:list text:style-name='{style}' {more}>{items}</text:list>")
    };
    let body = list("第", "xml:id='l1'", &["总则", "适用"])
        + "<text:p>段</text:p>"
        + &list("括", "", &["甲", "乙"])
        + &list("第", "text:continue-list='l1'", &["附则"])
        + &list("第", "", &["另起"])
        + "<text:list text:style-name='括'><text:list-item text:start-value='8'><text:p>戊</text:p><text:p>续</text:p>\
           </text:list-item><text:list-header><text:p>无号</text:p></text:list-header></text:list>";
    assert_eq!(
        raw(&body, &styles).text,
        "第一条　总则\n第二条　适用\n段\n（3）甲\n（4）乙\n第三条　附则\n第一条　另起\n（8）戊\n续\n无号"
    );
}

#[test]
fn headings_count_in_their_outline() {
    let styles = "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1' style:num-suffix='.'/>\
                  <text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/></text:outline-style>";
    let body = "<text:h text:outline-level='1'>甲</text:h><text:h text:outline-level='2'>乙</text:h>\
                <text:h text:outline-level='1' text:is-list-header='true'>无号</text:h>\
                <text:h text:outline-level='1'>丙</text:h>";
    assert_eq!(raw(body, styles).text, "1.甲\n1.1　乙\n无号\n2.丙");
}

#[test]
fn slides_and_one_xml() {
    let flat = "<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>\
                <office:body><office:presentation><draw:page><draw:frame presentation:class='title'><draw:text-box>\
                <text:p>政策解读</text:p></draw:text-box></draw:frame><draw:g><draw:custom-shape><text:p>要点</text:p>\
                </draw:custom-shape></draw:g><presentation:notes><draw:frame><draw:text-box><text:p>讲稿</text:p>\
                </draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation></office:body>\
                </office:document>";
    assert_eq!(read_flat(flat.as_bytes()).unwrap().text, "政策解读\n要点\n讲稿");
}

#[test]
fn a_password_is_told() {
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")]);
    assert_eq!(read(&mut Package::open(&bytes).unwrap()), Err(Refusal::Encrypted));
}
