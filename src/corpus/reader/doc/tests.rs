use super::super::compound::tests::compound;
use super::*;
use crate::extract::{PortionKind, RawText};

fn read(bytes: &[u8]) -> Result<RawText, Refusal> {
    super::read(&mut Compound::open(bytes)?).map(|paper| paper.raw)
}

/// A Word document of two pieces, one of UTF-16 and one of Western bytes.
fn word(han: &str, latin: &str, flags: u16, version: u16) -> Vec<u8> {
    let characters = han.encode_utf16().count() + latin.len();
    parted(han, latin, (flags, version), &[(Part::Main, characters)])
}

/// The same, with how many characters each of some parts has.
fn parted(
    han: &str,
    latin: &str,
    (flags, version): (u16, u16),
    parts: &[(Part, usize)],
) -> Vec<u8> {
    let units: Vec<u8> = han.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let first = units.len() / 2;
    let second = latin.len();
    let mut main = vec![0; 0x400];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xA5EC_u16.to_le_bytes());
    put(2, &version.to_le_bytes());
    put(0x0A, &(flags | 0x0200).to_le_bytes());
    for (part, characters) in parts {
        put(0x4C + 4 * *part as usize, &(*characters as u32).to_le_bytes());
    }
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

/// Parts without tables are read as one text each; a box that hangs nowhere is read after the text.
#[test]
fn parts_behind_the_main_text_are_read_in_their_place() {
    let parts = [(Part::Main, 3), (Part::Footnotes, 2), (Part::Endnotes, 2), (Part::Boxes, 3)];
    let raw = read(&parted("正文\r注\r尾\r框内\r", "", (0, 0xC1), &parts)).unwrap();
    assert_eq!(raw.text, "正文\n框内\n注\n尾");
    let kinds: Vec<_> = raw.portions.iter().map(|portion| portion.kind).collect();
    assert_eq!(kinds, [PortionKind::TextBox, PortionKind::Footnote, PortionKind::Endnote]);
    let macros_and_annotations = [(Part::Main, 3), (Part::Headers, 2), (Part::Footnotes, 0)];
    let raw = read(&parted("正文\r页\r批注\r", "", (0, 0xC1), &macros_and_annotations)).unwrap();
    assert_eq!(raw.text, "正文");
}

/// Of notes whose bytes are not there, the main text is read and the loss is told.
#[test]
fn lost_notes_are_told() {
    let parts = [(Part::Main, 3), (Part::Footnotes, 4)];
    let mut bytes = parted("正文\r", "note", (0, 0xC1), &parts);
    let place = (((0x400 + 6_u32) * 2) | (1 << 30)).to_le_bytes();
    let at = bytes.windows(4).position(|found| found == place).unwrap();
    bytes[at..at + 4].copy_from_slice(&(0x3FFF_0000_u32 | (1 << 30)).to_le_bytes());
    let paper = super::read(&mut Compound::open(&bytes).unwrap()).unwrap();
    assert_eq!((paper.raw.text.as_str(), paper.problems.len()), ("正文", 1));
}

#[test]
fn what_is_not_read_says_why() {
    assert_eq!(read(&word("文", "", 0x0100, 0xC1)), Err(Refusal::Encrypted));
    assert_eq!(read(&word("文", "", 0, 0x68)), Err(Refusal::OldWord));
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

/// Fields may lie in each other, begin in none, or never end.
#[test]
fn field_codes_are_no_text() {
    let han = "甲\u{13}外\u{13}内\u{14}里\u{15}码\u{14}乙\u{15}\u{14}丙\u{15}丁\u{13}未完";
    assert_eq!(read(&word(han, "", 0, 0xC1)).unwrap().text, "甲乙丙丁");
}

mod damage;
