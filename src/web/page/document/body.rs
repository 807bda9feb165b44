//! The text of an announcement: an element a paragraph, with its number, and articles with anchors.

use std::ops::Range;

use maud::{Markup, html};

use super::marks::marked;
use super::text::Text;
use crate::printer::Language;
use crate::text::outline::{HeadingLevel, MARGIN};

/// The text, paragraph by paragraph; rows of tables that follow each other are one table.
pub(super) fn body(text: &Text<'_>, language: Language) -> Markup {
    let levels = text.levels();
    html! {
        @for block in blocks(text) {
            @if text.is_row(block.start) { (table(text, block, language)) }
            @else { (paragraph(text, block.start, &levels, language)) }
        }
    }
}

/// The paragraphs one by one, rows that follow each other together.
fn blocks(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::with_capacity(text.paragraphs.len());
    for at in 0..text.paragraphs.len() {
        match blocks.last_mut() {
            Some(last) if text.is_row(at) && text.is_row(last.start) => last.end = at + 1,
            _ => blocks.push(at..at + 1),
        }
    }
    blocks
}

fn paragraph(text: &Text<'_>, at: usize, levels: &[HeadingLevel], language: Language) -> Markup {
    if let Some(level) = text.paragraphs[at].heading {
        let rank = levels.iter().position(|other| *other == level);
        return heading(text, at, rank.unwrap_or_default(), language);
    }
    if text.is_section(at) {
        let content = html! { (number(text, at)) (marked(text, text.trimmed(at), language)) };
        return html! { h2 .part id={ "p" (at + 1) } { (content) } };
    }
    let is_article = text.article(at).is_some();
    html! {
        p id={ "p" (at + 1) } class=[class(text, at, is_article)] {
            (number(text, at))
            @if is_article { (article(text, at, language)) }
            @else { (marked(text, text.paragraphs[at].text.clone(), language)) }
        }
    }
}

fn class(text: &Text<'_>, at: usize, is_article: bool) -> Option<&'static str> {
    match (is_article, text.is_asked(at)) {
        (true, true) => Some("art asked"),
        (true, false) => Some("art"),
        (false, true) => Some("asked"),
        (false, false) => text.is_title(at).then_some("title"),
    }
}

/// A heading, of the rank that it has among those of the text.
fn heading(text: &Text<'_>, at: usize, rank: usize, language: Language) -> Markup {
    let content = html! { (number(text, at)) (marked(text, text.trimmed(at), language)) };
    let id = format!("p{}", at + 1);
    html! {
        @match rank {
            0 => h2 id=(id) { (content) },
            1 => h3 id=(id) { (content) },
            2 => h4 id=(id) { (content) },
            _ => h5 id=(id) { (content) },
        }
    }
}

/// The number of a paragraph, which links to it, and has the anchor of the clause that it begins. What
/// the query names by number is first in view.
fn number(text: &Text<'_>, at: usize) -> Markup {
    let is_named = text.first_asked() == Some(at) && text.is_asked(at);
    html! {
        a id=[text.clause_anchor(at)] href={ "#p" (at + 1) } autofocus[is_named] { (at + 1) }
    }
}

/// The number of an article, which links to it, and the text behind it.
fn article(text: &Text<'_>, at: usize, language: Language) -> Markup {
    let range = text.trimmed(at);
    let label = label(text, at, range.clone());
    let anchor = text.anchor(at);
    // No link can stand within another: a mark has its own.
    let is_marked = text.marks_in(&label).next().is_some();
    let rest = &text.body[label.end..range.end];
    let rest = range.end - rest.trim_start_matches(MARGIN).len()..range.end;
    html! {
        b id=[anchor] {
            @match anchor {
                Some(anchor) if !is_marked => a href={ "#" (anchor) } { (&text.body[label]) },
                _ => (marked(text, label, language)),
            }
        }
        @if !rest.is_empty() { "\u{3000}" (marked(text, rest, language)) }
    }
}

/// The bytes of the number at the beginning of an article, as the text has it: 第 三 条之一.
fn label(text: &Text<'_>, at: usize, range: Range<usize>) -> Range<usize> {
    let written = &text.body[range.clone()];
    let length = written.find('条').map_or(0, |at| at + '条'.len_utf8());
    let number = text.article(at).unwrap_or_default();
    let inserted = number.split_once('条').map_or("", |(_, inserted)| inserted);
    let is_inserted = written[length..].starts_with(inserted);
    range.start..range.start + length + if is_inserted { inserted.len() } else { 0 }
}

/// Rows whose cells tabs part.
fn table(text: &Text<'_>, rows: Range<usize>, language: Language) -> Markup {
    html! {
        div .rows role="group" tabindex="0" aria-label=(language.rows_of_a_table(rows.len())) {
            table {
                tbody { @for at in rows { (row(text, at, language)) } }
            }
        }
    }
}

fn row(text: &Text<'_>, at: usize, language: Language) -> Markup {
    html! {
        tr id={ "p" (at + 1) } class=[class(text, at, false)] {
            @for (column, cell) in cells(text, at).into_iter().enumerate() {
                td {
                    @if column == 0 { (number(text, at)) }
                    (marked(text, cell, language))
                }
            }
        }
    }
}

/// The bytes of the cells of a row.
fn cells(text: &Text<'_>, at: usize) -> Vec<Range<usize>> {
    let range = text.paragraphs[at].text.clone();
    let mut start = range.start;
    let cells = text.body[range].split('\t').map(|cell| {
        let own = start..start + cell.len();
        start = own.end + 1;
        own
    });
    cells.collect()
}
