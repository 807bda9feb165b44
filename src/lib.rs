//! Full-text search for Chinese policy announcements (政策公告, 公文).
//!
//! Data flows one way: files → text → announcement → terms → index → query → ranked hits →
//! passages → screen.
//!
//! * [`corpus`] walks folders and reads every format into raw text;
//! * [`extract`] makes an [`announcement`] of it, asking the registry of [`issuer`]s who is who, over
//!   [`text`] that is cleaned for readers and folded for terms;
//! * [`engine`] keeps an index up to date and answers a [`request`] with a [`response`];
//! * [`query`] is the language people ask in; [`backend`] is the seam behind which tantivy stands;
//! * [`evaluation`] measures rankings by TREC topics and judgements;
//! * [`wire`] is what leaves the program as data, and what comes in as text: the JSON of every answer,
//!   and how a request and the name of a document are read;
//! * [`printer`] writes answers for the eye and as CSV.
//!
//! The library prints nothing, never exits and draws no bar: it returns values, writes to a
//! [`Write`](std::io::Write) it is given, and tells progress through a callback.
//!
//! ```
//! use policy_search::backend::Location;
//! use policy_search::engine::{self, Engine, IndexOptions};
//! use policy_search::query::Query;
//! use policy_search::request::SearchRequest;
//!
//! let folder = tempfile::tempdir()?;
//! let index = Location::Dir(folder.path().join("index"));
//! engine::index(&index, &IndexOptions::of(["corpus"]), &|_progress| ())?;
//!
//! let today = jiff::civil::date(2026, 1, 20);
//! let query = Query::parse("標題:運(yùn)貿(mào)產(chǎn)一體化", today)?;
//! let response = Engine::open(&index)?.search(&SearchRequest::new(query, today))?;
//! let first = &response.hits[0].announcement;
//! assert_eq!(first.number.as_ref().map(ToString::to_string).as_deref(), Some("青府发〔2025〕28号"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod analyzer;
pub mod announcement;
pub mod backend;
pub mod corpus;
mod document;
pub mod engine;
pub mod error;
pub mod evaluation;
pub mod extract;
pub mod issuer;
pub mod printer;
pub mod query;
#[cfg(test)]
mod real_data;
pub mod request;
pub mod response;
mod search;
pub mod text;
pub mod thesaurus;
pub mod wire;

pub use analyzer::Dictionary;
pub use error::{Error, ErrorKind, Result};
