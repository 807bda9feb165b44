//! Ranking goldens: what users rightly expect first, and what they get, kept beside it.
//!
//! `tests/golden/*.tsv` holds the expectations, `*.outcome.tsv` what the engine answers: the rank
//! of the expected one among ten (`-`: not there) and the first hit. The test fails with what moved;
//! `UPDATE_GOLDEN=1 cargo test golden` keeps the new outcome if no figure fell, and
//! `UPDATE_GOLDEN=worse` whatever happened.

use std::fmt::Write;
use std::fs;

use policy_search::text::fold_str;
use policy_search::{Engine, Hit, SearchResponse};

use crate::workspace::{Workspace, repository, request};

/// One line of a golden file.
enum Line {
    /// The name of a group.
    Group(String),
    Case(Case),
}

/// A query with what is expected.
struct Case {
    query: String,
    expected: String,
    /// What the passage shown of the expected one holds, if that matters.
    passage: Option<String>,
}

fn lines(golden: &str) -> Vec<Line> {
    let line = |line: &str| {
        if let Some(group) = line.strip_prefix("## ") {
            return Some(Line::Group(group.to_string()));
        }
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(matches!(cells.len(), 2 | 3), "not query<TAB>expected: {line}");
        let cell = |index: usize| cells.get(index).map(|cell| cell.to_string());
        let (query, expected) = (cell(0).unwrap(), cell(1).unwrap());
        Some(Line::Case(Case { query, expected, passage: cell(2) }))
    };
    golden.lines().filter_map(line).collect()
}

fn place(hit: &Hit) -> String {
    match &hit.place.part {
        Some(part) => format!("{}#{part}", hit.place.path),
        None => hit.place.path.clone(),
    }
}

impl Case {
    /// The rank of what is expected, from 1.
    fn rank(&self, response: &SearchResponse) -> Option<usize> {
        let index = match self.expected.strip_prefix("? ") {
            Some(meant) => response.suggestions.iter().position(|suggestion| suggestion == meant),
            None => response.hits.iter().position(|hit| self.is_expected(hit)),
        };
        index.map(|index| index + 1)
    }

    fn is_expected(&self, hit: &Hit) -> bool {
        let named = place(hit).contains(&self.expected)
            || fold_str(&hit.announcement.title) == fold_str(&self.expected);
        let passage = self.passage.as_deref().unwrap_or("");
        named && hit.snippet.text.contains(passage)
    }
}

/// What the first answer is, in one cell.
fn first(response: &SearchResponse) -> String {
    match (response.hits.first(), response.suggestions.first()) {
        (Some(hit), _) => format!("{} · {}", hit.announcement.title, place(hit)),
        (None, Some(suggestion)) => format!("? {suggestion}"),
        (None, None) => "nothing".to_string(),
    }
}

/// The part of the cases whose expected answer is first, is among five, and the mean of 1 / rank.
fn figures(ranks: &[Option<usize>]) -> [f64; 3] {
    let mean = |value: &dyn Fn(usize) -> f64| {
        ranks.iter().flatten().map(|rank| value(*rank)).sum::<f64>() / ranks.len() as f64
    };
    let within = |depth: usize| mean(&|rank| f64::from(u8::from(rank <= depth)));
    [within(1), within(5), mean(&|rank| 1.0 / rank as f64)]
}

/// The outcome file of a golden file.
fn outcome(golden: &str, engine: &Engine) -> String {
    let mut text =
        "# query<TAB>rank of the expected<TAB>first hit; written by the test\n".to_string();
    let mut ranks = Vec::new();
    for line in lines(golden) {
        match line {
            Line::Group(name) => writeln!(text, "\n## {name}").unwrap(),
            Line::Case(case) => {
                let response = engine.search(&request(&case.query)).unwrap();
                let rank = case.rank(&response);
                let shown = rank.map_or("-".to_string(), |rank| rank.to_string());
                writeln!(text, "{}\t{shown}\t{}", case.query, first(&response)).unwrap();
                ranks.push(rank);
            }
        }
    }
    let [first, five, mrr] = figures(&ranks);
    let count = ranks.len();
    writeln!(text, "\n# {count} queries: recall@1 {first:.3}, recall@5 {five:.3}, MRR {mrr:.3}")
        .unwrap();
    text
}

/// The figures that an outcome file ends with.
fn kept_figures(outcome: &str) -> Vec<f64> {
    let last = outcome.lines().last().and_then(|line| line.split_once(": ")).unwrap_or_default();
    last.1.split(", ").filter_map(|figure| figure.split(' ').nth(1)?.parse().ok()).collect()
}

/// The lines of only one of two outcomes, those of the kept one with `-`.
fn moved(kept: &str, now: &str) -> String {
    let only = |mark: char, these: &str, others: &str| -> Vec<String> {
        let others: Vec<&str> = others.lines().collect();
        let lines = these.lines().filter(|line| !others.contains(line));
        lines.map(|line| format!("{mark} {line}")).collect()
    };
    let mut lines = [only('-', kept, now), only('+', now, kept)].concat();
    lines.sort_by_key(|line| line[2..].split('\t').next().map(String::from));
    lines.join("\n")
}

fn hold(name: &str, engine: &Engine) {
    let folder = repository().join("tests/golden");
    let golden = fs::read_to_string(folder.join(format!("{name}.tsv"))).unwrap();
    let file = folder.join(format!("{name}.outcome.tsv"));
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let now = outcome(&golden, engine);
    println!("{name}: {}", now.lines().last().unwrap());
    let fell = kept_figures(&kept).iter().zip(kept_figures(&now)).any(|(kept, now)| now < *kept);
    let update = std::env::var("UPDATE_GOLDEN").ok();
    match update.as_deref() {
        Some("worse") => return fs::write(&file, now).unwrap(),
        Some(_) if !fell => return fs::write(&file, now).unwrap(),
        _ => {}
    }
    let moved = moved(&kept, &now);
    assert!(!fell, "{name}: worse than what is kept (UPDATE_GOLDEN=worse keeps it)\n{moved}");
    assert!(kept == now, "{name}: moved (UPDATE_GOLDEN=1 keeps it)\n{moved}");
}

#[test]
fn golden_queries_of_the_sample() {
    hold("sample", &Workspace::with_sample().engine());
}

#[test]
#[ignore = "needs POLICY_DATA"]
fn golden_queries_of_real_documents() {
    let workspace = Workspace::with_real();
    hold("real", &workspace.engine());
}

#[test]
fn figures_are_read_as_they_are_written() {
    assert_eq!(figures(&[Some(1), Some(4), None, Some(10)]), [0.25, 0.5, 1.35 / 4.0]);
    let kept = "a\t1\tb\n\n# 4 queries: recall@1 0.250, recall@5 0.500, MRR 0.338\n";
    assert_eq!(kept_figures(kept), [0.25, 0.5, 0.338]);
    let now = "a\t2\tb\n\n# 4 queries: recall@1 0.000, recall@5 0.500, MRR 0.200\n";
    assert!(moved(kept, now).contains("- a\t1\tb\n+ a\t2\tb"), "{}", moved(kept, now));
}
