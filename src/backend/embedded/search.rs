//! One search: what stands on each rung, the candidates scored exactly, the page of hits.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use tantivy::DocAddress;

use super::choose::{Choose, Chosen};
use super::compile::{Match, any, boosted, scored_by, without};
use super::facets::FacetCollector;
use super::ladder::{Ladder, Most};
use super::page::{Page, Placed};
use super::rank::{Named, Parts, PriorOf, Scorer, Terms};
use super::related;
use super::schema;
use super::searcher::EmbeddedSearcher;
use crate::error::Result;
use crate::request::{Order, SearchRequest};
use crate::response::{Explanation, Facets, Hit, Rung, SearchResponse, Snippet};

/// How many candidates are scored exactly (300: .768 of the relevant are among them on lay
/// questions, and the order within is what is lost; 1,000 gains .00 nDCG@10).
const CANDIDATES: usize = 300;

/// How many candidates are chosen at once for a page far down.
const MOST_AT_ONCE: usize = 100_000;

/// A candidate with all that orders it.
struct Candidate {
    address: DocAddress,
    rung: Rung,
    parts: Parts,
    prior: PriorOf,
    day: Option<i64>,
    id: u64,
}

/// The hits of a page before they are fetched.
type Shown = Vec<Placed<Candidate>>;

/// One search in progress.
pub(super) struct Search<'a> {
    pub(super) index: &'a EmbeddedSearcher,
    pub(super) request: &'a SearchRequest,
    pub(super) ladder: &'a Ladder,
    pub(super) terms: &'a Terms,
    pub(super) named: &'a Named,
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
    /// Its answer, without suggestions.
    pub(super) fn run(&self) -> Result<SearchResponse> {
        let above = self.above()?;
        let strict = self.strict(&above)?;
        let more = match self.ladder.relaxed(strict.count) {
            Some(most) => self.most(most, strict.count)?,
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
        let searcher = self.index.searcher();
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
            let best = self.best_of(matched)?.into_iter();
            found.extend(best.filter(|one| seen.insert(*one)).map(|address| (rung, address)));
        }
        Ok(found)
    }

    /// The first candidates of a rung on which few stand, so that hardly ever they are to be chosen.
    fn best_of(&self, matched: &Match) -> Result<Vec<DocAddress>> {
        let all = self.index.all(matched)?;
        if all.len() <= CANDIDATES {
            return Ok(all.into_iter().collect());
        }
        Ok(self.choose(matched, false, CANDIDATES)?.best)
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

    /// The best candidates of the last rung that match no other, of which there are `found`.
    fn most(&self, most: &Most, found: usize) -> Result<Vec<DocAddress>> {
        let strict =
            if found > 0 { self.index.all(&self.ladder.strict())? } else { HashSet::new() };
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
            searcher: self.index.searcher(),
            columns: self.index.columns(),
            statistics: self.index.statistics(),
            limit: many,
            order: self.request.order,
            blend: self.request.blend,
            today: schema::day(self.request.now),
            scores: !self.terms.is_empty(),
            pruned: prunes,
        };
        choose.of(&query)
    }

    /// The candidates scored and in order.
    fn ordered(&self, found: Vec<(Rung, DocAddress)>) -> Result<Vec<Candidate>> {
        let addresses: Vec<DocAddress> = found.iter().map(|(_, address)| *address).collect();
        let scorer = Scorer {
            searcher: self.index.searcher(),
            columns: self.index.columns(),
            statistics: self.index.statistics(),
            fields: self.index.fields(),
            terms: self.terms,
            named: self.named,
            acts: self.index.acts(),
            blend: self.request.blend,
            today: schema::day(self.request.now),
        };
        let parts = scorer.parts(&addresses)?;
        let mut candidates = Vec::with_capacity(found.len());
        for ((rung, address), (parts, prior)) in found.into_iter().zip(parts) {
            let (id, day) = (self.index.columns().id(address), self.index.columns().day(address));
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
        let (searcher, columns) = (self.index.searcher(), self.index.columns());
        let mut page = Page::new(self.request, searcher, columns, self.index.fields());
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
