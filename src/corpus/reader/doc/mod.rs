//! Word 97 to 2003 (`.doc`, and the `.wps` of WPS Office) → text, through its table of pieces.
//!
//! The text lies in the stream `WordDocument` in pieces of UTF-16 or of Western bytes, listed in a
//! table stream: the main text, then notes, headers and the text of boxes. Boxes are read where they
//! hang, notes at the end; hidden and deleted text, annotations and headers are left out, but for a
//! header of the first page that names who issued the paper. The numbers of lists are in no piece
//! and are made from the tables of lists, styles and paragraph properties as \[MS-DOC\] tells them;
//! a damaged one of these costs numbers, never text.

mod body;
mod boxes;
mod characters;
mod fields;
mod fonts;
mod forms;
mod head;
mod lists;
mod pages;
mod paragraphs;
mod pieces;
mod properties;
mod stories;
mod styles;

use super::bytes::u32_at;
use super::compound::Compound;
use super::out::Paper;
use super::portions::marked;
use super::txt;
use super::word::boxes::{Anchor, Boxed, Edge};
use super::word::head::issuing;
use crate::error::Refusal;
use crate::extract::PortionKind;

use body::{Body, ReadData, Streams};
use boxes::Anchors;
use head::{Head, Part, Table};

/// The bytes that the table of boxes has of each (`FTXBXS`), and where its shape is named in them.
const BOX: usize = 22;
const SHAPE: usize = 14;

/// How much of the stream `Data` is read for a form field or a shape, in bytes.
const DATA: u64 = 64 << 10;

/// What is said where a note or a box is lost.
const LOST: &str = "notes or text boxes are damaged, and left out: fetch it again";

/// The document in a compound file; an error is the reason why it cannot be read.
pub(super) fn read(file: &mut Compound<'_>) -> Result<Paper, Refusal> {
    // Damage that matters shows in the table of pieces, so that streams may be cut.
    let main = file.cut_stream("/WordDocument")?;
    let head = Head::of(&main)?;
    let table = file.cut_stream(if head.second_table { "/1Table" } else { "/0Table" })?;
    // Pictures make this stream long, and only a little of it is read.
    let mut data = |place| file.bytes_at("/Data", place, DATA);
    let streams = Streams { main: &main, table: &table };
    let (text, is_whole) =
        text(streams, &mut data, &head).ok_or_else(|| Refusal::damaged("its table of pieces"))?;
    let problems = if is_whole { Vec::new() } else { vec![LOST.into()] };
    Ok(Paper { problems, ..txt::of_paper(&text).into() })
}

/// All text that is read, and whether nothing of it was lost; `None` where the table of pieces
/// contradicts itself in the main text.
fn text<'a>(streams: Streams<'a>, data: ReadData<'a>, head: &Head<'a>) -> Option<(String, bool)> {
    let body = Body::of(streams, data, head)?;
    let mut document = Document { body, streams, head, is_whole: true };
    let boxes = document.boxes((Part::Boxes, Table::Boxes), (Part::Main, Table::Anchors));
    let main = document.body.read(head.characters(Part::Main), boxes)?;
    let header = issuing(&document.header(), &main);
    let text = marked(PortionKind::Header, &header)
        + &main
        + &document.notes((Part::Footnotes, Table::Footnotes), PortionKind::Footnote)
        + &document.notes((Part::Endnotes, Table::Endnotes), PortionKind::Endnote);
    Some((text, document.is_whole))
}

/// A document that is being read.
struct Document<'d, 'a> {
    body: Body<'a>,
    streams: Streams<'a>,
    head: &'d Head<'a>,
    /// Whether no text was lost.
    is_whole: bool,
}

impl Document<'_, '_> {
    /// The boxes that hang on characters of a part, in the order of these; a box of which it is not
    /// known where it hangs, on the last one.
    fn boxes(&mut self, of: (Part, Table), on: (Part, Table)) -> Vec<(usize, Boxed)> {
        let table = self.streams.table;
        let texts = stories::of(table, self.head, of, BOX);
        let anchors = Anchors::of(table, self.head, on.1);
        let on = self.head.characters(on.0);
        let unknown = (on.len(), Anchor { from: Edge::Inline, offset: 0 });
        let mut boxes = Vec::new();
        for (range, beside) in texts {
            let text = self.part(range);
            let shape = u32_at(beside, SHAPE);
            let (place, anchor) = shape.and_then(|shape| anchors.place(shape)).unwrap_or(unknown);
            let lines = marked(PortionKind::TextBox, &text);
            if !text.trim().is_empty() {
                boxes.push((on.start.saturating_add(place), Boxed { anchor, lines }));
            }
        }
        for (place, anchor, words) in anchors.drawn() {
            let lines = marked(PortionKind::TextBox, &format!("{words}\n"));
            boxes.push((on.start.saturating_add(place), Boxed { anchor, lines }));
        }
        boxes.sort_by_key(|(place, _)| *place);
        boxes
    }

    /// The lines of the headers of the first page, with the boxes that hang on them.
    fn header(&mut self) -> String {
        let ranges = stories::first_headers(self.streams.table, self.head);
        let boxes = match ranges.iter().all(std::ops::Range::is_empty) {
            true => Vec::new(),
            false => self.boxes(
                (Part::HeaderBoxes, Table::HeaderBoxes),
                (Part::Headers, Table::HeaderAnchors),
            ),
        };
        let headers = ranges.into_iter().map(|range| {
            let inside = boxes.iter().filter(|(place, _)| range.contains(place)).cloned();
            self.body.read(range.clone(), inside.collect()).unwrap_or_default()
        });
        let mut headers = headers.filter(|header| !header.trim().is_empty());
        headers.next().unwrap_or_default()
    }

    fn notes(&mut self, of: (Part, Table), kind: PortionKind) -> String {
        let texts = stories::of(self.streams.table, self.head, of, 0).into_iter();
        texts.map(|(range, _)| marked(kind, &line_ended(self.part(range)))).collect()
    }

    /// The lines of characters beside the main text.
    fn part(&mut self, range: std::ops::Range<usize>) -> String {
        let text = self.body.read(range, Vec::new());
        self.is_whole &= text.is_some();
        text.unwrap_or_default()
    }
}

fn line_ended(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests;
