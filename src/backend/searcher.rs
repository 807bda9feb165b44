//! What an index is asked as a whole: a request in, a ranked answer out.

use std::ops::ControlFlow;

use super::holdings::Holdings;
use crate::announcement::{DocNumber, Id};
use crate::document::Record;
use crate::error::Result;
use crate::query::Query;
use crate::request::SearchRequest;
use crate::response::{Copied, Excerpt, Hit, Related, SearchResponse, Snippet, Suggestion};

/// What names announcements besides a query.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Lookup {
    /// By id.
    Id(Id),
    /// By the first digits of an id, which may be those of several.
    Start(String),
    /// By what tells its file from all others ([`Place::key`](crate::response::Place::key)); a file may
    /// hold several.
    File(String),
    /// By document number; several announcements may carry one.
    Number(DocNumber),
}

/// Takes hits one by one, until it breaks.
pub(crate) type Sink<'a> = dyn FnMut(Hit) -> ControlFlow<()> + 'a;

/// Answers requests from one committed state of an index.
pub(crate) trait Searcher: Send + Sync {
    /// The ranked answer, whose hits are handed to `sink` in order and not listed.
    fn search_each(&self, request: &SearchRequest, sink: &mut Sink<'_>) -> Result<SearchResponse>;

    /// The ranked answer.
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        let mut hits = Vec::new();
        let response = self.search_each(request, &mut |hit| {
            hits.push(hit);
            ControlFlow::Continue(())
        })?;
        Ok(SearchResponse { hits, ..response })
    }

    /// The announcements named, by id order. A start of several ids names none, and is an error.
    fn get(&self, lookup: &Lookup) -> Result<Vec<Record>>;

    /// How many digits at the start of each id tell it from all others of the index, at least six.
    fn starts(&self, ids: &[Id]) -> Result<Vec<usize>>;

    /// All announcements that a request matches, whatever its limit and order, by id order.
    fn matching(&self, request: &SearchRequest) -> Result<Vec<Id>>;

    /// Hands every announcement to `visit`, in no order that matters, until that fails.
    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()>;

    /// What the announcement of this id does to others of the index, and they to it; `None` without
    /// one.
    fn related(&self, id: &Id) -> Result<Option<Related>>;

    /// Where else the text of the announcement of this id stands, by path and part.
    fn copies(&self, id: &Id) -> Result<Vec<Copied>>;

    /// The best passages of an announcement for a request, at most so many, in the order of its text.
    fn passages(
        &self,
        record: &Record,
        request: &SearchRequest,
        many: usize,
    ) -> Result<Vec<Snippet>>;

    /// What the index has that begins with what was typed, or holds it, at most so many, best first.
    fn suggest(&self, typed: &str, many: usize) -> Result<Vec<Suggestion>>;

    /// The articles that a query asks of an announcement.
    fn excerpts(&self, record: &Record, query: &Query) -> Result<Vec<Excerpt>>;

    /// What the index holds.
    fn stats(&self) -> Result<Holdings>;

    /// The state given with the last commit.
    fn state(&self) -> Result<Vec<u8>>;

    /// Its first line, read alone.
    fn state_head(&self) -> Result<Vec<u8>>;
}
