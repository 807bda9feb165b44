//! Bytes → text where parts of a file are in another encoding than the rest: each line by itself.
//!
//! Files are put together from pages of several sites, rows are appended by another program, and
//! one broken byte is no reason to read all of a file otherwise. A line that is UTF-8 is that; what is
//! left is read in the encoding of the file, and a line that holds both as the cheapest path through both
//! ([`repair`](super::repair)).

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::repair::{Reading, Stretch, Tally, cheapest};

/// From how many on Han characters in a row in UTF-8 are no coincidence in a file of another encoding.
const NO_CHANCE: usize = 2;

/// A longer line is cut at a sign that is part of no character, in bytes.
const LONG_LINE: usize = 8 << 10;

/// Whether files in this encoding are read line by line: ASCII is ASCII in it, and nothing below `@` is
/// a part of another character.
pub(super) fn is_by_line(encoding: &'static Encoding) -> bool {
    [UTF_8, GB18030, BIG5].contains(&encoding)
}

/// The text of whole lines of a file in `encoding`; other encodings are told to `tally`.
pub(super) fn text<'b>(
    bytes: &'b [u8],
    encoding: &'static Encoding,
    tally: &mut Tally,
) -> Cow<'b, str> {
    if encoding == UTF_8 {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return text.into();
        }
    } else if !holds_utf8(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    for line in lines(bytes) {
        text.push_str(&line_text(line, encoding, tally));
    }
    text.into()
}

/// The lines with their ends, or parts of very long ones.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let end = rest.iter().enumerate().position(|(at, byte)| {
            *byte == b'\n' || (at > LONG_LINE && matches!(byte, b' '..=b'/' | b'<' | b'>'))
        });
        let (line, after) = rest.split_at(end.map_or(rest.len(), |at| at + 1));
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

fn line_text<'b>(line: &'b [u8], encoding: &'static Encoding, tally: &mut Tally) -> Cow<'b, str> {
    let utf8 = std::str::from_utf8(line).ok();
    match utf8 {
        Some(line) if encoding == UTF_8 || line.is_ascii() => line.into(),
        Some(text) if holds_utf8(line) => {
            tally.add_lines(UTF_8.name(), 1);
            text.into()
        }
        _ if encoding != UTF_8 && !holds_utf8(line) => encoding.decode_without_bom_handling(line).0,
        _ => mixture(line, encoding, tally).into(),
    }
}

/// The text of a line that is not of one encoding.
fn mixture(line: &[u8], encoding: &'static Encoding, tally: &mut Tally) -> String {
    let row: Vec<u16> = line.iter().map(|byte| u16::from(*byte)).collect();
    let utf8 = Reading::Utf8 { blanks: false };
    let path = |other: &'static Encoding| {
        let (first, second) = match encoding == UTF_8 {
            true => (utf8, Reading::Double(other)),
            false => (Reading::Double(other), utf8),
        };
        cheapest(&row, first, second).unwrap_or_default()
    };
    let nats = |path: &[Stretch]| path.iter().map(|stretch| stretch.nats).sum::<u32>();
    let (path, other) = if encoding == UTF_8 {
        let paths = [(path(GB18030), "GB18030"), (path(BIG5), "Big5")];
        let mut paths = paths.into_iter();
        let (one, two) = (paths.next().unwrap_or_default(), paths.next().unwrap_or_default());
        if nats(&two.0) < nats(&one.0) { two } else { one }
    } else {
        (path(encoding), UTF_8.name())
    };
    let is_other = path
        .iter()
        .any(|part| part.second && part.text.chars().filter(|c| is_read(*c)).count() > 1);
    tally.add_lines(other, usize::from(is_other));
    path.into_iter().map(|stretch| stretch.text).collect()
}

fn is_read(c: char) -> bool {
    !c.is_ascii() && c != char::REPLACEMENT_CHARACTER
}

/// How many U+FFFD are in a piece of UTF-8.
pub(super) fn count_replaced(text: &[u8]) -> usize {
    memchr::memmem::find_iter(text, "\u{FFFD}").count()
}

/// Leaves zero bytes out, which no text has.
pub(super) fn drop_zeros(bytes: &mut Vec<u8>, tally: &mut Tally) {
    if memchr::memchr(0, bytes).is_some() {
        let before = bytes.len();
        bytes.retain(|byte| *byte != 0);
        tally.zeros += before - bytes.len();
    }
}

/// Whether several characters in a row are Chinese in UTF-8, as no other encoding has them but by
/// a rare chance.
pub(super) fn holds_utf8(bytes: &[u8]) -> bool {
    let (mut at, mut run) = (0, 0);
    while at + 3 <= bytes.len() {
        let is_han = matches!(bytes[at], 0xE3..=0xE9 | 0xEF)
            && matches!(bytes[at + 1], 0x80..=0xBF)
            && matches!(bytes[at + 2], 0x80..=0xBF);
        run = if is_han { run + 1 } else { 0 };
        if run >= NO_CHANCE {
            return true;
        }
        at += if is_han { 3 } else { 1 };
    }
    false
}

/// What is not in UTF-8 for certain, and how many bytes above ASCII the rest has.
pub(super) fn without_utf8(bytes: &[u8]) -> (Vec<u8>, usize) {
    let (mut rest, mut high) = (Vec::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if !holds_utf8(line) {
            rest.extend_from_slice(line);
            continue;
        }
        for chunk in line.utf8_chunks() {
            let valid = chunk.valid().as_bytes();
            match holds_utf8(valid) {
                true => high += valid.iter().filter(|byte| !byte.is_ascii()).count(),
                false => rest.extend_from_slice(valid),
            }
            rest.extend_from_slice(chunk.invalid());
        }
    }
    (rest, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "青山市人民政府关于渡口安全的通知\n";
    const BODY: &str = "各县区：请认真组织检查，三月底前报送整改情况。\n";

    fn read(bytes: &[u8], encoding: &'static Encoding) -> (String, Vec<String>) {
        let mut tally = Tally::default();
        let text = text(bytes, encoding, &mut tally).into_owned();
        (text, tally.told())
    }

    fn joined(parts: &[(&str, &'static Encoding)]) -> Vec<u8> {
        let bytes = |(text, encoding): &(&str, &'static Encoding)| match *encoding == UTF_8 {
            true => text.as_bytes().to_vec(),
            false => encoding.encode(text).0.into_owned(),
        };
        parts.iter().flat_map(bytes).collect()
    }

    #[test]
    fn each_line_is_read_in_its_encoding() {
        let mixed = joined(&[(HEAD, UTF_8), (BODY, GB18030), (HEAD, UTF_8)]);
        let text = [HEAD, BODY, HEAD].concat();
        assert_eq!(read(&mixed, UTF_8), (text.clone(), vec!["1 line was in GB18030".into()]));
        assert_eq!(read(&mixed, GB18030), (text, vec!["2 lines were in UTF-8".into()]));
        let big5 =
            joined(&[("渡口安全檢查要點，請各區公所辦理。", BIG5), ("\n", UTF_8), (BODY, UTF_8)]);
        let text = format!("渡口安全檢查要點，請各區公所辦理。\n{BODY}");
        assert_eq!(read(&big5, UTF_8), (text, vec!["1 line was in Big5".into()]));
    }

    #[test]
    fn a_line_may_hold_both() {
        let mixed = joined(&[("标题,", UTF_8), ("渡口安全检查", GB18030), (",已办结。", UTF_8)]);
        assert_eq!(read(&mixed, UTF_8).0, "标题,渡口安全检查,已办结。");
        assert_eq!(read(&mixed, GB18030).0, "标题,渡口安全检查,已办结。");
    }

    #[test]
    fn a_broken_byte_costs_itself() {
        let mut bytes = BODY.as_bytes().to_vec();
        bytes[9] = 0xFF;
        let (text, told) = read(&bytes, UTF_8);
        assert_eq!((text.matches('\u{FFFD}').count(), told), (1, vec![]));
        assert!(text.ends_with("请认真组织检查，三月底前报送整改情况。\n"), "{text}");
    }

    #[test]
    fn short_words_that_are_utf8_by_chance_are_not() {
        assert_eq!(read(&joined(&[("联通\n", GB18030)]), GB18030).0, "联通\n");
    }
}
