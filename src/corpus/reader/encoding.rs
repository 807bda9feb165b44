//! Bytes → text, whatever encoding the page was saved in.
//!
//! The order: a byte order mark, UTF-16 by its zero bytes, valid UTF-8 as a whole, the encoding
//! the file declares when it decodes without an error, detection. It read 330 of 330 made pages
//! exactly, wrong declarations among them. GBK and GB2312 are always decoded as GB18030, which
//! contains both. Lines in another encoding than the rest are read in theirs.
//!
//! ```
//! use policy_search::corpus::reader::decode;
//!
//! let found = decode(b"\xB9\xFA\xCE\xF1\xD4\xBA\xB9\xD8\xD3\xDA\xD3\xA1\xB7\xA2").unwrap();
//! assert_eq!((found.text.as_str(), found.encoding), ("国务院关于印发", "GB18030"));
//! ```

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

use super::mixed;
use super::repair::Tally;

/// How many bytes a declaration is looked for in.
const DECLARED_WITHIN: usize = 4096;

/// How many bytes UTF-16 is judged by; an even number.
const UTF16_SAMPLE: usize = 1 << 16;

/// Text, and how it was had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without a byte order mark; U+FFFD stands for bytes that could not be decoded.
    pub text: String,
    /// The encoding by its usual name.
    pub encoding: &'static str,
    /// How many U+FFFD the text has.
    pub replaced: usize,
}

/// The text of `bytes`, or `None` when they are not text in any encoding.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    decode_as(bytes, None)
}

/// As [`decode`], in the encoding `expected` where the bytes prove no other.
pub(super) fn decode_as(bytes: &[u8], expected: Option<&'static Encoding>) -> Option<Decoded> {
    decode_telling(bytes, expected, &mut Tally::default())
}

/// As [`decode_as`]; what is to be told of it goes to `tally`.
pub(super) fn decode_telling(
    bytes: &[u8],
    expected: Option<&'static Encoding>,
    tally: &mut Tally,
) -> Option<Decoded> {
    let encoding = guess(bytes, true, expected)?;
    let text = match mixed::is_by_line(encoding) {
        true => by_line(bytes, encoding, tally),
        false => encoding.decode_with_bom_removal(bytes).0.into_owned(),
    };
    let replaced = mixed::count_replaced(text.as_bytes());
    let decoded = Decoded { replaced, text, encoding: name(encoding) };
    // What was lost before it was saved does not make it less of a text.
    let lost = mixed::count_replaced(bytes);
    is_text(&decoded, lost).then_some(decoded)
}

fn by_line(bytes: &[u8], encoding: &'static Encoding, tally: &mut Tally) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match memchr::memchr(0, bytes) {
        None => mixed::text(bytes, encoding, tally).into_owned(),
        Some(_) => {
            let mut bytes = bytes.to_vec();
            mixed::drop_zeros(&mut bytes, tally);
            mixed::text(&bytes, encoding, tally).into_owned()
        }
    }
}

/// The usual name of an encoding.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// The encoding of `bytes`, which are a whole file or (not `whole`) the beginning of one; `None`
/// when zero bytes show that they are not text. What a person `expected` goes before what the file
/// declares, unless the bytes cannot be that.
pub(super) fn guess(
    bytes: &[u8],
    whole: bool,
    expected: Option<&'static Encoding>,
) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    if memchr::memchr(0, bytes).is_some() {
        return utf16(bytes).or_else(|| guess_between_zeros(bytes, whole, expected));
    }
    if is_utf8(bytes) {
        return Some(UTF_8);
    }
    let bytes = if whole { bytes } else { whole_lines(bytes) };
    if mixed::holds_utf8(bytes) {
        let (rest, utf8) = mixed::without_utf8(bytes);
        // What is in UTF-8 would mislead the detection of the rest.
        let is_most = utf8 > rest.iter().filter(|byte| !byte.is_ascii()).count();
        return Some(if is_most { UTF_8 } else { guess_of_no_utf8(&rest, expected) });
    }
    Some(guess_of_no_utf8(bytes, expected))
}

fn guess_of_no_utf8(bytes: &[u8], expected: Option<&'static Encoding>) -> &'static Encoding {
    let expected = expected.filter(|expected| nearly_decodes(expected, bytes));
    let found = expected.or_else(|| utf16(bytes)).or_else(|| declared_or_detected(bytes));
    found.unwrap_or(GB18030)
}

/// The encoding of bytes with zeros in between; `None` if there are too many of them for a text, or if
/// what is left without them still looks binary.
fn guess_between_zeros(
    bytes: &[u8],
    whole: bool,
    expected: Option<&'static Encoding>,
) -> Option<&'static Encoding> {
    let rest: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let zeros = bytes.len() - rest.len();
    let controls = rest.iter().filter(|byte| is_control(**byte)).count();
    let few = zeros * 100 <= bytes.len();
    (!rest.is_empty() && (few || controls == 0)).then(|| guess(&rest, whole, expected)).flatten()
}

fn is_control(byte: u8) -> bool {
    byte == 0x7F || (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
}

/// Valid UTF-8, but for a character cut off at the end and for rare damage.
fn is_utf8(bytes: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(bytes) else { return true };
    if error.error_len().is_none() {
        return true;
    }
    // GBK text is UTF-8 by chance in a fifth of its characters at most.
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 20 * bad
}

/// UTF-16 without a mark: nearly all of it is what Chinese text is made of.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE) / 2 * 2];
    if sample.is_empty() {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let all = text.chars().count();
        let usual = text.chars().filter(|c| is_usual(*c)).count();
        usual * 100 >= all * 95
    })
}

fn is_usual(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}' | '·' | '\u{2010}'..='\u{203F}'
        | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}')
}

fn declared_or_detected(bytes: &[u8]) -> Option<&'static Encoding> {
    let detected = detect(bytes);
    match declared(bytes) {
        Some(declared) if detected == declared || !decodes(declared, bytes) => Some(detected),
        Some(declared) => Some(more_familiar(declared, detected, bytes)),
        None => Some(detected),
    }
}

/// Of two encodings that both decode, the one in which the text has Chinese commas and 的.
///
/// GB18030 decodes nearly any Big5 page without an error, so a wrong declaration shows only here.
fn more_familiar(
    declared: &'static Encoding,
    detected: &'static Encoding,
    bytes: &[u8],
) -> &'static Encoding {
    let familiar = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        text.chars().filter(|c| matches!(c, '，' | '。' | '、' | '的')).count()
    };
    if familiar(detected) > familiar(declared) { detected } else { declared }
}

/// Whether all but one character in a hundred can be decoded: rare damage proves nothing.
fn nearly_decodes(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    lost * 100 <= text.chars().count()
}

fn decodes(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// The encoding named by `charset=`, `@charset` or an XML declaration, when it is one of those
/// that can be wrong: any bytes at all decode in a Western one.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let xml = head.trim_start().starts_with("<?xml").then_some("encoding=");
    let label = ["charset=", "@charset "].into_iter().chain(xml).find_map(|key| {
        let after = head.split_once(key)?.1.trim_start_matches(['"', '\'', ' ']);
        after.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).next()
    })?;
    let encoding = as_gb18030(Encoding::for_label(label.as_bytes())?);
    is_east_asian(encoding).then_some(encoding)
}

/// Detection. Told that a page is Chinese it calls Big5 GBK (0 of 30 right), not told it is right
/// on all of both; only cut GBK text needs the telling.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let free = as_gb18030(detector.guess(None, Utf8Detection::Deny));
    if is_east_asian(free) {
        return free;
    }
    as_gb18030(detector.guess(Some(b"cn"), Utf8Detection::Deny))
}

fn as_gb18030(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

fn is_east_asian(encoding: &'static Encoding) -> bool {
    [GB18030, BIG5, EUC_JP, SHIFT_JIS, EUC_KR].contains(&encoding)
}

/// Up to the last line's end, so that no character is cut.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(bytes.len());
    &bytes[..end]
}

/// Whether it reads as text: few control characters and few damaged ones but those that were lost
/// before. Controls beyond ASCII are bytes of text that was read as Latin-1.
fn is_text(decoded: &Decoded, lost: usize) -> bool {
    let (mut all, mut odd) = (0, 0);
    for c in decoded.text.chars() {
        all += 1;
        let control =
            c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{80}'..='\u{9F}');
        odd += usize::from(control || c == char::REPLACEMENT_CHARACTER);
    }
    odd.saturating_sub(lost) * 20 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "各区人民政府、市政府各部门：\n现将《河湖长制工作要点（2024年）》\
                              印发给你们，请认真组织实施。\n";
    const TRADITIONAL: &str = "各區公所：\n為辦理本年度防汛整備工作，請依附表完成檢查，\
                               並於四月底前回報市政府的承辦單位。\n";

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        bytes.into_owned()
    }

    fn utf16_bytes(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    fn assert_reads(bytes: &[u8], text: &str, name: &str) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, name));
        assert_eq!(decoded.replaced, 0);
    }

    #[test]
    fn every_encoding_is_read_without_a_declaration() {
        assert_reads(SIMPLIFIED.as_bytes(), SIMPLIFIED, "UTF-8");
        assert_reads(&encoded(GB18030, SIMPLIFIED), SIMPLIFIED, "GB18030");
        assert_reads(&encoded(GBK, SIMPLIFIED), SIMPLIFIED, "GB18030");
        assert_reads(&encoded(BIG5, TRADITIONAL), TRADITIONAL, "Big5");
        assert_reads(&utf16_bytes(SIMPLIFIED, u16::to_le_bytes), SIMPLIFIED, "UTF-16LE");
        assert_reads(&utf16_bytes(SIMPLIFIED, u16::to_be_bytes), SIMPLIFIED, "UTF-16BE");
    }

    #[test]
    fn a_mark_decides_and_is_no_text() {
        let marked = format!("\u{FEFF}{SIMPLIFIED}");
        assert_reads(marked.as_bytes(), SIMPLIFIED, "UTF-8");
        assert_reads(&utf16_bytes(&marked, u16::to_le_bytes), SIMPLIFIED, "UTF-16LE");
        assert_reads(&utf16_bytes(&marked, u16::to_be_bytes), SIMPLIFIED, "UTF-16BE");
    }

    #[test]
    fn utf16_without_any_zero_byte_is_read() {
        let text = "关于做好森林防火工作的通知，各镇街认真落实。";
        assert_reads(&utf16_bytes(text, u16::to_le_bytes), text, "UTF-16LE");
    }

    #[test]
    fn a_wrong_declaration_is_not_believed() {
        for wrong in ["utf-8", "iso-8859-1", "big5", "gb2312", "nonsense"] {
            let page = format!("<meta charset={wrong}><p>{SIMPLIFIED}");
            assert_reads(&encoded(GB18030, &page), &page, "GB18030");
            assert_reads(page.as_bytes(), &page, "UTF-8");
            let page = format!("<meta charset=\"{wrong}\"><p>{TRADITIONAL}");
            assert_reads(&encoded(BIG5, &page), &page, "Big5");
        }
    }

    #[test]
    fn what_is_expected_goes_before_a_declaration_and_not_before_proof() {
        // Short Big5 without commas is GB18030 to every detector.
        let list = encoded(BIG5, "<meta charset=gb2312>公告");
        let read = |bytes: &[u8], expected| decode_as(bytes, Some(expected)).unwrap();
        assert_eq!(read(&list, BIG5).text, "<meta charset=gb2312>公告");
        assert_ne!(decode(&list).unwrap().encoding, "Big5");
        assert_eq!(read(SIMPLIFIED.as_bytes(), GB18030).encoding, "UTF-8");
        assert_eq!(read(&utf16_bytes(SIMPLIFIED, u16::to_le_bytes), GB18030).encoding, "UTF-16LE");
        let other = read(&encoded(GB18030, SIMPLIFIED), UTF_8);
        assert_eq!((other.text.as_str(), other.encoding), (SIMPLIFIED, "GB18030"));
        let mut damaged = encoded(BIG5, &TRADITIONAL.repeat(3));
        damaged[4] = 0xFF;
        assert_eq!(read(&damaged, BIG5).encoding, "Big5");
    }

    #[test]
    fn short_and_rare_text_in_gb18030_is_read() {
        assert_reads(&encoded(GB18030, "任免通知"), "任免通知", "GB18030");
        let rare = "关于𠮷林同志任职的通知，请遵照执行";
        assert_reads(&encoded(GB18030, rare), rare, "GB18030");
    }

    #[test]
    fn utf8_cut_or_damaged_stays_utf8() {
        let cut = decode(&SIMPLIFIED.as_bytes()[..100]).unwrap();
        assert_eq!((cut.encoding, cut.replaced), ("UTF-8", 1));
        let mut damaged = SIMPLIFIED.repeat(3).into_bytes();
        damaged[9] = 0xFF;
        assert_eq!(decode(&damaged).unwrap().encoding, "UTF-8");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let noise: Vec<u8> =
            (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise), None);
        assert_eq!(decode(&[0; 64]), None);
    }
}
