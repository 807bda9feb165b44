//! A device that keeps what a page writes and draws nothing.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::super::layout;

/// The most characters of a document.
const GLYPHS: usize = 5_000_000;

/// How far beyond its page a character may stand, in points.
const BEYOND: f64 = 2.0;

/// How far from upright text may lean: the tangent of some 11 degrees.
const LEAN: f64 = 0.2;

/// Glyphs measure in thousandths of the size of the type.
const UNITS: f64 = 1000.0;

/// What a page shows.
#[derive(Default)]
pub(super) struct Sheet {
    /// Its text in the direction that most of it has.
    pub text: layout::Page,
    /// What is turned otherwise.
    pub turned_otherwise: Vec<layout::Page>,
    /// Whether it shows an image.
    pub has_image: bool,
    /// How sure its text is, in percent, where it was recognised.
    pub recognised: Option<u8>,
}

/// The pages of a document as far as they are drawn.
#[derive(Default)]
pub(super) struct Drawing {
    pub sheets: Vec<Sheet>,
    turned: [layout::Page; 4],
    has_image: bool,
    bounds: (f64, f64),
    count: usize,
    runs: u32,
}

impl Drawing {
    pub(super) fn begin_page(&mut self, width: f32, height: f32) {
        self.bounds = (f64::from(width), f64::from(height));
        self.has_image = false;
    }

    /// Puts the page's text away.
    pub(super) fn end_page(&mut self) {
        let mut turned: Vec<_> = std::mem::take(&mut self.turned).into();
        turned.sort_by_key(|page| std::cmp::Reverse(page.len()));
        turned.retain(|page| !page.is_empty());
        let mut turned = turned.into_iter();
        self.sheets.push(Sheet {
            text: turned.next().unwrap_or_default(),
            turned_otherwise: turned.collect(),
            has_image: self.has_image,
            recognised: None,
        });
    }

    fn is_on_page(&self, at: Point) -> bool {
        let (width, height) = self.bounds;
        (-BEYOND..=width + BEYOND).contains(&at.x) && (-BEYOND..=height + BEYOND).contains(&at.y)
    }

    /// Keeps one glyph, whose units lie on the page as `place` says.
    fn add(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let at = place * Point::ZERO;
        if !self.is_on_page(at) || self.count >= GLYPHS {
            return;
        }
        let along = place * Point::new(1.0, 0.0) - at;
        let size = (place * Point::new(0.0, UNITS) - at).hypot();
        let Some((turn, x, y)) =
            Turn::of(along).map(|turn| (turn, turn.along(at), turn.across(at)))
        else {
            return;
        };
        let characters: Vec<char> = match glyph.as_unicode() {
            Some(BfString::Char(c)) => vec![c],
            Some(BfString::String(text)) => text.chars().collect(),
            None => vec![char::REPLACEMENT_CHARACTER],
        };
        let width = advance(glyph, &characters) * size / characters.len().max(1) as f64;
        for (at, c) in characters.into_iter().enumerate() {
            let x0 = x + width * at as f64;
            let (x0, x1, y, size) = (x0 as f32, (x0 + width) as f32, y as f32, size as f32);
            self.turned[turn as usize].push(layout::Glyph { c, x0, x1, y, size, run: self.runs });
            self.count += 1;
        }
    }
}

/// How far a glyph moves the pen, in sizes.
fn advance(glyph: &Glyph<'_>, characters: &[char]) -> f64 {
    let told = match glyph {
        Glyph::Outline(outline) => outline.advance_width().map(|width| f64::from(width) / UNITS),
        Glyph::Type3(_) => None,
    };
    let usual = if characters.iter().all(char::is_ascii) { 0.5 } else { 1.0 };
    told.filter(|width| (0.05..=4.0).contains(width)).unwrap_or(usual)
}

/// Which way text runs on a page whose y grows downwards.
#[derive(Clone, Copy)]
enum Turn {
    Upright,
    Right,
    Over,
    Left,
}

impl Turn {
    /// The turn of text whose glyphs follow each other this way; `None` for what stands aslant.
    fn of(along: Vec2) -> Option<Self> {
        let (x, y) = (along.x, along.y);
        match (x.abs() * LEAN > y.abs(), y.abs() * LEAN > x.abs()) {
            (true, _) => Some(if x > 0.0 { Self::Upright } else { Self::Over }),
            (_, true) => Some(if y > 0.0 { Self::Right } else { Self::Left }),
            _ => None,
        }
    }

    /// How far along its lines a point lies.
    fn along(self, at: Point) -> f64 {
        match self {
            Self::Upright => at.x,
            Self::Right => at.y,
            Self::Over => -at.x,
            Self::Left => -at.y,
        }
    }

    /// How far down its lines a point lies.
    fn across(self, at: Point) -> f64 {
        match self {
            Self::Upright => at.y,
            Self::Right => -at.x,
            Self::Over => -at.y,
            Self::Left => at.x,
        }
    }
}

impl Device<'_> for Drawing {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        self.runs += 1;
        for glyph in run.glyphs() {
            self.add(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.has_image = true;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
