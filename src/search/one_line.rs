//! A passage on one line, with its marks.

use std::ops::Range;

use crate::response::Snippet;
use crate::text::outline::numbers;

/// Marks that end a sentence.
pub(super) const SENTENCE_ENDS: &str = "。！？；!?;\n";

/// Ranges in order, those that overlap or touch as one.
pub(super) fn merged(spans: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut spans: Vec<_> = spans.filter(|span| !span.is_empty()).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// The window on one line: runs of white space become one space, ellipses where a sentence is cut.
pub(super) fn one_line(body: &str, window: &Range<usize>, spans: &[Range<usize>]) -> Snippet {
    let mut line = Line::default();
    let text = &body[window.clone()];
    let before = body[..window.start].chars().next_back();
    if !before.is_none_or(|c| SENTENCE_ENDS.contains(c)) && !text.starts_with('\n') {
        line.text.push('…');
    }
    for (at, character) in text.char_indices() {
        line.push(window.start + at, character, spans);
    }
    line.close();
    if window.end < body.len() && !text.ends_with(|c| SENTENCE_ENDS.contains(c)) {
        line.text.push('…');
    }
    let highlights = merged(line.highlights.into_iter());
    let place = trimmed(body, window);
    Snippet { paragraphs: numbers(body, &place), place, text: line.text, highlights }
}

/// The window without blanks at both ends.
fn trimmed(body: &str, window: &Range<usize>) -> Range<usize> {
    let text = body[window.clone()].trim_end();
    let blanks = text.len() - text.trim_start().len();
    window.start + blanks..window.start + text.len()
}

/// A line being written, with the marks of what has been written.
#[derive(Default)]
struct Line {
    text: String,
    highlights: Vec<Range<usize>>,
    space: bool,
    marked: Option<usize>,
}

impl Line {
    fn push(&mut self, at: usize, character: char, spans: &[Range<usize>]) {
        if character.is_whitespace() {
            self.space = !self.text.is_empty();
            return;
        }
        if std::mem::take(&mut self.space) {
            self.text.push(' ');
        }
        let marked = spans.iter().any(|span| span.contains(&at));
        match (marked, self.marked) {
            (true, None) => self.marked = Some(self.text.len()),
            (false, Some(_)) => self.close(),
            _ => {}
        }
        self.text.push(character);
    }

    /// Ends a mark that is open.
    fn close(&mut self) {
        if let Some(from) = self.marked.take() {
            let written = self.text.trim_end().len();
            self.highlights.push(from..written);
        }
    }
}
