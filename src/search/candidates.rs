//! One search: what is on each rung, the candidates scored exactly, the page of hits.

use std::ops::ControlFlow;

use super::borders::{InOrder, ShortWords};
use super::candidate::{Candidate, compare};
use super::copies::{Groups, Known};
use super::counts::{Counts, Matched, listed};
use super::facets;
use super::ladder::Ladder;
use super::page::{Page, Placed};
use super::rank::{Named, Scorer, Terms};
use super::relations::Relations;
use super::snippet::Highlighter;
use crate::backend::Sink;
use crate::backend::clause::Clause;
use crate::backend::prior::Priors;
use crate::backend::seam::{Best, Found, Snapshot};
use crate::document::{Record, keys};
use crate::error::Result;
use crate::request::{Order, SearchRequest};
use crate::response::{
    Affected, Explanation, Facets, Hit, LeftOut, Link, OnRung, Rung, SearchResponse, Snippet,
};

/// How many candidates are scored exactly (300: .768 of the relevant are among them on lay
/// questions, and the order within is what is lost; 1,000 gains .00 nDCG@10).
const CANDIDATES: usize = 300;

/// How many are near a term that nothing has: it is mistyped, or its words are sought apart, and who
/// asks does not read on for long.
const NEAR_TERMS: usize = 100;

/// How many candidates are chosen at once for a page far down.
const MOST_AT_ONCE: usize = 100_000;

/// One search in progress.
pub(super) struct Search<'a, S: Snapshot> {
    pub(super) snapshot: &'a S,
    pub(super) copies: &'a Known<S::Doc>,
    pub(super) request: &'a SearchRequest,
    pub(super) ladder: &'a Ladder,
    pub(super) terms: &'a Terms,
    pub(super) named: &'a Named,
    pub(super) short_words: &'a ShortWords,
    pub(super) highlighter: &'a Highlighter,
    /// What matches is listed where it is no more than this.
    pub(super) most_listed: usize,
}

impl<S: Snapshot> Search<'_, S> {
    /// Its answer, without suggestions; the hits are handed to `sink`.
    pub(super) fn run(&self, sink: &mut Sink<'_>) -> Result<SearchResponse> {
        let (rungs, capped) = self.rungs()?;
        let mut groups = Groups::new(self.snapshot, self.copies);
        let counts = Counts::of(&rungs, self.request.collapse, &mut groups)?;
        let counted = counts.counted();
        let (total, copies) = (
            counted.iter().map(|rung| rung.hits).sum(),
            counted.iter().map(|rung| rung.copies).sum(),
        );
        let facets = self.request.facets.then(|| self.facets(&rungs, &counts)).transpose()?;
        let (mut rung, mut shown) = (None, 0);
        self.page(&rungs, Page::new(self.request, groups, counts.alike), &mut |hit| {
            rung.get_or_insert(hit.rung);
            shown += 1;
            sink(hit)
        })?;
        Ok(SearchResponse {
            query: self.request.query.text.clone(),
            now: self.request.now,
            rung,
            total,
            copies,
            capped,
            left_out: self.left_out()?,
            next: self.next(&counts.rungs, shown),
            facets: facets.filter(|_| !rungs.is_empty()),
            rungs: counts.rungs,
            ..SearchResponse::default()
        })
    }

    /// The rungs on which something is, from the top, and whether the last was cut off.
    fn rungs(&self) -> Result<(Vec<Matched<S::Doc>>, bool)> {
        let (strict, clauses): (Vec<Rung>, Vec<Clause>) =
            self.ladder.strict.iter().cloned().unzip();
        // What is so little that the nearest follow it is listed: they leave it out.
        let most = self.most_listed.max(self.ladder.few);
        let found = self.snapshot.found(&clauses, most)?;
        let rungs = strict.into_iter().zip(clauses).zip(found);
        let rungs = rungs.map(|((rung, what), found)| Matched { rung, what, found });
        let mut rungs: Vec<_> = rungs.filter(|rung| rung.found.len() > 0).collect();
        let found: usize = rungs.iter().map(|rung| rung.found.len()).sum();
        if found >= self.ladder.few {
            return Ok((rungs, false));
        }
        let (docs, capped) = self.nearest(&rungs, found)?;
        if !docs.is_empty() {
            let found = Found::All(docs);
            rungs.push(Matched { rung: Rung::MostWords, what: Clause::None, found });
        }
        Ok((rungs, capped))
    }

    /// The best of the last rung that are on no other, ascending, and whether there are more.
    fn nearest(&self, above: &[Matched<S::Doc>], found: usize) -> Result<(Vec<S::Doc>, bool)> {
        let Some(nearest) = &self.ladder.nearest else { return Ok((Vec::new(), false)) };
        let prunes = nearest.is_any_term && self.request.order == Order::Relevance;
        let without = self.snapshot.all(&nearest.without)?;
        let most = if self.ladder.is_of_terms { NEAR_TERMS } else { CANDIDATES };
        let many = most + found + without.len() + 1;
        let mut docs = self.choose(&nearest.matched, prunes, Order::Relevance, many)?;
        docs.retain(|doc| !without.contains(doc) && above.iter().all(|rung| !rung.lists(doc)));
        let capped = docs.len() > most;
        docs.truncate(most);
        docs.sort_unstable();
        Ok((docs, capped))
    }

    /// How many announcements limits leave out of the strict rungs.
    fn left_out(&self) -> Result<LeftOut> {
        let excluded = [&self.ladder.excluded.undated, &self.ladder.excluded.filtered];
        let asked: Vec<Clause> = excluded.iter().copied().flatten().cloned().collect();
        let mut counts = self.snapshot.counts(&asked)?.into_iter();
        let mut count = |what: &Option<Clause>| what.as_ref().and_then(|_| counts.next());
        let [undated, filtered] = excluded.map(|what| count(what).unwrap_or_default());
        Ok(LeftOut { undated, filtered: filtered.saturating_sub(undated) })
    }

    /// The offset of the next page; of a page that is not full there is none.
    fn next(&self, rungs: &[OnRung], shown: usize) -> Option<usize> {
        let next = self.request.offset.saturating_add(shown);
        let all: usize = rungs.iter().map(|rung| rung.hits).sum();
        (shown > 0 && shown == self.request.limit && next < all).then_some(next)
    }

    /// Counts over what the total is of.
    fn facets(&self, rungs: &[Matched<S::Doc>], counts: &Counts<S::Doc>) -> Result<Facets> {
        let nearest = rungs.first().filter(|first| !first.rung.is_strict());
        let facets = match (counts.originals(), nearest.and_then(|nearest| nearest.found.listed()))
        {
            (Some(originals), _) => self.snapshot.facets(&Clause::None, &originals),
            (None, Some(nearest)) => self.snapshot.facets(&Clause::None, nearest),
            (None, None) => self.snapshot.facets(&self.ladder.any_strict(), &[]),
        };
        facets.map(facets::rolled_up)
    }

    /// The first `many` of a match in an order and, roughly, by score, best first. If it `prunes`,
    /// the match is that of the terms that score.
    fn choose(
        &self,
        matched: &Clause,
        prunes: bool,
        order: Order,
        many: usize,
    ) -> Result<Vec<S::Doc>> {
        let terms: Vec<_> = self.terms.choosing().collect();
        let wanted = Best {
            what: matched,
            terms: &terms,
            prunes,
            limit: many,
            order,
            priors: self.priors(),
        };
        self.snapshot.best(&wanted)
    }

    fn priors(&self) -> Priors {
        Priors { blend: self.request.blend, today: keys::day(self.request.now) }
    }

    /// Hands over the page asked for, rung by rung.
    fn page(
        &self,
        rungs: &[Matched<S::Doc>],
        mut page: Page<'_, S, Candidate<S::Doc>>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        for (place, rung) in rungs.iter().enumerate() {
            if page.is_full() {
                break;
            }
            self.fill(&mut page, &rungs[..place], rung, sink)?;
        }
        self.hand_over(&mut page, sink)
    }

    /// Offers what is on a rung to the page, in order, until that is full.
    ///
    /// Matches are scored exactly in blocks of [`CANDIDATES`], the best block first, so that the
    /// order does not depend on the page, and all pages together show every match once.
    fn fill(
        &self,
        page: &mut Page<'_, S, Candidate<S::Doc>>,
        above: &[Matched<S::Doc>],
        rung: &Matched<S::Doc>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        let mut from = 0;
        let mut many = self.many();
        while from < rung.found.len() && !page.is_full() {
            let best = self.best_of(rung, above, many)?;
            for block in best[from..].chunks(CANDIDATES) {
                self.offer(page, rung.rung, block)?;
                if page.placed.len() >= CANDIDATES {
                    self.hand_over(page, sink)?;
                }
            }
            from = best.len();
            many = from.saturating_mul(2);
        }
        Ok(())
    }

    /// Hands over what is on the page so far, so that no more than two blocks of hits are in memory
    /// however many are asked for.
    fn hand_over(
        &self,
        page: &mut Page<'_, S, Candidate<S::Doc>>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        for hit in self.hits(page.taken())? {
            if let ControlFlow::Break(()) = sink(hit) {
                page.close();
                break;
            }
        }
        Ok(())
    }

    /// How many candidates are scored for the page asked for, if no copies are left out.
    fn many(&self) -> usize {
        let wanted = self.request.offset.saturating_add(self.request.limit);
        wanted.min(MOST_AT_ONCE).div_ceil(CANDIDATES).max(1) * CANDIDATES
    }

    /// The first `many` of what is on a rung: in blocks of which each is better than the next.
    fn best_of(
        &self,
        rung: &Matched<S::Doc>,
        above: &[Matched<S::Doc>],
        many: usize,
    ) -> Result<Vec<S::Doc>> {
        if let Some(docs) = rung.found.listed().filter(|docs| docs.len() <= CANDIDATES) {
            return Ok(docs.to_vec());
        }
        let order = self.request.order;
        let prunes = order == Order::Relevance && self.terms.is_only(&rung.what);
        if let Some(higher) = listed(above).filter(|_| prunes) {
            let many_more = many.saturating_add(higher.iter().map(|docs| docs.len()).sum());
            let mut best = self.choose(&rung.what, true, order, many_more)?;
            best.retain(|doc| higher.iter().all(|docs| docs.binary_search(doc).is_err()));
            best.truncate(many);
            return Ok(best);
        }
        let higher = above.iter().map(|rung| rung.what.clone());
        let own = Clause::without(vec![rung.what.clone()], higher.collect());
        self.choose(&own, false, order, many)
    }

    /// Offers a block to the page, in order, until that is full.
    fn offer(
        &self,
        page: &mut Page<'_, S, Candidate<S::Doc>>,
        rung: Rung,
        block: &[S::Doc],
    ) -> Result<()> {
        let ordered = if page.is_full() { Vec::new() } else { self.ordered(rung, block)? };
        if !self.tells_places(rung) {
            return offer_next(page, &mut ordered.into_iter().map(Ok));
        }
        let (words, keeps_texts) = (self.short_words, self.request.texts);
        let mut ordered =
            InOrder::new(self.snapshot, words, self.highlighter, keeps_texts, ordered);
        offer_next(page, &mut std::iter::from_fn(|| ordered.next().transpose()))
    }

    /// Whether false places of short words count for less on a rung.
    fn tells_places(&self, rung: Rung) -> bool {
        matches!(rung, Rung::Typed | Rung::AllWords)
            && self.request.order == Order::Relevance
            && !self.short_words.is_empty()
    }

    /// The order of a rung: as asked, but that of the versions of a law the latest says what the
    /// article is.
    fn order_of(&self, rung: Rung) -> Order {
        let asks_articles = rung == Rung::Title && !self.ladder.articles.is_empty();
        match self.request.order {
            Order::Relevance if asks_articles => Order::Newest,
            order => order,
        }
    }

    /// The candidates of a rung scored and in order.
    fn ordered(&self, rung: Rung, docs: &[S::Doc]) -> Result<Vec<Candidate<S::Doc>>> {
        let scorer = Scorer {
            snapshot: self.snapshot,
            terms: self.terms,
            named: self.named,
            priors: self.priors(),
        };
        let scored = docs.iter().zip(scorer.scored(docs)?);
        let mut candidates: Vec<_> = scored
            .map(|(doc, scored)| Candidate { doc: *doc, rung, scored, shown: None })
            .collect();
        let order = self.order_of(rung);
        candidates.sort_by(|left, right| compare(order, left, right));
        Ok(candidates)
    }

    /// The hits of a page, with the passages that answer.
    fn hits(&self, mut page: Vec<Placed<Candidate<S::Doc>>>) -> Result<Vec<Hit>> {
        let docs: Vec<S::Doc> = page.iter().map(|placed| placed.candidate.doc).collect();
        let shown = self.shown(&mut page)?;
        let announcements: Vec<_> = shown.iter().map(|(record, _)| &record.announcement).collect();
        let fates = Relations::fates(self.snapshot, &docs, &announcements)?;
        let newer = Relations::newer(self.snapshot, &docs, &announcements)?;
        let hits = page.into_iter().zip(shown).zip(fates.into_iter().zip(newer));
        Ok(hits.map(|((placed, shown), fate)| self.hit(placed, shown, fate)).collect())
    }

    /// The announcements of a page, as far as their texts are asked for, and their passages.
    fn shown(&self, page: &mut [Placed<Candidate<S::Doc>>]) -> Result<Vec<(Record, Snippet)>> {
        let unread = page.iter().filter(|placed| placed.candidate.shown.is_none());
        let unread: Vec<S::Doc> = unread.map(|placed| placed.candidate.doc).collect();
        let mut found = self.found(&unread)?.into_iter();
        let shown = page.iter_mut().map(|placed| placed.candidate.shown.take());
        Ok(shown.filter_map(|shown| shown.or_else(|| found.next())).collect())
    }

    /// The same of some documents.
    fn found(&self, docs: &[S::Doc]) -> Result<Vec<(Record, Snippet)>> {
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
        (affected, newer): (Option<Affected>, Option<Link>),
    ) -> Hit {
        let Placed { rank, candidate: Candidate { rung, scored, .. }, copies } = placed;
        let explain = || scored.parts.factors(&scored.grounds, &self.priors());
        Hit {
            rank,
            score: scored.parts.score(),
            rung,
            id: record.id,
            place: record.place,
            file: None,
            added: record.added,
            title_highlights: self
                .highlighter
                .spans_beside(&record.announcement.title, &snippet.text),
            announcement: record.announcement,
            snippet,
            affected,
            newer,
            copies,
            explanation: self.request.explain.then(|| Explanation { factors: explain() }),
        }
    }
}

/// Offers candidates to the page until that is full, as many at a time as it has room for.
fn offer_next<S: Snapshot>(
    page: &mut Page<'_, S, Candidate<S::Doc>>,
    ordered: &mut dyn Iterator<Item = Result<Candidate<S::Doc>>>,
) -> Result<()> {
    while !page.is_full() {
        let next = ordered.take(page.wanted()).map(|next| next.map(|next| (next.doc, next)));
        let next: Vec<_> = next.collect::<Result<_>>()?;
        if next.is_empty() {
            break;
        }
        page.offer(next)?;
    }
    Ok(())
}
