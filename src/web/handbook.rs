//! `/stats`, `/help` and `/api`: what the index holds, how queries are written, and what programs ask.

use super::asked::Asked;
use super::page::frame::Frame;
use super::page::interface::{self, Described};
use super::page::{help, statistics};
use super::problem::Problem;
use super::query_string::Parameter;
use super::reply::Reply;
use super::routing::{Face, Route};
use crate::printer::Language;
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
    let described = routes.iter().filter(|route| is_told(route));
    let described: Vec<Described> =
        described.map(|route| describe(route, asked.language)).collect();
    let request = SearchRequest::new(Query::everything(), asked.today).texts(false).limit(1);
    let found = asked.engine().search(&request).map_err(|error| asked.failed(&error))?;
    let id = found.hits.first().map(|hit| &hit.id);
    Ok(interface::page(&Frame::of(asked, "/api"), &described, id))
}

/// Whether a route is for programs.
fn is_told(route: &Route) -> bool {
    route.face != Face::Page && !route.path.starts_with("/asset")
}

fn describe(route: &Route, language: Language) -> Described {
    let parameters = route.parameters.iter().filter_map(|name| Parameter::named(name));
    let say =
        |what| if language == Language::Chinese { in_chinese(what).unwrap_or(what) } else { what };
    Described {
        method: route.method.to_string(),
        path: route.path,
        what: say(route.what),
        parameters: parameters.map(|parameter| (parameter.name, say(parameter.what))).collect(),
    }
}

/// What the API says of itself, a line each: English, a tab, Chinese.
const IN_CHINESE: &str = include_str!("described.tsv");

/// The Chinese of a description.
fn in_chinese(english: &str) -> Option<&'static str> {
    let mut rows = IN_CHINESE.lines().filter_map(|line| line.split_once('\t'));
    rows.find(|(own, _)| *own == english).map(|(_, chinese)| chinese)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::route::ROUTES;
    use super::*;

    #[test]
    fn every_description_has_its_chinese_and_none_is_left_over() {
        let routes: Vec<Described> = ROUTES
            .iter()
            .filter(|route| is_told(route))
            .map(|one| describe(one, Language::English))
            .collect();
        let whats = routes.iter().map(|route| route.what);
        let parameters =
            routes.iter().flat_map(|route| route.parameters.iter().map(|(_, what)| *what));
        let described: BTreeSet<&str> = whats.chain(parameters).collect();
        let told: BTreeSet<&str> =
            IN_CHINESE.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        assert_eq!(told, described);
    }
}
