//! Judgements: which documents answer a topic, `topic 0 docid relevance` a line.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::form::{self, fields, wrong};
use crate::error::Result;

/// The judged documents of one topic, each with its relevance; 0 and less is not relevant.
pub type Judged = HashMap<String, i32>;

/// The judgements of a test collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qrels {
    topics: BTreeMap<String, Judged>,
}

impl Qrels {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, and as [`Qrels::parse`].
    pub fn read(path: &Path) -> Result<Self> {
        Self::parse(&form::read(path)?).map_err(|error| error.or_at(path))
    }

    /// Reads lines of `topic 0 docid relevance`; the second field is ignored.
    ///
    /// # Errors
    /// When a line has another form or a document is judged twice; the message names the line.
    pub fn parse(text: &str) -> Result<Self> {
        let mut topics: BTreeMap<String, Judged> = BTreeMap::new();
        for line in form::lines(text) {
            let [topic, _, document, relevance] = fields(line, "topic 0 docid relevance")?;
            let relevance = relevance.parse().map_err(|_| {
                wrong(line.0, format!("{relevance} is no relevance: write a whole number"))
            })?;
            let judged = topics.entry(topic.to_string()).or_default();
            if judged.insert(document.to_string(), relevance).is_some() {
                let twice =
                    format!("{document} is judged twice for topic {topic}: remove one line");
                return Err(wrong(line.0, twice));
            }
        }
        Ok(Self { topics })
    }

    /// The topics in order of their ids, each with its judged documents.
    pub fn topics(&self) -> impl Iterator<Item = (&str, &Judged)> {
        self.topics.iter().map(|(topic, judged)| (topic.as_str(), judged))
    }

    /// What is judged for `topic`.
    pub fn judged(&self, topic: &str) -> Option<&Judged> {
        self.topics.get(topic)
    }

    /// How many pairs of a topic and a document are relevant.
    pub fn relevant(&self) -> usize {
        let relevant =
            |judged: &Judged| judged.values().filter(|relevance| **relevance > 0).count();
        self.topics.values().map(relevant).sum()
    }
}
