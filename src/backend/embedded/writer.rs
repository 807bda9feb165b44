//! Writing: announcements into a generation, and commits that are seen at once.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::LogMergePolicy;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, Term};

use super::directory::ReadOnlyDirectory;
use super::generation::{Claim, Marker, write_synced};
use super::memory;
use super::schema::{self, Fields};
use crate::backend::{Indexer, Record, WriteOptions};
use crate::error::{Error, ErrorKind, Result};

/// Threads beyond this many wait for each other more than they write.
const MOST_THREADS: usize = 8;

/// A segment of which more than this share is deleted is merged anew.
const MOST_DELETED: f32 = 0.2;

/// What stands beside a commit in the index's own record of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The file of the state that belongs to the commit.
    pub(super) state: String,
    /// How many terms all announcements have together.
    pub(super) terms: u64,
}

impl Payload {
    /// The payload of the last commit of `index`.
    pub(super) fn of(index: &Index) -> Result<Self> {
        let metas = index.load_metas()?;
        let text = metas.payload.unwrap_or_else(|| "{\"state\":\"\",\"terms\":0}".to_string());
        serde_json::from_str(&text).map_err(|error| ErrorKind::Damaged(error.to_string()).into())
    }
}

/// An index being written.
pub(crate) struct EmbeddedIndexer {
    claim: Claim,
    generation: String,
    fields: Fields,
    index: Index,
    threads: usize,
    /// The bytes that postings may take, if it was said.
    memory: Option<u64>,
    /// Opened for the first change: a run that finds none needs neither its memory nor its threads
    /// (24 ms of CPU for 2,738 unchanged laws, 27 with them).
    writer: OnceLock<IndexWriter<TantivyDocument>>,
    opening: Mutex<()>,
}

impl EmbeddedIndexer {
    /// Opens the index in `dir`, or begins a new one.
    pub(crate) fn open(dir: &Path, options: &WriteOptions) -> Result<Self> {
        let claim = Claim::new(dir)?;
        let marker = match Marker::read(dir) {
            Err(error) if matches!(error.kind(), ErrorKind::NoIndex) => None,
            _ if options.rebuild => None,
            marker => Some(marker?),
        };
        let (index, generation) = match marker {
            Some(marker) => open_generation(dir, marker)?,
            None => create_generation(&claim)?,
        };
        let fields = schema::schema().1;
        let WriteOptions { threads, memory, .. } = *options;
        let (writer, opening) = (OnceLock::new(), Mutex::new(()));
        Ok(Self { claim, generation, fields, index, threads, memory, writer, opening })
    }

    fn writer(&self) -> Result<&IndexWriter<TantivyDocument>> {
        if let Some(writer) = self.writer.get() {
            return Ok(writer);
        }
        // An index has one writer: of the threads that ask first, one opens it.
        let _opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = self.writer.get() {
            return Ok(writer);
        }
        let opened = open_writer(&self.index, self.threads, self.memory)?;
        Ok(self.writer.get_or_init(|| opened))
    }

    fn path(&self) -> PathBuf {
        self.claim.dir().join(&self.generation)
    }
}

impl Indexer for EmbeddedIndexer {
    fn state(&self) -> Result<Vec<u8>> {
        read_state(&self.index, &self.path())
    }

    fn put(&self, record: &Record) -> Result<u64> {
        let (document, terms) = schema::document(&self.fields, record)?;
        self.writer()?.add_document(document)?;
        Ok(terms)
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.writer()?.delete_term(Term::from_field_text(self.fields.path, path));
        Ok(())
    }

    fn commit(mut self: Box<Self>, state: &[u8], terms: u64) -> Result<()> {
        let path = self.path();
        let mut writer = match self.writer.take() {
            Some(writer) => writer,
            None => open_writer(&self.index, self.threads, self.memory)?,
        };
        let mut commit = writer.prepare_commit()?;
        let name = format!("state-{}.jsonl", commit.opstamp());
        write_synced(&path.join(&name), state)?;
        let payload = Payload { state: name.clone(), terms };
        let payload = serde_json::to_string(&payload)
            .map_err(|error| ErrorKind::Backend(error.to_string()))?;
        commit.set_payload(&payload);
        commit.commit()?;
        writer.wait_merging_threads()?;
        remove_other_states(&path, &name);
        share(&path);
        Marker::ours(self.generation.clone()).write(self.claim.dir())?;
        self.claim.remove_others(&self.generation)
    }
}

/// The state committed with the last commit of `index`; empty before the first.
pub(super) fn read_state(index: &Index, path: &Path) -> Result<Vec<u8>> {
    let Some(path) = state_path(index, path)? else { return Ok(Vec::new()) };
    fs::read(&path).map_err(|error| Error::at(path, error))
}

/// The file of the state committed with the last commit of `index`; none before the first.
fn state_path(index: &Index, path: &Path) -> Result<Option<PathBuf>> {
    let name = Payload::of(index)?.state;
    Ok((!name.is_empty()).then(|| path.join(name)))
}

/// The state committed with the index in `dir`, whatever its format and analyzer.
pub(crate) fn last_state(dir: &Path) -> Result<Box<dyn BufRead>> {
    let path = dir.join(Marker::read(dir)?.generation);
    let index = Index::open(ReadOnlyDirectory::open(&path)?)?;
    let Some(path) = state_path(&index, &path)? else { return Ok(Box::new(io::empty())) };
    let file = File::open(&path).map_err(|error| Error::at(path, error))?;
    Ok(Box::new(BufReader::new(file)))
}

fn open_generation(dir: &Path, marker: Marker) -> Result<(Index, String)> {
    marker.check(dir)?;
    let path = dir.join(&marker.generation);
    let directory = MmapDirectory::open(&path).map_err(tantivy::TantivyError::from)?;
    let mut index = Index::open(directory)?;
    index.set_tokenizers(schema::tokenizers());
    Ok((index, marker.generation))
}

fn create_generation(claim: &Claim) -> Result<(Index, String)> {
    let generation = claim.new_generation()?;
    let zstd = ZstdCompressor { compression_level: Some(3) };
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(zstd),
        docstore_blocksize: 16 << 10,
        ..IndexSettings::default()
    };
    let index = Index::builder()
        .schema(schema::schema().0)
        .tokenizers(schema::tokenizers())
        .settings(settings)
        .create_in_dir(claim.dir().join(&generation))?;
    Ok((index, generation))
}

fn open_writer(
    index: &Index,
    threads: usize,
    memory: Option<u64>,
) -> Result<IndexWriter<TantivyDocument>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if threads == 0 { cores.min(MOST_THREADS) } else { threads };
    let memory = threads * memory::per_thread(memory, threads);
    let writer = index.writer_with_num_threads(threads, memory)?;
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(MOST_DELETED);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

/// Removes the states of earlier commits; one that stays costs room and nothing else.
fn remove_other_states(path: &Path, kept: &str) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("state-") && name != kept {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Lets the users who may read the folder read its files, some of which are made private.
#[cfg(unix)]
fn share(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(folder) = fs::metadata(path) else { return };
    let mode = folder.permissions().mode() & 0o666;
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode));
    }
}

#[cfg(not(unix))]
fn share(_: &Path) {}
