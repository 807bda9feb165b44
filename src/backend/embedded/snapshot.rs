//! One committed state of an index, opened, and what may be asked of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use tantivy::collector::Count;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocSet, Index, ReloadPolicy, TERMINATED, TantivyDocument};

use super::clause::lowered;
use super::columns::{Columns, SegmentColumns};
use super::commit::{Payload, commit_of, read_state, read_state_head};
use super::directory::ReadOnlyDirectory;
use super::facets::FacetCollector;
use super::manifest::Manifest;
use super::postings::for_each_document;
use super::schema::{self, text_term};
use super::size::bytes_by_part;
use super::statistics::{Statistics, holding};
use super::top::Top;
use super::{evidence, found, stored, term_dictionary};
use crate::backend::clause::Clause;
use crate::backend::seam::{
    Asked, Best, CopyKeys, Evidence, Facts, Found, Gap, Held, InPassage, Issued, Passages,
    Snapshot, Term, Totals,
};
use crate::document::{self, Field, Record};
use crate::error::Result;
use crate::response::Facets;

/// How often an index that changes while it is opened is opened again.
const MOST_ATTEMPTS: usize = 5;

/// One committed state of an index in a folder.
pub(crate) struct EmbeddedSnapshot {
    path: PathBuf,
    index: Index,
    searcher: tantivy::Searcher,
    columns: Columns,
    terms: u64,
}

impl EmbeddedSnapshot {
    /// Opens the last commit of the index in `dir`.
    pub(crate) fn open(dir: &Path) -> Result<Self> {
        let mut attempt = 1;
        let mut seen = None;
        loop {
            let manifest = Manifest::read(dir)?;
            manifest.check(dir)?;
            let path = dir.join(&manifest.generation);
            let error = match Self::open_generation(&path) {
                Err(error) => error,
                opened => return opened,
            };
            // A rebuild may have replaced it, or a merge removed a file of it: look again, unless
            // nothing was committed since the last look.
            let now = Some((manifest.generation, commit_of(&path)));
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
        Ok(Self { path: path.to_path_buf(), index, searcher, columns, terms })
    }

    /// Whether any document matches.
    fn is_any(&self, what: &Clause) -> Result<bool> {
        let weight = lowered(what).weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut found = weight.scorer(segment, 1.0)?;
            while found.doc() != TERMINATED && segment.is_deleted(found.doc()) {
                found.advance();
            }
            if found.doc() != TERMINATED {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What `read` reads of the columns of each of `docs`.
    fn columns_of<T>(
        &self,
        docs: &[DocAddress],
        read: impl Fn(&SegmentColumns, tantivy::DocId) -> T,
    ) -> Vec<T> {
        let one = |doc: &DocAddress| read(self.columns.of(doc.segment_ord), doc.doc_id);
        docs.iter().map(one).collect()
    }

    /// What `read` makes of the stored text of each of `docs`.
    fn stored<T>(&self, docs: &[DocAddress], read: impl Fn(&str) -> Result<T>) -> Result<Vec<T>> {
        let one = |doc: &DocAddress| {
            let document: TantivyDocument = self.searcher.doc(*doc)?;
            read(schema::stored(&document)?)
        };
        docs.iter().map(one).collect()
    }
}

impl Snapshot for EmbeddedSnapshot {
    type Doc = DocAddress;

    fn totals(&self) -> Totals {
        Totals { announcements: self.searcher.num_docs(), terms: self.terms }
    }

    fn counts(&self, of: &[Clause]) -> Result<Vec<usize>> {
        let count = |what: &Clause| self.searcher.search(&lowered(what), &Count);
        Ok(of.iter().map(count).collect::<tantivy::Result<_>>()?)
    }

    fn exist(&self, of: &[Clause]) -> Result<Vec<bool>> {
        of.iter().map(|what| self.is_any(what)).collect()
    }

    fn firsts(&self, lists: &[Vec<Clause>], most: usize) -> Result<Vec<Vec<usize>>> {
        let one = |list: &Vec<Clause>| {
            let exist = (0..list.len()).map(|place| Ok((place, self.is_any(&list[place])?)));
            let first = exist.filter_map(|one| one.map(|(at, any)| any.then_some(at)).transpose());
            first.take(most).collect()
        };
        lists.iter().map(one).collect()
    }

    fn all(&self, what: &Clause) -> Result<Vec<DocAddress>> {
        found::all(&self.searcher, what)
    }

    fn found(&self, of: &[Clause], most: usize) -> Result<Vec<Found<DocAddress>>> {
        found::found(&self.searcher, of, most)
    }

    fn matched(&self, docs: &[DocAddress], what: &Clause) -> Result<Vec<bool>> {
        found::matched(&self.searcher, docs, what)
    }

    fn best(&self, wanted: &Best<'_>) -> Result<Vec<DocAddress>> {
        let statistics = Statistics::new(&self.searcher, self.terms);
        let (searcher, columns) = (&self.searcher, &self.columns);
        Top { searcher, columns, statistics, wanted }.chosen()
    }

    fn facets(&self, what: &Clause, more: &[DocAddress]) -> Result<Facets> {
        if more.is_empty() {
            return Ok(self.searcher.search(&lowered(what), &FacetCollector)?);
        }
        let mut all = self.all(what)?;
        all.extend(more);
        Ok(FacetCollector.of(&self.searcher, all)?)
    }

    fn holding(&self, terms: &[Term]) -> Result<Vec<u64>> {
        let one = |term: &Term| holding(&self.searcher, &text_term(term.field, &term.text));
        Ok(terms.iter().map(one).collect::<tantivy::Result<_>>()?)
    }

    fn values(&self, field: Field, prefix: &str) -> Result<BTreeSet<String>> {
        term_dictionary::values(&self.searcher, field, prefix)
    }

    fn around(&self, gaps: &[Gap]) -> Result<Vec<Vec<(char, u64)>>> {
        gaps.iter().map(|gap| term_dictionary::around(&self.searcher, *gap)).collect()
    }

    fn evidence(&self, docs: &[DocAddress], asked: &Asked<'_>) -> Result<Evidence> {
        evidence::evidence(&self.searcher, docs, asked)
    }

    fn passages(
        &self,
        docs: &[Passages<DocAddress>],
        terms: &[&Term],
    ) -> Result<Vec<Vec<InPassage>>> {
        evidence::passages(&self.searcher, docs, terms)
    }

    fn facts(&self, docs: &[DocAddress]) -> Result<Vec<Facts>> {
        Ok(self.columns_of(docs, SegmentColumns::facts))
    }

    fn issued(&self, docs: &[DocAddress]) -> Result<Vec<Issued>> {
        Ok(self.columns_of(docs, SegmentColumns::issued))
    }

    fn copy_keys(&self, docs: &[DocAddress]) -> Result<Vec<CopyKeys>> {
        Ok(self.columns_of(docs, SegmentColumns::copy_keys))
    }

    fn holders(&self, keys: &[(Field, u64)]) -> Result<Vec<Vec<DocAddress>>> {
        let one = |(field, key): &(Field, u64)| {
            let mut found = Vec::new();
            let term = schema::term(*field, &(*key).into());
            for_each_document(&self.searcher, &term, |doc| found.push(doc))?;
            Ok(found)
        };
        keys.iter().map(one).collect()
    }

    fn holders_from(&self, field: Field, prefixes: &[String]) -> Result<Vec<Held<DocAddress>>> {
        let one = |prefix: &String| term_dictionary::holders_from(&self.searcher, field, prefix);
        prefixes.iter().map(one).collect()
    }

    fn between(&self, field: Field, from: u64, to: u64, most: usize) -> Result<Vec<u64>> {
        term_dictionary::between(&self.searcher, field, (from, to), most)
    }

    fn numbers(&self, field: Field) -> Result<FxHashSet<u64>> {
        Ok(self.columns.numbers(field).clone())
    }

    fn shared(&self, docs: &[DocAddress], field: Field, among: Field) -> Result<Vec<Vec<u64>>> {
        let numbers = self.columns.numbers(among);
        Ok(self.columns_of(docs, |columns, doc| {
            columns.all(field, doc).filter(|number| numbers.contains(number)).collect()
        }))
    }

    fn meeting(&self, field: Field, among: Field) -> Result<Vec<DocAddress>> {
        let numbers = self.columns.numbers(among);
        let mut found = Vec::new();
        for (ord, columns) in self.columns.segments().enumerate() {
            let ord = ord as u32;
            let has_any =
                |doc: &u32| columns.all(field, *doc).any(|number| numbers.contains(&number));
            let alive = self.searcher.segment_reader(ord).doc_ids_alive();
            found.extend(alive.filter(has_any).map(|doc| DocAddress::new(ord, doc)));
        }
        Ok(found)
    }

    fn records(&self, docs: &[DocAddress]) -> Result<Vec<Record>> {
        self.stored(docs, document::stored::record)
    }

    fn compared(&self, docs: &[DocAddress]) -> Result<Vec<(Record, Vec<usize>)>> {
        self.stored(docs, document::stored::compared)
    }

    fn each(&self, visit: &mut dyn FnMut(Record) -> Result<()>) -> Result<()> {
        stored::each(&self.searcher, visit)
    }

    fn bytes(&self) -> Result<Vec<(String, u64)>> {
        bytes_by_part(&self.path)
    }

    fn state(&self) -> Result<Vec<u8>> {
        read_state(&self.index, &self.path)
    }

    fn state_head(&self) -> Result<Vec<u8>> {
        read_state_head(&self.index, &self.path)
    }
}
