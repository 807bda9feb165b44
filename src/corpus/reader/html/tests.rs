use super::*;
use crate::extract::HintSource;
use crate::real_data;

fn values(raw: &RawText) -> Vec<(HintField, &str)> {
    raw.hints.iter().map(|hint| (hint.field, hint.value.as_str())).collect()
}

#[test]
fn labels_tags_and_headings_in_order_of_trust() {
    let raw = read(
        "<html><head><title>关于整治的公告-某县人民政府</title>\
         <META NAME='ArticleTitle' content='关于整治&amp;提升的公告'><meta name=author content=马编辑>\
         <meta property=PubDate content='2022-05-06 10:00'><meta name=SiteName content=某县人民政府></head>\
         <body><table><tr><td><b>索 引 号：</b></td><td>0014/2022-1</td><td>发文机关：</td><td>某县水利局</td></tr>\
         <tr><td>标　　题：</td><td colspan=3>关于整治河道的公告</td></tr></table>\
         <h1>关于整治河道的\n公告</h1><ul><li>文号：某水〔2022〕3号</li><li>成文日期：2022年5月5日</li></ul>\
         <div id=zoom><p>为保护河道，现公告如下：</p><p>一、禁止采砂。</p></div>\
         <div class=related><p>发文机关：别的机关</p></div></body></html>",
    )
    .unwrap();
    assert_eq!(raw.text, "为保护河道，现公告如下：\n一、禁止采砂。");
    assert_eq!(
        values(&raw),
        [
            (HintField::IndexNumber, "0014/2022-1"),
            (HintField::Issuer, "某县水利局"),
            (HintField::Title, "关于整治河道的公告"),
            (HintField::Number, "某水〔2022〕3号"),
            (HintField::Written, "2022年5月5日"),
            (HintField::Title, "关于整治&提升的公告"),
            (HintField::Published, "2022-05-06 10:00"),
            (HintField::Site, "某县人民政府"),
            (HintField::Title, "关于整治河道的公告"),
            (HintField::Title, "关于整治的公告"),
        ]
    );
}

#[test]
fn labels_at_the_head_of_the_main_text_leave_it() {
    let raw = read(
        "<div id=zoom><p>文号：某建〔2021〕9号</p><p>有效性：有效</p><p>各单位，各企业：</p><p>请执行。</p></div>",
    )
    .unwrap();
    assert_eq!(raw.text, "各单位，各企业：\n请执行。");
    assert_eq!(
        values(&raw),
        [(HintField::Number, "某建〔2021〕9号"), (HintField::Validity, "有效")]
    );
}

#[test]
fn values_without_tags() {
    assert_eq!(without_tags("关于<em>防汛</em>的通知"), "关于防汛的通知");
    assert_eq!(without_tags("<中华人民共和国水法>解读"), "<中华人民共和国水法>解读");
    assert!(is_markup("<P>一</P>") && is_markup("一<br/>二") && !is_markup("<水法>第3条 a<b"));
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn the_pages_of_the_state_council_say_what_was_read_by_hand() {
    let gold = real_data::text("pages.gold.jsonl");
    let mut wrong = Vec::new();
    for line in gold.lines() {
        let gold: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = gold["file"].as_str().unwrap();
        let page = real_data::text(&format!("pages/{name}"));
        let raw = read(&page).unwrap();
        for (field, key) in [
            (HintField::Title, "title"),
            (HintField::Issuer, "issuer"),
            (HintField::Number, "doc_number"),
            (HintField::Written, "written"),
            (HintField::Published, "published"),
            (HintField::Topic, "topic"),
            (HintField::IndexNumber, "index_number"),
        ] {
            let found = raw.hints_for(field).next().map(|hint| (hint.value.as_str(), hint.from));
            if found != gold[key].as_str().map(|value| (value, HintSource::Label)) {
                wrong.push(format!("{name} {key}: {found:?}, not {}", gold[key]));
            }
        }
        if raw.text.chars().count() < 100 || raw.text.contains("扫一扫") {
            wrong.push(format!("{name}: {:.60}", raw.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
