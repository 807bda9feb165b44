//! `/stats`, `/help` and `/api`: what the index holds, how queries are written, and what programs ask.

use super::asked::Asked;
use super::page::frame::Frame;
use super::page::interface::{self, Described};
use super::page::{help, statistics};
use super::problem::Problem;
use super::query_string::Parameter;
use super::reply::Reply;
use super::routing::{Face, Route};
use crate::query::Query;
use crate::request::SearchRequest;

/// The page of what the index holds.
pub(super) fn statistics(asked: &Asked) -> Result<Reply, Problem> {
    let frame = Frame::of(asked, "/stats");
    // The paths of this machine are for those who sit at it.
    Ok(statistics::page(&frame, &asked.opened.stats, asked.site.is_local))
}

/// The page of the query language.
pub(super) fn help(asked: &Asked) -> Result<Reply, Problem> {
    Ok(help::page(&Frame::of(asked, "/help")))
}

/// The page of the API.
pub(super) fn interface(asked: &Asked, routes: &[Route]) -> Result<Reply, Problem> {
    let described =
        routes.iter().filter(|route| route.face != Face::Page && !route.path.starts_with("/asset"));
    let described: Vec<Described> = described.map(describe).collect();
    let request = SearchRequest::new(Query::everything(), asked.today).texts(false).limit(1);
    let found = asked.engine().search(&request).map_err(|error| asked.failed(&error))?;
    let id = found.hits.first().map(|hit| &hit.id);
    Ok(interface::page(&Frame::of(asked, "/api"), &described, id))
}

fn describe(route: &Route) -> Described {
    let parameters = route.parameters.iter().filter_map(|name| Parameter::named(name));
    Described {
        method: route.method.to_string(),
        path: route.path,
        what: route.what,
        parameters: parameters.map(|parameter| (parameter.name, parameter.what)).collect(),
    }
}
