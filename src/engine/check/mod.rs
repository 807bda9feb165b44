//! Whether an index is intact, whether it matches its folders, and whether it finds all it holds.
//!
//! The third question is asked of the user's own documents: random strings cut from them, every
//! name in the registry of issuing bodies and a list of policy terms go through the parser and the
//! ladder as a user's queries do, and what they match is compared with a plain scan of the folded
//! texts, which knows nothing of terms.
//!
//! ```
//! use policy_search::engine::check::{CheckOptions, check};
//! use policy_search::{IndexOptions, Location};
//!
//! let folder = tempfile::tempdir()?;
//! let index = Location::Dir(folder.path().join("index"));
//! policy_search::index(&index, &IndexOptions::of(["corpus"]), &|_| ())?;
//! let options = CheckOptions { recall: Some(100), ..CheckOptions::default() };
//! let check = check(&index, &options)?;
//! assert!(check.is_well(), "{check:?}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod contents;
mod recall;
mod sample;
mod tally;
mod terms;
mod truth;

use std::path::PathBuf;

pub use recall::Recall;
pub use tally::{Asked, Class, Failure, Tally};

use super::index::{Differences, differences};
use super::{Engine, State};
use crate::backend::{self, Integrity, Location};
use crate::error::{ErrorKind, Result};

/// What to check besides integrity and folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOptions {
    /// How many random strings to ask for, with all names and terms; `None` asks nothing.
    pub recall: Option<usize>,
    /// A file of terms, one a line, to ask for instead of the policy terms this program carries;
    /// empty lines and lines that begin with `#` are left out.
    pub terms: Option<PathBuf>,
    /// What the random strings follow from: one index and one seed give the same strings.
    pub seed: u64,
}

/// What was found out about an index.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Whether it is intact.
    pub integrity: Integrity,
    /// How it differs from its folders; `None` where it is too damaged to say.
    pub differences: Option<Differences>,
    /// What it finds of what it holds; `None` where that was not asked, or it is damaged.
    pub recall: Option<Recall>,
}

impl Check {
    /// Whether the index is intact, as its folders are, and found all that was asked of it.
    pub fn is_well(&self) -> bool {
        self.integrity.is_sound()
            && self.differences.as_ref().is_some_and(Differences::is_empty)
            && self.recall.as_ref().is_none_or(Recall::is_whole)
    }
}

/// Checks the index at `location`; changes nothing.
///
/// # Errors
/// When there is no index, it is of another format or analyzer, or the file of terms cannot be
/// used. That something is wrong with the index is no error but the answer.
pub fn check(location: &Location, options: &CheckOptions) -> Result<Check> {
    let terms = terms::read(options.terms.as_deref())?;
    let integrity = integrity(location)?;
    if !integrity.is_sound() {
        return Ok(Check { integrity, differences: None, recall: None });
    }
    let differences = Some(differences(location)?);
    let recall = options.recall.map(|strings| -> Result<Recall> {
        recall::recall(&Engine::open(location)?, strings, &terms, options.seed)
    });
    Ok(Check { integrity, differences, recall: recall.transpose()? })
}

/// The integrity of the index and of the record of its files beside it.
fn integrity(location: &Location) -> Result<Integrity> {
    let mut integrity = backend::verify(location)?;
    if !integrity.is_sound() {
        return Ok(integrity);
    }
    match State::from_bytes(&std::mem::take(&mut integrity.state)) {
        Ok(state) if state.announcements() == integrity.announcements => {}
        Ok(state) => integrity.damaged.push(format!(
            "the files gave {} announcements, and {} are there",
            state.announcements(),
            integrity.announcements
        )),
        Err(error) => integrity.damaged.push(match error.kind() {
            ErrorKind::Damaged(what) => what.clone(),
            _ => error.to_string(),
        }),
    }
    Ok(integrity)
}
