//! Pages that are no announcements: named with their reason, left out, kept when asked, and never a
//! document among them.

use policy_search::IndexOptions;

use crate::layouts::{self, Filling};
use crate::workspace::{Workspace, real_data, repository, stdout};

const LIST: &str = "<html><head><title>通知公告_示例县人民政府</title></head><body>\
    <div class=header><a href=/>首页</a> <a href=/zw/>政务公开</a></div>\
    <div class=list><ul><li><a href=1.html>关于开展节水宣传周活动的通知</a><span>2024-05-20</span></li>\
    <li><a href=2.html>示例县防汛应急预案</a><span>2024-05-18</span></li>\
    <li><a href=3.html>关于城东片区停水的公告</a><span>2024-05-02</span></li>\
    <li><a href=4.html>关于张某等同志职务任免的通知</a><span>2024-04-30</span></li></ul>\
    <div>共 12 页 <a href=?p=0>上一页</a> 1 <a href=?p=2>下一页</a> <a href=?p=12>尾页</a></div></div></body></html>";

const GOOD: &str = "<html><head><title>关于植树的通知</title></head><body><p>各镇：</p>\
    <p>请于三月底前完成植树任务。</p></body></html>";

/// Files that are junk, and what a report says of each.
fn junk() -> Vec<(&'static str, String, &'static str)> {
    let page = |title: &str, text: &str| {
        format!(
            "<html><head><title>{title}</title></head><body><div><a href=/>首页</a></div><div><p>{text}</p></div></body></html>"
        )
    };
    vec![
        ("甲/404.html", page("404", "抱歉，您访问的地址有错或页面不存在。"), "error page"),
        ("甲/删.html", page("示例县人民政府", "该信息已被删除！"), "error page"),
        ("甲/500.html", page("500", "Internal Server Error"), "error page"),
        (
            "乙/登录.html",
            page("用户登录", "用户名：</p><p>密码：</p><p>验证码：</p><p>看不清？换一张"),
            "asks for a login",
        ),
        ("乙/跳转.html", page("", "正在跳转，请稍候..."), "asks for a login"),
        ("丙/列表.html", LIST.to_string(), "list of other pages"),
        ("丙/菜单.html", page("", "政务公开</p><p>要闻动态</p><p>互动交流"), "menus and footers"),
    ]
}

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("好.html", GOOD);
    for (name, page, _) in junk() {
        workspace.write(name, page);
    }
    workspace
}

#[test]
fn junk_is_named_by_its_reason_and_left_out() {
    let workspace = workspace();
    let report = stdout(&workspace.command(&["index"]));
    assert!(report.contains("1 announcement") && report.contains("7 junk"), "{report}");
    let again = workspace.index();
    assert_eq!((again.junk.len(), again.skipped_before), (0, 7));
    let stats = stdout(&workspace.command(&["stats", "--skipped"]));
    for (name, _, reason) in junk() {
        let line = stats.lines().find(|line| line.contains(name));
        let says = |line: &str| line.starts_with("junk") && line.contains(reason);
        assert!(line.is_some_and(says), "{name}: {stats}");
        assert!(report.contains(name) && report.contains(reason), "{name}: {report}");
    }
}

#[test]
fn junk_is_kept_when_asked_and_the_index_remembers_it() {
    let workspace = workspace();
    workspace.index();
    let report = stdout(&workspace.command(&["index", "--keep-junk"]));
    assert!(report.contains("8 announcements") && report.contains("junk kept: list"), "{report}");
    for words in ["节水宣传周活动", "地址有错或页面不存在", "看不清", "互动交流"]
    {
        assert_eq!(workspace.search(&format!("\"{words}\"")).total, 1, "{words}");
    }
    workspace.write("丁.html", "<p>404 Not Found</p>");
    assert_eq!(workspace.index().announcements, 9);
    assert_eq!(rebuilt(&workspace), 9);
    let report = stdout(&workspace.command(&["index", "--keep-junk=false"]));
    assert!(report.contains("1 announcement") && report.contains("8 junk"), "{report}");
    assert_eq!(workspace.search("\"节水宣传周活动\"").total, 0);
    assert_eq!(rebuilt(&workspace), 1);
}

/// How many announcements a rebuild with the choices of the index gives.
fn rebuilt(workspace: &Workspace) -> u64 {
    let options = IndexOptions::default().rebuild(true);
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap().announcements
}

#[test]
fn extract_says_why_and_shows_what_would_be_kept() {
    let workspace = workspace();
    let output = workspace.command(&["extract", "corpus/丙/列表.html"]);
    let text = stdout(&output);
    assert!(text.contains("no announcement: list of other pages"), "{text}");
    assert_eq!(output.status.code(), Some(1));
    let output = workspace.command(&["extract", "--keep-junk", "corpus/丙/列表.html"]);
    let text = stdout(&output);
    assert!(text.contains("junk kept: list") && text.contains("节水宣传周活动"), "{text}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn no_document_of_any_layout_is_junk() {
    let workspace = Workspace::new();
    let filling = Filling::of(
        "2024年度示例市节水型企业名单",
        "2024年度示例市节水型企业名单\n示例机械制造有限公司\n示例纺织印染有限公司\n示例酒业股份公司",
    );
    for name in layouts::names() {
        workspace.write(&format!("{name}.html"), layouts::page(&name, &filling).unwrap().html);
    }
    let report = workspace.index();
    assert!(report.junk.is_empty() && report.skipped.is_empty(), "{report:#?}");
    assert_eq!(report.announcements as usize, layouts::names().len());
}

#[test]
fn no_document_of_the_sample_is_junk() {
    let workspace = Workspace::new();
    let options = IndexOptions::of([repository().join("corpus/sample")]);
    let report = policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    let junk: Vec<_> = report.junk.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(junk, ["sample/crawler/404.html", "sample/crawler/仅页面框架.html"]);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn no_real_document_is_junk() {
    let data = real_data();
    let workspace = Workspace::new();
    let parts = ["laws", "pages", "notices.jsonl", "seed_announcement.txt"];
    let options = IndexOptions::of(parts.map(|part| data.join(part)));
    let report = policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
    assert!(report.junk.is_empty(), "{:#?}", report.junk);
    let notes = report.notes.iter().filter(|(_, note)| note.to_string().contains("junk"));
    assert_eq!(notes.count(), 0);
}
