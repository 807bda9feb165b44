//! What the whole default query costs beside a plain BM25 query over the same terms.
//!
//! Both are asked in turn, query by query, in one thread, over one index: that of the folder
//! `POLICY_INDEX`; else one made for it of `POLICY_DATA/statutes/articles.jsonl`; else of the sample
//! corpus. Plain means the ten best by tantivy's own BM25 of any pair of characters, or of any pair
//! and any single character, as addresses: nothing is counted, blended, collapsed or fetched. Ours
//! is the whole answer of [`Engine::search`], ten announcements fetched and their passages found.
//!
//! The queries stand in `queries.tsv`; `POLICY_QUERIES` names another file of `class<TAB>query`
//! lines. A query's time is its median over all rounds but the first, in milliseconds, so that what
//! else the machine does counts little; the columns are the median and the 99th percentile of the
//! queries of a class.

use std::path::{Path, PathBuf};
use std::time::Instant;

use policy_search::text::fold_str;
use policy_search::{Engine, IndexOptions, Location, Query, SearchRequest};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query as Matcher, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Index, Searcher, Term};

/// How often every query is asked; the first time is not counted.
const ROUNDS: usize = 12;

fn main() {
    let made = tempfile::tempdir().expect("a folder for the index");
    let folder = match std::env::var_os("POLICY_INDEX") {
        Some(index) => PathBuf::from(index),
        None => indexed(made.path()),
    };
    let plain = Plain::open(&folder);
    let engine = Engine::open(&Location::Dir(folder)).expect("the index opens");
    println!("{} announcements, {ROUNDS} rounds, milliseconds", plain.searcher.num_docs());
    println!(
        "{:<16} {:>4} {:>7} | {:>14} | {:>14} | {:>14} {:>8}",
        "class", "n", "hits", "pairs p50 p99", "+characters", "ours p50 p99", "to plain"
    );
    let mut means = [0.0; 3];
    for (class, queries) in by_class(&queries()) {
        let times = measured(&plain, &engine, &queries);
        print_row(&class, &queries, &times);
        means.iter_mut().zip(&times.taken).for_each(|(sum, taken)| *sum += mean(taken));
    }
    let [pairs, characters, ours] = means;
    println!(
        "sum of means: pairs {pairs:.2}, with characters {characters:.2}, ours {ours:.2}: {:.2} × \
         pairs, {:.2} × with characters",
        ours / pairs,
        ours / characters
    );
}

/// An index of the articles, or of the sample.
fn indexed(folder: &Path) -> PathBuf {
    let corpus = match std::env::var_os("POLICY_DATA") {
        Some(data) => PathBuf::from(data).join("statutes/articles.jsonl"),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus"),
    };
    let location = Location::Dir(folder.join("index"));
    policy_search::index(&location, &IndexOptions::of([corpus]), &|_| ())
        .expect("the corpus is indexed");
    folder.join("index")
}

/// The queries with their classes.
fn queries() -> Vec<(String, String)> {
    let text = match std::env::var_os("POLICY_QUERIES") {
        Some(path) => std::fs::read_to_string(path).expect("the queries are read"),
        None => include_str!("queries.tsv").to_string(),
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let split = |line: &str| {
        line.split_once('\t').map(|(class, query)| (class.to_string(), query.to_string()))
    };
    lines.filter_map(split).collect()
}

fn by_class(queries: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let mut classes: Vec<(String, Vec<String>)> = Vec::new();
    for (class, query) in queries {
        match classes.iter_mut().find(|(name, _)| name == class) {
            Some((_, queries)) => queries.push(query.clone()),
            None => classes.push((class.clone(), vec![query.clone()])),
        }
    }
    classes
}

/// The times of the queries of one class: pairs, pairs and characters, ours; and how many hits ours has.
#[derive(Default)]
struct Times {
    taken: [Vec<f64>; 3],
    hits: usize,
}

fn measured(plain: &Plain, engine: &Engine, queries: &[String]) -> Times {
    let today = jiff::civil::date(2026, 1, 20);
    let mut times = Times::default();
    for query in queries {
        let parsed = Query::parse(query, today).expect("the query is well formed");
        let request = SearchRequest::new(parsed, today);
        let mut rounds: [Vec<f64>; 3] = Default::default();
        for round in 0..ROUNDS {
            let pairs = plain.taken(query, false);
            let characters = plain.taken(query, true);
            let asked = Instant::now();
            let answer = engine.search(&request).expect("the index answers");
            let taken = [pairs, characters, asked.elapsed().as_secs_f64() * 1e3];
            if round > 0 {
                rounds.iter_mut().zip(taken).for_each(|(all, one)| all.push(one));
            } else {
                times.hits += answer.total;
            }
        }
        times.taken.iter_mut().zip(rounds).for_each(|(all, rounds)| all.push(median(rounds)));
    }
    times.taken.iter_mut().for_each(|all| all.sort_by(f64::total_cmp));
    times
}

fn median(mut taken: Vec<f64>) -> f64 {
    taken.sort_by(f64::total_cmp);
    percentile(&taken, 50)
}

fn print_row(class: &str, queries: &[String], times: &Times) {
    let [pairs, characters, ours] = &times.taken;
    let both = |taken: &[f64]| format!("{:.3} {:.3}", percentile(taken, 50), percentile(taken, 99));
    println!(
        "{class:<16} {:>4} {:>7} | {:>14} | {:>14} | {:>14} {:>7.2}×",
        queries.len(),
        times.hits / queries.len(),
        both(pairs),
        both(characters),
        both(ours),
        mean(ours) / mean(characters)
    );
}

fn mean(taken: &[f64]) -> f64 {
    taken.iter().sum::<f64>() / taken.len().max(1) as f64
}

fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted.get(sorted.len() * percent / 100).copied().unwrap_or_default()
}

/// Plain BM25 over the terms of the same index.
struct Plain {
    searcher: Searcher,
    pairs: Field,
    characters: Field,
}

impl Plain {
    fn open(folder: &Path) -> Self {
        let inside = std::fs::read_dir(folder).expect("the index is a folder").flatten();
        let generation = inside.map(|entry| entry.path()).find(|path| path.is_dir());
        let index = Index::open_in_dir(generation.expect("the index has a generation"));
        let index = index.expect("the generation opens");
        let field = |name| index.schema().get_field(name).expect("a field of the index");
        let (pairs, characters) = (field("grams"), field("characters"));
        let searcher = index.reader().expect("the index is read").searcher();
        Self { searcher, pairs, characters }
    }

    /// How many milliseconds the ten best of any of its terms took.
    fn taken(&self, query: &str, with_characters: bool) -> f64 {
        let started = Instant::now();
        let best = TopDocs::with_limit(10).order_by_score();
        self.searcher.search(&self.any(query, with_characters), &best).expect("it answers");
        started.elapsed().as_secs_f64() * 1e3
    }

    fn any(&self, query: &str, with_characters: bool) -> BooleanQuery {
        let folded = fold_str(query);
        let mut terms: Vec<Term> = Vec::new();
        for word in folded.split(' ') {
            let characters: Vec<char> = word.chars().collect();
            let pairs = characters.windows(2).map(|pair| pair.iter().collect::<String>());
            terms.extend(pairs.map(|pair| Term::from_field_text(self.pairs, &pair)));
            if with_characters {
                let single = |one: &char| Term::from_field_text(self.characters, &one.to_string());
                terms.extend(characters.iter().map(single));
            }
        }
        terms.sort();
        terms.dedup();
        let scored = |term| TermQuery::new(term, IndexRecordOption::WithFreqs);
        BooleanQuery::union(
            terms.into_iter().map(|term| Box::new(scored(term)) as Box<dyn Matcher>).collect(),
        )
    }
}
