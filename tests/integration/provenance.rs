//! Every value of an announcement says where it came from, and the traps of metadata are passed.

use policy_search::{Announcement, Hit, Origin};

use crate::workspace::{Workspace, repository, stdout};

/// The announcement that a file of this name and content gives.
fn read(name: &str, content: &str) -> Announcement {
    let workspace = Workspace::new();
    workspace.write(name, content);
    workspace.index();
    workspace.everything().remove(0).announcement
}

fn issuers(found: &Announcement) -> Vec<&str> {
    found.issuers.iter().map(|issuer| issuer.name.as_str()).collect()
}

/// Each kind of value: whether it is known, and where it came from.
fn values(a: &Announcement) -> [(&'static str, bool, Option<Origin>); 12] {
    let from = &a.provenance;
    [
        ("title", !a.title.is_empty(), from.title),
        ("issuers", !a.issuers.is_empty(), from.issuers),
        ("number", a.number.is_some(), from.number),
        ("written", a.written.is_some(), from.written),
        ("published", a.published.is_some(), from.published),
        ("kind", a.kind.is_some(), from.kind),
        ("validity", a.validity.is_some(), from.validity),
        ("region", a.region.is_some(), from.region),
        ("source", a.source.is_some(), from.source),
        ("url", a.url.is_some(), from.url),
        ("topic", a.topic.is_some(), from.topic),
        ("index number", a.index_number.is_some(), from.index_number),
    ]
}

fn assert_all_told(hits: &[Hit]) {
    assert!(!hits.is_empty());
    for hit in hits {
        for (name, known, from) in values(&hit.announcement) {
            assert_eq!(known, from.is_some(), "{}: {name}", hit.place.path);
        }
        let inferred = hit.announcement.written.is_some_and(|date| date.inferred);
        let told = hit.announcement.provenance.written == Some(Origin::Inferred);
        assert_eq!(inferred, told, "{}", hit.place.path);
    }
}

#[test]
fn what_is_known_has_an_origin_and_nothing_else_has() {
    assert_all_told(&Workspace::with_sample().everything());
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn what_is_known_of_real_documents_has_an_origin_and_nothing_else_has() {
    assert_all_told(&Workspace::with_real().everything());
}

const PAGE: &str = "<html><head><title>X</title><meta name=\"author\" content=\"马小明\">\
    <meta name=\"PubDate\" content=\"2021-03-09 10:00\"><meta name=\"Url\" \
    content=\"https://www.chengdu.gov.cn/a/1.html\"></head><body>\
    <table><tr><td>发布机构：</td><td>市政府办公厅</td><td>主题分类：</td><td>水利</td></tr></table>\
    <div id=\"zoom\"><p>市政府关于做好防汛工作的通知</p><p>成府发〔2021〕5号</p>\
    <p>各区（市）县政府，市政府各部门：</p><p>现将防汛工作有关事项通知如下，请认真贯彻执行。</p>\
    <p>附件：1.责任表</p><p>2.物资清单</p><p>市政府</p><p>2021年3月5日</p></div></body></html>";

#[test]
fn a_page_tells_each_value_at_its_place() {
    let found = read("a.html", PAGE);
    let from = found.provenance;
    assert_eq!(issuers(&found), ["成都市人民政府"]);
    assert_eq!((from.title, from.issuers), (Some(Origin::Head), Some(Origin::Title)));
    assert_eq!(from.completed, Some(Origin::Number));
    assert_eq!((from.number, from.written), (Some(Origin::Head), Some(Origin::Signature)));
    assert_eq!((from.published, from.topic), (Some(Origin::Meta), Some(Origin::Table)));
    assert_eq!(found.addressees, ["各区（市）县政府", "市政府各部门"]);
    assert_eq!(found.attachments, ["责任表", "物资清单"]);
}

#[test]
fn the_web_editor_issues_nothing() {
    let page = PAGE.replace("市政府关于", "关于").replace("<p>市政府</p>", "");
    let page = page.replace("<p>成府发〔2021〕5号</p>", "");
    let found = read("a.html", &page);
    assert_eq!(issuers(&found), ["成都市人民政府办公厅"]);
    assert_eq!(found.provenance.issuers, Some(Origin::Publisher));
    assert_eq!(found.provenance.completed, Some(Origin::Site));
}

#[test]
fn who_passes_a_paper_on_keeps_his_own_number_and_date() {
    for (verb, number) in [("批转", "川府发〔1998〕12号"), ("转发", "川府发〔1998〕12号")]
    {
        let text = format!(
            "{number}\n四川省人民政府{verb}省水利厅关于加强堤防管理意见的通知\n各市、县人民政府：\n\
             省人民政府同意省水利厅《关于加强堤防管理的意见》，现{verb}给你们，请遵照执行。\n\
             四川省人民政府\n一九九八年五月二日\n关于加强堤防管理的意见\n（省水利厅　一九九八年四月十日）\n\
             川水发〔1998〕40号\n为加强堤防管理，提出以下意见。\n四川省水利厅\n一九九八年四月十日"
        );
        let found = read("a.txt", &text);
        let number_found = found.number.as_ref().map(ToString::to_string);
        assert_eq!(issuers(&found), ["四川省人民政府"], "{verb}");
        assert_eq!(number_found.as_deref(), Some(number), "{verb}");
        assert_eq!(found.written.unwrap().to_string(), "1998-05-02", "{verb}");
        assert_eq!(found.provenance.written, Some(Origin::Signature), "{verb}");
    }
}

#[test]
fn letter_spaced_labels_and_marked_titles_are_read() {
    let page = "<html><body><table><tr><td>索　引　号：</td><td>510100/2020-00017</td></tr>\
        <tr><td>标　　题：</td><td>（已废止）成都市水务局关于节水的通告</td></tr>\
        <tr><td>发 文 字 号：</td><td>成水务发〔2020〕8号</td></tr></table>\
        <div id=\"zoom\"><p>为节约用水，现就有关事项通告如下，请遵照执行。</p></div></body></html>";
    let found = read("a.html", page);
    assert_eq!(found.title, "成都市水务局关于节水的通告");
    assert_eq!(found.provenance.title, Some(Origin::Table));
    assert_eq!(found.provenance.validity, Some(Origin::Title));
    assert_eq!(found.index_number.as_deref(), Some("510100/2020-00017"));
}

#[test]
fn show_prints_the_origins_when_asked() {
    let workspace = Workspace::with_sample();
    let shown = |args: &[&str]| stdout(&workspace.command(args));
    let number = "浙政发〔2019〕45号";
    let text = shown(&["show", number, "--provenance"]);
    for line in [
        "title         (heading)",
        "issuers       浙江省人民政府 (title)",
        "number        浙政发〔2019〕45号 (table)",
        "written       2019-10-28 (table)",
        "region        浙江省 (issuer)",
    ] {
        assert!(text.lines().any(|shown| shown == line), "{line} is not in\n{text}");
    }
    assert!(!shown(&["show", number]).contains("(title)"));
    let object = shown(&["show", number, "--json"]);
    let object: serde_json::Value = serde_json::from_str(&object).unwrap();
    assert_eq!(object["announcements"][0]["announcement"]["provenance"]["written"], "table");
    let file = repository().join("corpus/sample/miit.gov.cn/工信厅函/数据安全试点.txt");
    let extracted = shown(&["extract", file.to_str().unwrap()]);
    assert!(extracted.contains("annexes       推荐汇总表；试点任务书（模板）"), "{extracted}");
    assert!(extracted.contains("工信厅网安函〔2023〕318号 (head)"), "{extracted}");
}
