//! The figures of a run: topic by topic, their means, and those of a part of the topics.

use std::collections::{BTreeMap, BTreeSet};

use super::measure::Figures;
use super::qrels::Qrels;
use super::run::Run;

/// The figures of a run over the topics of the judgements.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// The figures of every judged topic, zeros for those without an answer.
    pub topics: BTreeMap<String, Figures>,
    /// The judged topics without an answer.
    pub unanswered: Vec<String>,
    /// The topics with an answer that nobody judged; they are in no mean.
    pub unjudged: Vec<String>,
    /// How many documents of the answers are judged at all, relevant or not.
    pub judged_documents: usize,
}

impl Scores {
    /// The figures of `run` by the judgements `qrels`.
    pub fn of(run: &Run, qrels: &Qrels) -> Self {
        let mut scores = Self::default();
        for (topic, judged) in qrels.topics() {
            let documents = || run.ranked(topic).iter().map(|ranked| ranked.document.as_str());
            scores.topics.insert(topic.to_string(), Figures::of(documents(), judged));
            scores.judged_documents += documents().filter(|id| judged.contains_key(*id)).count();
            if documents().next().is_none() {
                scores.unanswered.push(topic.to_string());
            }
        }
        let unjudged = run.topics().filter(|topic| qrels.judged(topic).is_none());
        scores.unjudged = unjudged.map(String::from).collect();
        scores
    }

    /// The means over all judged topics.
    pub fn mean(&self) -> Figures {
        Figures::mean(self.topics.values())
    }

    /// The means apart: over the topics that have a relevant document in `documents`, under
    /// `name`, and over the others.
    pub fn split(&self, name: &str, documents: &BTreeSet<String>, qrels: &Qrels) -> [Group; 2] {
        let within = |topic: &str| {
            let judged = qrels.judged(topic).into_iter().flatten();
            judged.into_iter().any(|(id, relevance)| *relevance > 0 && documents.contains(id))
        };
        [
            self.group(name.to_string(), &within),
            self.group(format!("not {name}"), &|topic| !within(topic)),
        ]
    }

    fn group(&self, name: String, within: &dyn Fn(&str) -> bool) -> Group {
        let figures = || self.topics.iter().filter(|(topic, _)| within(topic)).map(|(_, one)| one);
        Group { name, topics: figures().count(), mean: Figures::mean(figures()) }
    }
}

/// The means of a part of the topics.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What the topics have in common.
    pub name: String,
    /// How many they are.
    pub topics: usize,
    /// Their means; zeros for no topic.
    pub mean: Figures,
}
