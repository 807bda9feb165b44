//! No query makes it panic: any query, asked in any way of any small index, ends with hits, with none
//! or with what is wrong with the query, and every output can write the answer.
//!
//! `POLICY_QUERIES=200000` asks so many queries instead of a few thousand. What was asked is printed
//! by class with `--nocapture`, and queries that took more than a second are named.

mod announcements;
mod commands;
mod faces;
mod letters;
mod queries;

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use jiff::civil::date;
use policy_search::{
    DateRange, DocNumber, Engine, Filters, Level, Order, Query, SearchRequest, Validity,
};

use self::announcements::{BODIES, KINDS, NUMBERS};
use self::letters::{once_in, one};
use crate::workspace::{Dice, NOW, Workspace, request, stdout};

/// How many queries are asked if nothing else is said.
const QUERIES: usize = 3_000;

/// How many queries are asked of one index.
const PER_INDEX: usize = 200;

/// What takes longer is named.
const SLOW: Duration = Duration::from_secs(1);

/// How many queries to ask.
fn wanted() -> usize {
    let asked = std::env::var("POLICY_QUERIES").ok();
    asked.map_or(QUERIES, |asked| asked.parse().expect("POLICY_QUERIES is a number"))
}

/// How a query ended.
#[derive(Clone, Copy)]
enum End {
    Refused,
    Hits,
    Nothing,
}

/// How the queries of each class ended, and what went wrong.
#[derive(Default)]
struct Tally {
    ends: BTreeMap<String, [usize; 3]>,
    slow: Vec<String>,
    failed: Vec<String>,
}

impl Tally {
    fn note(&mut self, class: String, end: End) {
        self.ends.entry(class).or_default()[end as usize] += 1;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = [0; 3];
        for (class, [refused, hits, nothing]) in &self.ends {
            writeln!(f, "{class:28} {refused:8} refused {hits:8} hits {nothing:8} none")?;
            all = [all[0] + refused, all[1] + hits, all[2] + nothing];
        }
        let [refused, hits, nothing] = all;
        writeln!(f, "{:28} {refused:8} refused {hits:8} hits {nothing:8} none", "all")?;
        self.slow.iter().try_for_each(|slow| writeln!(f, "slow: {slow}"))
    }
}

#[test]
fn any_query_ends_with_hits_with_none_or_with_an_error() {
    let mut tally = Tally::default();
    (0..wanted().div_ceil(PER_INDEX)).for_each(|index| ask_all(index, &mut tally));
    println!("{tally}");
    assert!(tally.failed.is_empty(), "{} failed:\n{}", tally.failed.len(), tally.failed.join("\n"));
}

/// Asks the queries of one index.
fn ask_all(index: usize, tally: &mut Tally) {
    let mut dice = Dice(index as u64);
    let workspace = announcements::workspace(&mut dice);
    let engine = workspace.engine();
    faces::stats(&engine);
    for number in 0..PER_INDEX {
        let (class, text) = queries::query(&mut dice);
        let asked = options(&mut dice);
        let width = 20 + dice.below(101);
        let started = Instant::now();
        let end = catch_unwind(AssertUnwindSafe(|| ask(&engine, &text, &asked, width)));
        if started.elapsed() > SLOW {
            let characters = text.chars().count();
            tally.slow.push(format!("{:?} {class}, {characters} characters", started.elapsed()));
        }
        match end {
            Ok(end) => tally.note(class, end),
            Err(_) => {
                let place = format!("index {index}, query {number}: {text:?} {asked:?}");
                tally.failed.push(place);
            }
        }
    }
}

/// Asks one query through the engine and every output.
fn ask(engine: &Engine, text: &str, like: &SearchRequest, width: usize) -> End {
    let query = match Query::parse(text, like.now) {
        Ok(query) => query,
        Err(error) => {
            assert!(error.characters().end <= error.query().chars().count());
            assert!(!error.to_string().is_empty());
            return End::Refused;
        }
    };
    let request = like.clone().query(query);
    let response = engine.search(&request).unwrap();
    faces::check(engine, &request, &response);
    faces::print(&response, width);
    if let Some(hit) = response.hits.first() {
        faces::show(engine, hit, &request.query, width);
    }
    if response.hits.is_empty() { End::Nothing } else { End::Hits }
}

/// A request with every option at random; its query is to be replaced.
fn options(dice: &mut Dice) -> SearchRequest {
    const ORDERS: [Order; 4] = [Order::Relevance, Order::Newest, Order::Oldest, Order::Level];
    let days = [NOW, NOW, NOW, NOW, date(1000, 1, 1), date(9999, 12, 31), date(-9999, 1, 1)];
    let mut request = request("数据")
        .filters(filters(dice))
        .order(*one(dice, &ORDERS))
        .limit(if once_in(dice, 3) { *one(dice, &[1, 3, 0, 1_000, usize::MAX]) } else { 10 })
        .offset(if once_in(dice, 8) { *one(dice, &[1, 5, usize::MAX]) } else { 0 })
        .facets(once_in(dice, 3))
        .collapse(!once_in(dice, 3))
        .explain(once_in(dice, 3))
        .expand(!once_in(dice, 3));
    request.now = *one(dice, &days);
    request
}

/// Mostly none, at times several.
fn filters(dice: &mut Dice) -> Filters {
    let mut filters = Filters::default();
    if !once_in(dice, 4) {
        return filters;
    }
    match dice.below(8) {
        0 => {
            filters.dates =
                DateRange::parse(one::<&str>(dice, &["2024", "..2020", "近三年"]), NOW).ok()
        }
        1 => filters.issuers = vec![one(dice, &BODIES).to_string(), letters::text(dice, 3)],
        2 => filters.levels = vec![*one(dice, &Level::ALL), *one(dice, &Level::ALL)],
        3 => filters.kinds = vec![one(dice, &KINDS).parse().unwrap()],
        4 => filters.regions = vec![one(dice, &["四川", "青白江区", "猫", ""]).to_string()],
        5 => filters.validities = vec![*one(dice, &Validity::ALL)],
        6 => filters.number = DocNumber::parse(one::<&str>(dice, &NUMBERS)),
        _ => filters.title_only = true,
    }
    filters
}

/// A workspace on which 补贴 and 植树 are known, and 吨, 猫 and 沪 are not.
fn small_workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("a.txt", "关于植树补贴的通知\n\n市财政局\n\n植树给予补贴，每亩五十元。\n");
    workspace.index();
    workspace
}

#[test]
fn a_single_character_that_no_announcement_has_is_explained_and_nothing_is_suggested() {
    let workspace = small_workspace();
    for query in ["吨", "猫", "𠮷", "豈", "標題:貓", "标题:猫", "\"猫\"", "猫。", "同句(猫)", "a猫"]
    {
        let response = workspace.search(query);
        assert_eq!((response.total, response.suggestions.len()), (0, 0), "{query}");
        let absence = response.absence.unwrap();
        assert_eq!((absence.announcements, absence.parts[0].part.count), (1, 0), "{query}");
    }
    let response = workspace.search("沪 补贴 机关:财政局");
    let absence = response.absence.unwrap();
    let parts: Vec<_> = absence.parts.iter().map(|part| part.part.count).collect();
    assert_eq!((parts, response.suggestions), (vec![0, 1, 0], vec![]));
}

#[test]
fn a_character_beside_a_mistyped_word_does_not_hide_what_was_meant() {
    let workspace = small_workspace();
    for (query, meant) in [("补帖 OR 猫", "补贴 OR 猫"), ("猫 OR 补帖", "猫 OR 补贴")] {
        assert_eq!(workspace.search(query).suggestions, [meant], "{query}");
    }
}

#[test]
fn the_command_answers_a_single_character_with_exit_code_1() {
    let workspace = small_workspace();
    let near = workspace.command(&["沪", "补贴"]);
    assert_eq!(near.status.code(), Some(0));
    assert!(stdout(&near).contains("补贴"), "{}", stdout(&near));
    for args in [&["吨"][..], &["标题:猫"], &["猫", "--json"], &["猫", "--csv"]] {
        let output = workspace.command(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}");
        assert!(!stdout(&output).is_empty(), "{args:?}");
    }
}

#[test]
fn characters_that_stand_apart_find_the_same_in_every_order() {
    let workspace = small_workspace();
    let engine = workspace.engine();
    for (query, total) in [("贴、".repeat(9), 1), ("猫、".repeat(9), 0), ("猫、贴、".repeat(5), 1)]
    {
        for order in [Order::Relevance, Order::Newest, Order::Oldest, Order::Level] {
            let request = request(&query).order(order).facets(true);
            let response = engine.search(&request).unwrap();
            let matching = engine.matching(&request).unwrap().len();
            assert_eq!((response.total, matching), (total, total), "{query} {order:?}");
        }
    }
}
