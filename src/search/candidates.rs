//! One search: what stands on each rung, the candidates scored exactly, the page of hits.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::ladder::{Ladder, Most};
use super::page::{Page, Placed};
use super::rank::{Named, Scored, Scorer, Terms};
use super::relations::Relations;
use super::snippet::Highlighter;
use crate::backend::clause::Clause;
use crate::backend::prior::Priors;
use crate::backend::seam::{Best, Chosen, Snapshot};
use crate::document::{Record, keys};
use crate::error::Result;
use crate::request::{Order, SearchRequest};
use crate::response::{Affected, Explanation, Facets, Hit, Rung, SearchResponse, Snippet};

/// How many candidates are scored exactly (300: .768 of the relevant are among them on lay
/// questions, and the order within is what is lost; 1,000 gains .00 nDCG@10).
const CANDIDATES: usize = 300;

/// How many candidates are chosen at once for a page far down.
const MOST_AT_ONCE: usize = 100_000;

/// A candidate with all that orders it.
struct Candidate<D> {
    doc: D,
    rung: Rung,
    scored: Scored,
}

/// Documents with the rungs they stand on.
type Labelled<D> = Vec<(Rung, D)>;

/// One search in progress.
pub(super) struct Search<'a, S: Snapshot> {
    pub(super) snapshot: &'a S,
    pub(super) relations: &'a Relations,
    pub(super) request: &'a SearchRequest,
    pub(super) ladder: &'a Ladder,
    pub(super) terms: &'a Terms,
    pub(super) named: &'a Named,
    pub(super) highlighter: &'a Highlighter,
}

/// What matches strictly, the best first, as far as it was chosen.
struct Strict<D> {
    matched: Clause,
    /// Whether weak matches are passed over.
    pruned: bool,
    count: usize,
    best: Vec<D>,
}

impl<S: Snapshot> Search<'_, S> {
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
            hits: self.hits(page)?,
            facets,
            ..SearchResponse::default()
        })
    }

    /// Counts over all that are counted in the total: those that match strictly, and `more`.
    fn facets(&self, strict: &Clause, more: &[S::Doc]) -> Result<Option<Facets>> {
        self.request.facets.then(|| self.snapshot.facets(strict, more)).transpose()
    }

    /// The rungs above all words, each with what stands on it.
    fn above(&self) -> Result<Labelled<S::Doc>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let rungs = [(Rung::Number, &self.ladder.number), (Rung::Title, &self.ladder.title)];
        for (rung, matched) in rungs {
            let Some(matched) = matched else { continue };
            let best = self.best_of(matched)?.into_iter();
            found.extend(best.filter(|one| seen.insert(*one)).map(|doc| (rung, doc)));
        }
        Ok(found)
    }

    /// The first candidates of a rung on which few stand, so that hardly ever they are to be chosen.
    fn best_of(&self, matched: &Clause) -> Result<Vec<S::Doc>> {
        let all = self.snapshot.all(matched)?;
        if all.len() <= CANDIDATES {
            return Ok(all);
        }
        Ok(self.choose(matched, false, CANDIDATES)?.best)
    }

    /// The strict matches with the first candidates among them, counted on the way unless they can
    /// be pruned: then those of all words, beside the few `above`, are counted by themselves.
    fn strict(&self, above: &[(Rung, S::Doc)]) -> Result<Strict<S::Doc>> {
        let all = &self.ladder.all;
        let prunes = self.is_by_relevance() && self.terms.is_only(all) && above.len() < CANDIDATES;
        let (matched, pruned) =
            if prunes { (all.clone(), true) } else { (self.ladder.strict(), false) };
        let chosen = self.choose(&matched, pruned, self.many())?;
        let count =
            if pruned { self.snapshot.count(all)? + self.higher_only()? } else { chosen.read };
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
        let higher = Clause::any(rungs.cloned().collect());
        self.snapshot.count(&Clause::without(vec![higher], vec![self.ladder.all.clone()]))
    }

    /// The best candidates of the last rung that match no other, of which there are `found`.
    fn most(&self, most: &Most, found: usize) -> Result<Vec<S::Doc>> {
        let strict: HashSet<S::Doc> = match found {
            0 => HashSet::new(),
            _ => self.snapshot.all(&self.ladder.strict())?.into_iter().collect(),
        };
        let prunes = most.is_any_term && self.is_by_relevance();
        let best = self.choose(&most.matched, prunes, CANDIDATES + strict.len())?.best.into_iter();
        Ok(best.filter(|doc| !strict.contains(doc)).take(CANDIDATES).collect())
    }

    /// The first `many` of a match, by the order asked for and, roughly, by score. If it `prunes`,
    /// the match is that of the terms that score.
    fn choose(&self, matched: &Clause, prunes: bool, many: usize) -> Result<Chosen<S::Doc>> {
        let terms: Vec<_> = self.terms.choosing().collect();
        self.snapshot.best(&Best {
            what: matched,
            terms: &terms,
            prunes,
            limit: many,
            order: self.request.order,
            priors: self.priors(),
        })
    }

    fn priors(&self) -> Priors {
        Priors { blend: self.request.blend, today: keys::day(self.request.now) }
    }

    /// The candidates scored and in order.
    fn ordered(&self, found: Labelled<S::Doc>) -> Result<Vec<Candidate<S::Doc>>> {
        let docs: Vec<S::Doc> = found.iter().map(|(_, doc)| *doc).collect();
        let scorer = Scorer {
            snapshot: self.snapshot,
            relations: self.relations,
            terms: self.terms,
            named: self.named,
            priors: self.priors(),
        };
        let scored = scorer.scored(&docs)?;
        let labelled = found.into_iter().zip(scored);
        let mut candidates: Vec<_> =
            labelled.map(|((rung, doc), scored)| Candidate { doc, rung, scored }).collect();
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
        strict: &Strict<S::Doc>,
        above: &[(Rung, S::Doc)],
        more: &[S::Doc],
    ) -> Result<Vec<Placed<Candidate<S::Doc>>>> {
        let mut page = Page::new(self.request, self.snapshot);
        let mut found = self.head(above, more);
        let mut best = Cow::Borrowed(&strict.best);
        let mut from = 0;
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
    fn fill(
        &self,
        page: &mut Page<'_, S, Candidate<S::Doc>>,
        block: Labelled<S::Doc>,
    ) -> Result<()> {
        let block = if page.is_full() { Vec::new() } else { self.ordered(block)? };
        for candidate in block {
            if page.is_full() {
                break;
            }
            page.offer(candidate.doc, candidate)?;
        }
        Ok(())
    }

    /// What joins the first block: by relevance the rungs above all words, whatever their score, and
    /// what has only most words.
    fn head(&self, above: &[(Rung, S::Doc)], more: &[S::Doc]) -> Labelled<S::Doc> {
        let first = if self.request.order == Order::Relevance { above } else { &[] };
        let more = more.iter().map(|doc| (Rung::MostWords, *doc));
        first.iter().copied().chain(more).collect()
    }

    /// The documents of a block with the rungs they stand on, without those of the head.
    fn labelled(&self, block: &[S::Doc], above: &[(Rung, S::Doc)]) -> Labelled<S::Doc> {
        let above: HashMap<_, _> = above.iter().map(|(rung, doc)| (*doc, *rung)).collect();
        let is_new =
            |doc: &&S::Doc| self.request.order != Order::Relevance || !above.contains_key(*doc);
        let rung = |doc: &S::Doc| above.get(doc).copied().unwrap_or(Rung::AllWords);
        block.iter().filter(is_new).map(|doc| (rung(doc), *doc)).collect()
    }

    /// The hits of a page, with the passages that answer.
    fn hits(&self, page: Vec<Placed<Candidate<S::Doc>>>) -> Result<Vec<Hit>> {
        let docs: Vec<S::Doc> = page.iter().map(|placed| placed.candidate.doc).collect();
        let shown = self.shown(&docs)?;
        let announcements: Vec<_> = shown.iter().map(|(record, _)| &record.announcement).collect();
        let fates = self.relations.fates(self.snapshot, &docs, &announcements)?;
        let hits = page.into_iter().zip(shown.into_iter().zip(fates));
        Ok(hits.map(|(placed, (shown, affected))| self.hit(placed, shown, affected)).collect())
    }

    /// The announcements of a page, as far as their texts are asked for, and their passages.
    fn shown(&self, docs: &[S::Doc]) -> Result<Vec<(Record, Snippet)>> {
        let passage = |title: &str, body: &str| self.highlighter.snippet(title, body);
        if !self.request.texts {
            return self.snapshot.shown(docs, &passage);
        }
        let shown = |record: Record| {
            let passage = passage(&record.announcement.title, &record.announcement.body);
            (record, passage)
        };
        Ok(self.snapshot.records(docs)?.into_iter().map(shown).collect())
    }

    fn hit(
        &self,
        placed: Placed<Candidate<S::Doc>>,
        (record, snippet): (Record, Snippet),
        affected: Option<Affected>,
    ) -> Hit {
        let Placed { rank, candidate: Candidate { rung, scored, .. }, copies } = placed;
        let explain = || scored.parts.factors(&scored.grounds, &self.priors());
        Hit {
            rank,
            score: scored.parts.score(),
            rung,
            id: record.id,
            place: record.place,
            title_highlights: self.highlighter.spans(&record.announcement.title),
            announcement: record.announcement,
            snippet,
            affected,
            copies,
            explanation: self.request.explain.then(|| Explanation { factors: explain() }),
        }
    }
}

/// Which of two candidates comes first.
fn compare<D>(order: Order, left: &Candidate<D>, right: &Candidate<D>) -> Ordering {
    let score = |one: &Candidate<D>| one.scored.parts.score();
    let day = |one: &Candidate<D>| one.scored.grounds.day;
    let level = |one: &Candidate<D>| one.scored.grounds.level_rank();
    let by_rung = || left.rung.cmp(&right.rung);
    let latest = || day(right).cmp(&day(left));
    let asked = match order {
        Order::Relevance => by_rung(),
        Order::Newest => latest(),
        Order::Oldest => {
            day(left).is_none().cmp(&day(right).is_none()).then(day(left).cmp(&day(right)))
        }
        Order::Level => level(left).cmp(&level(right)).then_with(by_rung),
    };
    let by_score = asked.then_with(|| score(right).total_cmp(&score(left)));
    by_score.then_with(latest).then(left.scored.id.cmp(&right.scored.id))
}
