//! Which parts of a page are its main text.
//!
//! A container that is known to hold main texts (an exact id or class of `data/containers.txt`);
//! else, from the root down, every block that is not furniture: not called so, not made of links,
//! not lines that every page has. Where one block alone holds text, what is beside it is left
//! out but for the number above it, its signature and its attachments; where several do, all are
//! kept. Losing text is worse than keeping a line too many.
//!
//! Before, the heaviest child was entered while it held 60 % of its parent's text. On 27 State
//! Council pages in five made layouts both take exactly the body; on short documents in 28 layouts
//! that rule lost up to 98 % of a text (an annex in a box of its own, Word's sections, a counter
//! called `view`), this one nothing (`tests/integration/main_text.rs`).

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::super::fields;
use super::blocks::{self, Block};
use super::mass::{Mass, masses};
use super::render;
use super::tree::{Node, Tree};
use crate::extract::{date, number};

/// Known containers, and whether lists of other pages may be in them too.
static KNOWN: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let rows = fields::rows(include_str!("../data/containers.txt"));
    rows.map(|row| row.split_once('\t').map_or((row, false), |(mark, _)| (mark, true))).collect()
});

/// A known container lighter than this share of what is found without it is an empty frame.
const EMPTY_FRAME: f64 = 0.1;

/// A block with links and sentences is furniture beside text of this share of its weight.
const OUTWEIGHED: f64 = 0.1;

/// A line of more elements is not compared with the title.
const LINE_NODES: usize = 64;

/// A text of fewer characters is not taken for a second copy.
const COPY_MIN: usize = 40;

/// A table of more rows is not a page's frame.
const FRAME_ROWS: usize = 3;

/// How many blocks below a text its signature and date are looked for in.
const SIGNED_WITHIN: usize = 4;

/// The shortest title in characters by which a text is known.
const TITLE_MIN: usize = 6;

/// The shortest beginning of a title by which it is known.
const TITLE_START: usize = 10;

/// The parts of the main text in the order of the page, each a run of siblings. `titles` are what
/// the page's head calls the document.
pub(super) fn find(tree: &Tree, titles: &[&str]) -> Vec<Range<usize>> {
    let titles: Vec<String> = titles.iter().map(|title| squash(title)).collect();
    let masses = masses(tree, is_line, |at| is_anchor(tree, at, &titles));
    let page = Page { tree, masses: &masses, titles: &titles };
    let blocks = page.blocks();
    let dense: f64 = blocks.iter().map(|at| masses[*at].weight()).sum();
    match page.known() {
        Some(found) if page.weight(&found) >= EMPTY_FRAME * dense => runs(tree, &found),
        _ => runs(tree, &blocks),
    }
}

fn is_line(node: &Node) -> bool {
    let tag = node.tag.as_str();
    tag == "br" || render::BLOCKS.contains(&tag) || render::ROWS.contains(&tag)
}

/// Whether a known container is here, or a line that is the title.
fn is_anchor(tree: &Tree, at: usize, titles: &[String]) -> bool {
    let node = &tree.nodes[at];
    if blocks::is_container(tree, at) && known_mark(&node.marks).is_some() {
        return true;
    }
    let longest = titles.iter().map(String::len).max().unwrap_or(0);
    let mut line = String::new();
    for inner in tree.nodes[at + 1..node.end].iter().take(LINE_NODES) {
        line.extend(inner.text.chars().filter(|c| !c.is_whitespace()));
        if line.len() > longest || inner.is_link {
            return false;
        }
    }
    let characters = line.chars().count();
    characters >= TITLE_MIN && titles.contains(&line)
        || characters >= TITLE_START && titles.iter().any(|title| title.starts_with(&line))
}

fn squash(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Siblings with nothing but blanks between them are one part.
fn runs(tree: &Tree, blocks: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let parent = |at: usize| tree.nodes[at].parent;
    for block in blocks.iter().map(|at| tree.whole(*at)) {
        match runs.last_mut() {
            Some(last)
                if parent(last.start) == parent(block.start)
                    && is_blank(&tree.nodes[last.end..block.start]) =>
            {
                last.end = block.end;
            }
            _ => runs.push(block),
        }
    }
    runs
}

fn is_blank(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| node.skipped || node.text.trim().is_empty())
}

/// The first mark of an element that is known.
fn known_mark(marks: &str) -> Option<(&str, bool)> {
    marks.split_ascii_whitespace().find_map(|mark| match KNOWN.get(mark) {
        Some(holds) => Some((mark, *holds)),
        None => mark.starts_with("trs_ueditor").then_some((mark, false)),
    })
}

/// A page and what is in each of its elements.
struct Page<'a> {
    tree: &'a Tree,
    masses: &'a [Mass],
    /// What the page's head calls the document, without blanks.
    titles: &'a [String],
}

/// A child of an element, and what it is.
#[derive(Clone, Copy)]
struct Child {
    at: usize,
    block: Block,
}

impl Page<'_> {
    fn weight(&self, nodes: &[usize]) -> f64 {
        nodes.iter().map(|node| self.masses[*node].weight()).sum()
    }

    /// The heaviest known container with its like among its siblings.
    fn known(&self) -> Option<Vec<usize>> {
        let mark = |at: usize| {
            let known = known_mark(&self.tree.nodes[at].marks).filter(|(_, holds)| !holds);
            known.map(|(mark, _)| mark)
        };
        let nodes = 0..self.tree.nodes.len();
        let marked = nodes.filter(|at| mark(*at).is_some());
        let weight = |at: &usize| self.masses[*at].weight();
        let best = marked.max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.cmp(a)))?;
        let siblings = self.tree.children(self.tree.nodes[best].parent);
        Some(siblings.filter(|at| mark(*at) == mark(best)).collect())
    }

    /// The blocks that are kept, in order.
    fn blocks(&self) -> Vec<usize> {
        let mut kept = Vec::new();
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if at != 0 && !blocks::is_container(self.tree, at) {
                kept.push(at);
                continue;
            }
            match self.chosen(at) {
                Some(inside) => open.extend(inside.into_iter().rev()),
                None => kept.push(at),
            }
        }
        kept
    }

    /// What of the children of `at` is kept; `None` where it is all or nothing.
    fn chosen(&self, at: usize) -> Option<Vec<usize>> {
        let children = self.judged(at);
        let texts = self.texts(&children);
        let (Some(first), Some(last)) = (texts.first(), texts.last()) else {
            return wordy(&children);
        };
        // Where a paragraph is a child, words beside it are short paragraphs.
        let chosen = if texts.iter().all(|text| self.is_box(children[*text].at)) {
            self.with_ends(&children, *first..*last + 1)
        } else {
            let is_left_out = |place: usize, child: &Child| {
                let above = place < *first && child.block != Block::Text;
                child.block == Block::Aside
                    || above && (child.block == Block::Line || self.masses[child.at].prose == 0)
            };
            let kept =
                children.iter().enumerate().filter(|(place, child)| !is_left_out(*place, child));
            kept.map(|(_, child)| child.at).collect()
        };
        Some(self.without_repeats(chosen))
    }

    /// Which of the children are text; where none is, boxes of words from the one on in
    /// which the title is.
    fn texts(&self, children: &[Child]) -> Vec<usize> {
        let places = || 0..children.len();
        let texts: Vec<usize> =
            places().filter(|place| children[*place].block == Block::Text).collect();
        let is_words = |child: &Child| child.block == Block::Words && self.is_box(child.at);
        let is_named = |child: &Child| is_words(child) && self.masses[child.at].is_anchored;
        if !texts.is_empty() || !children.iter().any(is_named) {
            return texts;
        }
        let is_list = |child: &Child| is_words(child) && self.masses[child.at].lines > 1;
        let from = places().find(|place| is_named(&children[*place])).unwrap_or_default();
        let below = places().skip(from);
        below.filter(|place| is_named(&children[*place]) || is_list(&children[*place])).collect()
    }

    /// The children that hold something, with frames told from sidebars.
    fn judged(&self, at: usize) -> Vec<Child> {
        let block = |at: usize| Child { at, block: blocks::block(self.tree, self.masses, at) };
        let mut children: Vec<Child> =
            self.tree.children(at).map(block).filter(|child| child.block != Block::Empty).collect();
        let sound = |child: &&Child| matches!(child.block, Block::Text | Block::Words);
        let anchored = children.iter().filter(sound).any(|child| self.masses[child.at].is_anchored);
        let texts: Vec<usize> = children
            .iter()
            .filter(|child| child.block == Block::Text)
            .map(|child| child.at)
            .collect();
        let texts = self.weight(&texts);
        for child in children.iter_mut().filter(|child| child.block == Block::Mixed) {
            let outweighed = texts > OUTWEIGHED * self.masses[child.at].weight();
            child.block = if anchored || outweighed { Block::Aside } else { Block::Text };
        }
        self.keep_announced(&mut children);
        children
    }

    /// A list of links that the text above it announces belongs to it.
    fn keep_announced(&self, children: &mut [Child]) {
        for at in 1..children.len() {
            let above = children[at - 1];
            let child = children[at];
            if is_furniture(&child) && above.block == Block::Text && self.announces(above.at) {
                children[at].block = Block::Text;
            }
        }
    }

    fn announces(&self, at: usize) -> bool {
        let inside = self.tree.nodes[self.tree.whole(at)].iter().rev();
        let last = inside.map(|node| node.text.trim_end()).find(|text| !text.is_empty());
        last.is_some_and(|text| text.ends_with("如下：") || text.ends_with("目录："))
    }

    /// Whether an element is more than one paragraph, or one row of a table of data.
    fn is_box(&self, at: usize) -> bool {
        let tag = self.tree.nodes[at].tag.as_str();
        let is_data = || match tag {
            "tr" => self.is_data(at),
            "td" | "th" => self.is_data(self.tree.nodes[at].parent),
            _ => false,
        };
        blocks::is_container(self.tree, at) && self.masses[at].lines > 0 && !is_data()
    }

    /// Whether a row is one of a table of data: nothing in its cells but paragraphs, or boxes where
    /// the table has more rows than a page's frame.
    fn is_data(&self, row: usize) -> bool {
        let Mass { tables, boxes, .. } = self.masses[row];
        let rows = || {
            let rows = self.tree.children(self.tree.nodes[row].parent);
            rows.filter(|at| self.tree.nodes[*at].tag == "tr").take(FRAME_ROWS + 1).count()
        };
        tables == 0 && (boxes == 0 || rows() > FRAME_ROWS)
    }

    /// The children of `run`, and what belongs to them of the words above and below.
    fn with_ends(&self, children: &[Child], run: Range<usize>) -> Vec<usize> {
        let is_words = |child: &Child| child.block == Block::Words;
        let below = children[run.end..].iter().filter(|child| is_words(child)).take(SIGNED_WITHIN);
        let last = below.filter(|child| self.ends_text(child.at)).last().map(|child| child.at);
        let mut above = children[..run.start].iter().rev().filter(|child| is_words(child));
        let first = above.rfind(|child| self.heads_text(child.at)).map(|child| child.at);
        let start = first.unwrap_or(children[run.start].at);
        let end = last.unwrap_or(children[run.end - 1].at);
        let meant = children.iter().filter(|child| child.at >= start && child.at <= end);
        meant.filter(|child| !is_furniture(child)).map(|child| child.at).collect()
    }

    /// Whether words above a text are its number or its title, or the beginning of that.
    fn heads_text(&self, at: usize) -> bool {
        let text = self.text(at);
        let squashed = squash(&text);
        self.masses[at].is_anchored
            || self.titles.iter().any(|title| title.starts_with(&squashed))
            || !number::find(&text).is_empty()
    }

    /// Whether words below a text end it: its date, its attachments.
    fn ends_text(&self, at: usize) -> bool {
        let text = self.text(at);
        text.starts_with("附件") || text.lines().any(|line| date::line_date(line).is_some())
    }

    /// A few lines; nothing of an element so large that reading it at every level takes long.
    fn text(&self, at: usize) -> String {
        let part = Some(self.tree.whole(at)).filter(|part| part.len() <= blocks::SMALL);
        render::text(self.tree, part.as_slice())
    }

    /// Without boxes that say again what one before them says (a copy for small screens).
    fn without_repeats(&self, children: Vec<usize>) -> Vec<usize> {
        let mut seen = HashSet::new();
        let is_new = |at: &usize| {
            let mut is_copy =
                || self.masses[*at].prose >= COPY_MIN && !seen.insert(self.prose(*at));
            !(self.is_box(*at) && is_copy())
        };
        children.into_iter().filter(is_new).collect()
    }

    /// The text outside links without blanks.
    fn prose(&self, at: usize) -> String {
        let mut prose = String::new();
        let mut next = at;
        let end = self.tree.nodes[at].end;
        while next < end {
            let node = &self.tree.nodes[next];
            prose.extend(node.text.chars().filter(|c| !c.is_whitespace()));
            next = if node.is_link { node.end } else { next + 1 };
        }
        prose
    }
}

fn is_furniture(child: &Child) -> bool {
    matches!(child.block, Block::Aside | Block::Line)
}

/// Where nothing is text: the few words there are, else all links.
fn wordy(children: &[Child]) -> Option<Vec<usize>> {
    let words = but(children, &[Block::Aside, Block::Line]);
    match (words.as_slice(), children) {
        ([], [only]) => Some(vec![only.at]),
        ([], _) => None,
        _ => Some(words),
    }
}

/// The children but for such blocks.
fn but(children: &[Child], left_out: &[Block]) -> Vec<usize> {
    let kept = children.iter().filter(|child| !left_out.contains(&child.block));
    kept.map(|child| child.at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "<p>各镇街，各部门：</p><p>现将《方案》印发，请落实；逾期，从严（约谈）。</p>";

    fn found(page: &str) -> String {
        let tree = Tree::parse(page);
        render::text(&tree, &find(&tree, &[]))
    }

    fn body() -> String {
        found(BODY)
    }

    #[test]
    fn a_known_container_is_taken_whatever_stands_beside() {
        let aside = "<div id=more><p>解读，一。</p></div>";
        let page = format!("<div>{aside}<div id=UCAP-CONTENT>{BODY}</div></div>");
        assert_eq!(found(&page), body());
    }

    #[test]
    fn an_empty_frame_is_not() {
        assert_eq!(found(&format!("<div id=zoom></div><div id=x>{BODY}</div>")), body());
    }

    #[test]
    fn siblings_of_one_mark_are_all_taken() {
        let page =
            format!("<div class=TRS_Editor>{BODY}</div><div class=TRS_Editor><p>附件。</p></div>");
        assert_eq!(found(&page), format!("{}\n附件。", body()));
    }

    #[test]
    fn links_and_furniture_are_left() {
        let links = "<li><a href=#>关于一、二、三、四，五、六的通知（试行）。</a></li>".repeat(40);
        let side = format!("<div class=sidebar>{BODY}</div>");
        let page = format!("<div id=out><ul>{links}</ul>{side}<div id=x>{BODY}{BODY}</div></div>");
        assert_eq!(found(&page), format!("{}\n{}", body(), body()));
    }

    #[test]
    fn a_list_that_the_text_announces_stays() {
        let links = "<li><a href=a.html>关于一、二、三、四，五、六的通知</a></li>".repeat(9);
        let page =
            format!("<div><p>现公布失效文件，目录如下：</p><p>一。</p></div><ul>{links}</ul>");
        assert!(!found(&page).contains("五、六"));
        let page =
            format!("<div><p>一。</p><p>现公布失效文件，目录如下：</p></div><ul>{links}</ul>");
        assert_eq!(found(&page).matches("五、六").count(), 9);
    }

    #[test]
    fn words_stay_where_there_is_nothing_else() {
        assert_eq!(found("<div><a href=/>首页</a></div><div>停水通知</div>"), "停水通知");
        assert_eq!(found("<div><a href=/>首页</a> <a href=b>要闻</a></div>"), "首页要闻");
        assert_eq!(found(""), "");
    }
}
