use super::super::format::Format;
use super::*;
use crate::extract::{HintField, RawText};

fn run(source: &str) -> Result<Vec<RawText>, String> {
    let mut found = Vec::new();
    let mut sink = |raw| found.push(raw);
    let mut out = Out::new(Format::Xml, &mut sink);
    let options = ReadOptions::default();
    read(Path::new("公告.xml"), source.as_bytes(), &options, &mut out)
        .map_err(|error| error.to_string())?;
    Ok(found)
}

fn value(raw: &RawText, field: HintField) -> &str {
    raw.hints_for(field).next().map_or("", |hint| &hint.value)
}

#[test]
fn the_items_of_a_feed_are_documents() {
    let rss = "<?xml version='1.0'?><rss><channel><title>青山市人民政府</title><item><title>关于防汛的通知</title>\
               <link>http://www.x.gov.cn/1.html</link><pubDate>Tue, 05 Mar 2024 10:00:00 +0800</pubDate>\
               <description>摘要</description><content:encoded><![CDATA[<p>各镇：</p><p>请落实。</p>]]></content:encoded></item>\
               </channel></rss>";
    let found = run(rss).unwrap();
    assert_eq!((found.len(), found[0].text.as_str()), (1, "各镇：\n请落实。"));
    assert_eq!(value(&found[0], HintField::Title), "关于防汛的通知");
    assert_eq!(value(&found[0], HintField::Published), "2024-03-05");
    assert_eq!(value(&found[0], HintField::Url), "http://www.x.gov.cn/1.html");
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>栏目</title><entry><title>公告一</title>\
                <link href='http://x.gov.cn/a'/><published>2024-03-05T10:00:00Z</published>\
                <content type='xhtml'><div><p>一</p><p>二</p></div></content></entry></feed>";
    let found = run(atom).unwrap();
    assert_eq!(found[0].text, "一\n二");
    assert_eq!(value(&found[0], HintField::Published), "2024-03-05");
    assert_eq!(value(&found[0], HintField::Url), "http://x.gov.cn/a");
}

#[test]
fn the_rows_of_an_export_are_documents() {
    for (row, named) in [
        ("<标题>关于防汛的通知</标题><正文>各镇：</正文>", "按元素"),
        ("<field name='标题'>关于防汛的通知</field><field name='正文'>各镇：</field>", "按名称"),
    ] {
        let rows = format!(
            "<?xml version='1.0'?><RECORDS><RECORD>{row}</RECORD><RECORD>{row}</RECORD></RECORDS>"
        );
        let found = run(&rows).unwrap();
        assert_eq!((found.len(), found[1].text.as_str()), (2, "各镇："), "{named}");
        assert_eq!(value(&found[0], HintField::Title), "关于防汛的通知", "{named}");
    }
}

#[test]
fn other_xml_is_its_text_and_never_its_tags() {
    let found = run(
        "<?xml version='1.0'?><law><head>青山市节水条例</head><body><art no='1'>第一条 <b>为了</b>节水。</art>\
                     <art no='2'>第二条 略。</art></body></law>",
    );
    let text = found.unwrap().remove(0).text;
    assert!(text.starts_with("青山市节水条例\n第一条"), "{text}");
    assert!(text.contains("第二条 略。") && !text.contains('<'), "{text}");
    assert!(run("<?xml version='1.0'?><a><b/></a>").is_err());
    assert!(
        run("<?xml version='1.0'?><urlset><url><loc>http://x.cn/1</loc></url></urlset>").is_err()
    );
}
