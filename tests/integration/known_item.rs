//! Known items: a law whose short title, or two telling words of it, somebody types must come first.
//!
//! The queries are made from the titles themselves, so they favour engines that look at titles;
//! they show that short queries are not hurt, not that users are served. Every version of a law
//! under the same short title is right. Two words often fit several laws of different provinces as
//! well, so that no engine reaches 1.
//!
//! How the two words are chosen matters: with the two rarest of a title (chosen here) the mean over
//! all 1,346 titles that have two is .880, with the rarest pair of neighbours .869 (.855 on 150 of
//! them, which makes .927 with the titles), with neighbours that at most five titles hold .915.

use std::collections::{BTreeMap, BTreeSet};

use policy_search::{Engine, Hit};
use tantivy_jieba::jieba_rs::Jieba;

use crate::workspace::{Dice, Workspace, request};

/// How many queries of either sort.
const QUERIES: usize = 150;

/// The least mean of 1 / rank over both sorts.
const LEAST_MRR: f64 = 0.93;

/// How many characters a short title has.
const SHORT: std::ops::RangeInclusive<usize> = 2..=12;

/// A query and the short title it was made from.
struct Item {
    query: String,
    title: String,
}

/// A title without the country and without what stands in brackets.
fn short(title: &str) -> String {
    let mut depth = 0_usize;
    let mut short = String::new();
    for c in title.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '《' | '》' | ' ' => {}
            c if depth == 0 => short.push(c),
            _ => {}
        }
    }
    short.replace("中华人民共和国", "")
}

/// The short titles of the laws, each once.
fn titles(hits: &[Hit]) -> BTreeSet<String> {
    let laws = hits.iter().filter(|hit| hit.place.path.starts_with("laws/"));
    let titles = laws.map(|hit| short(&hit.announcement.title));
    titles.filter(|title| SHORT.contains(&title.chars().count())).collect()
}

/// `QUERIES` of the items, the same on every run.
fn drawn(mut items: Vec<Item>, seed: u64) -> Vec<Item> {
    let mut dice = Dice(seed);
    assert!(items.len() >= QUERIES, "{} items", items.len());
    (0..QUERIES).map(|_| items.swap_remove(dice.below(items.len()))).collect()
}

fn by_title(titles: &BTreeSet<String>) -> Vec<Item> {
    let item = |title: &String| Item { query: title.clone(), title: title.clone() };
    drawn(titles.iter().map(item).collect(), 20_071)
}

/// The words of each title, of two characters or more, each once.
fn words(titles: &BTreeSet<String>) -> BTreeMap<&String, Vec<String>> {
    let jieba = Jieba::new();
    let cut = |title: &str| -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for token in jieba.cut(title, true) {
            let word = token.word.to_string();
            if word.chars().nth(1).is_some() && !words.contains(&word) {
                words.push(word);
            }
        }
        words
    };
    titles.iter().map(|title| (title, cut(title))).collect()
}

/// Of each title the two words that fewest titles hold, in the order of the title.
fn by_two_words(titles: &BTreeSet<String>) -> Vec<Item> {
    let words = words(titles);
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    words.values().flatten().for_each(|word| *counts.entry(word).or_default() += 1);
    let query = |words: &[String]| -> Option<String> {
        let mut places: Vec<usize> = (0..words.len()).collect();
        places.sort_by_key(|place| counts[&words[*place]]);
        let (one, other) = (*places.first()?, *places.get(1)?);
        Some(format!("{} {}", words[one.min(other)], words[one.max(other)]))
    };
    let item = |(title, words): (&&String, &Vec<String>)| {
        Some(Item { query: query(words)?, title: title.to_string() })
    };
    drawn(words.iter().filter_map(item).collect(), 20_072)
}

/// 1 / rank of the title among the first ten; what is missed is printed.
fn reciprocal_rank(engine: &Engine, item: &Item) -> f64 {
    let hits = engine.search(&request(&item.query)).unwrap().hits;
    let at = hits.iter().position(|hit| short(&hit.announcement.title) == item.title);
    if at != Some(0) {
        let first = hits.first().map_or("nothing", |hit| hit.announcement.title.as_str());
        let rank = at.map_or("-".to_string(), |at| (at + 1).to_string());
        println!("  {} → {} at {rank}, first {first}", item.query, item.title);
    }
    at.map_or(0.0, |at| 1.0 / (at + 1) as f64)
}

fn mrr(engine: &Engine, items: &[Item]) -> f64 {
    items.iter().map(|item| reciprocal_rank(engine, item)).sum::<f64>() / items.len() as f64
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn known_items_come_first() {
    let workspace = Workspace::with_real();
    let (engine, titles) = (workspace.engine(), titles(&workspace.everything()));
    let whole = mrr(&engine, &by_title(&titles));
    let words = mrr(&engine, &by_two_words(&titles));
    let all = (whole + words) / 2.0;
    println!("known items MRR@10: {whole:.4} titles, {words:.4} two words, {all:.4} all");
    assert!(all >= LEAST_MRR, "MRR@10 {all:.4} of known items");
}

#[test]
fn a_short_title_has_no_country_and_no_brackets() {
    assert_eq!(short("中华人民共和国刑法修正案（十二）"), "刑法修正案");
    assert_eq!(short("关于适用《中华人民共和国公司法》的规定"), "关于适用公司法的规定");
}
