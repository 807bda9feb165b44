//! How far a run is: which files it read, which it has still to read, and the state of the index that
//! is true for just these.
//!
//! A file that was not read yet is in the state as it was before the run, or not at all, so that the
//! next run reads it. A file that was moved leaves the index together with the step in which its
//! content comes in under the new name; any other that is to be removed leaves with the first step.

use std::collections::HashMap;
use std::path::PathBuf;

use super::choices::Choices;
use super::dating::Dating;
use super::file::{Change, Outcome};
use super::finding::Away;
use super::missing::{Removed, Settled};
use super::plan::{Job, Plan};
use super::roots::{self, Label};
use crate::backend::Accession;
use crate::corpus::reader;
use crate::corpus::{FileState, State};
use crate::error::Result;

/// What a walk found.
pub(super) struct Walked {
    pub(super) plan: Plan,
    pub(super) roots: Vec<PathBuf>,
    /// What files are called by, root by root, and what they were called by in the run before.
    pub(super) labels: Vec<Label>,
    pub(super) known: Vec<Label>,
    /// The roots that are to be forgotten.
    pub(super) forgotten: Vec<PathBuf>,
    /// Where the walks could not look.
    pub(super) away: Vec<Away>,
    /// Whether no run came before, so that even an empty index is to be committed.
    pub(super) first: bool,
    /// The texts that the index no longer held.
    pub(super) departed: Vec<Accession>,
    pub(super) began: u64,
    pub(super) ignored: u64,
    pub(super) excluded: u64,
}

impl Walked {
    /// Whether files are called by the label that those of another folder were called by.
    pub(super) fn renames_a_label(&self) -> bool {
        let is_other = |(label, root): &Label| {
            self.labels.iter().any(|(own, other)| own == label && other != root)
        };
        self.known.iter().any(is_other)
    }
}

/// A run that is under way.
pub(super) struct Course {
    pub(super) walked: Walked,
    /// What becomes of the files that were not found; those that were removed have left.
    pub(super) settled: Settled,
    /// The files that were read or compared.
    pub(super) outcomes: Vec<Outcome>,
    /// Those that were not, by their numbers.
    pub(super) pending: Vec<(usize, Job)>,
    /// What is to be removed.
    leaving: Vec<Removed>,
    /// The hashes of files that may have been moved, by the numbers of the jobs that find them.
    becoming: HashMap<usize, String>,
}

impl Course {
    /// A run that has all before it.
    pub(super) fn begin(
        mut walked: Walked,
        mut settled: Settled,
        becoming: HashMap<usize, String>,
    ) -> Self {
        let pending = std::mem::take(&mut walked.plan.jobs).into_iter().enumerate().collect();
        let leaving = std::mem::take(&mut settled.removed);
        let becoming = if walked.renames_a_label() { HashMap::new() } else { becoming };
        Self { walked, settled, outcomes: Vec::new(), pending, leaving, becoming }
    }

    /// A run that has only compared.
    pub(super) fn rehearsed(walked: Walked, settled: Settled, outcomes: Vec<Outcome>) -> Self {
        let (pending, leaving, becoming) = <_>::default();
        Self { walked, settled, outcomes, pending, leaving, becoming }
    }

    /// Whether all is done.
    pub(super) fn is_done(&self) -> bool {
        self.pending.is_empty()
    }

    /// Whether anything is done.
    pub(super) fn has_begun(&self) -> bool {
        !self.outcomes.is_empty() || !self.settled.removed.is_empty()
    }

    /// Removes by `delete` all files that leave with this step, which waits for no other files.
    pub(super) fn leave(&mut self, mut delete: impl FnMut(&FileState) -> Result<()>) -> Result<()> {
        let mut awaited = HashMap::<&str, usize>::new();
        for hash in self.pending.iter().filter_map(|(at, _)| self.becoming.get(at)) {
            *awaited.entry(hash).or_default() += 1;
        }
        let mut waits = |removed: &mut Removed| {
            let awaited = awaited.get_mut(&*removed.file.hash).filter(|count| **count > 0);
            awaited.map(|count| *count -= 1).is_none()
        };
        let left: Vec<Removed> = self.leaving.extract_if(.., |removed| waits(removed)).collect();
        left.iter().try_for_each(|removed| delete(&removed.file))?;
        self.settled.removed.extend(left);
        Ok(())
    }

    /// Whether the index is to be changed, of which the state was `last`.
    pub(super) fn is_changed(&self, choices: &Choices, last: &State) -> bool {
        let is_kept = |outcome: &Outcome| matches!(outcome.change, Change::Kept(_));
        self.walked.first
            || self.settled.is_news
            || !self.settled.removed.is_empty()
            || !self.outcomes.iter().all(is_kept)
            || !choices.are_of(last)
            || self.walked.roots != last.roots
            || self.labels() != roots::labels_of(last)
    }

    /// The files that the index knows now.
    pub(super) fn files(&self) -> impl Iterator<Item = &FileState> {
        let read = self.outcomes.iter().map(|outcome| &outcome.file);
        let pending = self.pending.iter().filter_map(|(_, job)| job.before.as_ref());
        read.chain(&self.walked.plan.unchanged).chain(self.not_found()).chain(pending)
    }

    /// Those of them that were not found.
    fn not_found(&self) -> impl Iterator<Item = &FileState> {
        self.settled.kept.iter().chain(self.leaving.iter().map(|removed| &removed.file))
    }

    fn labels(&self) -> Vec<Label> {
        let Walked { labels, known, .. } = &self.walked;
        let borne = roots::borne_by(self.not_found(), known, labels);
        [labels.clone(), borne].concat()
    }

    /// The state to keep with what is done, and how many terms its announcements have.
    pub(super) fn state(&self, choices: &Choices, dating: &Dating) -> Result<(Vec<u8>, u64)> {
        let mut files: Vec<&FileState> = self.files().collect();
        files.sort_by(|left, right| left.key().cmp(right.key()));
        let terms = files.iter().map(|file| file.terms).sum();
        let head = State {
            roots: self.walked.roots.clone(),
            labels: self.labels(),
            fields: choices.fields.clone(),
            keep_junk: choices.keep_junk,
            convert: choices.convert(),
            recognition: choices.recognition.clone(),
            readers: reader::VERSION,
            walked: self.walked.began,
            added: dating.now,
            departed: dating.departed()?,
            files: Vec::new(),
        };
        Ok((head.to_bytes(files)?, terms))
    }
}
