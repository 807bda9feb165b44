//! RTF → text: groups, control words, and the three ways it writes a Chinese character.
//!
//! `\'b9\'fa` are bytes of the code page of the font, `\u22269` is a unit of UTF-16 followed by so
//! many characters for old readers as `\uc` says. Text boxes are read where they hang, notes at the
//! end; hidden and deleted text, annotations and headers are left out, but for a header of the first
//! page that names who issued the paper.

mod destinations;
mod fields;
mod fonts;
mod reader;
mod texts;
mod tokens;

use super::txt;
use crate::error::Refusal;
use crate::extract::RawText;

use reader::Reader;

/// The document in an RTF; an error is the reason why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<RawText, Refusal> {
    Reader::of(bytes).document().map(|text| txt::of_paper(&text))
}

#[cfg(test)]
mod tests;
