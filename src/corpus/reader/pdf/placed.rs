//! Answers and remarks → the text of their page: an answer follows its label.

use hayro_interpret::kurbo::{Affine, Point};

use super::super::layout::{self, Glyph};
use super::super::portions;
use super::annotations::{Addition, Place};
use super::drawing::Sheet;
use super::field::CHECKED;

/// The longest label, in characters.
const LABEL: usize = 16;

/// The sizes that type may have where nothing tells, in points.
const SIZES: (f32, f32) = (6.0, 14.0);

/// How much of its height a line of type fills.
const FILLED: f32 = 0.7;

/// How far from each other cells are, in sizes.
const CELL: f32 = 1.9;

/// Where an addition is, in the direction of the page's text.
struct Area {
    x0: f32,
    x1: f32,
    y0: f32,
    y1: f32,
}

/// Puts what was added to a page into its text; returns what belongs to none of its lines, marked.
/// `place` is how the space of the page lies, `page` its number from one.
pub(super) fn put(
    sheet: &mut Sheet,
    mut additions: Vec<Addition>,
    place: Affine,
    page: usize,
) -> Vec<String> {
    let drawn: String = squeezed(sheet.text.iter().map(|glyph| glyph.c));
    let mut beside = Vec::new();
    let areas = |addition: &Addition| Area::of(addition, place, sheet);
    let mut placed: Vec<(Area, Addition)> = additions.drain(..).map(|a| (areas(&a), a)).collect();
    placed.sort_by(|(a, _), (b, _)| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    for (run, (area, Addition { text, place, .. })) in (1..).zip(placed) {
        let said = squeezed(text.chars());
        let is_drawn = match place {
            Place::Remark => drawn.contains(&said),
            _ => area.text(&sheet.text).contains(&said),
        };
        if is_drawn {
            continue;
        }
        let answers = match place {
            Place::Answer => true,
            Place::Words => area.has_label(&sheet.text),
            Place::Remark => false,
        };
        match answers {
            true => area.write(&mut sheet.text, &text, place, page, u32::MAX - run),
            false => beside.push(portions::marked_on(place.kind(), page, text.trim())),
        }
    }
    beside
}

fn squeezed(text: impl Iterator<Item = char>) -> String {
    text.filter(|c| !c.is_whitespace()).collect()
}

impl Area {
    fn of(addition: &Addition, place: Affine, sheet: &Sheet) -> Self {
        let rect = addition.rect;
        let (a, b) = (place * Point::new(rect.x0, rect.y0), place * Point::new(rect.x1, rect.y1));
        let (x0, x1) = (sheet.turn.along(a) as f32, sheet.turn.along(b) as f32);
        let (y0, y1) = (sheet.turn.across(a) as f32, sheet.turn.across(b) as f32);
        Self { x0: x0.min(x1), x1: x0.max(x1), y0: y0.min(y1), y1: y0.max(y1) }
    }

    fn holds(&self, glyph: &Glyph) -> bool {
        let middle = (glyph.x0 + glyph.x1) / 2.0;
        (self.x0..=self.x1).contains(&middle) && self.is_beside(glyph)
    }

    /// Whether a glyph is as high on the page.
    fn is_beside(&self, glyph: &Glyph) -> bool {
        (self.y0..=self.y1 + 0.3 * glyph.size).contains(&glyph.y)
    }

    /// What the page itself shows here.
    fn text(&self, page: &layout::Page) -> String {
        squeezed(page.iter().filter(|glyph| self.holds(glyph)).map(|glyph| glyph.c))
    }

    /// The glyph behind which the answer is: the nearest to the left, or else the nearest above.
    fn label(&self, page: &layout::Page) -> Option<usize> {
        let left = |glyph: &Glyph| self.is_beside(glyph) && glyph.x0 < self.x0 + 0.5 * glyph.size;
        let nearest = page.iter().filter(|glyph| left(glyph)).map(|glyph| glyph.x1);
        let nearest = nearest.fold(f32::NEG_INFINITY, f32::max);
        let at = page.iter().rposition(|glyph| left(glyph) && glyph.x1 > nearest - glyph.size);
        at.or_else(|| self.above(page))
    }

    fn above(&self, page: &layout::Page) -> Option<usize> {
        let is_over = |glyph: &Glyph| {
            glyph.y <= self.y0 + glyph.size && glyph.x0 < self.x1 && glyph.x1 > self.x0 - glyph.size
        };
        let lowest = page.iter().filter(|glyph| is_over(glyph)).map(|glyph| glyph.y);
        let lowest = lowest.fold(f32::NEG_INFINITY, f32::max);
        let at = page.iter().rposition(|glyph| is_over(glyph) && glyph.y == lowest)?;
        // The label may reach beyond the field.
        let goes_on = |pair: &[Glyph]| {
            let gap = pair[1].x0 - pair[0].x1;
            pair[1].y == pair[0].y && (-pair[0].size..pair[0].size).contains(&gap)
        };
        Some(at + page[at..].windows(2).take_while(|pair| goes_on(pair)).count())
    }

    /// Whether a short label, or one that asks, is to the left.
    fn has_label(&self, page: &layout::Page) -> bool {
        let row =
            page.iter().filter(|glyph| self.is_beside(glyph) && glyph.x1 <= self.x0 + glyph.size);
        let row: String = squeezed(row.map(|glyph| glyph.c));
        row.ends_with(['：', ':', '_', '＿']) || (1..=LABEL).contains(&row.chars().count())
    }

    /// Where an answer begins and ends that is not part of a sentence: a cell of its own, unless its
    /// label asks for it.
    fn cell(&self, label: &Glyph) -> (f32, f32) {
        let gap = CELL * label.size;
        match label.c {
            ':' | '：' => (self.x0, self.x1 - gap),
            _ => (self.x0.max(label.x1 + gap), self.x1 - gap),
        }
    }

    /// Writes an answer into the page, in the place of the line that was drawn for it.
    fn write(&self, page: &mut layout::Page, text: &str, place: Place, number: usize, run: u32) {
        let drawn = page.len();
        page.retain(|glyph| !matches!(glyph.c, '_' | '＿') || !self.holds(glyph));
        let in_line = page.len() < drawn || text == CHECKED;
        let label = self.label(page);
        let beside = label.map(|at| page[at]).filter(|glyph| self.is_beside(glyph));
        let height = (self.y1 - self.y0) * FILLED;
        let size = beside.map_or(height.clamp(SIZES.0, SIZES.1), |glyph| glyph.size);
        let y =
            beside.map_or_else(|| self.y1.min(self.y0 + 2.0 * size) - 0.3 * size, |label| label.y);
        let marked = portions::marked_on(place.kind(), number, text.trim());
        let mut glyphs = Vec::new();
        for (row, line) in (0u8..).zip(marked.lines()) {
            let width = |c: char| match c {
                c if portions::is_mark(c) => 0.0,
                c if c.is_ascii() => 0.5 * size,
                _ => size,
            };
            let (mut x0, x1) = match beside.filter(|_| !in_line) {
                Some(label) => self.cell(&label),
                None => (self.x0, self.x1),
            };
            let fits = (x1 - x0) / line.chars().map(width).sum::<f32>().max(1.0);
            let y = y + 1.2 * size * f32::from(row);
            for c in line.chars() {
                let x1 = x0 + width(c) * fits.clamp(0.01, 1.0);
                glyphs.push(Glyph { c, x0, x1, y, size, run });
                x0 = x1;
            }
        }
        let at = label.map_or(0, |label| label + 1);
        page.splice(at..at, glyphs);
    }
}
