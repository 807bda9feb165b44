//! Words outside quotes are also looked for as they are written otherwise: the names of bodies, numbers,
//! words with variants.

use policy_search::Rung;
use policy_search::text::fold_str;

use crate::workspace::{Workspace, request, stdout};

/// A name, a title and a body.
const TEXTS: [(&str, &str, &str); 12] = [
    ("甲", "省发展改革委关于水表的通知", "本通知由市发展和改革委员会负责解释。"),
    ("乙", "发改委水表问答", "发改委说：水表要检定。"),
    ("丙", "关于联合检查的通知", "各级人力资源社会保障部门要参加水表检查。"),
    ("丁", "关于技能大赛的通知", "人力资源社会保障部会同有关单位举办技能大赛。"),
    ("戊", "罚款办法", "逾期的，处三十万元罚款，每日加收百分之五。"),
    ("己", "补贴办法", "补贴不超过300,000元，自筹不低于5%。"),
    ("庚", "预算说明", "二〇二〇年预算已经批准，第25条另有规定。"),
    ("辛", "決算說明", "2020年決算，依計畫著力推進，已予答覆。"),
    ("壬", "账户管理办法", "开立帐户的，应当登记。"),
    ("癸", "关于理财的答问", "银保监会回答关于理财的问题。"),
    ("子", "奖励办法", "共奖励1,234人。"),
    ("丑", "四川省人民政府公告", "现予公告。"),
];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let line = |(_, title, body): (&str, &str, &str)| {
        format!("{{\"title\": \"{title}\", \"body\": \"{body}\"}}\n")
    };
    workspace.write("texts.jsonl", TEXTS.map(line).concat());
    workspace.index();
    workspace
}

/// The names of the hits on strict rungs, in order.
fn found(workspace: &Workspace, query: &str) -> String {
    let hits = workspace.search(query).hits;
    let strict = hits.iter().filter(|hit| hit.rung != Rung::MostWords);
    strict.map(|hit| name(&hit.announcement.title)).collect()
}

/// The name of the text with this title.
fn name(title: &str) -> &'static str {
    let is_it = |(_, own, _): &&(&str, &str, &str)| fold_str(own) == fold_str(title);
    TEXTS.iter().find(is_it).unwrap_or_else(|| panic!("{title} is of no text")).0
}

/// The same, whatever the order.
fn set(workspace: &Workspace, query: &str) -> Vec<char> {
    let mut found: Vec<char> = found(workspace, query).chars().collect();
    found.sort_unstable();
    found
}

fn sorted(names: &str) -> Vec<char> {
    let mut names: Vec<char> = names.chars().collect();
    names.sort_unstable();
    names
}

#[test]
fn a_body_is_found_by_each_of_its_names() {
    let workspace = workspace();
    for (query, names) in [
        ("发改委", "乙甲"),
        ("发展改革委", "甲乙"),
        ("发展和改革委员会", "甲乙"),
        ("市发改委 水表", "甲"),
        ("发改委水表", "乙甲"),
        ("人社部", "丁"),
        ("银监会", "癸"),
        ("金融监管总局", "癸"),
        ("四川省政府公告", "丑"),
    ] {
        assert_eq!(set(&workspace, query), sorted(names), "{query}");
    }
    assert_eq!(found(&workspace, "发改委"), "乙甲");
    assert_eq!(workspace.search("发改委").hits[0].rung, Rung::Typed);
}

#[test]
fn a_name_is_read_in_fields_and_groups_and_not_in_what_is_excluded_or_quoted() {
    let workspace = workspace();
    for (query, names) in [
        ("标题:发改委", "甲乙"),
        ("(发改委 OR 人社部) 通知", "甲丁"),
        ("同段(发改委 解释)", "甲"),
        ("水表 -发改委", "甲丙"),
        ("\"发改委\"", "乙"),
    ] {
        assert_eq!(set(&workspace, query), sorted(names), "{query}");
    }
}

#[test]
fn a_number_is_found_in_both_scripts() {
    let workspace = workspace();
    for (query, names) in [
        ("三十万元", "戊己"),
        ("30万元", "戊己"),
        ("300000元", "戊己"),
        ("百分之五", "戊己"),
        ("5%", "戊己"),
        ("2020年", "庚辛"),
        ("二〇二〇年", "庚辛"),
        ("二〇二〇年 预算", "庚"),
        ("2020年预算已经批准", "庚"),
        ("第二十五条", "庚"),
        ("1234", "子"),
        ("\"30万元\"", ""),
    ] {
        assert_eq!(set(&workspace, query), sorted(names), "{query}");
    }
    assert_eq!(found(&workspace, "三十万元"), "戊己");
}

#[test]
fn a_word_is_found_in_its_variants() {
    let workspace = workspace();
    for (query, names) in
        [("计划", "辛"), ("着力", "辛"), ("答复", "辛"), ("账户", "壬"), ("帐户登记", "壬")]
    {
        assert_eq!(set(&workspace, query), sorted(names), "{query}");
    }
}

#[test]
fn what_else_is_looked_for_is_said_and_can_be_left() {
    let workspace = workspace();
    let said = |query: &str| -> Vec<String> {
        let expansions = workspace.search(query).expansions.into_iter();
        expansions.map(|one| format!("{}→{}", one.from, one.to)).collect()
    };
    assert_eq!(said("发改委水表")[..2], ["发改委→发展改革委", "发改委→发展和改革委"]);
    assert_eq!(said("30万元"), ["30万元→三十万元", "30万元→300000元", "30万元→300,000元"]);
    assert_eq!(said("百分之三点五"), ["百分之三点五→3.5%"]);
    assert_eq!(said("标题:计划"), ["计划→计画"]);
    assert_eq!(said("水表 -发改委"), [""; 0]);
    let request = request("标题:发改委").expand(false);
    assert_eq!(workspace.engine().search(&request).unwrap().total, 1);
    let output = workspace.command(&["三十万元", "--no-expand", "--strict", "--json"]);
    assert!(!stdout(&output).contains("补贴办法"), "{}", stdout(&output));
}
