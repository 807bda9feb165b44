//! RTF → text: groups, control words, and the three ways it writes a Chinese character.
//!
//! `\'b9\'fa` are bytes of the code page of the font (GBK unless the file says otherwise), `\u22269`
//! is a unit of UTF-16 followed by so many characters for old readers as `\uc` says.

use encoding_rs::Encoding;

use super::txt;
use crate::error::Refusal;
use crate::extract::RawText;

/// How deep groups may be nested.
const DEPTH: usize = 2_000;

/// Groups whose text is no text of the document.
const SKIPPED: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "fldinst",
    "xmlnstbl",
    "mmathPr",
    "pntxta",
    "pntxtb",
    "nonshppict",
    "bkmkstart",
    "bkmkend",
    "pnseclvl",
    "filetbl",
    "annotation",
    "atnid",
    "atnauthor",
    "template",
    "datafield",
    "sp",
];

/// The document in an RTF; an error is the reason why it cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<RawText, Refusal> {
    let mut reader = Reader { bytes, at: 0, out: String::new(), pending: Vec::new(), high: None };
    reader.document()?;
    Ok(txt::of_paper(&reader.out))
}

/// What holds within a group.
#[derive(Clone, Copy)]
struct Group {
    skipped: bool,
    /// How many characters stand for old readers behind a `\u`.
    fallbacks: usize,
    code_page: &'static Encoding,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    out: String,
    /// Bytes of a code page that are not decoded yet.
    pending: Vec<u8>,
    /// The first half of a character of two units.
    high: Option<u16>,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Refusal> {
        let first = Group { skipped: false, fallbacks: 1, code_page: encoding_rs::GB18030 };
        let mut groups = vec![first];
        // Characters for old readers that are still to be passed over.
        let mut passed = 0;
        while let Some(byte) = self.next() {
            let group = groups.last().copied().unwrap_or(first);
            match byte {
                b'{' if groups.len() > DEPTH => {
                    return Err(Refusal::NestedTooDeep);
                }
                b'{' => {
                    self.flush(group);
                    groups.push(group);
                }
                b'}' => {
                    self.flush(group);
                    passed = 0;
                    groups.pop();
                    if groups.len() <= 1 {
                        return Ok(());
                    }
                }
                b'\\' => self.control(&mut groups, &mut passed),
                b'\r' | b'\n' => {}
                _ if passed > 0 => passed -= 1,
                byte if !group.skipped => self.pending.push(byte),
                _ => {}
            }
        }
        let last = groups.last().copied().unwrap_or(first);
        self.flush(last);
        match self.out.trim().is_empty() {
            true => Err(Refusal::damaged("it ends before its text")),
            false => Ok(()),
        }
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    /// What stands behind a backslash.
    fn control(&mut self, groups: &mut [Group], passed: &mut usize) {
        let Some(byte) = self.next() else { return };
        let Some(group) = groups.last_mut() else { return };
        if byte.is_ascii_alphabetic() {
            self.at -= 1;
            let (word, number) = self.word();
            self.word_of(&word, number, group, passed);
            return;
        }
        let is_passed = *passed > 0;
        if matches!(byte, b'\'' | b'\\' | b'{' | b'}' | b'~' | b'_') {
            *passed = passed.saturating_sub(1);
        }
        match byte {
            b'\'' => {
                let code = self.hex();
                self.pending.extend(code.filter(|_| !is_passed && !group.skipped));
            }
            b'*' => group.skipped = true,
            b'\n' | b'\r' => self.line(*group),
            b'\\' | b'{' | b'}' if !is_passed && !group.skipped => self.pending.push(byte),
            b'~' if !is_passed && !group.skipped => self.pending.push(b' '),
            b'_' if !is_passed && !group.skipped => self.pending.push(b'-'),
            _ => {}
        }
    }

    fn hex(&mut self) -> Option<u8> {
        let digits = self.bytes.get(self.at..self.at + 2)?;
        self.at += 2;
        u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    /// A control word and its number; the blank behind it belongs to it.
    fn word(&mut self) -> (String, Option<i32>) {
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let sign = usize::from(rest.get(letters) == Some(&b'-'));
        let digits =
            rest[letters + sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit());
        let end = letters + sign + digits.count();
        let text = |from, to| String::from_utf8_lossy(&rest[from..to]).into_owned();
        let word = text(0, letters);
        let number = text(letters, end).parse().ok();
        self.at += end + usize::from(rest.get(end) == Some(&b' '));
        (word, number)
    }

    fn word_of(&mut self, word: &str, number: Option<i32>, group: &mut Group, passed: &mut usize) {
        match word {
            "par" | "line" | "row" | "sect" | "page" => self.line(*group),
            "tab" | "cell" | "nestcell" => self.push(*group, '\t'),
            "emdash" => self.push(*group, '—'),
            "endash" => self.push(*group, '–'),
            "lquote" => self.push(*group, '‘'),
            "rquote" => self.push(*group, '’'),
            "ldblquote" => self.push(*group, '“'),
            "rdblquote" => self.push(*group, '”'),
            "u" => {
                self.unit(*group, number.unwrap_or(0));
                *passed = group.fallbacks;
            }
            "uc" => group.fallbacks = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
            "ansicpg" => {
                self.flush(*group);
                group.code_page = number.and_then(code_page).unwrap_or(group.code_page);
            }
            "bin" => self.at += number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
            "v" => group.skipped |= number != Some(0),
            word if SKIPPED.contains(&word) => group.skipped = true,
            _ => {}
        }
    }

    fn line(&mut self, group: Group) {
        self.flush(group);
        if !group.skipped {
            let cells = self.out.trim_end_matches('\t').len();
            self.out.truncate(cells);
            self.out.push('\n');
        }
    }

    fn push(&mut self, group: Group, c: char) {
        self.flush(group);
        if !group.skipped {
            self.out.push(c);
        }
    }

    /// A unit of UTF-16, which old writers give as a negative number.
    fn unit(&mut self, group: Group, number: i32) {
        self.flush(group);
        let unit = (number & 0xFFFF) as u16;
        let units = self.high.take().into_iter().chain([unit]);
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else if !group.skipped {
            self.out.extend(
                char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)),
            );
        }
    }

    /// Decodes the bytes that wait.
    fn flush(&mut self, group: Group) {
        if !self.pending.is_empty() {
            let (text, _) = group.code_page.decode_without_bom_handling(&self.pending);
            self.out.push_str(&text);
            self.pending.clear();
        }
    }
}

/// The encoding of a code page; Western files of Chinese systems hold GBK all the same.
fn code_page(number: i32) -> Option<&'static Encoding> {
    match number {
        936 | 54936 | 1252 | 0 => Some(encoding_rs::GB18030),
        950 => Some(encoding_rs::BIG5),
        932 => Some(encoding_rs::SHIFT_JIS),
        949 => Some(encoding_rs::EUC_KR),
        65001 => Some(encoding_rs::UTF_8),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rtf: &str) -> String {
        read(rtf.as_bytes()).unwrap().text
    }

    #[test]
    fn bytes_units_and_marks() {
        let rtf = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 \\'cb\\'ce\\'cc\\'e5;}}{\\*\\generator x}\n\
                   \\uc1 \\'b9\\'d8\\'d3\\'da\\u38450?\\u27739 ?\\'b5\\'c4\\'cd\\'a8\\'d6\\'aa\\par\n\
                   \\u-27116?A\\{1\\}\\emdash\\uc2\\u21306 \\'c7\\'f8\\cell B\\cell\\row}";
        assert_eq!(text(rtf), "关于防汛的通知\n阔A{1}—区\tB");
    }

    #[test]
    fn characters_of_two_units_and_hidden_text() {
        assert_eq!(
            text("{\\rtf1 \\u-10174?\\u-9137?x{\\v hidden}{\\field{\\*\\fldinst P}{\\fldrslt 3}}}"),
            "\u{2084F}x3"
        );
    }

    #[test]
    fn what_is_cut_gives_what_is_there() {
        assert_eq!(text("{\\rtf1 \\'b9\\'d8\\'d3\\'da"), "关于");
        assert!(matches!(read(b"{\\rtf1"), Err(Refusal::Damaged(_))));
        assert_eq!(read("{".repeat(100_000).as_bytes()), Err(Refusal::NestedTooDeep));
        let _ = read(b"{\\rtf1 \\bin99999999999 \\bin2147483647 \\'");
    }
}
