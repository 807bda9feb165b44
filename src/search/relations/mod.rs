//! What announcements of an index do to one another: repeal, amend, pass on, cite.

mod acts;
mod by_article;
mod fate;
mod naming;
mod related;
mod validity;
mod versions;

use std::sync::OnceLock;

use self::acts::acting;
use self::validity::Validities;
use crate::announcement::{Announcement, Relation, Validity};
use crate::backend::clause::Clause;
use crate::backend::seam::{Facts, Snapshot};
use crate::document::Record;
use crate::error::Result;
use crate::response::{Affected, Link, Links, Related};

/// What is known of the relations in one committed state, read when it is first asked for.
#[derive(Default)]
pub(super) struct Relations {
    validities: OnceLock<Validities>,
}

impl Relations {
    /// Whether another announcement repeals each of `docs`, given their facts.
    pub(super) fn repealed<S: Snapshot>(
        snapshot: &S,
        docs: &[S::Doc],
        facts: &[Facts],
    ) -> Result<Vec<bool>> {
        let acting = acting(snapshot, docs, facts, &[Relation::Replaces])?;
        Ok(acting.iter().map(|acting| !acting.is_empty()).collect())
    }

    /// What became of each of `docs`, whose announcements these are.
    pub(super) fn fates<S: Snapshot>(
        snapshot: &S,
        docs: &[S::Doc],
        announcements: &[&Announcement],
    ) -> Result<Vec<Option<Affected>>> {
        fate::fates(snapshot, docs, announcements)
    }

    /// The latest version of each of `docs`, whose announcements these are, where there is a later one.
    pub(super) fn newer<S: Snapshot>(
        snapshot: &S,
        docs: &[S::Doc],
        announcements: &[&Announcement],
    ) -> Result<Vec<Option<Link>>> {
        let versions = versions::versions(snapshot, docs, announcements)?;
        if versions.iter().all(Vec::is_empty) {
            return Ok(docs.iter().map(|_| None).collect());
        }
        let days = snapshot.facts(docs)?.into_iter().map(|facts| facts.day);
        let all = announcements.iter().zip(days).zip(&versions);
        Ok(all.map(|((own, day), others)| versions::newer(own, day, others)).collect())
    }

    /// The announcements of this validity.
    pub(super) fn of_validity<S: Snapshot>(
        &self,
        snapshot: &S,
        validity: Validity,
    ) -> Result<Clause> {
        Ok(self.validities(snapshot)?.matching(validity))
    }

    /// All that the document `doc`, whose record this is, is related to.
    pub(super) fn related<S: Snapshot>(
        &self,
        snapshot: &S,
        record: &Record,
        doc: S::Doc,
    ) -> Result<Related> {
        related::related(snapshot, record, doc)
    }

    /// What changes one article of a document by its number, and what cites it.
    pub(super) fn of_article<S: Snapshot>(
        snapshot: &S,
        record: &Record,
        article: &str,
    ) -> Result<(Links, Links)> {
        by_article::naming(snapshot, record, article)
    }

    fn validities<S: Snapshot>(&self, snapshot: &S) -> Result<&Validities> {
        if let Some(validities) = self.validities.get() {
            return Ok(validities);
        }
        let read = Validities::read(snapshot)?;
        Ok(self.validities.get_or_init(|| read))
    }
}
