//! Word 97 to 2003 (`.doc`, and the `.wps` of WPS Office) → text, through its table of pieces.
//!
//! The text lies in the stream `WordDocument` in pieces of UTF-16 or of Western bytes, listed in a
//! table stream. Automatic numbers of lists are not stored as text and are not made.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::reasons::{ENCRYPTED, OLD_WORD, WORKS, damaged, not_read};
use super::txt;
use crate::extract::RawText;

/// The most bytes of a stream.
const STREAM_LIMIT: u64 = 128 << 20;

/// The first version whose tables are as read here: Word 97.
const WORD_97: u16 = 0x00C1;

/// Streams that tell what else a compound file is.
const OTHERS: [(&str, &str); 4] = [
    ("/Workbook", "XLS"),
    ("/Book", "XLS"),
    ("/PowerPoint Document", "PPT"),
    ("/__properties_version1.0", "MSG"),
];

/// The document in a compound file; an error is the reason why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<RawText, String> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(ENCRYPTED.into());
    }
    if !file.exists("/WordDocument") {
        return Err(foreign(&file));
    }
    let main = stream(&mut file, "/WordDocument")?;
    let head = Head::of(&main)?;
    let table = stream(&mut file, if head.second_table { "/1Table" } else { "/0Table" })?;
    let text = pieces(&main, &table, &head).ok_or_else(|| damaged("its table of pieces"))?;
    Ok(txt::of_paper(&plain(&text)))
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, String> {
    let stream = file.open_stream(name).map_err(damaged)?;
    let mut bytes = Vec::new();
    stream.take(STREAM_LIMIT).read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}

/// Why a compound file without a Word document is not read.
fn foreign(file: &CompoundFile<Cursor<&[u8]>>) -> String {
    if file.exists("/CONTENTS") {
        return WORKS.into();
    }
    let other = OTHERS.iter().find(|(stream, _)| file.exists(stream));
    other.map_or_else(|| not_read("this kind of Office file"), |(_, name)| not_read(name))
}

/// What the head of the main stream says.
struct Head {
    second_table: bool,
    /// Where the table of pieces lies in its stream, and how long it is.
    pieces: (usize, usize),
    /// How many characters the main text has.
    characters: usize,
}

impl Head {
    fn of(main: &[u8]) -> Result<Self, String> {
        let cut = || damaged("its head is cut off");
        let magic = u16_at(main, 0).ok_or_else(cut)?;
        let version = u16_at(main, 2).ok_or_else(cut)?;
        let flags = u16_at(main, 0x0A).ok_or_else(cut)?;
        if magic != 0xA5EC || version < WORD_97 {
            return Err(OLD_WORD.into());
        }
        if flags & 0x0100 != 0 {
            return Err(ENCRYPTED.into());
        }
        let at = |offset| u32_at(main, offset).ok_or_else(cut);
        Ok(Self {
            second_table: flags & 0x0200 != 0,
            pieces: (at(0x1A2)?, at(0x1A6)?),
            characters: at(0x4C)?,
        })
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
}

/// The main text in its pieces, put together; `None` where the table contradicts itself.
fn pieces(main: &[u8], table: &[u8], head: &Head) -> Option<String> {
    let (from, length) = head.pieces;
    let table = piece_table(table.get(from..from.checked_add(length)?)?)?;
    // Places of characters, one more than pieces, then eight bytes a piece.
    let count = table.len().checked_sub(4)? / 12;
    let mut text = String::new();
    for piece in 0..count {
        let (first, end) = (u32_at(table, 4 * piece)?, u32_at(table, 4 * piece + 4)?);
        let first = first.min(head.characters);
        let length = end.min(head.characters).checked_sub(first)?;
        let place = u32_at(table, 4 * (count + 1) + 8 * piece + 2)?;
        text.push_str(&characters(main, place, length)?);
    }
    Some(text)
}

/// The table of pieces behind the properties that stand before it.
fn piece_table(mut table: &[u8]) -> Option<&[u8]> {
    while let [1, low, high, rest @ ..] = table {
        table = rest.get(usize::from(u16::from_le_bytes([*low, *high]))..)?;
    }
    let length = (table.first() == Some(&2)).then(|| u32_at(table, 1))??;
    table.get(5..5_usize.checked_add(length)?)
}

/// So many characters at a place of the main stream, of a byte or of two.
fn characters(main: &[u8], place: usize, length: usize) -> Option<String> {
    const BYTES: usize = 1 << 30;
    if place & BYTES != 0 {
        let from = (place & !BYTES) / 2;
        let bytes = main.get(from..from.checked_add(length)?)?;
        return Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned());
    }
    let bytes = main.get(place..place.checked_add(length.checked_mul(2)?)?)?;
    Some(encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned())
}

/// The text without field codes, with tabs between cells and a line for every paragraph and row.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    // For every open field, whether its code goes on.
    let mut fields: Vec<bool> = Vec::new();
    let mut cell_ended = false;
    for c in text.chars() {
        match c {
            '\u{13}' => fields.push(true),
            '\u{14}' => fields.iter_mut().rev().take(1).for_each(|code| *code = false),
            '\u{15}' => _ = fields.pop(),
            _ if fields.contains(&true) => {}
            // Two ends of cells are the end of a row.
            '\u{7}' if cell_ended => {
                plain.truncate(plain.trim_end_matches('\t').len());
                plain.push('\n');
                cell_ended = false;
                continue;
            }
            '\u{7}' => plain.push('\t'),
            '\r' | '\u{B}' | '\u{C}' | '\u{E}' => plain.push('\n'),
            '\u{1E}' => plain.push('-'),
            '\t' => plain.push('\t'),
            c if c.is_control() => {}
            c => plain.push(c),
        }
        cell_ended = c == '\u{7}';
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, content) in streams {
            file.create_stream(name).unwrap().write_all(content).unwrap();
        }
        file.into_inner().into_inner()
    }

    /// A Word document of two pieces, one of UTF-16 and one of Western bytes.
    fn word(han: &str, latin: &str, flags: u16, version: u16) -> Vec<u8> {
        let units: Vec<u8> = han.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (first, second) = (units.len() / 2, latin.len());
        let mut main = vec![0; 0x400];
        let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &0xA5EC_u16.to_le_bytes());
        put(2, &version.to_le_bytes());
        put(0x0A, &(flags | 0x0200).to_le_bytes());
        put(0x4C, &((first + second) as u32).to_le_bytes());
        let mut table = vec![1, 2, 0, 9, 9, 2];
        table.extend((4 * 3 + 2 * 8_u32).to_le_bytes());
        for place in [0, first, first + second] {
            table.extend((place as u32).to_le_bytes());
        }
        let places = [0x400, ((0x400 + units.len()) * 2) | (1 << 30)];
        for place in places {
            table.extend([0, 0]);
            table.extend((place as u32).to_le_bytes());
            table.extend([0, 0]);
        }
        put(0x1A2, &0_u32.to_le_bytes());
        put(0x1A6, &(table.len() as u32).to_le_bytes());
        main.extend(units);
        main.extend(latin.as_bytes());
        compound(&[("/WordDocument", &main), ("/1Table", &table)])
    }

    #[test]
    fn pieces_fields_and_cells() {
        let han = "关于防汛的通知\r见\u{13}HYPERLINK x\u{14}附件\u{15}\r序号\u{7}名称\u{7}\u{7}一\u{7}沙袋\u{7}\u{7}";
        let raw = read(&word(han, "PM2.5\r", 0, 0xC1)).unwrap();
        assert_eq!(raw.text, "关于防汛的通知\n见附件\n序号\t名称\n一\t沙袋\nPM2.5");
    }

    #[test]
    fn what_is_not_read_says_why() {
        assert_eq!(read(&word("文", "", 0x0100, 0xC1)), Err(ENCRYPTED.into()));
        assert_eq!(read(&word("文", "", 0, 0x68)), Err(OLD_WORD.into()));
        assert_eq!(read(&compound(&[("/EncryptedPackage", b"x")])), Err(ENCRYPTED.into()));
        assert_eq!(read(&compound(&[("/CONTENTS", b"x")])), Err(WORKS.into()));
        assert!(
            read(&compound(&[("/Workbook", b"x")])).unwrap_err().starts_with("XLS is not read")
        );
    }

    #[test]
    fn no_damage_is_a_panic() {
        let whole = word("关于防汛的通知\r各镇：\r", "PM2.5", 0, 0xC1);
        for at in 0..whole.len() / 3 {
            let mut flipped = whole.clone();
            flipped[3 * at] ^= 0xA5;
            let _ = read(&flipped);
            let _ = read(&whole[..3 * at]);
        }
    }
}
