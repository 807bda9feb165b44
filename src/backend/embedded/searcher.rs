//! One committed state of an index, opened, and what may be asked of it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use tantivy::collector::{Count, DocSetCollector};
use tantivy::query::AllQuery;
use tantivy::{DocAddress, Index, ReloadPolicy, Term};

use super::absence::{Absent, explain};
use super::columns::Columns;
use super::commit::{Payload, read_state};
use super::compile::{Compiler, Match, term};
use super::directory::ReadOnlyDirectory;
use super::facets::FacetCollector;
use super::force::Acts;
use super::ladder::Ladder;
use super::marker::Marker;
use super::matching::{each, matching};
use super::rank::{Named, Terms};
use super::related;
use super::schema::{self, Fields};
use super::search::Search;
use super::size::bytes_by_part;
use super::standing::Standings;
use super::statistics::Statistics;
use super::suggest::Suggester;
use super::verify::commit_of;
use crate::analyzer::Dictionary;
use crate::announcement::{DocNumber, Id};
use crate::backend::{Holdings, Lookup, Record, Searcher};
use crate::error::Result;
use crate::request::SearchRequest;
use crate::response::{Related, SearchResponse};
use crate::thesaurus::Thesaurus;

/// How often an index that changes while it is opened is opened again.
const MOST_ATTEMPTS: usize = 5;

/// One committed state of an index in a folder.
pub(crate) struct EmbeddedSearcher {
    path: PathBuf,
    index: Index,
    searcher: tantivy::Searcher,
    columns: Columns,
    fields: Fields,
    terms: u64,
    thesaurus: Cow<'static, Thesaurus>,
    dictionary: Dictionary,
    acts: OnceLock<Acts>,
    pub(super) standings: OnceLock<Standings>,
}

impl EmbeddedSearcher {
    /// Opens the last commit of the index in `dir`.
    pub(crate) fn open(
        dir: &Path,
        thesaurus: Cow<'static, Thesaurus>,
        dictionary: Dictionary,
    ) -> Result<Self> {
        let mut opened = Self::open_last(dir)?;
        opened.thesaurus = thesaurus;
        opened.dictionary = dictionary;
        Ok(opened)
    }

    fn open_last(dir: &Path) -> Result<Self> {
        let (mut attempt, mut seen) = (1, None);
        loop {
            let marker = Marker::read(dir)?;
            marker.check(dir)?;
            let path = dir.join(&marker.generation);
            let error = match Self::open_generation(&path) {
                Err(error) => error,
                opened => return opened,
            };
            // A rebuild may have replaced it, or a merge removed a file of it: look again, unless
            // nothing was committed since the last look.
            let now = Some((marker.generation, commit_of(&path)));
            if attempt == MOST_ATTEMPTS || seen == now {
                return Err(error.or_at(dir));
            }
            attempt += 1;
            seen = now;
        }
    }

    fn open_generation(path: &Path) -> Result<Self> {
        let index = Index::open(ReadOnlyDirectory::open(path)?)?;
        let terms = Payload::of(&index)?.terms;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let searcher = reader.try_into()?.searcher();
        let columns = Columns::open(&searcher)?;
        let fields = schema::schema().1;
        let thesaurus = Cow::Borrowed(Thesaurus::builtin());
        let (path, acts) = (path.to_path_buf(), OnceLock::new());
        let dictionary = Dictionary::default();
        let standings = OnceLock::new();
        Ok(Self {
            path,
            index,
            searcher,
            columns,
            fields,
            terms,
            thesaurus,
            dictionary,
            acts,
            standings,
        })
    }

    pub(super) fn statistics(&self) -> Statistics<'_> {
        Statistics::new(&self.searcher, self.terms)
    }

    pub(super) fn count(&self, matched: &Match) -> Result<usize> {
        Ok(self.searcher.search(matched, &Count)?)
    }

    pub(super) fn all(&self, matched: &Match) -> Result<HashSet<DocAddress>> {
        Ok(self.searcher.search(matched, &DocSetCollector)?)
    }

    pub(super) fn record(&self, address: DocAddress) -> Result<Record> {
        schema::record(&self.fields, &self.searcher.doc(address)?)
    }

    pub(super) fn searcher(&self) -> &tantivy::Searcher {
        &self.searcher
    }

    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    pub(super) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// What anything repeals or amends, read when it is first asked for.
    pub(super) fn acts(&self) -> &Acts {
        self.acts.get_or_init(|| Acts::read(&self.columns))
    }
}

impl Searcher for EmbeddedSearcher {
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        let started = Instant::now();
        let compiler = Compiler::new(self);
        let ladder = Ladder::new(request, &compiler, &self.fields, &self.thesaurus)?;
        let terms = Terms::new(&ladder.scored, &self.fields, &self.statistics())?;
        let named = Named::new(&ladder.pieces);
        let search = Search { index: self, request, ladder: &ladder, terms: &terms, named: &named };
        let mut response = search.run()?;
        if response.total == 0 {
            let (searcher, fields) = (&self.searcher, &self.fields);
            let suggester = Suggester { searcher, fields, compiler: &compiler };
            let absent = Absent { searcher, fields, compiler: &compiler };
            explain(&mut response, || suggester.suggest(request), || absent.explain(request));
        }
        response.expansions = ladder.expanded;
        response.took = started.elapsed();
        Ok(response)
    }

    fn get(&self, lookup: &Lookup) -> Result<Vec<Record>> {
        let wanted = match lookup {
            Lookup::Id(id) => Term::from_field_u64(self.fields.id, schema::id_key(id)),
            Lookup::Number(number) => number_term(&self.fields, number),
        };
        let found = self.all(&term(wanted))?;
        let records: Result<Vec<_>> =
            found.into_iter().map(|address| self.record(address)).collect();
        let mut records = records?;
        records.sort_by(|left, right| left.id.cmp(&right.id));
        Ok(records)
    }

    fn matching(&self, request: &SearchRequest) -> Result<Vec<Id>> {
        let compiler = Compiler::new(self);
        let ladder = Ladder::new(request, &compiler, &self.fields, &self.thesaurus)?;
        matching(&self.searcher, &self.columns, &ladder)
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        each(&self.searcher, &self.fields, visit)
    }

    fn related(&self, id: &Id) -> Result<Option<Related>> {
        let wanted = Term::from_field_u64(self.fields.id, schema::id_key(id));
        let Some(address) = self.all(&term(wanted))?.into_iter().next() else { return Ok(None) };
        related::related(self, &self.record(address)?, address).map(Some)
    }

    fn stats(&self) -> Result<Holdings> {
        Ok(Holdings {
            announcements: self.searcher.num_docs(),
            bytes: bytes_by_part(&self.path)?,
            facets: self.searcher.search(&AllQuery, &FacetCollector)?,
        })
    }

    fn state(&self) -> Result<Vec<u8>> {
        read_state(&self.index, &self.path)
    }
}

fn number_term(fields: &Fields, number: &DocNumber) -> Term {
    Term::from_field_text(fields.number, &number.key())
}
