use super::super::compound::tests::{compound, compound_of};
use super::*;

fn record(version: u16, kind: u16, data: &[u8]) -> Vec<u8> {
    let head = [version.to_le_bytes(), kind.to_le_bytes()].concat();
    [&head[..], &(data.len() as u32).to_le_bytes(), data].concat()
}

fn container(instance: u16, kind: u16, parts: &[Vec<u8>]) -> Vec<u8> {
    record(instance << 4 | 0xF, kind, &parts.concat())
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn chars(text: &str) -> Vec<u8> {
    record(0, 0x0FA0, &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
}

/// A slide (or notes) whose shapes have these atoms.
fn slide(kind: u16, notes: u32, atoms: &[Vec<u8>]) -> Vec<u8> {
    let atom = record(2, 0x03EF, &numbers(&[0, 0, 0, 0, notes, 0]));
    let boxes: Vec<_> =
        atoms.iter().map(|atom| container(0, 0xF00D, std::slice::from_ref(atom))).collect();
    let drawing = container(0, 0x040C, &[container(0, 0xF002, &boxes)]);
    container(0, kind, &[atom, drawing])
}

/// The stream, and the stream that tells the last edit of it.
fn presentation() -> (Vec<u8>, Vec<u8>) {
    let listed = |persist: u32, id: u32| record(0, 0x03F3, &numbers(&[persist, 0, 0, id, 0]));
    let outline =
        |kind: u32, text: &str| [record(0, 0x0F9F, &numbers(&[kind])), chars(text)].concat();
    let slides = [
        listed(3, 256),
        outline(0, "关于防汛工作的\u{B}说明"),
        outline(1, "要点一\r要点二"),
        listed(2, 257),
        outline(0, "只在大纲"),
    ];
    let document = container(
        0,
        0x03E8,
        &[container(0, 0x0FF0, &slides), container(2, 0x0FF0, &[listed(4, 900)])],
    );
    let reference = |at: u32| record(0, 0x0F9E, &numbers(&[at]));
    let old = slide(0x03EE, 0, &[chars("改前")]);
    let first = slide(0x03EE, 900, &[reference(0), chars("另框"), reference(1), chars("*")]);
    let second = slide(0x03EE, 0, &[record(0, 0x0FA8, b"PM2.5")]);
    let notes = slide(0x03F0, 0, &[chars("讲稿")]);
    let mut stream = Vec::new();
    let mut places = Vec::new();
    for part in [&document, &old, &old, &notes] {
        places.push(stream.len() as u32);
        stream.extend(part);
    }
    let edit = |stream: &mut Vec<u8>, before: u32, entries: &[u32]| {
        let directory = stream.len() as u32;
        stream.extend(record(0, 0x1772, &numbers(entries)));
        let place = stream.len() as u32;
        stream.extend(record(0, 0x0FF5, &numbers(&[0, 0, before, directory, 1, 5, 0])));
        place
    };
    let before = edit(&mut stream, 0, &[4 << 20 | 1, places[0], places[1], places[2], places[3]]);
    let changed = stream.len() as u32;
    stream.extend(&second);
    let changed_too = stream.len() as u32;
    stream.extend(&first);
    let last = edit(&mut stream, before, &[2 << 20 | 2, changed, changed_too]);
    let user = record(0, 0x0FF6, &numbers(&[0x14, 0xE391_C05F, last, 0]));
    (stream, user)
}

fn run(stream: &[u8], user: &[u8]) -> Result<RawText, Refusal> {
    let bytes = compound(&[("/PowerPoint Document", stream), ("/Current User", user)]);
    read(&mut Compound::open(&bytes)?)
}

#[test]
fn slides_as_last_edited_with_their_notes() {
    let (stream, user) = presentation();
    let raw = run(&stream, &user).unwrap();
    assert_eq!(raw.text, "关于防汛工作的\n说明\n另框\n要点一\n要点二\n讲稿\n只在大纲\nPM2.5");
    assert_eq!(raw.hints_for(HintField::Title).next().unwrap().value, "关于防汛工作的 说明");
}

#[test]
fn without_a_directory_all_texts_are_read() {
    let (stream, _) = presentation();
    let text = run(&stream, b"").unwrap().text;
    for words in ["说明", "要点二", "另框", "讲稿", "只在大纲", "PM2.5"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn what_powerpoint_95_writes_is_told_and_its_twin_is_read() {
    let (stream, user) = presentation();
    let old = [("/PowerPoint Document", &b"x"[..]), ("/Header", b"x")];
    let read = |streams: &[(&str, &[u8])]| read(&mut Compound::open(&compound_of(streams))?);
    assert_eq!(read(&old), Err(Refusal::NotRead("PowerPoint 95".into())));
    let twin = [
        ("/PP97_DUALSTORAGE/PowerPoint Document", &stream[..]),
        ("/PP97_DUALSTORAGE/Current User", &user),
    ];
    assert!(read(&[old, twin].concat()).unwrap().text.starts_with("关于防汛工作的"));
}

#[test]
fn a_password_is_told() {
    let user = record(0, 0x0FF6, &numbers(&[0x14, 0xF3D1_C4DF, 0, 0]));
    assert_eq!(run(b"x", &user), Err(Refusal::Encrypted));
}

#[test]
fn no_damage_is_a_panic() {
    let (stream, user) = presentation();
    for at in 0..stream.len() {
        let mut flipped = stream.clone();
        flipped[at] ^= 0xA5;
        let _ = run(&flipped, &user);
        let _ = run(&stream[..at], &user);
    }
}
