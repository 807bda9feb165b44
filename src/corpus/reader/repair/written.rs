//! Characters that are written out as numbers: `&#185;&#250;`, `%B9%FA`, `\u56fd`.
//!
//! A page that was saved in a wrong encoding may have each byte as a reference to a character. Names of
//! files and titles that were taken from an address are percent-encoded, and a dump that was escaped
//! twice keeps escapes in its texts.

use encoding_rs::{GB18030, UTF_8};

use super::surprise::is_familiar;
use crate::text::is_han;

/// From how many on characters written out as numbers are no coincidence.
const SEVERAL: usize = 4;

/// `text` with references to the characters 128 to 255, several of which can only be bytes, as these
/// characters; `None` if there are not as many.
pub(super) fn without_references(text: &str) -> Option<String> {
    let (written, count) = replaced(text, "&#", |rest| {
        let (number, after) = rest.split_once(';').filter(|(number, _)| number.len() <= 4)?;
        let value = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u8::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        (value >= 0x80).then(|| (char::from(value), after))
    });
    (count >= SEVERAL).then_some(written)
}

/// `text` with escaped Chinese characters as they are; `None` if there are few.
pub(super) fn without_escapes(text: &str) -> Option<String> {
    let (written, count) = replaced(text, "\\u", |rest| {
        let c = char::from_u32(u32::from_str_radix(rest.get(..4)?, 16).ok()?)?;
        let is_meant = is_han(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
        is_meant.then(|| (c, &rest[4..]))
    });
    (count >= SEVERAL && is_familiar(&written)).then_some(written)
}

/// `text` with what begins with `sign` replaced where `read` knows a character in what follows it, and
/// how often.
fn replaced<'t>(
    text: &'t str,
    sign: &str,
    read: impl Fn(&'t str) -> Option<(char, &'t str)>,
) -> (String, usize) {
    let (mut written, mut count, mut rest) = (String::new(), 0, text);
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), sign.as_bytes()) {
        let after = &rest[at + sign.len()..];
        written.push_str(&rest[..at]);
        match read(after) {
            Some((c, after)) => {
                written.push(c);
                count += 1;
                rest = after;
            }
            None => {
                written.push_str(sign);
                rest = after;
            }
        }
    }
    (written + rest, count)
}

/// A name or a title without percent-encoding; `None` if that is not Chinese.
pub(super) fn without_percents(name: &str) -> Option<String> {
    if name.contains("://") || name.matches('%').count() < SEVERAL {
        return None;
    }
    let bytes = percent_decoded(name.as_bytes())?;
    let read = |encoding: &'static encoding_rs::Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
        (text.chars().any(is_han) && is_familiar(&text)).then(|| text.into_owned())
    };
    read(UTF_8).or_else(|| read(GB18030))
}

fn percent_decoded(mut name: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some((first, rest)) = name.split_first() {
        let hex = rest.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex) {
            (b'%', hex) => {
                bytes.push(u8::from_str_radix(hex?, 16).ok()?);
                name = &rest[2..];
            }
            _ => {
                bytes.push(*first);
                name = rest;
            }
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_names_only_if_they_are_chinese() {
        let name = without_percents(
            "%E5%85%B3%E4%BA%8E%E6%A4%8D%E6%A0%91%E7%9A%84%E9%80%9A%E7%9F%A5(2).txt",
        );
        assert_eq!(name.as_deref(), Some("关于植树的通知(2).txt"));
        assert_eq!(without_percents("%B9%D8%D3%DA%D6%B2%CA%F7").as_deref(), Some("关于植树"));
        for other in
            ["增长5%、6%、7%、8%", "%41%42%43%44", "%E5%85%zz%%", "http://a.cn/%E5%85%B3%E4%BA%8E"]
        {
            assert_eq!(without_percents(other), None, "{other}");
        }
    }

    #[test]
    fn escapes_are_read_where_they_are_chinese() {
        let found = without_escapes(r"\u5173\u4e8e\u690d\u6811\u7684\u901a\u77e5\u3002\n");
        assert_eq!(found.as_deref(), Some(r"关于植树的通知。\n"));
        assert_eq!(without_escapes(r"C:\users\u0041\u0042\u0043\u0044"), None);
        assert_eq!(without_escapes(r"\u5173\u4e8e 是转义"), None);
    }

    #[test]
    fn references_that_are_bytes() {
        assert_eq!(without_references("&#185;&#250;&#xCE;&#xF1;!").as_deref(), Some("¹úÎñ!"));
        assert_eq!(without_references("&#169; 2024 &#8220;&#22269;&#21153;&#38498;&#8221;"), None);
    }
}
