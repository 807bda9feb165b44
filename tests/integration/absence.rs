//! A query that finds nothing is explained.

use policy_search::{Absence, Counted, Filters, Kind};

use crate::workspace::{Workspace, request, stdout};

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("a.txt", "关于植树补贴的通知\n\n市财政局\n\n植树给予补贴，每亩五十元。\n");
    workspace.write(
        "b.txt",
        "关于数据安全的公告\n\n省发展改革委\n\n数据安全评估。运贸产一体化发展。推进。\n",
    );
    workspace.write("c.txt", "关于防汛的通知\n\n川办发〔2024〕7号\n\n做好防汛准备。数据要准。\n");
    workspace.write("d.txt", "关于防火的通知\n\n川办发〔2024〕31号\n\n做好防火准备。\n");
    workspace.index();
    workspace
}

fn absence(workspace: &Workspace, query: &str) -> Absence {
    let response = workspace.engine().search(&request(query).strict(true)).unwrap();
    assert_eq!(response.total, 0, "{query}");
    response.absence.unwrap()
}

fn counted(counted: &[Counted]) -> Vec<(&str, usize)> {
    counted.iter().map(|one| (one.text.as_str(), one.count)).collect()
}

#[test]
fn each_part_is_counted_alone_and_left_out() {
    let workspace = workspace();
    let absence = absence(&workspace, "植树 数据安全评估 类型:通知");
    let parts: Vec<Counted> = absence.parts.iter().map(|part| part.part.clone()).collect();
    assert_eq!(absence.announcements, 4);
    assert_eq!(counted(&parts), [("植树", 1), ("数据安全评估", 1), ("类型:通知", 3)]);
    assert_eq!(counted(&absence.without), [("数据安全评估", 1)]);
    assert_eq!(counted(&absence.parts[1].words), [("数据安全", 1), ("评估", 1)]);
}

#[test]
fn filters_and_exclusions_are_named_as_query_text() {
    let workspace = workspace();
    let filters = Filters::default().kind(Kind::Announcement).kind(Kind::Opinions);
    let asked = request("防汛").filters(filters);
    let absent = workspace.engine().search(&asked).unwrap().absence.unwrap();
    assert_eq!(counted(&absent.without), [("防汛", 1), ("类型:公告 OR 类型:意见", 1)]);
    let absent = absence(&workspace, "数据 -数据");
    assert_eq!(counted(&absent.without), [("-数据", 2)]);
    let absent = absence(&workspace, "同句(数据 补贴)");
    assert_eq!(counted(&absent.parts[0].words), [("数据", 2), ("补贴", 1)]);
}

#[test]
fn what_was_meant_finds_something() {
    let workspace = workspace();
    for (query, meant) in [
        ("运茂产一体化", "运贸产一体化"),
        ("推进运茂产一体化", "推进运贸产一体化"),
        ("补帖", "补贴"),
        ("植树 补帖", "植树 补贴"),
        ("\"数据安泉\"", "\"数据安全\""),
        ("同段(数剧安全 评估)", "同段(数据安全 评估)"),
        ("《植树补帖》", "《植树补贴》"),
        ("補帖（植樹）", "补贴（植樹）"),
        ("川办发〔2024〕8号", "川办发〔2024〕7号"),
        ("文号:川办发[2024]30号", "川办发〔2024〕31号"),
        ("运贸产体一化", "运贸产一体化"),
    ] {
        let response = workspace.search(query);
        let suggested = response.suggestions.first().map(String::as_str);
        assert_eq!(suggested, Some(meant), "{query}");
        for suggestion in &response.suggestions {
            assert!(workspace.search(suggestion).total > 0, "{suggestion}");
        }
    }
    for other_year in ["川办发〔2025〕8号", "文号:川办发[2023]30号"] {
        assert!(workspace.search(other_year).suggestions.is_empty(), "{other_year}");
    }
    assert!(workspace.search("植树 运茂产一体化").suggestions.is_empty());
    assert!(workspace.search("补贴").absence.is_none());
}

#[test]
fn what_is_suggested_keeps_the_marks_that_part_words() {
    let workspace = workspace();
    // 汛 and 备 stand in that announcement, but not together.
    assert_eq!(workspace.search("防汛，数剧要准").suggestions, ["防汛，数据要准"]);
    assert_eq!(workspace.search("汛备，数剧要准").suggestions, [""; 0]);
}

#[test]
fn the_screen_says_it_and_the_exit_code_too() {
    let workspace = workspace();
    let output = workspace.command(&["补帖", "--kind", "通知"]);
    assert_eq!(output.status.code(), Some(1));
    let lines = [
        "no announcement for 补帖",
        "  补帖: no announcement",
        "  类型:通知: 3 announcements",
        "  without 补帖: 3 announcements",
        "did you mean: 补贴?",
    ];
    assert_eq!(stdout(&output).lines().collect::<Vec<_>>(), lines);
}

#[test]
fn a_pasted_text_is_explained_part_by_part_and_no_part_is_left_out_in_turn() {
    let workspace = workspace();
    let words = |count: usize| (0..count).map(|at| format!(" w{at}")).collect::<String>();
    let explained = absence(&workspace, &format!("防汛{}", words(31)));
    assert_eq!((explained.parts.len(), explained.without.len()), (32, 0));
    let explained = absence(&workspace, &format!("防汛 -防汛{}", words(31)));
    assert_eq!((explained.parts.len(), explained.parts[0].part.count), (33, 1));
    let several = absence(&workspace, &format!("防汛 类型:公告 {}", "防汛 ".repeat(30)));
    assert_eq!((several.parts.len(), counted(&several.without)), (32, vec![("类型:公告", 1)]));
    let many = absence(&workspace, &format!("防汛 类型:公告 {}", "防汛 ".repeat(31)));
    assert_eq!((many.parts.len(), many.without.len()), (33, 0));
    assert_eq!(workspace.search(&format!("\"补帖\" {}", "植树 ".repeat(31))).suggestions.len(), 1);
    assert_eq!(workspace.search(&format!("\"补帖\" {}", "植树 ".repeat(32))).suggestions.len(), 0);
}

#[test]
fn an_empty_index_says_that_it_is_empty() {
    let workspace = Workspace::new();
    workspace.index();
    let text = stdout(&workspace.command(&["补贴"]));
    assert!(text.contains("the index is empty: run `search index`"), "{text}");
}
