//! The lists of a document: their definitions (`PlfLst`), and the lists that paragraphs name
//! (`PlfLfo`).

use std::collections::HashMap;

use super::super::bytes::{take, u16_at, u32_at};
use super::super::numbering::{LEVELS, Level, List, Numbering, Part, format_of};
use super::head::{Head, Table};

/// How many lists paragraphs can name.
const MOST: usize = 0x07FE;

/// The number of no style.
const NO_STYLE: u16 = 0x0FFF;

/// The lists of a document, none of which has counted yet; without those that are damaged.
pub(super) fn numbering(stream: &[u8], head: &Head) -> Numbering {
    let mut numbering = Numbering::default();
    // The levels follow the table of definitions and are not in its length.
    let definitions = head.place(Table::Lists).and_then(|place| stream.get(place..));
    let _ = definitions.and_then(|rest| define(rest, &mut numbering.definitions));
    let _ = head.table(stream, Table::Overrides).and_then(|rest| name(rest, &mut numbering.lists));
    numbering
}

/// Reads definitions up to where they are damaged.
fn define(mut rest: &[u8], definitions: &mut HashMap<String, Vec<Level>>) -> Option<()> {
    let count = usize::from(u16_at(take(&mut rest, 2)?, 0)?);
    let heads = take(&mut rest, 28 * count)?;
    for head in heads.chunks_exact(28) {
        let is_simple = head[26] & 1 == 1;
        let mut levels = Vec::new();
        for at in 0..if is_simple { 1 } else { LEVELS } {
            let style = u16_at(head, 8 + 2 * at).filter(|style| *style != NO_STYLE);
            let style = style.map(|style| style.to_string());
            levels.push(Level { style, ..level(&mut rest)? });
        }
        definitions.insert(u32_at(head, 0)?.to_string(), levels);
    }
    Some(())
}

/// The next level.
fn level(rest: &mut &[u8]) -> Option<Level> {
    let head = take(rest, 28)?;
    take(rest, usize::from(head[24]) + usize::from(head[25]))?;
    let length = usize::from(u16_at(take(rest, 2)?, 0)?);
    let pattern = take(rest, 2 * length)?;
    let stays = head[5] & 8 != 0;
    Some(Level {
        start: start(head)?,
        format: format_of(head[4].into()).into(),
        pattern: parts(pattern, &head[6..15]),
        restart: stays.then(|| usize::from(head[26])),
        legal: head[5] & 4 != 0,
        style: None,
        tight: head[15] == 2,
    })
}

/// The number at the head of a level, where a list starts; never less than zero.
fn start(head: &[u8]) -> Option<u32> {
    u32_at(head, 0).map(|start| i32::try_from(start).map_or(0, i32::unsigned_abs))
}

/// A pattern in its parts; `places`, counted from one, hold levels instead of characters.
fn parts(pattern: &[u8], places: &[u8]) -> Vec<Part> {
    let (mut parts, mut text) = (Vec::new(), Vec::new());
    let places: Vec<_> = places.iter().map(|place| usize::from(*place)).collect();
    for (place, unit) in (1..).zip(pattern.chunks_exact(2)) {
        let which = usize::from(u16::from_le_bytes([unit[0], unit[1]]));
        if places.contains(&place) && which < LEVELS {
            parts.extend([Part::Text(utf16(&text)), Part::Count(which)]);
            text.clear();
        } else {
            text.extend_from_slice(unit);
        }
    }
    parts.push(Part::Text(utf16(&text)));
    parts
}

fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// Reads the lists that paragraphs name, up to where they are damaged.
fn name(mut rest: &[u8], lists: &mut HashMap<String, List>) -> Option<()> {
    let count = u32_at(take(&mut rest, 4)?, 0)?.min(MOST);
    let heads = take(&mut rest, 16 * count)?;
    for (id, head) in (1..).zip(heads.chunks_exact(16)) {
        let list = List { definition: u32_at(head, 0)?.to_string(), ..List::default() };
        lists.insert(format!("{id}"), list);
    }
    for (id, head) in (1..).zip(heads.chunks_exact(16)) {
        take(&mut rest, 4)?;
        let list = lists.get_mut(&format!("{id}"))?;
        for _ in 0..head[12] {
            override_level(&mut rest, list)?;
        }
    }
    Some(())
}

/// What a list changes in a level of its definition: where it starts, or all of it.
fn override_level(rest: &mut &[u8], list: &mut List) -> Option<()> {
    let head = take(rest, 8)?;
    let at = usize::from(head[4] & 0xF);
    let own = if head[4] & 0x20 == 0 { None } else { Some(level(rest)?) };
    if at < LEVELS {
        if head[4] & 0x10 != 0 {
            list.starts
                .insert(at, own.as_ref().map_or_else(|| start(head), |own| Some(own.start))?);
        }
        list.levels.extend(own.map(|own| (at, own)));
    }
    Some(())
}

#[cfg(test)]
mod tests;
