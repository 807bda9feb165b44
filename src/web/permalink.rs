//! `/n/{number}` and `/a/{work}/{article}`: addresses that people can write themselves and that stay.

use axum::http::StatusCode;

use super::api::document::find;
use super::asked::Asked;
use super::problem::Problem;
use super::query_string::QueryString;
use super::reply::Reply;
use crate::announcement::{DocNumber, Id};
use crate::engine::Shown;
use crate::query::Query;
use crate::request::SearchRequest;
use crate::response::{Excerpt, Force};
use crate::text::outline::Outline;

/// The parameters of permalinks; the query whose words are marked and the language go along.
pub(super) const PARAMETERS: &[&str] = &["q", "now", "lang"];

/// The parameters that go along.
const KEPT: [&str; 2] = ["q", "lang"];

/// The announcement of a number in any spelling; the list of several.
pub(super) fn of_number(asked: &Asked) -> Result<Reply, Problem> {
    let name = asked.name();
    let Some(number) = DocNumber::parse(name) else { return Err(Problem::no_announcement(name)) };
    let mut shown = find(asked, name, None).map_err(|problem| near(asked, name, problem))?;
    let key = number.key();
    shown.retain(|one| one.record.announcement.number.as_ref().is_some_and(|own| own.key() == key));
    match &shown[..] {
        [] => Err(near(asked, name, Problem::no_announcement(name))),
        [one] => Ok(found(asked, &document(&one.record.id), &asked.query.only(&KEPT), "")),
        _ => Ok(found(asked, "/", &asked.query.only(&KEPT).with("number", number), "")),
    }
}

/// An article of a statute, in its newest version that is in force.
pub(super) fn of_article(asked: &Asked) -> Result<Reply, Problem> {
    let name = asked.path.concat();
    let mut shown = find(asked, &name, None).map_err(|problem| near(asked, &name, problem))?;
    shown.retain(|one| !one.excerpts.is_empty());
    let mut versions = Vec::new();
    for one in shown {
        let related = asked.engine().related(&one.record.id);
        let related = related.map_err(|error| asked.failed(&error))?;
        let announcement = &one.record.announcement;
        let force = Force::of(announcement.validity, related.affected.as_ref());
        let is_gone = force.is_some_and(|force| force.validity.is_superseded());
        let day = announcement.written.or(announcement.published).map(|day| day.date);
        versions.push(((!is_gone, day), one));
    }
    // Of equal ones the first is meant, as it is found first.
    let newest = versions.into_iter().rev().max_by_key(|(order, _)| *order);
    let Some((_, one)) = newest else {
        return Err(near(asked, &name, Problem::no_announcement(&name)));
    };
    let anchor = one.excerpts.first().map(|excerpt| anchor(&one, excerpt)).unwrap_or_default();
    Ok(found(asked, &document(&one.record.id), &asked.query.only(&KEPT), &anchor))
}

/// The anchor of an article or a clause on the page of its statute; of an item that of its paragraph.
fn anchor(one: &Shown, excerpt: &Excerpt) -> String {
    let article = &excerpt.provision.article;
    let Some(part) = &excerpt.part else { return article.clone() };
    let outline = Outline::of(&one.record.announcement.body);
    let at = outline.paragraphs.iter().position(|one| part.start < one.text.end);
    let clause = at.and_then(|at| outline.paragraphs[at].clause);
    match (at, clause) {
        (Some(at), _) if excerpt.provision.item.is_some() => format!("p{}", at + 1),
        (_, Some(clause)) => format!("{article}-{clause}"),
        _ => article.clone(),
    }
}

/// The path of the page of an announcement.
fn document(id: &Id) -> String {
    format!("/doc/{id}")
}

/// Leads to a path of this server, and to a place in it, with the parameters that go along.
fn found(asked: &Asked, path: &str, query: &QueryString, anchor: &str) -> Reply {
    let query = query.to_string();
    let anchor: String = form_urlencoded::byte_serialize(anchor.as_bytes()).collect();
    let [question, hash] =
        [("?", &query), ("#", &anchor)].map(|(mark, part)| if part.is_empty() { "" } else { mark });
    let path = [path, question, &query, hash, &anchor].concat();
    Reply::elsewhere(StatusCode::FOUND, &asked.at(&path))
}

/// That nothing has a name, with what was probably meant.
fn near(asked: &Asked, name: &str, problem: Problem) -> Problem {
    let now = asked.query.now(asked.today);
    let Ok(now) = now else { return problem };
    let Ok(query) = Query::parse(name, now) else { return problem };
    let found = asked.engine().search(&SearchRequest::new(query, now).limit(1).texts(false));
    match found {
        Ok(response) if problem.status == StatusCode::NOT_FOUND => {
            problem.or_else(response.suggestions)
        }
        _ => problem,
    }
}
