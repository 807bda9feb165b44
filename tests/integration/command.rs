//! The command as its users meet it: output, exit codes, pipes, formats.

use std::process::Stdio;

use serde_json::Value;

use crate::workspace::{Workspace, repository, stderr, stdout};

const GLOSSED: &str = "運(yùn)貿(mào)產(chǎn)一體化";
const TODAY: [&str; 2] = ["--now", "2026-01-20"];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let corpus = repository().join("corpus");
    let output = workspace.command(&["index", corpus.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    workspace
}

fn json(workspace: &Workspace, args: &[&str]) -> Value {
    let output = workspace.command(&[args, &TODAY, &["--json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_first_search_builds_the_index_and_says_so() {
    let workspace = Workspace::new();
    workspace.write("一.txt", "某区关于运贸产一体化的通知\n各镇：\n请落实。\n");
    let output = workspace.command(&[GLOSSED]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("某区关于运贸产一体化的通知"));
    assert!(stderr(&output).contains("building it from corpus"), "{}", stderr(&output));
    let output = workspace.command(&[GLOSSED]);
    assert_eq!(stderr(&output), "");
}

#[test]
fn the_theme_of_the_sample_is_answered_by_the_plan_devoted_to_it() {
    let answer = json(&workspace(), &[GLOSSED]);
    let first = &answer["hits"][0];
    assert_eq!(first["number"], "青府发〔2025〕28号");
    assert_eq!(first["issuers"][0]["name"], "成都市青白江区人民政府");
    assert_eq!(first["copies"].as_array().unwrap().len(), 1);
    let snippet = &first["snippet"];
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    let mark = &snippet["highlights"][0];
    let (from, to) = (mark[0].as_u64().unwrap() as usize, mark[1].as_u64().unwrap() as usize);
    assert_eq!(text[from..to].iter().collect::<String>(), "运贸产一体化");
}

#[test]
fn the_paragraphs_of_a_passage_are_those_of_the_text_shown() {
    let workspace = workspace();
    let hits = json(&workspace, &["项目", "-n", "20"])["hits"].as_array().unwrap().clone();
    assert!(hits.len() > 3);
    for hit in hits {
        let whole = json(&workspace, &["show", hit["id"].as_str().unwrap()]);
        let whole = &whole["announcements"][0];
        let body: Vec<char> = whole["announcement"]["body"].as_str().unwrap().chars().collect();
        let end = |ends: &Value, at: usize| ends[at].as_u64().unwrap() as usize;
        let numbers = &hit["snippet"]["paragraphs"];
        let paragraphs =
            &whole["paragraphs"].as_array().unwrap()[end(numbers, 0) - 1..end(numbers, 1) - 1];
        let text = |one: &Value| {
            body[end(&one["range"], 0)..end(&one["range"], 1)].iter().collect::<String>()
        };
        let text = paragraphs.iter().map(text).collect::<Vec<_>>().join(" ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let passage = hit["snippet"]["text"].as_str().unwrap().trim_matches('…');
        assert!(!passage.is_empty() && text.contains(passage), "{passage} in {text}");
    }
}

#[test]
fn a_mistyped_term_finds_what_is_near_and_says_what_was_meant() {
    let workspace = workspace();
    let strict = workspace.command(&["运茂产一体化", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    let output = workspace.command(&["运茂产一体化"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).starts_with("nothing has all of this"), "{}", stdout(&output));
    assert!(stdout(&output).contains("运贸产一体化"), "{}", stdout(&output));
    assert_eq!(json(&workspace, &["运茂产一体化"])["suggestions"][0], "运贸产一体化");
}

#[test]
fn filters_orders_and_pages_hold() {
    let workspace = workspace();
    let all = json(&workspace, &["关于", "-n", "100"]);
    let total = all["total"].as_u64().unwrap();
    assert!(total > 20);
    let newest = json(&workspace, &["关于", "-n", "100", "--sort", "newest"]);
    let date =
        |hit: &Value| hit["written"].as_str().or(hit["published"].as_str()).map(String::from);
    let dates: Vec<_> = newest["hits"].as_array().unwrap().iter().filter_map(date).collect();
    assert!(dates.is_sorted_by(|left, right| left >= right), "{dates:?}");
    let page = json(&workspace, &["关于", "-n", "3", "--offset", "3"]);
    assert_eq!(page["hits"][0]["id"], all["hits"][3]["id"]);
    assert_eq!(page["hits"][0]["rank"], 4);
    let centre = json(&workspace, &["关于", "--level", "centre", "-n", "100"]);
    let hits = centre["hits"].as_array().unwrap();
    assert!(!hits.is_empty() && hits.iter().all(|hit| hit["level"] == "centre"));
    let old = json(&workspace, &["关于", "--to", "2010", "-n", "100"]);
    let hits = old["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    assert!(hits.iter().filter_map(date).all(|date| date.as_str() < "2011"));
    let sichuan = json(&workspace, &["关于", "--region", "四川", "-n", "100"]);
    assert!(sichuan["total"].as_u64().unwrap() > 3);
}

#[test]
fn an_explanation_multiplies_to_the_score() {
    let answer = json(&workspace(), &["安全生产", "--explain", "-n", "50"]);
    for hit in answer["hits"].as_array().unwrap() {
        let factors = hit["explanation"].as_array().unwrap();
        let product: f64 = factors.iter().map(|factor| factor["value"].as_f64().unwrap()).product();
        let score = hit["score"].as_f64().unwrap();
        assert!((product / score - 1.0).abs() < 1e-3, "{product} {score}");
    }
}

#[test]
fn facets_count_every_match() {
    let workspace = workspace();
    let answer = json(&workspace, &["关于", "--facets", "-n", "100", "--no-collapse"]);
    let hits = answer["hits"].as_array().unwrap();
    assert_eq!(hits.len() as u64, answer["total"].as_u64().unwrap());
    for facet in answer["facets"]["kinds"].as_array().unwrap() {
        let same = hits.iter().filter(|hit| hit["kind"] == facet["value"]).count();
        assert_eq!(same as u64, facet["count"].as_u64().unwrap(), "{facet}");
    }
}

#[test]
fn csv_has_a_row_a_hit() {
    let output = workspace().command(&[GLOSSED, "--csv"]);
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let title = reader.headers().unwrap().iter().position(|name| name == "title").unwrap();
    let first = reader.records().next().unwrap().unwrap();
    assert!(first[title].contains("运贸产一体化"));
}

#[test]
fn no_line_is_wider_than_a_plain_screen_and_nothing_is_coloured() {
    use unicode_width::UnicodeWidthStr;
    let text = stdout(&workspace().command(&["安全", "--explain", "--facets", "-n", "30"]));
    assert!(!text.contains('\u{1b}'));
    let wide: Vec<_> = text.lines().filter(|line| line.width() > 80).collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn an_announcement_is_shown_by_id_and_by_number() {
    let workspace = workspace();
    let id = json(&workspace, &[GLOSSED])["hits"][0]["id"].as_str().unwrap().to_string();
    let by_id = stdout(&workspace.command(&["show", &id]));
    let by_number = stdout(&workspace.command(&["show", "青府发[2025]28号"]));
    assert!(by_id.contains("青府发〔2025〕28号") && by_number.contains(&id[..6]), "{by_id}");
    let marked = workspace.command(&["show", &id, "--query", GLOSSED, "--color", "always"]);
    assert!(stdout(&marked).contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let workspace = workspace();
    let mut child = workspace
        .prepare(&["关于", "-n", "100"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn the_second_run_of_index_touches_nothing() {
    let workspace = workspace();
    let report = stdout(&workspace.command(&["index"]));
    assert!(report.contains("files: 0 added, 0 updated, 0 renamed, 0 removed"), "{report}");
}

#[test]
fn stats_completions_and_manual() {
    let workspace = workspace();
    let stats = stdout(&workspace.command(&["stats", "--skipped"]));
    assert!(stats.contains("announcements from") && stats.contains("空文件.txt"), "{stats}");
    for shell in ["bash", "zsh", "fish"] {
        assert!(stdout(&workspace.command(&["completions", shell])).contains("search"));
    }
    assert!(stdout(&workspace.command(&["man"])).contains(".TH SEARCH"));
    assert!(stdout(&workspace.command(&["--help"])).contains("标题:"));
}
