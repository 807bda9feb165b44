//! `效力:` and `--validity`: by what announcements say themselves and by what others do to them.

use std::collections::BTreeSet;

use policy_search::Validity;
use serde_json::Value;

use crate::workspace::{Workspace, request, stderr, stdout};

/// A workspace with an announcement of each validity, and acts that change three of them.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let notice = |name: &str, number: usize| {
        let text = format!(
            "关于{name}补贴的通知\n\n甲县发〔2019〕{number}号\n\n各单位：\n{name}给补贴。\n\n\
             甲县人民政府\n2019年3月{number}日\n"
        );
        workspace.write(&format!("{name}.txt"), text);
    };
    notice("种树", 1);
    notice("养蜂", 2);
    notice("修渠", 3);
    let marked = |name: &str, mark: &str| {
        let text =
            format!("（{mark}）甲县{name}补贴办法\n\n第一条 {name}给补贴。\n\n2018年5月1日\n");
        workspace.write(&format!("{name}.txt"), text);
    };
    marked("打井", "已废止");
    marked("通电", "已失效");
    marked("修路", "已修改");
    marked("建桥", "尚未生效");
    marked("植草", "现行有效");
    workspace.write(
        "acts.txt",
        "关于废止和修改部分文件的决定\n\n甲县发〔2024〕9号\n\n各单位：\n\
         一、废止《关于种树补贴的通知》（甲县发〔2019〕1号）。\n\
         二、废止《甲县植草补贴办法》。\n\
         三、对《关于养蜂补贴的通知》（甲县发〔2019〕2号）作出修改。\n\n\
         甲县人民政府\n2024年6月1日\n",
    );
    workspace.index();
    workspace
}

/// The names of the files that a query finds.
fn found(workspace: &Workspace, query: &str) -> BTreeSet<String> {
    let request = request(query).limit(100);
    let hits = workspace.engine().search(&request).unwrap().hits;
    hits.into_iter().map(|hit| hit.place.path.replace("corpus/", "").replace(".txt", "")).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn announcements_are_found_by_their_validity() {
    let workspace = workspace();
    for (value, wanted) in [
        ("已废止", &["种树", "植草", "打井"][..]),
        ("repealed", &["种树", "植草", "打井"]),
        ("已修改", &["养蜂", "修路"]),
        ("失效", &["通电"]),
        ("尚未生效", &["建桥"]),
        ("现行有效", &["修渠"]),
        ("in-force", &["修渠"]),
    ] {
        assert_eq!(
            found(&workspace, &format!("补贴 效力:{value} -决定")),
            names(wanted),
            "{value}"
        );
    }
    let gone = found(&workspace, "补贴 -效力:(现行有效 OR 尚未生效)");
    assert_eq!(gone, names(&["种树", "养蜂", "植草", "打井", "通电", "修路"]));
}

#[test]
fn the_flag_says_the_same_as_the_field_and_as_the_hits() {
    let workspace = workspace();
    let args = ["补贴", "--validity", "已废止", "--validity", "expired", "--json", "-n", "50"];
    let answer: Value = serde_json::from_str(&stdout(&workspace.command(&args))).unwrap();
    let hits = answer["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 4);
    for hit in hits {
        assert!(["已废止", "已失效"].contains(&hit["validity"].as_str().unwrap()), "{hit}");
    }
    let output = workspace.command(&["补贴", "--validity", "很有效"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("choose from 现行有效, "), "{}", stderr(&output));
    let output = workspace.command(&["补贴 效力:很有效"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("很有效 is not a validity: did you mean 现行有效? choose from"),
        "{}",
        stderr(&output)
    );
}

/// On real documents: each is found by one validity alone, the one that it is shown with.
#[test]
#[ignore = "needs POLICY_DATA"]
fn every_announcement_is_found_by_the_validity_it_is_shown_with() {
    let workspace = Workspace::with_real();
    let (engine, mut all, mut seen) = (workspace.engine(), 0, BTreeSet::new());
    for validity in Validity::ALL {
        let request = request(&format!("效力:{validity}")).limit(100_000).collapse(false);
        let hits = engine.search(&request).unwrap().hits;
        println!("{validity}: {}", hits.len());
        all += hits.len();
        for hit in hits {
            let shown = hit.force().map(|force| force.validity);
            assert_eq!(shown.unwrap_or(Validity::InForce), validity, "{}", hit.place.path);
            seen.insert(hit.id);
        }
    }
    assert_eq!((seen.len(), all), (workspace.everything().len(), workspace.everything().len()));
}
