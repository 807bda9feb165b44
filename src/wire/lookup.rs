//! What names a document: its id, the start of it, its number, its file, its title or an article of it.

use std::path::Path;

use jiff::civil::Date;

use crate::announcement::{DocNumber, Id};
use crate::backend::Lookup;
use crate::engine::{Engine, Shown};
use crate::error::{ErrorKind, Result};
use crate::query::{Meaning, Query, Reading};
use crate::request::{Like, SearchRequest};
use crate::response::{Hit, Rung};
use crate::text::{Article, fold_str};

/// How many digits an id has.
const ID_DIGITS: usize = 16;

/// How many announcements of one title or number are shown at most.
const MOST: usize = 100;

/// What `name` may stand for, in the order it is looked for.
pub fn lookups(name: &str) -> Vec<Lookup> {
    let known = [of_id(name), DocNumber::parse(name).map(Lookup::Number)];
    known.into_iter().flatten().collect()
}

/// The announcement that hits are to be like, where `name` is its id or the start of it.
pub fn like(name: &str) -> Option<Like> {
    match of_id(name)? {
        Lookup::Id(id) => Some(Like::Document(id)),
        Lookup::Start(start) => Some(Like::Start(start)),
        Lookup::File(_) | Lookup::Number(_) => None,
    }
}

/// The announcements that `name` stands for, with the words of `query` marked: its id or the start of
/// it, its number, the path of its file as a screen shows it or as it is on this machine, with `#` and
/// the name of the document where the file holds several, its title, or articles of it. Those of the
/// first reading that there are any of; re-posts of one text only where `name` is theirs alone. Where
/// `name` or else `query` asks for articles, they are among what is returned.
///
/// # Errors
/// [`ErrorKind::Unknown`] when it stands for none; and when the index cannot be read.
pub fn find(engine: &Engine, name: &str, query: Option<&Query>, now: Date) -> Result<Vec<Shown>> {
    for lookup in lookups(name) {
        let shown = engine.get(&lookup, query)?;
        if shown.len() > 1 {
            return without_copies(engine, name, shown, now);
        }
        if !shown.is_empty() {
            return Ok(shown);
        }
    }
    let mut shown = in_file(engine, name, query)?;
    if shown.is_empty() {
        shown = of_title(engine, name, query, now)?;
    }
    if shown.is_empty() { Err(ErrorKind::Unknown(name.to_string()).into()) } else { Ok(shown) }
}

/// Those of the announcements that a search for `name` shows as hits of their own.
fn without_copies(engine: &Engine, name: &str, shown: Vec<Shown>, now: Date) -> Result<Vec<Shown>> {
    let hits = hits(engine, name, Rung::Number, now)?;
    let is_own = |one: &Shown| hits.iter().any(|hit| hit.id == one.record.id);
    let (own, copies): (Vec<_>, Vec<_>) = shown.into_iter().partition(is_own);
    Ok(if own.is_empty() { copies } else { own })
}

/// The announcements in the file of this path, or the one of them that is named behind a `#`.
fn in_file(engine: &Engine, name: &str, query: Option<&Query>) -> Result<Vec<Shown>> {
    let parted = name.match_indices('#').map(|(at, _)| (&name[..at], Some(&name[at + 1..])));
    for (file, part) in std::iter::once((name, None)).chain(parted) {
        let called = engine.key_of(Path::new(file))?;
        for key in called.into_iter().chain([file.to_string()]) {
            let mut shown = engine.get(&Lookup::File(key), query)?;
            shown.retain(|one| part.is_none() || one.record.place.part.as_deref() == part);
            if !shown.is_empty() {
                return Ok(shown);
            }
        }
    }
    Ok(Vec::new())
}

/// The announcements of this title, read as a query and, if there are none, without what its marks mean
/// in one: titles have quotes and brackets.
fn of_title(engine: &Engine, name: &str, query: Option<&Query>, now: Date) -> Result<Vec<Shown>> {
    if let Ok(named) = Query::parse(name, now) {
        let found = titled(engine, SearchRequest::new(named, now), query)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let plain: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    match Query::parse(&plain, now) {
        Ok(named) => titled(engine, SearchRequest::new(named, now).literal(true), query),
        Err(_) => Ok(Vec::new()),
    }
}

/// The announcements whose title is asked for; where articles are named, those that have any of them, or
/// are one.
fn titled(engine: &Engine, asked: SearchRequest, query: Option<&Query>) -> Result<Vec<Shown>> {
    let named = asked.query.clone();
    let mut found = Vec::new();
    let response = engine.search(&asked.limit(MOST).strict(true))?;
    let is_article = |reading: &Reading| matches!(reading.meaning, Meaning::Articles { .. });
    let asks_articles = response.readings.iter().any(is_article);
    for hit in response.hits.into_iter().filter(|hit| hit.rung == Rung::Title) {
        for mut shown in engine.get(&Lookup::Id(hit.id), query)? {
            if asks_articles {
                shown.excerpts = engine.excerpts(&shown.record, &named)?;
            }
            found.push(shown);
        }
    }
    if asks_articles {
        let is_one = |one: &Shown| Article::of(&fold_str(&one.record.announcement.title)).is_some();
        found.retain(|one| !one.excerpts.is_empty() || is_one(one));
    }
    Ok(found)
}

/// What a search for `name` finds on a rung; what is no query finds nothing.
fn hits(engine: &Engine, name: &str, rung: Rung, now: Date) -> Result<Vec<Hit>> {
    let Ok(query) = Query::parse(name, now) else { return Ok(Vec::new()) };
    let mut hits = engine.search(&SearchRequest::new(query, now).limit(MOST).strict(true))?.hits;
    hits.retain(|hit| hit.rung == rung);
    Ok(hits)
}

/// The id that `name` is written as, whole or in part.
fn of_id(name: &str) -> Option<Lookup> {
    let digits = name.trim().to_lowercase();
    let is_hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    match digits.len() {
        ID_DIGITS if is_hexadecimal => Some(Lookup::Id(Id::from(digits))),
        1..ID_DIGITS if is_hexadecimal => Some(Lookup::Start(digits)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_digits_are_an_id_fewer_its_start_and_what_reads_as_a_number_is_one() {
        let id = |digits: &str| Lookup::Id(Id::from(digits.to_string()));
        let start = |digits: &str| Lookup::Start(digits.to_string());
        let number = |text: &str| Lookup::Number(DocNumber::parse(text).unwrap());
        for (name, expected) in [
            (" 0123456789ABCDEF ", vec![id("0123456789abcdef")]),
            ("国发[2025]1号", vec![number("国发〔2025〕1号")]),
            ("0123456789abcde", vec![start("0123456789abcde")]),
            ("A", vec![start("a")]),
            ("", Vec::new()),
            ("0123456789abcdef0", Vec::new()),
            ("0123456789abcdeg", Vec::new()),
            ("数据安全", Vec::new()),
        ] {
            assert_eq!(lookups(name), expected, "{name}");
        }
    }
}
