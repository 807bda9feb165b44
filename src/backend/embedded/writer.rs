//! Writing: announcements into a generation, and commits that are seen at once.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use tantivy::index::SegmentMeta;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::query::{Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument};

use super::accession::Accessions;
use super::commit::{Payload, read_state};
use super::deletes::{Segments, earlier, of_run};
use super::generation::state_name;
use super::lock::IndexLock;
use super::manifest::Manifest;
use super::memory;
use super::merges::Merges;
use super::schema::{self, text_term};
use super::segment::SegmentBuilder;
use super::verify::{note, refuse_lost};
use super::writable::WritableDirectory;
use crate::backend::seam::{Accession, Arrival, Indexer, Seen, WriteOptions};
use crate::document::{self, Document, Field, Record};
use crate::error::{Error, ErrorKind, Result};

/// As many segments are filled at a time at most: every one costs every search a look-up of each of
/// its terms. To fill one takes a fraction of the time it takes to read what goes into it.
const MOST_SEGMENTS: usize = 8;

/// An index being written.
pub(crate) struct EmbeddedIndexer {
    lock: IndexLock,
    generation: String,
    index: Index,
    /// The segments being filled, each by few threads.
    segments: Vec<Mutex<Option<SegmentBuilder>>>,
    /// The bytes that each of them may take.
    memory: usize,
    /// Those that were written out.
    written: Segments,
    /// Whether some of them were committed before others.
    stepped: AtomicBool,
    /// Whether this generation replaces an index, whole or not.
    replaces: bool,
    /// The folder of the generation that this one replaces, where that is known.
    replaced: Option<PathBuf>,
    /// What the last commit tells of when announcements came in, opened when it is asked for.
    accessions: OnceLock<Option<Accessions>>,
    /// The files whose announcements are taken back before the commit.
    withdrawn: Mutex<Vec<String>>,
    /// Opened for the first change: a run that finds none needs neither its memory nor its threads
    /// (24 ms of CPU for 2,738 unchanged laws, 27 with them).
    writer: Mutex<Option<IndexWriter<TantivyDocument>>>,
    opening: Mutex<()>,
}

impl EmbeddedIndexer {
    /// Opens the index in `dir`, or begins a new one.
    pub(crate) fn open(dir: &Path, options: &WriteOptions) -> Result<Self> {
        let lock = IndexLock::take(dir)?;
        let manifest = Manifest::read(dir);
        let mut replaced = None;
        let is_new =
            manifest.as_ref().is_err_and(|error| matches!(error.kind(), ErrorKind::NoIndex));
        let (index, generation) = match manifest {
            _ if is_new => create_generation(&lock, None)?,
            manifest if options.rebuild => {
                replaced = manifest.as_ref().ok().map(|manifest| dir.join(&manifest.generation));
                create_generation(&lock, manifest.ok())?
            }
            manifest => open_generation(&lock, manifest?)?,
        };
        let threads = if options.threads == 0 { cores() } else { options.threads };
        let segments: Vec<_> = (0..threads.min(MOST_SEGMENTS)).map(|_| Mutex::new(None)).collect();
        let memory = memory::per_thread(options.memory, segments.len());
        let writer = Mutex::default();
        let opening = Mutex::new(());
        let written = Segments::default();
        let withdrawn = Mutex::default();
        let accessions = OnceLock::new();
        Ok(Self {
            lock,
            generation,
            index,
            segments,
            memory,
            written,
            stepped: AtomicBool::new(false),
            replaces: options.rebuild && !is_new,
            replaced,
            accessions,
            withdrawn,
            writer,
            opening,
        })
    }

    /// What the last commit tells of when announcements came in, if it does.
    fn accessions(&self) -> Result<Option<&Accessions>> {
        if let Some(opened) = self.accessions.get() {
            return Ok(opened.as_ref());
        }
        let _opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = self.accessions.get() {
            return Ok(opened.as_ref());
        }
        let opened = match &self.replaced {
            Some(path) => Accessions::replaced(path),
            None => Accessions::of(&self.index)?,
        };
        Ok(self.accessions.get_or_init(|| opened).as_ref())
    }

    /// What `act` does with the writer, of which an index has one.
    fn with_writer<T>(
        &self,
        act: impl FnOnce(&mut IndexWriter<TantivyDocument>) -> Result<T>,
    ) -> Result<T> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *writer {
            Some(writer) => act(writer),
            none => act(none.insert(open_writer(&self.index)?)),
        }
    }

    fn path(&self) -> PathBuf {
        self.lock.dir().join(&self.generation)
    }

    /// Writes out, side by side, what is being filled.
    fn finish_segments(&self) -> Result<()> {
        let finish = |segment: &Mutex<Option<SegmentBuilder>>| {
            let segment = segment.lock().map_err(|_| half_added())?.take();
            Ok(segment.map(SegmentBuilder::finish).transpose()?)
        };
        let finished: Result<Vec<_>> = self.segments.par_iter().map(finish).collect();
        finished?.into_iter().try_for_each(|segment| self.add_segment(segment))
    }

    /// Adds what was written out to the next commit.
    fn add_segment(&self, segment: Option<SegmentMeta>) -> Result<()> {
        let Some(segment) = segment else { return Ok(()) };
        self.written.insert(segment.id());
        self.with_writer(|writer| Ok(writer.add_segment(segment)?))
    }

    /// Deletes what was withdrawn. All segments of the step must be there: one that is added later may
    /// not be searched for it.
    fn delete_withdrawn(&self) -> Result<()> {
        let mut withdrawn = self.withdrawn.lock().unwrap_or_else(PoisonError::into_inner);
        withdrawn.drain(..).try_for_each(|path| {
            let deleted = of_run(self.file(&path), &self.written);
            self.with_writer(|writer| Ok(writer.delete_query(deleted)?))?;
            Ok(())
        })
    }

    /// Commits all changes so far; then segments are merged as `merges` says.
    fn commit_changes(&self, state: &[u8], terms: u64, merges: Option<Merges>) -> Result<()> {
        self.finish_segments()?;
        self.delete_withdrawn()?;
        self.with_writer(|writer| {
            // A commit has a number of its own, as the file of its state has: this uses the last one
            // up.
            writer.run(Vec::new())?;
            if let Some(merges) = merges {
                writer.set_merge_policy(Box::new(merges));
            }
            let mut commit = writer.prepare_commit()?;
            let name = state_name(commit.opstamp());
            let state_path = self.path().join(&name);
            let written = self.lock.disk().write(&state_path, state);
            written.map_err(|error| Error::at(&state_path, error))?;
            let payload = Payload { state: name, terms };
            let payload = serde_json::to_string(&payload).map_err(Error::backend)?;
            commit.set_payload(&payload);
            commit.commit()?;
            Ok(())
        })
    }

    /// Makes the generation with its last commit the index, and removes all that it does not name.
    fn show(&self, state: &[u8]) -> Result<()> {
        note(&self.index, &self.path(), self.lock.disk())?;
        let manifest = Manifest::ours(self.generation.clone(), state);
        manifest.write(self.lock.dir(), self.lock.disk())?;
        let generations = self.lock.generations();
        generations.clean(&self.generation, &living(&self.index)?);
        generations.remove_others(&self.generation)
    }

    /// All announcements of the file with this key.
    fn file(&self, path: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(text_term(Field::Path, path), IndexRecordOption::Basic))
    }
}

impl Indexer for EmbeddedIndexer {
    fn replaces(&self) -> bool {
        self.replaces
    }

    fn state(&self) -> Result<Vec<u8>> {
        read_state(&self.index, &self.path())
    }

    fn has_accessions(&self) -> Result<bool> {
        Ok(self.accessions()?.is_some())
    }

    fn seen(&self, arrivals: &[Arrival]) -> Result<Vec<Seen>> {
        match self.accessions()? {
            Some(accessions) => arrivals.iter().map(|one| accessions.seen(*one)).collect(),
            None => Ok(vec![Seen::Never; arrivals.len()]),
        }
    }

    fn returned(&self, texts: &[Accession]) -> Result<()> {
        let Some(accessions) = self.accessions()? else { return Ok(()) };
        texts.iter().try_for_each(|text| accessions.returned(*text))
    }

    fn departed(&self) -> Result<Vec<Accession>> {
        Ok(self.accessions()?.map(Accessions::departed).unwrap_or_default())
    }

    fn put(&self, record: &Record) -> Result<u64> {
        let Document { texts, values, length } = document::of(record)?;
        let own = rayon::current_thread_index().unwrap_or_default() % self.segments.len();
        let mut segment = self.segments[own].lock().map_err(|_| half_added())?;
        let filled = match &mut *segment {
            Some(filled) => filled,
            none => none.insert(SegmentBuilder::new(&self.index)?),
        };
        filled.add(&schema::document(values), &texts)?;
        if filled.bytes() >= self.memory {
            self.add_segment(segment.take().map(SegmentBuilder::finish).transpose()?)?;
        }
        Ok(length)
    }

    fn delete(&self, path: &str) -> Result<()> {
        let deleted = earlier(self.file(path), &self.written);
        self.with_writer(|writer| Ok(writer.delete_query(deleted)?))?;
        self.accessions()?.map_or(Ok(()), |accessions| accessions.delete(path))
    }

    fn withdraw(&self, path: &str) {
        let mut withdrawn = self.withdrawn.lock().unwrap_or_else(PoisonError::into_inner);
        withdrawn.push(path.to_string());
    }

    fn step(&self, state: &[u8], terms: u64) -> Result<()> {
        self.stepped.store(true, Ordering::Relaxed);
        self.commit_changes(state, terms, None)?;
        self.show(state)
    }

    fn commit(mut self: Box<Self>, state: &[u8], terms: u64) -> Result<()> {
        // What is still open of the last commit could not be removed everywhere.
        self.accessions.take();
        let stepped = *self.stepped.get_mut();
        let merges = Merges::of(if stepped { self.written.clone() } else { Segments::default() });
        self.commit_changes(state, terms, Some(merges))?;
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        writer.map_or(Ok(()), IndexWriter::wait_merging_threads)?;
        self.show(state)
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        let Self { lock, index, segments, accessions, writer, .. } = *self;
        drop((index, segments, accessions, writer));
        let current = Manifest::read(lock.dir()).ok().map(|manifest| manifest.generation);
        lock.generations().remove_leftovers(current.as_deref())
    }
}

/// Removes what a run that was stopped left behind, before anything else is written.
fn tidy(lock: &IndexLock, current: Option<&str>) -> Result<()> {
    if let Some(current) = current {
        lock.generations().adopt(current)?;
    }
    Manifest::remove_unfinished(lock.dir(), lock.disk())?;
    lock.generations().remove_leftovers(current)
}

/// Opens the generation of the manifest. What its last commit does not name goes first: tantivy
/// writes a file of deletes under the number of the commit that it belongs to, and refuses to write
/// one that is there already.
fn open_generation(lock: &IndexLock, manifest: Manifest) -> Result<(Index, String)> {
    manifest.check(lock.dir())?;
    tidy(lock, Some(&manifest.generation))?;
    let path = lock.dir().join(&manifest.generation);
    let index = Index::open(WritableDirectory::open(&path, lock.disk())?)?;
    // A damaged record of the commit names other files than those that are there.
    refuse_lost(&index, &path)?;
    lock.generations().clean(&manifest.generation, &living(&index)?);
    if manifest.origin().is_none() {
        let state = read_state(&index, &path)?;
        Manifest::ours(manifest.generation.clone(), &state).write(lock.dir(), lock.disk())?;
    }
    Ok((index, manifest.generation))
}

/// The files that the last commit of `index` names.
fn living(index: &Index) -> Result<HashSet<PathBuf>> {
    let metas = index.load_metas()?;
    let mut living = metas.list_segment_files();
    living.insert(Payload::of(index)?.state.into());
    Ok(living)
}

fn create_generation(lock: &IndexLock, replaced: Option<Manifest>) -> Result<(Index, String)> {
    let last = replaced.as_ref().map(|manifest| manifest.generation.as_str());
    tidy(lock, last)?;
    let generation = lock.generations().create(last)?;
    let zstd = ZstdCompressor { compression_level: Some(3) };
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(zstd),
        docstore_blocksize: 16 << 10,
        ..IndexSettings::default()
    };
    let directory = WritableDirectory::open(&lock.dir().join(&generation), lock.disk())?;
    let builder = Index::builder().schema(schema::schema()).settings(settings);
    Ok((builder.open_or_create(directory)?, generation))
}

/// A writer for segments, deletes and commits: documents never go through it.
fn open_writer(index: &Index) -> Result<IndexWriter<TantivyDocument>> {
    let writer = index.writer_with_options(IndexWriterOptions::builder().build())?;
    // Merged before the commit, the segments of a run would not be known for its own.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    Ok(writer)
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// What to say where a document was left half added.
fn half_added() -> Error {
    ErrorKind::Backend("a document broke it: please report this".to_string()).into()
}
