//! Articles of a statute are shown by themselves, with what changes or cites them.

use serde_json::Value;

use crate::workspace::{Workspace, stderr, stdout};

const LAW: &str = "青山县渡口条例\n\
    （2019年3月1日青山县人民代表大会常务委员会通过）\n\
    目录\n第一章 总则\n第二章 看护\n第三章 附则\n\
    第一章 总则\n第一条 为了加强渡口管理，制定本条例。\n\
    第二条 本条例适用于本县渡口。\n\
    第二章 看护\n第三条 渡口由所在的村看护。\n\
    看护人有下列情形之一的，应当更换：\n（一）酒后上岗的；\n（二）擅离职守的。\n\
    第三条之一 夜间应当点灯。\n\
    第三章 附则\n第四条 本条例自2019年5月1日起施行。\n";

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("条例.txt", LAW);
    workspace.write(
        "处罚.txt",
        "青山县交通运输局关于渡口处罚的通知\n各镇：\n\
         依照《青山县渡口条例》第二条、第三条第二款的规定，擅离职守的，予以更换。\n2021年6月1日\n",
    );
    workspace.write(
        "别处.txt",
        "青山县交通运输局关于桥梁处罚的通知\n各镇：\n\
         依照《青山县渡口条例》制定本通知，依照《青山县桥梁条例》第三条的规定处罚。\n2021年7月1日\n",
    );
    workspace.write(
        "决定.txt",
        "青山县人民代表大会常务委员会关于修改《青山县渡口条例》的决定\n\
         一、将第三条修改为：“渡口由镇看护。”\n二、删去第四条。\n2022年2月1日\n",
    );
    workspace.index();
    workspace
}

fn show(workspace: &Workspace, args: &[&str]) -> String {
    let output = workspace.command(&[&["show"], args].concat());
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn an_article_is_shown_alone_under_its_heading_with_what_names_it() {
    let workspace = workspace();
    for name in ["青山县渡口条例第三条", "青山县渡口条例 3条", "《青山县渡口条例》第三条"]
    {
        let screen = show(&workspace, &[name]);
        assert!(screen.starts_with("青山县渡口条例\n"), "{screen}");
        assert!(screen.contains("第二章 看护") && screen.contains("擅离职守的"), "{screen}");
        assert!(!screen.contains("第四条") && !screen.contains("夜间"), "{screen}");
        assert!(screen.contains("关于修改《青山县渡口条例》的决定"), "{screen}");
        assert!(screen.contains("关于渡口处罚的通知"), "{screen}");
        assert!(!screen.contains("桥梁"), "{screen}");
    }
}

/// The characters of `body` that the range of a paragraph has.
fn in_range(body: &str, paragraph: &Value) -> String {
    let end = |at: usize| paragraph["range"][at].as_u64().unwrap() as usize;
    body.chars().skip(end(0)).take(end(1) - end(0)).collect()
}

#[test]
fn lists_ranges_and_parts_of_articles_are_shown() {
    let workspace = workspace();
    let range = show(&workspace, &["青山县渡口条例第二条至第四条"]);
    assert!(["适用于本县", "由所在的村", "自2019年5月1日"].iter().all(|text| range.contains(text)));
    let list = show(&workspace, &["青山县渡口条例第一、四条"]);
    assert!(list.contains("制定本条例") && list.contains("自2019年5月1日"), "{list}");
    let clause = show(&workspace, &["青山县渡口条例第三条第二款第（一）项"]);
    let marked: Vec<&str> = clause.lines().filter(|line| line.starts_with("> ")).collect();
    assert_eq!(marked, ["> （一）酒后上岗的；"]);
    let json: Value =
        serde_json::from_str(&show(&workspace, &["青山县渡口条例第三条第二款", "--json"])).unwrap();
    let article = &json["announcements"][0]["articles"][0];
    assert_eq!((&article["article"], &article["clause"]), (&"第三条".into(), &"第二款".into()));
    assert!(article["asked"].as_str().unwrap().starts_with("看护人有下列"), "{article}");
    assert_eq!(article["headings"], serde_json::json!(["第二章 看护"]));
    let body = json["announcements"][0]["announcement"]["body"].as_str().unwrap();
    let paragraphs = json["announcements"][0]["paragraphs"].as_array().unwrap();
    let is_asked =
        |one: &&Value| (&one["article"], &one["clause"]) == (&"第三条".into(), &"第二款".into());
    let asked: Vec<String> =
        paragraphs.iter().filter(is_asked).map(|one| in_range(body, one)).collect();
    assert_eq!(asked.join("\n"), article["asked"].as_str().unwrap());
    let lines = body.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!((paragraphs.len(), &paragraphs[lines - 1]["n"]), (lines, &lines.into()));
    assert_eq!(
        (&article["amended_by"]["total"], &article["cited_by"]["total"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn all_of_it_is_shown_by_its_name_or_where_that_is_asked() {
    let workspace = workspace();
    for args in [&["青山县渡口条例"][..], &["青山县渡口条例第三条", "--whole"]] {
        let screen = show(&workspace, args);
        assert!(screen.contains("第一条") && screen.contains("夜间"), "{screen}");
    }
    let there = show(&workspace, &["青山县渡口条例", "--query", "渡口条例第三条"]);
    assert!(there.contains("由所在的村") && !there.contains("夜间"), "{there}");
    let alone = show(&workspace, &["青山县渡口条例", "--query", "第四条"]);
    assert!(alone.contains("自2019年5月1日") && !alone.contains("夜间"), "{alone}");
}

#[test]
fn an_article_that_is_not_there_is_an_error() {
    let output = workspace().command(&["show", "青山县渡口条例第九条"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("青山县渡口条例第九条"), "{}", stderr(&output));
}
