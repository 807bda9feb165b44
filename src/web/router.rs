//! Requests of HTTP → [`Asked`] → answers of HTTP.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request};
use axum::http::header::{ACCEPT, ACCEPT_ENCODING, ETAG, HOST, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, Method, Response, StatusCode};
use axum::routing::{MethodFilter, on};

use super::asked::{Asked, preferred};
use super::canonical::readable_part;
use super::download;
use super::form;
use super::headers::secure;
use super::page::failure;
use super::page::frame::Frame;
use super::problem::{Problem, Sort};
use super::query_string::QueryString;
use super::reply::{Content, Media, Reply};
use super::route::ROUTES;
use super::routing::{Answer, Face, Route};
use super::site::Site;
use super::stream::streamed;
use super::visit::Visit;
use crate::printer::Language;

const GENERATION: HeaderName = HeaderName::from_static("x-index-generation");

/// The router of all routes, for addresses without the base path of the server.
pub(super) fn router(site: &Arc<Site>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let site = Arc::clone(site);
        let filter = MethodFilter::try_from(route.method.clone()).unwrap_or(MethodFilter::GET);
        let run = move |path: Result<RawPathParams, RawPathParamsRejection>, request: Request| {
            let values = |path: RawPathParams| {
                path.iter().map(|(_, value)| value.to_string()).collect::<Vec<_>>()
            };
            respond(Arc::clone(&site), route, path.ok().map(values), request)
        };
        router = router.route(route.path, on(filter, run));
    }
    let unrouted = |status| {
        let site = Arc::clone(site);
        move |request: Request| async move { unrouted(&site, &request, status) }
    };
    router
        .fallback(unrouted(StatusCode::NOT_FOUND))
        .method_not_allowed_fallback(unrouted(StatusCode::METHOD_NOT_ALLOWED))
}

/// What is told of a request that no route answers, or that is refused before it is routed.
pub(super) fn refused(site: &Site, problem: &Problem, headers: &HeaderMap) -> Response<Body> {
    let face = told_as(Face::File, headers);
    let language = preferred(headers).unwrap_or(usual(face));
    finish(told(site, problem, face, (language, "")).into_response(|_| Body::empty()))
}

fn unrouted(site: &Site, request: &Request, status: StatusCode) -> Response<Body> {
    let sort = if status == StatusCode::NOT_FOUND { Sort::NotFound } else { Sort::Method };
    refused(site, &Problem::plain(status, sort), request.headers())
}

/// The face that a problem of another is told by.
fn told_as(face: Face, headers: &HeaderMap) -> Face {
    let accepted = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    match face {
        Face::File if accepted.contains("text/html") => Face::Page,
        Face::File => Face::Api,
        face => face,
    }
}

/// The language of a face where none is preferred.
fn usual(face: Face) -> Language {
    match face {
        Face::Page | Face::File => Language::Chinese,
        Face::Api => Language::English,
    }
}

/// A problem in the form of its face; a page keeps what `address` asks for.
fn told(
    site: &Site,
    problem: &Problem,
    face: Face,
    (language, address): (Language, &str),
) -> Reply {
    let reply = match face {
        Face::Page => {
            let query = readable_part(address);
            failure::page(&Frame { query, ..Frame::bare(site, language) }, problem)
        }
        Face::Api | Face::File => Reply::problem(problem, language),
    };
    let reply = match problem.retry_after() {
        Some(seconds) => reply.with(RETRY_AFTER, &seconds.to_string()),
        None => reply,
    };
    match problem.sort {
        Sort::Token => {
            reply.with(WWW_AUTHENTICATE, "Basic realm=\"policy-search\", charset=\"UTF-8\"")
        }
        _ => reply,
    }
}

/// Adds what all answers have.
fn finish(mut response: Response<Body>) -> Response<Body> {
    secure(response.headers_mut());
    response
}

async fn respond(
    site: Arc<Site>,
    route: &'static Route,
    path: Option<Vec<String>>,
    request: Request,
) -> Response<Body> {
    let began = Instant::now();
    let (line, headers) = (told_of(&request), request.headers().clone());
    let asked = request.uri().path().to_string();
    let address = request.uri().query().unwrap_or_default().to_string();
    // What is wrong is told in the language asked for, though nothing else can be read.
    let named = readable_part(&address).language().ok().flatten();
    let mut language = named.or_else(|| preferred(&headers)).unwrap_or(usual(route.face));
    let replied = reply(&site, route, path, request, &mut language).await;
    if let (Err(problem), Some(faults)) = (&replied, &site.faults)
        && let Some(cause) = &problem.cause
    {
        // Queries are nobody's business but of who asks.
        faults(&format!("{asked}: {cause}"));
    }
    let response = match replied {
        Ok(response) => response,
        Err(problem) => told(&site, &problem, told_as(route.face, &headers), (language, &address))
            .into_response(|_| Body::empty()),
    };
    if let Some(log) = &site.log {
        let took = began.elapsed().as_secs_f64() * 1000.0;
        log(&format!("{} {line} {took:.1} ms", response.status().as_u16()));
    }
    finish(response)
}

fn told_of(request: &Request) -> String {
    format!("{} {}", request.method(), request.uri())
}

/// The answer to a request of `route`; `language` becomes the one that it asks for.
async fn reply(
    site: &Arc<Site>,
    route: &'static Route,
    path: Option<Vec<String>>,
    request: Request,
    language: &mut Language,
) -> Result<Response<Body>, Problem> {
    let path = path.ok_or_else(|| Problem::plain(StatusCode::BAD_REQUEST, Sort::Request))?;
    let (parts, body) = request.into_parts();
    // What is wrong with the other parameters is told in it as well.
    *language =
        QueryString::language_of(parts.uri.query().unwrap_or_default()).unwrap_or(*language);
    let form = match parts.method {
        Method::POST => Some(form::read(&parts.headers, body, site.limits.body).await?),
        _ => None,
    };
    let (query, text) = read(route, parts.uri.query().unwrap_or_default(), form.as_deref())?;
    *language = query.language()?.unwrap_or(*language);
    if let Answer::Site(answer) = route.answer {
        let name = path.into_iter().next().unwrap_or_default();
        let (site, language, headers) = (Arc::clone(site), *language, parts.headers);
        let visited = Arc::clone(&site);
        let run = move || {
            let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            let takes_gzip = takes_gzip(&headers);
            answer(&Visit { site: &visited, name: &name, language, takes_gzip, host })
        };
        return Ok(site.work.aside(run).await??.into_response(|_| Body::empty()));
    }
    let asked = asked(site, path, query, text, *language).await?;
    answer(route, asked, &parts.headers).await
}

/// Whether a reader takes what gzip compressed.
fn takes_gzip(headers: &HeaderMap) -> bool {
    let named = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|names| names.to_str().ok());
    let mut named = named.flat_map(|names| names.split(',')).map(str::trim);
    named.any(|name| name.starts_with("gzip") && !name.ends_with("q=0"))
}

/// The answer of the index.
async fn answer(
    route: &'static Route,
    asked: Asked,
    headers: &HeaderMap,
) -> Result<Response<Body>, Problem> {
    let (site, tag) = (Arc::clone(&asked.site), asked.etag(route.path));
    if tag.is_known(headers) {
        // Nothing is searched for it.
        let reply = Reply::of(Media::TEXT, []).status(StatusCode::NOT_MODIFIED);
        return Ok(reply.with(ETAG, tag.as_str()).into_response(|_| Body::empty()));
    }
    let generation = asked.opened.generation().to_string();
    let reply = match route.answer {
        Answer::Download(form) => site.work.run(move || download::answer(asked, form)).await??,
        Answer::Table(answer) => site.work.run(move || answer(&asked, ROUTES)).await??,
        Answer::Index(answer) => site.work.run(move || answer(&asked)).await??,
        Answer::Site(_) => return Err(Problem::not_found()),
    };
    let reply = reply.with(GENERATION, &generation);
    let reply = if is_kept(&reply) { reply.with(ETAG, tag.as_str()) } else { reply };
    match &reply.content {
        Content::Whole(_) => Ok(reply.into_response(|_| Body::empty())),
        Content::Streamed(_) => {
            let permit = site.work.download()?;
            Ok(reply.into_response(|writing| streamed(writing, permit)))
        }
    }
}

/// Whether an answer is one that a reader may keep and ask after.
fn is_kept(reply: &Reply) -> bool {
    reply.status == StatusCode::OK && !reply.is_passing
}

/// What is asked, of the last committed state.
async fn asked(
    site: &Arc<Site>,
    path: Vec<String>,
    query: QueryString,
    text: Option<String>,
    language: Language,
) -> Result<Asked, Problem> {
    let site = Arc::clone(site);
    let opened = match site.live.just_opened() {
        Some(opened) => opened,
        None => {
            let looking = Arc::clone(&site);
            // Opening what was committed since reads files.
            let opened = site.work.aside(move || looking.live.opened()).await?;
            opened.map_err(|error| Problem::of(&error, site.is_local))?
        }
    };
    let today = (site.clock)();
    Ok(Asked { site, opened, path, query, text, language, today })
}

/// The parameters of an address and of a form, and the text that a form has besides.
fn read(
    route: &Route,
    address: &str,
    form: Option<&[u8]>,
) -> Result<(QueryString, Option<String>), Problem> {
    let Some(form) = form else {
        return Ok((QueryString::parse(address, route.parameters)?, None));
    };
    let mut text = None;
    let mut rest = form_urlencoded::Serializer::new(address.to_string());
    for (name, value) in form_urlencoded::parse(form) {
        match &*name {
            "text" => text = Some(value.into_owned()),
            _ => drop(rest.append_pair(&name, &value)),
        }
    }
    Ok((QueryString::parse(&rest.finish(), route.parameters)?, text))
}

#[cfg(test)]
mod tests;
