//! The numbers shown are the hits that paging reaches: of any query, filter, page size and order.

use std::collections::BTreeSet;
use std::fmt;

use policy_search::Hit as Found;

use super::{Answer, Hit, NEAREST, RUNGS, ask, paged, villages};
use crate::workspace::{Dice, Workspace};

/// How many random queries are asked.
pub(super) const QUERIES: usize = 160;

/// A query with its filters, order and size of a page.
pub(super) struct Asked {
    pub(super) query: String,
    pub(super) flags: Vec<&'static str>,
    size: usize,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?} by {}", self.query, self.flags, self.size)
    }
}

const FILTERS: [&[&str]; 11] = [
    &[],
    &[],
    &["--from", "2018"],
    &["--to", "2022-06"],
    &["--from", "2015", "--kind", "通知"],
    &["--level", "city"],
    &["--issuer", "水利部"],
    &["--title-only"],
    &["--since", "last"],
    &["--since", "last", "--from", "2018", "--undated"],
    &["--since", "近三十天"],
];

/// A piece of a text, of so many characters and without marks.
fn piece(everything: &[Found], dice: &mut Dice, least: usize, most: usize) -> String {
    let document = &everything[dice.below(everything.len())].announcement;
    let text: Vec<char> = [&document.title, &document.body][dice.below(2)].chars().collect();
    let start = dice.below(text.len().max(1));
    let length = least + dice.below(most - least + 1);
    text[start..].iter().filter(|c| c.is_alphanumeric()).take(length).collect()
}

fn query(everything: &[Found], dice: &mut Dice) -> String {
    let document = &everything[dice.below(everything.len())].announcement;
    let number = document.number.as_ref().map(ToString::to_string);
    let mut cut = |least, most| piece(everything, dice, least, most);
    let pieces = [cut(2, 4), cut(2, 4), cut(6, 14)];
    match dice.below(10) {
        0 => pieces[0].clone(),
        1 => pieces[0..2].join(" "),
        2 => pieces[2].clone(),
        3 => format!("\"{}\"", pieces[2]),
        4 => number.unwrap_or_else(|| "青水发〔2013〕999号".to_string()),
        5 => document.title.clone(),
        6 => format!("{}的{}由谁负责", pieces[0], pieces[1]),
        7 => format!("{} 入库:last", pieces[0]),
        8 => ["类型:通知", "级别:city -入库:last", "入库:last"][dice.below(3)].to_string(),
        _ => pieces[0..2].concat(),
    }
}

/// A random query, asked in a random way.
pub(super) fn asked(everything: &[Found], dice: &mut Dice) -> Asked {
    let mut flags = FILTERS[dice.below(FILTERS.len())].to_vec();
    flags.extend(["--sort", ["relevance", "newest", "oldest", "level", "added"][dice.below(5)]]);
    let size = [3, 10, 40, 1_000][dice.below(4)];
    Asked { query: query(everything, dice), flags, size }
}

/// What is wrong with the counts of the answer to `asked`.
fn wrong(workspace: &Workspace, asked: &Asked) -> Option<String> {
    let (answer, hits) = paged(workspace, &asked.query, &asked.flags, asked.size);
    let checks = [
        pages(&hits),
        rungs(&answer, &hits),
        total(&answer, &hits),
        copies(workspace, asked, &answer, &hits),
        strict(workspace, asked, &hits),
    ];
    checks.into_iter().flatten().next().map(|wrong| format!("{asked}: {wrong}"))
}

/// Ranks go on from page to page, and no document is shown twice.
fn pages(hits: &[Hit]) -> Option<String> {
    let ranks: Vec<usize> = hits.iter().map(|hit| hit.rank).collect();
    let once: BTreeSet<&str> = hits.iter().map(|hit| hit.id.as_str()).collect();
    let in_order = ranks.iter().copied().eq(1..=hits.len());
    (!in_order || once.len() != hits.len()).then(|| format!("ranks {ranks:?}"))
}

/// Each rung has as many hits as it says, and the rungs come in their order.
fn rungs(answer: &Answer, hits: &[Hit]) -> Option<String> {
    let count = |rung: &str| hits.iter().filter(|hit| hit.rung == rung).count();
    let reached = RUNGS.map(|rung| (rung.to_string(), count(rung)));
    let reached: Vec<_> = reached.into_iter().filter(|(_, count)| *count > 0).collect();
    let place = |hit: &Hit| RUNGS.iter().position(|rung| *rung == hit.rung).unwrap();
    let said = answer.rungs();
    (said != reached || !hits.is_sorted_by_key(place))
        .then(|| format!("{said:?} is said, {reached:?} are reached"))
}

/// How many hits the answer is about: those of the strict rungs, or else the nearest.
pub(super) fn counted(hits: &[Hit]) -> usize {
    let strict = hits.iter().filter(|hit| !hit.is_nearest()).count();
    if strict > 0 { strict } else { hits.len() }
}

fn total(answer: &Answer, hits: &[Hit]) -> Option<String> {
    let (said, reached) = (answer.total(), counted(hits));
    let code = i32::from(hits.is_empty());
    (said != reached || answer.code != code)
        .then(|| format!("total {said}, {reached} reached, exit {}", answer.code))
}

/// Hits and copies together are the announcements that match.
fn copies(workspace: &Workspace, asked: &Asked, answer: &Answer, hits: &[Hit]) -> Option<String> {
    let copies = super::number(&answer.json["copies"]).expect("few enough to compare");
    let flags = [&asked.flags[..], &["--no-collapse"]].concat();
    let (each, apart) = paged(workspace, &asked.query, &flags, 1_000);
    let listed: usize = hits.iter().map(|hit| hit.copies).sum();
    let by_rung: usize = answer.json["rungs"].as_array().unwrap().iter().map(copies_of).sum();
    // A copy of a strict hit may itself have only most of the words: it is counted or not.
    let (least, together, most) = (counted(&apart), counted(hits) + copies, apart.len());
    (together < least || together > most || copies > listed || by_rung < copies)
        .then(|| format!("{copies} copies of {listed} listed, {by_rung} by rung; {together} announcements of {least} to {most}"))
        .or_else(|| super::number(&each.json["copies"]).is_some_and(|copies| copies > 0).then(|| "copies of none".into()))
}

fn copies_of(row: &serde_json::Value) -> usize {
    super::number(&row["copies"]).expect("few enough to compare")
}

/// With `--strict` the same hits come without the nearest.
fn strict(workspace: &Workspace, asked: &Asked, hits: &[Hit]) -> Option<String> {
    let flags = [&asked.flags[..], &["--strict"]].concat();
    let (answer, alone) = paged(workspace, &asked.query, &flags, asked.size);
    let wanted: Vec<&Hit> = hits.iter().filter(|hit| !hit.is_nearest()).collect();
    (alone.iter().collect::<Vec<_>>() != wanted || answer.total() != wanted.len())
        .then(|| format!("--strict gives {} of {}", alone.len(), wanted.len()))
}

#[test]
fn numbers_shown_are_the_hits_that_paging_reaches() {
    let workspace = villages::workspace();
    let everything = workspace.everything();
    let mut dice = Dice(14);
    let all: Vec<Asked> = (0..QUERIES).map(|_| asked(&everything, &mut dice)).collect();
    let wrong: Vec<String> = all.iter().filter_map(|one| wrong(&workspace, one)).collect();
    super::hold(&wrong, all.len());
}

#[test]
fn what_the_latest_run_brought_in_is_some_of_all_with_its_copies() {
    let workspace = villages::workspace();
    let count = |flags: &[&str]| ask(&workspace, "类型:通知 各村", flags).total();
    let (all, last) = (count(&[]), count(&["--since", "last"]));
    assert_eq!((all, last), (48, 16));
    assert_eq!(
        count(&["--since", "last", "--no-collapse"]),
        16 + (33..=48).map(|n| n % 4).sum::<usize>()
    );
}

#[test]
fn a_query_has_hits_on_every_rung() {
    let workspace = villages::workspace();
    for (query, rung) in [
        ("青水发〔2015〕3号", "number"),
        ("关于做好第7片水井清淤工作的通知", "title"),
        ("登记簿由看护人保存", "typed"),
        ("困难登记", "all-words"),
        ("困难户的渡船由谁修理", NEAREST),
    ] {
        let answer = ask(&workspace, query, &["-n", "200"]);
        let rungs: BTreeSet<String> = answer.hits().into_iter().map(|hit| hit.rung).collect();
        assert!(rungs.contains(rung), "{query}: {rungs:?}");
    }
}

#[test]
fn re_posts_are_counted_apart() {
    let workspace = villages::workspace();
    let answer = ask(&workspace, "关于做好第7片水井清淤工作的通知", &[]);
    assert_eq!(answer.hits()[0].copies, 3);
    let row = &answer.json["rungs"][0];
    assert_eq!((row["rung"].as_str(), answer.rungs()[0].1, copies_of(row)), (Some("title"), 1, 3));
}

#[test]
fn the_order_asked_for_holds_within_a_rung() {
    let workspace = villages::workspace();
    for (order, query) in [("newest", "登记簿由看护人保存"), ("oldest", "困难户 张榜 渡口")]
    {
        let hits = ask(&workspace, query, &["--sort", order, "-n", "200"]).hits();
        assert!(hits.len() > 5, "{query}: {}", hits.len());
        for pair in hits.windows(2).filter(|pair| pair[0].rung == pair[1].rung) {
            let (one, other) = (&pair[0].date, &pair[1].date);
            let (Some(one), Some(other)) = (one, other) else { continue };
            assert!(if order == "newest" { one >= other } else { one <= other }, "{pair:?}");
        }
    }
}
