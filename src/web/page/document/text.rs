//! A text as its page shows it: its paragraphs, what begins in each, and what of it was asked for.

use std::collections::HashSet;
use std::ops::Range;

use super::sections::sections;
use crate::engine::Shown;
use crate::response::{Excerpt, Provision};
use crate::text::outline::{HeadingLevel, MARGIN, Outline, Paragraph};

/// From how many articles on a text has contents.
const FEWEST_LISTED: usize = 8;

/// A title stands at most so many paragraphs below the head of a text.
const MOST_ABOVE: usize = 8;

/// A text with its outline and with the places of what was asked for.
pub(super) struct Text<'a> {
    pub(super) body: &'a str,
    /// Its title without blanks.
    title: String,
    pub(super) paragraphs: Vec<Paragraph>,
    /// The places of the words of the query, in order.
    pub(super) marks: &'a [Range<usize>],
    /// What the query names of it: articles, or clauses of them.
    asked: Vec<(&'a Provision, Range<usize>)>,
    /// Whether a paragraph is the head of a section, in a text without chapters.
    sections: Vec<bool>,
    /// Whether a paragraph begins the first article of its number.
    anchored: Vec<bool>,
    /// The first paragraph of what the query names, else the first with a mark.
    first_asked: Option<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn of(shown: &'a Shown) -> Self {
        let body = shown.record.announcement.body.as_str();
        let paragraphs = Outline::of(body).paragraphs;
        let part = |excerpt: &'a Excerpt| {
            let place = excerpt.part.clone().unwrap_or_else(|| excerpt.text.clone());
            (&excerpt.provision, place)
        };
        let asked = shown.excerpts.iter().map(part).collect();
        let (anchored, marks) = (anchored(&paragraphs), &shown.highlights);
        let title = shown.record.announcement.title.split_whitespace().collect();
        let parts: Vec<&str> = paragraphs.iter().map(|one| &body[one.text.clone()]).collect();
        let is_statute = paragraphs.iter().any(|one| one.heading.is_some());
        let sections = if is_statute { vec![false; parts.len()] } else { sections(&parts) };
        let mut text =
            Self { body, title, paragraphs, marks, asked, sections, anchored, first_asked: None };
        text.first_asked = text.find_asked();
        text
    }

    /// The number of the article that a paragraph begins.
    pub(super) fn article(&self, at: usize) -> Option<&str> {
        begun(&self.paragraphs, at)
    }

    /// The anchor of the article that a paragraph begins, where no other has it.
    pub(super) fn anchor(&self, at: usize) -> Option<&str> {
        self.article(at).filter(|_| self.anchored[at])
    }

    /// The anchor of the clause that a paragraph begins: 第三条-2.
    pub(super) fn clause_anchor(&self, at: usize) -> Option<String> {
        let one = &self.paragraphs[at];
        let (article, clause) = (one.article.as_deref()?, one.clause?);
        let first = (0..=at).rev().find(|at| self.article(*at).is_some())?;
        let is_begun = at == first || self.paragraphs[at - 1].clause != one.clause;
        (self.anchored[first] && is_begun).then(|| format!("{article}-{clause}"))
    }

    /// Whether a paragraph is the head of a section, in a text without chapters.
    pub(super) fn is_section(&self, at: usize) -> bool {
        self.sections[at]
    }

    /// Whether it has sections, or so many articles that its contents are listed.
    pub(super) fn has_outline(&self) -> bool {
        if self.sections.contains(&true) {
            return true;
        }
        let articles = (0..self.paragraphs.len()).filter(|at| self.article(*at).is_some());
        articles.count() >= FEWEST_LISTED
    }

    /// The marks that lie in `range`, each with its index.
    pub(super) fn marks_in(
        &self,
        range: &Range<usize>,
    ) -> impl Iterator<Item = (usize, &'a Range<usize>)> + use<'a> {
        let (marks, end) = (self.marks, range.end);
        let first = marks.partition_point(|mark| mark.end <= range.start);
        let within = marks.iter().enumerate().skip(first);
        within.take_while(move |(_, mark)| mark.start < end)
    }

    /// Whether a paragraph is the title, which stands above the text already.
    pub(super) fn is_title(&self, at: usize) -> bool {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let own = &self.body[self.paragraphs[at].text.clone()];
        at < MOST_ABOVE && !own.contains('\t') && bare(own) == self.title
    }

    /// Whether a paragraph is of what the query names.
    pub(super) fn is_asked(&self, at: usize) -> bool {
        let own = &self.paragraphs[at].text;
        self.asked.iter().any(|(_, asked)| asked.start < own.end && own.start < asked.end)
    }

    /// The first paragraph of what the query names, else the first with a mark.
    pub(super) fn first_asked(&self) -> Option<usize> {
        self.first_asked
    }

    fn find_asked(&self) -> Option<usize> {
        let asked = self.asked.first().map(|(_, place)| place);
        self.paragraph_of(asked.or(self.marks.first())?)
    }

    /// What the query names of the text, each with the paragraph that it begins in.
    pub(super) fn named(&self) -> Vec<(String, usize)> {
        let named = |(provision, place): &(&Provision, Range<usize>)| {
            Some((provision.to_string(), self.paragraph_of(place)?))
        };
        self.asked.iter().filter_map(named).collect()
    }

    fn paragraph_of(&self, place: &Range<usize>) -> Option<usize> {
        self.paragraphs.iter().position(|one| place.start < one.text.end)
    }

    /// Whether a paragraph is a row of a table.
    pub(super) fn is_row(&self, at: usize) -> bool {
        let one = &self.paragraphs[at];
        one.heading.is_none() && self.body[one.text.clone()].contains('\t')
    }

    /// The bytes of a paragraph without the signs and blanks around it.
    pub(super) fn trimmed(&self, at: usize) -> Range<usize> {
        let range = self.paragraphs[at].text.clone();
        let text = &self.body[range.clone()];
        let start = range.end - text.trim_start_matches(MARGIN).len();
        start..(range.start + text.trim_end_matches(MARGIN).len()).max(start)
    }

    /// The levels of its headings, the widest first.
    pub(super) fn levels(&self) -> Vec<HeadingLevel> {
        let mut levels: Vec<_> = self.paragraphs.iter().filter_map(|one| one.heading).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }
}

/// The number of the article that the paragraph of this index begins.
fn begun(paragraphs: &[Paragraph], at: usize) -> Option<&str> {
    let before = at.checked_sub(1).and_then(|before| paragraphs[before].article.as_deref());
    paragraphs[at].article.as_deref().filter(|article| before != Some(article))
}

fn anchored(paragraphs: &[Paragraph]) -> Vec<bool> {
    let mut known = HashSet::new();
    let is_first = |at: usize| begun(paragraphs, at).is_some_and(|article| known.insert(article));
    (0..paragraphs.len()).map(is_first).collect()
}
