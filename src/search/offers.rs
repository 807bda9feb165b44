//! What a search box offers while one types: titles, names of bodies and document numbers that the index
//! has, by their beginning and then by what they hold.
//!
//! Nothing here is a guess: what was probably meant by a query that finds nothing is another matter
//! ([`suggest`](super::suggest)).

use std::cmp::Reverse;

use crate::announcement::DocNumber;
use crate::announcement::number::Folded;
use crate::backend::clause::Clause;
use crate::backend::prior::Priors;
use crate::backend::seam::{Best, Snapshot};
use crate::document::{Field, Record, title};
use crate::error::Result;
use crate::request::{Blend, Order};
use crate::response::{Suggestion, SuggestionSort};
use crate::text::{fold_str, strip_query_glosses};

/// Of how many announcements the best are looked for, the likeliest first.
const CANDIDATES: usize = 64;

/// Of how many names of bodies it is counted how many announcements they have.
const MOST_COUNTED: usize = 64;

/// The half-life by which dates count, as of the first day of the year 2100: they count against each
/// other alone, so that the same text offers the same on any day.
const HALF_LIFE: (f32, i64) = (50.0, 47_482);

/// At most `many` texts that begin with what was typed, or hold it, best first.
pub(super) fn offers(
    snapshot: &impl Snapshot,
    typed: &str,
    many: usize,
) -> Result<Vec<Suggestion>> {
    let bare = strip_query_glosses(typed);
    let folded = fold_str(&bare);
    let key = title::key(&folded);
    if key.is_empty() || many == 0 {
        return Ok(Vec::new());
    }
    let offers = Offers { snapshot, folded, key, many };
    let numbers = numbered(&bare).map_or(Ok(Vec::new()), |key| offers.numbers(&key))?;
    let (issuers, issuers_holding) = offers.issuers()?;
    let (titles, holding) = offers.titles()?;
    let (numbers, more_numbers) = parted(numbers, many.div_ceil(2));
    let (issuers, more_issuers) = parted(issuers, many.div_ceil(4));
    // Who types digits is likely to type a number.
    let (first, then) = match bare.contains(char::is_numeric) {
        true => (numbers, Vec::new()),
        false => (Vec::new(), numbers),
    };
    let begun = [first, issuers, titles, then];
    let rest = [holding, issuers_holding, more_numbers, more_issuers];
    Ok(begun.into_iter().chain(rest).flatten().take(many).collect())
}

/// The first of some suggestions, and what is left of them.
fn parted(mut all: Vec<Suggestion>, first: usize) -> (Vec<Suggestion>, Vec<Suggestion>) {
    let rest = all.split_off(all.len().min(first));
    (all, rest)
}

/// What was typed, and what is offered for it.
struct Offers<'a, S: Snapshot> {
    snapshot: &'a S,
    /// What was typed, folded.
    folded: String,
    /// The same without breaks, as titles are filed.
    key: String,
    many: usize,
}

impl<S: Snapshot> Offers<'_, S> {
    /// The titles that begin with what was typed, those that are it first, and those that hold it.
    fn titles(&self) -> Result<(Vec<Suggestion>, Vec<Suggestion>)> {
        let held = Clause::Text(Field::Title, self.folded.clone());
        let begins = |record: &Record| {
            let keys = title::keys(&record.announcement.title);
            keys.iter().any(|key| key.starts_with(&self.key))
        };
        let mut titles = Vec::new();
        for begun in self.begun(&held) {
            if titles.len() < self.many {
                titles.extend(self.found(&begun, &titled, &begins)?);
                titles = distinct(titles);
            }
        }
        let mut holding = Vec::new();
        if titles.len() < self.many {
            holding = self.found(&held, &titled, &|_| true)?;
            holding.retain(|one| !titles.contains(one));
        }
        Ok((titles, holding))
    }

    /// What titles match that begin with what was typed, those that are it first.
    fn begun(&self, held: &Clause) -> Vec<Clause> {
        let whole = Clause::value(Field::TitleKey, title::term(&self.key).into_owned());
        let begins = |key: &str| Clause::Begins(Field::TitleKey, key.to_string());
        match self.key.char_indices().nth(title::KEPT) {
            None => vec![whole, begins(&self.key)],
            // Long keys are filed by their beginning. Only where marks stand otherwise does a title
            // not hold what was typed.
            Some((at, _)) => {
                let kept = begins(&self.key[..at]);
                vec![whole, Clause::every(vec![kept.clone(), held.clone()]), kept]
            }
        }
    }

    /// The numbers whose keys begin with `key`, the one that it is first.
    fn numbers(&self, key: &str) -> Result<Vec<Suggestion>> {
        let number = |record: &Record| record.announcement.number.clone();
        let begins =
            |record: &Record| number(record).is_some_and(|number| number.key().starts_with(key));
        let text = |record: &Record| {
            let text = number(record)?.to_string();
            Some(Suggestion { text, sort: SuggestionSort::Number })
        };
        let whole = Clause::value(Field::Number, key);
        let mut numbers = self.found(&whole, &text, &begins)?;
        numbers.extend(self.found(
            &Clause::Begins(Field::Number, key.to_string()),
            &text,
            &begins,
        )?);
        Ok(distinct(numbers))
    }

    /// What is offered of the announcements that match and are `wanted`, the likeliest first, each once.
    fn found(
        &self,
        what: &Clause,
        offered: &dyn Fn(&Record) -> Option<Suggestion>,
        wanted: &dyn Fn(&Record) -> bool,
    ) -> Result<Vec<Suggestion>> {
        let mut found: Vec<Suggestion> = Vec::new();
        for docs in self.likeliest(what)?.chunks(self.many) {
            let records = self.snapshot.metadata(docs)?.into_iter();
            found.extend(records.filter(|record| wanted(record)).filter_map(|one| offered(&one)));
            found = distinct(found);
            if found.len() >= self.many {
                break;
            }
        }
        found.truncate(self.many);
        Ok(found)
    }

    /// The documents that match, by authority, validity and date.
    fn likeliest(&self, what: &Clause) -> Result<Vec<S::Doc>> {
        let (half_life, today) = HALF_LIFE;
        let priors = Priors { blend: Blend::default().half_life_years(half_life), today };
        let wanted = Best {
            what,
            terms: &[],
            prunes: false,
            limit: CANDIDATES,
            order: Order::Relevance,
            priors,
        };
        let docs = self.snapshot.best(&wanted)?;
        let facts = self.snapshot.facts(&docs)?;
        let factors = facts.iter().map(|one| priors.of(&one.grounds()).factor());
        let mut docs: Vec<_> = docs.into_iter().zip(factors).zip(&facts).collect();
        docs.sort_by(|((_, left), one), ((_, right), other)| {
            right.total_cmp(left).then(one.id.cmp(&other.id))
        });
        Ok(docs.into_iter().map(|((doc, _), _)| doc).collect())
    }

    /// The names of bodies that begin with what was typed, and those that hold it, those with most
    /// announcements first.
    fn issuers(&self) -> Result<(Vec<Suggestion>, Vec<Suggestion>)> {
        let named = |name: &String| title::key(&fold_str(name)).find(&self.key);
        let names = self.snapshot.values(Field::Issuer, "")?.into_iter();
        let mut names: Vec<(bool, String)> =
            names.filter_map(|name| named(&name).map(|at| (at > 0, name))).collect();
        names.sort_by_cached_key(|(is_inside, name)| (*is_inside, name.chars().count()));
        names.truncate(MOST_COUNTED);
        let of = |(_, name): &(bool, String)| Clause::value(Field::Issuer, name.as_str());
        let counts = self.snapshot.counts(&names.iter().map(of).collect::<Vec<_>>())?;
        let mut names: Vec<_> = names.into_iter().zip(counts).collect();
        names.sort_by(|(one, many), (other, more)| {
            (one.0, Reverse(many), &one.1).cmp(&(other.0, Reverse(more), &other.1))
        });
        let (begun, held): (Vec<_>, Vec<_>) =
            names.into_iter().map(|(name, _)| name).partition(|(is_inside, _)| !is_inside);
        let issuer = |(_, text)| Suggestion { text, sort: SuggestionSort::Issuer };
        Ok((begun.into_iter().map(issuer).collect(), held.into_iter().map(issuer).collect()))
    }
}

/// The title of an announcement as it is offered.
fn titled(record: &Record) -> Option<Suggestion> {
    let text = record.announcement.title.clone();
    (!text.is_empty()).then_some(Suggestion { text, sort: SuggestionSort::Title })
}

/// Each of some suggestions once, in order.
fn distinct(suggestions: Vec<Suggestion>) -> Vec<Suggestion> {
    let mut distinct: Vec<Suggestion> = Vec::new();
    for suggestion in suggestions {
        if !distinct.contains(&suggestion) {
            distinct.push(suggestion);
        }
    }
    distinct
}

/// What the keys of numbers begin with that begin like what was typed: 国办发, 国办发〔20, 国办发〔2025〕1,
/// 国务院令第5.
fn numbered(typed: &str) -> Option<String> {
    if let Some(number) = DocNumber::parse(typed) {
        return Some(number.key());
    }
    let folded = Folded::new(typed);
    let text: String = folded.text().chars().filter(|c| !c.is_whitespace()).collect();
    let end = text.find(|c: char| !c.is_alphabetic() || c == '第').unwrap_or(text.len());
    let (prefix, rest) = text.split_at(end);
    if prefix.is_empty() || prefix.is_ascii() {
        return None;
    }
    if rest.is_empty() {
        return Some(prefix.to_uppercase());
    }
    let number = DocNumber { prefix: prefix.to_string(), year: Some(2000), serial: 1 };
    let (filed, filed_year, _) = number.filed();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if filed_year.is_none() || rest.starts_with('第') {
        return Some(format!("{filed}||{}", digits(rest)));
    }
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let year = rest.bytes().take_while(u8::is_ascii_digit).count().min(4);
    let (year, serial) = rest.split_at(year);
    Some(match year.len() == 4 && !serial.is_empty() {
        true => format!("{filed}|{year}|{}", digits(serial)),
        false => format!("{filed}|{year}"),
    })
}

#[cfg(test)]
mod tests;
