//! Lines → paragraphs, by indents, short lines, sizes and distances.
//!
//! A first form of this rule was right on 24 PDFs that we set ourselves from real laws (one column of
//! 16 and 14 points, two columns of 10.5, ragged lines, running heads). On what LibreOffice prints
//! (`tests/data/office`: signatures at the right edge, a number among the lines of a title, articles
//! without an indent, a table) it got 19 of 31 paragraphs wrong, until edges had to be shared by more
//! lines and numbers parted; now 3, cells of the table. Of 4,354 paragraphs of 55 real documents set
//! by LibreOffice and by Chromium .978 and .952 come whole; the rule was mended on some of them. One
//! that sees only text finds .90–.94 of the boundaries.

use super::super::portions;
use super::units::{Line, begins_latin, ends_latin, median};
use crate::announcement::DocNumber;

/// An indent that begins a paragraph, in sizes.
const INDENT: f32 = 0.9;

/// How far before the right edge the last line of a paragraph ends, in sizes.
const SHORT: f32 = 1.6;

/// How much sizes differ where the text changes.
const OTHER_SIZE: f32 = 0.15;

/// The distance between paragraphs, in usual distances of lines.
const APART: f32 = 1.7;

/// How many of the wide lines begin at the left edge of a column.
const LEFT_SHARED: f32 = 0.08;

/// How many of all lines end at the right edge of a column; those that end alike by chance are fewer.
const RIGHT_SHARED: f32 = 0.15;

/// How wide a line of running text is at least, in sizes; most cells of a table are narrower.
const WIDE: f32 = 8.0;

/// How much larger than the text a title is.
const LARGE: f32 = 1.15;

/// The text of all lines, a paragraph a line; `mark` says of a page how surely it was recognised, if
/// it was, and its number.
pub(super) fn joined(lines: &[Line], mark: impl Fn(usize) -> Option<(u8, usize)>) -> String {
    let shape = Shape::of(lines);
    let mut text = String::new();
    let mut last: Option<&Line> = None;
    for line in lines {
        let turns = last.is_none_or(|before| before.page != line.page);
        if let Some(before) = last {
            text.extend(mark(before.page).filter(|_| turns).map(|_| portions::END));
            text.push_str(shape.between(before, line));
        }
        if let Some((sure, page)) = mark(line.page).filter(|_| turns) {
            text.push_str(&portions::recognised(sure, page));
        }
        text.push_str(&line.text);
        last = Some(line);
    }
    text.extend(last.and_then(|line| mark(line.page)).map(|_| portions::END));
    text
}

/// What is usual in a text.
struct Shape {
    lefts: Vec<f32>,
    rights: Vec<f32>,
    size: f32,
    pitch: f32,
}

impl Shape {
    fn of(lines: &[Line]) -> Self {
        let plain: Vec<&Line> = lines.iter().filter(|line| !line.is_row()).collect();
        let sizes = plain
            .iter()
            .flat_map(|line| std::iter::repeat_n(line.size, line.text.chars().count().min(60)));
        let size = median(sizes.collect());
        let pitches = lines.windows(2).filter(|pair| follows(&pair[0], &pair[1]));
        let pitch = median(pitches.map(|pair| pair[1].y - pair[0].y).collect());
        let usual: Vec<&Line> =
            plain.into_iter().filter(|line| (line.size / size - 1.0).abs() <= OTHER_SIZE).collect();
        let wide = usual.iter().filter(|line| line.width() >= WIDE * size);
        let mut lefts = edges(wide.map(|line| line.x0).collect(), size, LEFT_SHARED);
        // Where most paragraphs are of one line, few lines begin at the edge, but all go back to it.
        let back = lines.windows(2).filter(|pair| goes_back(&pair[0], &pair[1]));
        lefts.extend(edges(back.map(|pair| pair[1].x0).collect(), size, 0.0));
        let mut rights = edges(usual.iter().map(|line| line.x1).collect(), size, RIGHT_SHARED);
        let all = lefts.clone();
        let is_indent =
            |edge: &f32| all.iter().any(|left| (0.8..3.0).contains(&((edge - left) / size)));
        lefts.retain(|edge| !is_indent(edge));
        if lefts.is_empty() {
            lefts.extend(usual.iter().map(|line| line.x0).reduce(f32::min));
        }
        if rights.is_empty() {
            let widest = usual.iter().max_by(|a, b| a.width().total_cmp(&b.width()));
            rights.extend(widest.map(|line| line.x1));
        }
        Self { lefts, rights, size, pitch }
    }

    /// The left edge of the column a line is in.
    fn left(&self, line: &Line) -> f32 {
        let edges = self.lefts.iter().copied().filter(|edge| *edge <= line.x0 + 0.5 * self.size);
        edges.fold(f32::NEG_INFINITY, f32::max)
    }

    /// The right edge of the column a line is in; its own end where it reaches beyond all.
    fn right(&self, line: &Line) -> f32 {
        let edges = self.rights.iter().copied().filter(|edge| *edge >= line.x1 - 0.8 * self.size);
        edges.reduce(f32::min).unwrap_or(line.x1)
    }

    /// What is between a line and the next one.
    fn between(&self, before: &Line, line: &Line) -> &'static str {
        let is_latin = begins_latin(&line.text) && ends_latin(&before.text);
        match self.begins(before, line) {
            true => "\n",
            false if is_latin => " ",
            false => "",
        }
    }

    /// Whether a line begins a paragraph.
    fn begins(&self, before: &Line, line: &Line) -> bool {
        if before.is_row() || line.is_row() {
            return line.is_row() || !self.is_cell(before, line);
        }
        if (line.size / before.size - 1.0).abs() > OTHER_SIZE || stand_apart(before, line) {
            return true;
        }
        if self.is_title(before, line) || self.is_cell(before, line) {
            return false;
        }
        let (left, right) = (self.left(line), self.right(before));
        let indented = !left.is_finite() || line.x0 - left > INDENT * line.size;
        // Where a mark must not begin a line, the line above is short; no paragraph ends so.
        let goes_on = before.text.ends_with(['、', '，', ',', '（', '《', '“']);
        let short = right - before.x1 > SHORT * before.size && !goes_on;
        let far = follows(before, line) && line.y - before.y > APART * self.pitch.max(line.size);
        indented || short || far
    }

    /// Whether two lines are of one large centred title.
    fn is_title(&self, before: &Line, line: &Line) -> bool {
        let centred = (middle(before) - middle(line)).abs() < 2.0 * line.size;
        let near = follows(before, line) && line.y - before.y < 2.2 * line.size;
        let ends = before.text.ends_with(['：', '。', '；', ':']);
        line.size > LARGE * self.size && centred && near && !ends && !is_numbered(&line.text)
    }

    /// Whether two lines are in one cell of a table: flush left, close, away from the text's edge.
    fn is_cell(&self, before: &Line, line: &Line) -> bool {
        let flush = (line.x0 - before.cell).abs() < 0.3 * line.size;
        let near = follows(before, line) && line.y - before.y < 1.6 * line.size;
        let inside = line.x0 - self.left(line) > INDENT * line.size;
        let width = before.x1 - before.cell;
        let filled = width > line.width() - line.size && width > 3.0 * line.size;
        let is_date = line.text.ends_with('日');
        flush && near && inside && filled && !is_date && !is_numbered(&line.text)
    }
}

fn middle(line: &Line) -> f32 {
    (line.x0 + line.x1) / 2.0
}

/// Whether a line is below the one before it, in the same column of the same page.
fn follows(before: &Line, line: &Line) -> bool {
    before.page == line.page && line.y > before.y && line.x0 < before.x1 && before.x0 < line.x1
}

/// Whether two lines are two paragraphs wherever they are: one is a 发文字号, or the second is
/// numbered and the first has come to its end.
fn stand_apart(before: &Line, line: &Line) -> bool {
    let ended = before.text.ends_with(['。', '；', '：', ':']);
    (ended && is_numbered(&line.text)) || is_number(&before.text) || is_number(&line.text)
}

/// Whether a line is a 发文字号 (`国发〔2025〕1号`) and nothing else.
fn is_number(text: &str) -> bool {
    text.ends_with('号')
        && text.contains(['〔', '[', '［', '('])
        && DocNumber::parse(text).is_some_and(|number| number.is_issued())
}

/// Whether a line goes on, an indent further left, with the text of the one above it.
fn goes_back(before: &Line, line: &Line) -> bool {
    let back = (before.x0 - line.x0) / line.size;
    follows(before, line)
        && !before.is_row()
        && before.width() >= WIDE * before.size
        && (0.8..3.0).contains(&back)
}

/// Whether a line begins with the number of a chapter or a point.
fn is_numbered(text: &str) -> bool {
    let digits = "一二三四五六七八九十百零〇0123456789";
    let bare = text.trim_start_matches(['（', '(', '第']);
    let rest = bare.trim_start_matches(|c| digits.contains(c));
    rest.len() < bare.len()
        && rest.starts_with(['、', '）', ')', '.', '．', '章', '节', '条', '部'])
}

/// Values that many share, within half a size.
fn edges(mut values: Vec<f32>, size: f32, shared: f32) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    let few = (values.len() as f32 * shared).max(3.0) as usize;
    let mut groups: Vec<Vec<f32>> = Vec::new();
    for value in values {
        match groups.last_mut().filter(|group| value - group[0] < 0.5 * size) {
            Some(group) => group.push(value),
            None => groups.push(vec![value]),
        }
    }
    let groups = groups.into_iter().filter(|group| group.len() >= few);
    groups.map(|group| group[group.len() / 2]).collect()
}
