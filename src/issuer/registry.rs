//! The registry itself: the tables, read once.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::central::Centre;
use super::department::Departments;
use super::division::Divisions;
use super::prefixes::Prefixes;
use super::sites::Sites;

/// All that is known of issuing bodies. There is one: [`registry`].
pub struct Registry {
    pub(super) divisions: Divisions,
    pub(super) centre: Centre,
    pub(super) departments: Departments,
    pub(super) prefixes: LazyLock<Prefixes>,
    pub(super) sites: LazyLock<Sites>,
}

/// The registry, read from the tables in the crate at the first call; what only documents need (number
/// prefixes, sites) when it is first asked for.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::load);
    &REGISTRY
}

impl Registry {
    pub(super) fn load() -> Self {
        Self {
            divisions: Divisions::load(),
            centre: Centre::load(),
            departments: Departments::load(),
            prefixes: LazyLock::new(Prefixes::load),
            sites: LazyLock::new(Sites::load),
        }
    }

    /// Every name and short name in the registry, of bodies, departments and divisions, each once,
    /// sorted.
    pub fn names(&self) -> Vec<&'static str> {
        let bodies = self.centre.names().chain(self.departments.names());
        let owners = self.prefixes.names().chain(self.sites.names());
        let names: BTreeSet<_> = bodies.chain(self.divisions.names()).chain(owners).collect();
        names.into_iter().filter(|name| !name.is_empty()).collect()
    }
}
