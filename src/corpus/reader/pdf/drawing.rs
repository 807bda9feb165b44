//! The pages of a document as far as they are drawn: their characters, each at its place.

use hayro_interpret::kurbo::{Affine, Point, Vec2};

use super::super::layout;

/// The most characters of a document.
const GLYPHS: usize = 5_000_000;

/// How far beyond its page a character may be, in points.
const BEYOND: f64 = 2.0;

/// How far from upright text may lean: the tangent of some 11 degrees.
const LEAN: f64 = 0.2;

/// How many characters at least are below the one before in a page that is set in columns.
const DOWN: usize = 12;

/// Glyphs measure in thousandths of the size of the type.
const UNITS: f64 = 1000.0;

/// What a page shows.
#[derive(Default)]
pub(super) struct Sheet {
    /// Its text in the direction that most of it has.
    pub text: layout::Page,
    /// That direction.
    pub turn: Turn,
    /// What is turned otherwise.
    pub turned_otherwise: Vec<layout::Page>,
    /// Whether it shows an image.
    pub has_image: bool,
    /// Remarks that belong to none of its lines.
    pub beside: Vec<String>,
    /// Whether a field of a form on it is filled in.
    pub is_filled: bool,
}

/// A drawing of one page after the other.
#[derive(Default)]
pub(super) struct Drawing {
    turned: [layout::Page; 4],
    has_image: bool,
    size: (f64, f64),
    count: usize,
    runs: u32,
}

impl Drawing {
    pub(super) fn begin_page(&mut self, (width, height): (f32, f32)) {
        self.size = (f64::from(width), f64::from(height));
        self.has_image = false;
    }

    /// The page, done.
    pub(super) fn end_page(&mut self) -> Sheet {
        let mut pages = std::mem::take(&mut self.turned);
        if goes_down(&pages[Turn::Upright as usize]) {
            let upright = std::mem::take(&mut pages[Turn::Upright as usize]);
            let columns = &mut pages[Turn::Right as usize];
            columns.extend(upright.into_iter().map(in_column));
            columns.sort_by_key(|glyph| glyph.run);
        }
        let mut turned: Vec<_> = TURNS.into_iter().zip(pages).collect();
        turned.sort_by_key(|(_, page)| std::cmp::Reverse(page.len()));
        turned.retain(|(_, page)| !page.is_empty());
        let mut turned = turned.into_iter();
        let (turn, text) = turned.next().unwrap_or_default();
        Sheet {
            text,
            turn,
            turned_otherwise: turned.map(|(_, page)| page).collect(),
            has_image: self.has_image,
            beside: Vec::new(),
            is_filled: false,
        }
    }

    /// Whether it holds as many characters as any document may.
    pub(super) fn is_full(&self) -> bool {
        self.count >= GLYPHS
    }

    /// Takes note of an image.
    pub(super) fn image(&mut self) {
        self.has_image = true;
    }

    /// Begins a run of characters, which draws none twice.
    pub(super) fn begin_run(&mut self) {
        self.runs += 1;
    }

    /// Keeps the characters of one glyph: its units are on the page as `place` says, and it moves
    /// the pen `width` sizes on.
    pub(super) fn add(&mut self, characters: &[char], place: Affine, width: f64) {
        let at = place * Point::ZERO;
        let along = place * Point::new(1.0, 0.0) - at;
        let Some(turn) = Turn::of(along) else { return };
        let size = (place * Point::new(0.0, UNITS) - at).hypot();
        self.put(characters, turn, at, size, width);
    }

    /// Keeps the characters of one glyph of a column that is written downwards from `place`.
    pub(super) fn add_below(&mut self, characters: &[char], place: Affine, width: f64) {
        let at = place * Point::ZERO;
        let down = place * Point::new(0.0, -UNITS) - at;
        // A column is a line that is turned to the right.
        let Some(turn) = Turn::of(down) else { return };
        self.put(characters, turn, at, down.hypot(), width);
    }

    fn put(&mut self, characters: &[char], turn: Turn, at: Point, size: f64, width: f64) {
        if !self.is_on_page(at) || self.is_full() {
            return;
        }
        let usual = if characters.iter().all(char::is_ascii) { 0.5 } else { 1.0 };
        let width = if (0.05..=4.0).contains(&width) { width } else { usual };
        let width = width * size / characters.len().max(1) as f64;
        let (x, y) = (turn.along(at), turn.across(at));
        for (at, c) in characters.iter().enumerate() {
            let x0 = x + width * at as f64;
            let (x0, x1, y, size) = (x0 as f32, (x0 + width) as f32, y as f32, size as f32);
            let glyph = layout::Glyph { c: *c, x0, x1, y, size, run: self.runs };
            self.turned[turn as usize].push(glyph);
            self.count += 1;
        }
    }

    fn is_on_page(&self, at: Point) -> bool {
        let (width, height) = self.size;
        (-BEYOND..=width + BEYOND).contains(&at.x) && (-BEYOND..=height + BEYOND).contains(&at.y)
    }
}

/// Whether most characters are below the one that was drawn before: columns of Japanese and old
/// Chinese type are drawn so, one upright character after the other.
fn goes_down(page: &layout::Page) -> bool {
    let mut steps = (0, 0);
    for pair in page.windows(2) {
        let size = pair[0].size;
        let (right, down) = ((pair[1].x0 - pair[0].x0).abs(), pair[1].y - pair[0].y);
        steps.0 += usize::from(right < 0.3 * size && (0.8..2.5).contains(&(down / size)));
        steps.1 += usize::from(right >= 0.3 * size && down.abs() < 0.3 * size);
    }
    steps.0 >= DOWN && steps.0 > 2 * steps.1
}

/// An upright character as one of a column, which is a line that is turned to the right.
fn in_column(glyph: layout::Glyph) -> layout::Glyph {
    let middle = (glyph.x0 + glyph.x1) / 2.0;
    layout::Glyph { x0: glyph.y - glyph.size, x1: glyph.y, y: -middle, ..glyph }
}

/// Which way text runs on a page whose y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Turn {
    #[default]
    Upright,
    Right,
    Over,
    Left,
}

/// All of them, each at its own number.
const TURNS: [Turn; 4] = [Turn::Upright, Turn::Right, Turn::Over, Turn::Left];

impl Turn {
    /// The turn of text whose glyphs follow each other this way; `None` for what is aslant.
    fn of(along: Vec2) -> Option<Self> {
        let (x, y) = (along.x, along.y);
        match (x.abs() * LEAN > y.abs(), y.abs() * LEAN > x.abs()) {
            (true, _) => Some(if x > 0.0 { Self::Upright } else { Self::Over }),
            (_, true) => Some(if y > 0.0 { Self::Right } else { Self::Left }),
            _ => None,
        }
    }

    /// How far along its lines a point lies.
    pub(super) fn along(self, at: Point) -> f64 {
        match self {
            Self::Upright => at.x,
            Self::Right => at.y,
            Self::Over => -at.x,
            Self::Left => -at.y,
        }
    }

    /// How far down its lines a point lies.
    pub(super) fn across(self, at: Point) -> f64 {
        match self {
            Self::Upright => at.y,
            Self::Right => -at.x,
            Self::Over => -at.y,
            Self::Left => at.x,
        }
    }
}
