//! A document of many lists, whole, cut and with bytes flipped.

use super::*;
use crate::corpus::reader::doc::head::Table;

const LISTS: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/office/lists.doc"));

/// The main stream and the table stream of the document.
fn streams() -> (Vec<u8>, Vec<u8>) {
    let mut file = Compound::open(LISTS).unwrap();
    let main = file.stream("/WordDocument").unwrap();
    let second = Head::of(&main).unwrap().second_table;
    let table = file.stream(if second { "/1Table" } else { "/0Table" }).unwrap();
    (main, table)
}

fn text_of(main: &[u8], table: &[u8]) -> Option<String> {
    let streams = Streams { main, table };
    text(streams, &mut |_| Vec::new(), &Head::of(main).ok()?).map(|(text, _)| text)
}

/// The characters of the text without the numbers and what parts lines.
fn unnumbered((main, table): &(Vec<u8>, Vec<u8>)) -> Vec<char> {
    let mut main = main.clone();
    let at = Table::Lists as usize;
    main[at..at + 8].fill(0);
    text_of(&main, table).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
}

/// Where a table lies in the table stream.
fn range(main: &[u8], table: Table) -> std::ops::Range<usize> {
    let place = Head::of(main).unwrap().place(table).unwrap();
    place..place + u32_at(main, table as usize + 4).unwrap()
}

/// Numbers that are the same on every run (xorshift).
fn random() -> impl FnMut(usize) -> usize {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    }
}

fn contains_in_order(text: &str, wanted: &[char]) -> bool {
    let mut found = text.chars();
    wanted.iter().all(|wanted| found.any(|c| c == *wanted))
}

#[test]
fn a_damaged_table_costs_numbers_and_never_text() {
    let whole = streams();
    let (main, table) = &whole;
    let words = unnumbered(&whole);
    // The levels of lists are right behind their table.
    let mut lists = range(main, Table::Lists);
    lists.end = range(main, Table::Overrides).start;
    let ranges = [
        lists,
        range(main, Table::Overrides),
        range(main, Table::Styles),
        range(main, Table::Paragraphs),
    ];
    let mut random = random();
    for at in ranges.iter().flat_map(Clone::clone) {
        let mut flipped = table.clone();
        flipped[at] ^= 1 + random(255) as u8;
        let text = text_of(main, &flipped).expect("the text");
        assert!(contains_in_order(&text, &words), "flipped at {at}:\n{text}");
    }
}

#[test]
fn a_damaged_page_of_properties_costs_numbers_and_never_text() {
    let whole = streams();
    let (main, table) = &whole;
    let words = unnumbered(&whole);
    let pages = range(main, Table::Paragraphs);
    let count = (pages.len() - 4) / 8;
    let mut random = random();
    for page in 0..count {
        let number = u32_at(table, pages.start + 4 * (count + 1) + 4 * page).unwrap();
        for at in 512 * number..512 * (number + 1) {
            let mut flipped = main.clone();
            flipped[at] ^= 1 + random(255) as u8;
            let text = text_of(&flipped, table).expect("the text");
            assert!(contains_in_order(&text, &words), "flipped at {at}:\n{text}");
        }
    }
}

#[test]
fn no_cut_and_no_flip_is_a_panic_or_without_end() {
    let (main, table) = streams();
    for at in 0..table.len() {
        let _ = text_of(&main, &table[..at]);
    }
    for at in 0..main.len() {
        let _ = text_of(&main[..at], &table);
    }
    for at in (0..LISTS.len()).rev() {
        let _ = read(&LISTS[..at]);
    }
    let mut random = random();
    for _ in 0..2000 {
        let mut main = main.clone();
        let mut table = table.clone();
        let mut file = LISTS.to_vec();
        for bytes in [&mut main, &mut table, &mut file] {
            let at = random(bytes.len());
            bytes[at] ^= 1 + random(255) as u8;
        }
        let _ = text_of(&main, &table);
        let _ = read(&file);
    }
}

/// A page may end within a paragraph, which then goes on with the same number.
#[test]
fn the_end_of_a_page_ends_no_paragraph() {
    let (mut main, table) = streams();
    for (words, at) in [("管理，保障", 2), ("本县行政", 0)] {
        let bytes: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let place = main.windows(bytes.len()).position(|found| found == bytes).unwrap();
        main[place + 2 * at..place + 2 * at + 2].copy_from_slice(&[0xC, 0]);
    }
    let text = text_of(&main, &table).unwrap();
    let pages =
        "第一条　为了加强小型水库管理\n保障下游群众安全，制定本办法。\n\n第二条　县行政区域";
    assert!(text.contains(pages), "{text}");
}

/// A fast save puts properties on a piece instead of its paragraphs.
#[test]
fn a_piece_may_put_its_paragraphs_on_a_list() {
    let (mut main, mut table) = streams();
    let pieces = range(&main, Table::Pieces);
    let mut clx = table[pieces].to_vec();
    assert_eq!(clx[0], 2, "the document was not saved fast");
    // Off every list: a run of one modifier, which the last two bytes of each piece then name.
    let descriptors = 5 + 4 * ((clx.len() - 5 - 4) / 12 + 1);
    for piece in clx[descriptors..].chunks_exact_mut(8) {
        piece[6..8].copy_from_slice(&[1, 0]);
    }
    clx.splice(0..0, [1, 4, 0, 0x0B, 0x46, 0, 0]);
    let at = Table::Pieces as usize;
    main[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
    main[at + 4..at + 8].copy_from_slice(&(clx.len() as u32).to_le_bytes());
    let words = unnumbered(&(main.clone(), [table.clone(), clx.clone()].concat()));
    table.extend(clx);
    let text = text_of(&main, &table).unwrap();
    let found: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(found, words);
}
