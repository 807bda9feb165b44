//! `/like`: announcements like a text that is pasted. A text has no place in an address, so it is posted
//! as a form, and its page has all its hits at once.

use super::asked::Asked;
use super::page::frame::Frame;
use super::page::like::{self, Liked};
use super::page::list::List;
use super::problem::Problem;
use super::query_string::MOST_HITS;
use super::reply::Reply;
use crate::query::Query;
use crate::request::{Like, SearchRequest};
use crate::response::Facets;

/// The form to paste a text into.
pub(super) fn form(asked: &Asked) -> Result<Reply, Problem> {
    Ok(like::page(&Frame::of(asked, "/like"), None))
}

/// What is like the text that was sent.
pub(super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    let text = asked.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| Problem::missing("text", "…"))?;
    let now = asked.query.now(asked.today)?;
    let request = SearchRequest::new(Query::everything(), now).limit(MOST_HITS).texts(false);
    let found = asked.engine().search(&request.like(Like::text(text)));
    let response = found.map_err(|error| asked.failed(&error))?;
    let frame = Frame::of(asked, "/like");
    let list = List {
        frame: &frame,
        response: &response,
        facets: &Facets::default(),
        limit: MOST_HITS,
        offset: 0,
        like: None,
        has_originals: asked.site.has_originals,
    };
    Ok(like::page(&frame, Some(&Liked { text, list: &list })))
}
