//! `/doc/{id}`: the page of one announcement, or its text alone.

use std::ops::Range;

use super::api::document::{one, query};
use super::asked::Asked;
use super::page::document::{Document, page};
use super::page::frame::Frame;
use super::problem::Problem;
use super::query_string::FILTERS;
use super::reply::{Media, Reply};
use crate::backend::Record;
use crate::engine::Shown;
use crate::text::{fold_str, is_traditional_text, simplify};

/// What is behind an id whose text alone is asked for.
const TEXT: &str = ".txt";

pub(super) fn answer(asked: &Asked) -> Result<Reply, Problem> {
    match asked.name().strip_suffix(TEXT) {
        Some(id) => text(asked, id),
        None => document(asked),
    }
}

/// The title and the text, as it is indexed.
fn text(asked: &Asked, id: &str) -> Result<Reply, Problem> {
    let announcement = one(asked, id, None)?.record.announcement;
    let text = format!("{}\n\n{}\n", announcement.title, announcement.body.trim_end());
    Ok(Reply::of(Media::TEXT, text))
}

fn document(asked: &Asked) -> Result<Reply, Problem> {
    let query = query(asked)?;
    let mut shown = one(asked, asked.name(), query.as_ref())?;
    let failed = |error| asked.failed(&error);
    let is_traditional = is_traditional_text(&shown.record.announcement.body);
    let is_simplified = is_traditional && asked.query.is_on("simplified");
    if is_simplified {
        let record = simplified(shown.record);
        shown = asked.engine().show(record, query.as_ref()).map_err(failed)?;
    }
    leave_parts(&mut shown, asked.query.get("q").unwrap_or_default());
    let Shown { record, .. } = &shown;
    let frame = Frame::of(asked, format!("/doc/{}", record.id));
    Ok(page(&Document {
        frame: &frame,
        shown: &shown,
        related: &asked.engine().related(&record.id).map_err(failed)?,
        copies: &asked.engine().copies(&record.id).map_err(failed)?,
        found: found(asked)?,
        seen: asked.query.now(asked.today)?,
        has_original: asked.site.has_originals,
        is_traditional,
        is_simplified,
    }))
}

/// The record with its title and text in Simplified characters.
fn simplified(mut record: Record) -> Record {
    let announcement = &mut record.announcement;
    // Together, for a title alone is too short to tell in which script it is.
    let text = simplify(&format!("{}\n{}", announcement.title, announcement.body));
    if let Some((title, body)) = text.split_once('\n') {
        (announcement.title, announcement.body) = (title.to_string(), body.to_string());
    }
    record
}

/// Leaves the parts of the query unmarked where the text has the query as it was typed, or what it names
/// by number.
fn leave_parts(shown: &mut Shown, query: &str) {
    if !shown.excerpts.is_empty() {
        shown.highlights.clear();
    }
    let (body, typed) = (&shown.record.announcement.body, fold_str(query));
    let is_whole = |mark: &Range<usize>| fold_str(&body[mark.clone()]) == typed;
    let whole: Vec<_> = shown.highlights.iter().filter(|mark| is_whole(mark)).cloned().collect();
    if !whole.is_empty() {
        shown.highlights = whole;
    }
}

/// How many announcements the list has that the page was opened from.
fn found(asked: &Asked) -> Result<Option<usize>, Problem> {
    let is_listed = |name: &&str| *name == "q" || FILTERS.contains(name);
    if !asked.query.iter().any(|(name, _)| is_listed(&name)) {
        return Ok(None);
    }
    let request =
        asked.query.request(asked.today, 1)?.limit(1).offset(0).facets(false).texts(false);
    let response = asked.engine().search(&request).map_err(|error| asked.failed(&error))?;
    Ok(Some(response.total))
}
