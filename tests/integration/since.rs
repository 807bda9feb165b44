//! What came in since a day or by the latest run, and what filters alone let through.

use jiff::Timestamp;
use policy_search::IndexOptions;
use serde_json::Value;

use crate::workspace::{Workspace, stderr, stdout};

const DAY: i64 = 86_400_000;

/// Noon of 1 March 2026, when the first run begins.
const FIRST: i64 = 1_772_366_400_000;

fn run(workspace: &Workspace, day: i64) {
    let now = Timestamp::from_millisecond(FIRST + day * DAY).unwrap();
    let options = IndexOptions::of([workspace.path("corpus")]).prune(true).now(now);
    policy_search::index(&workspace.location(), &options, &|_| ()).unwrap();
}

fn write(workspace: &Workspace, name: &str, issuer: &str, topic: &str, date: &str) {
    let text = format!(
        "{issuer}关于做好{topic}工作的通知\n\n各单位：\n请抓好{topic}。\n\n{issuer}\n{date}\n"
    );
    workspace.write(name, text);
}

/// An index of three runs: two notices, then one of an earlier date, then a run that only removes.
fn of_three_days() -> Workspace {
    let workspace = Workspace::new();
    write(&workspace, "a.txt", "水利部", "渡口安全", "2026年2月1日");
    write(&workspace, "b.txt", "财政部", "渡口收费", "2026年2月5日");
    write(&workspace, "gone.txt", "财政部", "渡口补助", "2026年2月7日");
    run(&workspace, 0);
    write(&workspace, "c.txt", "水利部", "渡口修缮", "2026年1月9日");
    run(&workspace, 1);
    workspace.remove("gone.txt");
    run(&workspace, 2);
    workspace
}

fn answer(workspace: &Workspace, args: &[&str]) -> Value {
    let output = workspace.command(&[args, &["--json"]].concat());
    serde_json::from_str(&stdout(&output))
        .unwrap_or_else(|_| panic!("{args:?}: {}", stderr(&output)))
}

/// The names of the files of the hits, in order.
fn files(workspace: &Workspace, args: &[&str]) -> String {
    let answer = answer(workspace, args);
    let hits = answer["hits"].as_array().unwrap().iter();
    let name =
        |hit: &Value| hit["path"].as_str().unwrap().trim_start_matches("corpus/")[..1].to_string();
    hits.map(name).collect()
}

#[test]
fn a_flag_and_a_field_ask_alike_for_when_something_came_in() {
    let workspace = of_three_days();
    for (flag, field, found) in [
        ("last", "last", "c"),
        ("上次", "上次", "c"),
        ("2026-03-02", "2026-03-02..", "c"),
        ("2026-03-01", "2026-03-01..", "bac"),
        ("2026-03", "2026-03", "bac"),
        ("2026-03-03", "2026-03-03..", ""),
        ("昨天", "昨天..", "c"),
        ("近三天", "近三天", "bac"),
    ] {
        let now = ["--now", "2026-03-03"];
        assert_eq!(files(&workspace, &[&["--since", flag][..], &now].concat()), found, "{flag}");
        let field = format!("入库:{field}");
        assert_eq!(files(&workspace, &[&[field.as_str()][..], &now].concat()), found, "{field}");
    }
    assert_eq!(files(&workspace, &["added:2026-03-01"]), "ba");
    assert_eq!(files(&workspace, &["渡口 -入库:last", "--sort", "oldest"]), "ab");
    let wrong = workspace.command(&["--since", "soon"]);
    assert_eq!(wrong.status.code(), Some(2));
    let told = "search: --since: soon is not a date: write last, 2025, 2025-01, 2025-01-15, 2025年1月, 今年, 去年 \
         or 近三年\n";
    assert_eq!(stderr(&wrong), told);
}

#[test]
fn the_latest_run_is_the_one_that_brought_something_in_and_is_still_there() {
    let workspace = of_three_days();
    assert_eq!(answer(&workspace, &["--since", "last"])["last_run"], "2026-03-02T12:00:00Z");
    let screen = stdout(&workspace.command(&["--since", "last", "渡口"]));
    assert!(
        screen.contains("1 announcement · as typed · brought in by the run of 2026-03-02 "),
        "{screen}"
    );
    workspace.remove("c.txt");
    run(&workspace, 3);
    assert_eq!(files(&workspace, &["--since", "last"]), "ba");
    assert_eq!(answer(&workspace, &["渡口"])["last_run"], Value::Null);
}

#[test]
fn nothing_that_came_in_is_no_error() {
    let workspace = Workspace::new();
    run(&workspace, 0);
    let none = workspace.command(&["--since", "last"]);
    assert_eq!((none.status.code(), stderr(&none)), (Some(1), String::new()));
    assert!(stdout(&none).contains("the index is empty"), "{}", stdout(&none));
    let workspace = of_three_days();
    let none = workspace.command(&["--since", "last", "--issuer", "财政部"]);
    assert_eq!(none.status.code(), Some(1));
    let screen = stdout(&none);
    let header = "no announcement within these filters · brought in by the run of 2026-03-02 ";
    assert!(screen.starts_with(header), "{screen}");
    assert!(
        screen.contains("\n  入库:last: 1 announcement\n  机关:财政部: 1 announcement\n"),
        "{screen}"
    );
}

#[test]
fn filters_or_an_order_alone_list_what_they_let_through_the_latest_first() {
    let workspace = of_three_days();
    for (args, found) in [
        (&["--issuer", "水利部"][..], "ac"),
        (&["机关:水利部"], "ac"),
        (&["--issuer", "水利部", "--issuer", "财政部"], "bac"),
        (&["--sort", "added"], "cba"),
        (&["--sort", "oldest"], "cab"),
        (&["--from", "2026-02"], "ba"),
        (&["--kind", "通知", "-n", "1", "--offset", "1"], "a"),
        (&["--facets"], "bac"),
        (&["渡口", "--sort", "added"], "cba"),
    ] {
        assert_eq!(files(&workspace, args), found, "{args:?}");
    }
    let answer = answer(&workspace, &["--issuer", "水利部"]);
    assert_eq!(
        (&answer["browsed"], &answer["order"]),
        (&Value::from(true), &Value::from("newest"))
    );
    for (args, header) in [
        (
            &["--issuer", "水利部"][..],
            "2 announcements · the latest first · 1 other left out by filters\n",
        ),
        (&["--sort", "added"], "3 announcements · the latest in the index first\n"),
        (&["--sort", "relevance"], "3 announcements\n"),
    ] {
        let screen = stdout(&workspace.command(args));
        assert!(screen.starts_with(header), "{screen}");
    }
}

#[test]
fn nothing_at_all_is_no_query() {
    let workspace = of_three_days();
    for args in [&[][..], &["--json"], &["--undated"], &["--title-only"]] {
        let output = workspace.command(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stdout(&output).is_empty() && stderr(&output).contains("QUERY"), "{args:?}");
    }
}

#[test]
fn a_page_says_how_to_see_the_next_where_there_is_one() {
    let workspace = of_three_days();
    let last_line = |args: &[&str]| {
        let screen = stdout(&workspace.command(args));
        screen.lines().last().unwrap_or_default().to_string()
    };
    assert_eq!(last_line(&["渡口", "-n", "2"]), "next: --offset 2");
    assert_eq!(last_line(&["渡口", "-n", "1", "--offset", "1"]), "next: --offset 2");
    for args in [&["渡口"][..], &["渡口", "-n", "3"], &["渡口", "--offset", "2"]] {
        assert!(!last_line(args).contains("next"), "{args:?}");
    }
    let mut names = files(&workspace, &["渡口", "-n", "2"]);
    names += &files(&workspace, &["渡口", "-n", "2", "--offset", "2"]);
    assert_eq!(names.len(), 3);
}

#[test]
fn stats_tell_programs_and_people_the_same() {
    let workspace = of_three_days();
    workspace.write("空.txt", "");
    run(&workspace, 4);
    let told = |args: &[&str]| stdout(&workspace.command(args));
    let json: Value = serde_json::from_str(&told(&["stats", "--json", "--skipped"])).unwrap();
    assert_eq!(json["announcements"], 3);
    assert_eq!(json["files"], serde_json::json!({"known": 4, "read": 3, "skipped": 1, "junk": 0}));
    let runs = [&json["first_run"], &json["last_run"], &json["by_last_run"]];
    assert_eq!(
        runs,
        ["2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"]
            .map(Value::from)
            .iter()
            .chain([&Value::from(1)])
            .collect::<Vec<_>>()[..]
    );
    assert_eq!(json["facets"]["total"], 3);
    assert_eq!(json["facets"]["unknown"]["regions"], 3);
    assert_eq!(json["skipped"][0]["path"], "corpus/空.txt");
    assert_eq!(json["roots"].as_array().unwrap().len(), 1);
    let without: Value = serde_json::from_str(&told(&["stats", "--json"])).unwrap();
    assert_eq!((&without["skipped"], &without["notes"]), (&Value::Null, &Value::Null));
    let screen = told(&["stats", "--skipped"]);
    for line in [
        "3 announcements from 3 of 4 files",
        "skipped  corpus/空.txt",
        "\nissuers\n  水利部  2\n  财政部  1\n",
    ] {
        assert!(screen.contains(line), "{line}: {screen}");
    }
    let runs =
        "1 announcement brought in by the run of 2026-03-02 12:00 UTC, the first came in on ";
    let unwrapped = screen.replace('\n', " ");
    assert!(unwrapped.contains(runs), "{screen}");
}
