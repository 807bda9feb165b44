//! The table of prefixes of document numbers (机关代字) and the bodies they stand for.

use super::table::rows;

const CENTRAL: &str = include_str!("data/prefixes.tsv");
const LOCAL: &str = include_str!("data/prefixes_local.tsv");

/// A row: what the prefix begins and ends with, and the body; `None` where several share it.
struct Pattern {
    head: &'static str,
    tail: Option<&'static str>,
    body: Option<&'static str>,
}

/// The prefixes of the tables.
pub(super) struct Prefixes(Vec<Pattern>);

impl Prefixes {
    /// Reads the tables.
    pub(super) fn load() -> Self {
        let pattern = |[prefix, body]: [&'static str; 2]| {
            let (head, tail) = match prefix.split_once('*') {
                Some((head, tail)) => (head, Some(tail)),
                None => (prefix, None),
            };
            Pattern { head, tail, body: (body != "-").then_some(body) }
        };
        Self(rows::<2>(CENTRAL).chain(rows::<2>(LOCAL)).map(pattern).collect())
    }

    /// The names of all bodies that prefixes stand for.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().filter_map(|pattern| pattern.body)
    }

    /// The bodies of the longest row that fits; a row without `*` before one with it.
    pub(super) fn bodies(&self, prefix: &str) -> Option<Vec<Option<&'static str>>> {
        let fits: Vec<&Pattern> = self.0.iter().filter(|pattern| pattern.fits(prefix)).collect();
        let longest = fits.iter().map(|pattern| pattern.weight()).max()?;
        let best = fits.iter().filter(|pattern| pattern.weight() == longest);
        Some(best.map(|pattern| pattern.body).collect())
    }
}

impl Pattern {
    fn fits(&self, prefix: &str) -> bool {
        match self.tail {
            None => prefix == self.head,
            Some(tail) => {
                let rest = prefix.strip_prefix(self.head);
                // 商政发 is 商丘's, not 商务部's: no ministry's prefix goes on with 府 or 政.
                rest.is_some_and(|rest| {
                    rest.ends_with(tail) && !rest.starts_with(['府', '政', '委'])
                })
            }
        }
    }

    fn weight(&self) -> (usize, bool) {
        (self.head.len() + self.tail.unwrap_or_default().len(), self.tail.is_none())
    }
}
