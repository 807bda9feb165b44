//! Codes of a font, as text is drawn by them.

use hayro_interpret::kurbo::Affine;

/// A code where it is drawn.
#[derive(Clone, Copy)]
pub(super) struct Code {
    pub code: u32,
    pub place: Affine,
    /// How far it moves the pen, in sizes.
    pub width: f64,
}
