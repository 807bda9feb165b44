//! Text boxes: where in the text a box is read, by where it is on the page.
//!
//! A box hangs on a paragraph, yet may be anywhere on the page of that paragraph. What is known of
//! pages here is how many lines precede a paragraph, so that places are estimated: on the first page,
//! where the red head of a paper is a box, lines are counted; on later ones only the paragraph that a
//! box hangs on is known.

use super::head;

/// The upper margin of a page, in twips: that of Word's template, little less than an official
/// paper's (GB/T 9704: 37 mm).
const MARGIN: i32 = 1440;

/// The height of a line, in twips: 20 pt, between Word's 15.6 and an official paper's 28.
const LINE: i32 = 400;

/// How many characters a line holds.
const LINE_CHARACTERS: usize = 28;

/// Lines of the first page; of a paragraph below them it is not known where on its page it is.
const PAGE_LINES: usize = 30;

/// How far from the first line a red head may hang, in lines.
const HEAD_LINES: usize = 12;

/// How many boxes of one paragraph may be a red head: looking for a body takes its time.
const HEADS: usize = 16;

/// What the place of a box is measured from, downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Edge {
    /// The upper edge of the page.
    Page,
    /// The upper edge of the text on the page.
    Margin,
    /// The upper edge of the paragraph it hangs on, or of the line.
    Paragraph,
    /// None: it is in a line of the paragraph like a character.
    Inline,
}

/// Where a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Anchor {
    /// What `offset` is measured from.
    pub from: Edge,
    /// The upper edge of the box, in twips (a twentieth of a point) downwards.
    pub offset: i32,
}

/// A box and its lines, which are [marked](super::super::portions::marked) where they come from
/// several kinds of portions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Boxed {
    pub anchor: Anchor,
    /// Each line with its end.
    pub lines: String,
}

/// Where a box is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before all other text.
    Top,
    /// Before the paragraph that it hangs on.
    Before,
    /// After that paragraph.
    After,
}

/// Paragraphs as they come, with the boxes that hang on them.
#[derive(Debug, Default)]
pub(in super::super) struct Flow {
    /// How many lines have come, blank ones counted.
    lines: usize,
    /// Boxes at the top of the first page.
    top: Vec<(i32, String)>,
}

impl Flow {
    /// The lines of a paragraph and of the boxes that hang on it, in the order in which they are read;
    /// without the boxes that come before all text, which [`Flow::top`] gives in the end.
    pub(in super::super) fn paragraph(&mut self, words: &str, mut boxes: Vec<Boxed>) -> String {
        let (mut before, mut after) = (String::new(), String::new());
        boxes.sort_by_key(|boxed| self.height(boxed.anchor));
        for (at, Boxed { anchor, lines }) in boxes.into_iter().enumerate() {
            match self.place(anchor, &lines, at < HEADS) {
                Place::Top => self.top.push((self.height(anchor), lines)),
                Place::Before => before.push_str(&lines),
                Place::After => after.push_str(&lines),
            }
        }
        self.lines = self.lines.saturating_add(height(words));
        before + words + &after
    }

    /// The lines of the boxes that come before all text.
    pub(in super::super) fn top(mut self) -> String {
        self.top.sort_by_key(|(height, _)| *height);
        self.top.into_iter().map(|(_, lines)| lines).collect()
    }

    /// Where a box with these lines is read, which may be a red head or not.
    fn place(&self, anchor: Anchor, lines: &str, may_be_head: bool) -> Place {
        let is_first = self.lines < PAGE_LINES;
        let is_near = self.lines < HEAD_LINES && is_upper(anchor);
        if may_be_head && is_near && lines.lines().take(HEAD_LINES).any(head::names_issuer) {
            return Place::Top;
        }
        match anchor.from {
            Edge::Inline => Place::After,
            Edge::Paragraph if anchor.offset < 0 => Place::Before,
            Edge::Paragraph => Place::After,
            _ if is_first && self.height(anchor) <= MARGIN => Place::Top,
            _ if is_first && self.height(anchor) < self.line() => Place::Before,
            Edge::Page if anchor.offset < MARGIN => Place::Before,
            Edge::Margin if anchor.offset < 0 => Place::Before,
            _ => Place::After,
        }
    }

    /// The upper edge of a box on the page, in twips; of one below the first page a guess.
    fn height(&self, anchor: Anchor) -> i32 {
        let from = match anchor.from {
            Edge::Page => 0,
            Edge::Margin => MARGIN,
            Edge::Paragraph | Edge::Inline => self.line(),
        };
        anchor.offset.saturating_add(from)
    }

    /// The upper edge of the next paragraph, in twips.
    fn line(&self) -> i32 {
        let lines = i32::try_from(self.lines.min(PAGE_LINES)).unwrap_or_default();
        MARGIN + lines * LINE
    }
}

/// Whether a box may be in the upper half of its page.
fn is_upper(anchor: Anchor) -> bool {
    const HALF: i32 = 8_400;
    anchor.offset < HALF
}

/// How many lines a paragraph takes.
fn height(words: &str) -> usize {
    words.lines().map(|line| line.chars().count().div_ceil(LINE_CHARACTERS).max(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(from: Edge, offset: i32, words: &str) -> Boxed {
        Boxed { anchor: Anchor { from, offset }, lines: format!("{words}\n") }
    }

    /// The order of three paragraphs, with these boxes on the second.
    fn order(boxes: &[Boxed]) -> String {
        let mut flow = Flow::default();
        let text = flow.paragraph("一\n", Vec::new())
            + &flow.paragraph("二\n", boxes.to_vec())
            + &flow.paragraph("三\n", Vec::new());
        (flow.top() + &text).replace('\n', "")
    }

    #[test]
    fn a_box_is_read_where_it_stands() {
        for (from, offset, expected) in [
            (Edge::Paragraph, 0, "一二框三"),
            (Edge::Paragraph, 900, "一二框三"),
            (Edge::Paragraph, -900, "一框二三"),
            (Edge::Inline, 0, "一二框三"),
            (Edge::Page, 700, "框一二三"),
            (Edge::Page, 1500, "一框二三"),
            (Edge::Page, 9000, "一二框三"),
            (Edge::Margin, 0, "框一二三"),
            (Edge::Margin, -300, "框一二三"),
            (Edge::Margin, 6000, "一二框三"),
        ] {
            let found = order(&[boxed(from, offset, "框")]);
            assert_eq!(found, expected, "{from:?} {offset}");
        }
    }

    #[test]
    fn a_red_head_comes_first_wherever_it_hangs() {
        let head = "青山市人民政府文件";
        for (from, offset) in [(Edge::Paragraph, 300), (Edge::Page, 3000), (Edge::Inline, 0)] {
            let found = order(&[boxed(from, offset, head)]);
            assert_eq!(found, format!("{head}一二三"), "{from:?} {offset}");
        }
        // At the foot of the page it is who prints it.
        assert_eq!(order(&[boxed(Edge::Page, 14_000, head)]), format!("一二{head}三"));
    }

    #[test]
    fn boxes_of_one_paragraph_are_read_downwards() {
        let found = order(&[
            boxed(Edge::Page, 9000, "丙"),
            boxed(Edge::Page, 1000, "乙"),
            boxed(Edge::Page, 600, "甲"),
            boxed(Edge::Paragraph, -400, "丁"),
        ]);
        assert_eq!(found, "甲乙一丁二丙三");
    }

    #[test]
    fn on_later_pages_only_the_edge_of_the_page_is_above_the_paragraph() {
        let mut flow = Flow::default();
        let mut text = flow.paragraph(&"前\n".repeat(60), Vec::new());
        text += &flow
            .paragraph("二\n", vec![boxed(Edge::Page, 700, "上"), boxed(Edge::Page, 3000, "下")]);
        assert!(text.ends_with("上\n二\n下\n"));
        assert_eq!(flow.top(), "");
    }
}
