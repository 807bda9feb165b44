//! Words of headers: text in bytes of another encoding, written in ASCII (RFC 2047).
//!
//! Adjacent words of one encoding are one run of bytes, for many programs cut between the bytes of
//! a character; bytes beyond ASCII that are there as they are, are text in the encoding that they
//! prove.

use super::super::encoding;

/// The text of a header's value.
pub(in super::super) fn decoded(value: &[u8]) -> String {
    let unfolded: Vec<u8> = value.iter().copied().filter(|byte| !b"\r\n".contains(byte)).collect();
    let mut text = String::new();
    let mut run = Run::default();
    let mut rest = &unfolded[..];
    while !rest.is_empty() {
        if let Some((word, behind)) = word(rest) {
            run.add(word, &mut text);
            rest = behind.trim_ascii_start();
            // Blanks between two words are none; those behind the last one are.
            if rest.len() < behind.len() && self::word(rest).is_none() {
                run.end(&mut text);
                text.push(' ');
            }
            continue;
        }
        run.end(&mut text);
        let next = find(&rest[1..], b"=?").map_or(rest.len(), |at| at + 1);
        text.push_str(&plain(&rest[..next]));
        rest = &rest[next..];
    }
    run.end(&mut text);
    text.trim().replace('\t', " ")
}

/// A word: the label of its encoding, and its bytes.
struct Word {
    label: String,
    bytes: Vec<u8>,
}

/// Bytes of words that follow each other.
#[derive(Default)]
struct Run {
    label: String,
    bytes: Vec<u8>,
}

impl Run {
    fn add(&mut self, word: Word, text: &mut String) {
        if word.label != self.label {
            self.end(text);
            self.label = word.label;
        }
        self.bytes.extend(word.bytes);
    }

    fn end(&mut self, text: &mut String) {
        if self.bytes.is_empty() {
            return;
        }
        let declared = encoding_rs::Encoding::for_label(self.label.as_bytes());
        text.push_str(&as_declared(&self.bytes, declared).unwrap_or_default());
        self.bytes.clear();
    }
}

/// Text in the encoding that a mail declares, unless that cannot be or the bytes prove UTF-8; `None`
/// if the bytes are not text.
///
/// A few characters prove less than a declaration does: 通知 in GBK is two Hebrew marks in UTF-8.
pub(in super::super) fn as_declared(
    bytes: &[u8],
    declared: Option<&'static encoding_rs::Encoding>,
) -> Option<String> {
    let is_utf8 = std::str::from_utf8(bytes)
        .is_ok_and(|text| text.chars().all(|c| c.is_ascii() || c >= '\u{800}'));
    if let Some(declared) = declared.filter(|_| !is_utf8)
        && let Some(text) = declared.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Some(text.into_owned());
    }
    Some(encoding::decode_as(bytes, declared)?.text)
}

fn plain(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => encoding::decode(bytes).map(|decoded| decoded.text).unwrap_or_default(),
    }
}

/// The word at the beginning, and what follows it.
fn word(from: &[u8]) -> Option<(Word, &[u8])> {
    let rest = from.strip_prefix(b"=?")?;
    let (label, rest) = split(rest, b"?")?;
    let (way, rest) = split(rest, b"?")?;
    let (content, rest) = split(rest, b"?=")?;
    let bytes = match way {
        b"B" | b"b" => base64(content),
        b"Q" | b"q" => quoted(content),
        _ => return None,
    };
    // A language may be behind the encoding.
    let label = String::from_utf8_lossy(label).split('*').next()?.to_ascii_lowercase();
    Some((Word { label, bytes }, rest))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn split<'a>(bytes: &'a [u8], at: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let place = find(bytes, at)?;
    Some((&bytes[..place], &bytes[place + at.len()..]))
}

/// The bytes that base64 stands for; what is none is passed over.
pub(in super::super) fn base64(content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for digit in content.iter().filter_map(|byte| digit(*byte)) {
        bits = bits << 6 | digit;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    bytes
}

fn digit(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

fn quoted(content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = content;
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        let code = rest.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        match (byte, code) {
            (b'_', _) => bytes.push(b' '),
            (b'=', Some(code)) => {
                bytes.push(code);
                rest = &rest[2..];
            }
            (byte, _) => bytes.push(*byte),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_together() {
        for (value, text) in [
            ("Re: =?utf-8?B?5YWz5LqO?= =?utf-8?Q?=E9=98=B2=E6=B1=9B?= ok", "Re: 关于防汛 ok"),
            // The second character is cut in two.
            ("=?gb2312?B?udjT?=\r\n =?gb2312?B?2rfA0bQ=?=", "关于防汛"),
            ("=?GB18030*zh?Q?=B9=D8=D3=DA_a?=", "关于 a"),
            ("=?utf-8?X?abc?= =?utf-8", "=?utf-8?X?abc?= =?utf-8"),
            ("=?gbk?B?zajWqg==?=", "通知"),
            // A wrong declaration.
            ("=?gb2312?B?5YWz5LqO6Ziy5rGb?=", "关于防汛"),
            ("plain", "plain"),
        ] {
            assert_eq!(decoded(value.as_bytes()), text);
        }
    }

    #[test]
    fn bytes_that_stand_as_they_are_are_text() {
        let (gbk, _, _) = encoding_rs::GBK.encode("关于进一步加强城市防汛工作的通知");
        assert_eq!(decoded(&gbk), "关于进一步加强城市防汛工作的通知");
        assert_eq!(decoded("关于防汛".as_bytes()), "关于防汛");
    }
}
