//! Topics: what is asked, `id<TAB>query` a line.

use std::collections::HashSet;
use std::path::Path;

use super::form::{self, wrong};
use crate::error::Result;

/// One query of a test collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// What judgements and runs call it; holds no space.
    pub id: String,
    /// The query.
    pub query: String,
}

/// The queries of a test collection, in the order of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics(pub Vec<Topic>);

impl Topics {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, and as [`Topics::parse`].
    pub fn read(path: &Path) -> Result<Self> {
        Self::parse(&form::read(path)?).map_err(|error| error.or_at(path))
    }

    /// Reads lines of `id<TAB>query`; empty ones are skipped.
    ///
    /// # Errors
    /// When a line has no tab or an id is given twice; the message names the line.
    pub fn parse(text: &str) -> Result<Self> {
        let mut seen = HashSet::new();
        let mut topics = Vec::new();
        for (number, line) in form::lines(text) {
            let topic = topic(number, line)?;
            if !seen.insert(topic.id.clone()) {
                return Err(wrong(
                    number,
                    format!("topic {} is there twice: rename one", topic.id),
                ));
            }
            topics.push(topic);
        }
        Ok(Self(topics))
    }

    /// The query of the topic `id`.
    pub fn query(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|topic| topic.id == id).map(|topic| topic.query.as_str())
    }
}

fn topic(number: usize, line: &str) -> Result<Topic> {
    let form = "write the topic's id, a tab, and the query";
    let (id, query) =
        line.split_once('\t').ok_or_else(|| wrong(number, format!("no tab: {form}")))?;
    if id.is_empty() || id.contains(char::is_whitespace) {
        return Err(wrong(number, format!("an id with a space in it: {form}")));
    }
    Ok(Topic { id: id.to_string(), query: query.trim().to_string() })
}
