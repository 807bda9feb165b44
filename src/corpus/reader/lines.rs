//! Text as lines: one kind of line end, no invisible characters, no blank edges.

use std::borrow::Cow;
use std::io::{self, BufRead};

use super::limits::LINE_LIMIT;

/// Ends a page of a text; [`page_marks`](super::page_marks) take it off.
pub(super) const FORM_FEED: char = '\u{C}';

/// `text` with `\n` as its only line end, without zero bytes, marks and zero-width characters,
/// its lines trimmed at their ends, its head and tail trimmed of blank lines. A form feed is a line of
/// its own.
pub(super) fn plain(text: &str) -> String {
    let text = unified(text);
    let mut plain = String::with_capacity(text.len());
    for line in text.split_inclusive(is_line_end) {
        let is_feed = line.ends_with(FORM_FEED);
        push_visible(line.trim_end_matches(is_line_end), &mut plain);
        plain.truncate(trimmed(&plain).len());
        if is_feed && !plain.is_empty() && !plain.ends_with('\n') {
            plain.push('\n');
        }
        plain.extend(is_feed.then_some(FORM_FEED));
        plain.push('\n');
    }
    plain.truncate(plain.trim_end().len());
    let blank = plain.len() - plain.trim_start_matches(['\n', FORM_FEED]).len();
    plain.drain(..blank);
    plain
}

fn push_visible(line: &str, plain: &mut String) {
    let Some(dropped) = line.find(is_invisible) else { return plain.push_str(line) };
    plain.push_str(&line[..dropped]);
    let mut before = plain.chars().next_back();
    for c in line[dropped..].chars() {
        if !is_invisible(c) || (c == SOFT_HYPHEN && before.is_some_and(is_byte)) {
            plain.push(c);
        }
        before = Some(c);
    }
}

/// The last byte of many Chinese characters in UTF-8, where that is read as Latin-1, as it is for 中.
const SOFT_HYPHEN: char = '\u{AD}';

/// Whether a character may be a byte of UTF-8 that was read as Latin-1: what follows it is left for the
/// repair.
fn is_byte(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{FF}' | '\u{152}'..='\u{192}' | '\u{2C6}' | '\u{2DC}' | '\u{2013}'..='\u{2122}')
}

/// The text without blanks at its end; the hard space that a byte is shown as stays.
fn trimmed(text: &str) -> &str {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
    let is_kept = text[trimmed.len()..].starts_with('\u{A0}')
        && trimmed.ends_with(|c| is_byte(c) && c.is_alphabetic());
    if is_kept { &text[..trimmed.len() + '\u{A0}'.len_utf8()] } else { trimmed }
}

/// Carriage returns as newlines; `\r\n` is one of them.
fn unified(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return text.into();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\0' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}')
}

/// The next line into `line`, at most [`LINE_LIMIT`] bytes of it; the bytes it has in the file.
pub(super) fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    let mut length = 0;
    loop {
        let ready = input.fill_buf()?;
        let end = ready.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
        let taken = end.unwrap_or(ready.len());
        if length + taken <= LINE_LIMIT {
            line.extend_from_slice(&ready[..taken]);
        } else {
            *line = Vec::new();
        }
        length += taken;
        let done = end.is_some() || taken == 0;
        input.consume(taken);
        if done {
            return Ok(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_one_end_and_no_dirt() {
        assert_eq!(
            plain("\u{FEFF}\n一\u{200B}、目标 \r\n\r\n　二、任务\u{2028}三\n\n"),
            "一、目标\n\n　二、任务\n三"
        );
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        assert_eq!(plain("一\r二\r三"), "一\n二\n三");
    }

    #[test]
    fn a_form_feed_is_a_line_of_its_own() {
        assert_eq!(plain("\u{C}一\u{C}二\n\u{C}三\r\n四\u{C}\n"), "一\n\u{C}\n二\n\u{C}\n三\n四");
    }
}
