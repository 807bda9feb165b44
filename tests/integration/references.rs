//! What documents say of each other, and what follows for their force.

use std::collections::{BTreeMap, BTreeSet};

use policy_search::{Hit, Link, Links, Related, Relation, Validity};

use crate::workspace::{Dice, Workspace, stdout};

/// A county's rules as they succeed each other.
const ACTS: [(&str, &str); 9] = [
    (
        "2010.txt",
        "青山县人民政府关于印发《青山县节约用水办法》的通知\n青政发〔2010〕3号\n各镇人民政府：\n\
         现将《青山县节约用水办法》印发给你们。计划用水单位应当安装水表，水费按月缴纳。\n\
         青山县人民政府\n2010年3月1日\n",
    ),
    (
        "2020.txt",
        "青山县人民政府关于印发《青山县节约用水办法》的通知\n青政发〔2020〕5号\n各镇人民政府：\n\
         现将《青山县节约用水办法》印发给你们。计划用水单位应当安装水表，水费按季缴纳。\n\
         本办法自2020年6月1日起施行，2010年3月1日发布的《青山县节约用水办法》同时废止。\n\
         青山县人民政府\n2020年5月1日\n",
    ),
    (
        "防汛.txt",
        "青山县防汛工作规定\n青政发〔2005〕8号\n第一条 各镇应当储备防汛物资。\n第二条 违反规定的，责令改正。\n\
         青山县人民政府\n2005年4月1日\n",
    ),
    (
        "修改.txt",
        "青山县人民政府关于修改《青山县防汛工作规定》的决定\n青政发〔2015〕9号\n各镇人民政府：\n\
         决定对《青山县防汛工作规定》（青政发〔2005〕8号）作如下修改：删去第二条。\n\
         青山县人民政府\n2015年4月1日\n",
    ),
    (
        "废止.txt",
        "青山县人民政府关于废止部分文件的决定\n青政发〔2022〕1号\n各镇人民政府：\n\
         决定对下列文件予以废止：\n1.《青山县集市管理规定》（青政发〔1999〕4号）\n\
         2.青山县人民政府关于加强渔业管理的通知（青政发〔2001〕6号）\n\
         本决定自公布之日起施行。\n青山县人民政府\n2022年1月5日\n",
    ),
    (
        "集市.txt",
        "青山县集市管理规定\n青政发〔1999〕4号\n第一条 集市摊位由镇人民政府划定，摊位费按日收取。\n\
         青山县人民政府\n1999年7月1日\n",
    ),
    (
        "渔业.txt",
        "青山县人民政府关于加强渔业管理的通知\n青政发〔2001〕6号\n各镇人民政府：\n禁渔期内不得捕捞，请认真落实。\n\
         青山县人民政府\n2001年6月1日\n",
    ),
    (
        "省.txt",
        "四川省人民政府办公厅关于做好抗旱工作的通知\n川办发〔2021〕2号\n各市（州）人民政府：\n\
         请做好抗旱工作，保障群众饮水。\n四川省人民政府办公厅\n2021年2月1日\n",
    ),
    (
        "转发.txt",
        "青山县人民政府转发四川省人民政府办公厅关于做好抗旱工作的通知\n青政发〔2021〕7号\n各镇人民政府：\n\
         现将《四川省人民政府办公厅关于做好抗旱工作的通知》（川办发〔2021〕2号）转发给你们，\
         请按照青政发〔2020〕5号一并落实。\n青山县人民政府\n2021年3月1日\n",
    ),
];

fn county() -> Workspace {
    let workspace = Workspace::new();
    for (name, text) in ACTS {
        workspace.write(name, text);
    }
    workspace.index();
    workspace
}

fn hit(workspace: &Workspace, file: &str) -> Hit {
    let hits = workspace.everything();
    hits.into_iter().find(|hit| hit.place.path.ends_with(file)).unwrap()
}

fn related(workspace: &Workspace, file: &str) -> Related {
    workspace.engine().related(&hit(workspace, file).id).unwrap()
}

/// The files that links lead to, and `-` for what is only named.
fn files(links: &Links) -> Vec<String> {
    let file = |link: &Link| {
        let path = link.place.as_ref().map(|place| place.path.clone());
        path.map_or("-".to_string(), |path| path.replace("corpus/", ""))
    };
    assert_eq!(links.total, links.listed.len());
    links.listed.iter().map(file).collect()
}

/// What became of the document in `file`, and by which number.
fn fate(workspace: &Workspace, file: &str) -> Option<(Validity, String)> {
    hit(workspace, file).affected.map(|affected| (affected.validity, affected.by.name()))
}

#[test]
fn relations_lead_both_ways() {
    let workspace = county();
    let new = related(&workspace, "2020.txt");
    assert_eq!(files(&new.replaces), ["2010.txt"]);
    assert_eq!(files(&new.cited_by), ["转发.txt"]);
    assert!(new.forwards.listed.is_empty() && new.replaced_by.listed.is_empty());
    assert_eq!(files(&related(&workspace, "2010.txt").replaced_by), ["2020.txt"]);
    assert_eq!(files(&related(&workspace, "修改.txt").amends), ["防汛.txt"]);
    assert_eq!(files(&related(&workspace, "防汛.txt").amended_by), ["修改.txt"]);
    let mut listed = files(&related(&workspace, "废止.txt").replaces);
    listed.sort();
    assert_eq!(listed, ["渔业.txt", "集市.txt"]);
    assert_eq!(files(&related(&workspace, "转发.txt").forwards), ["省.txt"]);
    assert_eq!(files(&related(&workspace, "省.txt").forwarded_by), ["转发.txt"]);
}

#[test]
fn force_follows_from_the_corpus_and_names_what_changed_it() {
    let workspace = county();
    let by = |number: &str| number.to_string();
    assert_eq!(fate(&workspace, "2010.txt"), Some((Validity::Repealed, by("青政发〔2020〕5号"))));
    assert_eq!(fate(&workspace, "2020.txt"), None);
    assert_eq!(fate(&workspace, "防汛.txt"), Some((Validity::Amended, by("青政发〔2015〕9号"))));
    assert_eq!(fate(&workspace, "集市.txt"), Some((Validity::Repealed, by("青政发〔2022〕1号"))));
    assert_eq!(fate(&workspace, "渔业.txt"), Some((Validity::Repealed, by("青政发〔2022〕1号"))));
    assert_eq!(fate(&workspace, "省.txt"), None);
}

#[test]
fn the_repealed_stands_below_what_replaced_it_and_says_so() {
    let workspace = county();
    let response = workspace.search("计划用水单位 水表");
    let paths: Vec<_> = response.hits.iter().map(|hit| hit.place.path.as_str()).collect();
    assert_eq!(paths, ["corpus/2020.txt", "corpus/2010.txt"]);
    let request = crate::workspace::request("计划用水单位 水表").explain(true);
    let hits = workspace.engine().search(&request).unwrap().hits;
    let validity = |hit: &Hit| {
        let factors = &hit.explanation.as_ref().unwrap().factors;
        factors.iter().find(|factor| factor.name == "validity").unwrap().value
    };
    assert_eq!((validity(&hits[0]), validity(&hits[1])), (1.0, 0.5));
    let shown = stdout(&workspace.command(&["水表"])).replace("\n   ", "");
    assert!(shown.contains("repealed by 青政发〔2020〕5号"), "{shown}");
    let shown = stdout(&workspace.command(&["show", "青政发〔2020〕5号"]));
    assert!(
        shown.contains("repeals       青山县人民政府关于印发《青山县节约用水办法》的通知"),
        "{shown}"
    );
    let json = stdout(&workspace.command(&["show", "青政发〔2010〕3号", "--json"]));
    let object: serde_json::Value = serde_json::from_str(&json).unwrap();
    let one = &object["announcements"][0];
    assert_eq!(one["validity"], "已废止");
    assert_eq!(one["related"]["replaced_by"]["listed"][0]["path"], "corpus/2020.txt");
}

#[test]
fn what_is_not_in_the_corpus_is_listed_as_written() {
    let workspace = county();
    workspace.remove("集市.txt");
    workspace.index();
    let replaces = related(&workspace, "废止.txt").replaces;
    assert_eq!(files(&replaces), ["渔业.txt", "-"]);
    let absent = &replaces.listed[1];
    assert_eq!(absent.title.as_deref(), Some("青山县集市管理规定"));
    assert_eq!(absent.name(), "青政发〔1999〕4号");
}

#[test]
fn force_is_as_in_an_index_built_anew_when_its_ground_comes_and_goes() {
    let workspace = county();
    assert!(fate(&workspace, "集市.txt").is_some());
    workspace.remove("废止.txt");
    workspace.index();
    assert_eq!(fate(&workspace, "集市.txt"), None);
    let demoted = |workspace: &Workspace| workspace.search("集市摊位").hits[0].score;
    let free = demoted(&workspace);
    workspace.write("又.txt", ACTS[4].1);
    workspace.index();
    assert!(fate(&workspace, "集市.txt").is_some());
    assert!(demoted(&workspace) < free * 0.6);
}

#[test]
fn nobody_repeals_a_newer_namesake_or_what_is_not_theirs() {
    let workspace = county();
    workspace.write(
        "又集市.txt",
        "青山县集市管理规定\n第一条 集市每月逢五开市。\n青山县人民政府\n2023年7月1日\n",
    );
    workspace.write(
        "邻县.txt",
        "四川省泸县人民政府关于加强渔业管理的通知\n泸政发〔2000〕9号\n各镇：\n请落实禁渔。\n泸县人民政府\n2000年6月1日\n",
    );
    workspace.write(
        "又废止.txt",
        "青山县人民政府关于公布失效文件的通知\n各镇：\n《关于加强渔业管理的通知》同时废止，《青山县集市管理规定》停止执行。\n\
         青山县人民政府\n2022年5月1日\n",
    );
    workspace.index();
    assert_eq!(fate(&workspace, "又集市.txt"), None);
    assert_eq!(fate(&workspace, "邻县.txt"), None);
    let replaces = related(&workspace, "又废止.txt").replaces;
    let listed: BTreeSet<_> = files(&replaces).into_iter().collect();
    assert!(!listed.contains("邻县.txt") && !listed.contains("又集市.txt"), "{listed:?}");
}

/// Laws that the civil code repeals.
const BEFORE_THE_CODE: [&str; 9] = [
    "婚姻法",
    "继承法",
    "民法通则",
    "收养法",
    "担保法",
    "合同法",
    "物权法",
    "侵权责任法",
    "民法总则",
];

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_laws_repeal_what_they_say() {
    let workspace = Workspace::with_real();
    let hits = workspace.everything();
    let code = hits.iter().filter(|hit| hit.announcement.title.contains("民法典"));
    let told: BTreeSet<String> = code
        .flat_map(|hit| &hit.announcement.references)
        .filter(|one| one.relation == Relation::Replaces)
        .filter_map(|one| one.title.clone())
        .collect();
    for law in BEFORE_THE_CODE {
        assert!(told.contains(&format!("中华人民共和国{law}")), "{law}: {told:?}");
    }
    let criminal =
        hits.iter().filter(|hit| hit.announcement.title.starts_with("中华人民共和国刑法修正案"));
    for hit in criminal {
        let amends = |one: &policy_search::Reference| {
            one.relation == Relation::Amends && one.title.as_deref() == Some("中华人民共和国刑法")
        };
        assert!(hit.announcement.references.iter().any(amends), "{}", hit.announcement.title);
    }
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn real_references_are_counted() {
    let workspace = Workspace::with_real();
    let hits = workspace.everything();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut strong = Vec::new();
    for hit in &hits {
        for one in &hit.announcement.references {
            *counts.entry(one.relation.name()).or_default() += 1;
            if one.relation >= Relation::Amends {
                strong.push((hit, one));
            }
        }
    }
    println!("{} announcements name {counts:?}", hits.len());
    let mut dice = Dice(11);
    for _ in 0..40 {
        let (hit, one) = strong[dice.below(strong.len())];
        let number = one.number.as_ref().map(ToString::to_string);
        let title = &hit.announcement.title;
        println!("{title} | {} | {:?} {number:?} {:?}", one.relation.name(), one.title, one.until);
    }
    for hit in hits.iter().filter(|hit| hit.affected.is_some()) {
        let affected = hit.affected.as_ref().unwrap();
        let (title, date) = (&hit.announcement.title, hit.announcement.written.unwrap());
        println!("{title} {date} {} by {:?}", affected.validity.name(), affected.by);
    }
    assert!(counts["replaces"] > 500 && counts["cites"] > 5_000, "{counts:?}");
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn every_repeal_is_seen_from_both_ends() {
    let workspace = Workspace::with_real();
    let engine = workspace.engine();
    let mut seen = 0;
    for hit in workspace.everything() {
        let Some(affected) = hit.affected else { continue };
        let by = engine.related(affected.by.id.as_ref().unwrap()).unwrap();
        let acts = if affected.validity == Validity::Repealed { by.replaces } else { by.amends };
        let found = acts.listed.iter().any(|link| link.id.as_ref() == Some(&hit.id));
        assert!(found, "{} by {:?}", hit.announcement.title, affected.by);
        seen += 1;
    }
    println!("{seen} repeals and amendments seen from both ends");
    assert!(seen > 40);
}
