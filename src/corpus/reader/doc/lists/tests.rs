use super::*;

/// A level: its start, format, flags, limit of restarting, and pattern with the places of levels.
fn level_bytes(start: u32, format: u8, flags: u8, limit: u8, pattern: &str) -> Vec<u8> {
    let units: Vec<u16> = pattern.encode_utf16().collect();
    let places = (1_u8..).zip(&units).filter(|(_, unit)| **unit < 9).map(|(place, _)| place);
    let mut places: Vec<u8> = places.collect();
    places.resize(9, 0);
    let mut bytes = start.to_le_bytes().to_vec();
    bytes.extend([format, flags]);
    bytes.extend(places);
    bytes.extend([0; 9]);
    // One modifier of characters and one of paragraphs, then the limit.
    bytes.extend([3, 2, limit, 0, 9, 9, 9, 9, 9]);
    bytes.extend((units.len() as u16).to_le_bytes());
    bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    bytes
}

/// The head of a definition: its id, the style of its first level, whether it has one level.
fn definition(id: u32, style: u16, simple: bool) -> Vec<u8> {
    let mut bytes = [id.to_le_bytes(), [0; 4]].concat();
    for at in 0..LEVELS {
        bytes.extend(if at == 0 { style } else { NO_STYLE }.to_le_bytes());
    }
    bytes.extend([u8::from(simple), 0]);
    bytes
}

fn simple_list(level: &[u8]) -> Vec<u8> {
    [&[1, 0], &definition(7, 4, true)[..], level].concat()
}

fn defined(bytes: &[u8]) -> HashMap<String, Vec<Level>> {
    let mut definitions = HashMap::new();
    let _ = define(bytes, &mut definitions);
    definitions
}

#[test]
fn a_level_says_how_it_counts() {
    let bytes = simple_list(&level_bytes(3, 39, 0x0C, 1, "第\u{0}条"));
    let level = &defined(&bytes)["7"][0];
    let pattern = [Part::Text("第".into()), Part::Count(0), Part::Text("条".into())];
    assert_eq!((level.start, level.format.as_str()), (3, "chineseCountingThousand"));
    assert_eq!(level.pattern, pattern);
    assert_eq!((level.legal, level.restart, level.tight), (true, Some(1), false));
    assert_eq!(level.style.as_deref(), Some("4"));
}

#[test]
fn nine_levels_stand_in_a_row_and_a_cut_costs_what_is_behind_it() {
    let mut bytes =
        [&[2, 0][..], &definition(7, 4, false), &definition(8, NO_STYLE, true)].concat();
    for at in 0..LEVELS as u8 {
        bytes.extend(level_bytes(u32::from(at), 0, 0, 0, "\u{0}."));
    }
    let whole = [&bytes[..], &level_bytes(1, 23, 0, 0, "\u{F0B7}")].concat();
    let definitions = defined(&whole);
    let starts: Vec<u32> = definitions["7"].iter().map(|level| level.start).collect();
    assert_eq!(starts, (0..9).collect::<Vec<_>>());
    assert_eq!(definitions["8"][0].format, "bullet");
    let cut = defined(&whole[..whole.len() - 1]);
    assert_eq!(cut.keys().collect::<Vec<_>>(), ["7"]);
}

#[test]
fn formats_stand_where_the_numbers_of_word_say() {
    for (number, name) in [
        (0x04, "lowerLetter"),
        (0x0A, "ideographDigital"),
        (0x12, "decimalEnclosedCircle"),
        (0x16, "decimalZero"),
        (0x17, "bullet"),
        (0x1A, "decimalEnclosedFullstop"),
        (0x1E, "ideographTraditional"),
        (0x22, "ideographLegalTraditional"),
        (0x25, "chineseCounting"),
        (0x26, "chineseLegalSimplified"),
        (0x27, "chineseCountingThousand"),
        (0x2C, "koreanDigital2"),
        (0x39, "numberInDash"),
        (0x3B, "russianUpper"),
    ] {
        assert_eq!(format_of(number), name, "{number:#x}");
    }
    let none = defined(&simple_list(&level_bytes(1, 0xFF, 0, 0, "")));
    assert_eq!(none["7"][0].format, "none");
}

#[test]
fn a_list_starts_anew_or_defines_a_level_for_itself() {
    let mut bytes = 3_u32.to_le_bytes().to_vec();
    for overrides in [0, 1, 2] {
        bytes.extend([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, overrides, 0, 0, 0]);
    }
    let nothing = [0xFF; 4];
    bytes.extend(nothing);
    bytes.extend([&nothing[..], &[5, 0, 0, 0, 0x11, 0, 0, 0]].concat());
    // Both a start and a level: the start is the level's.
    bytes.extend([&nothing[..], &[5, 0, 0, 0, 0x30, 0, 0, 0]].concat());
    bytes.extend(level_bytes(8, 0, 0, 0, "\u{0}）"));
    bytes.extend([0, 0, 0, 0, 0x1F, 0, 0, 0]);
    let mut lists = HashMap::new();
    name(&bytes, &mut lists).unwrap();
    assert!(lists["1"].starts.is_empty() && lists["1"].definition == "7");
    assert_eq!(lists["2"].starts, [(1, 5)].into());
    assert_eq!(lists["3"].starts, [(0, 8)].into());
    assert_eq!(lists["3"].levels[&0].format, "decimal");
}
