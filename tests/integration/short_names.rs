//! Statutes are found by the short names people use, and so are their articles.

use policy_search::Rung;

use crate::workspace::{Workspace, request, stdout};

/// A law as a file of the corpus.
fn law(workspace: &Workspace, title: &str, articles: &[&str]) {
    let text = articles.iter().map(|article| format!("{article}\n\n")).collect::<String>();
    workspace.write(&format!("{title}.md"), format!("# 中华人民共和国{title}\n\n{text}"));
}

/// A workspace with two laws, and notices that speak of them more often than they do themselves.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    law(
        &workspace,
        "消费者权益保护法",
        &["第一条 为了买东西的人而写。", "第二条 卖东西的人也要读。"],
    );
    law(&workspace, "城市夜间照明管理法", &["第一条 灯不能太亮。", "第二条 夜里关灯。"]);
    law(&workspace, "城市绿地管理法", &["第一条 树要浇水。"]);
    workspace
        .write("宣传.txt", "关于开展消法宣传的通知\n\n各街道：消法、消法、消法，第二条要多讲。\n");
    workspace.write("照明.txt", "关于夜照法宣传的通知\n\n各街道：城夜法要多讲。\n");
    workspace.index();
    workspace
}

/// The title of the first hit for a query, and its rung.
fn first(workspace: &Workspace, query: &str) -> (String, Rung) {
    let response = workspace.search(query);
    let hit = response.hits.first().unwrap_or_else(|| panic!("nothing for {query}"));
    (hit.announcement.title.clone(), hit.rung)
}

#[test]
fn a_short_name_is_the_title() {
    let workspace = workspace();
    for (query, title) in [
        ("消法", "中华人民共和国消费者权益保护法"),
        ("消法第二条", "中华人民共和国消费者权益保护法"),
        ("消法 第2条", "中华人民共和国消费者权益保护法"),
        // In no table: the one title of the corpus that it can be short for.
        ("城夜法", "中华人民共和国城市夜间照明管理法"),
        ("城市照明法第一条", "中华人民共和国城市夜间照明管理法"),
    ] {
        assert_eq!(first(&workspace, query), (title.to_string(), Rung::Title), "{query}");
    }
}

#[test]
fn a_name_of_two_statutes_is_neither() {
    let hits = workspace().search("城市管理法").hits;
    assert!(hits.iter().all(|hit| hit.rung != Rung::Title));
}

#[test]
fn an_article_that_a_law_has_not_is_not_found_in_it() {
    let hits = workspace().search("消法第九十九条").hits;
    assert!(hits.iter().all(|hit| hit.rung != Rung::Title));
}

#[test]
fn only_what_was_typed_is_looked_for_if_asked() {
    let workspace = workspace();
    let request = request("消法").expand(false);
    let hits = workspace.engine().search(&request).unwrap().hits;
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].announcement.title, "关于开展消法宣传的通知");
    let output = workspace.command(&["城夜法", "--no-expand", "--json"]);
    assert!(!stdout(&output).contains("城市夜间照明管理法"), "{}", stdout(&output));
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_laws_are_found_by_their_short_names() {
    let workspace = Workspace::with_real();
    for (query, title) in [
        ("消法", "消费者权益保护法"),
        ("消法第五十五条", "消费者权益保护法"),
        ("道交法", "道路交通安全法"),
        ("交规", "道路交通安全法"),
        ("个税法", "个人所得税法"),
        ("反家暴法", "反家庭暴力法"),
        ("刑诉法第十五条", "刑事诉讼法"),
        ("民诉法", "民事诉讼法"),
        ("行诉法", "行政诉讼法"),
        ("治安法", "治安管理处罚法"),
        ("工伤条例", "工伤保险条例"),
        // By the rule alone.
        ("未人保法", "未成年人保护法"),
        ("危废经营许可办法", ""),
    ] {
        let hit = workspace.search(query).hits.into_iter().next();
        let found = hit.map(|hit| (hit.announcement.title, hit.rung));
        match (title, found) {
            ("", found) => assert!(found.is_none_or(|(_, rung)| rung != Rung::Title), "{query}"),
            (title, found) => {
                let (found, rung) = found.unwrap_or_else(|| panic!("nothing for {query}"));
                assert_eq!(found.replace("中华人民共和国", ""), title, "{query}");
                assert_eq!(rung, Rung::Title, "{query}");
            }
        }
    }
}
