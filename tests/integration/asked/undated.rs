//! Announcements without a date are not lost in silence where dates are limited.

use super::{Answer, ask, number, screen};
use crate::workspace::Workspace;

/// Notices of a matter by year; the undated have none.
const PLAN: [(&str, &[u16], usize); 4] = [
    ("渡口", &[2015, 2019, 2023, 2025], 3),
    ("集市", &[2018, 2024], 1),
    ("校车", &[2021, 2022], 0),
    ("路灯", &[], 2),
];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let mut serial = 0;
    for (matter, years, undated) in PLAN {
        let dated = years.iter().map(|year| format!("{year}年3月5日\n"));
        for date in dated.chain(vec![String::new(); undated]) {
            serial += 1;
            let (team, days) = (serial * 13 + 1, serial * 7 + 2);
            let text = format!(
                "关于第{serial}片{matter}养护的通知\n\n各村：\n\n本片{matter}由{team}组看护，\
                 坏了{days}天内修好。\n\n青石市水务局\n{date}"
            );
            workspace.write(&format!("{serial}.txt"), text);
        }
    }
    workspace.index();
    workspace
}

fn left_out(answer: &Answer, why: &str) -> Option<usize> {
    number(&answer.json["left_out"][why])
}

/// A query, its flags, the hits of the days asked for, and how many that match have no date.
const ASKED: [(&str, &[&str], usize, usize); 10] = [
    ("渡口", &["--from", "2019"], 3, 3),
    ("渡口", &["--to", "2019-12-31"], 2, 3),
    ("渡口", &["--from", "2016", "--to", "2024"], 2, 3),
    ("集市", &["--to", "2017"], 0, 1),
    ("校车", &["--from", "2022"], 1, 0),
    ("路灯", &["--from", "2000"], 0, 2),
    ("渡口 日期:2023", &[], 1, 3),
    ("日期:近三年 渡口", &[], 2, 3),
    ("标题:集市", &["--from", "2020"], 1, 1),
    ("养护", &["--to", "2018"], 2, 6),
];

#[test]
fn the_undated_are_counted_and_can_be_kept() {
    let workspace = workspace();
    for (query, flags, dated, undated) in ASKED {
        let answer = ask(&workspace, query, &[flags, &["--strict"]].concat());
        let found = (answer.hits().len(), left_out(&answer, "undated"));
        assert_eq!(found, (dated, Some(undated)), "{query} {flags:?}");
        let kept =
            ask(&workspace, query, &[flags, &["--strict", "--undated", "-n", "100"]].concat());
        let found = (kept.hits().len(), left_out(&kept, "undated"));
        assert_eq!(found, (dated + undated, Some(0)), "{query} {flags:?} --undated");
    }
}

#[test]
fn nothing_is_left_out_where_no_date_is_asked_for() {
    let workspace = workspace();
    let answer = ask(&workspace, "渡口", &[]);
    assert_eq!((answer.total(), left_out(&answer, "undated")), (7, Some(0)));
}

#[test]
fn the_screen_says_how_many_have_no_date() {
    let workspace = workspace();
    for (query, flags, undated) in
        [("渡口", ["--from", "2019"], "3 undated"), ("路灯", ["--from", "2000"], "2 undated")]
    {
        let text = screen(&workspace, query, &flags);
        assert!(text.contains(undated), "{query}: {text}");
    }
    assert!(!screen(&workspace, "校车", &["--from", "2022"]).contains("undated"));
}

#[test]
fn what_the_other_filters_leave_out_is_counted_too() {
    let workspace = workspace();
    let answer = ask(&workspace, "集市", &["--strict", "--kind", "公告"]);
    assert_eq!((answer.total(), left_out(&answer, "filtered")), (0, Some(3)));
    let answer = ask(&workspace, "集市", &["--strict", "--kind", "通知"]);
    assert_eq!((answer.total(), left_out(&answer, "filtered")), (3, Some(0)));
}
