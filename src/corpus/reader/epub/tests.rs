use std::path::Path;

use super::super::format::Format;
use super::super::package::tests::zipped;
use super::*;

/// A book of these chapters: file, entry of the table of contents, page.
fn book(chapters: &[(&str, Option<&str>, &str)], more: &[(&str, &str)]) -> Vec<u8> {
    let container =
        "<container><rootfiles><rootfile full-path='OEBPS/a.opf'/></rootfiles></container>";
    let item = |(at, (file, ..)): (usize, &(&str, Option<&str>, &str))| {
        format!("<item id='i{at}' href='{file}' media-type='application/xhtml+xml'/>")
    };
    let items: String = chapters.iter().enumerate().map(item).collect();
    let spine: String = (0..chapters.len()).map(|at| format!("<itemref idref='i{at}'/>")).collect();
    let main = format!(
        "<?xml version='1.0'?><package><metadata><dc:title>水利法规汇编</dc:title></metadata>\
         <manifest><item id='n' href='toc.ncx' media-type='application/x-dtbncx+xml'/>{items}\
         <item id='v' href='nav.xhtml' properties='nav'/></manifest><spine><itemref idref='v'/>{spine}</spine></package>"
    );
    let point = |(file, label): (&str, &str)| {
        format!(
            "<navPoint><navLabel><text>{label}</text></navLabel><content src='{file}#a'/></navPoint>"
        )
    };
    let points = chapters.iter().filter_map(|(file, label, _)| Some(point((file, (*label)?))));
    let ncx = format!(
        "<!DOCTYPE ncx PUBLIC \"-//NISO//DTD ncx 2005-1//EN\" \"ncx.dtd\"><ncx><navMap>{}</navMap></ncx>",
        points.collect::<String>()
    );
    let nav = "<html><body><nav><ol><li><a href='x'>目录项</a></li></ol></nav></body></html>";
    let mut parts = vec![
        ("mimetype".to_string(), "application/epub+zip".to_string()),
        ("META-INF/container.xml".into(), container.into()),
        ("OEBPS/a.opf".into(), main),
        ("OEBPS/toc.ncx".into(), ncx),
    ];
    if more.iter().all(|(name, _)| *name != "OEBPS/nav.xhtml") {
        parts.push(("OEBPS/nav.xhtml".into(), nav.into()));
    }
    let page = |body: &str| {
        format!(
            "<?xml version='1.0'?><html><head><title/><script src='a.js' /></head><body>{body}</body></html>"
        )
    };
    parts.extend(
        chapters
            .iter()
            .map(|(file, _, body)| (format!("OEBPS/{}", file.replace("%20", " ")), page(body))),
    );
    parts.extend(more.iter().map(|(name, part)| (name.to_string(), part.to_string())));
    zipped(&parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())).collect::<Vec<_>>())
}

fn run(bytes: &[u8]) -> Result<Vec<RawText>, String> {
    let mut found = Vec::new();
    let mut sink = |raw| found.push(raw);
    let mut out = Out::new(Format::Epub, &mut sink);
    let options = ReadOptions::default();
    read(Path::new("书.epub"), bytes, &options, &mut out).map_err(|error| error.to_string())?;
    Ok(found)
}

#[test]
fn announcements_of_a_collection_are_documents() {
    let chapters = [
        ("c0.xhtml", None, "<p>出版说明</p>"),
        (
            "c%201.xhtml",
            Some("青山市河道管理办法"),
            "<h1>青山市河道管理办法</h1><p>第一条　为了管理。</p>",
        ),
        ("c2.xhtml", None, "<p>第二条　本市河道。</p>"),
        ("c3.xhtml", Some("附件一"), "<table><tr><td>序号</td><td>河名</td></tr></table>"),
        ("c4.xhtml", Some("关于加强水库巡查的通知（节选）"), "<p>各区：</p>"),
    ];
    let found = run(&book(&chapters, &[])).unwrap();
    let texts: Vec<_> = found.iter().map(|raw| raw.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "出版说明",
            "青山市河道管理办法\n第一条 为了管理。\n第二条 本市河道。\n序号\t河名",
            "各区：",
        ]
    );
    let parts: Vec<_> = found.iter().map(|raw| raw.part.as_deref().unwrap()).collect();
    assert_eq!(parts, ["OEBPS/c0.xhtml", "OEBPS/c 1.xhtml", "OEBPS/c4.xhtml"]);
    assert_eq!(
        found[2].hints_for(HintField::Title).next().unwrap().value,
        "关于加强水库巡查的通知（节选）"
    );
}

#[test]
fn a_law_in_chapters_is_one_document() {
    let chapters = [
        ("a.xhtml", Some("第一章 总则"), "<h1>水利法规汇编</h1><p>第一条</p>"),
        ("b.xhtml", Some("第二章 监督管理办法"), "<p>第二条</p>"),
        ("c.xhtml", Some("办法"), "<p>第三条</p>"),
    ];
    let found = run(&book(&chapters, &[])).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].text.as_str(), &found[0].part),
        ("水利法规汇编\n第一条\n第二条\n第三条", &None)
    );
}

#[test]
fn protection_is_told_and_hidden_fonts_are_none() {
    let chapters = [("a.xhtml", None, "<p>正文</p>")];
    let hidden = |way: &str| {
        let data = format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm='{way}'/></EncryptedData></encryption>"
        );
        run(&book(&chapters, &[("META-INF/encryption.xml", &data)]))
    };
    assert_eq!(hidden(OF_FONTS[0]).unwrap()[0].text, "正文");
    let refused = hidden("http://www.w3.org/2001/04/xmlenc#aes128-cbc").unwrap_err();
    assert!(refused.contains("DRM"), "{refused}");
}

#[test]
fn readings_over_characters_are_no_text() {
    let page =
        "<p>推进<ruby>运<rp>(</rp><rt>yùn</rt><rp>)</rp></ruby><ruby>输<rt>shū</rt></ruby>。</p>";
    let nav = "<html><body><nav><ol><li><a href='b.xhtml'><ruby>运<rt>yùn</rt></ruby>输管理办法</a></li>\
               <li><a href='a.xhtml'>渡口管理办法</a></li></ol></nav></body></html>";
    let bytes = book(
        &[("a.xhtml", None, "<p>守渡口。</p>"), ("b.xhtml", None, page)],
        &[("OEBPS/nav.xhtml", nav)],
    );
    let found = run(&bytes).unwrap();
    let titles: Vec<_> = found.iter().map(|raw| raw.hints[0].value.as_str()).collect();
    assert_eq!(titles, ["渡口管理办法", "运输管理办法"]);
    assert_eq!(found[1].text, "推进运输。");
}
