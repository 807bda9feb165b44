//! Heads and feet of pages: page numbers, and lines that half of all pages repeat.
//!
//! What two pages repeat is a head only where it stands apart from the text, further than its lines
//! from each other, or is repeated by three pages and narrower: a line of the text may be the last of
//! two pages. The number of a page needs no distance, but a bare `3` counts up with the pages.

use std::collections::{HashMap, HashSet};

use super::units::{Line, median};

/// How many lines at the top and at the bottom of a page may be its head and its foot.
const DEEP: usize = 2;

/// The longest line that can be a page's number, in characters.
const NUMBER_MAX: usize = 14;

/// How far heads and feet stand from the text, in its usual distance of lines.
const APART: f32 = 1.25;

/// How many pages repeat a narrow head that does not stand apart.
const SURELY: usize = 3;

/// How wide a head that does not stand apart is at most, in middle widths of all lines.
const NARROW: f32 = 0.8;

/// The lines without heads and feet, and what these say, each once, without numbers of pages;
/// `pages` is how many pages there are.
pub(super) fn apart_from(lines: Vec<Line>, pages: usize) -> (Vec<Line>, Vec<String>) {
    let edges = edges(&lines, pages, pitch(&lines));
    let counted = counted(&lines, &edges);
    let width = median(lines.iter().map(Line::width).collect());
    let narrow = |line: &Line| line.width() < NARROW * width;
    let mut repeated: HashMap<(Edge, String), HashSet<usize>> = HashMap::new();
    for (at, outer) in &edges {
        let text = masked(&lines[*at].text);
        repeated.entry((outer.edge, text)).or_default().insert(lines[*at].page);
    }
    let is_margin = |at: usize, line: &Line| {
        let Some(outer) = edges.get(&at) else { return false };
        let count = repeated.get(&(outer.edge, masked(&line.text))).map_or(0, HashSet::len);
        let bare = line.text.bytes().all(|byte| byte.is_ascii_digit());
        let sure = !bare || outer.apart || counted.contains(&at);
        (outer.depth == 0 && sure && is_page_number(&line.text))
            || (2 * count >= pages
                && count >= 2
                && (outer.apart || count >= SURELY && narrow(line)))
    };
    let (margin, kept): (Vec<_>, Vec<_>) =
        lines.iter().enumerate().partition(|(at, line)| is_margin(*at, line));
    let mut seen = HashSet::new();
    let said = margin.into_iter().map(|(_, line)| &line.text);
    let said = said.filter(|text| !is_page_number(text) && seen.insert(masked(text)));
    (kept.into_iter().map(|(_, line)| line.clone()).collect(), said.cloned().collect())
}

/// The usual distance of lines.
fn pitch(lines: &[Line]) -> f32 {
    let below = lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
    median(below.map(|pair| pair[1].y - pair[0].y).filter(|down| *down > 0.0).collect())
}

/// Where on a page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Edge {
    Top,
    Bottom,
}

/// One of the outermost lines of a page.
#[derive(Clone, Copy, Debug)]
struct Outer {
    edge: Edge,
    /// How many lines are further out.
    depth: usize,
    /// Whether it stands apart from the text.
    apart: bool,
}

/// The bare numbers among the outermost lines that count up with the pages.
fn counted(lines: &[Line], edges: &HashMap<usize, Outer>) -> HashSet<usize> {
    let mut by_start: HashMap<(Edge, i64), Vec<usize>> = HashMap::new();
    for (at, outer) in edges.iter().filter(|(_, outer)| outer.depth == 0) {
        if let Ok(number) = lines[*at].text.parse::<i32>() {
            let start = i64::from(number) - lines[*at].page as i64;
            by_start.entry((outer.edge, start)).or_default().push(*at);
        }
    }
    by_start.into_values().filter(|alike| alike.len() >= 2).flatten().collect()
}

/// The outermost lines of every page that has others.
fn edges(lines: &[Line], pages: usize, pitch: f32) -> HashMap<usize, Outer> {
    let mut by_page = vec![Vec::new(); pages];
    for (at, line) in lines.iter().enumerate() {
        by_page[line.page].push(at);
    }
    let mut edges = HashMap::new();
    for mut page in by_page {
        page.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
        let outer = |page: &[usize], edge| {
            let deep = apart(lines, page, pitch);
            let found = page.iter().take(DEEP.min(page.len() / 2)).enumerate();
            let outer = |depth| Outer { edge, depth, apart: depth < deep };
            found.map(|(depth, at)| (*at, outer(depth))).collect::<Vec<_>>()
        };
        edges.extend(outer(&page, Edge::Top));
        page.reverse();
        edges.extend(outer(&page, Edge::Bottom));
    }
    edges
}

/// How many of the first lines of `page` stand apart from those further in.
fn apart(lines: &[Line], page: &[usize], pitch: f32) -> usize {
    let deepest = DEEP.min(page.len() / 2);
    let is_apart = |deep: &usize| {
        let distance = (lines[page[*deep]].y - lines[page[deep - 1]].y).abs();
        distance > APART * pitch
    };
    (1..=deepest).rev().find(is_apart).unwrap_or(0)
}

/// A line with one sign for every row of digits.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if c != '0' || !masked.ends_with('0') {
            masked.push(c);
        }
    }
    masked
}

/// Whether a line is nothing but the number of a page: `— 3 —`, `第3页 共9页`, `3/9`, `3`.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = masked(&bare);
    let rest = rest.trim_matches(|c| matches!(c, '—' | '-' | '－' | '–' | '─' | '·' | '_' | '~'));
    let forms = [
        "0",
        "0/0",
        "第0页",
        "第0页共0页",
        "第0页/共0页",
        "第0页，共0页",
        "共0页第0页",
        "Page0",
        "Page0of0",
        "P.0",
    ];
    bare.chars().count() <= NUMBER_MAX && forms.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(page: usize, y: f32, text: &str) -> Line {
        Line { text: text.into(), page, x0: 0.0, x1: 100.0, cell: 0.0, y, size: 10.0 }
    }

    fn kept(lines: Vec<Line>) -> Vec<String> {
        apart_from(lines, 2).0.into_iter().map(|line| line.text).collect()
    }

    /// Two pages of four lines each, the outermost of which are these.
    fn pages(outer: [&str; 2], distance: f32) -> Vec<Line> {
        let page = |page: usize, last: &str| {
            let text = (0..4).map(|row| line(page, 20.0 * row as f32, "各镇抓紧落实防汛责任"));
            let last = line(page, 60.0 + distance, last);
            text.chain([last]).collect::<Vec<_>>()
        };
        [page(0, outer[0]), page(1, outer[1])].concat()
    }

    #[test]
    fn a_line_of_the_text_that_two_pages_end_with_stays() {
        assert_eq!(kept(pages(["某县公报", "某县公报"], 20.0)).len(), 10);
        let (kept, said) = apart_from(pages(["某县公报", "某县公报"], 40.0), 2);
        assert_eq!((kept.len(), said), (8, vec!["某县公报".to_string()]));
    }

    #[test]
    fn a_bare_number_is_one_of_a_page_where_it_counts_up() {
        assert_eq!(kept(pages(["— 1 —", "— 2 —"], 20.0)).len(), 8);
        assert_eq!(kept(pages(["3", "4"], 20.0)).len(), 8);
        assert_eq!(kept(pages(["3", "7"], 20.0)).len(), 10);
    }

    #[test]
    fn numbers_of_pages_in_their_forms() {
        for text in ["— 12 —", "- 3 -", "7", "第 1 页 共 10 页", "2/8", "－4－"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2024年", "一、总则", "第3条", "（3）", "12.5%"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
