//! The best passages of one announcement: the one that answers best, and the strongest of what it
//! leaves.

use std::ops::Range;

use super::snippet::{Highlighter, Searched, telling};
use super::strongest::{Found, Strength, Weight, strongest};
use super::window::window;
use crate::response::Snippet;

/// At most `many` passages of a body that do not overlap, in the order of the text: the one that its hit
/// shows, and others that have words of the query.
pub(super) fn passages(
    highlighter: &Highlighter,
    title: &str,
    body: &str,
    many: usize,
) -> Vec<Snippet> {
    let searched = highlighter.searched(title, body, &mut |_, _| ());
    let (found, weights) = (telling(&searched.found), highlighter.weights());
    let first = searched.window(&highlighter.core(&searched));
    let mut windows = vec![first];
    while windows.len() < many {
        let Some(next) = next(&searched, &found, &weights, &windows) else { break };
        windows.push(next);
        windows.sort_by_key(|window| window.start);
    }
    windows.truncate(many);
    let passages = windows.iter().map(|window| searched.snippet(window));
    passages.filter(|passage| !passage.text.is_empty()).collect()
}

/// The window of the strongest passage that is in none of `windows`, which are in order.
fn next(
    searched: &Searched<'_>,
    found: &[Found],
    weights: &[Weight],
    windows: &[Range<usize>],
) -> Option<Range<usize>> {
    let body = searched.body;
    let mut best: Option<(Strength, Range<usize>, Range<usize>)> = None;
    for gap in gaps(searched, windows) {
        let is_inside = |one: &&Found| gap.start <= one.source.start && one.source.end <= gap.end;
        let inside: Vec<Found> = found.iter().filter(is_inside).cloned().collect();
        let Some((strength, core)) = strongest(body, &inside, weights) else { continue };
        if best.as_ref().is_none_or(|(before, ..)| strength > *before) {
            best = Some((strength, core, gap));
        }
    }
    best.map(|(_, core, gap)| window(&body[..gap.end], &core, gap.start))
}

/// What is between windows in order, the head of the body left out unless one is in it.
fn gaps(searched: &Searched<'_>, windows: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_in_head = windows.first().is_some_and(|first| first.start < searched.head);
    let mut from = if is_in_head { 0 } else { searched.head };
    let mut gaps = Vec::with_capacity(windows.len() + 1);
    for window in windows {
        gaps.push(from..window.start);
        from = window.end;
    }
    gaps.push(from..searched.body.len());
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyzer::Dictionary;
    use crate::query::Query;
    use crate::search::AnalyzedQuery;

    fn highlighter(query: &str) -> Highlighter {
        let query = Query::parse(query, jiff::civil::date(2026, 1, 20)).unwrap();
        let dictionary = Dictionary::default();
        Highlighter::new(&query, &AnalyzedQuery::new(&query, &dictionary))
    }

    /// A body of which the paragraphs are numbered, the given ones put between filler.
    fn body(said: &[&str]) -> String {
        let filler = "各单位应当按照职责分工抓好落实，定期报告进展。".repeat(6);
        said.iter().map(|text| format!("{filler}\n\n{text}\n")).collect::<String>() + &filler
    }

    #[test]
    fn the_best_passages_come_in_the_order_of_the_text_and_do_not_overlap() {
        let body = body(&[
            "渡口由村看护。",
            "渡船应当登记，渡口应当设牌。",
            "渡口渡船的看护，由村负责。",
            "摆渡人应当持证。",
            "渡船每年检验。",
        ]);
        let highlighter = highlighter("渡口 渡船");
        let passages = passages(&highlighter, "", &body, 3);
        let numbers: Vec<_> = passages.iter().map(|one| one.paragraphs.clone()).collect();
        let begins: Vec<_> = passages.iter().map(|one| &body[one.place.clone()]).collect();
        assert_eq!(begins.len(), 3);
        // The touching words first, then both apart, then the first of equals.
        assert!(begins[0].starts_with("渡口由村看护"), "{begins:?}");
        assert!(begins[1].starts_with("渡船应当登记"), "{begins:?}");
        assert!(begins[2].starts_with("渡口渡船的看护"), "{begins:?}");
        assert!(passages.windows(2).all(|pair| pair[0].place.end <= pair[1].place.start));
        assert_eq!(numbers.iter().map(|one| one.start).collect::<Vec<_>>(), [2, 4, 6]);
        assert!(passages.iter().all(|one| !one.highlights.is_empty()));
        assert_eq!(super::passages(&highlighter, "", &body, 1), [highlighter.snippet("", &body)]);
        assert_eq!(super::passages(&highlighter, "", &body, 9).len(), 4);
        assert_eq!(super::passages(&highlighter, "", &body, 0), []);
    }

    #[test]
    fn a_text_without_the_words_has_its_beginning_alone_and_an_empty_one_nothing() {
        let highlighter = highlighter("没有");
        let passages = |body: &str| super::passages(&highlighter, "", body, 3);
        let found = passages("第一句。\n第二句。");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].place.clone(), found[0].paragraphs.clone()), (0..25, 1..3));
        assert_eq!((passages("").len(), passages(" \n ").len()), (0, 0));
    }
}
