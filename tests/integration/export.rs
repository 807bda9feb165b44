//! Hits in files: every form holds all of them, says the same of each, and is written as a whole.

mod book;
#[cfg(unix)]
mod office;

use std::fs;
use std::ops::ControlFlow;
use std::process::Output;

use policy_search::printer::{Export, Exported, Format, Language, Out};
use policy_search::{Hit, Query, SearchRequest, wire};
use serde_json::Value;

use crate::workspace::{NOW, Workspace, answer, request, stderr, stdout};

/// More announcements than a screen shows.
const MANY: usize = 25;

/// More that have the address of a page, and no date.
const PAGES: usize = 9;

/// Texts that spreadsheets take for something else, or that end a cell or a field.
const ODD: [&str; 12] = [
    "=1+1",
    "+86",
    "-1号井封填办法",
    "@村民的一封信",
    "＝1+1",
    "007",
    "1-2",
    "1e10",
    "1234567890123456789",
    "带“引号”,逗号\"和{花括号}50%&_x0041_<b>的通知",
    "第一行\n第二行",
    " 前后有空格 ",
];

/// A workspace of announcements on wells: [`MANY`], then [`PAGES`], then one that is only near.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    for at in 1..=MANY {
        let head = format!("甲县人民政府关于第{at}口古井保护的通知\n\n甲政发〔2024〕{at}号\n\n");
        let text = "各镇：\n    请做好古井保护工作。\n\n甲县人民政府\n2024年5月1日\n";
        workspace.write(&format!("{at}.txt"), head + text);
    }
    let objects = (0..PAGES).map(|at| {
        let title = format!("甲县古井保护问答之{at}");
        let url = format!("https://www.example.gov.cn/{at}?a=1&b=%E4%BA%95#top");
        let body = format!("请做好古井保护工作。这是第{at}件。");
        serde_json::json!({ "title": title, "content": body, "url": url }).to_string()
    });
    workspace.write("pages.jsonl", objects.collect::<Vec<_>>().join("\n"));
    workspace.write("近.txt", "乙县关于保护水库的通知\n\n各镇：请保护水库。\n");
    workspace.index();
    workspace
}

fn run(workspace: &Workspace, flags: &[&str]) -> Output {
    workspace.command(&[&["古井保护", "--now", "2026-01-20"], flags].concat())
}

/// The hits as the JSON of an answer has them.
fn hits(workspace: &Workspace) -> Vec<Value> {
    let answer = stdout(&run(workspace, &["--json", "--strict", "-n", "1000"]));
    let mut answer: Value = serde_json::from_str(&answer).unwrap();
    serde_json::from_value(answer["hits"].take()).unwrap()
}

/// The hits, the first of them with [`ODD`] texts for titles.
fn odd_hits(workspace: &Workspace) -> Vec<Hit> {
    let request = request("古井保护").limit(1000).files(true);
    let mut hits = workspace.engine().search(&request).unwrap().hits;
    hits.retain(|hit| hit.rung.is_strict());
    assert_eq!(hits.len(), MANY + PAGES);
    for (hit, title) in hits.iter_mut().zip(ODD) {
        hit.announcement.title = title.into();
    }
    hits
}

/// What the library writes of hits, to a file.
fn write(workspace: &Workspace, hits: &[Hit], format: Format, name: &str) -> Exported {
    let out = Out::File(fs::File::create(workspace.path(name)).unwrap());
    let mut export = Export::new(format, Language::English, out).unwrap();
    hits.iter().for_each(|hit| export.hit(hit, NOW).unwrap());
    export.finish().unwrap()
}

/// Hits as JSON.
fn json(hits: &[Hit]) -> Vec<Value> {
    let mut list = Vec::new();
    hits.iter().for_each(|hit| wire::hit_json(hit, NOW, &mut list).unwrap());
    lines(std::str::from_utf8(&list).unwrap())
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_form_has_all_hits_unless_it_is_told_how_many() {
    let workspace = workspace();
    let hits = hits(&workspace);
    assert_eq!(hits.len(), MANY + PAGES);
    assert_eq!(lines(&stdout(&run(&workspace, &["--jsonl"]))), hits);
    let count = |flags: &[&str], mark: &str| stdout(&run(&workspace, flags)).matches(mark).count();
    assert_eq!(count(&["--csv"], "/corpus/"), hits.len());
    assert_eq!(count(&["--bibtex"], "\n  langid = "), hits.len());
    assert_eq!(count(&["--ris"], "\nER  - \n"), hits.len());
    assert_eq!(count(&["--csl-json"], "\"type\":"), hits.len());
    assert_eq!(count(&["--csl-json", "-n", "3"], "\"type\":"), 3);
    assert_eq!(
        lines(&stdout(&run(&workspace, &["--jsonl", "-n", "3", "--offset", "2"]))),
        hits[2..5]
    );
    assert_eq!(count(&["--json"], "\"snippet\":"), 10);
}

#[test]
fn a_key_is_of_one_reference_alone() {
    let workspace = workspace();
    let keys = |flag: &str, mark: &str| {
        let list = stdout(&run(&workspace, &[flag]));
        let lines = list.lines().filter_map(|line| line.strip_prefix(mark)).map(String::from);
        let mut keys: Vec<String> = lines.collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len()
    };
    assert_eq!(keys("--ris", "ID  - "), MANY + PAGES);
    assert_eq!(keys("--bibtex", "@online{") + keys("--bibtex", "@misc{"), MANY + PAGES);
}

#[test]
fn the_extension_of_a_file_says_what_is_written_to_it() {
    let workspace = workspace();
    for (name, begins) in [
        ("a.csv", "\u{feff}"),
        ("a.xlsx", "PK"),
        ("a.json", "{\"version\""),
        ("a.jsonl", "{\"rank\":1,"),
        ("a.bib", "@"),
        ("a.ris", "TY  - "),
        ("a.RIS", "TY  - "),
    ] {
        let output = run(&workspace, &["-o", name]);
        assert!(output.status.success(), "{name}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{name}");
        let written = fs::read(workspace.path(name)).unwrap();
        assert!(written.starts_with(begins.as_bytes()), "{name}");
    }
    run(&workspace, &["--lang", "zh", "-o", "zh.csv"]);
    let chinese = fs::read_to_string(workspace.path("zh.csv")).unwrap();
    assert!(chinese.starts_with("\u{feff}序号,") && chinese.contains(",原词命中,"), "{chinese}");
    let all: Value = serde_json::from_slice(&fs::read(workspace.path("a.json")).unwrap()).unwrap();
    assert!(all["hits"].as_array().unwrap().len() >= MANY + PAGES);
    let same = stdout(&run(&workspace, &["--jsonl"]));
    assert_eq!(fs::read_to_string(workspace.path("a.jsonl")).unwrap(), same);
    let refused = run(&workspace, &["-o", "a.doc"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains(".doc") && stderr(&refused).contains(".xlsx"));
    assert!(!workspace.path("a.doc").exists());
    let both = run(&workspace, &["--csv", "--ris"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn a_file_is_written_as_a_whole_or_not_at_all() {
    let workspace = workspace();
    let names = || {
        let entries = fs::read_dir(workspace.path(".")).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect::<std::collections::BTreeSet<_>>()
    };
    fs::write(workspace.path("a.csv"), "old").unwrap();
    let before = names();
    assert_eq!(run(&workspace, &["-o", "a.csv"]).status.code(), Some(0));
    assert!(fs::read_to_string(workspace.path("a.csv")).unwrap().len() > 1000);
    assert_eq!(names(), before);
    // A query that cannot be asked, an index that is not there, a folder that is not there or is one.
    fs::write(workspace.path("a.csv"), "old").unwrap();
    for (flags, named) in [
        (&["-o", "a.csv", "--index", "nowhere"][..], "nowhere"),
        (&["-o", "none/a.csv"], "none/a.csv"),
        (&["--xlsx", "none/a.xlsx"], "none/a.xlsx"),
        (&["-o", "none/a.json"], "none/a.json"),
        (&["--jsonl", "-o", "corpus"], "corpus"),
    ] {
        let failed = run(&workspace, flags);
        assert_eq!(failed.status.code(), Some(2), "{flags:?}");
        assert!(stderr(&failed).contains(named), "{}", stderr(&failed));
    }
    assert_eq!(fs::read_to_string(workspace.path("a.csv")).unwrap(), "old");
    assert_eq!(names(), before);
}

#[cfg(unix)]
#[test]
fn a_link_and_a_device_stay_what_they_are() {
    let workspace = workspace();
    fs::write(workspace.path("real.ris"), "").unwrap();
    std::os::unix::fs::symlink(workspace.path("real.ris"), workspace.path("link.ris")).unwrap();
    assert!(run(&workspace, &["-o", "link.ris"]).status.success());
    assert!(fs::symlink_metadata(workspace.path("link.ris")).unwrap().is_symlink());
    assert!(fs::read_to_string(workspace.path("real.ris")).unwrap().starts_with("TY  - "));
    let output = run(&workspace, &["--ris", "-o", "/dev/null"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let output = run(&workspace, &["--ris", "-o", "-"]);
    assert!(stdout(&output).starts_with("TY  - ") && !workspace.path("-").exists());
}

#[test]
fn what_is_left_out_is_said_and_nothing_else_on_standard_output() {
    let workspace = workspace();
    let told = |flags: &[&str]| stderr(&run(&workspace, flags));
    let count = MANY + PAGES;
    assert_eq!(told(&["--csv"]), "");
    assert_eq!(told(&["-o", "a.csv"]), format!("{count} announcements in a.csv\n"));
    assert_eq!(told(&["-o", "a.csv", "-n", "3"]), format!("3 of {count} announcements in a.csv\n"));
    let undated = told(&["--csv", "--from", "2024"]);
    assert!(undated.contains(&format!("{} undated left out", PAGES)), "{undated}");
    let near = workspace.command(&["古井保护水库", "--jsonl"]);
    assert!(stderr(&near).contains("nothing has all of this"), "{}", stderr(&near));
    assert!(lines(&stdout(&near)).iter().all(|hit| hit["rung"] == "most-words"));
    let nothing = workspace.command(&["郑", "--csv"]);
    assert_eq!((nothing.status.code(), stderr(&nothing)), (Some(1), String::new()));
    assert_eq!(stdout(&nothing).lines().count(), 1);
    let nothing = workspace.command(&["郑", "-o", "a.csv"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(stderr(&nothing).contains("no announcement for 郑"), "{}", stderr(&nothing));
}

#[test]
fn hits_that_are_handed_over_one_by_one_are_those_of_the_answer() {
    let workspace = Workspace::with_sample();
    let engine = workspace.engine();
    let everything = SearchRequest::new(Query::everything(), NOW);
    for request in [request("通知"), request("数据 安全"), request("运贸产一体化"), everything]
    {
        let request = request.limit(1000).files(true);
        let mut handed = Vec::new();
        let mut response = engine
            .search_each(&request, &mut |hit| {
                handed.push(hit);
                ControlFlow::Continue(())
            })
            .unwrap();
        assert!(response.hits.is_empty());
        response.hits = handed;
        let listed = engine.search(&request).unwrap();
        assert_eq!(answer(&response), answer(&listed));
        assert_eq!(response.rung, listed.rung);
        assert!(listed.hits.iter().all(|hit| hit.file.as_ref().is_some_and(|file| file.is_file())));
        let mut taken = 0;
        let stop = &mut |_| {
            taken += 1;
            if taken == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        engine.search_each(&request, stop).unwrap();
        assert_eq!(taken, listed.hits.len().min(2));
    }
}
