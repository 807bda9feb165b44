//! Versions of one statute are told from each other, and an act's own annex from what it cites.

use policy_search::Hit;

use crate::workspace::{Workspace, stdout};

fn statute(title: &str, day: &str, issuer: &str, text: &str) -> String {
    format!(
        "{title}\n（{day}{issuer}通过）\n第一条 {text}\n第二条 渡口由所在的村看护。\n{issuer}\n{day}\n"
    )
}

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let (own, other) = ("青山县人民代表大会常务委员会", "白河县人民代表大会常务委员会");
    for (file, title, day, issuer, text) in [
        ("1", "青山县渡口条例", "2010年3月1日", own, "为了管理渡口，制定本条例。"),
        (
            "2",
            "青山县渡口条例（2018年修正）",
            "2018年4月2日",
            own,
            "为了加强渡口管理，制定本条例。",
        ),
        (
            "3",
            "青山县渡口条例（修订草案）",
            "2020年5月3日",
            own,
            "为了渡口的安全和便民，制定本条例。",
        ),
        ("4", "白河县渡口条例", "2019年5月3日", other, "为了白河县的渡口，制定本条例。"),
    ] {
        workspace.write(&format!("{file}.txt"), statute(title, day, issuer, text));
    }
    for (file, day) in [("5", "2018年1月4日"), ("6", "2019年1月4日")] {
        let body = format!(
            "青山县人民政府关于渡口安全的通知\n各镇：\n请在{day}前检查渡口。\n青山县人民政府\n{day}\n"
        );
        workspace.write(&format!("{file}.txt"), body);
    }
    workspace.index();
    workspace
}

fn hit(hits: &[Hit], title: &str) -> Hit {
    hits.iter().find(|hit| hit.announcement.title == title).unwrap().clone()
}

#[test]
fn an_older_version_names_the_latest_that_is_no_draft() {
    let hits = workspace().search("渡口").hits;
    let newer = |title: &str| hit(&hits, title).newer.map(|link| link.title.unwrap());
    assert_eq!(newer("青山县渡口条例").as_deref(), Some("青山县渡口条例（2018年修正）"));
    for title in ["青山县渡口条例（2018年修正）", "青山县渡口条例（修订草案）", "白河县渡口条例"]
    {
        assert_eq!(newer(title), None, "{title}");
    }
    assert_eq!(newer("青山县人民政府关于渡口安全的通知"), None);
}

#[test]
fn a_version_is_shown_with_the_others() {
    let workspace = workspace();
    let hits = workspace.search("渡口").hits;
    let own = hit(&hits, "青山县渡口条例");
    let related = workspace.engine().related(&own.id).unwrap();
    let titles: Vec<_> = related.versions.iter().map(|link| link.title.clone().unwrap()).collect();
    assert_eq!(titles, ["青山县渡口条例（2018年修正）", "青山县渡口条例（修订草案）"]);
    let screen = stdout(&workspace.command(&["show", own.id.as_str()]));
    assert!(screen.contains("青山县渡口条例（2018年修正） · 2018-04-02"), "{screen}");
    let page = stdout(&workspace.command(&["渡口条例"]));
    let page: String = page.split_whitespace().collect();
    assert!(page.contains("newerversion:2018-04-02"), "{page}");
}

#[test]
fn an_annex_in_the_same_text_is_no_citation_of_something_missing() {
    let workspace = Workspace::new();
    workspace.write(
        "通知.txt",
        "青山县人民政府关于加强渡口管理的通知\n各镇：\n请按照《青山县渡口看护办法》和《青山县桥梁办法》执行。\n\
         青山县人民政府\n2020年5月1日\n附件1：青山县渡口看护办法\n第一条 渡口由村看护。\n",
    );
    workspace.index();
    let hit = workspace.search("渡口").hits.remove(0);
    let related = workspace.engine().related(&hit.id).unwrap();
    let named: Vec<_> = related.cites.listed.iter().filter_map(|link| link.title.clone()).collect();
    assert_eq!(named, ["青山县桥梁办法"]);
}
