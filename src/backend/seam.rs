//! The seam between what makes an answer good and what holds the documents: what a backend implements.
//!
//! A [`Snapshot`] is one committed state that matches, counts and hands out evidence, in batches. All
//! that ranks, explains, groups and suggests is written once above it (`search`), so that every backend
//! answers alike. An [`Indexer`] changes an index.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::hash::Hash;
use std::time::Duration;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::clause::Clause;
use super::holdings::Cluster;
use super::prior::{Grounds, Priors};
use crate::announcement::Level;
use crate::document::{Field, Record};
use crate::error::Result;
use crate::request::Order;
use crate::response::{Facets, Incomplete, Snippet};
use crate::text::{Figures, sounds_alike};

/// One committed state of an index.
///
/// What was deleted is never seen: not matched, not counted, not among the values. The exceptions are
/// the numbers of [`Snapshot::numbers`] and those that [`Snapshot::shared`] and [`Snapshot::meeting`]
/// compare with: they only narrow down what is then looked at.
pub(crate) trait Snapshot: Send + Sync {
    /// The address of a document within this state. Addresses tell nothing of order but their own.
    type Doc: Copy + Ord + Hash + Debug + Send + Sync;

    /// How much there is of everything.
    fn totals(&self) -> Totals;

    /// How much of the index did not answer to this thread since it last asked so, where answers without
    /// it are taken.
    fn incomplete(&self) -> Option<Incomplete> {
        None
    }

    /// Whether all that [`best`](Self::best) chose for this thread since it last asked so is certain to be
    /// the best, and no approximation.
    fn is_certain(&self) -> bool {
        true
    }

    /// The cluster that the index lies in, where it lies in one.
    fn cluster(&self) -> Result<Option<Cluster>> {
        Ok(None)
    }

    /// How many documents match each of the clauses.
    fn counts(&self, of: &[Clause]) -> Result<Vec<usize>>;

    /// Whether any document matches each of the clauses; of each no more than one is looked at.
    fn exist(&self, of: &[Clause]) -> Result<Vec<bool>>;

    /// Of each list of clauses the places of the first that any document matches, at most `most`. Where
    /// one after the other is looked for, no more than these are.
    fn firsts(&self, lists: &[Vec<Clause>], most: usize) -> Result<Vec<Vec<usize>>> {
        let mut exist = self.exist(&lists.concat())?.into_iter();
        let first = |list: &Vec<Clause>| {
            let exist: Vec<bool> = exist.by_ref().take(list.len()).collect();
            (0..list.len()).filter(|place| exist[*place]).take(most).collect()
        };
        Ok(lists.iter().map(first).collect())
    }

    /// How many documents match.
    fn count(&self, what: &Clause) -> Result<usize> {
        Ok(self.counts(std::slice::from_ref(what))?.into_iter().sum())
    }

    /// Whether any document matches.
    fn exists(&self, what: &Clause) -> Result<bool> {
        Ok(self.exist(std::slice::from_ref(what))?.contains(&true))
    }

    /// All that match, ascending. Only what few documents match is asked so.
    fn all(&self, what: &Clause) -> Result<Vec<Self::Doc>>;

    /// What matches each of the clauses and none of those before it: listed where it is no more than
    /// `most`, else only counted.
    fn found(&self, of: &[Clause], most: usize) -> Result<Vec<Found<Self::Doc>>>;

    /// Whether each of `docs`, which ascend, matches.
    fn matched(&self, docs: &[Self::Doc], what: &Clause) -> Result<Vec<bool>>;

    /// The best of what matches, best first.
    fn best(&self, wanted: &Best<'_>) -> Result<Vec<Self::Doc>>;

    /// Counts over what matches and over `more`, each document once.
    fn facets(&self, what: &Clause, more: &[Self::Doc]) -> Result<Facets>;

    /// How many documents hold each of the terms.
    fn holding(&self, terms: &[Term]) -> Result<Vec<u64>>;

    /// The distinct values of a [`Name`](crate::document::fields::Storage::Name) or
    /// [`Value`](crate::document::fields::Storage::Value) that begin with `prefix`.
    fn values(&self, field: Field, prefix: &str) -> Result<BTreeSet<String>>;

    /// What stands in each gap: the Han characters that stand between its neighbours in some
    /// document each, with the number of documents that hold the rarer of the two pairs.
    fn around(&self, gaps: &[Gap]) -> Result<Vec<Vec<(char, u64)>>>;

    /// How often each of the terms occurs in each of `docs`, which ascend.
    fn evidence(&self, docs: &[Self::Doc], asked: &Asked<'_>) -> Result<Evidence>;

    /// How often each of the terms, which are of [`Field::Grams`], occurs in the passages of `docs`,
    /// which ascend.
    fn passages(
        &self,
        docs: &[Passages<Self::Doc>],
        terms: &[&Term],
    ) -> Result<Vec<Vec<InPassage>>>;

    /// What orders and weighs each of `docs`.
    fn facts(&self, docs: &[Self::Doc]) -> Result<Vec<Facts>>;

    /// Who issued each of `docs`.
    fn issued(&self, docs: &[Self::Doc]) -> Result<Vec<Issued>>;

    /// What tells the copies of each of `docs`.
    fn copy_keys(&self, docs: &[Self::Doc]) -> Result<Vec<CopyKeys>>;

    /// The documents that hold each of the keys, ascending.
    fn holders(&self, keys: &[(Field, u64)]) -> Result<Vec<Vec<Self::Doc>>>;

    /// The documents with a value that begins with each of `prefixes`, with that value.
    fn holders_from(&self, field: Field, prefixes: &[String]) -> Result<Vec<Held<Self::Doc>>>;

    /// The distinct numbers of a [`Key`](crate::document::fields::Storage::Key) between two, both
    /// included: the lowest, at most so many, ascending.
    fn between(&self, field: Field, from: u64, to: u64, most: usize) -> Result<Vec<u64>>;

    /// All numbers of a field; those of deleted documents may be among them.
    fn numbers(&self, field: Field) -> Result<FxHashSet<u64>>;

    /// Which of the numbers that each of `docs` has in `field` any document has in `among`: of most
    /// documents none, as a rule. A number of a deleted document may count as well.
    fn shared(&self, docs: &[Self::Doc], field: Field, among: Field) -> Result<Vec<Vec<u64>>>;

    /// The documents with a number in `field` that any document has in `among`, ascending. A number of
    /// a deleted document may count as well.
    fn meeting(&self, field: Field, among: Field) -> Result<Vec<Self::Doc>>;

    /// The announcements of `docs`, whole.
    fn records(&self, docs: &[Self::Doc]) -> Result<Vec<Record>>;

    /// The announcements of `docs`, whole, each with the lines of its body that are page furniture.
    fn compared(&self, docs: &[Self::Doc]) -> Result<Vec<(Record, Vec<usize>)>>;

    /// The announcements of `docs` without their texts.
    fn metadata(&self, docs: &[Self::Doc]) -> Result<Vec<Record>> {
        Ok(self.records(docs)?.into_iter().map(without_text).collect())
    }

    /// The announcements of `docs` without their texts, each with the passage that `find` finds in
    /// its title and body. By default passages are made from the whole text; an index that keeps
    /// them apart reads no more than those that answer.
    fn shown(
        &self,
        docs: &[Self::Doc],
        find: &dyn Fn(&str, &str) -> Snippet,
    ) -> Result<Vec<(Record, Snippet)>> {
        let shown = |record: Record| {
            let passage = find(&record.announcement.title, &record.announcement.body);
            (without_text(record), passage)
        };
        Ok(self.records(docs)?.into_iter().map(shown).collect())
    }

    /// Hands every announcement to `visit`, in no order that matters, until that fails.
    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()>;

    /// Bytes on disk by part, most first.
    fn bytes(&self) -> Result<Vec<(String, u64)>>;

    /// The state given with the last commit.
    fn state(&self) -> Result<Vec<u8>>;

    /// Its first line, read alone.
    fn state_head(&self) -> Result<Vec<u8>>;
}

/// A record without the text of its announcement.
fn without_text(mut record: Record) -> Record {
    record.announcement.body = String::new();
    record
}

/// The documents that match, as far as they are wanted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Found<D> {
    /// These, ascending.
    All(Vec<D>),
    /// So many that they are not listed.
    Many(usize),
}

impl<D> Found<D> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::All(docs) => docs.len(),
            Self::Many(many) => *many,
        }
    }

    /// The documents, where they are listed.
    pub(crate) fn listed(&self) -> Option<&[D]> {
        match self {
            Self::All(docs) => Some(docs),
            Self::Many(_) => None,
        }
    }
}

/// Documents with a value of theirs each.
pub(crate) type Held<D> = Vec<(String, D)>;

/// How much there is of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Totals {
    /// How many announcements.
    pub(crate) announcements: u64,
    /// How many pairs and words all announcements have together.
    pub(crate) terms: u64,
}

impl Totals {
    /// How many pairs and words an announcement has on average, at least one.
    pub(crate) fn average_length(&self) -> f32 {
        (self.terms as f32 / self.announcements.max(1) as f32).max(1.0)
    }
}

/// A term that scores: a pair of Han characters or a word of [`Field::Grams`] or [`Field::Title`], or a
/// character of [`Field::Characters`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Term {
    /// The field it is looked for in.
    pub(crate) field: Field,
    /// Its text, folded.
    pub(crate) text: String,
}

/// What documents are wanted, and in which order.
pub(crate) struct Best<'a> {
    /// What they match.
    pub(crate) what: &'a Clause,
    /// The terms that score them, each with its boost; their score is the sum of BM25 × boost.
    pub(crate) terms: &'a [(&'a Term, f32)],
    /// Whether whatever holds any of the terms matches, so that weak matches may be passed over.
    pub(crate) prunes: bool,
    /// How many.
    pub(crate) limit: usize,
    /// By what first, before score × prior.
    pub(crate) order: Order,
    /// What the score is multiplied by.
    pub(crate) priors: Priors,
}

/// A character left open between two others, of which one may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) left: Option<char>,
    pub(crate) right: Option<char>,
    /// Only what sounds like this character is wanted, if any.
    pub(crate) like: Option<char>,
}

impl Gap {
    /// Whether a character that stands there is wanted.
    pub(crate) fn takes(&self, character: char) -> bool {
        self.like.is_none_or(|like| sounds_alike(character, like))
    }
}

/// The terms whose evidence is asked for.
pub(crate) struct Asked<'a> {
    /// Of the text: [`Field::Grams`] and [`Field::Characters`].
    pub(crate) text: &'a [&'a Term],
    /// Of the title.
    pub(crate) title: &'a [&'a Term],
}

/// What documents hold of the terms asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    /// How often each term of the text occurs in each document, by term.
    pub(crate) text: Vec<Vec<u32>>,
    /// How often each term of the title occurs in each title, by term.
    pub(crate) title: Vec<Vec<u32>>,
    /// How many terms each title has, the two that mark the ends of each of its runs of Han characters
    /// included; above 40 rounded down, to four significant bits of what is above 24.
    pub(crate) title_lengths: Vec<u32>,
}

/// A document whose passages are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passages<D> {
    pub(crate) doc: D,
    /// How many characters and words a passage takes, a break half of one; `None`: the text is one.
    pub(crate) units: Option<u32>,
}

/// How often a term occurs in a passage of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InPassage {
    /// The place of the document among those asked for.
    pub(crate) doc: usize,
    /// Which passage, from 0.
    pub(crate) passage: usize,
    pub(crate) count: u32,
}

/// What orders and weighs a document.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// The number behind its id.
    pub(crate) id: u64,
    /// The day of 成文日期, else of 发布日期.
    pub(crate) day: Option<i64>,
    /// The year of that day.
    pub(crate) year: Option<u64>,
    /// When it came into the index, in milliseconds since 1970.
    pub(crate) added: u64,
    /// The level of its highest issuer.
    pub(crate) level: Option<Level>,
    /// Whether it says itself that it is out of force.
    pub(crate) superseded: bool,
    /// Whether its text was mended.
    pub(crate) damaged: bool,
    /// Whether its text was recognised on images.
    pub(crate) recognised: bool,
    /// A hash of the work that it is an article of.
    pub(crate) work: Option<u64>,
    /// How many pairs and words its text has.
    pub(crate) length: u64,
}

impl Facts {
    /// What its prior is made from, for all that it says itself.
    pub(crate) fn grounds(&self) -> Grounds {
        Grounds {
            day: self.day,
            level: self.level,
            superseded: self.superseded,
            of_year: false,
            damaged: self.damaged,
            recognised: self.recognised,
        }
    }
}

/// Who issued a document, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Issued {
    /// The issuing bodies.
    pub(crate) issuers: Vec<String>,
    /// The division it concerns.
    pub(crate) region: Option<String>,
}

/// The keys by which the copies of a document are looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CopyKeys {
    /// The same text.
    pub(crate) text: Option<u64>,
    /// The same act.
    pub(crate) act: Option<u64>,
    /// Similar texts: the bands of the sketch.
    pub(crate) bands: SmallVec<[u64; 8]>,
    /// The figures of the text.
    pub(crate) figures: Figures,
    /// The day of 成文日期 where it was read and not inferred.
    pub(crate) written: Option<i64>,
}

/// An announcement that comes into an index, as far as an index may have seen it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The number behind its id.
    pub id: u64,
    /// What tells its text; `None` of one without letters and digits.
    pub content: Option<u64>,
}

/// What the last commit holds of an arriving announcement; times are in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// This text under this id, which came in then.
    Unchanged(i64),
    /// Another text under this id, or this text elsewhere; the earliest of them came in then.
    Before(i64),
    /// Neither.
    Never,
}

/// A text, by what tells it, and when it came in, in milliseconds since 1970.
pub type Accession = (u64, i64);

/// Changes an index. Nothing is seen before [`Indexer::step`] or [`Indexer::commit`]. What is said here
/// of the last commit is said of the last one before this indexer: it commits steps of its own.
pub trait Indexer: Sync {
    /// Whether an index is searched meanwhile that the commit replaces: such an indexer has no steps.
    fn replaces(&self) -> bool;

    /// The state given with the last commit; empty for a new index.
    fn state(&self) -> Result<Vec<u8>>;

    /// Whether the last commit tells when its announcements came in: not where it is of an earlier
    /// format, or damaged and to be rebuilt.
    fn has_accessions(&self) -> Result<bool>;

    /// What the last commit holds of each of the announcements. What a rebuild replaces counts as
    /// the last commit here, whatever its format and analyzer.
    fn seen(&self, arrivals: &[Arrival]) -> Result<Vec<Seen>>;

    /// Notes that these texts are in the next commit: of those that the last one holds and the next
    /// does not only such remain in [`Indexer::departed`] as came in earlier.
    fn returned(&self, texts: &[Accession]) -> Result<()>;

    /// The texts of all announcements that were deleted since the last commit, or are replaced by a
    /// rebuild, but for those that returned. A text may be among them several times.
    fn departed(&self) -> Result<Vec<Accession>>;

    /// Adds an announcement, and returns how many pairs and words its text has.
    fn put(&self, record: &Record) -> Result<u64>;

    /// Removes all announcements that earlier commits hold of the file at `path`, whose key this is
    /// ([`crate::response::Place::key`]).
    fn delete(&self, path: &str) -> Result<()>;

    /// Takes back all announcements of that file that were put since the last commit.
    fn withdraw(&self, path: &str);

    /// Makes all changes so far visible at once, together with `state` and the number of terms that
    /// all announcements have together; more may follow. The state is opaque here, but that it is not
    /// empty, and that its first line is kept a second time for `last_origin`. No announcement is put
    /// meanwhile, and the file of none is deleted that was put before a step.
    fn step(&self, state: &[u8], terms: u64) -> Result<()>;

    /// The last step, after which the index is as quick to search as if it had been the only one.
    fn commit(self: Box<Self>, state: &[u8], terms: u64) -> Result<()>;

    /// Ends without another commit; what was written for an index that none knows is removed.
    fn abandon(self: Box<Self>) -> Result<()>;
}

/// How an index is opened for writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// Build anew beside what is there and replace it at the commit.
    pub rebuild: bool,
    /// How many threads will put announcements into it side by side; 0 for one per core.
    pub threads: usize,
    /// The bytes that postings may take before they are written out; without it a quarter of what
    /// the machine has free, at most 2 GiB.
    pub memory: Option<u64>,
    /// Into how many shards an index in OpenSearch is split that is built anew; without it as its size
    /// asks for.
    pub shards: Option<u32>,
    /// How many copies of each shard it has besides the first; without it one where there are nodes
    /// for it.
    pub replicas: Option<u32>,
    /// How long a cluster that takes nothing is waited for; without it ten minutes.
    pub patience: Option<Duration>,
}
