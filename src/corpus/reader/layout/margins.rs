//! Heads and feet of pages: page numbers, and lines that half of all pages repeat.

use std::collections::{HashMap, HashSet};

use super::Line;

/// How many lines at the top and at the bottom of a page may be its head and its foot.
const DEEP: usize = 2;

/// The longest line that can be a page's number, in characters.
const NUMBER_MAX: usize = 14;

/// The lines without heads and feet; `pages` is how many pages there are.
pub(super) fn without(lines: Vec<Line>, pages: usize) -> Vec<Line> {
    let edges = edges(&lines, pages);
    let mut repeated: HashMap<(Edge, String), HashSet<usize>> = HashMap::new();
    for (at, (edge, _)) in &edges {
        let text = masked(&lines[*at].text);
        repeated.entry((*edge, text)).or_default().insert(lines[*at].page);
    }
    let is_margin = |at: usize, line: &Line| {
        let Some((edge, depth)) = edges.get(&at) else { return false };
        let count = repeated.get(&(*edge, masked(&line.text))).map_or(0, HashSet::len);
        (*depth == 0 && is_page_number(&line.text)) || (count >= 2 && 2 * count >= pages)
    };
    let kept = lines.iter().enumerate().filter(|(at, line)| !is_margin(*at, line));
    kept.map(|(_, line)| line.clone()).collect()
}

/// Where on a page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Edge {
    Top,
    Bottom,
}

/// The outermost lines of every page that has others: on which edge, and how many are further out.
fn edges(lines: &[Line], pages: usize) -> HashMap<usize, (Edge, usize)> {
    let mut by_page = vec![Vec::new(); pages];
    for (at, line) in lines.iter().enumerate() {
        by_page[line.page].push(at);
    }
    let mut edges = HashMap::new();
    for mut page in by_page {
        page.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
        let deep = DEEP.min(page.len() / 2);
        let top = page.iter().take(deep).enumerate();
        edges.extend(top.map(|(depth, at)| (*at, (Edge::Top, depth))));
        let bottom = page.iter().rev().take(deep).enumerate();
        edges.extend(bottom.map(|(depth, at)| (*at, (Edge::Bottom, depth))));
    }
    edges
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
