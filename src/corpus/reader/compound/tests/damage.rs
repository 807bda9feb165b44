//! Files whose tables contradict themselves, and whose streams can be found all the same.

use super::*;

/// Where the head of a file has the first sector of its directory, of the table of small sectors,
/// of lists of tables, and the first table.
const DIRECTORY: usize = 48;
const SMALL_TABLE: usize = 60;
const LISTS: usize = 68;
const FIRST_TABLE: usize = 76;

const SECTOR: usize = 512;

fn long() -> Vec<u8> {
    (0..20_000_u32).flat_map(u32::to_le_bytes).collect()
}

/// A file with a long stream, a short one, and one in a storage.
fn whole() -> Vec<u8> {
    let streams: [(&str, &[u8]); 3] =
        [("/WordDocument", &long()), ("/1Table", b"short"), ("/Pool/一", b"inside")];
    let new = Cursor::new(Vec::new());
    let mut file = CompoundFile::create_with_version(cfb::Version::V3, new).unwrap();
    file.create_storage("/Pool").unwrap();
    for (name, content) in streams {
        file.create_stream(name).unwrap().write_all(content).unwrap();
    }
    file.into_inner().into_inner()
}

fn number(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

fn put(bytes: &mut [u8], at: usize, number: u32) {
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

/// Where a sector lies.
fn sector(number: usize) -> usize {
    SECTOR * (number + 1)
}

/// Where the directory has the entry of a name.
fn entry(bytes: &[u8], name: &str) -> usize {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = bytes.chunks(128).position(|entry| entry.starts_with(&name)).unwrap();
    128 * found
}

/// A file that `cfb` refuses, and that is read all the same.
fn assert_read(bytes: &[u8], damage: &str) {
    let mut file = Compound::open(bytes).expect(damage);
    assert!(file.damage().is_some(), "{damage}");
    assert_eq!(file.stream("/WordDocument").expect(damage), long(), "{damage}");
    assert_eq!(file.stream("/1table").expect(damage), b"short", "{damage}");
}

#[test]
fn tables_of_sectors_beyond_the_end_are_read() {
    let mut bytes = whole();
    let last = number(&bytes, FIRST_TABLE + 4);
    assert_ne!(last, 0xFFFF_FFFF, "the file has two tables");
    let table = sector(last);
    put(&mut bytes, table + SECTOR - 4, 0x0000_2000);
    assert_read(&bytes, "a table that names a sector beyond the end");
}

#[test]
fn a_directory_out_of_order_is_read() {
    let bytes = whole();
    for (place, value, damage) in [
        (64, 0xB0, "a name of 176 bytes"),
        (67, 0xF6, "no colour"),
        (68, 0x7F, "a neighbour that is not there"),
        (76, 0x03, "a stream with a child"),
    ] {
        let mut damaged = bytes.clone();
        let at = entry(&damaged, "1Table");
        damaged[at + place] = value;
        if place == 68 {
            damaged[at + place + 1..at + place + 4].fill(0);
        }
        assert_read(&damaged, damage);
    }
}

#[test]
fn a_stream_that_no_storage_leads_to_is_found() {
    let mut bytes = whole();
    let root = entry(&bytes, "Root Entry");
    put(&mut bytes, root + 76, 0x0F00_0000);
    assert_read(&bytes, "a root without a child");
}

#[test]
fn loops_come_to_an_end() {
    let bytes = whole();
    let directory = number(&bytes, DIRECTORY);
    let table = sector(number(&bytes, FIRST_TABLE));
    for at in [DIRECTORY, SMALL_TABLE, LISTS, FIRST_TABLE, FIRST_TABLE + 4] {
        let mut damaged = bytes.clone();
        put(&mut damaged, at, directory as u32);
        let _ = Compound::open(&damaged).map(|mut file| file.stream("/WordDocument"));
    }
    for at in 0..SECTOR / 4 {
        let mut damaged = bytes.clone();
        put(&mut damaged, table + 4 * at, at as u32);
        let read = Compound::open(&damaged).map(|mut file| file.cut_stream("/WordDocument"));
        assert!(read.is_err() || read.unwrap().is_ok_and(|stream| stream.len() <= bytes.len()));
    }
}

/// What is lost is said: the stream is refused, unless its reader asks for what is there.
#[test]
fn a_cut_stream_is_told() {
    let bytes = whole();
    let mut cuts = 0;
    for end in (SECTOR..bytes.len()).step_by(SECTOR / 2) {
        let Ok(mut file) = Compound::open(&bytes[..end]) else { continue };
        let Ok(stream) = file.cut_stream("/WordDocument") else { continue };
        assert!(long().starts_with(&stream), "cut at {end}");
        let is_whole = stream.len() == long().len();
        assert_eq!(file.stream("/WordDocument").is_ok(), is_whole, "cut at {end}");
        cuts += usize::from(!is_whole);
    }
    assert!(cuts > 10, "{cuts}");
}

#[test]
fn storages_are_listed_and_copied() {
    let mut bytes = whole();
    let at = entry(&bytes, "1Table");
    bytes[at + 67] = 0xF6;
    let mut file = Compound::open(&bytes).unwrap();
    let mut names = file.names("/");
    names.sort();
    assert_eq!(names, ["1Table", "Pool", "WordDocument"]);
    assert_eq!(file.names("/Pool"), ["一"]);
    let copy = file.storage("/Pool/").unwrap();
    assert_eq!(Compound::open(&copy).unwrap().stream("/一").unwrap(), b"inside");
}
