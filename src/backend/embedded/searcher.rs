//! Searching one committed state: candidates, scores, order, copies.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::query::AllQuery;
use tantivy::{DocAddress, Index, ReloadPolicy, Term};

use super::collapse::{self, Groups};
use super::compile::{Compiler, Match, boosted, scored_by, term};
use super::directory::ReadOnlyDirectory;
use super::facets::FacetCollector;
use super::force::Acts;
use super::generation::{Marker, SYNONYMS};
use super::ladder::Ladder;
use super::rank::{Named, Parts, PriorOf, Priors, Scorer, Terms};
use super::related;
use super::schema::{self, Fields};
use super::statistics::Statistics;
use super::suggest::Suggester;
use super::writer::{Payload, read_state};
use crate::announcement::{DocNumber, Id};
use crate::backend::{Holdings, Lookup, Record, Searcher};
use crate::error::{Error, Result};
use crate::request::{Order, SearchRequest};
use crate::response::{Copied, Explanation, Facets, Hit, Related, Rung, SearchResponse, Snippet};
use crate::thesaurus::Thesaurus;

/// How many candidates are scored exactly (300: .768 of the relevant are among them on lay
/// questions, and the order within is what is lost; 1,000 gains .00 nDCG@10).
const CANDIDATES: usize = 300;

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
    acts: OnceLock<Acts>,
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
    pub(crate) fn open(dir: &Path, synonyms: Option<&Path>) -> Result<Self> {
        let thesaurus = thesaurus(dir, synonyms)?;
        let mut opened = Self::open_last(dir)?;
        opened.thesaurus = thesaurus;
        Ok(opened)
    }

    fn open_last(dir: &Path) -> Result<Self> {
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
                opened => return opened,
            }
        }
    }

    fn open_generation(path: &Path) -> Result<Self> {
        let mut index = Index::open(ReadOnlyDirectory::open(path)?)?;
        index.set_tokenizers(schema::tokenizers());
        let terms = Payload::of(&index)?.terms;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let searcher = reader.try_into()?.searcher();
        let fields = schema::schema().1;
        let thesaurus = Cow::Borrowed(Thesaurus::builtin());
        let (path, acts) = (path.to_path_buf(), OnceLock::new());
        Ok(Self { path, index, searcher, fields, terms, thesaurus, acts })
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

    /// What anything repeals or amends, read when it is first asked for.
    pub(super) fn acts(&self) -> Result<&Acts> {
        if let Some(acts) = self.acts.get() {
            return Ok(acts);
        }
        let read = Acts::read(&self.searcher, &self.fields)?;
        Ok(self.acts.get_or_init(|| read))
    }
}

/// The table we carry, with the user's synonyms: of the file named, else of the one beside the
/// index, if it is there.
fn thesaurus(dir: &Path, named: Option<&Path>) -> Result<Cow<'static, Thesaurus>> {
    let beside = dir.join(SYNONYMS);
    let path = match named {
        Some(path) => path,
        None if beside.is_file() => &beside,
        None => return Ok(Cow::Borrowed(Thesaurus::builtin())),
    };
    let text = std::fs::read_to_string(path).map_err(|error| Error::at(path, error))?;
    Ok(Cow::Owned(Thesaurus::with_user(&text, path)?))
}

/// The state committed with the index in `dir`, whatever its format and analyzer.
pub(crate) fn last_state(dir: &Path) -> Result<Vec<u8>> {
    let path = dir.join(Marker::read(dir)?.generation);
    let index = Index::open(ReadOnlyDirectory::open(&path)?)?;
    read_state(&index, &path)
}

impl Searcher for EmbeddedSearcher {
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        let started = Instant::now();
        let compiler = Compiler::new(&self.searcher, &self.fields);
        let ladder = Ladder::new(request, &compiler, &self.fields, &self.thesaurus)?;
        let terms = Terms::new(&ladder.scored, &self.fields, &self.statistics())?;
        let named = Named::new(&ladder.pieces);
        let search = Search { index: self, request, ladder: &ladder, terms: &terms, named: &named };
        let mut response = search.run()?;
        if response.total == 0 {
            let suggester =
                Suggester { searcher: &self.searcher, fields: &self.fields, compiler: &compiler };
            response.suggestions = suggester.suggest(&ladder.pieces)?;
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
}

fn number_term(fields: &Fields, number: &DocNumber) -> Term {
    Term::from_field_text(fields.number, &number.key())
}

/// One search in progress.
struct Search<'a> {
    index: &'a EmbeddedSearcher,
    request: &'a SearchRequest,
    ladder: &'a Ladder,
    terms: &'a Terms,
    named: &'a Named,
}

impl Search<'_> {
    fn run(&self) -> Result<SearchResponse> {
        let strict = self.ladder.strict();
        let mut total = self.index.count(&strict)?;
        let mut found = self.strict(&strict)?;
        let mut facets = self.facets(&strict, total > 0)?;
        if total < self.ladder.few
            && let Some(most) = &self.ladder.most
        {
            let more = self.candidates(most)?;
            if total == 0 {
                facets = self.facets(most, true)?;
            }
            total += more.len();
            found.extend(more.into_iter().map(|address| (Rung::MostWords, address)));
        }
        let ordered = self.ordered(found)?;
        let page = self.page(ordered)?;
        Ok(SearchResponse {
            query: self.request.query.text.clone(),
            rung: page.first().map(|(_, candidate)| candidate.rung),
            total,
            hits: self.hits(page)?,
            facets,
            ..SearchResponse::default()
        })
    }

    fn facets(&self, matched: &Match, any: bool) -> Result<Option<Facets>> {
        if !self.request.facets || !any {
            return Ok(None);
        }
        Ok(Some(self.index.searcher.search(matched, &FacetCollector)?))
    }

    /// The best candidates above the last rung, each on the highest rung it reaches.
    fn strict(&self, strict: &Match) -> Result<Vec<(Rung, DocAddress)>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let rungs = [
            (Rung::Number, self.ladder.number.as_ref()),
            (Rung::Title, self.ladder.title.as_ref()),
            (Rung::AllWords, Some(strict)),
        ];
        for (rung, matched) in rungs {
            let Some(matched) = matched else { continue };
            let fresh = self.candidates(matched)?.into_iter().filter(|one| seen.insert(*one));
            found.extend(fresh.map(|address| (rung, address)));
        }
        Ok(found)
    }

    /// The candidates of a match that may be shown: the first by the order asked for.
    fn candidates(&self, matched: &Match) -> Result<Vec<DocAddress>> {
        let many = CANDIDATES.max(2 * (self.request.offset + self.request.limit));
        let scored = self.terms.choosing().map(|(wanted, boost)| boosted(wanted, boost));
        let query = scored_by(matched.box_clone(), scored.collect());
        let (blend, today) = (self.request.blend, schema::day(self.request.now));
        let order = self.request.order;
        let empty = self.terms.is_empty();
        let top = TopDocs::with_limit(many).tweak_score(move |segment: &tantivy::SegmentReader| {
            let priors = Priors::open(segment, blend, today).ok();
            move |doc: tantivy::DocId, score: f32| {
                let score = if empty { 1.0 } else { score };
                priors.as_ref().map_or((0, score), |priors| key(priors, order, doc, score))
            }
        });
        let statistics = self.index.statistics();
        let found =
            self.index.searcher.search_with_statistics_provider(&query, &top, &statistics)?;
        Ok(found.into_iter().map(|(_, address)| address).collect())
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

    /// The page asked for, with the place of each over all pages; of copies only the first counts.
    fn page(&self, candidates: Vec<Candidate>) -> Result<Vec<(usize, Candidate)>> {
        let mut groups = Groups::default();
        let mut page = Vec::new();
        let mut rank = 0;
        for candidate in candidates {
            let searcher = &self.index.searcher;
            if self.request.collapse
                && !groups.is_first(collapse::keys(searcher, candidate.address)?)
            {
                continue;
            }
            rank += 1;
            if rank > self.request.offset + self.request.limit {
                break;
            }
            if rank > self.request.offset {
                page.push((rank, candidate));
            }
        }
        Ok(page)
    }

    fn hits(&self, page: Vec<(usize, Candidate)>) -> Result<Vec<Hit>> {
        page.into_iter().map(|(rank, candidate)| self.hit(rank, &candidate)).collect()
    }

    fn hit(&self, rank: usize, candidate: &Candidate) -> Result<Hit> {
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
            copies: self.copies(candidate.address)?,
            explanation,
        })
    }

    fn copies(&self, address: DocAddress) -> Result<Vec<Copied>> {
        if !self.request.collapse {
            return Ok(Vec::new());
        }
        let found = collapse::copies(&self.index.searcher, &self.index.fields, address)?;
        let mut copies = Vec::with_capacity(found.len());
        for address in found {
            let record = self.index.record(address)?;
            copies.push(Copied { id: record.id, place: record.place });
        }
        copies.sort_by(|left, right| left.place.path.cmp(&right.place.path));
        Ok(copies)
    }
}

/// The key candidates are chosen by: what the order asks for first, then text and prior.
fn key(priors: &Priors, order: Order, doc: tantivy::DocId, score: f32) -> (i64, f32) {
    let score = score * priors.factor(doc);
    let undated = i64::MIN;
    let first = match order {
        Order::Relevance => 0,
        Order::Newest => priors.day(doc).unwrap_or(undated),
        Order::Oldest => priors.day(doc).map_or(undated, |day| -day),
        Order::Level => -i64::from(priors.of(doc).level_rank()),
    };
    (first, score)
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

/// The bytes of the files of a generation by what they hold, most first.
fn bytes_by_part(path: &Path) -> Result<Vec<(String, u64)>> {
    let mut parts = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(path).map_err(|error| Error::at(path, error))?.flatten() {
        let name = entry.path();
        let part = match name.extension().and_then(|extension| extension.to_str()) {
            Some("store") => "stored text",
            Some("pos") => "positions",
            Some("idx") => "postings",
            Some("term") => "terms",
            Some("fast") => "columns",
            Some("fieldnorm") => "lengths",
            _ => "other",
        };
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        *parts.entry(part.to_string()).or_insert(0) += bytes;
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(parts)
}
