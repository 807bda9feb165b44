//! The registry of issuing bodies (发文机关): names, short names, levels, regions, reforms.
//!
//! Central bodies are looked up in a table; local ones are read as division + branch (四川省 +
//! 发展和改革委员会), so every bureau of every county has its full name, level and region without a
//! row of its own. A name that leaves its division to the reader (市政府, 省府办公厅) is completed
//! from the [`Context`]. Nothing is invented: what does not read as a body is not a body, and a level
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
mod context;
mod department;
mod division;
mod filter;
mod heads;
mod known_as;
mod name;
mod number;
mod prefixes;
mod region;
mod registry;
mod report;
mod site;
mod sites;
mod spelling;
mod table;

pub use context::Context;
pub use filter::IssuerFilter;
pub use registry::{Registry, registry};
pub use site::SiteOwner;

#[cfg(test)]
mod measure;
#[cfg(test)]
mod real_data;
#[cfg(test)]
mod tests;
