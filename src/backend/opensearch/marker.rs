//! The marker: one document that says what is visible, changed by compare and set.
//!
//! Each document carries `since`, the number that the run took which wrote it. Visible are those of a
//! number up to `commit`, but for numbers that were given up (`aborted`) and files that a later
//! commit removed and no clean-up has deleted yet (`pending`). A run takes a number when it
//! begins and another after each step, so that what it writes is invisible until the marker says
//! otherwise, and a run that is killed leaves the last commit as it was.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::client::{Answer, Call, Client};
use super::names::Names;
use crate::analyzer::FINGERPRINT;
use crate::backend::seam::Totals;
use crate::error::{Error, ErrorKind, Result};

/// Raised whenever an index of an earlier version cannot be read, or would be read wrongly.
pub(super) const FORMAT: u32 = 2;

/// Where the marker is, in the index of the meta documents.
const MARKER: &str = "marker";

/// What is visible.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Marker {
    pub(super) format: u32,
    pub(super) analyzer: String,
    /// The index of the documents; none before the first commit.
    pub(super) generation: Option<String>,
    /// The number of the last commit; 0 before the first.
    pub(super) commit: u64,
    /// The number that the next run takes.
    pub(super) next: u64,
    /// The run that writes, if any.
    pub(super) writing: Option<Writing>,
    /// The numbers of runs that were stopped before their commit, as long as documents of theirs may
    /// still be there or come.
    pub(super) aborted: Vec<u64>,
    /// When the last of them was given up, in seconds since 1970.
    #[serde(default)]
    pub(super) aborted_at: i64,
    /// The documents that list the files whose earlier announcements are to be deleted.
    pub(super) pending: Vec<String>,
    pub(super) announcements: u64,
    /// How many pairs and words all announcements have together.
    pub(super) terms: u64,
    /// The average length that the similarity of the generation was made with.
    pub(super) pivot: f64,
    /// Where the state of the last commit is.
    pub(super) state: Option<StateParts>,
    /// The first line of that state.
    pub(super) origin: String,
}

/// A run that writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Writing {
    /// The number of what it writes now.
    pub(super) number: u64,
    /// The generation it writes to, which for a rebuild is not that of the marker.
    pub(super) generation: String,
    /// Its machine and process.
    pub(super) owner: String,
}

/// Where a state is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct StateParts {
    /// The number of the commit it was written for.
    pub(super) number: u64,
    /// In how many documents.
    pub(super) parts: u32,
    /// How many bytes all of them have.
    pub(super) bytes: u64,
    /// The hash of these bytes, in hexadecimal digits.
    pub(super) blake3: String,
}

/// The marker as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Held {
    pub(super) marker: Marker,
    seq_no: u64,
    primary_term: u64,
}

#[derive(Deserialize)]
struct Got {
    #[serde(rename = "_seq_no")]
    seq_no: u64,
    #[serde(rename = "_primary_term")]
    primary_term: u64,
    #[serde(rename = "_source")]
    source: Marker,
}

impl Marker {
    /// That of an index without a commit.
    pub(super) fn new() -> Self {
        let (analyzer, next) = (FINGERPRINT.to_string(), 1);
        Self { format: FORMAT, analyzer, next, pivot: 1.0, ..Self::default() }
    }

    /// Fails where this program cannot read what the marker tells of.
    pub(super) fn check(&self) -> Result<()> {
        if self.format != FORMAT {
            let (found, expected) = (self.format, FORMAT);
            return Err(ErrorKind::OtherVersion { found, expected }.into());
        }
        let (found, expected) = (self.analyzer.clone(), FINGERPRINT.to_string());
        match found == expected {
            true => Ok(()),
            false => Err(ErrorKind::OtherAnalyzer { found, expected }.into()),
        }
    }

    /// How much there is of everything.
    pub(super) fn totals(&self) -> Totals {
        Totals { announcements: self.announcements, terms: self.terms }
    }

    /// Whether another marker names the same commit.
    pub(super) fn is_of_commit(&self, other: &Self) -> bool {
        (&self.generation, self.commit) == (&other.generation, other.commit)
    }

    /// What tells one committed state from all others.
    pub(super) fn commit_token(&self) -> String {
        let pending = self.pending.join(",");
        format!("{} {} {pending}", self.generation.as_deref().unwrap_or_default(), self.commit)
    }
}

impl Held {
    /// The marker of an index, if there is one.
    ///
    /// # Errors
    /// When the cluster does not answer, or something else is there.
    pub(super) fn read(client: &Client, names: &Names) -> Result<Option<Self>> {
        let answer = client.answer(&Call::get(format!("/{}/_doc/{MARKER}", names.meta())))?;
        match answer.status {
            200 => Ok(Some(held(&answer)?)),
            404 => Ok(None),
            _ => Err(client.refused(&answer)),
        }
    }

    /// The marker of an index that has had a commit.
    ///
    /// # Errors
    /// As [`Held::read`], and when there is no index, or this program cannot read it.
    pub(super) fn committed(client: &Client, names: &Names) -> Result<Self> {
        let held = Self::read(client, names)?.filter(|held| held.marker.commit > 0);
        let held = held.ok_or_else(|| Error::at(client.place(), ErrorKind::NoIndex))?;
        held.marker.check().map_err(|error| error.or_at(client.place()))?;
        Ok(held)
    }

    /// Writes the first marker; `false` where there is one by now.
    pub(super) fn create(client: &Client, names: &Names) -> Result<bool> {
        let path = format!("/{}/_create/{MARKER}", names.meta());
        let answer = client.answer(&Call::put(path).json(&json!(Marker::new())))?;
        match answer.status {
            201 => Ok(true),
            409 => Ok(false),
            _ => Err(client.refused(&answer)),
        }
    }

    /// Replaces the marker by what `change` makes of it; `None` where another did so meanwhile.
    ///
    /// An answer that is lost makes the second try fail over what the first one wrote: so what is there
    /// then is compared with what was to be written.
    pub(super) fn changed(
        self,
        client: &Client,
        names: &Names,
        change: impl FnOnce(&mut Marker),
    ) -> Result<Option<Self>> {
        let mut marker = self.marker;
        change(&mut marker);
        let path = format!(
            "/{}/_doc/{MARKER}?if_seq_no={}&if_primary_term={}",
            names.meta(),
            self.seq_no,
            self.primary_term
        );
        let answer = client.answer(&Call::put(path).json(&json!(marker)))?;
        match answer.status {
            200 => Ok(Some(written(&answer, marker)?)),
            409 => Ok(Self::read(client, names)?.filter(|held| held.marker == marker)),
            _ => Err(client.refused(&answer)),
        }
    }
}

fn held(answer: &Answer) -> Result<Held> {
    let Got { seq_no, primary_term, source } = answer.read().map_err(|error| {
        // Another's document, or that of a later format.
        Error::caused_by(error, ErrorKind::NotOurs)
    })?;
    Ok(Held { marker: source, seq_no, primary_term })
}

fn written(answer: &Answer, marker: Marker) -> Result<Held> {
    #[derive(Deserialize)]
    struct Written {
        #[serde(rename = "_seq_no")]
        seq_no: u64,
        #[serde(rename = "_primary_term")]
        primary_term: u64,
    }
    let Written { seq_no, primary_term } = answer.read()?;
    Ok(Held { marker, seq_no, primary_term })
}
