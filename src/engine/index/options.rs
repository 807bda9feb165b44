//! What to index, and how.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use crate::corpus::reader::Column;

/// What to index, and how.
///
/// ```
/// use policy_search::IndexOptions;
///
/// let options = IndexOptions::of(["laws", "notices.jsonl"]).field("题目", "title".parse()?).threads(2);
/// assert_eq!(options.roots.len(), 2);
/// # Ok::<(), policy_search::ValueError>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct IndexOptions {
    /// Folders or files to add to those the index has.
    pub roots: Vec<PathBuf>,
    /// Folders or files of those the index has that are to be no longer of them, whether or not they
    /// are still there: their announcements are removed. The same texts in other folders stay.
    pub forget: Vec<PathBuf>,
    /// The folder for an index that has none and is given none.
    pub fallback: Option<PathBuf>,
    /// Build anew; searches go on against the old index meanwhile.
    pub rebuild: bool,
    /// Say what would change, and change nothing.
    pub dry_run: bool,
    /// Remove the announcements of files that are gone even where most of a folder is gone, or a
    /// folder that was indexed is not there. Without it these are kept, for a file system that is not
    /// mounted looks the same.
    pub prune: bool,
    /// The threads to use; 0 for one per core.
    pub threads: usize,
    /// The bytes that postings may take before they are written out; without it a quarter of what
    /// the machine has free, at most 2 GiB. A run takes some 200 MB besides.
    pub memory: Option<u64>,
    /// Into how many shards an index in OpenSearch is split that is built anew; without it as its size
    /// asks for. Like the two below it is an error for an index that is a folder.
    pub shards: Option<u32>,
    /// How many copies of each shard it has besides the first; without it one where there are nodes
    /// for it.
    pub replicas: Option<u32>,
    /// How long a cluster that takes nothing is waited for; without it ten minutes.
    pub patience: Option<Duration>,
    /// Columns of dumps and keys of front matter that no table knows, and what they hold; they go
    /// before those of a `corpus.toml`.
    pub fields: Vec<(String, Column)>,
    /// Whether to keep what is no announcement (error pages, lists of other pages) all the same;
    /// without it, as before.
    pub keep_junk: Option<bool>,
    /// The program that reads files which could break this one, in processes apart: the command
    /// `search` of this version. Without it they are read here, where a hostile file may take all
    /// memory.
    pub reader: Option<PathBuf>,
    /// Whether other programs (LibreOffice, `pdftotext`) are to read what our readers refuse, where
    /// they can and are there; without a word as in the run before.
    pub convert: Option<bool>,
    /// Whether text is to be recognised on pages that are images, by the program tesseract; without a
    /// word as in the run before, if it is there.
    pub recognise: Option<bool>,
    /// The languages of that text as tesseract calls them (`chi_sim+eng`); without a word as in the run
    /// before, or else simplified Chinese, and traditional where it has learnt that.
    pub languages: Option<String>,
    /// When the run begins, by which it dates what it sees first
    /// ([`Record::added`](crate::backend::Record::added)); without it the time of the system. Never before
    /// or at that of the run before, whatever the clocks say.
    pub now: Option<Timestamp>,
    /// How long files are read before those that were read are committed, and others follow; without
    /// it ten seconds, or an eighth of what the run has taken so far if that is longer. It decides
    /// how much a kill costs, and nothing else: the index is the same whatever it is. Zero commits
    /// after each file of a thread. A rebuild commits once, when it is done.
    pub step: Option<Duration>,
    /// A flag that any thread may set to have the run stop: what was read is committed, what was being
    /// read is not, and [`Report::interrupted`](super::Report::interrupted) says how far it is. The next
    /// run goes on. A rebuild is dropped.
    pub stop: Option<Arc<AtomicBool>>,
}

impl IndexOptions {
    /// To index the folders `roots`.
    pub fn of<P: Into<PathBuf>>(roots: impl IntoIterator<Item = P>) -> Self {
        Self { roots: roots.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Adds a folder or file of the index that is to be no longer of it.
    #[must_use]
    pub fn forget(mut self, root: impl Into<PathBuf>) -> Self {
        self.forget.push(root.into());
        self
    }

    /// Sets the folder for an index that has none and is given none.
    #[must_use]
    pub fn fallback(self, folder: impl Into<PathBuf>) -> Self {
        Self { fallback: Some(folder.into()), ..self }
    }

    /// Sets whether to build anew.
    #[must_use]
    pub fn rebuild(self, rebuild: bool) -> Self {
        Self { rebuild, ..self }
    }

    /// Sets whether only to say what would change.
    #[must_use]
    pub fn dry_run(self, dry_run: bool) -> Self {
        Self { dry_run, ..self }
    }

    /// Sets whether to remove the announcements of files that are gone even where most of a folder
    /// is.
    #[must_use]
    pub fn prune(self, prune: bool) -> Self {
        Self { prune, ..self }
    }

    /// Sets the threads to use; 0 for one per core.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// Sets the bytes that postings may take before they are written out.
    #[must_use]
    pub fn memory(self, bytes: impl Into<Option<u64>>) -> Self {
        Self { memory: bytes.into(), ..self }
    }

    /// Sets into how many shards an index in OpenSearch is split.
    #[must_use]
    pub fn shards(self, shards: impl Into<Option<u32>>) -> Self {
        Self { shards: shards.into(), ..self }
    }

    /// Sets how many copies of each shard an index in OpenSearch has.
    #[must_use]
    pub fn replicas(self, replicas: impl Into<Option<u32>>) -> Self {
        Self { replicas: replicas.into(), ..self }
    }

    /// Sets how long a cluster that takes nothing is waited for.
    #[must_use]
    pub fn patience(self, patience: impl Into<Option<Duration>>) -> Self {
        Self { patience: patience.into(), ..self }
    }

    /// Whether anything is asked for that only a cluster has.
    pub(super) fn is_of_cluster(&self) -> bool {
        self.shards.is_some() || self.replicas.is_some() || self.patience.is_some()
    }

    /// Adds a column of dumps, or key of front matter, and what it holds.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, holds: Column) -> Self {
        self.fields.push((name.into(), holds));
        self
    }

    /// Sets whether to keep what is no announcement.
    #[must_use]
    pub fn keep_junk(self, keep: impl Into<Option<bool>>) -> Self {
        Self { keep_junk: keep.into(), ..self }
    }

    /// Sets the program that reads files which could break this one.
    #[must_use]
    pub fn reader(self, program: impl Into<PathBuf>) -> Self {
        Self { reader: Some(program.into()), ..self }
    }

    /// Sets whether other programs are to read what our readers refuse.
    #[must_use]
    pub fn convert(self, convert: impl Into<Option<bool>>) -> Self {
        Self { convert: convert.into(), ..self }
    }

    /// Sets whether text is to be recognised on pages that are images.
    #[must_use]
    pub fn recognise(self, recognise: impl Into<Option<bool>>) -> Self {
        Self { recognise: recognise.into(), ..self }
    }

    /// Sets the languages of text that is to be recognised.
    #[must_use]
    pub fn languages(self, languages: impl Into<Option<String>>) -> Self {
        Self { languages: languages.into(), ..self }
    }

    /// Sets how long files are read before those that were read are committed.
    #[must_use]
    pub fn step(self, step: impl Into<Option<Duration>>) -> Self {
        Self { step: step.into(), ..self }
    }

    /// Sets the flag that has the run stop.
    #[must_use]
    pub fn stop(self, flag: Arc<AtomicBool>) -> Self {
        Self { stop: Some(flag), ..self }
    }

    /// Whether the run is to stop.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop.load(Ordering::Relaxed))
    }

    /// Sets when the run begins.
    #[must_use]
    pub fn now(self, now: impl Into<Option<Timestamp>>) -> Self {
        Self { now: now.into(), ..self }
    }
}
