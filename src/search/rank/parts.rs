//! What the score of one candidate is made of.

use crate::backend::prior::{Grounds, Prior, Priors};
use crate::response::Factor;

/// What one candidate's score is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::search) struct Parts {
    pub(super) text: f32,
    /// Whether it holds the text whose like is asked for; 1 for a query.
    pub(super) literal: f32,
    pub(super) passages: f32,
    pub(super) title: f32,
    pub(super) siblings: f32,
    pub(super) named: f32,
    /// How much of text and title is left if false places of short words count little.
    pub(super) borders: f32,
    pub(super) prior: Prior,
}

impl Parts {
    /// The score.
    pub(in crate::search) fn score(&self) -> f32 {
        let relevance = self.text
            * self.literal
            * self.passages
            * self.title
            * self.siblings
            * self.named
            * self.borders;
        let Prior { recency, authority, validity, condition } = self.prior;
        relevance * recency * authority * validity * condition
    }

    /// The factors by name.
    pub(in crate::search) fn factors(&self, grounds: &Grounds, priors: &Priors) -> Vec<Factor> {
        let factor = |name, value, from: &str| Factor { name, value, from: from.to_string() };
        // No query has this factor, and few have the last.
        let literal =
            factor("literal", self.literal, "the longest sentences of the text occur in it");
        let literal = Some(literal).filter(|literal| literal.value != 1.0);
        let from = "places of a short word across the border of others count little";
        let borders = factor("borders", self.borders, from);
        let borders = Some(borders).filter(|borders| borders.value != 1.0);
        let text = factor("text", self.text, "pairs and single characters of the query, by BM25");
        let others = vec![
            factor("passages", self.passages, "how well the best places of a long text answer"),
            factor("title", self.title, "how far query and title are the same words"),
            factor("siblings", self.siblings, "how well other articles of the same law answer"),
            factor(
                "named",
                self.named,
                "whose act it is, of what place and year, beside what the query names",
            ),
            factor("recency", self.prior.recency, &priors.age_in_words(grounds)),
            factor("authority", self.prior.authority, grounds.level_in_words()),
            factor("validity", self.prior.validity, grounds.force_in_words()),
            factor("condition", self.prior.condition, grounds.condition_in_words()),
        ];
        std::iter::once(text).chain(literal).chain(others).chain(borders).collect()
    }
}
