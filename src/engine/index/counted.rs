//! What a run did, counted.

use super::course::Course;
use super::file::{Change, Outcome};
use super::report::{Forgotten, Interrupted, Kept, Missing, Report};

impl Course {
    /// What a run did so far, or would do.
    pub(super) fn report(&self) -> Report {
        let Self { walked, settled, outcomes, .. } = self;
        let (ignored, excluded) = (walked.ignored, walked.excluded);
        let (notes, kept) = (settled.notes.clone(), settled.told.clone());
        let mut report = Report { ignored, excluded, notes, kept, ..Report::default() };
        report.kept_files = settled.kept.len() as u64;
        report.unchanged = walked.plan.unchanged.len() as u64;
        report.skipped_before =
            walked.plan.unchanged.iter().filter(|file| file.skipped.is_some()).count() as u64;
        for outcome in outcomes {
            report.bytes += outcome.bytes;
            count(outcome, &mut report);
        }
        let renamed = settled.removed.iter().filter(|removed| removed.is_renamed).count() as u64;
        report.renamed = renamed;
        report.added = report.added.saturating_sub(renamed);
        report.forgotten = self.forgotten();
        report.gone = settled.vanished.clone();
        report.removed = settled.removed.len() as u64 - renamed;
        for file in self.files() {
            report.announcements += file.announcements;
            report.waiting.pages += file.waiting;
            report.waiting.files += u64::from(file.waiting > 0);
        }
        report.interrupted = (!self.is_done()).then(|| self.interrupted());
        report
    }

    /// What was removed with each root that is forgotten.
    fn forgotten(&self) -> Vec<Forgotten> {
        let roots = self.walked.forgotten.iter();
        let mut forgotten: Vec<Forgotten> =
            roots.map(|root| Forgotten { root: root.clone(), ..Forgotten::default() }).collect();
        for removed in &self.settled.removed {
            if let Some(root) = removed.forgotten.and_then(|at| forgotten.get_mut(at)) {
                root.files += 1;
                root.announcements += removed.file.announcements;
            }
        }
        forgotten
    }

    fn interrupted(&self) -> Interrupted {
        let done = (self.walked.plan.unchanged.len() + self.outcomes.len()) as u64;
        Interrupted { done, of: done + self.pending.len() as u64, dropped: false }
    }
}

/// Counts what became of a file that was found.
fn count(Outcome { file, change, .. }: &Outcome, report: &mut Report) {
    match change {
        Change::Unchanged => {
            report.unchanged += 1;
            report.skipped_before += u64::from(file.skipped.is_some());
            return;
        }
        Change::Kept(reason) => {
            let why = Missing::Unseen(reason.clone());
            let announcements = file.announcements;
            report.kept.push((file.path.clone(), Kept { why, announcements }));
            report.kept_files += 1;
            return;
        }
        Change::Updated => report.updated += 1,
        Change::Added => report.added += 1,
    }
    let left_out = if file.junk > 0 { &mut report.junk } else { &mut report.skipped };
    left_out.extend(file.skipped.iter().map(|reason| (file.path.clone(), reason.clone())));
    report.notes.extend(file.notes.iter().map(|note| (file.path.clone(), note.clone())));
}
