//! Numbers of a series: by 机关代字, by years, by places in a year.

use std::collections::BTreeSet;
use std::process::Output;

use policy_search::Query;

use crate::workspace::{NOW, Workspace, stderr};

const NUMBERS: [&str; 9] = [
    "国办发〔2016〕92号",
    "国办发〔2017〕9号",
    "国办发〔2017〕92号",
    "国办发〔2017〕103号",
    "国办发明电〔2017〕9号",
    "国发〔2017〕92号",
    "国务院令第9号",
    "国务院令第707号",
    "青政办发〔2017〕92号",
];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    for number in NUMBERS {
        let text =
            format!("关于渡口安全的通知\n{number}\n\n各有关单位：\n请按照{number}抓好落实。\n");
        workspace.write(&format!("{number}.txt"), text);
    }
    workspace.index();
    workspace
}

fn found(workspace: &Workspace, query: &str) -> BTreeSet<String> {
    let hits = workspace.search(query).hits.into_iter();
    hits.filter_map(|hit| hit.announcement.number).map(|number| number.to_string()).collect()
}

#[test]
fn a_series_has_the_numbers_that_its_columns_say() {
    let workspace = workspace();
    for (query, expected) in [
        (
            "文号:国办发",
            &[
                "国办发〔2016〕92号",
                "国办发〔2017〕9号",
                "国办发〔2017〕92号",
                "国办发〔2017〕103号",
            ][..],
        ),
        ("文号:国办发〔2016〕", &["国办发〔2016〕92号"]),
        ("文号:國辦發[2016]", &["国办发〔2016〕92号"]),
        ("文号:国办发〔2017〕10..103号", &["国办发〔2017〕92号", "国办发〔2017〕103号"]),
        ("number:国办发(2017)..92", &["国办发〔2017〕9号", "国办发〔2017〕92号"]),
        ("文号:国办发〔..2016〕", &["国办发〔2016〕92号"]),
        ("文号:国办发〔2018..〕", &[]),
        ("文号:国务院令", &["国务院令第9号", "国务院令第707号"]),
        ("文号:国务院令第700..710号", &["国务院令第707号"]),
        ("文号:(国发 OR 青政办发) 渡口", &["国发〔2017〕92号", "青政办发〔2017〕92号"]),
        ("渡口 文号:国办发 -文号:国办发〔2017〕", &["国办发〔2016〕92号"]),
        ("文号:国办发〔2017〕92号", &["国办发〔2017〕92号"]),
    ] {
        let expected = expected.iter().map(ToString::to_string).collect();
        assert_eq!(found(&workspace, query), expected, "{query}");
    }
}

#[test]
fn the_flag_says_the_same_as_the_field() {
    let workspace = workspace();
    for series in ["国办发", "国办发〔2017〕", "国办发〔2017〕10..103号", "国办发〔2017〕92号"]
    {
        let flagged = workspace.command(&["渡口", "--number", series, "--csv"]);
        let asked = workspace.command(&["渡口", &format!("文号:{series}"), "--csv"]);
        let paths = |output: &Output| {
            let mut table = csv::Reader::from_reader(&output.stdout[..]);
            let rows = table.records().map(|row| row.unwrap()[12].to_string());
            rows.collect::<BTreeSet<String>>()
        };
        assert_eq!(paths(&flagged), paths(&asked), "{series}");
        assert!(!paths(&flagged).is_empty(), "{series}: {}", stderr(&flagged));
    }
}

#[test]
fn a_query_is_shown_as_it_is_read_again() {
    let workspace = workspace();
    let shown = Query::parse("文号:國辦發(2017)10..103", NOW).unwrap().to_string();
    assert_eq!(shown, "文号:\"国办发〔2017〕10..103号\"");
    assert_eq!(workspace.search(&shown).total, 2);
}

#[test]
fn what_is_no_prefix_is_refused_with_what_to_write() {
    let workspace = workspace();
    for query in
        ["文号:安全生产", "文号:2017", "文号:国办发〔2019..2017〕", "文号:国办发 2017 92号"]
    {
        let output = workspace.command(&[query]);
        assert_eq!(output.status.code(), Some(2), "{query}");
        assert!(stderr(&output).contains("国发〔2025〕1..9号"), "{}", stderr(&output));
    }
}
