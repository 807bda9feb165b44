//! Real documents with known answers.

use std::fs;
use std::path::{Path, PathBuf};

use policy_search::{Announcement, IndexOptions, Report};
use serde_json::Value;

use crate::workspace::{Workspace, real_data};

fn index(workspace: &Workspace, roots: Vec<PathBuf>) -> Report {
    policy_search::index(&workspace.location(), &IndexOptions::of(roots), &|_| ()).unwrap()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What was read of a page, in the words of its gold.
fn field(announcement: &Announcement, name: &str) -> String {
    let issuers = || {
        let names = announcement.issuers.iter().map(|issuer| issuer.name.as_str());
        names.collect::<Vec<_>>().join("、")
    };
    let date = |date: Option<policy_search::DocDate>| {
        date.map(|date| date.date.strftime("%Y年%m月%d日").to_string())
    };
    let value = match name {
        "title" => Some(announcement.title.clone()),
        "issuer" => Some(issuers()),
        "doc_number" => announcement.number.as_ref().map(ToString::to_string),
        "written" => date(announcement.written),
        "published" => date(announcement.published),
        "topic" => announcement.topic.clone(),
        "index_number" => announcement.index_number.clone(),
        _ => unreachable!(),
    };
    value.unwrap_or_default()
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn pages_of_the_state_council_are_read_as_their_gold_says() {
    let data = real_data();
    let workspace = Workspace::new();
    index(&workspace, vec![data.join("pages")]);
    let hits = workspace.everything();
    let mut wrong = Vec::new();
    let golds = lines(&data.join("pages.gold.jsonl"));
    for gold in &golds {
        let file = gold["file"].as_str().unwrap();
        let hit = hits.iter().find(|hit| hit.place.path.ends_with(file)).unwrap();
        for name in
            ["title", "issuer", "doc_number", "written", "published", "topic", "index_number"]
        {
            let (found, gold) = (field(&hit.announcement, name), gold[name].as_str().unwrap());
            if found != gold {
                wrong.push(format!("{file} {name}: {found}, not {gold}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{} pages, every field right", golds.len());
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn the_seed_is_the_first_hit_among_all_laws() {
    let data = real_data();
    let workspace = Workspace::new();
    let seed = data.join("seed_announcement.txt");
    let report = index(&workspace, vec![seed, data.join("laws")]);
    println!("{} announcements, {} files skipped", report.announcements, report.skipped.len());
    for query in
        ["運(yùn)貿(mào)產(chǎn)一體化", "运贸产一体化", "運貿產一體化", "青白江 政府全体会议"]
    {
        let response = workspace.search(query);
        let hit = &response.hits[0];
        assert!(hit.place.path.contains("seed_announcement"), "{query}: {}", hit.place.path);
        let announcement = &hit.announcement;
        let written = announcement.written.unwrap();
        assert_eq!((written.to_string().as_str(), written.inferred), ("2026-01-12", true));
        assert!(announcement.issuers[0].name.contains("青白江区"));
        assert_eq!(announcement.source.as_deref(), Some("成都青白江"));
        assert!(!announcement.body.contains("Notice") && !announcement.body.contains("網易"));
    }
    let second = index(&workspace, Vec::new());
    assert!(!second.changed());
    assert_eq!((second.unchanged, second.bytes), (report.added, 0));
    println!("first run {:?}, second {:?}", report.took, second.took);
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn no_law_is_changed_by_cleaning() {
    let data = real_data();
    let workspace = Workspace::new();
    let report = index(&workspace, vec![data.join("laws/行政法规")]);
    for hit in workspace.everything() {
        assert!(!hit.announcement.title.is_empty(), "{}", hit.place.path);
        assert!(!hit.announcement.body.is_empty(), "{}", hit.place.path);
    }
    assert!(report.skipped.iter().all(|(path, _)| path.ends_with("_index.md")));
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn local_notices_are_all_there() {
    let data = real_data();
    let workspace = Workspace::new();
    let report = index(&workspace, vec![data.join("notices.jsonl")]);
    assert_eq!(report.announcements, 22, "{:?} {:?}", report.skipped, report.notes);
}
