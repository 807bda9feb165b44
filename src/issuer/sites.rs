//! The table of hosts and whose site each is.

use rustc_hash::FxHashMap;

use super::table::rows;

const TABLE: &str = include_str!("data/sites.tsv");

/// The hosts of the table.
pub(super) struct Sites(FxHashMap<&'static str, &'static str>);

impl Sites {
    /// Reads the table.
    pub(super) fn load() -> Self {
        Self(rows::<2>(TABLE).map(|[host, owner]| (host, owner)).collect())
    }

    /// The names of all owners.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.values().copied()
    }

    /// The owner of the nearest host above `host`, and what comes before it.
    pub(super) fn owner<'h>(&self, host: &'h str) -> Option<(&'h str, &'static str)> {
        let starts = std::iter::once(0).chain(host.match_indices('.').map(|(at, _)| at + 1));
        let found = starts.filter(|&at| at == 0 || &host[at..] != "gov.cn");
        found.filter_map(|at| Some((&host[..at], *self.0.get(&host[at..])?))).next()
    }
}
