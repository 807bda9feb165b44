//! What the operators of text depend on: the font and its size, spaces, and where the pen is.

use std::rc::Rc;

use hayro_interpret::kurbo::Affine;

use super::typeface::Typeface;

/// Fonts measure in thousandths of the size of the type.
const UNITS: f64 = 1000.0;

/// The state of the text of a content stream (PDF 32000-1, 9.3).
#[derive(Clone)]
pub(super) struct TextState<'a> {
    pub typeface: Option<Rc<Typeface<'a>>>,
    pub size: f64,
    /// What is added after each character, and after each space.
    pub spacing: f64,
    pub word_spacing: f64,
    /// How much wider than usual characters are.
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    matrix: Affine,
    line: Affine,
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            typeface: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            matrix: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }
}

impl TextState<'_> {
    /// Begins a line at a place.
    pub(super) fn begin_line(&mut self, matrix: Affine) {
        self.matrix = matrix;
        self.line = matrix;
    }

    /// Begins a line at a distance from where the last began.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.begin_line(self.line * Affine::translate((x, y)));
    }

    /// How the units of a glyph that is drawn now lie in the space of the content.
    pub(super) fn place(&self) -> Affine {
        let scale = self.size / UNITS;
        self.matrix * Affine::new([scale * self.stretch, 0.0, 0.0, scale, 0.0, self.rise])
    }

    /// Moves the pen behind a character that is `advance` thousandths of the size long.
    pub(super) fn advance(&mut self, advance: f64, is_space: bool) {
        let word = if is_space { self.word_spacing } else { 0.0 };
        self.go(advance / UNITS * self.size + self.spacing + word);
    }

    /// Moves the pen back by thousandths of the size.
    pub(super) fn adjust(&mut self, thousandths: f64) {
        self.go(-thousandths / UNITS * self.size);
    }

    fn go(&mut self, distance: f64) {
        let to = match self.is_vertical() {
            true => (0.0, distance),
            false => (distance * self.stretch, 0.0),
        };
        self.matrix *= Affine::translate(to);
    }

    pub(super) fn is_vertical(&self) -> bool {
        self.typeface.as_ref().is_some_and(|typeface| typeface.is_vertical())
    }
}
