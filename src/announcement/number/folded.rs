//! One spelling of a text, with the way back to the bytes it came from.
//!
//! Invariant: every character of the folded text knows the bytes of the source it stands for, so
//! that what is found in the one can be shown in the other.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::text::simplified_characters;

/// A text in Simplified script and normal width, without invisible characters.
pub(crate) struct Folded {
    text: String,
    /// For each byte of `text` its source byte range; both ends are kept because a source
    /// character may become several (㈠ → (一)).
    from: Vec<u32>,
    to: Vec<u32>,
}

impl Folded {
    /// Folds `source`: NFKC of each character, Traditional → Simplified, zero-width characters
    /// dropped, every blank but the newline one space, every circle that stands for zero (a Cyrillic or
    /// Greek O among them) 〇.
    pub(crate) fn new(source: &str) -> Self {
        let mut folded = Self::with_capacity(source.len());
        for (at, char) in source.char_indices() {
            let end = at + char.len_utf8();
            if is_plain(char) {
                folded.push(char, at, end);
                continue;
            }
            std::iter::once(char).nfkc().filter_map(shown).for_each(|c| folded.push(c, at, end));
        }
        folded.text = simplified(folded.text);
        folded
    }

    fn with_capacity(bytes: usize) -> Self {
        let places = || Vec::with_capacity(bytes);
        Self { text: String::with_capacity(bytes), from: places(), to: places() }
    }

    fn push(&mut self, char: char, from: usize, to: usize) {
        self.text.push(char);
        self.from.resize(self.text.len(), from as u32);
        self.to.resize(self.text.len(), to as u32);
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that the bytes `range` of the folded text stand for.
    pub(crate) fn source(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self.from.get(range.start).map_or(0, |at| *at as usize);
            return at..at;
        }
        self.from[range.start] as usize..self.to[range.end - 1] as usize
    }
}

/// Whether a character is its own NFKC form and is read as itself: most are.
fn is_plain(char: char) -> bool {
    matches!(char, ' '..='~' | '一'..='\u{9FFF}' | '、' | '。' | '《' | '》' | '〔' | '〕')
}

/// What a character is read as; `None` for one that cannot be seen.
fn shown(char: char) -> Option<char> {
    match char {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe00}'..='\u{fe0f}' => {
            None
        }
        '\n' => Some('\n'),
        '○' | '◯' | '⭘' | 'О' | 'о' | 'Ο' | 'ο' => Some('〇'),
        _ if char.is_whitespace() => Some(' '),
        _ => Some(char),
    }
}

/// Traditional → Simplified, unless that would move a byte (no such character is known).
fn simplified(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let simple: String = simplified_characters(&text).collect();
    if simple.len() == text.len() { simple } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_characters_are_read_as_themselves() {
        for char in ('\0'..=char::MAX).filter(|char| is_plain(*char)) {
            assert!(std::iter::once(char).nfkc().filter_map(shown).eq([char]), "{char}");
        }
    }

    #[test]
    fn spans_lead_back_to_the_source() {
        let source = "\u{200b}國　發〔２０２５〕1號";
        let folded = Folded::new(source);
        assert_eq!(folded.text(), "国 发〔2025〕1号");
        let year = folded.text().find("2025").unwrap();
        assert_eq!(&source[folded.source(year..year + 4)], "２０２５");
        assert_eq!(folded.source(0..folded.text().len()), 3..source.len());
    }
}
