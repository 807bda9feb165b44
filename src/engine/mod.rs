//! What a program does with an index: make it from folders, and ask it.
//!
//! ```
//! use policy_search::{Engine, IndexOptions, Location, Query, SearchRequest};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::create_dir(folder.path().join("corpus"))?;
//! let notice = "某区人民政府关于推进运贸产一体化的通知\n各镇街：\n请抓好落实。\n2025年3月1日\n";
//! std::fs::write(folder.path().join("corpus/notice.txt"), notice)?;
//!
//! let index = Location::Dir(folder.path().join("index"));
//! let options = IndexOptions::of([folder.path().join("corpus")]);
//! let report = policy_search::index(&index, &options, &|_| ())?;
//! assert_eq!(report.announcements, 1);
//!
//! let today = jiff::civil::date(2026, 1, 20);
//! let query = Query::parse("運(yùn)貿(mào)產(chǎn)一體化", today)?;
//! let response = Engine::open(&index)?.search(&SearchRequest::new(query, today))?;
//! assert_eq!(response.hits[0].announcement.title, "某区人民政府关于推进运贸产一体化的通知");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod bench;
pub mod check;
mod evaluate;
pub mod examine;
mod index;
pub mod live;
mod original;
mod stats;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::OnceLock;

use self::index::Origins;

pub use evaluate::{Answers, document};
pub use index::{
    ColumnMapping, Differences, Few, Forgotten, IndexOptions, Interrupted, Kept, Missing,
    NamedAnnouncement, Progress, Report, Waiting, index,
};
pub use stats::Stats;

use crate::analyzer::Dictionary;
use crate::announcement::Id;
use crate::backend::{Location, Lookup, Record, Searcher};
use crate::corpus::State;
use crate::error::Result;
use crate::query::Query;
use crate::request::SearchRequest;
use crate::response::{Copied, Excerpt, Hit, Related, SearchResponse, Snippet, Suggestion};
use crate::search::{self, AnalyzedQuery, Highlighter};

/// An index opened for asking: one committed state, which does not change while it is open.
pub struct Engine {
    searcher: Box<dyn Searcher>,
    dictionary: Dictionary,
    /// Read once: after a rebuild the state of this generation is no longer there.
    origins: OnceLock<Origins>,
}

/// A user's own files for one search, instead of those in the folder of the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenOptions {
    /// Synonyms, instead of `synonyms.txt`.
    pub synonyms: Option<PathBuf>,
    /// Words, instead of `dictionary.txt`.
    pub dictionary: Option<PathBuf>,
}

impl OpenOptions {
    /// Sets the file of synonyms: a line `a = b = c` or `a => b, c` each, `#` begins a comment.
    #[must_use]
    pub fn synonyms(self, file: impl Into<PathBuf>) -> Self {
        Self { synonyms: Some(file.into()), ..self }
    }

    /// Sets the file of words: one a line, with a frequency where it matters, `#` begins a comment.
    #[must_use]
    pub fn dictionary(self, file: impl Into<PathBuf>) -> Self {
        Self { dictionary: Some(file.into()), ..self }
    }
}

/// One announcement with the places of a query's words in it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Shown {
    /// The announcement.
    pub record: Record,
    /// The places in its body, in bytes, in order, not overlapping.
    pub highlights: Vec<Range<usize>>,
    /// The articles of it that were asked for; empty where all of it is meant.
    pub excerpts: Vec<Excerpt>,
}

impl Engine {
    /// Opens the index at `location` as it was last committed.
    ///
    /// # Errors
    /// When there is none, it is of another format or analyzer, or it is damaged.
    pub fn open(location: &Location) -> Result<Self> {
        Self::open_with(location, &OpenOptions::default())
    }

    /// Opens the index with the files that `options` name; without one, with `synonyms.txt` and
    /// `dictionary.txt` in the folder of the index, if they are there. Queries know their words at
    /// once: no index depends on either.
    ///
    /// # Errors
    /// As [`Engine::open`], and when a file cannot be read or a line of it is no synonym or no word.
    pub fn open_with(location: &Location, options: &OpenOptions) -> Result<Self> {
        let dictionary = vocabulary::dictionary(location, options.dictionary.as_deref())?;
        let thesaurus = vocabulary::thesaurus(location, options.synonyms.as_deref())?;
        let searcher = search::open(location, thesaurus, dictionary.clone())?;
        Ok(Self { searcher, dictionary, origins: OnceLock::new() })
    }

    /// Answers a request, with snippets.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        let mut response = self.searcher.search(request)?;
        if request.files {
            let origins = self.origins()?;
            response.hits.iter_mut().for_each(|hit| hit.file = origins.file(&hit.place));
        }
        Ok(response)
    }

    /// Answers a request and hands its hits to `take` in order, until that breaks; the response lists
    /// none. However many there are, few are in memory at a time.
    ///
    /// ```
    /// # use policy_search::{Engine, IndexOptions, Location, Query, SearchRequest};
    /// use std::ops::ControlFlow;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let index = Location::Dir(folder.path().join("index"));
    /// # policy_search::index(&index, &IndexOptions::of(["corpus"]), &|_progress| ())?;
    /// let request = SearchRequest::new(Query::everything(), jiff::civil::date(2026, 1, 20));
    /// let mut titles = Vec::new();
    /// let response = Engine::open(&index)?.search_each(&request.limit(usize::MAX), &mut |hit| {
    ///     titles.push(hit.announcement.title);
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert_eq!(titles.len(), response.total);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search_each(
        &self,
        request: &SearchRequest,
        take: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<SearchResponse> {
        let origins = request.files.then(|| self.origins()).transpose()?;
        self.searcher.search_each(request, &mut |hit| {
            let file = origins.and_then(|origins| origins.file(&hit.place));
            take(Hit { file, ..hit })
        })
    }

    /// The announcements that `lookup` names, with the words of `query` marked, and the articles that it
    /// asks of each.
    ///
    /// # Errors
    /// When the index cannot be read, or the name is the start of several ids; that nothing has the
    /// name is an empty answer.
    pub fn get(&self, lookup: &Lookup, query: Option<&Query>) -> Result<Vec<Shown>> {
        let records = self.searcher.get(lookup)?.into_iter();
        records.map(|record| self.show(record, query)).collect()
    }

    /// A record with the words of `query` marked in its text, and the articles that it asks for.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn show(&self, record: Record, query: Option<&Query>) -> Result<Shown> {
        let Some(query) = query else {
            return Ok(Shown { record, highlights: Vec::new(), excerpts: Vec::new() });
        };
        let highlighter = Highlighter::new(query, &AnalyzedQuery::new(query, &self.dictionary));
        let highlights = highlighter.spans(&record.announcement.body);
        Ok(Shown { excerpts: self.excerpts(&record, query)?, record, highlights })
    }

    /// The articles that `query` asks of an announcement, in the order asked, as its text has them, with
    /// what names each by its number: 劳动合同法第三十九条, or 第三十九条 alone. Empty where the query asks for
    /// none, or for those of another work, or the text has none of them.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn excerpts(&self, record: &Record, query: &Query) -> Result<Vec<Excerpt>> {
        self.searcher.excerpts(record, query)
    }

    /// The best passages of an announcement for a request, at most `many`, which do not overlap, in the
    /// order of its text: the one that its hit shows, and the strongest of what that leaves. Each has words
    /// of the request, or what was looked for besides; of a text without any there is its beginning
    /// alone, and of an empty one nothing. Filters of the request are not asked for.
    ///
    /// ```
    /// # use policy_search::{Engine, IndexOptions, Location, Query, SearchRequest};
    /// # let folder = tempfile::tempdir()?;
    /// # let index = Location::Dir(folder.path().join("index"));
    /// # policy_search::index(&index, &IndexOptions::of(["corpus"]), &|_progress| ())?;
    /// let today = jiff::civil::date(2026, 1, 20);
    /// let request = SearchRequest::new(Query::parse("运贸产一体化", today)?, today);
    /// let engine = Engine::open(&index)?;
    /// let hit = engine.search(&request)?.hits.remove(0);
    /// let lookup = policy_search::Lookup::Id(hit.id);
    /// let record = engine.get(&lookup, None)?.remove(0).record;
    ///
    /// let passages = engine.passages(&record, &request, 3)?;
    /// assert!(passages.contains(&hit.snippet) && passages.len() == 3);
    /// assert!(passages.is_sorted_by_key(|passage| passage.place.start));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn passages(
        &self,
        record: &Record,
        request: &SearchRequest,
        many: usize,
    ) -> Result<Vec<Snippet>> {
        self.searcher.passages(record, request, many)
    }

    /// What a search box offers while one types: titles that begin with what was typed, names of issuing
    /// bodies, document numbers, then titles and names that hold it; at most `many`, best first, each
    /// once. Comparison is that of queries: script, width, marks and glosses do not matter. Nothing is
    /// offered for an empty text.
    ///
    /// ```
    /// # use policy_search::{Engine, IndexOptions, Location, SuggestionSort};
    /// # let folder = tempfile::tempdir()?;
    /// # let index = Location::Dir(folder.path().join("index"));
    /// # policy_search::index(&index, &IndexOptions::of(["corpus"]), &|_progress| ())?;
    /// let engine = Engine::open(&index)?;
    /// let suggestions = engine.suggest("青府發[2025]", 8)?;
    /// assert_eq!(suggestions[0].sort, SuggestionSort::Number);
    /// assert!(suggestions.iter().any(|one| one.text == "青府发〔2025〕28号"));
    /// assert!(engine.suggest(" ", 8)?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn suggest(&self, typed: &str, many: usize) -> Result<Vec<Suggestion>> {
        self.searcher.suggest(typed, many)
    }

    /// How many digits at the start of each id tell it from all others of the index, at least six: what
    /// is to be shown of it, and is found by [`Lookup::Start`].
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn starts(&self, ids: &[Id]) -> Result<Vec<usize>> {
        self.searcher.starts(ids)
    }

    /// The ids of all announcements that a request matches strictly, whatever its limit, sorted; where
    /// there are none, of all that are near, of which [`Engine::search`] ranks the best.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn matching(&self, request: &SearchRequest) -> Result<Vec<Id>> {
        self.searcher.matching(request)
    }

    /// Hands every announcement to `visit`, in no order that matters, until that fails.
    ///
    /// # Errors
    /// When the index cannot be read, or `visit` fails.
    pub fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        self.searcher.each(visit)
    }

    /// What the announcement `id` cites, passes on, amends and repeals, and what does so to it; nothing
    /// when there is none of this id. What is only named, and not in the index, is listed as written.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn related(&self, id: &Id) -> Result<Related> {
        Ok(self.searcher.related(id)?.unwrap_or_default())
    }

    /// Where else the text of the announcement `id` stands, as a hit lists it; nothing when there is none
    /// of this id.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn copies(&self, id: &Id) -> Result<Vec<Copied>> {
        self.searcher.copies(id)
    }

    /// What the index holds.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        let state = State::from_bytes(&self.searcher.state()?)?;
        Ok(Stats::of(self.searcher.stats()?, state))
    }
}
