//! An engine on trial: what it answers to the topics of a test collection.

use std::collections::BTreeSet;

use super::Engine;
use crate::error::{ErrorKind, Result};
use crate::evaluation::{Refused, Run, Topics, docid};
use crate::query::{Node, Query};
use crate::request::SearchRequest;
use crate::response::Place;
use crate::text::fold_str;

/// What an engine answered to topics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The answers.
    pub run: Run,
    /// The topics whose queries cannot be read; they have no answer.
    pub refused: Vec<Refused>,
}

impl Engine {
    /// Asks every one of `topics`, in all but the query as `like` says, and calls `done` after each.
    ///
    /// # Errors
    /// When the index cannot be read. A query that cannot be read is no error of the trial.
    #[doc(hidden)]
    pub fn answer(
        &self,
        topics: &Topics,
        like: &SearchRequest,
        done: &dyn Fn(),
    ) -> Result<Answers> {
        let mut answers = Answers::default();
        for topic in &topics.0 {
            match Query::parse(&topic.query, like.now) {
                Ok(query) => answers.run.answer(&topic.id, self.documents(query, like)?),
                Err(error) => answers.refused.push(Refused {
                    topic: topic.id.clone(),
                    query: topic.query.clone(),
                    reason: error.message().to_string(),
                }),
            }
            done();
        }
        Ok(answers)
    }

    /// The announcements, by the names that judgements use, whose titles hold `text`.
    ///
    /// # Errors
    /// When the index cannot be read, or `text` has no letter or digit.
    #[doc(hidden)]
    pub fn titled(&self, text: &str, like: &SearchRequest) -> Result<BTreeSet<String>> {
        if fold_str(text).trim().is_empty() {
            let message = format!("no title holds {text:?}: name a word of titles");
            return Err(ErrorKind::Option(message).into());
        }
        let root = Node::Title(Box::new(Node::Phrase(text.to_string())));
        let all = self.searcher.stats()?.announcements;
        let limit = usize::try_from(all).unwrap_or(usize::MAX).max(1);
        let request = SearchRequest {
            collapse: false,
            limit,
            ..SearchRequest::new(Query::new(text.into(), root), like.now)
        };
        Ok(self.searcher.search(&request)?.hits.iter().map(|hit| document(&hit.place)).collect())
    }

    fn documents(&self, query: Query, like: &SearchRequest) -> Result<Vec<String>> {
        let request = SearchRequest { query, ..like.clone() };
        Ok(self.searcher.search(&request)?.hits.iter().map(|hit| document(&hit.place)).collect())
    }
}

/// What runs and judgements call the announcement at `place`: its record's own id, else its path.
///
/// A record without an id of its own, or with one that was given before, is called `path#line 7`
/// by its place; a space is written `%20`, for it would part the fields of a TREC file.
pub fn document(place: &Place) -> String {
    match place.part.as_deref() {
        None => docid(&place.path),
        Some(part) if part.contains(char::is_whitespace) => {
            docid(&format!("{}#{part}", place.path))
        }
        Some(part) => part.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_called_by_its_own_id_or_its_place() {
        let name = |path: &str, part: Option<&str>| {
            let part = part.map(String::from);
            document(&Place { path: path.into(), part, ..Place::default() })
        };
        assert_eq!(name("法 律/民法典.md", None), "法%20律/民法典.md");
        assert_eq!(name("dump.jsonl", Some("a000001")), "a000001");
        assert_eq!(name("dump.jsonl", Some("line 7")), "dump.jsonl#line%207");
        assert_eq!(name("dump.jsonl", Some("a (line 2)")), "dump.jsonl#a%20(line%202)");
    }
}
