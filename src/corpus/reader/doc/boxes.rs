//! Where the boxes of a document hang: on which character, and how far down.
//!
//! A box is a shape. The table of anchors (`PlcfSpa`) has the shapes that hang on characters; a shape
//! in a group hangs where its group does, which only the drawings tell (\[MS-ODRAW\]).

use std::collections::HashMap;

use super::super::bytes::{span, u16_at, u32_at};
use super::super::word::boxes::{Anchor, Edge};
use super::forms;
use super::head::{Head, Table};

/// The bytes of an anchor (`Spa`).
const ANCHOR: usize = 26;

/// How deep groups may be in each other.
const DEPTH: usize = 64;

/// The container of a whole drawing.
const DRAWING: u16 = 0xF002;
/// Records of drawings: a group of shapes, the number of a shape, its properties.
const GROUP: u16 = 0xF003;
const SHAPE: u16 = 0xF00A;
const PROPERTIES: u16 = 0xF00B;
/// Properties that later versions of Word added.
const LATER_PROPERTIES: u16 = 0xF122;

/// The property of the words that a shape is drawn of (`gtextUNICODE`); its value lies behind those
/// of all others.
const WORDS: u16 = 0x00C0;
const LIES_BEHIND: u16 = 0x8000;
/// The property of what a shape is placed from, downwards (`posrelv`); it goes before the anchor.
const EDGE: u16 = 0x0392;
/// What of a property is its name.
const NAME: u16 = 0x3FFF;

/// Where the shapes of the main text, or of headers, hang.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// By the number of a shape: the character, counted from the beginning of the part, and how far
    /// down.
    anchors: HashMap<usize, (usize, Anchor)>,
    drawings: Drawings,
}

impl Anchors {
    pub(super) fn of(stream: &[u8], head: &Head, table: Table) -> Self {
        let table = head.table(stream, table).unwrap_or_default();
        let count = table.len().saturating_sub(4) / (4 + ANCHOR);
        let found = (0..count).filter_map(|at| {
            let shape = span(table, 4 * (count + 1) + ANCHOR * at, ANCHOR)?;
            Some((u32_at(shape, 0)?, (u32_at(table, 4 * at)?, anchor(shape)?)))
        });
        let anchors: HashMap<_, _> = found.collect();
        let drawings = head.table(stream, Table::Drawings).filter(|_| !anchors.is_empty());
        Self { anchors, drawings: drawings.map(Drawings::of).unwrap_or_default() }
    }

    /// Where the shape of a number hangs.
    pub(super) fn place(&self, shape: usize) -> Option<(usize, Anchor)> {
        let outer = self.drawings.groups.get(&shape).unwrap_or(&shape);
        let placed = [&shape, outer].into_iter().find(|shape| self.anchors.contains_key(shape))?;
        let (place, anchor) = *self.anchors.get(placed)?;
        let from = self.drawings.edges.get(placed).copied().unwrap_or(anchor.from);
        Some((place, Anchor { from, ..anchor }))
    }

    /// The words of shapes that are drawn of them, with where these hang.
    pub(super) fn drawn(&self) -> impl Iterator<Item = (usize, Anchor, &str)> {
        self.drawings.words.iter().filter_map(move |drawn| {
            let (place, anchor) = self.place(drawn.0)?;
            Some((place, anchor, drawn.1.as_str()))
        })
    }
}

fn anchor(shape: &[u8]) -> Option<Anchor> {
    let offset = u32_at(shape, 8)? as u32 as i32;
    let from = match u16_at(shape, 20)? >> 3 & 3 {
        0 => Edge::Margin,
        1 => Edge::Page,
        _ => Edge::Paragraph,
    };
    Some(Anchor { from, offset })
}

/// What the drawings of a document tell of their shapes.
#[derive(Debug, Default)]
struct Drawings {
    /// For every shape in a group, the number of the outermost one.
    groups: HashMap<usize, usize>,
    /// The words that shapes are drawn of, by the numbers of the shapes.
    words: Vec<(usize, String)>,
    /// What shapes are placed from, by the numbers of the shapes.
    edges: HashMap<usize, Edge>,
}

impl Drawings {
    /// The settings of all drawings come first, then each drawing behind a byte.
    fn of(mut rest: &[u8]) -> Self {
        let mut drawings = Self::default();
        while let Some((record, behind)) = record(rest) {
            let all = records(record.content).filter(|inside| inside.kind == GROUP);
            for all in all.filter(|_| record.kind == DRAWING) {
                records(all.content).for_each(|shape| drawings.add(&shape));
            }
            rest = behind.get(1..).unwrap_or_default();
        }
        drawings
    }

    /// Adds a shape that is in no group, or a group.
    fn add(&mut self, record: &Record<'_>) {
        let mut shapes = Vec::new();
        self.collect(record.content, DEPTH, &mut shapes);
        let inner = shapes.iter().skip(1).filter(|_| record.kind == GROUP);
        self.groups.extend(inner.map(|shape| (*shape, shapes[0])));
    }

    /// Collects the numbers of all shapes in a record.
    fn collect(&mut self, content: &[u8], depth: usize, shapes: &mut Vec<usize>) {
        for inside in records(content) {
            match inside.kind {
                SHAPE => shapes.extend(u32_at(inside.content, 0)),
                PROPERTIES | LATER_PROPERTIES => {
                    let Some(shape) = shapes.last() else { continue };
                    self.words.extend(words(&inside).map(|words| (*shape, words)));
                    self.edges.extend(edge(&inside).map(|edge| (*shape, edge)));
                }
                _ if inside.is_container && depth > 0 => {
                    self.collect(inside.content, depth - 1, shapes);
                }
                _ => {}
            }
        }
    }
}

/// The words that a picture in a line is drawn of, if it is a shape.
pub(super) fn drawn(picture: &[u8]) -> Option<String> {
    let shapes = records(forms::behind_head(picture)?).filter(|record| record.is_container);
    let mut inside = shapes.flat_map(|shape| records(shape.content));
    inside.find(|record| record.kind == PROPERTIES).and_then(|record| words(&record))
}

/// The words that a shape with these properties is drawn of.
fn words(record: &Record<'_>) -> Option<String> {
    let mut place = 6 * usize::from(record.instance);
    for (name, value) in properties(record).filter(|(name, _)| name & LIES_BEHIND != 0) {
        if name & NAME == WORDS {
            let units = span(record.content, place, value)?.chunks_exact(2);
            let units = units.filter_map(|unit| u16_at(unit, 0)).take_while(|unit| *unit != 0);
            return Some(String::from_utf16_lossy(&units.collect::<Vec<u16>>()));
        }
        place = place.checked_add(value)?;
    }
    None
}

/// What a shape with these properties is placed from.
fn edge(record: &Record<'_>) -> Option<Edge> {
    let (_, value) = properties(record).find(|(name, _)| name & NAME == EDGE)?;
    Some(match value {
        0 => Edge::Margin,
        1 => Edge::Page,
        _ => Edge::Paragraph,
    })
}

/// The names of properties, with their values, or how many bytes the values have that lie behind.
fn properties<'r>(record: &Record<'r>) -> impl Iterator<Item = (u16, usize)> + use<'r> {
    let heads = record.content.get(..6 * usize::from(record.instance)).unwrap_or_default();
    heads.chunks_exact(6).filter_map(|head| u16_at(head, 0).zip(u32_at(head, 2)))
}

struct Record<'r> {
    kind: u16,
    /// Of properties, how many there are.
    instance: u16,
    is_container: bool,
    content: &'r [u8],
}

fn records(mut rest: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (record, behind) = record(rest)?;
        rest = behind;
        Some(record)
    })
}

/// The first record, and what is behind it.
fn record(rest: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let content = span(rest, 8, u32_at(rest, 4)?)?;
    let version = u16_at(rest, 0)?;
    let (kind, instance, is_container) = (u16_at(rest, 2)?, version >> 4, version & 0xF == 0xF);
    Some((Record { kind, instance, is_container, content }, &rest[8 + content.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let version: u16 = match kind {
            SHAPE => 2,
            PROPERTIES => 3 | 3 << 4,
            _ => 0xF,
        };
        let length = (content.len() as u32).to_le_bytes();
        [&version.to_le_bytes()[..], &kind.to_le_bytes(), &length, content].concat()
    }

    fn shape(number: u8) -> Vec<u8> {
        record(0xF004, &record(SHAPE, &[number, 4, 0, 0, 0, 0, 0, 0]))
    }

    #[test]
    fn shapes_in_groups_hang_where_the_outermost_does() {
        let inner = record(GROUP, &[shape(4), shape(5)].concat());
        let group = record(GROUP, &[shape(2), shape(3), inner].concat());
        let all = record(GROUP, &[shape(0), shape(1), group].concat());
        let drawings = [record(0xF000, &[]), record(DRAWING, &all)];
        let found =
            Drawings::of(&[&drawings[0][..], &[0], &drawings[1], &[0], &drawings[1]].concat());
        let found = |number: usize| found.groups.get(&(0x400 + number)).map(|outer| outer - 0x400);
        assert_eq!([0, 1, 2, 3, 4, 5].map(found), [None, None, None, Some(2), Some(2), Some(2)]);
    }

    #[test]
    fn drawings_without_end_are_left() {
        let mut deep = shape(1);
        for _ in 0..200 {
            deep = record(GROUP, &deep);
        }
        assert_eq!(Drawings::of(&record(DRAWING, &deep)).groups.len(), 0);
        assert_eq!(Drawings::of(&[0xFF; 64]).groups.len(), 0);
    }

    #[test]
    fn a_shape_may_be_drawn_of_words() {
        let words: Vec<u8> = "青山市\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let other = [&[0x85, 0x81][..], &2_u32.to_le_bytes()].concat();
        let edge = [&[0x92, 0x03][..], &1_u32.to_le_bytes()].concat();
        let own = [&[0xC0, 0x80][..], &(words.len() as u32).to_le_bytes()].concat();
        let properties = record(PROPERTIES, &[&other[..], &edge, &own, &[9, 9], &words].concat());
        let art = record(0xF004, &[record(SHAPE, &[7, 4, 0, 0, 0, 0, 0, 0]), properties].concat());
        let drawing = record(DRAWING, &record(GROUP, &[shape(0), art.clone()].concat()));
        let found = Drawings::of(&[record(0xF000, &[]), vec![0], drawing.clone()].concat());
        assert_eq!(found.words, [(0x407, "青山市".to_string())]);
        assert_eq!(found.edges, [(0x407, Edge::Page)].into());
        // A picture in a line has a head of its own.
        let shape = record(0xF004, records(&art).next().unwrap().content);
        let picture = [&200_u32.to_le_bytes()[..], &[8, 0, 100, 0], &shape].concat();
        assert_eq!(super::drawn(&picture).as_deref(), Some("青山市"));
        assert_eq!(super::drawn(&picture[..picture.len() - 9]), None);
        for cut in 0..drawing.len() {
            assert_eq!(Drawings::of(&drawing[..cut]).words, []);
        }
    }

    #[test]
    fn an_anchor_says_from_where() {
        let anchor = |flags: u8, offset: i32| {
            let mut shape = vec![0; ANCHOR];
            shape[8..12].copy_from_slice(&offset.to_le_bytes());
            shape[20] = flags;
            anchor(&shape).unwrap()
        };
        assert_eq!(anchor(0, 5), Anchor { from: Edge::Margin, offset: 5 });
        assert_eq!(anchor(0b01010, -5), Anchor { from: Edge::Page, offset: -5 });
        assert_eq!(anchor(0b10000, 9).from, Edge::Paragraph);
    }
}
