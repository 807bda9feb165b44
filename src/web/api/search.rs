//! `/api/v1/search`: the object of `search --json`.

use axum::http::HeaderName;
use axum::http::header::LINK;

use super::super::asked::Asked;
use super::super::problem::Problem;
use super::super::query_string::FURTHEST;
use super::super::reply::{Media, Reply};
use crate::response::SearchResponse;
use crate::wire;

/// How many hits are answered with where their number is not said.
const USUAL: usize = 10;

const TIMING: HeaderName = HeaderName::from_static("server-timing");

pub(in super::super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    // The paths of this machine are for those who sit at it.
    let request = asked.query.request(asked.today, USUAL)?.files(asked.site.is_local);
    let response = asked.engine().search(&request).map_err(|error| asked.failed(&error))?;
    let mut object = Vec::new();
    let written = wire::response_json(&response, &mut object);
    written.map_err(|error| asked.failed(&error.into()))?;
    let reply = Reply::of(Media::JSON, object).with(TIMING, &timing(&response));
    let reply = reply.passing(response.incomplete.is_some());
    let pages = pages(asked, &response, request.offset, request.limit);
    Ok(if pages.is_empty() { reply } else { reply.with(LINK, &pages.join(", ")) })
}

/// How long the engine took, in milliseconds.
pub(in super::super) fn timing(response: &SearchResponse) -> String {
    format!("engine;dur={:.1}", response.took.as_secs_f64() * 1000.0)
}

/// The pages before and after this one, as links of a header.
fn pages(asked: &Asked, response: &SearchResponse, offset: usize, limit: usize) -> Vec<String> {
    let link = |at: usize, relation: &str| {
        let query = asked.query.with("offset", at);
        format!("<{}?{query}>; rel=\"{relation}\"", asked.at("/api/v1/search"))
    };
    let before = (offset > 0).then(|| link(offset.saturating_sub(limit), "prev"));
    let after = response.next.filter(|next| *next <= FURTHEST).map(|next| link(next, "next"));
    before.into_iter().chain(after).collect()
}
