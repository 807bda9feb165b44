//! The hits of the last search on a terminal, so that a rank names one: a small file in the user's
//! folder of state.
//!
//! Its first line is the folder or the address of the index, each other one a rank and an id. A search whose output
//! goes elsewhere writes nothing, so that scripts neither pay for it nor change what a person means by 3.

use std::fmt::Write;
use std::path::PathBuf;

use policy_search::{Hit, Id, Location};

use crate::home;

/// What the file is called.
const NAME: &str = "last-search";

/// From so many digits on a number is the start of an id and no rank.
const ID_DIGITS: usize = 6;

/// The hits that the last search showed.
pub(crate) struct LastSearch {
    /// The folder or the address of its index.
    pub(crate) index: PathBuf,
    hits: Vec<(usize, Id)>,
}

impl LastSearch {
    /// The last search, if there was one.
    pub(crate) fn read() -> Option<Self> {
        let text = std::fs::read_to_string(file()?).ok()?;
        let mut lines = text.lines();
        let index = PathBuf::from(lines.next()?);
        let hit = |line: &str| {
            let (rank, id) = line.split_once(' ')?;
            Some((rank.parse().ok()?, Id::from(id.to_string())))
        };
        Some(Self { index, hits: lines.filter_map(hit).collect() })
    }

    /// Remembers the hits of an answer of an index. That it cannot is no failure of the search.
    pub(crate) fn remember(index: &Location, hits: &[Hit]) {
        let Some((file, index)) = file().zip(place(index)) else { return };
        let Some(mut text) = index.to_str().map(|index| format!("{index}\n")) else { return };
        for hit in hits {
            let _ = writeln!(text, "{} {}", hit.rank, hit.id.as_str());
        }
        let _ = file.parent().map(std::fs::create_dir_all);
        let _ = std::fs::write(file, text);
    }

    /// The hit of a rank.
    pub(crate) fn hit(&self, rank: usize) -> Option<&Id> {
        self.hits.iter().find(|(of, _)| *of == rank).map(|(_, id)| id)
    }

    /// The first and the last rank shown; `None` where nothing was found.
    pub(crate) fn ranks(&self) -> Option<(usize, usize)> {
        Some((self.hits.first()?.0, self.hits.last()?.0))
    }

    /// Whether it was of this index.
    pub(crate) fn is_of(&self, index: &Location) -> bool {
        place(index).is_some_and(|index| index == self.index)
    }
}

/// What a location is called from everywhere: the real path of a folder, an address as it is.
fn place(location: &Location) -> Option<PathBuf> {
    match location.dir() {
        Some(dir) => dir.canonicalize().ok(),
        None => Some(location.to_string().into()),
    }
}

/// The rank that a name may be: a number of fewer digits than an id is shown with.
pub(crate) fn rank(name: &str) -> Option<usize> {
    let name = name.trim();
    let is_short = !name.is_empty() && name.len() < ID_DIGITS;
    let rank: usize = name.parse().ok().filter(|_| is_short && !name.starts_with('+'))?;
    (rank > 0).then_some(rank)
}

fn file() -> Option<PathBuf> {
    Some(home::state()?.join(NAME))
}
