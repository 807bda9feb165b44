//! The registry of issuing bodies (发文机关): names, short names, levels, regions, reforms.
//!
//! Central bodies are looked up in a table; local ones are read as division + branch (四川省 +
//! 发展和改革委员会), so every bureau of every county has its full name, level and region without a
//! row of its own. A name that leaves its division to the reader (市政府, 省府办公厅) is completed
//! from the [`Context`]. Nothing is invented: what does not read as a body is no body, and a level
//! or region that does not follow stays `None`. Text may come in Traditional script or with spaces;
//! names are answered in Simplified.
//!
//! The tables under `data/` are plain text; their heads say what a row is. Nothing else has to be
//! changed to add a body, a short name, a number prefix or a site.
//!
//! ```
//! use policy_search::issuer::{Context, registry};
//!
//! let anywhere = Context::default();
//! let joint = registry().from_title("財政部 稅務總局關於延續優惠政策的公告", &anywhere);
//! assert_eq!(joint[1].name, "国家税务总局");
//!
//! let here = Context { region: Some("广东省".into()), year: None };
//! let office = registry().resolve("省府办公厅", &here).map(|issuer| issuer.name);
//! assert_eq!(office.as_deref(), Some("广东省人民政府办公厅"));
//! ```

mod adoption;
mod branch;
mod central;
mod department;
mod division;
mod filter;
mod heads;
mod name;
mod number;
mod region;
mod report;
mod site;
mod table;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::announcement::Issuer;
use crate::text::simplified_characters;
use central::Centre;
use department::Departments;
use division::Divisions;
use name::Scope;
use number::Prefixes;
use site::Sites;

pub use filter::IssuerFilter;
pub use site::SiteOwner;

/// Where and when a name was written; it decides what 市政府 or 国家药监局 means there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The division the document comes from, by any name (`四川省`, `成都市青白江区`).
    pub region: Option<String>,
    /// The year of the document.
    pub year: Option<u16>,
}

/// All that is known of issuing bodies. There is one: [`registry`].
pub struct Registry {
    divisions: Divisions,
    centre: Centre,
    departments: Departments,
    prefixes: LazyLock<Prefixes>,
    sites: LazyLock<Sites>,
}

/// The registry, read from the tables in the crate at the first call; what only documents need (number
/// prefixes, sites) when it is first asked for.
pub fn registry() -> &'static Registry {
    static REGISTRY: LazyLock<Registry> = LazyLock::new(Registry::load);
    &REGISTRY
}

impl Registry {
    fn load() -> Self {
        Self {
            divisions: Divisions::load(),
            centre: Centre::load(),
            departments: Departments::load(),
            prefixes: LazyLock::new(Prefixes::load),
            sites: LazyLock::new(Sites::load),
        }
    }

    /// The body a single name means, with its full name at the time, level and region.
    ///
    /// A body the registry does not know keeps its name as written if its last word says that it
    /// is a body (…委员会, …局, …办公室); anything else is `None`.
    pub fn resolve(&self, name: &str, context: &Context) -> Option<Issuer> {
        let name = heads::tidy(&fold(name));
        let reading = self.read(&name, self.scope(context))?;
        Some(self.issuer(reading))
    }

    /// Every name and short name in the registry, of bodies, departments and divisions, each once,
    /// sorted.
    pub fn names(&self) -> Vec<&'static str> {
        let bodies = self.centre.names().chain(self.departments.names());
        let owners = self.prefixes.names().chain(self.sites.names());
        let names: BTreeSet<_> = bodies.chain(self.divisions.names()).chain(owners).collect();
        names.into_iter().filter(|name| !name.is_empty()).collect()
    }

    fn scope(&self, context: &Context) -> Scope {
        let region =
            context.region.as_deref().and_then(|region| self.divisions.find(&fold(region)));
        Scope { region, year: context.year }
    }
}

/// Simplified script, without zero-width characters: the form names are looked up in.
fn fold(text: &str) -> String {
    let shown =
        |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{e000}'..='\u{f8ff}');
    simplified_characters(text).filter(shown).collect()
}

#[cfg(test)]
mod measure;
#[cfg(test)]
mod real_data;
#[cfg(test)]
mod tests;
