//! Request → response over any [`Snapshot`]: all that makes an answer good, written once.
//!
//! A query is analyzed ([`analyzed`]), what it names is read ([`reading`]), and it is compiled into what
//! matches it ([`compile`]) on each rung of a ladder ([`ladder`]). The rungs are asked ([`candidates`])
//! and counted ([`counts`]). The best are scored exactly ([`rank`]), what has a short word itself comes
//! first ([`borders`]), re-posts become one hit
//! ([`copies`], [`page`]), what others did to a hit is told ([`relations`]), and its passage is found
//! ([`snippet`], [`provision`]; several of one announcement: [`preview`]). A text is searched by the
//! terms that tell it from others ([`like`]).
//! Where nothing has a query as it was typed, [`suggest`] says what was probably meant, and where
//! nothing is found, [`absence`] says why. While a query is typed, [`offers`] has what it may become.

mod absence;
mod accessions;
mod analyzed;
mod asking;
mod borders;
mod candidate;
mod candidates;
mod compile;
mod copies;
mod counts;
mod excerpts;
mod facets;
mod ids;
mod ladder;
mod like;
mod listed;
mod offers;
mod one_line;
mod page;
mod pieces;
mod preview;
mod provision;
mod rank;
mod reading;
mod relations;
mod short_names;
mod slots;
mod snippet;
mod strongest;
mod suggest;
#[cfg(test)]
mod tests;
mod window;

pub(crate) use analyzed::AnalyzedQuery;
pub(crate) use snippet::Highlighter;

use std::borrow::Cow;
use std::time::Instant;

use jiff::Timestamp;

use self::absence::{Absent, explain};
use self::accessions::Accessions;
use self::borders::ShortWords;
use self::candidates::Search;
use self::compile::Compiler;
use self::ladder::Ladder;
use self::like::LikeThis;
use self::rank::{Named, Terms};
use self::relations::Relations;
use self::suggest::Suggester;
use crate::analyzer::Dictionary;
use crate::announcement::{Announcement, Id};
use crate::backend::clause::Clause;
use crate::backend::{
    self, GuardedSearcher, Holdings, Location, Lookup, Opened, Record, Searcher, Sink, Snapshot,
};
use crate::document::{Field, keys};
use crate::error::Result;
use crate::query::{Added, Meaning, Query, Reading};
use crate::request::{Order, SearchRequest};
use crate::response::{Copied, Excerpt, Related, Rung, SearchResponse, Snippet, Suggestion};
use crate::thesaurus::Thesaurus;

/// Opens the index at `location` for searching, with these synonyms and words.
///
/// # Errors
/// When there is none, or it is of another format or analyzer, or damaged.
pub(crate) fn open(
    location: &Location,
    thesaurus: Cow<'static, Thesaurus>,
    dictionary: Dictionary,
) -> Result<Box<dyn Searcher>> {
    let (opened, guard) = backend::open(location)?;
    Ok(Box::new(match opened {
        Opened::Embedded(snapshot) => {
            GuardedSearcher::new(Ranked::new(*snapshot, thesaurus, dictionary), guard)
        }
        #[cfg(feature = "opensearch")]
        Opened::OpenSearch(snapshot) => {
            GuardedSearcher::new(Ranked::new(*snapshot, thesaurus, dictionary), guard)
        }
    }))
}

/// One committed state, ranked.
struct Ranked<S: Snapshot> {
    snapshot: S,
    thesaurus: Cow<'static, Thesaurus>,
    dictionary: Dictionary,
    relations: Relations,
    copies: copies::Known<S::Doc>,
    accessions: Accessions,
    /// What matches is listed where it is no more than this: more need not be known one by one.
    most_listed: usize,
}

impl<S: Snapshot> Ranked<S> {
    fn new(snapshot: S, thesaurus: Cow<'static, Thesaurus>, dictionary: Dictionary) -> Self {
        Self {
            snapshot,
            thesaurus,
            dictionary,
            relations: Relations::default(),
            copies: copies::Known::default(),
            accessions: Accessions::default(),
            most_listed: counts::MOST_MATCHES,
        }
    }

    fn compiler<'a>(
        &'a self,
        request: &'a SearchRequest,
        analyzed: &'a AnalyzedQuery<'a>,
    ) -> Compiler<'a, S> {
        let Self { snapshot, relations, accessions, .. } = self;
        let (respells, zone) = (request.expand, &request.zone);
        Compiler { snapshot, relations, analyzed, respells, accessions, zone }
    }

    /// Adds what was probably meant where nothing has the query as it was typed, and why nothing was
    /// found where that is so. A question is not explained as long as anything is near: few of its
    /// words occur in what answers it.
    fn explain(
        &self,
        response: &mut SearchResponse,
        request: &SearchRequest,
        ladder: &Ladder,
        compiler: &Compiler<'_, S>,
    ) {
        let first = response.rungs.first().map(|on| on.rung);
        let is_explained = first.is_none() || ladder.is_of_terms;
        if first.is_some_and(|first| first < Rung::AllWords) || !is_explained {
            return;
        }
        let is_sure = first == Some(Rung::AllWords);
        let suggester = Suggester { compiler, is_sure };
        let absent = Absent { compiler };
        let why = || first.is_none().then(|| absent.explain(request)).transpose();
        explain(response, || suggester.suggest(request), why);
    }

    /// What is like a text.
    fn like(
        &self,
        request: &SearchRequest,
        like_this: &LikeThis,
        sink: &mut Sink<'_>,
    ) -> Result<SearchResponse> {
        let analyzed = AnalyzedQuery::new(&like_this.limits, &self.dictionary);
        let ladder = Ladder::like(like_this, request, &self.compiler(request, &analyzed))?;
        let search = Search {
            snapshot: &self.snapshot,
            copies: &self.copies,
            request,
            ladder: &ladder,
            terms: &like_this.terms,
            named: &Named::default(),
            short_words: &ShortWords::of(&ladder.scored),
            highlighter: &like_this.highlighter(&analyzed),
            most_listed: self.most_listed,
        };
        search.run(sink)
    }

    /// The ranked answer, whose hits are handed to `sink`.
    fn answer(&self, request: &SearchRequest, sink: &mut Sink<'_>) -> Result<SearchResponse> {
        if let Some(like_this) = LikeThis::of(request, &self.snapshot)? {
            let mut response = self.like(request, &like_this, sink)?;
            response.readings = request.query.readings.clone();
            response.readings.push(like_this.reading(&self.dictionary));
            return Ok(response);
        }
        let analyzed = AnalyzedQuery::new(&request.query, &self.dictionary);
        let compiler = self.compiler(request, &analyzed);
        let ladder = Ladder::new(request, &compiler, &self.thesaurus)?;
        let search = Search {
            snapshot: &self.snapshot,
            copies: &self.copies,
            request,
            ladder: &ladder,
            terms: &Terms::new(&ladder.scored, &self.snapshot)?,
            named: &Named::new(&ladder.pieces, request),
            short_words: &ShortWords::of(&ladder.scored),
            highlighter: &ladder.highlighter(&request.query, &analyzed),
            most_listed: self.most_listed,
        };
        let mut response = search.run(sink)?;
        response.browsed = !request.query.has_words();
        self.explain(&mut response, request, &ladder, &compiler);
        let is_kept = |reading: &&Reading| {
            request.order == Order::Newest || reading.meaning != Meaning::Newest
        };
        let of_query = request.query.readings.iter().filter(is_kept).cloned();
        response.readings = of_query.chain(ladder.readings).collect();
        response.expansions = ladder.expanded;
        Ok(response)
    }

    /// What finds the words of a request in texts, as for its hits.
    fn highlighter(&self, request: &SearchRequest) -> Result<Highlighter> {
        if let Some(like_this) = LikeThis::of(request, &self.snapshot)? {
            return Ok(
                like_this.highlighter(&AnalyzedQuery::new(&like_this.limits, &self.dictionary))
            );
        }
        let analyzed = AnalyzedQuery::new(&request.query, &self.dictionary);
        let ladder = Ladder::new(request, &self.compiler(request, &analyzed), &self.thesaurus)?;
        Ok(ladder.highlighter(&request.query, &analyzed))
    }

    /// When the latest run began, where a request asks for what came in by it.
    fn last_run(&self, request: &SearchRequest) -> Result<Option<Timestamp>> {
        let is_asked =
            request.filters.added == Some(Added::LastRun) || request.query.asks_last_run();
        if is_asked { self.accessions.last_run(&self.snapshot) } else { Ok(None) }
    }

    /// The document of this id.
    fn find(&self, id: &Id) -> Result<Option<S::Doc>> {
        let found = self.snapshot.all(&Clause::value(Field::Id, keys::of_id(id)))?;
        Ok(found.into_iter().next())
    }
}

impl<S: Snapshot> Searcher for Ranked<S> {
    fn search_each(&self, request: &SearchRequest, sink: &mut Sink<'_>) -> Result<SearchResponse> {
        let started = Instant::now();
        let mut response = self.answer(request, sink)?;
        response.order = request.order;
        response.last_run = self.last_run(request)?;
        response.incomplete = self.snapshot.incomplete();
        response.approximate = !self.snapshot.is_certain();
        response.took = started.elapsed();
        Ok(response)
    }

    fn get(&self, lookup: &Lookup) -> Result<Vec<Record>> {
        let with_id = |id: &Id| Clause::value(Field::Id, keys::of_id(id));
        let wanted = match lookup {
            Lookup::Id(id) => with_id(id),
            Lookup::Start(start) => {
                ids::meant(start, &self.snapshot)?.as_ref().map_or(Clause::None, with_id)
            }
            Lookup::File(key) => Clause::value(Field::Path, key.clone()),
            Lookup::Number(number) => Clause::value(Field::Number, number.key()),
        };
        let mut records = self.snapshot.records(&self.snapshot.all(&wanted)?)?;
        records.sort_by(|left, right| left.id.cmp(&right.id));
        Ok(records)
    }

    fn starts(&self, ids: &[Id]) -> Result<Vec<usize>> {
        ids.iter().map(|id| ids::shortest(id, &self.snapshot)).collect()
    }

    fn matching(&self, request: &SearchRequest) -> Result<Vec<Id>> {
        let like_this = LikeThis::of(request, &self.snapshot)?;
        let query = like_this.as_ref().map_or(&request.query, |like_this| &like_this.limits);
        let analyzed = AnalyzedQuery::new(query, &self.dictionary);
        let compiler = self.compiler(request, &analyzed);
        let ladder = match &like_this {
            Some(like_this) => Ladder::like(like_this, request, &compiler)?,
            None => Ladder::new(request, &compiler, &self.thesaurus)?,
        };
        let mut found = self.snapshot.all(&ladder.any_strict())?;
        if let Some(nearest) = ladder.nearest.filter(|_| found.is_empty()) {
            found = self.snapshot.all(&nearest.all())?;
        }
        let mut keys: Vec<u64> =
            self.snapshot.facts(&found)?.into_iter().map(|facts| facts.id).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(keys.into_iter().map(keys::id).collect())
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        self.snapshot.each(visit)
    }

    fn related(&self, id: &Id) -> Result<Option<Related>> {
        let Some(doc) = self.find(id)? else { return Ok(None) };
        let record = self.snapshot.records(&[doc])?.remove(0);
        self.relations.related(&self.snapshot, &record, doc).map(Some)
    }

    fn copies(&self, id: &Id) -> Result<Vec<Copied>> {
        let Some(doc) = self.find(id)? else { return Ok(Vec::new()) };
        let mut groups = copies::Groups::new(&self.snapshot, &self.copies);
        let copies = groups.copies(doc)?;
        groups.listed(&copies)
    }

    fn passages(
        &self,
        record: &Record,
        request: &SearchRequest,
        many: usize,
    ) -> Result<Vec<Snippet>> {
        let Announcement { title, body, .. } = &record.announcement;
        let highlighter = self.highlighter(request)?;
        Ok(preview::passages(&highlighter, title, body, many))
    }

    fn suggest(&self, typed: &str, many: usize) -> Result<Vec<Suggestion>> {
        offers::offers(&self.snapshot, typed, many)
    }

    fn excerpts(&self, record: &Record, query: &Query) -> Result<Vec<Excerpt>> {
        let vocabulary = (&self.dictionary, &*self.thesaurus);
        excerpts::excerpts(&self.snapshot, vocabulary, record, query)
    }

    fn stats(&self) -> Result<Holdings> {
        Ok(Holdings {
            announcements: self.snapshot.totals().announcements,
            bytes: self.snapshot.bytes()?,
            facets: facets::rolled_up(self.snapshot.facets(&Clause::All, &[])?),
            first_run: accessions::first_run(&self.snapshot)?,
            last_run: self.accessions.last_run(&self.snapshot)?,
            by_last_run: self.snapshot.count(&self.accessions.of_last_run(&self.snapshot)?)?,
            cluster: self.snapshot.cluster()?,
        })
    }

    fn state(&self) -> Result<Vec<u8>> {
        self.snapshot.state()
    }

    fn state_head(&self) -> Result<Vec<u8>> {
        self.snapshot.state_head()
    }
}
