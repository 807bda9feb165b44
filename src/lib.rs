//! Full-text search for Chinese policy announcements (政策公告, 公文).
//!
//! [`index`] reads folders of files, in every format that government sites publish, into an index;
//! an [`Engine`] answers queries from it. Every string of a document finds that document, whatever
//! its script, width or spacing; the right one comes first; and what an announcement says of itself
//! (issuing body, number, dates, kind, what it repeals) is known and can be asked for.
//!
//! ```
//! use policy_search::{Engine, Filters, IndexOptions, Level, Location, Query, SearchRequest};
//!
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! let index = Location::Dir(folder.join("index"));
//! policy_search::index(&index, &IndexOptions::of(["corpus"]), &|_progress| ())?;
//!
//! let today = jiff::civil::date(2026, 1, 20);
//! let query = Query::parse("運(yùn)貿(mào)產(chǎn)一體化", today)?;
//! let request = SearchRequest::new(query, today)
//!     .filters(Filters::default().level(Level::County))
//!     .limit(5);
//! let response = Engine::open(&index)?.search(&request)?;
//!
//! let first = &response.hits[0].announcement;
//! assert_eq!(first.number.as_ref().map(ToString::to_string).as_deref(), Some("青府发〔2025〕28号"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What there is
//!
//! **Making an index.** [`index`] brings the index at a [`Location`] up to date with its folders, as
//! [`IndexOptions`] say ([`Column`] names the columns of dumps), tells its [`Progress`] and returns a
//! [`Report`] that names every file it left out with its [`Reason`], what is [`Kept`] though it
//! is [`Missing`], which folders were [`Forgotten`], and how far it came if it was [`Interrupted`].
//! [`extract_file`] shows what is read from one file, without an index. An index is a folder, or lies
//! at an [`Address`] in OpenSearch, which is asked for with an [`Access`] and its [`Credentials`].
//!
//! **Asking.** [`Engine`] opens an index, with [`OpenOptions`] for your own synonyms and words. A
//! [`SearchRequest`] holds a [`Query`] (its language is described there, a malformed one is a
//! [`ParseError`]), [`Filters`] with a [`DateRange`] and [`Added`], the [`Order`] of the hits, and in a [`Blend`]
//! how much date and authority count. With a [`Like`] it asks for what is like a text or a document.
//!
//! **The answer.** A [`SearchResponse`] counts its hits [`OnRung`] by rung and what limits
//! [`LeftOut`], and lists each [`Reading`] of a part of the query with its [`Meaning`]. It has a
//! [`Hit`] for each announcement: its [`Place`] in the
//! corpus, its [`Rung`], the [`Snippet`] that answers best, whether it is in force ([`Force`],
//! [`Affected`]), where else its text stands ([`Copied`]), and on demand an [`Explanation`] of its
//! score, [`Factor`] by [`Factor`]. Beside the hits are [`Facets`] of [`FacetCount`]s, the synonyms
//! that were looked for ([`Expanded`]), and where nothing was found its [`Absence`]: each
//! [`AskedPart`] alone, [`Counted`]; where shards did not answer it is [`Incomplete`]. While one types, [`Engine::suggest`] has each [`Suggestion`] with its
//! [`SuggestionSort`].
//!
//! **One announcement.** [`Engine::get`] finds a [`Record`] by [`Lookup`] and returns it as
//! [`Shown`], with the words of a query marked. [`Engine::related`] has what it does to others, and
//! they to it: [`Related`], in [`Links`] of one [`Link`] each; [`Engine::excerpts`] has one article of it
//! alone, an [`Excerpt`] for each [`Provision`] asked for. [`Engine::stats`] counts all: [`Stats`], and
//! names the [`Cluster`] where there is one.
//!
//! **What an announcement is.** [`Announcement`]: [`Issuer`] and [`Level`], [`DocNumber`] (many of them are a [`Series`]),
//! [`DocDate`], [`Kind`], [`Validity`], each [`Reference`] to another with its [`Relation`], and for
//! every value its [`Origin`], in its [`Provenance`]. In an index it is called by its [`Id`]. Levels, kinds, validities and orders are each a
//! [`List`] of [`Listed`] values, read by any of their [`Names`]; a text that names none is a [`ValueError`].
//!
//! **Failure.** [`Result`] is what fallible calls return. An [`Error`] has an [`ErrorKind`], which may
//! know a [`Remedy`], and where it is at a file, its path. A file that cannot be read is a
//! [`Refusal`], with the [`Conversion`] by another program that it might need; a [`Line`] of a user's
//! file is named by its number, and a [`SystemFailure`] is the operating system's.
//!
//! # What to rely on
//!
//! The library prints nothing, never exits and draws no bar: it returns values, and tells progress
//! through a callback. Requests, options and answers may gain fields: they are built by methods, and
//! matched with `..`. With `default-features = false` nothing of the command line is compiled.

// Hidden modules are public for the command, the tests and the benches, which are crates of their
// own. No promise holds for what is in them and not named here.
mod analyzer;
mod announcement;
#[doc(hidden)]
pub mod backend;
#[doc(hidden)]
pub mod corpus;
mod document;
#[doc(hidden)]
pub mod engine;
#[doc(hidden)]
pub mod error;
#[doc(hidden)]
pub mod evaluation;
#[doc(hidden)]
pub mod extract;
#[doc(hidden)]
pub mod issuer;
#[doc(hidden)]
pub mod printer;
#[doc(hidden)]
pub mod query;
#[cfg(test)]
mod real_data;
mod request;
mod response;
mod search;
#[doc(hidden)]
pub mod text;
mod thesaurus;
#[cfg(feature = "serve")]
#[doc(hidden)]
pub mod web;
#[doc(hidden)]
pub mod wire;

pub use announcement::{
    Announcement, DocDate, DocNumber, Id, Issuer, Kind, Level, List, Listed, Names, Origin,
    Provenance, Reference, Relation, Series, Validity, ValueError,
};
pub use backend::{Access, Address, Cluster, Credentials, Location, Lookup, Record};
pub use corpus::reader::Column;
pub use engine::examine::extract_file;
pub use engine::{
    Engine, Forgotten, IndexOptions, Interrupted, Kept, Missing, OpenOptions, Progress, Report,
    Shown, Stats, index,
};
pub use error::{
    Conversion, Error, ErrorKind, Line, Reason, Refusal, Remedy, Result, SystemFailure,
};
pub use query::{Added, DateRange, Meaning, ParseError, Query, Reading};
pub use request::{Blend, Filters, Like, Order, SearchRequest};
pub use response::{
    Absence, Affected, AskedPart, Copied, Counted, Excerpt, Expanded, Explanation, FacetCount,
    Facets, Factor, Force, Hit, Incomplete, LeftOut, Link, Links, OnRung, Place, Provision,
    Related, Rung, SearchResponse, Snippet, Suggestion, SuggestionSort,
};
