//! Searching one committed state: candidates, scores, order, copies.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::AllQuery;
use tantivy::{DocAddress, Index, ReloadPolicy, Term};

use super::absence::Absent;
use super::choose::{Choose, Chosen};
use super::collapse::{self, Groups};
use super::compile::{Compiler, Match, any, boosted, scored_by, term, without};
use super::directory::ReadOnlyDirectory;
use super::facets::FacetCollector;
use super::generation::{Marker, SYNONYMS};
use super::ladder::{Ladder, Most};
use super::matching::{each, matching};
use super::rank::{Named, Parts, PriorOf, Scorer, Terms};
use super::schema::{self, Fields};
use super::statistics::Statistics;
use super::suggest::Suggester;
use super::writer::{Payload, read_state};
use crate::announcement::{DocNumber, Id};
use crate::backend::{Holdings, Lookup, Record, Searcher};
use crate::error::{Error, Result};
use crate::request::{Order, SearchRequest};
use crate::response::{Copied, Explanation, Facets, Hit, Rung, SearchResponse, Snippet};
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
        Ok(Self { path: path.to_path_buf(), index, searcher, fields, terms, thesaurus })
    }

    fn statistics(&self) -> Statistics<'_> {
        Statistics::new(&self.searcher, self.terms)
    }

    fn count(&self, matched: &Match) -> Result<usize> {
        Ok(self.searcher.search(matched, &Count)?)
    }

    fn all(&self, matched: &Match) -> Result<HashSet<DocAddress>> {
        Ok(self.searcher.search(matched, &DocSetCollector)?)
    }

    fn record(&self, address: DocAddress) -> Result<Record> {
        schema::record(&self.fields, &self.searcher.doc(address)?)
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
        let compiler = Compiler::new(&self.searcher, &self.fields);
        let ladder = Ladder::new(request, &compiler, &self.fields, &self.thesaurus)?;
        matching(&self.searcher, &ladder)
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        each(&self.searcher, &self.fields, visit)
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
        let (mut found, mut total) = self.strict()?;
        let mut facets = self.facets(&self.ladder.strict(), total > 0)?;
        if let Some(most) = self.ladder.relaxed(total) {
            let more = self.most(most, &found)?;
            if total == 0 {
                facets = self.facets(&most.matched, true)?;
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

    /// The best candidates above the last rung, each on the highest rung it reaches, and how many
    /// announcements stand there.
    fn strict(&self) -> Result<(Vec<(Rung, DocAddress)>, usize)> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let (number, title) = (self.ladder.number.as_ref(), self.ladder.title.as_ref());
        for (rung, matched) in [(Rung::Number, number), (Rung::Title, title)] {
            let Some(matched) = matched else { continue };
            let best = self.choose(matched, false)?.best.into_iter();
            found.extend(best.filter(|one| seen.insert(*one)).map(|address| (rung, address)));
        }
        let (best, total) = self.all_words()?;
        let fresh = best.into_iter().filter(|one| seen.insert(*one));
        found.extend(fresh.map(|address| (Rung::AllWords, address)));
        Ok((found, total + self.higher_only()?))
    }

    /// The best candidates with all words, and how many have them.
    fn all_words(&self) -> Result<(Vec<DocAddress>, usize)> {
        let all = &self.ladder.all;
        let prunes = self.request.order == Order::Relevance && self.terms.is_only(all);
        let chosen = self.choose(all, prunes)?;
        let total = if prunes { self.index.count(all)? } else { chosen.read };
        Ok((chosen.best, total))
    }

    /// How many stand on a higher rung without having all words.
    fn higher_only(&self) -> Result<usize> {
        let rungs = [&self.ladder.number, &self.ladder.title].into_iter().flatten();
        let higher = any(rungs.map(|rung| rung.box_clone()).collect());
        self.index.count(&without(vec![higher], vec![self.ladder.all.box_clone()]))
    }

    /// The best candidates of the last rung that are not among those `found`.
    fn most(&self, most: &Most, found: &[(Rung, DocAddress)]) -> Result<Vec<DocAddress>> {
        let found: HashSet<DocAddress> = found.iter().map(|(_, address)| *address).collect();
        let prunes = most.is_any_term && self.request.order == Order::Relevance;
        let best = self.choose(&most.matched, prunes)?.best;
        Ok(best.into_iter().filter(|address| !found.contains(address)).collect())
    }

    /// The candidates of a match that may be shown: the first by the order asked for. If it
    /// `prunes`, the match is that of the terms that score.
    fn choose(&self, matched: &Match, prunes: bool) -> Result<Chosen> {
        let scored = self.terms.choosing().map(|(wanted, boost)| boosted(wanted, boost)).collect();
        let query = if prunes { any(scored) } else { scored_by(matched.box_clone(), scored) };
        let choose = Choose {
            limit: CANDIDATES.max(2 * (self.request.offset + self.request.limit)),
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
        Ok(Hit {
            rank,
            score: candidate.parts.score(),
            rung: candidate.rung,
            id: record.id,
            place: record.place,
            announcement: record.announcement,
            title_highlights: Vec::new(),
            snippet: Snippet::default(),
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
