//! What an index answers.

mod excerpt;
mod incomplete;
mod suggestion;

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::announcement::{Announcement, DocNumber, Id, Validity};
use crate::query::Reading;
use crate::request::Order;

pub use excerpt::{Excerpt, Provision};
pub use incomplete::Incomplete;
pub use suggestion::{Suggestion, SuggestionSort};

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchResponse {
    /// The query as it was read.
    pub query: String,
    /// What parts of the query were read as, where that is not simply their text.
    pub readings: Vec<Reading>,
    /// The rung of the first hit; `None` without hits.
    pub rung: Option<Rung>,
    /// The rungs that have hits, from the top.
    pub rungs: Vec<OnRung>,
    /// How many hits the strict rungs have together, or the nearest where those are empty: all pages
    /// together show as many. Facets count the same announcements.
    pub total: usize,
    /// How many announcements match besides, as re-posts of these hits; `None` where there are too
    /// many to compare, and `total` counts them as hits.
    pub copies: Option<usize>,
    /// Whether the nearest were cut off, at the best 300 for a question or a text and the best 100 for a
    /// term: any text has some pair of characters in common with a long query.
    pub capped: bool,
    /// Whether candidates were chosen by an approximation, so that a hit that should come before one
    /// shown may come behind it. What matches, and how much does, is exact.
    pub approximate: bool,
    /// What of the index did not answer; `None` where all did. Otherwise hits may be missing, and
    /// counts are too low.
    pub incomplete: Option<Incomplete>,
    /// What limits left out of the strict rungs.
    pub left_out: LeftOut,
    /// Whether no words were asked for: all that filters and fields let through was found.
    pub browsed: bool,
    /// The order within each rung.
    pub order: Order,
    /// When the latest run began that brought something in, where it was asked for what came in by it.
    pub last_run: Option<Timestamp>,
    /// The hits asked for, in order.
    pub hits: Vec<Hit>,
    /// The offset at which the next page begins, where there is one.
    pub next: Option<usize>,
    /// Counts over all matches, when asked for.
    pub facets: Option<Facets>,
    /// What was looked for besides what was typed.
    pub expansions: Vec<Expanded>,
    /// Queries that were probably meant, best first, each of which finds something; only where nothing
    /// has the query as it was typed.
    pub suggestions: Vec<String>,
    /// Why there are no hits; only where there are none.
    pub absence: Option<Absence>,
    /// Why `suggestions` or `absence` could not be worked out, where the index failed at it; the rest
    /// of the answer is complete.
    pub unexplained: Option<String>,
    /// The day on which it was asked: from it ages are counted, and on it pages are cited as seen.
    pub now: Date,
    /// How long the search took.
    pub took: Duration,
}

/// The hits of one rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OnRung {
    /// The rung.
    pub rung: Rung,
    /// How many hits it has.
    pub hits: usize,
    /// How many announcements of this rung are re-posts of these or higher hits; `None` where there
    /// are too many to compare, and `hits` counts them too.
    pub copies: Option<usize>,
}

/// How many announcements match strictly but for a limit. Re-posts count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// Those without a date, where the query or a filter limits dates.
    pub undated: usize,
    /// Those that a filter, or a date in the query, leaves out besides.
    pub filtered: usize,
}

/// Why nothing was found: what each part of the query finds alone, and what finds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Absence {
    /// How many announcements the index holds.
    pub announcements: usize,
    /// The parts that were asked for, filters last.
    pub parts: Vec<AskedPart>,
    /// What is found when one part is left out, if there are at most 32; parts without which nothing
    /// is found either are not listed.
    pub without: Vec<Counted>,
}

/// A part of a query that found nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskedPart {
    /// The part alone.
    pub part: Counted,
    /// What it was cut into, each word alone; empty if it was not cut.
    pub words: Vec<Counted>,
}

/// How many announcements match something by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counted {
    /// What is asked, as a query.
    pub text: String,
    /// How many announcements match it.
    pub count: usize,
}

/// What was looked for too: a synonym, another name of a body, a number in the other script, a word in
/// another spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expanded {
    /// The words of the query, folded.
    pub from: String,
    /// What may stand for them, folded, but with the marks within numbers (1,234 and 3.5%).
    pub to: String,
}

/// Why a hit stands where it stands: a hit on a higher rung comes before all on lower ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rung {
    /// The query is its document number.
    Number,
    /// The query names its title, or an article of it.
    Title,
    /// It has every piece of the query as it was typed.
    Typed,
    /// All words of the query, or what may stand for them, occur in it.
    AllWords,
    /// Only some of the words occur in it: the nearest, where few or none have all.
    MostWords,
}

impl Rung {
    /// All rungs, from the top.
    pub const ALL: [Rung; 5] =
        [Rung::Number, Rung::Title, Rung::Typed, Rung::AllWords, Rung::MostWords];

    /// Whether what is on it is what was asked for, and not only near it.
    pub fn is_strict(self) -> bool {
        self != Rung::MostWords
    }

    /// The name in output.
    pub fn name(self) -> &'static str {
        match self {
            Rung::Number => "number",
            Rung::Title => "title",
            Rung::Typed => "typed",
            Rung::AllWords => "all-words",
            Rung::MostWords => "most-words",
        }
    }
}

/// One announcement that answers the query.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// Its place, from 1, counted over all pages.
    pub rank: usize,
    /// Its score; comparable only within one response and rung.
    pub score: f32,
    /// The rung it stands on.
    pub rung: Rung,
    /// Its id.
    pub id: Id,
    /// Where it is in the corpus.
    pub place: Place,
    /// The absolute path of its file on this machine, when asked for and the index knows its folder.
    pub file: Option<PathBuf>,
    /// When it came into the index.
    pub added: Timestamp,
    /// The announcement; its body is empty where texts are not asked for.
    pub announcement: Announcement,
    /// Where the query's words stand in its title, in bytes, in order, not overlapping.
    pub title_highlights: Vec<Range<usize>>,
    /// The passage that answers best.
    pub snippet: Snippet,
    /// What another announcement of the index did to its force.
    pub affected: Option<Affected>,
    /// The latest version of the same statute, where there is a later one.
    pub newer: Option<Link>,
    /// Where else the same text stands.
    pub copies: Vec<Copied>,
    /// How the score came about, when asked for.
    pub explanation: Option<Explanation>,
}

/// Where an announcement stands in the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The path of its file as it is shown, beginning with the corpus's name.
    pub path: String,
    /// That path with each byte that is not UTF-8 as a NUL and two hexadecimal digits, where there
    /// are such bytes: it tells the file from others that are shown alike.
    pub raw: Option<String>,
    /// Which document of that file it is, when the file holds several.
    pub part: Option<String>,
}

impl Place {
    /// What tells its file from all others.
    pub fn key(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.path)
    }

    /// The id of the announcement that stands there.
    pub fn id(&self) -> Id {
        Id::of(self.key(), self.part.as_deref())
    }
}

/// A re-post of a hit's text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Copied {
    /// Its id.
    pub id: Id,
    /// Where it stands.
    pub place: Place,
    /// Who posted it (来源), where that is known.
    pub source: Option<String>,
    /// Where it was published, where that is known.
    pub url: Option<String>,
}

/// What an announcement did to the force of another.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Affected {
    /// What became of it: [`Validity::Repealed`] or [`Validity::Amended`].
    pub validity: Validity,
    /// What did it.
    pub by: Link,
}

/// Whether a document is in force: the one reading of what it says itself and of what others of the
/// index did to it. Every output and filter goes by it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Force<'a> {
    /// Its validity.
    pub validity: Validity,
    /// The document that made it so, where it is not its own word alone.
    pub by: Option<&'a Link>,
}

impl<'a> Force<'a> {
    /// The force of a document that says `own` of itself; `None` where nothing is known.
    ///
    /// A document that says itself that it is out of force is believed. Otherwise what others did to
    /// it counts for more than what it says.
    pub fn of(own: Option<Validity>, affected: Option<&'a Affected>) -> Option<Self> {
        let gone = own.filter(|own| own.is_superseded());
        match affected.filter(|affected| gone.is_none_or(|own| own == affected.validity)) {
            Some(Affected { validity, by }) => Some(Self { validity: *validity, by: Some(by) }),
            None => own.map(|validity| Self { validity, by: None }),
        }
    }
}

impl Hit {
    /// Whether it is in force.
    pub fn force(&self) -> Option<Force<'_>> {
        Force::of(self.announcement.validity, self.affected.as_ref())
    }
}

/// A document that another is related to; in the index only if it has an id.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Link {
    /// Its id.
    pub id: Option<Id>,
    /// Where it is in the corpus.
    pub place: Option<Place>,
    /// Its title; as the text wrote it when it is not in the index.
    pub title: Option<String>,
    /// Its number; as the text wrote it when it is not in the index.
    pub number: Option<DocNumber>,
    /// When it was written, else published.
    pub date: Option<Date>,
}

impl Link {
    /// Its number, else its title between 《》; empty when it has neither.
    pub fn name(&self) -> String {
        let number = self.number.as_ref().map(ToString::to_string);
        let title = || self.title.as_ref().map(|title| format!("《{title}》"));
        number.or_else(title).unwrap_or_default()
    }
}

/// Documents of one relation.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Links {
    /// How many there are.
    pub total: usize,
    /// The first of them: those that are in the index, then those that are only named.
    pub listed: Vec<Link>,
}

/// What one announcement does to others, and others to it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Related {
    /// What became of it.
    pub affected: Option<Affected>,
    /// What it cites.
    pub cites: Links,
    /// What cites it, the latest first, as all that follow.
    pub cited_by: Links,
    /// What it passes on (转发, 印发, 批转).
    pub forwards: Links,
    /// What passes it on.
    pub forwarded_by: Links,
    /// What it repeals.
    pub replaces: Links,
    /// What repeals it.
    pub replaced_by: Links,
    /// What it amends.
    pub amends: Links,
    /// What amends it.
    pub amended_by: Links,
    /// Other versions of the same statute, the earliest first.
    pub versions: Vec<Link>,
    /// The last of them, where it is later than this one and no draft.
    pub newer: Option<Link>,
}

impl Related {
    /// All that are listed, relation by relation.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        let passing = [&self.cites, &self.cited_by, &self.forwards, &self.forwarded_by];
        let changing = [&self.replaces, &self.replaced_by, &self.amends, &self.amended_by];
        let links = passing.into_iter().chain(changing).flat_map(|links| &links.listed);
        links.chain(&self.versions)
    }
}

/// A passage of the body with the query's words marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snippet {
    /// The passage, on one line.
    pub text: String,
    /// The marked places in bytes of `text`, in order, merged where they touch.
    pub highlights: Vec<Range<usize>>,
    /// Where it is in the body, in bytes, without blanks at both ends.
    pub place: Range<usize>,
    /// The numbers of the paragraphs that it is of, the end left out: 3..5 is of the third and the
    /// fourth. Paragraphs are the lines of the body that are not empty, counted from 1. Empty for an
    /// empty body.
    pub paragraphs: Range<usize>,
}

/// The factors of a score; their product is the score.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Explanation {
    /// Each factor by name, in the order they are applied, with what it was made from.
    pub factors: Vec<Factor>,
}

/// One factor of a score.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Factor {
    /// What it stands for: `text`, `title`, `recency`, `authority`, `validity`.
    pub name: &'static str,
    /// The factor.
    pub value: f32,
    /// What it was made from, in words.
    pub from: String,
}

/// Counts over all matches. Of a facet with one value at most, which all but the issuers are, the counts
/// and what is unknown make up the total.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facets {
    /// How many announcements were counted.
    pub total: usize,
    /// By issuing body, most first.
    pub issuers: Vec<FacetCount>,
    /// By level, highest first.
    pub levels: Vec<FacetCount>,
    /// By year, latest first.
    pub years: Vec<FacetCount>,
    /// By kind, most first.
    pub kinds: Vec<FacetCount>,
    /// By region, most first.
    pub regions: Vec<FacetCount>,
    /// By the province that the region is or is in, most first.
    pub provinces: Vec<ProvinceCount>,
    /// How many have no value.
    pub unknown: UnknownCounts,
}

/// How many of the announcements counted are of a province.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProvinceCount {
    /// The province.
    pub value: String,
    /// How many are of it or of what is in it.
    pub count: usize,
    /// By what is directly under it: cities, in a municipality districts; most first. What is of the
    /// province itself is in none.
    pub cities: Vec<FacetCount>,
}

/// How many of the announcements counted have no value of a facet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCounts {
    /// Without an issuer.
    pub issuers: usize,
    /// Without a level.
    pub levels: usize,
    /// Without a date.
    pub years: usize,
    /// Without a kind.
    pub kinds: usize,
    /// Without a region, as most of the centre are.
    pub regions: usize,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// How many matches have it.
    pub count: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use Validity::{Amended, Expired, InForce, NotYetInForce, Repealed};

    #[test]
    fn a_document_that_says_it_is_gone_is_believed_and_else_others_decide() {
        let by = Link::default();
        let affected = |validity| Affected { validity, by: by.clone() };
        for (own, others, validity, is_by_others) in [
            (None, None, None, false),
            (Some(InForce), None, Some(InForce), false),
            (None, Some(Repealed), Some(Repealed), true),
            (Some(InForce), Some(Repealed), Some(Repealed), true),
            (Some(InForce), Some(Amended), Some(Amended), true),
            (Some(NotYetInForce), Some(Amended), Some(Amended), true),
            (Some(Amended), Some(Repealed), Some(Repealed), true),
            (Some(Repealed), Some(Repealed), Some(Repealed), true),
            (Some(Repealed), Some(Amended), Some(Repealed), false),
            (Some(Expired), Some(Repealed), Some(Expired), false),
        ] {
            let affected = others.map(affected);
            let force = Force::of(own, affected.as_ref());
            let by_others = force.is_some_and(|force| force.by.is_some());
            let found = (force.map(|force| force.validity), by_others);
            assert_eq!(found, (validity, is_by_others), "{own:?} {others:?}");
        }
    }
}
