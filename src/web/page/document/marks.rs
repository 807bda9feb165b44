//! The words of the query where a text has them, each with links to the one before and the next.

use std::ops::Range;

use maud::{Markup, html};

use super::super::super::query_string::QueryString;
use super::text::Text;
use crate::printer::Language;

/// How many characters of the query are told above the text.
const LONGEST_QUERY: usize = 24;

/// The bytes `range` of a text, with its marks.
pub(super) fn marked(text: &Text<'_>, range: Range<usize>, language: Language) -> Markup {
    let mut at = range.start;
    let pieces = text.marks_in(&range).map(|(index, mark)| {
        let before = at..mark.start.max(range.start);
        at = mark.end.min(range.end);
        (before, index)
    });
    let pieces: Vec<_> = pieces.collect();
    html! {
        @for (before, index) in pieces { (&text.body[before]) (mark(text, index, &range, language)) }
        (&text.body[at..range.end])
    }
}

/// The part of a mark that lies in `range`. A mark may go on in the next paragraph: its anchor stands
/// where it begins, its links where it ends.
fn mark(text: &Text<'_>, index: usize, range: &Range<usize>, language: Language) -> Markup {
    let mark = &text.marks[index];
    let id = (mark.start >= range.start).then(|| format!("m{}", index + 1));
    let own = mark.start.max(range.start)..mark.end.min(range.end);
    let (number, count) = (index + 1, text.marks.len());
    html! {
        mark id=[id] {
            (&text.body[own])
            @if mark.end <= range.end {
                @if index > 0 { a href={ "#m" (index) } { "↑ " (language.previous_mark()) } }
                @if number < count {
                    a href={ "#m" (number + 1) } { (number) "/" (count) " " (language.next_mark()) " ↓" }
                }
            }
        }
    }
}

/// What stands above a text with marks: of which words, how many, and the way to the first and the last;
/// and the way to what the query names by number.
pub(super) fn bar(text: &Text<'_>, query: &QueryString, language: Language) -> Markup {
    let (count, named) = (text.marks.len(), text.named());
    let asked = query.get("q").unwrap_or_default();
    html! {
        @if count > 0 || !named.is_empty() {
            nav .marks-bar aria-label=(language.marks_label()) {
                span {
                    mark { (shortened(asked)) }
                    @if count > 0 { " " (language.places(count)) }
                }
                span .links {
                    @if count > 0 { a href="#m1" { "↓ " (language.first_mark()) } }
                    @if count > 1 { a href={ "#m" (count) } { (language.last_mark()) } }
                    @for (name, at) in named { a href={ "#p" (at + 1) } { "↓ " (name) } }
                }
            }
        }
    }
}

/// As much of a query as a line holds.
pub(super) fn shortened(query: &str) -> String {
    let mut characters = query.chars();
    let short: String = characters.by_ref().take(LONGEST_QUERY).collect();
    if characters.next().is_some() { short + "…" } else { short }
}
