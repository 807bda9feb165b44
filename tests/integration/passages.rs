//! Of long documents the one comes first that answers a question in one place.

use policy_search::SearchResponse;

use crate::workspace::{Workspace, request};

const QUESTION: &str = "宠物在小区绿地伤人由谁赔偿";

/// What answers the question, cut up.
const ANSWER: [&str; 6] = ["宠物", "小区", "绿地", "伤人", "由饲养者", "赔偿"];

/// Paragraphs of nothing to do with it.
fn filling(paragraphs: usize) -> Vec<String> {
    let about = ["仓库", "桥梁", "渔船", "果园", "档案", "锅炉", "电梯"];
    let text =
        |about: &str| format!("各单位要按职责做好{about}检查，列出清单，逐项落实。").repeat(6);
    (0..paragraphs).map(|number| text(about[number % about.len()])).collect()
}

fn document(title: &str, paragraphs: &[String]) -> String {
    format!("# {title}\n\n{}\n", paragraphs.join("\n\n"))
}

/// A workspace with one long document that answers in one paragraph and one in which the same words
/// stand far apart, and somewhat more often.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let mut together = filling(18);
    together[9] += &format!("{}。", ANSWER.join("、"));
    let mut apart = filling(18);
    for (part, number) in ANSWER.iter().zip([0, 3, 6, 9, 12, 15]) {
        apart[number] += &format!("{part}。");
    }
    apart[17] += "宠物。赔偿。";
    workspace.write("甲.md", document("甲区管理办法", &together));
    workspace.write("乙.md", document("乙区管理办法", &apart));
    workspace.index();
    workspace
}

fn explained(workspace: &Workspace, query: &str) -> SearchResponse {
    let request = request(query).explain(true).collapse(false);
    workspace.engine().search(&request).unwrap()
}

/// The titles of the hits, each with the factors of its text as a whole and of its passages.
fn hits(response: &SearchResponse) -> Vec<(&str, f32, f32)> {
    let hit = |hit: &policy_search::Hit| {
        let factors = &hit.explanation.as_ref().unwrap().factors;
        let named = |name: &str| factors.iter().find(|factor| factor.name == name).unwrap().value;
        (named("text"), named("passages"))
    };
    let title = |at: usize| response.hits[at].announcement.title.as_str();
    let values = response.hits.iter().map(hit).enumerate();
    values.map(|(at, (text, passages))| (title(at), text, passages)).collect()
}

#[test]
fn a_question_is_answered_by_the_document_that_says_it_in_one_place() {
    let workspace = workspace();
    let response = explained(&workspace, QUESTION);
    let hits = hits(&response);
    assert_eq!(hits.iter().map(|hit| hit.0).collect::<Vec<_>>(), ["甲区管理办法", "乙区管理办法"]);
    assert!(hits[0].1 < hits[1].1 && hits[0].2 > hits[1].2, "the whole says otherwise: {hits:?}");
}

#[test]
fn words_that_are_no_question_are_looked_for_in_the_whole() {
    let workspace = workspace();
    let response = explained(&workspace, "宠物 赔偿");
    let hits = hits(&response);
    assert_eq!(hits.len(), 2);
    assert!(hits.iter().all(|hit| hit.2 == 1.0), "{hits:?}");
}

#[test]
fn short_documents_are_passages_themselves() {
    let workspace = Workspace::new();
    workspace.write("一.txt", "关于宠物的通知\n\n宠物在绿地伤人的，由饲养者赔偿。");
    workspace.write("二.txt", "关于绿地的通知\n\n绿地由养护单位负责浇水。");
    workspace.index();
    let response = explained(&workspace, QUESTION);
    let hits = hits(&response);
    assert_eq!(hits[0].0, "关于宠物的通知");
    assert!(hits.iter().all(|hit| hit.2 == 1.0), "{hits:?}");
}
