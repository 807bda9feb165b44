//! Nodes → text in lines: blocks and `<br>` end lines, cells end with tabs, rows with lines.
//!
//! Blanks of the source between Han characters are not text; non-breaking and wide blanks are one
//! space, as a reader sees them.

use std::ops::Range;

use super::furniture::is_furniture;
use super::ruby::is_reading;
use super::tree::{Node, Tree};

/// A cell with more text in bytes than this is layout and no cell.
const CELL_LIMIT: usize = 900;

/// Elements that are on lines of their own.
pub(super) const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "section",
    "article",
    "main",
    "form",
    "center",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "header",
    "aside",
    "figure",
    "figcaption",
    "fieldset",
    "address",
    "html",
    "body",
    "caption",
    "hr",
];

/// Elements that end a row, whatever cells come before.
pub(super) const ROWS: &[&str] = &["tr", "table", "tbody", "thead", "tfoot"];

/// What is between two pieces of text, the stronger the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    /// A line break of the source.
    Wrap,
    Space,
    Line,
    Cell,
    Row,
}

/// The text of some parts of a page, each a run of siblings.
pub(super) fn text(tree: &Tree, parts: &[Range<usize>]) -> String {
    let mut lines = Lines::default();
    for part in parts {
        lines.range(tree, part.start, part.end, &|_| false);
        lines.gap(Gap::Row);
    }
    lines.text
}

/// The text of a page beside its main text, whose parts are in order: what comes before it first.
/// Furniture is left out.
pub(super) fn beside(tree: &Tree, main: &[Range<usize>]) -> String {
    let mut lines = Lines::default();
    lines.range(tree, 0, tree.nodes[0].end, &|at| {
        let next = main.partition_point(|part| part.end <= at);
        let within = |node: usize| main.get(next).is_some_and(|part| part.start < node);
        main.get(next).is_some_and(|part| part.contains(&at))
            || (is_aside(tree, at) && !within(tree.nodes[at].end))
    });
    lines.text
}

/// The text of a page above the longest part of its main text, the headline included.
pub(super) fn above(tree: &Tree, main: &[Range<usize>]) -> String {
    let mut lines = Lines::default();
    let bytes = |part: &&Range<usize>| {
        tree.nodes[(*part).clone()].iter().map(|node| node.text.len()).sum::<usize>()
    };
    let end = main.iter().max_by_key(bytes).map_or(tree.nodes[0].end, |part| part.start);
    lines.range(tree, 0, end, &|_| false);
    lines.text
}

/// Furniture but for headers, in which label tables are.
fn is_aside(tree: &Tree, at: usize) -> bool {
    let marks = &tree.nodes[at].marks;
    is_furniture(marks) && !marks.contains("header")
}

/// Text that is being put together.
#[derive(Default)]
struct Lines {
    text: String,
    pending: Option<Gap>,
}

impl Lines {
    /// Adds the nodes `from..to` but for the subtrees that are left out.
    fn range(&mut self, tree: &Tree, from: usize, to: usize, left_out: &dyn Fn(usize) -> bool) {
        let mut open: Vec<usize> = Vec::new();
        let mut at = from;
        while at < to {
            while open.last().is_some_and(|last| tree.nodes[*last].end <= at) {
                self.close(tree, open.pop().unwrap_or_default());
            }
            let node = &tree.nodes[at];
            if node.skipped || left_out(at) {
                self.gap(if is_reading(&node.tag) { Gap::None } else { Gap::Space });
                at = node.end.max(at + 1);
                continue;
            }
            if node.tag.is_empty() {
                self.add(&node.text, is_kept_as_is(tree, node));
            } else {
                self.gap(gap_before(tree, at));
                open.push(at);
            }
            at += 1;
        }
        while let Some(last) = open.pop() {
            self.close(tree, last);
        }
    }

    fn close(&mut self, tree: &Tree, at: usize) {
        self.gap(gap_after(tree, at));
    }

    fn gap(&mut self, gap: Gap) {
        self.pending = Some(self.pending.unwrap_or(Gap::None).max(gap));
    }

    fn add(&mut self, text: &str, keeps_lines: bool) {
        for c in text.chars() {
            match c {
                '\n' | '\r' if keeps_lines => self.gap(Gap::Line),
                ' ' | '\t' | '\n' | '\r' | '\u{C}' => self.gap(Gap::Wrap),
                '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}' | '\u{AD}' | '\0' => {}
                c if c.is_whitespace() => self.gap(Gap::Space),
                c => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        let gap = self.pending.take().unwrap_or(Gap::None);
        let last = self.text.chars().next_back();
        match (gap, last) {
            (_, None) | (Gap::None, _) => {}
            (Gap::Wrap, Some(last)) if is_wide(last) && is_wide(c) => {}
            (Gap::Wrap | Gap::Space, _) => self.text.push(' '),
            (Gap::Cell, _) => self.text.push('\t'),
            (Gap::Line | Gap::Row, _) => self.text.push('\n'),
        }
        self.text.push(c);
    }
}

/// Han characters and their punctuation, between which a blank of the source is nothing.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}'
        | '“' | '”' | '‘' | '’' | '—' | '…')
}

fn is_kept_as_is(tree: &Tree, text: &Node) -> bool {
    tree.nodes[text.parent].tag == "pre"
}

fn gap_before(tree: &Tree, at: usize) -> Gap {
    match tree.nodes[at].tag.as_str() {
        "br" => Gap::Line,
        "td" | "th" if !is_cell(tree, at) => Gap::Row,
        tag if ROWS.contains(&tag) => Gap::Row,
        tag if BLOCKS.contains(&tag) => Gap::Line,
        _ => Gap::None,
    }
}

fn gap_after(tree: &Tree, at: usize) -> Gap {
    match tree.nodes[at].tag.as_str() {
        "td" | "th" => {
            if is_cell(tree, at) {
                Gap::Cell
            } else {
                Gap::Row
            }
        }
        "dd" => Gap::Line,
        // A term and what it is said to be are label and value.
        "dt" => Gap::Cell,
        _ => gap_before(tree, at),
    }
}

/// Whether a cell is one of a table of data: short, and without a table in it.
fn is_cell(tree: &Tree, at: usize) -> bool {
    let inside = &tree.nodes[at + 1..tree.nodes[at].end];
    let mut bytes = 0;
    for node in inside {
        bytes += node.text.len();
        if bytes > CELL_LIMIT || node.tag == "table" {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &str) -> String {
        {
            let tree = Tree::parse(page);
            text(&tree, &[tree.whole(0)])
        }
    }

    #[test]
    fn blocks_breaks_and_blanks() {
        assert_eq!(
            of("<div>关于<br>防汛\n的通知<p>一&nbsp;&nbsp;　二</p>a\n b</div>"),
            "关于\n防汛的通知\n一 二\na b"
        );
    }

    #[test]
    fn rows_are_lines_and_cells_have_tabs() {
        let table =
            "<table><tr><td><p>序号</p></td> <td><p>名称</p></td></tr><tr><td>1<td>甲</table>尾";
        assert_eq!(of(table), "序号\t名称\n1\t甲\n尾");
    }

    #[test]
    fn layout_cells_are_no_cells() {
        let page = "<table><tr><td><table><tr><td>甲</table><td>乙</table>";
        assert_eq!(of(page), "甲\n乙");
    }

    #[test]
    fn entities_are_decoded_and_scripts_dropped() {
        assert_eq!(
            of("a&lt;b&#x4e2d;<script>x</script><style>y</style><pre>1\n2</pre>"),
            "a<b中\n1\n2"
        );
    }

    #[test]
    fn a_term_and_its_value_share_a_line() {
        assert_eq!(of("<dl><dt>文号：</dt><dd>通〔1〕</dd></dl>"), "文号：\t通〔1〕");
    }
}
