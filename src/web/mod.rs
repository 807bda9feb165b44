//! The page and the API over HTTP, on the same engine and the same words as the command line.
//!
//! One table says which routes there are (`route`) and one which parameters (`query_string`).
//! Every request passes `guard` before it is routed. What is asked becomes a
//! [`SearchRequest`](crate::SearchRequest) by [`wire`](crate::wire), the answer the same JSON that the
//! command prints, or a page, which has no script that it needs.

mod accept;
mod api;
mod asked;
mod asset;
mod attachment;
mod browser_search;
mod canonical;
mod citation;
mod document;
mod download;
mod etag;
mod form;
mod guard;
mod handbook;
mod headers;
mod hosts;
mod idle;
mod like;
mod limits;
mod list;
mod openapi;
mod original;
mod page;
mod patient;
mod permalink;
mod preview;
mod problem;
mod query_string;
mod readable;
mod reply;
mod route;
mod router;
mod routing;
mod serve;
mod site;
mod stream;
mod suggest;
mod token;
mod visit;
mod work;

pub use limits::Limits;
pub use serve::Server;
