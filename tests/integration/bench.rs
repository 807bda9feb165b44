//! `search bench`: the command measures, compares, and says what it cannot. No test looks at a time.

use std::fs;
use std::sync::OnceLock;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::workspace::{Workspace, repository, stderr, stdout};

const CLASSES: [&str; 9] =
    ["one word", "phrase", "and", "or", "filter", "rare", "common", "question", "nothing"];

/// A workspace with the sample, indexed once for all tests of this file.
fn workspace() -> &'static Workspace {
    static DESK: OnceLock<Workspace> = OnceLock::new();
    DESK.get_or_init(Workspace::with_sample)
}

fn bench(args: &[&str]) -> String {
    let output = workspace().command(&[&["bench", "--rounds", "2"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    stdout(&output)
}

fn object(args: &[&str]) -> Value {
    serde_json::from_str(&bench(&[&["--json"], args].concat())).unwrap()
}

fn names(object: &Value) -> Vec<&str> {
    let classes = object["classes"].as_array().unwrap();
    classes.iter().map(|class| class["class"].as_str().unwrap()).collect()
}

#[test]
fn the_object_has_every_class_with_all_its_figures() {
    let object = object(&["--threads", "2", "--now", "2026-01-20"]);
    assert_eq!((&object["version"], &object["mode"]), (&1.into(), &"warm".into()));
    assert_eq!((&object["threads"], &object["rounds"]), (&2.into(), &2.into()));
    assert_eq!((&object["seed"], &object["against"]), (&1.into(), &Value::Null));
    assert_eq!(names(&object), CLASSES);
    for class in object["classes"].as_array().unwrap() {
        assert_eq!(class["queries"], 20, "{class}");
        assert_eq!(class["hits"] == 0.0, class["class"] == "nothing", "{class}");
        let times =
            ["p50_ms", "p95_ms", "p99_ms", "max_ms"].map(|key| class[key].as_f64().unwrap());
        assert!(times[0] > 0.0 && times.is_sorted() && class["qps"].as_f64().unwrap() > 0.0);
    }
}

#[test]
fn the_table_fits_a_plain_screen() {
    let text = bench(&[]);
    for line in text.lines() {
        assert!(line.width() <= 80, "{line}");
    }
    for class in CLASSES {
        assert!(text.lines().any(|line| line.starts_with(class)), "no {class} in {text}");
    }
}

#[test]
fn an_index_beside_itself_finds_the_same() {
    let index = workspace().path("index");
    let (index, now) = (index.to_str().unwrap(), "2026-01-20");
    let object = object(&["--against", index, "--now", now]);
    let against = &object["against"];
    assert_eq!(
        (&against["differing"], &against["notes"]),
        (&Value::from([0; 0]), &Value::from([0; 0]))
    );
    let ratios = against["ratios"].as_array().unwrap();
    assert_eq!(ratios.len(), CLASSES.len());
    for ratio in ratios {
        assert_eq!(ratio["same"], 20, "{ratio}");
        assert!(ratio["p50"].as_f64().unwrap() > 0.0, "{ratio}");
    }
    let text = bench(&["--against", index]);
    assert!(text.contains("queries asked of both: 180, all with the same hits"), "{text}");
    assert!(text.lines().all(|line| line.width() <= 80), "{text}");
}

#[test]
fn a_run_is_compared_with_a_file_over_the_queries_of_the_file() {
    let earlier = workspace().path("earlier.json");
    let queries = workspace().path("queries.tsv");
    fs::write(&queries, "word\t安全\nword\t低保\nphrase\t\"运贸产一体化\"\n").unwrap();
    fs::write(&earlier, bench(&["--json", "--queries", queries.to_str().unwrap()])).unwrap();
    let again = object(&["--against", earlier.to_str().unwrap()]);
    assert_eq!((names(&again), &again["seed"]), (vec!["word", "phrase"], &Value::Null));
    assert_eq!(again["against"]["differing"], Value::from([0; 0]));

    let mut changed: Value = serde_json::from_str(&fs::read_to_string(&earlier).unwrap()).unwrap();
    changed["classes"][0]["asked"][1]["hits"] = 977.into();
    changed["cores"] = 977.into();
    fs::write(&earlier, changed.to_string()).unwrap();
    let text = bench(&["--against", earlier.to_str().unwrap()]);
    for words in ["1 of 3 queries asked of both have other hits", "there 977", "note: cores"] {
        assert!(text.contains(words), "no {words} in {text}");
    }
    let drawn = object(&["--against", earlier.to_str().unwrap(), "--seed", "4"]);
    assert_eq!((names(&drawn), &drawn["seed"]), (CLASSES.to_vec(), &4.into()));
}

#[test]
fn a_seed_asks_the_same_and_another_others() {
    let asked = |seed| {
        let object = object(&["--seed", seed]);
        let classes = object["classes"].as_array().unwrap().clone();
        classes.into_iter().map(|class| class["asked"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(asked("3"), asked("3"));
    assert_ne!(asked("3"), asked("4"));
}

#[test]
fn cold_asks_processes_what_the_open_index_is_asked() {
    let queries = workspace().path("cold.tsv");
    fs::write(&queries, "安全\n低保 -草案\n-gdp 安全\n\"没有这样的话\"\n").unwrap();
    let queries = queries.to_str().unwrap();
    let cold = object(&["--cold", "--queries", queries]);
    let warm = object(&["--queries", queries]);
    assert_eq!((&cold["mode"], &warm["mode"]), (&"cold".into(), &"warm".into()));
    assert_eq!(cold["classes"][0]["asked"], warm["classes"][0]["asked"]);
    assert_eq!(cold["classes"][0]["queries"], 4);
}

#[test]
fn the_file_of_queries_in_the_repository_is_read() {
    let file = repository().join("benches/queries.tsv");
    let object = object(&["--queries", file.to_str().unwrap()]);
    assert!(names(&object).contains(&"rare word") && names(&object).len() >= 9);
}

#[test]
fn what_cannot_be_measured_says_what_to_do() {
    let workspace = workspace();
    let write = |name: &str, text: &str| {
        fs::write(workspace.path(name), text).unwrap();
    };
    write("none.tsv", "# nothing\n");
    write("wrong.tsv", "word\t安全\nword\t日期:昨天吧\n");
    write("broken.json", "{");
    write("newer.json", "{\"version\":2}");
    let refused = |args: &[&str], words: &[&str]| {
        let output = workspace.command(&[&["bench"], args].concat());
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?} {message}");
        for word in words {
            assert!(message.contains(word), "no {word} in {message}");
        }
        assert_eq!(stdout(&output), "");
    };
    refused(&["--index", "nowhere"], &["nowhere", "search index"]);
    refused(&["--queries", "none.tsv"], &["none.tsv", "write one a line"]);
    refused(&["--queries", "missing.tsv"], &["missing.tsv", "no such file"]);
    refused(&["--queries", "wrong.tsv"], &["wrong.tsv", "line 2"]);
    refused(&["--queries", "none.tsv", "--seed", "1"], &["--seed"]);
    refused(&["--against", "broken.json"], &["broken.json", "search bench --json"]);
    refused(&["--against", "newer.json"], &["newer.json", "form 2", "search bench --json"]);
    refused(&["--against", "missing.json"], &["missing.json", "no such file"]);
    refused(&["--against", "corpus"], &["corpus"]);
    refused(&["--cold", "--threads", "2"], &["--cold", "leave --threads out"]);
    refused(&["--rounds", "1"], &["at least 2"]);
    refused(&["--threads", "0"], &["1 to 1024"]);
    refused(&["--rounds", "many"], &["whole number"]);
}
