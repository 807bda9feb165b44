//! What was measured for the eye: times by class, and what they are to those of another run.

use std::io::Result;

use super::marked::plain;
use super::page::{PLAIN, Page};
use super::words::Language;
use super::wrap::{at_right, fitted};
use crate::engine::bench::{Bench, Class, Comparison, Differing, Ratio};

/// How many queries with other hits are listed.
const LISTED: usize = 10;

/// The columns for the name of a class.
const NAME: usize = 18;

/// Writes a run, and what it is to another. Its tables have 78 columns, however wide the page is.
pub(super) fn write(page: &mut Page, bench: &Bench, against: Option<&Comparison>) -> Result<()> {
    text(page, &head(bench, page.language()))?;
    page.blank()?;
    table(&bench.classes, page)?;
    against.map_or(Ok(()), |comparison| compared(comparison, page))
}

fn text(page: &mut Page, text: &str) -> Result<()> {
    page.text(0, &plain(text), PLAIN)
}

fn head(bench: &Bench, say: Language) -> String {
    let Bench { index, announcements, cores, threads, rounds, .. } = bench;
    let timed = match rounds.saturating_sub(1) {
        1 => say.timed_once(),
        timed => say.timed(timed),
    };
    let asked = match (bench.cold, threads) {
        (true, _) => say.cold(),
        (false, 1) => say.warm_alone(),
        (false, threads) => say.warm(threads),
    };
    say.bench_head(index, announcements, asked, cores, timed)
}

/// The head of the column of classes, those of counts, and that of answers per second.
fn heads(say: Language) -> [&'static str; 4] {
    say.of((["class", "queries", "hits", "per s"], ["类别", "检索式", "命中", "每秒"]))
}

fn table(classes: &[Class], page: &mut Page) -> Result<()> {
    let say = page.language();
    let [class, queries, hits, per_second] = heads(page.language());
    let max = page.language().of(("max", "最长"));
    row(page, class, [queries, hits, "p50", "p95", "p99", max, per_second].map(Into::into))?;
    for class in classes {
        let latency = &class.latency;
        let [p50, p95, p99, max] =
            [latency.p50, latency.p95, latency.p99, latency.max].map(milliseconds);
        let queries = class.asked.len().to_string();
        let hits = rounded(class.mean_hits());
        row(page, &say.told(&class.name), [queries, hits, p50, p95, p99, max, rounded(class.qps)])?;
    }
    Ok(())
}

fn row(page: &mut Page, name: &str, cells: [String; 7]) -> Result<()> {
    let [queries, hits, p50, p95, p99, max, qps] = cells;
    let times = [p50, p95, p99, max, qps].map(|time| at_right(&time, 9)).concat();
    let name = fitted(&plain(name), NAME);
    page.row("", 0, &[name, at_right(&queries, 7), at_right(&hits, 8), times].concat())
}

/// A time with three decimals, with fewer where it is long.
fn milliseconds(time: f64) -> String {
    match time {
        ..1e3 => format!("{time:.3}"),
        ..1e5 => format!("{time:.1}"),
        _ => format!("{time:.0}"),
    }
}

/// A number with one decimal, without one where it is large.
fn rounded(number: f64) -> String {
    if number < 1e3 { format!("{number:.1}") } else { format!("{number:.0}") }
}

fn compared(comparison: &Comparison, page: &mut Page) -> Result<()> {
    let against = &comparison.against;
    page.blank()?;
    let say = page.language();
    text(page, &say.compared_with(&against.index))?;
    for note in &comparison.notes {
        text(page, &say.note(say.told(note)))?;
    }
    page.blank()?;
    let ([class, _, _, per_second], (same, max)) =
        (heads(say), say.of((("same", "max"), ("相同", "最长"))));
    row(page, class, [same, "", "p50", "p95", "p99", max, per_second].map(Into::into))?;
    for ratio in &comparison.ratios {
        let Ratio { class, same, p50, p95, p99, max, qps } = ratio;
        let [p50, p95, p99, max, qps] = [p50, p95, p99, max, qps].map(|one| part(*one));
        row(page, &say.told(class), [same.to_string(), String::new(), p50, p95, p99, max, qps])?;
    }
    page.blank()?;
    differing(comparison, page)
}

fn part(ratio: Option<f64>) -> String {
    ratio.map_or("–".to_string(), |ratio| match ratio {
        ..1e4 => format!("{ratio:.2}×"),
        _ => format!("{ratio:.0}×"),
    })
}

fn differing(comparison: &Comparison, page: &mut Page) -> Result<()> {
    let say = page.language();
    let same: usize = comparison.ratios.iter().map(|ratio| ratio.same).sum();
    let differing = &comparison.differing;
    if differing.is_empty() {
        return text(page, &say.all_same_hits(same));
    }
    text(page, &say.other_hits(differing.len(), same))?;
    for Differing { class, query, hits, against } in differing.iter().take(LISTED) {
        text(page, &say.hits_here_and_there(say.told(class), query, hits, against))?;
    }
    let more = differing.len().saturating_sub(LISTED);
    if more > 0 { text(page, &say.and_more(more)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::super::words::Language;
    use super::super::wrap::columns;
    use super::*;
    use crate::engine::bench::{Asked, Latency};

    fn run(name: &str, hits: usize, milliseconds: f64) -> Bench {
        let asked = (0..30).map(|n| Asked { query: format!("第{n}项工作"), hits: hits + n });
        let [p50, p95, p99, max] = [1.0, 2.0, 3.0, 4.0].map(|times| times * milliseconds);
        let latency = Latency { p50, p95, p99, max };
        let qps = 1e3 / milliseconds;
        Bench {
            program: "0.1.0".into(),
            cold: false,
            index: "/很长的路径/".repeat(12),
            announcements: 1_000_000,
            cores: 128,
            threads: 64,
            rounds: 1000,
            seed: None,
            classes: vec![Class { name: name.into(), asked: asked.collect(), latency, qps }],
        }
    }

    fn printed(this: &Bench, other: Option<Bench>) -> String {
        let comparison = other.map(|other| Comparison::of(this, other));
        let mut out = Vec::new();
        write(&mut Page::new(&mut out, (80, false, Language::English)), this, comparison.as_ref())
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn no_line_is_wider_than_a_plain_screen() {
        for (hits, milliseconds) in [(0, 0.0004), (99_000_000, 12_345_678.9)] {
            let name = "一个名字很长很长的查询类别";
            let this = run(name, hits, milliseconds);
            let text = printed(&this, Some(run(name, 7, 1.0)));
            for line in text.lines() {
                assert!(columns(line) <= 80, "{} {line}", columns(line));
            }
            assert!(text.contains("30 of 30") && text.contains("and 20 more"), "{text}");
        }
    }

    #[test]
    fn figures_stand_below_their_heads() {
        let text = printed(&run("词", 3, 2.0), Some(run("词", 3, 4.0)));
        let line = |number: usize| text.lines().filter(|line| line.contains("词")).nth(number);
        let cells: Vec<&str> = line(0).unwrap().split_whitespace().collect();
        assert_eq!(cells, ["词", "30", "17.5", "2.000", "4.000", "6.000", "8.000", "500.0"]);
        let cells: Vec<&str> = line(1).unwrap().split_whitespace().collect();
        assert_eq!(cells, ["词", "30", "0.50×", "0.50×", "0.50×", "0.50×", "2.00×"]);
        assert!(text.contains("all with the same hits"));
    }
}
