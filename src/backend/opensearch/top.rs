//! Choosing the candidates of a rung: the best by BM25 × prior, without reading them all.
//!
//! The cluster sorts what matches by the order asked for and the sum of the weights that it is sent;
//! priors are multiplied here. As a prior is at most 1, what was not fetched is no better than the score
//! of the last that was: once the last of those wanted is at least as good as that, they are the best of
//! all ([`Choice::is_beyond`]). Until then reading goes on, but only of documents whose prior lets them
//! be among those wanted with such a score ([`with_prior`]).
//!
//! The similarity was made with the average length of an earlier commit, the pivot. Where the average has
//! changed since, a score is off by the ratio of the two at most, and whatever may be among those wanted
//! is scored again here.
//!
//! Of 262,932 paragraphs with priors drawn as ours are, 590 to 690 had to be fetched for the best
//! 300 at the median, 1,535 at the ninth decile and 3,541 at most.

use serde_json::{Value as Json, json};

use super::clause;
use super::columns::{Columns, Fields};
use super::documents::id_of;
use super::eligible::with_prior;
use super::evidence;
use super::fields::MOST_HITS;
use super::frequencies::Frequencies;
use super::grouped;
use super::keyed::{Key, Keyed, best_first, compared, first_of, grounds};
use super::queries::any;
use super::searched::Hit;
use super::session::Session;
use crate::backend::bm25::{norm, rarity, rounded, saturated};
use crate::backend::seam::{Best, Term};
use crate::document::Field;
use crate::error::Result;
use crate::request::Order;

/// How many are fetched at first. Fewer in tests, whose few documents would else fit one page.
const FIRST: usize = if cfg!(test) { 8 } else { 1_000 };

/// How many are fetched before the best of them are taken for the best of all; at least twice those
/// wanted.
const MOST: usize = 20_000;

/// The most terms that are sent: a query has room for 1,024 clauses.
const MOST_TERMS: usize = 1_000;

/// What a term adds to a score at most, in its weights: k1 + 1.
const MOST_SATURATED: f32 = 2.2;

/// Averages that differ by less are the same but for the digits of a number.
const LEAST_DRIFT: f64 = 1e-6;

/// What the prior and the order of a document are made from.
const GROUNDS: [Field; 6] =
    [Field::Day, Field::Level, Field::Superseded, Field::Damaged, Field::Recognised, Field::Added];

/// The best of what is wanted.
pub(super) struct Chosen {
    pub(super) docs: Vec<u64>,
    /// Whether no other can be among them.
    pub(super) is_certain: bool,
}

/// The best of what is wanted, best first.
pub(super) fn best(
    session: &Session,
    columns: &Columns,
    frequencies: &Frequencies,
    wanted: &Best<'_>,
) -> Result<Chosen> {
    let what = clause::lowered(wanted.what, session)?;
    if wanted.terms.is_empty() && matches!(wanted.order, Order::Relevance | Order::Level) {
        let docs = grouped::best(session, &what, wanted)?;
        return Ok(Chosen { docs, is_certain: true });
    }
    let weights = Weights::of(session, frequencies, wanted)?;
    Choice { session, columns, wanted, what, weights }.chosen()
}

/// The terms with their weights, the heaviest first.
struct Weights<'a> {
    sent: Vec<(&'a Term, f32)>,
    /// What all terms that are not sent add to a score at most.
    rest: f32,
    /// The average length divided by the pivot: the cluster's scores are off by this factor at most.
    drift: f32,
    /// Whether the average length is another than the one that the cluster scores by.
    is_drifted: bool,
}

impl<'a> Weights<'a> {
    fn of(session: &Session, frequencies: &Frequencies, wanted: &Best<'a>) -> Result<Self> {
        let counts = frequencies.of(session, wanted.terms.iter().map(|(term, _)| *term))?;
        let marker = session.marker();
        let all = marker.announcements as f32;
        let weigh = |((term, boost), count): (&(&'a Term, f32), u64)| {
            (*term, boost * rarity(all, count as f32))
        };
        let mut sent: Vec<_> = wanted.terms.iter().zip(counts).map(weigh).collect();
        sent.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(right.0)));
        let left = sent.split_off(sent.len().min(MOST_TERMS));
        let rest = left.iter().map(|(_, weight)| MOST_SATURATED * weight).sum();
        let ratio = f64::from(marker.totals().average_length()) / marker.pivot;
        let is_drifted = (ratio - 1.0).abs() > LEAST_DRIFT;
        Ok(Self { sent, rest, drift: ratio as f32, is_drifted })
    }

    /// What a document scores at most that scores so in the cluster.
    fn most(&self, score: f32) -> f32 {
        self.drift.max(1.0) * score + self.rest
    }

    fn queries(&self) -> Vec<Json> {
        let query = |(term, weight): &(&Term, f32)| json!({"term": {term.field.name(): {"value": term.text, "boost": weight}}});
        self.sent.iter().map(query).collect()
    }
}

struct Choice<'a> {
    session: &'a Session,
    columns: &'a Columns,
    wanted: &'a Best<'a>,
    what: Json,
    weights: Weights<'a>,
}

impl Choice<'_> {
    fn chosen(&self) -> Result<Chosen> {
        let most = MOST.max(self.wanted.limit.saturating_mul(2));
        let mut body = self.body();
        let mut fetched: Vec<Keyed> = Vec::new();
        let mut size = FIRST.max(self.wanted.limit).min(MOST_HITS);
        loop {
            body["size"] = json!(size);
            let hits = self.session.search(body.clone())?.hits.hits;
            for hit in &hits {
                fetched.push(self.keyed(hit)?);
            }
            let best_left = self.best_left(fetched.last());
            self.score_exactly(&mut fetched)?;
            let is_whole = hits.len() < size;
            let is_certain = is_whole || self.is_beyond(&fetched, best_left);
            if is_certain || fetched.len() >= most {
                fetched.truncate(self.wanted.limit);
                let docs = fetched.into_iter().map(|one| one.id).collect();
                return Ok(Chosen { docs, is_certain });
            }
            body["query"] = self.query(self.eligible(&fetched, best_left));
            body["search_after"] = json!(hits.last().map(|last| &last.sort));
            size = MOST_HITS.min(3 * FIRST);
        }
    }

    /// What matches and is eligible, scored by the terms.
    fn query(&self, eligible: Option<Json>) -> Json {
        let terms = self.weights.queries();
        let mut filter: Vec<Json> = eligible.into_iter().collect();
        if !self.wanted.prunes || terms.is_empty() {
            filter.push(self.what.clone());
        }
        match filter.is_empty() {
            true => any(terms),
            false => json!({"bool": {
                "filter": filter,
                "should": terms,
                "minimum_should_match": u8::from(self.wanted.prunes && !terms.is_empty()),
            }}),
        }
    }

    fn body(&self) -> Json {
        let mut sort = sort_of(self.wanted.order);
        if !self.wanted.terms.is_empty() {
            sort.push(json!({"_score": "desc"}));
        }
        sort.push(json!({Field::Id.name(): "asc"}));
        json!({
            "query": self.query(None),
            "sort": sort,
            "track_total_hits": false,
            "stored_fields": "_none_",
            "docvalue_fields": GROUNDS.map(Field::name),
        })
    }

    /// What the best of what was not fetched is chosen by at most.
    fn best_left(&self, last: Option<&Keyed>) -> Key {
        let Some(last) = last else { return ((i64::MIN, i64::MIN), 0.0) };
        let score = match self.wanted.terms.is_empty() {
            true => 1.0,
            false => self.weights.most(last.score),
        };
        (last.key.0, score)
    }

    /// What the last of those wanted is chosen by, of all that was fetched, best first.
    fn last_wanted(&self, fetched: &[Keyed]) -> Option<Key> {
        fetched.get(self.wanted.limit.checked_sub(1)?).map(|one| one.key)
    }

    /// Whether all that are wanted are at least as good as the best of what was not fetched.
    fn is_beyond(&self, fetched: &[Keyed], best_left: Key) -> bool {
        let is_beyond = |last: Key| compared(&last, &best_left).is_ge();
        self.wanted.limit == 0 || self.last_wanted(fetched).is_some_and(is_beyond)
    }

    /// What of the rest may be among those wanted, by its prior; `None` where that does not tell.
    fn eligible(&self, fetched: &[Keyed], best_left: Key) -> Option<Json> {
        let last = self.last_wanted(fetched).filter(|_| self.wanted.order == Order::Relevance)?;
        Some(with_prior(&self.wanted.priors, last.1 / best_left.1))
    }

    /// Scores by the average length of this commit what may be among those wanted, and sorts all that
    /// was fetched, the best first.
    fn score_exactly(&self, fetched: &mut [Keyed]) -> Result<()> {
        if self.weights.is_drifted && !self.wanted.terms.is_empty() {
            let (least, most) = (self.weights.drift.min(1.0), self.weights.drift.max(1.0));
            let mut keys: Vec<Key> = fetched.iter().map(|one| one.key_times(least)).collect();
            keys.sort_unstable_by(|left, right| compared(right, left));
            let last = self.wanted.limit.checked_sub(1).and_then(|last| keys.get(last));
            let may_be_wanted = |one: &&mut Keyed| {
                last.is_none_or(|last| compared(&one.key_times(most), last).is_ge())
            };
            let doubtful = fetched.iter_mut().filter(|one| !one.is_exact).filter(may_be_wanted);
            self.rescore(doubtful.collect())?;
        }
        fetched.sort_unstable_by(best_first);
        Ok(())
    }

    /// Scores these by the average length of this commit.
    fn rescore(&self, mut these: Vec<&mut Keyed>) -> Result<()> {
        these.sort_unstable_by_key(|one| one.id);
        let docs: Vec<u64> = these.iter().map(|one| one.id).collect();
        let weighing = self.columns.weighing(self.session, &docs)?;
        let terms: Vec<&Term> = self.weights.sent.iter().map(|(term, _)| *term).collect();
        let counts = evidence::counts(self.session, &weighing, &docs, &terms)?;
        let average = self.session.marker().totals().average_length();
        for (at, one) in these.into_iter().enumerate() {
            let score = |((term, weight), counts): (&(&Term, f32), &Vec<u32>)| {
                let length = rounded(weighing[at].length_of(term.field)) as f32;
                weight * saturated(counts[at] as f32, norm(length, average))
            };
            one.set_exactly(self.weights.sent.iter().zip(&counts).map(score).sum());
        }
        Ok(())
    }

    fn keyed(&self, hit: &Hit) -> Result<Keyed> {
        let fields = Fields(&hit.fields);
        let grounds = grounds(&fields);
        // Without terms all texts count the same.
        let score = match self.wanted.terms.is_empty() {
            true => 1.0,
            false => hit.sort.iter().rev().nth(1).and_then(Json::as_f64).unwrap_or(0.0) as f32,
        };
        let first = first_of(self.wanted.order, &grounds, fields.number(Field::Added));
        Ok(Keyed::of(id_of(hit)?, first, score, self.wanted.priors.of(&grounds).factor()))
    }
}

/// What an order sorts by first, in the cluster.
fn sort_of(order: Order) -> Vec<Json> {
    let by =
        |field: Field, order: &str| json!({field.name(): {"order": order, "missing": "_last"}});
    match order {
        Order::Relevance => Vec::new(),
        Order::Newest => vec![by(Field::Day, "desc")],
        Order::Oldest => vec![by(Field::Day, "asc")],
        Order::Level => vec![by(Field::Level, "asc")],
        Order::Added => vec![by(Field::Added, "desc"), by(Field::Day, "desc")],
    }
}
