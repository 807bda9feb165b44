//! Heads and feet of pages: numbers of pages, and lines that pages repeat.
//!
//! What two pages repeat is a head only where it stands apart from the text, further than its lines
//! from each other: a line of the text may be the last of two pages. What three pages repeat needs no
//! distance where it is narrower than the text or at the same place on each. Half of all pages repeat
//! it, or pages one after the other (a chapter), or every other page (left and right pages). The number
//! of a page needs no distance, but a bare `3` counts up with the pages. Its forms are those of
//! [`forms`].

use std::collections::{HashMap, HashSet};

use super::super::page_marks::forms::{self, Proof};
use super::units::{Line, median};

/// How many lines at the top and at the bottom of a page may be its head and its foot.
const DEEP: usize = 3;

/// How far heads and feet are from the text, in its usual distance of lines.
const APART: f32 = 1.25;

/// How many pages repeat a head that does not stand apart.
const SURELY: usize = 3;

/// How wide a head that does not stand apart is at most, in middle widths of all lines, where it is not
/// at the same place on all pages.
const NARROW: f32 = 0.8;

/// How far heads at the same place may lie from each other, in sizes.
const SAME: f32 = 0.3;

/// How many cells a repeated row has that is not a row of a table.
const CELLS: usize = 2;

/// How many pages further left pages come again, and how many of the same lines are compared.
const NEAR: usize = 2;

/// The lines without heads and feet, and what these say, each once, without numbers of pages;
/// `pages` is how many pages there are.
pub(super) fn apart_from(lines: Vec<Line>, pages: usize) -> (Vec<Line>, Vec<String>) {
    let edges = edges(&lines, pages, pitch(&lines));
    let mut margin = repeated(&lines, &edges, pages);
    margin.extend(numbers(&lines, &edges, &margin));
    let mut seen = HashSet::new();
    let said = (0..lines.len()).filter(|at| margin.contains(at)).map(|at| &lines[at].text);
    let said = said.filter(|text| !is_page_number(text) && seen.insert(masked(text)));
    let said = said.cloned().collect();
    let lines = lines.into_iter().enumerate().filter(|(at, _)| !margin.contains(at));
    (lines.map(|(_, line)| line).collect(), said)
}

/// The outermost lines that pages repeat.
fn repeated(lines: &[Line], edges: &HashMap<usize, Outer>, pages: usize) -> HashSet<usize> {
    let width = median(lines.iter().map(Line::width).collect());
    let mut groups: HashMap<(Edge, String), Vec<usize>> = HashMap::new();
    for (at, outer) in edges {
        groups.entry((outer.edge, masked(&lines[*at].text))).or_default().push(*at);
    }
    let mut heads = HashSet::new();
    for group in groups.values_mut() {
        group.sort_unstable();
        let count = pages_of(lines, group).len();
        let is_sure = count >= SURELY && is_sure(lines, group, width);
        let is_half = count >= 2 && 2 * count >= pages;
        let is_head = |at: &&usize| {
            let outer = edges[*at];
            let is_near = || outer.depth == 0 && is_repeated(lines, group, **at, NEAR);
            let is_head = if is_half { is_repeated(lines, group, **at, pages) } else { is_near() };
            is_head && !lines[**at].text.ends_with('。') && (is_sure || outer.apart)
        };
        heads.extend(group.iter().filter(is_head).copied());
    }
    heads
}

/// The pages that some lines are on.
fn pages_of(lines: &[Line], group: &[usize]) -> HashSet<usize> {
    group.iter().map(|at| lines[*at].page).collect()
}

/// Whether a line that three pages repeat is a head wherever it is: narrower than the text, or at
/// the same place on all pages and no row of a table.
fn is_sure(lines: &[Line], group: &[usize], width: f32) -> bool {
    let group = || group.iter().map(|at| &lines[*at]);
    let is_narrow = group().all(|line| line.width() < NARROW * width);
    let highest = group().map(|line| line.y).fold(f32::INFINITY, f32::min);
    let is_at = |line: &Line| (line.y - highest).abs() < SAME * line.size;
    let is_row = |line: &Line| line.text.matches('\t').count() >= CELLS;
    // Copies of one document may have the same sentence at the same place.
    let is_said = |line: &Line| line.text.contains(['，', '。', '；', '：']);
    !group().any(is_said) && (is_narrow || group().all(|line| is_at(line) && !is_row(line)))
}

/// Whether one of the `pages` before or behind that of a line repeats it: with all its figures, or with
/// one that counts up with the pages. `group` is in order.
fn is_repeated(lines: &[Line], group: &[usize], at: usize, pages: usize) -> bool {
    let line = &lines[at];
    let place = group.binary_search(&at).unwrap_or_else(|place| place);
    let near = &group[place.saturating_sub(NEAR)..group.len().min(place + NEAR + 1)];
    near.iter().map(|other| &lines[*other]).any(|other| {
        let is_near = (1..=pages).contains(&line.page.abs_diff(other.page));
        is_near && (line.text == other.text || counts(line, other))
    })
}

/// Whether two lines differ only in figures, and as far as their pages do.
fn counts(one: &Line, other: &Line) -> bool {
    let (before, behind) = (figures(&one.text), figures(&other.text));
    let step = other.page as i64 - one.page as i64;
    let mut differ = before.iter().zip(&behind).filter(|(one, other)| one != other);
    let is_part = PARTS.iter().any(|part| one.text.starts_with(part));
    !is_part && differ.all(|(one, other)| other - one == step)
}

/// What numbered parts of a text begin with; each may be on a page of its own.
const PARTS: [&str; 5] = ["附", "表", "图", "案例", "问题"];

/// The numbers in a line.
fn figures(text: &str) -> Vec<i64> {
    let figures = text.split(|c: char| !c.is_ascii_digit()).filter(|figures| !figures.is_empty());
    figures.map(|figures| figures.parse().unwrap_or(0)).collect()
}

/// The outermost lines that are numbers of pages; only `heads` are further out.
fn numbers(lines: &[Line], edges: &HashMap<usize, Outer>, heads: &HashSet<usize>) -> Vec<usize> {
    let counted = counted(lines, edges);
    let heads: HashSet<(usize, Edge, usize)> =
        heads.iter().map(|at| (lines[*at].page, edges[at].edge, edges[at].depth)).collect();
    let is_outer = |outer: &Outer, page: usize| {
        (0..outer.depth).all(|depth| heads.contains(&(page, outer.edge, depth)))
    };
    let is_number = |at: &usize, outer: &Outer| {
        let bare = lines[*at].text.bytes().all(|byte| byte.is_ascii_digit());
        is_page_number(&lines[*at].text)
            && (!bare || outer.apart || counted.contains(at))
            && is_outer(outer, lines[*at].page)
    };
    let numbers = edges.iter().filter(|(at, outer)| is_number(at, outer));
    numbers.map(|(at, _)| *at).collect()
}

/// The usual distance of lines.
fn pitch(lines: &[Line]) -> f32 {
    let below = lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
    median(below.map(|pair| pair[1].y - pair[0].y).filter(|down| *down > 0.0).collect())
}

/// Where on a page a line is.
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
    for (at, outer) in edges {
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

/// Whether a line is nothing but the number of a page: what numbers a list too only as a bare figure.
fn is_page_number(text: &str) -> bool {
    let bare = text.bytes().all(|byte| byte.is_ascii_digit());
    forms::page_number(text).is_some_and(|number| bare || number.proof != Proof::Weak)
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

    /// Pages of six lines of text below these heads.
    fn headed(heads: &[&str], distance: f32) -> Vec<Line> {
        let pages = heads.iter().enumerate().flat_map(|(page, head)| {
            let text = (0..6).map(move |row| {
                line(page, 20.0 * row as f32, &format!("第{page}页的第{row}行各镇抓紧落实防汛责任"))
            });
            [line(page, -distance, head)].into_iter().chain(text)
        });
        pages.collect()
    }

    fn said(lines: Vec<Line>, pages: usize) -> Vec<String> {
        apart_from(lines, pages).1
    }

    #[test]
    fn heads_of_chapters_and_of_left_pages_are_heads() {
        let chapters = ["水利", "水利", "教育", "教育", "民政", "民政", "财政"];
        assert_eq!(said(headed(&chapters, 40.0), 7), ["水利", "教育", "民政"]);
        let sides = ["选编\t1", "2\t公报", "选编\t3", "4\t公报", "选编\t5"];
        assert_eq!(said(headed(&sides, 40.0), 5), ["选编\t1", "2\t公报"]);
        for parts in [["附件1", "附件2", "附件3", "附件4"], ["某县1", "某县3", "某县7", "某县8年"]]
        {
            assert_eq!(said(headed(&parts, 40.0), 4), [""; 0]);
        }
    }

    #[test]
    fn a_wide_head_at_one_place_of_three_pages_needs_no_distance() {
        assert_eq!(said(headed(&["某县公报"; 3], 20.0), 3), ["某县公报"]);
        assert_eq!(said(headed(&["序号\t事项\t单位"; 3], 20.0), 3), [""; 0]);
        assert_eq!(said(headed(&["某县公报"; 2], 20.0), 2), [""; 0]);
    }

    #[test]
    fn a_number_may_be_within_a_repeated_line() {
        let page = |page: usize| {
            let text = (0..6)
                .map(move |row| line(page, 20.0 * row as f32, &format!("第{page}页第{row}行")));
            let foot =
                [line(page, 140.0, &format!("— {} —", page + 1)), line(page, 160.0, "某县公报")];
            text.chain(foot).collect::<Vec<_>>()
        };
        let (kept, said) = apart_from([page(0), page(1)].concat(), 2);
        assert_eq!((kept.len(), said), (12, vec!["某县公报".to_string()]));
    }

    #[test]
    fn a_bare_number_is_one_of_a_page_where_it_counts_up() {
        assert_eq!(kept(pages(["— 1 —", "— 2 —"], 20.0)).len(), 8);
        assert_eq!(kept(pages(["3", "4"], 20.0)).len(), 8);
        assert_eq!(kept(pages(["3", "7"], 20.0)).len(), 10);
    }

    #[test]
    fn numbers_of_pages_in_their_forms() {
        for text in
            ["— 12 —", "- 3 -", "7", "第 1 页 共 10 页", "2/8", "－4－", "—5", "· 6 ·", "P.7"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2024年", "一、总则", "第3条", "（3）", "12.5%"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
