//! Searching one committed state: candidates, scores, order, copies.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::AllQuery;
use tantivy::{DocAddress, Index, ReloadPolicy, Term};

use super::absence::Absent;
use super::choose::{Choose, Chosen};
use super::compile::{Compiler, Match, any, boosted, scored_by, term, without};
use super::directory::ReadOnlyDirectory;
use super::facets::FacetCollector;
use super::force::Acts;
use super::generation::{Marker, thesaurus};
use super::ladder::{Ladder, Most};
use super::matching::{each, matching};
use super::page::{Page, Placed};
use super::rank::{Named, Parts, PriorOf, Scorer, Terms};
use super::related;
use super::schema::{self, Fields};
use super::size::bytes_by_part;
use super::standing::Standings;
use super::statistics::Statistics;
use super::suggest::Suggester;
use super::writer::{Payload, read_state};
use crate::analyzer::Dictionary;
use crate::announcement::{DocNumber, Id};
use crate::backend::{Holdings, Lookup, Record, Searcher};
use crate::error::Result;
use crate::request::{Order, SearchRequest};
use crate::response::{Explanation, Facets, Hit, Related, Rung, SearchResponse, Snippet};
use crate::thesaurus::Thesaurus;

/// How many candidates are scored exactly (300: .768 of the relevant are among them on lay
/// questions, and the order within is what is lost; 1,000 gains .00 nDCG@10).
const CANDIDATES: usize = 300;

/// How many candidates are chosen at once for a page far down.
const MOST_AT_ONCE: usize = 100_000;

/// How often an index that changes while it is opened is opened again.
const MOST_ATTEMPTS: usize = 5;

/// One committed state of an index in a folder.
pub(crate) struct EmbeddedSearcher {
    path: PathBuf,
    index: Index,
    searcher: tantivy::Searcher,
    fields: Fields,
    terms: u64,
    thesaurus: Cow<'static, Thesaurus>,
    dictionary: Dictionary,
    outdated: Option<String>,
    acts: OnceLock<Acts>,
    pub(super) standings: OnceLock<Standings>,
}

/// A candidate with all that orders it.
struct Candidate {
    address: DocAddress,
    rung: Rung,
    parts: Parts,
    prior: PriorOf,
    day: Option<i64>,
    id: u64,
}

impl EmbeddedSearcher {
    /// Opens the last commit of the index in `dir`.
    pub(crate) fn open(
        dir: &Path,
        synonyms: Option<&Path>,
        dictionary: Dictionary,
    ) -> Result<Self> {
        let thesaurus = thesaurus(dir, synonyms)?;
        let mut opened = Self::open_last(dir, &dictionary)?;
        opened.thesaurus = thesaurus;
        opened.dictionary = dictionary;
        Ok(opened)
    }

    fn open_last(dir: &Path, dictionary: &Dictionary) -> Result<Self> {
        let mut attempt = 1;
        loop {
            let marker = Marker::read(dir)?;
            marker.check(dir)?;
            match Self::open_generation(&dir.join(&marker.generation)) {
                // A rebuild may have replaced it, or a merge removed a file of it: look again.
                Err(_) if attempt < MOST_ATTEMPTS => {
                    attempt += 1;
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(error) => return Err(error.or_at(dir)),
                Ok(mut opened) => {
                    opened.outdated = marker.outdated(dir, dictionary);
                    return Ok(opened);
                }
            }
        }
    }

    fn open_generation(path: &Path) -> Result<Self> {
        let mut index = Index::open(ReadOnlyDirectory::open(path)?)?;
        // Nothing is cut by an index that is only searched.
        index.set_tokenizers(schema::tokenizers(&Dictionary::default()));
        let terms = Payload::of(&index)?.terms;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let searcher = reader.try_into()?.searcher();
        let fields = schema::schema().1;
        let thesaurus = Cow::Borrowed(Thesaurus::builtin());
        let (path, acts) = (path.to_path_buf(), OnceLock::new());
        let (dictionary, outdated) = (Dictionary::default(), None);
        let standings = OnceLock::new();
        Ok(Self {
            path,
            index,
            searcher,
            fields,
            terms,
            thesaurus,
            dictionary,
            outdated,
            acts,
            standings,
        })
    }

    fn statistics(&self) -> Statistics<'_> {
        Statistics::new(&self.searcher, self.terms)
    }

    fn count(&self, matched: &Match) -> Result<usize> {
        Ok(self.searcher.search(matched, &Count)?)
    }

    pub(super) fn all(&self, matched: &Match) -> Result<HashSet<DocAddress>> {
        Ok(self.searcher.search(matched, &DocSetCollector)?)
    }

    pub(super) fn record(&self, address: DocAddress) -> Result<Record> {
        schema::record(&self.fields, &self.searcher.doc(address)?)
    }

    pub(super) fn searcher(&self) -> &tantivy::Searcher {
        &self.searcher
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(super) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// What anything repeals or amends, read when it is first asked for.
    pub(super) fn acts(&self) -> Result<&Acts> {
        if let Some(acts) = self.acts.get() {
            return Ok(acts);
        }
        let read = Acts::read(&self.searcher, &self.fields)?;
        Ok(self.acts.get_or_init(|| read))
    }
}

impl Searcher for EmbeddedSearcher {
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        let started = Instant::now();
        let compiler = Compiler::new(self);
        let ladder = Ladder::new(request, &compiler, &self.fields, &self.thesaurus)?;
        let terms = Terms::new(&ladder.scored, &self.fields, &self.statistics())?;
        let named = Named::new(&ladder.pieces);
        let search = Search { index: self, request, ladder: &ladder, terms: &terms, named: &named };
        let mut response = search.run()?;
        if response.total == 0 {
            let (searcher, fields) = (&self.searcher, &self.fields);
            let suggester = Suggester { searcher, fields, compiler: &compiler };
            response.suggestions = suggester.suggest(request)?;
            let absent = Absent { searcher, fields, compiler: &compiler };
            response.absence = Some(absent.explain(request)?);
        }
        response.expansions = ladder.expanded;
        response.took = started.elapsed();
        Ok(response)
    }

    fn get(&self, lookup: &Lookup) -> Result<Vec<Record>> {
        let wanted = match lookup {
            Lookup::Id(id) => Term::from_field_u64(self.fields.id, schema::id_key(id)),
            Lookup::Number(number) => number_term(&self.fields, number),
        };
        let found = self.all(&term(wanted))?;
        let records: Result<Vec<_>> =
            found.into_iter().map(|address| self.record(address)).collect();
        let mut records = records?;
        records.sort_by(|left, right| left.id.cmp(&right.id));
        Ok(records)
    }

    fn matching(&self, request: &SearchRequest) -> Result<Vec<Id>> {
        let compiler = Compiler::new(self);
        let ladder = Ladder::new(request, &compiler, &self.fields, &self.thesaurus)?;
        matching(&self.searcher, &ladder)
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        each(&self.searcher, &self.fields, visit)
    }

    fn related(&self, id: &Id) -> Result<Option<Related>> {
        let wanted = Term::from_field_u64(self.fields.id, schema::id_key(id));
        let Some(address) = self.all(&term(wanted))?.into_iter().next() else { return Ok(None) };
        related::related(self, &self.record(address)?, address).map(Some)
    }

    fn stats(&self) -> Result<Holdings> {
        Ok(Holdings {
            announcements: self.searcher.num_docs(),
            bytes: bytes_by_part(&self.path)?,
            facets: self.searcher.search(&AllQuery, &FacetCollector)?,
        })
    }

    fn state(&self) -> Result<Vec<u8>> {
        read_state(&self.index, &self.path)
    }

    fn outdated(&self) -> Option<String> {
        self.outdated.clone()
    }
}

fn number_term(fields: &Fields, number: &DocNumber) -> Term {
    Term::from_field_text(fields.number, &number.key())
}

/// The hits of a page before they are fetched.
type Shown = Vec<Placed<Candidate>>;

/// One search in progress.
struct Search<'a> {
    index: &'a EmbeddedSearcher,
    request: &'a SearchRequest,
    ladder: &'a Ladder,
    terms: &'a Terms,
    named: &'a Named,
}

/// What matches strictly, the best first, as far as it was chosen.
struct Strict {
    matched: Match,
    /// Whether weak matches are passed over.
    pruned: bool,
    count: usize,
    best: Vec<DocAddress>,
}

impl Search<'_> {
    fn run(&self) -> Result<SearchResponse> {
        let above = self.above()?;
        let strict = self.strict(&above)?;
        let more = match self.ladder.relaxed(strict.count) {
            Some(most) => self.most(most)?,
            None => Vec::new(),
        };
        let total = strict.count + more.len();
        let facets = if total > 0 { self.facets(&self.ladder.strict(), &more)? } else { None };
        let page = self.page(&strict, &above, &more)?;
        Ok(SearchResponse {
            query: self.request.query.text.clone(),
            rung: page.first().map(|placed| placed.candidate.rung),
            total,
            hits: page.into_iter().map(|placed| self.hit(placed)).collect::<Result<_>>()?,
            facets,
            ..SearchResponse::default()
        })
    }

    /// Counts over all that are counted in the total: those that match strictly, and `more`.
    fn facets(&self, strict: &Match, more: &[DocAddress]) -> Result<Option<Facets>> {
        let searcher = &self.index.searcher;
        if !self.request.facets {
            return Ok(None);
        }
        if more.is_empty() {
            return Ok(Some(searcher.search(strict, &FacetCollector)?));
        }
        let mut all = self.index.all(strict)?;
        all.extend(more);
        Ok(Some(FacetCollector.of(searcher, all)?))
    }

    /// The rungs above all words, each with what stands on it.
    fn above(&self) -> Result<Vec<(Rung, DocAddress)>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let rungs = [(Rung::Number, &self.ladder.number), (Rung::Title, &self.ladder.title)];
        for (rung, matched) in rungs {
            let Some(matched) = matched else { continue };
            let best = self.choose(matched, false, CANDIDATES)?.best.into_iter();
            found.extend(best.filter(|one| seen.insert(*one)).map(|address| (rung, address)));
        }
        Ok(found)
    }

    /// The strict matches with the first candidates among them, counted on the way unless they can
    /// be pruned: then those of all words, beside the few `above`, are counted by themselves.
    fn strict(&self, above: &[(Rung, DocAddress)]) -> Result<Strict> {
        let all = &self.ladder.all;
        let prunes = self.is_by_relevance() && self.terms.is_only(all) && above.len() < CANDIDATES;
        let (matched, pruned) =
            if prunes { (all.box_clone(), true) } else { (self.ladder.strict(), false) };
        let chosen = self.choose(&matched, pruned, self.many())?;
        let count = if pruned { self.index.count(all)? + self.higher_only()? } else { chosen.read };
        Ok(Strict { matched, pruned, count, best: chosen.best })
    }

    fn is_by_relevance(&self) -> bool {
        self.request.order == Order::Relevance
    }

    /// How many candidates are scored for the page asked for, if no copies are left out.
    fn many(&self) -> usize {
        let wanted = self.request.offset.saturating_add(self.request.limit);
        wanted.min(MOST_AT_ONCE).div_ceil(CANDIDATES).max(1) * CANDIDATES
    }

    /// How many stand on a higher rung without having all words.
    fn higher_only(&self) -> Result<usize> {
        let rungs = [&self.ladder.number, &self.ladder.title].into_iter().flatten();
        let higher = any(rungs.map(|rung| rung.box_clone()).collect());
        self.index.count(&without(vec![higher], vec![self.ladder.all.box_clone()]))
    }

    /// The best candidates of the last rung that match no other.
    fn most(&self, most: &Most) -> Result<Vec<DocAddress>> {
        let strict = self.index.all(&self.ladder.strict())?;
        let prunes = most.is_any_term && self.is_by_relevance();
        let best = self.choose(&most.matched, prunes, CANDIDATES + strict.len())?.best.into_iter();
        Ok(best.filter(|address| !strict.contains(address)).take(CANDIDATES).collect())
    }

    /// The first `many` of a match, by the order asked for and, roughly, by score. If it `prunes`,
    /// the match is that of the terms that score.
    fn choose(&self, matched: &Match, prunes: bool, many: usize) -> Result<Chosen> {
        let scored = self.terms.choosing().map(|(wanted, boost)| boosted(wanted, boost)).collect();
        let query = if prunes { any(scored) } else { scored_by(matched.box_clone(), scored) };
        let choose = Choose {
            limit: many,
            order: self.request.order,
            blend: self.request.blend,
            today: schema::day(self.request.now),
            scores: !self.terms.is_empty(),
            pruned: prunes,
        };
        let statistics = self.index.statistics();
        Ok(self.index.searcher.search_with_statistics_provider(&query, &choose, &statistics)?)
    }

    /// The candidates scored and in order.
    fn ordered(&self, found: Vec<(Rung, DocAddress)>) -> Result<Vec<Candidate>> {
        let addresses: Vec<DocAddress> = found.iter().map(|(_, address)| *address).collect();
        let scorer = Scorer {
            searcher: &self.index.searcher,
            statistics: self.index.statistics(),
            fields: &self.index.fields,
            terms: self.terms,
            named: self.named,
            acts: self.index.acts()?,
            blend: self.request.blend,
            today: schema::day(self.request.now),
        };
        let parts = scorer.parts(&addresses)?;
        let mut candidates = Vec::with_capacity(found.len());
        for ((rung, address), (parts, prior)) in found.into_iter().zip(parts) {
            let fast = self.index.searcher.segment_reader(address.segment_ord).fast_fields();
            let id = fast.u64("id")?.first(address.doc_id).unwrap_or_default();
            let day = fast.column_opt::<i64>("day")?.and_then(|day| day.first(address.doc_id));
            candidates.push(Candidate { address, rung, parts, prior, day, id });
        }
        let order = self.request.order;
        candidates.sort_by(|left, right| compare(order, left, right));
        Ok(candidates)
    }

    /// The page asked for; of copies only the first counts.
    ///
    /// Matches are scored exactly in blocks of [`CANDIDATES`], the best block first, so that the order
    /// does not depend on the page, and all pages together show every match once.
    fn page(
        &self,
        strict: &Strict,
        above: &[(Rung, DocAddress)],
        more: &[DocAddress],
    ) -> Result<Shown> {
        let mut page = Page::new(self.request, &self.index.searcher, &self.index.fields);
        let mut found = self.head(above, more);
        let (mut best, mut from) = (Cow::Borrowed(&strict.best), 0);
        loop {
            for block in best[from..].chunks(CANDIDATES) {
                found.extend(self.labelled(block, above));
                self.fill(&mut page, std::mem::take(&mut found))?;
            }
            self.fill(&mut page, std::mem::take(&mut found))?;
            if page.is_full() || best.len() >= strict.count || best.len() == from {
                return Ok(page.placed);
            }
            from = best.len();
            let many = from.saturating_mul(2);
            best = Cow::Owned(self.choose(&strict.matched, strict.pruned, many)?.best);
        }
    }

    /// Offers a block to the page, in order, unless it is full.
    fn fill(&self, page: &mut Page<'_, Candidate>, block: Vec<(Rung, DocAddress)>) -> Result<()> {
        let block = if page.is_full() { Vec::new() } else { self.ordered(block)? };
        for candidate in block {
            if page.is_full() {
                break;
            }
            page.offer(candidate.address, candidate)?;
        }
        Ok(())
    }

    /// What joins the first block: by relevance the rungs above all words, whatever their score, and
    /// what has only most words.
    fn head(&self, above: &[(Rung, DocAddress)], more: &[DocAddress]) -> Vec<(Rung, DocAddress)> {
        let first = if self.request.order == Order::Relevance { above } else { &[] };
        let more = more.iter().map(|address| (Rung::MostWords, *address));
        first.iter().copied().chain(more).collect()
    }

    /// The documents of a block with the rungs they stand on, without those of the head.
    fn labelled(
        &self,
        block: &[DocAddress],
        above: &[(Rung, DocAddress)],
    ) -> Vec<(Rung, DocAddress)> {
        let above: HashMap<_, _> = above.iter().map(|(rung, address)| (*address, *rung)).collect();
        let is_new = |address: &&DocAddress| {
            self.request.order != Order::Relevance || !above.contains_key(*address)
        };
        let rung = |address: &DocAddress| above.get(address).copied().unwrap_or(Rung::AllWords);
        block.iter().filter(is_new).map(|address| (rung(address), *address)).collect()
    }

    fn hit(&self, placed: Placed<Candidate>) -> Result<Hit> {
        let Placed { rank, candidate, copies } = placed;
        let record = self.index.record(candidate.address)?;
        let explanation = self
            .request
            .explain
            .then(|| Explanation { factors: candidate.parts.factors(&candidate.prior) });
        let affected = related::fate(self.index, &record.announcement, candidate.address)?;
        Ok(Hit {
            rank,
            score: candidate.parts.score(),
            rung: candidate.rung,
            id: record.id,
            place: record.place,
            announcement: record.announcement,
            title_highlights: Vec::new(),
            snippet: Snippet::default(),
            affected,
            copies,
            explanation,
        })
    }
}

/// Which of two candidates comes first.
fn compare(order: Order, left: &Candidate, right: &Candidate) -> Ordering {
    let by_score = || right.parts.score().total_cmp(&left.parts.score());
    let by_rung = || left.rung.cmp(&right.rung);
    let latest = || right.day.cmp(&left.day);
    let asked = match order {
        Order::Relevance => by_rung(),
        Order::Newest => latest(),
        Order::Oldest => {
            left.day.is_none().cmp(&right.day.is_none()).then(left.day.cmp(&right.day))
        }
        Order::Level => left.prior.level_rank().cmp(&right.prior.level_rank()).then_with(by_rung),
    };
    asked.then_with(by_score).then_with(latest).then(left.id.cmp(&right.id))
}
