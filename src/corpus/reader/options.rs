//! How files are to be read.

use std::sync::Arc;

use super::super::column::Column;
use super::super::settings::Settings;
use super::convert::programs::Converters;
use super::fields::Columns;
use super::recognise::{Recognise, Sight};
use super::worker::Readers;

/// Choices that only a person can make.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Columns of dumps and keys of front matter that no table knows: the name, and what it holds.
    pub fields: Vec<(String, Column)>,
    /// What the folders above the file say of it; [`ReadOptions::fields`] go before theirs.
    pub settings: Option<Arc<Settings>>,
    /// Processes that read what could break this one ([`worker`](super::worker)); without them it
    /// is read here.
    pub apart: Option<Arc<Readers>>,
    /// Other programs that may read what is refused here ([`convert`](super::convert)); without
    /// them none does.
    pub convert: Option<Arc<Converters>>,
    /// What reads pages that are images ([`recognise`](super::recognise)); without it they wait.
    pub recognise: Option<Arc<dyn Recognise>>,
}

impl ReadOptions {
    /// What reads pages that are images, if anything does.
    pub(super) fn sight(&self) -> Sight<'_> {
        self.recognise.as_deref()
    }

    /// What columns hold by folders and by hand, the strongest last.
    pub(super) fn all_fields(&self) -> Vec<(String, Column)> {
        let of_folders = self.settings.iter().flat_map(|settings| settings.fields());
        of_folders.chain(self.fields.iter().cloned()).collect()
    }

    pub(super) fn columns(&self) -> Columns {
        Columns::new(&self.all_fields())
    }

    /// The encoding of a file that does not prove another.
    pub(super) fn encoding(&self) -> Option<&'static encoding_rs::Encoding> {
        self.settings.as_ref().and_then(|settings| settings.encoding())
    }
}
