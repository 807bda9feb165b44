//! The figures of `search eval` are those of `trec_eval`, and its flags do what they say.

use std::fs;
use std::path::PathBuf;

use policy_search::evaluation::{Comparison, Figures, Measure, Qrels, Run, Scores};
use serde_json::Value;

use crate::workspace::{Workspace, repository, stderr, stdout};

fn file(name: &str) -> PathBuf {
    repository().join("tests/data/eval").join(name)
}

fn path(name: &str) -> String {
    file(name).to_str().unwrap().to_string()
}

fn scores(run: &str) -> Scores {
    Scores::of(&Run::read(&file(run)).unwrap(), &Qrels::read(&file("qrels.txt")).unwrap())
}

fn check(what: &str, figures: &Figures, expected: &[&str]) {
    for (measure, expected) in Measure::ALL.into_iter().zip(expected) {
        let (found, name) = (figures.get(measure), measure.name());
        let expected: f64 = expected.parse().unwrap();
        assert!((found - expected).abs() < 5e-5, "{what} {name}: {found}, not {expected}");
    }
}

#[test]
fn the_figures_are_those_of_trec_eval() {
    let expected = fs::read_to_string(file("expected.tsv")).unwrap();
    let rows = expected.lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut checked = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let scores = scores(cells[0]);
        let figures = match cells[1] {
            "all" => scores.mean(),
            topic => scores.topics[topic],
        };
        check(&cells[..2].join(" "), &figures, &cells[2..]);
        checked += 1;
    }
    assert_eq!(checked, 22);
    assert_eq!(scores("run.txt").unanswered, ["t05"]);
    assert_eq!(scores("other.txt").unanswered, ["t04", "t05"]);
    assert_eq!(scores("run.txt").unjudged, ["t99"]);
}

/// The values of `scipy.stats.permutation_test` (all assignments of signs).
#[test]
fn p_is_that_of_an_exact_test() {
    let compared = Comparison::of(&scores("run.txt"), &scores("other.txt"));
    for (difference, exact) in compared.differences.iter().zip(EXACT_P) {
        let p = difference.p;
        assert!((p - exact).abs() < 0.015, "{}: {p}, not {exact}", difference.measure.name());
        let (low, high) = difference.interval;
        assert!(low <= difference.difference() && difference.difference() <= high);
        assert_eq!(difference.wins + difference.losses + difference.ties, 10);
    }
}

const EXACT_P: [f64; 5] = [0.03125, 0.125, 0.0625, 0.03125, 0.125];

#[test]
fn a_run_is_scored_and_compared_without_an_index() {
    let workspace = Workspace::new();
    let (qrels, run, other) = (path("qrels.txt"), path("run.txt"), path("other.txt"));
    let args = ["eval", "--qrels", &qrels, "--run", &run, "--against", &other, "--per-topic"];
    let output = workspace.command(&args);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let text = stdout(&output);
    for part in ["0.4432", "0.6417", "+0.2109", "counted 0: t05", "left out: t99", "t10 "] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    let json: Value =
        serde_json::from_slice(&workspace.command(&[&args[..], &["--json"]].concat()).stdout)
            .unwrap();
    assert_eq!(json["per_topic"].as_array().unwrap().len(), 10);
    assert_eq!(json["comparison"]["measures"][0]["measure"], "nDCG@10");
    assert!((json["mean"]["MAP"].as_f64().unwrap() - 0.375_971).abs() < 1e-6);
}

/// A workspace with the sample indexed, topics and judgements.
fn workspace() -> Workspace {
    let workspace = Workspace::with_sample();
    let topics = "a\t运贸产一体化\nb\t低保 核查\nc\t日期:后天\nd\t没有任何文件这样说过吧\n";
    fs::write(workspace.path("topics"), topics).unwrap();
    let plan = "corpus/sample/qingbaijiang.gov.cn/2025/青白江区运贸产一体化发展规划.md";
    let rules = "corpus/sample/mca.gov.cn/低保家庭经济状况核查办法.txt";
    let qrels = format!("a 0 {plan} 1\na 0 news-0116 1\nb 0 {rules} 2\nc 0 x 1\nd 0 x 1\n");
    fs::write(workspace.path("qrels"), qrels).unwrap();
    workspace
}

#[test]
fn topics_are_asked_written_and_scored() {
    let workspace = workspace();
    let args = ["eval", "--topics", "topics", "--qrels", "qrels", "--now", "2026-01-20"];
    let args = [&args[..], &["--run", "run", "--split", "最低生活保障", "--json"]].concat();
    let output = workspace.command(&args);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["refused"][0]["topic"], "c");
    assert_eq!(json["mean"]["MRR@10"], 0.5);
    assert_eq!(json["groups"][0]["topics"], 1);
    assert_eq!(json["groups"][0]["mean"]["MRR@10"], 1.0);
    assert_eq!(json["groups"][1]["topics"], 3);
    let again = workspace.command(&["eval", "--qrels", "qrels", "--run", "run", "--json"]);
    let again: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(again["mean"], json["mean"]);
    let run = Run::read(&workspace.path("run")).unwrap();
    assert!(run.ranked("a").len() > 5);
}

#[test]
fn filters_and_depth_hold() {
    let workspace = workspace();
    let args = ["eval", "--topics", "topics", "--run", "run", "--depth", "3"];
    let output = workspace.command(&[&args[..], &["--region", "青白江"]].concat());
    assert!(stderr(&output).contains("c 日期:后天 cannot be read"), "{}", stderr(&output));
    let run = Run::read(&workspace.path("run")).unwrap();
    assert_eq!((run.ranked("a").len(), run.ranked("b").len()), (3, 3));
    let ranked = ["a", "b"].map(|topic| run.ranked(topic));
    let mut documents = ranked.iter().flat_map(|ranked| ranked.iter());
    assert!(documents.all(|ranked| !ranked.document.contains("mca.gov.cn")), "{ranked:?}");
}

#[test]
fn a_wrong_file_is_named_with_its_line_and_its_remedy() {
    let workspace = workspace();
    fs::write(workspace.path("spaces"), "a 0 x 1\na 0 corpus/a b.txt 1\n").unwrap();
    fs::write(workspace.path("twice"), "a Q0 x 1 2 t\na Q0 x 2 1 t\n").unwrap();
    fs::write(workspace.path("words"), "a Q0 x 1 much t\n").unwrap();
    fs::write(workspace.path("queries"), "运贸产一体化\n").unwrap();
    fs::write(workspace.path("gbk"), b"a 0 x 1\na 0 \xc4\xe3 1\n").unwrap();
    let refused = |args: &[&str], words: &[&str]| {
        let output = workspace.command(&[&["eval"], args].concat());
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{message}");
        words.iter().for_each(|word| assert!(message.contains(word), "{word} {message}"));
    };
    refused(&["--qrels", "spaces", "--run", "twice"], &["spaces: line 2: 5 fields", "%20"]);
    refused(&["--qrels", "qrels", "--run", "twice"], &["twice: line 2", "remove one line"]);
    refused(&["--qrels", "qrels", "--run", "words"], &["words: line 1", "much", "a number"]);
    refused(&["--qrels", "gbk", "--run", "words"], &["gbk: line 2", "UTF-8"]);
    refused(&["--qrels", "none", "--run", "words"], &["none: no such file"]);
    refused(&["--topics", "queries", "--run", "new"], &["queries: line 1: no tab"]);
    refused(&["--topics", "topics", "--run", "qrels"], &["--run qrels", "no run"]);
    refused(&["--topics", "topics"], &["--qrels", "--run"]);
    refused(&["--qrels", "qrels"], &["--topics"]);
    refused(&["--topics", "topics", "--run", "new", "--index", "no"], &["search index"]);
    assert!(!workspace.path("new").exists());
}

#[test]
fn judgements_that_name_other_documents_are_noticed() {
    let workspace = workspace();
    fs::write(workspace.path("others"), "a 0 plan.md 1\n").unwrap();
    let output = workspace.command(&["eval", "--topics", "topics", "--qrels", "others"]);
    assert!(stderr(&output).contains("plan.md"), "{}", stderr(&output));
}
