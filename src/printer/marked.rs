//! Text fit for a terminal, with places to be marked.

use std::ops::Range;

/// `text` on one line, without the control characters that could drive a terminal.
pub(super) fn plain(text: &str) -> String {
    Marked::from(text).text
}

/// One line of text without control characters, and the bytes of it to be marked, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Marked {
    pub(crate) text: String,
    pub(super) marks: Vec<Range<usize>>,
}

impl Marked {
    /// `text` made safe, with `marks` moved along; marks outside of it or out of order are left out.
    pub(crate) fn new(text: &str, marks: &[Range<usize>]) -> Self {
        let mut marked = Marked::default();
        let mut at = 0;
        for mark in marks {
            let orderly = mark.start >= at && mark.start < mark.end;
            let (Some(before), Some(inside)) = (text.get(at..mark.start), text.get(mark.clone()))
            else {
                continue;
            };
            if orderly {
                marked.push(before);
                marked.push_marked(inside);
                at = mark.end;
            }
        }
        marked.push(&text[at..]);
        marked
    }

    /// Adds `text` without a mark.
    pub(super) fn push(&mut self, text: &str) {
        self.text.extend(text.chars().filter_map(harmless));
    }

    /// Adds `text` and marks it.
    pub(super) fn push_marked(&mut self, text: &str) {
        let start = self.text.len();
        self.push(text);
        if self.text.len() > start {
            self.marks.push(start..self.text.len());
        }
    }

    /// The bytes of `line`, each piece with whether it is marked.
    pub(crate) fn pieces(&self, line: Range<usize>) -> Vec<(Range<usize>, bool)> {
        let mut pieces = Vec::new();
        let mut at = line.start;
        for mark in &self.marks {
            let start = mark.start.max(at);
            let end = mark.end.min(line.end);
            if start < end {
                pieces.push((at..start, false));
                pieces.push((start..end, true));
                at = end;
            }
        }
        pieces.push((at..line.end, false));
        pieces.retain(|(range, _)| !range.is_empty());
        pieces
    }
}

impl From<&str> for Marked {
    fn from(text: &str) -> Self {
        Marked::new(text, &[])
    }
}

/// `c` as a terminal may have it: breaks and tabs are spaces; other control characters, which could
/// move the cursor or change the title of the window, and direction overrides are left out.
fn harmless(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => None,
        _ => (!c.is_control()).then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_marks_stay_on_their_words() {
        let text = "a\u{1b}]0;x\u{7}数据\u{9b}2J\n安全";
        let at = text.find('数').unwrap_or(0);
        let word = at..at + 6;
        let marked = Marked::new(text, std::slice::from_ref(&word));
        assert_eq!(marked.text, "a]0;x数据2J 安全");
        assert_eq!(&marked.text[marked.marks[0].clone()], "数据");
    }

    #[test]
    fn pieces_cover_a_line_and_split_marks_at_its_ends() {
        let marked = Marked::new("abcdef", &[0..2, 3..5]);
        assert_eq!(marked.pieces(1..4), [(1..2, true), (2..3, false), (3..4, true)]);
        assert_eq!(marked.pieces(0..6).len(), 4);
    }

    #[test]
    fn marks_that_cannot_be_are_left_out() {
        let marked = Marked::new("数据安全", &[1..3, 3..6, 3..9, 6..6, 9..90]);
        assert_eq!((marked.marks.len(), &marked.marks[0]), (1, &(3..6)));
        assert_eq!(marked.text, "数据安全");
    }
}
