//! The two meanings of a division: where a document was issued, and which place it is about.

use std::collections::BTreeSet;

use crate::workspace::Workspace;

/// Titles with the body that issued them.
const ACTS: [(&str, &str); 5] = [
    ("中央说成都", "国务院关于成都市城市总体规划的批复"),
    ("四川说成都", "四川省人民政府关于成都市渡口规划的批复"),
    ("四川说养犬", "四川省人民政府关于加强养犬管理的通知"),
    ("成都说养犬", "成都市人民政府关于加强养犬管理的通知"),
    ("云南说大理", "云南省人民政府关于大理市渡口规划的批复"),
];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    for (name, title) in ACTS {
        let issuer = title.split_once("关于").unwrap().0;
        workspace.write(
            &format!("{name}.txt"),
            format!("{title}\n\n各有关单位：\n请认真做好各项工作，确保落实到位。\n\n{issuer}\n2025年3月1日\n"),
        );
    }
    workspace.index();
    workspace
}

#[test]
fn a_division_is_asked_for_as_that_of_the_issuer_or_of_the_subject_or_as_either() {
    let workspace = workspace();
    for (query, expected) in [
        ("发文地区:四川", &["四川说成都", "四川说养犬", "成都说养犬"][..]),
        ("发文地区:成都", &["成都说养犬"]),
        ("jurisdiction:成都市", &["成都说养犬"]),
        ("涉及地区:成都", &["中央说成都", "四川说成都"]),
        ("涉及地区:四川", &["中央说成都", "四川说成都"]),
        ("concerns:云南", &["云南说大理"]),
        ("地区:成都", &["中央说成都", "四川说成都", "成都说养犬"]),
        ("地区:四川", &["中央说成都", "四川说成都", "四川说养犬", "成都说养犬"]),
        ("涉及地区:成都 -发文地区:四川", &["中央说成都"]),
        ("發文地區:雲南", &["云南说大理"]),
    ] {
        let response = workspace.search(query);
        let found: BTreeSet<String> =
            response.hits.iter().map(|hit| hit.place.path.clone()).collect();
        let expected = expected.iter().map(|name| format!("corpus/{name}.txt")).collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_bureau_answers_for_the_level_of_its_government() {
    let workspace = Workspace::new();
    let issuers = [
        "民政部",
        "四川省人民政府",
        "四川省民政厅",
        "绵阳市人民政府",
        "绵阳市民政局",
        "金堂县人民政府",
        "金堂县民政局",
        "金堂县赵镇街道办事处",
    ];
    for issuer in issuers {
        workspace.write(
            &format!("{issuer}.txt"),
            format!("{issuer}关于做好社会救助工作的通知\n\n各有关单位：\n请认真做好各项工作。\n\n{issuer}\n2025年3月1日\n"),
        );
    }
    workspace.index();
    for (query, expected) in [
        ("级别:部级", &["民政部"][..]),
        ("级别:省级", &["四川省人民政府", "四川省民政厅"]),
        ("级别:省直", &["四川省民政厅"]),
        ("级别:市级", &["绵阳市人民政府", "绵阳市民政局"]),
        ("level:city", &["绵阳市人民政府", "绵阳市民政局"]),
        ("级别:县级", &["金堂县人民政府", "金堂县民政局"]),
        ("级别:镇街", &["金堂县赵镇街道办事处"]),
    ] {
        let response = workspace.search(query);
        let found: BTreeSet<String> =
            response.hits.iter().map(|hit| hit.place.path.clone()).collect();
        let expected = expected.iter().map(|name| format!("corpus/{name}.txt")).collect();
        assert_eq!(found, expected, "{query}");
    }
}
