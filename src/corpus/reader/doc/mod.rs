//! Word 97 to 2003 (`.doc`, and the `.wps` of WPS Office) → text, through its table of pieces.
//!
//! The text lies in the stream `WordDocument` in pieces of UTF-16 or of Western bytes, listed in a
//! table stream. The numbers of lists stand in no piece and are made from the tables of lists,
//! styles and paragraph properties as \[MS-DOC\] tells them; a damaged one of these costs numbers,
//! never text.

mod body;
mod head;
mod lists;
mod paragraphs;
mod pieces;
mod properties;
mod styles;

use super::compound::Compound;
use super::txt;
use crate::error::Refusal;
use crate::extract::RawText;

use body::Body;
use head::Head;
use pieces::Pieces;

/// The document in a compound file; an error is the reason why it cannot be read.
pub(super) fn read(file: &mut Compound<'_>) -> Result<RawText, Refusal> {
    let main = file.stream("/WordDocument")?;
    let head = Head::of(&main)?;
    let table = file.stream(if head.second_table { "/1Table" } else { "/0Table" })?;
    let text = text(&main, &table, &head).ok_or_else(|| Refusal::damaged("its table of pieces"))?;
    Ok(txt::of_paper(&text))
}

/// The main text in its pieces, put together; `None` where their table contradicts itself.
fn text(main: &[u8], table: &[u8], head: &Head) -> Option<String> {
    let pieces = Pieces::of(main, table, head)?;
    let mut body = Body::of(main, table, head);
    for at in 0..pieces.count() {
        body.read(&pieces.piece(at)?);
    }
    Some(body.text)
}

#[cfg(test)]
mod tests;
