//! What the words of a query name: document numbers, statutes and documents by their titles, articles,
//! and the words that only ask for a file.
//!
//! A query such as `请问食品安全法第34条 pdf` names one article and two things that no text answers. The
//! names are looked for in every run of the pieces ([`names`]), the longest first, and count where the
//! index has them ([`works`]). A name that a longer one may be made of is left alone: 劳动合同法实施条例 is
//! not 劳动合同法, whether the index has it or not. A query that is a title as a whole is that title and
//! nothing else.
//!
//! Nothing here decides what is found. Whoever asks gets the names, what is still required of each piece
//! without the words that ask, and what is left beside the names.

mod articles;
mod line;
mod names;
mod numbers;
#[cfg(test)]
mod real_data;
#[cfg(test)]
mod tests;
mod trim;
mod words;
mod works;

use std::cell::LazyCell;
use std::ops::Range;

pub(super) use self::articles::{articles_at, marked};
use self::line::Line;
use self::names::Names;
use self::numbers::{Numbered, numbers};
use self::trim::Trimmed;
use self::words::Beside;
pub(super) use self::works::titled;
use self::works::{Found, Works};
use crate::analyzer::Dictionary;
use crate::announcement::DocNumber;
use crate::backend::seam::Snapshot;
use crate::document::title;
use crate::error::Result;
use crate::query::{Meaning, Reading};
use crate::response::Provision;
use crate::text::{Article, fold_str};
use crate::thesaurus::Thesaurus;

/// What the pieces of a query name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mentions {
    /// Documents named by number, in the order typed.
    pub(super) numbers: Vec<DocNumber>,
    /// Documents named by title, in the order typed; only one if it is all of the query.
    pub(super) works: Vec<Work>,
    /// The places of the pieces that only ask for a file.
    pub(super) optional: Vec<usize>,
    /// Of each piece the folded text that is required: without the words that ask, so empty for the
    /// pieces that are optional.
    pub(super) rest: Vec<String>,
    /// The folded texts beside the names, the numbers and the words that ask: they rank within the
    /// works.
    pub(super) beside: Vec<String>,
    /// What was read as what, in the order typed.
    pub(super) readings: Vec<Reading>,
}

impl Mentions {
    /// Of `pieces` that are read as they are: the number or the title that they are as a whole.
    pub(super) fn literal(pieces: &[&str]) -> Self {
        let rest: Vec<String> = pieces.iter().map(|piece| fold_str(piece)).collect();
        let key = title::key(&rest.concat());
        let numbers: Vec<DocNumber> = DocNumber::parse(&pieces.join(" ")).into_iter().collect();
        let beside = if numbers.is_empty() { rest.clone() } else { Vec::new() };
        let work = Work { keys: vec![key], articles: Vec::new(), is_whole: true };
        let works = if work.keys[0].is_empty() { Vec::new() } else { vec![work] };
        Self { numbers, works, rest, beside, ..Self::default() }
    }
}

/// A document named by its title.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Work {
    /// Keys of the titles it may have: as it is named, and in full if that is a short name.
    pub(super) keys: Vec<String>,
    /// The articles asked of it, in the order typed.
    pub(super) articles: Vec<Provision>,
    /// Whether the query is this title and nothing else but words that ask.
    pub(super) is_whole: bool,
}

/// What `pieces`, the words of a query as typed, name among the documents of `snapshot`. Short names of
/// statutes are known if `thesaurus` is given.
pub(super) fn mentions<S: Snapshot>(
    pieces: &[&str],
    snapshot: &S,
    dictionary: &Dictionary,
    thesaurus: Option<&Thesaurus>,
) -> Result<Mentions> {
    let line = Line::new(pieces);
    let trimmed = noiseless(&line, dictionary);
    let kept: Vec<Range<usize>> = trimmed.iter().map(|piece| piece.kept.clone()).collect();
    let number = DocNumber::parse(&pieces.join(" "));
    let numbers = match number.clone() {
        Some(number) => vec![Numbered { at: 0..line.text().len(), number }],
        None => numbers(&line, &kept),
    };
    let taken: Vec<Range<usize>> = numbers.iter().map(|found| found.at.clone()).collect();
    let candidates = Names::new(&line, &kept, &taken, dictionary, thesaurus).candidates();
    let folded: Vec<String> = pieces.iter().map(|piece| fold_str(piece)).collect();
    let all = title::key(&folded.concat());
    let (mut works, is_title) = Works { snapshot, thesaurus }.among(&candidates, &all)?;
    if is_title && Article::of(&all).is_none() {
        return Ok(whole(&line, number, folded, all));
    }
    works::pair(&line, &candidates, &mut works);
    Ok(Mention { line, trimmed, numbers, works }.done())
}

/// The pieces without words about files; none is taken away where nothing would be left.
fn noiseless(line: &Line<'_>, dictionary: &Dictionary) -> Vec<Trimmed> {
    let borders = LazyCell::new(|| line.borders(dictionary));
    let is_border = |at: usize| borders.binary_search(&at).is_ok();
    let whole = || line.pieces().into_iter().map(Trimmed::whole);
    let trimmed: Vec<Trimmed> =
        whole().map(|piece| piece.without_noise(line.text(), is_border)).collect();
    match trimmed.iter().all(|piece| piece.kept.is_empty()) {
        true => whole().collect(),
        false => trimmed,
    }
}

/// A query that is a title, and a number at once if it is that of an order.
fn whole(line: &Line<'_>, number: Option<DocNumber>, rest: Vec<String>, key: String) -> Mentions {
    let typed = line.typed(&(0..line.text().len()));
    let meaning = number.clone().map_or(Meaning::Title(key.clone()), Meaning::Number);
    Mentions {
        numbers: number.into_iter().collect(),
        works: vec![Work { keys: vec![key], articles: Vec::new(), is_whole: true }],
        rest,
        readings: vec![Reading::new(typed, meaning)],
        ..Mentions::default()
    }
}

/// What was found in a line.
struct Mention<'a> {
    line: Line<'a>,
    trimmed: Vec<Trimmed>,
    numbers: Vec<Numbered>,
    works: Vec<Found>,
}

impl Mention<'_> {
    fn done(mut self) -> Mentions {
        self.trim();
        let empty = |(at, piece): (usize, &Trimmed)| piece.kept.is_empty().then_some(at);
        let is_read = self.line.pieces().iter().map(|piece| !piece.is_empty()).collect::<Vec<_>>();
        let optional = self.trimmed.iter().enumerate().filter_map(empty);
        let optional: Vec<usize> = optional.filter(|at| is_read[*at]).collect();
        let rest = self.trimmed.iter().enumerate();
        let rest = rest.map(|(at, piece)| match optional.contains(&at) {
            true => String::new(),
            false => self.line.kept(at, &piece.kept),
        });
        Mentions {
            rest: rest.collect(),
            beside: self.beside(),
            readings: self.readings(),
            numbers: self.numbers.iter().map(|found| found.number.clone()).collect(),
            works: self.works.iter().map(|found| self.work(found)).collect(),
            optional,
        }
    }

    /// Where names, articles and numbers are written, in order.
    fn named(&self) -> Vec<Range<usize>> {
        let works = self.works.iter().flat_map(|work| [&work.at].into_iter().chain(&work.written));
        let mut named: Vec<_> =
            works.chain(self.numbers.iter().map(|found| &found.at)).cloned().collect();
        named.sort_by_key(|range| range.start);
        named
    }

    /// Takes the words that ask for a name off the pieces that hold one, and the pieces that are such
    /// words away.
    fn trim(&mut self) {
        let named = self.named();
        if named.is_empty() {
            return;
        }
        for piece in &mut self.trimmed {
            let inside = named
                .iter()
                .filter(|name| name.start < piece.kept.end && piece.kept.start < name.end);
            let inside = inside.cloned().reduce(|first, last| first.start..last.end.max(first.end));
            *piece = match inside {
                Some(name) => piece.clone().without_asking(self.line.text(), &name),
                None => without_question(piece.clone(), self.line.text()),
            };
        }
    }

    fn work(&self, found: &Found) -> Work {
        let named = self.named();
        let is_left = self.trimmed.iter().any(|piece| !outside(&piece.kept, &named).is_empty());
        Work {
            keys: found.keys.clone(),
            articles: found.articles.clone(),
            is_whole: found.is_all
                || self.works.len() == 1 && self.numbers.is_empty() && !self.has_text(is_left),
        }
    }

    fn has_text(&self, is_left: bool) -> bool {
        is_left && !self.beside().is_empty()
    }

    /// The texts beside what is named, without words that only ask.
    fn beside(&self) -> Vec<String> {
        let named = self.named();
        let parts = self.trimmed.iter().flat_map(|piece| outside(&piece.kept, &named));
        let texts = parts.map(|part| fold_str(self.line.text()[part].trim_matches('的')));
        texts.filter(|text| !text.is_empty() && !only_joins(text)).collect()
    }

    fn readings(&self) -> Vec<Reading> {
        let numbers = self
            .numbers
            .iter()
            .map(|found| (found.at.clone(), Meaning::Number(found.number.clone())));
        let works = self.works.iter().map(|found| (self.extent(found), self.meaning(found)));
        let optional = self.trimmed.iter().flat_map(|piece| &piece.optional);
        let optional = optional.map(|at| (at.clone(), Meaning::Optional));
        let mut all: Vec<(Range<usize>, Meaning)> = numbers.chain(works).chain(optional).collect();
        all.sort_by_key(|(at, _)| at.start);
        all.into_iter().map(|(at, meaning)| Reading::new(self.line.typed(&at), meaning)).collect()
    }

    fn meaning(&self, found: &Found) -> Meaning {
        let work = found.keys.last().cloned().unwrap_or_default();
        let mut articles: Vec<String> = Vec::new();
        for asked in &found.articles {
            if !articles.contains(&asked.article) {
                articles.push(asked.article.clone());
            }
        }
        if articles.is_empty() {
            Meaning::Title(work)
        } else {
            Meaning::Articles { work, articles }
        }
    }

    /// From the beginning of a name to the end of the articles written right behind it.
    fn extent(&self, found: &Found) -> Range<usize> {
        let text = self.line.text();
        let mut extent = found.at.clone();
        for written in found.written.iter().filter(|written| written.start >= found.at.end) {
            let is_near = text[extent.end..written.start].chars().count() <= 3;
            extent.end = if is_near { written.end } else { extent.end };
        }
        extent
    }
}

/// Whether a text beside a name only asks for it, or is a single character that joins it to others.
fn only_joins(text: &str) -> bool {
    let is_of = |beside: &Beside| beside.words().contains(&text);
    let is_single = text.chars().nth(1).is_none();
    [Beside::Asking, Beside::Answering].iter().any(is_of)
        || is_single && [Beside::Before, Beside::Behind].iter().any(is_of)
}

/// A piece that is nothing but words that ask, taken away.
fn without_question(piece: Trimmed, text: &str) -> Trimmed {
    let asks = [Beside::Asking, Beside::Answering];
    let is_question = asks.iter().any(|beside| beside.words().contains(&&text[piece.kept.clone()]));
    if !is_question {
        return piece;
    }
    let Trimmed { kept, mut optional } = piece;
    optional.push(kept.clone());
    optional.sort_by_key(|range| range.start);
    Trimmed { kept: kept.start..kept.start, optional }
}

/// The parts of a range outside others, which are in order.
fn outside(range: &Range<usize>, others: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    for other in others.iter().filter(|other| other.start < range.end && range.start < other.end) {
        parts.push(at..other.start.max(at));
        at = at.max(other.end);
    }
    parts.push(at..range.end.max(at));
    parts.retain(|part| !part.is_empty());
    parts
}
