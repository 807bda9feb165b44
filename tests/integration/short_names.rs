//! Statutes are found by the short names people use, and so are their articles.

use policy_search::Rung;

use crate::desk::{Desk, request, stdout};

/// A law as a file of the corpus.
fn law(desk: &Desk, title: &str, articles: &[&str]) {
    let text = articles.iter().map(|article| format!("{article}\n\n")).collect::<String>();
    desk.write(&format!("{title}.md"), format!("# 中华人民共和国{title}\n\n{text}"));
}

/// A desk with two laws, and notices that speak of them more often than they do themselves.
fn desk() -> Desk {
    let desk = Desk::new();
    law(&desk, "消费者权益保护法", &["第一条 为了买东西的人而写。", "第二条 卖东西的人也要读。"]);
    law(&desk, "城市夜间照明管理法", &["第一条 灯不能太亮。", "第二条 夜里关灯。"]);
    law(&desk, "城市绿地管理法", &["第一条 树要浇水。"]);
    desk.write("宣传.txt", "关于开展消法宣传的通知\n\n各街道：消法、消法、消法，第二条要多讲。\n");
    desk.write("照明.txt", "关于夜照法宣传的通知\n\n各街道：城夜法要多讲。\n");
    desk.index();
    desk
}

/// The title of the first hit for a query, and its rung.
fn first(desk: &Desk, query: &str) -> (String, Rung) {
    let response = desk.search(query);
    let hit = response.hits.first().unwrap_or_else(|| panic!("nothing for {query}"));
    (hit.announcement.title.clone(), hit.rung)
}

#[test]
fn a_short_name_is_the_title() {
    let desk = desk();
    for (query, title) in [
        ("消法", "中华人民共和国消费者权益保护法"),
        ("消法第二条", "中华人民共和国消费者权益保护法"),
        ("消法 第2条", "中华人民共和国消费者权益保护法"),
        // In no table: the one title of the corpus that it can be short for.
        ("城夜法", "中华人民共和国城市夜间照明管理法"),
        ("城市照明法第一条", "中华人民共和国城市夜间照明管理法"),
    ] {
        assert_eq!(first(&desk, query), (title.to_string(), Rung::Title), "{query}");
    }
}

#[test]
fn a_name_of_two_statutes_is_neither() {
    let hits = desk().search("城市管理法").hits;
    assert!(hits.iter().all(|hit| hit.rung != Rung::Title));
}

#[test]
fn an_article_that_a_law_has_not_is_not_found_in_it() {
    let hits = desk().search("消法第九十九条").hits;
    assert!(hits.iter().all(|hit| hit.rung != Rung::Title));
}

#[test]
fn only_what_was_typed_is_looked_for_if_asked() {
    let desk = desk();
    let request = request("消法").expand(false);
    let hits = desk.engine().search(&request).unwrap().hits;
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].announcement.title, "关于开展消法宣传的通知");
    let output = desk.command(&["城夜法", "--no-expand", "--json"]);
    assert!(!stdout(&output).contains("城市夜间照明管理法"), "{}", stdout(&output));
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_laws_are_found_by_their_short_names() {
    let desk = Desk::with_real();
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
        let hit = desk.search(query).hits.into_iter().next();
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
