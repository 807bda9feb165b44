//! The outline of a text: its paragraphs by number, the headings of its divisions, its articles (条) with
//! their clauses (款) and items (项).
//!
//! An article begins a paragraph with its number. Its clauses are its paragraphs; one that begins with a
//! number in brackets is an item of the clause above it (立法技术规范（试行）（一）, 2009). It ends before the
//! next article, a heading, an annex or the signature. What contents list is no heading, and what is quoted
//! from another text no article.

mod contents;
mod line;
mod paragraph;
mod quoted;

use std::ops::Range;

pub(crate) use line::{HeadingLevel, MARGIN};
pub(crate) use paragraph::numbers;

use line::{Line, is_short};
use paragraph::paragraphs;

/// How many lines above its date may be a signature.
const LONGEST_SIGNATURE: usize = 3;

/// The outline of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Its paragraphs in order; the first has the number 1.
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// A paragraph, and what it is part of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its bytes in the text, without blanks at its ends.
    pub(crate) text: Range<usize>,
    /// The division that it is the heading of.
    pub(crate) heading: Option<HeadingLevel>,
    /// The article that it is of, as statutes write it: 第三条, 第一百二十条之一.
    pub(crate) article: Option<String>,
    /// Which clause of that article, from 1; `None` where that has only one.
    pub(crate) clause: Option<usize>,
    /// The item of that clause: （一）.
    pub(crate) item: Option<String>,
}

impl Outline {
    /// The outline of `body`.
    pub(crate) fn of(body: &str) -> Self {
        let ranges: Vec<Range<usize>> = paragraphs(body).collect();
        let mut lines: Vec<(&str, Line)> = ranges
            .iter()
            .map(|range| &body[range.clone()])
            .map(|text| (text, Line::of(text)))
            .collect();
        for at in contents::contents(&lines).into_iter().flatten() {
            // What is listed there is of no article.
            lines[at].1 = Line::Annex;
        }
        let texts: Vec<&str> = lines.iter().map(|(text, _)| *text).collect();
        for (at, is_quoted) in quoted::quoted(&texts).into_iter().enumerate() {
            if is_quoted {
                lines[at].1 = Line::Below;
            }
        }
        sign(&mut lines);
        let mut standing = Standing::default();
        let placed = ranges.into_iter().zip(&lines);
        let paragraphs = placed.map(|(text, (_, line))| standing.paragraph(text, line)).collect();
        Self { paragraphs: undivided(paragraphs) }
    }

    /// The paragraphs of an article by index; where several have its number, of the first.
    pub(crate) fn article(&self, number: &str) -> Option<Range<usize>> {
        let is_of = |paragraph: &Paragraph| paragraph.article.as_deref() == Some(number);
        let from = self.paragraphs.iter().position(is_of)?;
        let length =
            self.paragraphs[from..].iter().take_while(|paragraph| is_of(paragraph)).count();
        Some(from..from + length)
    }

    /// The headings that the paragraph of this index is under, the widest first, by index.
    pub(crate) fn headings(&self, of: usize) -> Vec<usize> {
        let mut under: Vec<(HeadingLevel, usize)> = Vec::new();
        for (at, paragraph) in self.paragraphs[..of].iter().enumerate() {
            if let Some(level) = paragraph.heading {
                under.retain(|(wider, _)| *wider < level);
                under.push((level, at));
            }
        }
        under.into_iter().map(|(_, at)| at).collect()
    }
}

/// Makes the lines of signatures, which end with a date, part of no article.
fn sign(lines: &mut [(&str, Line)]) {
    for date in 0..lines.len() {
        if lines[date].1 != Line::Date {
            continue;
        }
        let above = (0..date).rev().take(LONGEST_SIGNATURE);
        let is_signed = |at: &usize| lines[*at].1 == Line::Plain && is_short(lines[*at].0);
        let from = above.take_while(is_signed).last().unwrap_or(date);
        lines[from].1 = Line::Annex;
    }
}

/// Where a text stands while it is read.
#[derive(Default)]
struct Standing {
    article: Option<String>,
    clause: usize,
    item: Option<String>,
}

impl Standing {
    fn paragraph(&mut self, text: Range<usize>, line: &Line) -> Paragraph {
        let mut heading = None;
        match line {
            Line::Heading(level, _) => {
                heading = Some(*level);
                *self = Self::default();
            }
            Line::Annex => *self = Self::default(),
            Line::Article(number, is_alone) => {
                let clause = usize::from(!is_alone);
                *self = Self { article: Some(number.clone()), clause, item: None };
            }
            Line::Item(number) => {
                self.clause = self.clause.max(1);
                self.item = self.article.is_some().then(|| number.clone());
            }
            Line::Below => self.clause = self.clause.max(1),
            Line::Date | Line::Plain => {
                self.clause += 1;
                self.item = None;
            }
        }
        let article = self.article.clone();
        // The number that stands alone is of the clause that follows it.
        let clause = article.is_some().then(|| self.clause.max(1));
        Paragraph { text, heading, article, clause, item: self.item.clone() }
    }
}

/// Takes back the number of a clause that is all of its article.
fn undivided(mut paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    for article in paragraphs.chunk_by_mut(|one, next| {
        // An article may follow another of the same number.
        one.article == next.article && one.clause <= next.clause
    }) {
        if article.last().is_some_and(|last| last.clause == Some(1)) {
            article.iter_mut().for_each(|paragraph| paragraph.clause = None);
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests;
