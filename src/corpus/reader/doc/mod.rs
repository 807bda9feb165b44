//! Word 97 to 2003 (`.doc`, and the `.wps` of WPS Office) → text, through its table of pieces.
//!
//! The text lies in the stream `WordDocument` in pieces of UTF-16 or of Western bytes, listed in a
//! table stream. The numbers of lists stand in no piece and are made from the tables of lists,
//! styles and paragraph properties as \[MS-DOC\] tells them; a damaged one of these costs numbers,
//! never text.

mod body;
mod bytes;
mod head;
mod lists;
mod paragraphs;
mod pieces;
mod properties;
mod styles;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::txt;
use crate::error::Refusal;
use crate::extract::RawText;

use body::Body;
use head::Head;
use pieces::Pieces;

/// The most bytes of a stream.
const STREAM_LIMIT: u64 = 128 << 20;

/// Streams that tell what else a compound file is.
const OTHERS: [(&str, &str); 4] = [
    ("/Workbook", "XLS"),
    ("/Book", "XLS"),
    ("/PowerPoint Document", "PPT"),
    ("/__properties_version1.0", "MSG"),
];

/// The document in a compound file; an error is the reason why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<RawText, Refusal> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(Refusal::damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    if !file.exists("/WordDocument") {
        return Err(foreign(&file));
    }
    let main = stream(&mut file, "/WordDocument")?;
    let head = Head::of(&main)?;
    let table = stream(&mut file, if head.second_table { "/1Table" } else { "/0Table" })?;
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

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Refusal> {
    let stream = file.open_stream(name).map_err(Refusal::damaged)?;
    let mut bytes = Vec::new();
    stream.take(STREAM_LIMIT).read_to_end(&mut bytes).map_err(Refusal::damaged)?;
    Ok(bytes)
}

/// Why a compound file without a Word document is not read.
fn foreign(file: &CompoundFile<Cursor<&[u8]>>) -> Refusal {
    if file.exists("/CONTENTS") {
        return Refusal::Works;
    }
    let other = OTHERS.iter().find(|(stream, _)| file.exists(stream));
    Refusal::NotRead(other.map_or("this kind of Office file", |(_, name)| name).into())
}

#[cfg(test)]
mod tests;
