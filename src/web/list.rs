//! `/`: the first page, and the page of a search.

use axum::http::StatusCode;
use axum::http::header::HeaderName;

use super::api::search::timing;
use super::asked::Asked;
use super::canonical::{USUAL, canonical};
use super::page::empty::{self, Absent, Numbered};
use super::page::first::{self, First};
use super::page::frame::Frame;
use super::page::list::{self, List};
use super::problem::Problem;
use super::query_string::{OF_SEARCH, QueryString};
use super::reply::Reply;
use crate::backend::Lookup;
use crate::printer::asked_number;
use crate::query::Query;
use crate::request::{Like, Order, SearchRequest};
use crate::response::{Facets, Hit, SearchResponse};

/// How many of the latest announcements the first page lists.
const LATEST: usize = 10;

/// How many numbers are listed that are near one which nothing has.
const NEAR_NUMBERS: usize = 5;

const TIMING: HeaderName = HeaderName::from_static("server-timing");

pub(super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    let query = canonical(&asked.query, asked.today)?;
    let mut frame = Frame::of(asked, "/");
    frame.query = query;
    let asks_the_same = ["scope", "within"].iter().all(|name| asked.query.get(name).is_none())
        || frame.query == canonical(&asked.query.only(OF_SEARCH), asked.today)?;
    if !asks_the_same {
        let address = asked.at(&format!("/?{}", frame.query));
        return Ok(Reply::elsewhere(StatusCode::SEE_OTHER, &address));
    }
    let is_asked = frame.query.filters().next().is_some()
        || ["q", "sort", "offset"].iter().any(|name| frame.query.get(name).is_some());
    if is_asked { found(asked, &frame) } else { first_page(asked, &frame) }
}

fn first_page(asked: &Asked, frame: &Frame<'_>) -> Result<Reply, Problem> {
    let request = SearchRequest::new(Query::everything(), asked.today);
    let latest = search(asked, &request.order(Order::Added).limit(LATEST).texts(false))?;
    let (hits, stats) = (&latest.hits[..], &asked.opened.stats);
    Ok(first::page(&First { frame, hits, stats, is_local: asked.site.is_local }))
}

/// The page of what is found.
fn found(asked: &Asked, frame: &Frame<'_>) -> Result<Reply, Problem> {
    // The paths of this machine are no business of a page that others may see.
    let request = frame.query.request(asked.today, USUAL)?.files(false).facets(true);
    let response = search(asked, &request)?;
    let like = liked(asked, &request);
    let timing = timing(&response);
    let reply = if response.total == 0 {
        nothing(asked, frame, &response, like)?
    } else {
        let facets = facets(asked, frame, &response)?;
        let SearchRequest { limit, offset, .. } = request;
        let has_originals = asked.site.has_originals;
        list::page(&List {
            frame,
            response: &response,
            facets: &facets,
            limit,
            offset,
            like,
            has_originals,
        })
    };
    Ok(reply.with(TIMING, &timing).passing(response.incomplete.is_some()))
}

/// The page that says why nothing is found.
fn nothing(
    asked: &Asked,
    frame: &Frame<'_>,
    response: &SearchResponse,
    like: Option<String>,
) -> Result<Reply, Problem> {
    let counted = |query: &QueryString| count(asked, query);
    let meant = response.suggestions.iter().map(|text| {
        let query = frame.query.with("q", text);
        Ok((text.clone(), counted(&query)?))
    });
    let chips = empty::chips(frame, like.as_deref());
    let without = chips.iter().map(|chip| counted(&chip.without));
    let unfiltered = chips.len() > 1 && frame.query.get("q").is_some();
    let unfiltered = unfiltered.then(|| counted(&empty::unfiltered(&frame.query))).transpose()?;
    let absent = Absent {
        frame,
        response,
        meant: meant.collect::<Result<_, Problem>>()?,
        without: without.collect::<Result<_, Problem>>()?,
        chips,
        unfiltered,
        numbers: near_numbers(asked, frame, response)?,
    };
    Ok(empty::page(&absent))
}

/// Announcements of the series and year of the number that was asked for.
fn near_numbers(
    asked: &Asked,
    frame: &Frame<'_>,
    response: &SearchResponse,
) -> Result<Option<Numbered>, Problem> {
    let number = asked_number(response);
    let Some(end) = number.as_ref().and_then(|number| Some(number.find('〕')? + '〕'.len_utf8()))
    else {
        return Ok(None);
    };
    let series = number.unwrap_or_default()[..end].to_string();
    let near = frame.query.only(&["lang", "now"]).with("number", &series);
    let request = near.request(asked.today, NEAR_NUMBERS)?.order(Order::Newest);
    let hits: Vec<Hit> = search(asked, &request)?.hits;
    Ok((!hits.is_empty()).then_some(Numbered { series, hits }))
}

fn search(asked: &Asked, request: &SearchRequest) -> Result<SearchResponse, Problem> {
    asked.engine().search(request).map_err(|error| asked.failed(&error))
}

/// How many a search finds, those that are only near what is asked for not among them.
fn count(asked: &Asked, query: &QueryString) -> Result<usize, Problem> {
    let request = query.without("offset").request(asked.today, USUAL)?;
    let found = search(asked, &request.files(false).facets(false).strict(true).limit(1))?;
    Ok(found.total)
}

/// The title of the announcement that hits are to be like.
fn liked(asked: &Asked, request: &SearchRequest) -> Option<String> {
    let lookup = match request.like.as_ref()? {
        Like::Document(id) => Lookup::Id(id.clone()),
        Like::Start(start) => Lookup::Start(start.clone()),
        Like::Text { name, .. } => return Some(name.clone()),
    };
    let found = asked.engine().get(&lookup, None).ok()?;
    Some(found.into_iter().next()?.record.announcement.title)
}

/// What each value of a facet has. Where one is chosen, the others have what they would add: several
/// values of one facet are alternatives, so those are counted as if none was chosen.
fn facets(asked: &Asked, frame: &Frame<'_>, response: &SearchResponse) -> Result<Facets, Problem> {
    let mut facets = response.facets.clone().unwrap_or_default();
    let query = &frame.query;
    for names in [&["issuer"][..], &["level"], &["kind"], &["region"], &["from", "to"]] {
        if names.iter().all(|name| query.get(name).is_none()) {
            continue;
        }
        let open = names.iter().fold(query.clone(), |query, name| query.without(name));
        let request = open.request(asked.today, USUAL)?.files(false).facets(true).limit(1);
        let Some(all) = search(asked, &request)?.facets else { continue };
        match names[0] {
            "issuer" => facets.issuers = all.issuers,
            "level" => facets.levels = all.levels,
            "kind" => facets.kinds = all.kinds,
            "region" => (facets.regions, facets.provinces) = (all.regions, all.provinces),
            _ => facets.years = all.years,
        }
    }
    Ok(facets)
}
