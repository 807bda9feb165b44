//! The score of a candidate: text × title × recency × authority × validity × condition.
//!
//! `text` is BM25 (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75) over the pairs and over the
//! single characters of the query, summed 1 : 1. Pairs alone choose the candidates: adding
//! characters to the choice costs ten times the postings and gains nothing (nDCG@10 .4075 either
//! way, on 1,235 lay questions over 60,733 statute articles).
//!
//! `title` is `1 + c⁴·(½ + x)`, where `c` is the share of the query's rarity that stands in the
//! title and `x` the share of the title that stands in the query: 1 for a long question, up to 2.5
//! for the words of a title (MRR .78 → .93 on 300 short queries; as a summed field of its own the
//! title costs .05 nDCG@10 on questions).
//!
//! `recency` and `authority` are blended in by [`Blend`]: they order what is about equally
//! relevant, and cannot lift a document over a clearly more relevant one.

mod named;
mod prior;
mod scorer;
mod siblings;
mod terms;

pub(super) use named::Named;
pub(super) use prior::{PriorOf, Priors};
pub(super) use scorer::Scorer;
pub(super) use terms::{Scored, Terms};

use crate::response::Factor;

/// What one candidate's score is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    text: f32,
    title: f32,
    siblings: f32,
    named: f32,
    recency: f32,
    authority: f32,
    validity: f32,
    condition: f32,
}

impl Parts {
    /// The score.
    pub(super) fn score(&self) -> f32 {
        let relevance = self.text * self.title * self.siblings * self.named;
        relevance * self.recency * self.authority * self.validity * self.condition
    }

    /// The factors by name.
    pub(super) fn factors(&self, prior: &PriorOf) -> Vec<Factor> {
        let factor = |name, value, from: &str| Factor { name, value, from: from.to_string() };
        vec![
            factor("text", self.text, "pairs and single characters of the query, by BM25"),
            factor("title", self.title, "how far query and title are the same words"),
            factor("siblings", self.siblings, "how well other articles of the same law answer"),
            factor("named", self.named, "of the division, body or year that the query names"),
            factor("recency", self.recency, &prior.age()),
            factor("authority", self.authority, prior.level_name()),
            factor("validity", self.validity, prior.force()),
            factor("condition", self.condition, prior.condition()),
        ]
    }
}
