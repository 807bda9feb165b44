//! What a search asks for: a query, or what is like a text.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use policy_search::corpus::reader::worker::Readers;
use policy_search::corpus::reader::{self, ReadOptions, decode};
use policy_search::{Id, Like, Location, Result, wire};

use super::outcome::option_error;
use crate::args::{IndexPlace, SearchArgs};
use crate::language::language;
use crate::last::{LastSearch, rank};

/// The QUERY that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// Of standard input at most so many bytes are read.
const MOST_BYTES: u64 = 16 << 20;

/// One line of at most so many characters is a query; what is longer is a text.
const LONGEST_QUERY: usize = 200;

/// What is asked for.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) query: Option<String>,
    pub(super) like: Option<Like>,
}

impl Asked {
    pub(super) fn of(args: &SearchArgs) -> Result<Self> {
        let like = args.like.as_deref().map(|name| like(name, &args.place)).transpose()?;
        let asked = match &args.query[..] {
            [] => Self::default(),
            [only] if only == STANDARD_INPUT => standard_input()?,
            query => Self { query: Some(query.join(" ")), like: None },
        };
        if like.is_some() && asked.like.is_some() {
            return Err(option_error(language().like_twice()));
        }
        Ok(Self { like: like.or(asked.like), ..asked })
    }
}

/// A query, or a text of several lines or many characters.
fn standard_input() -> Result<Asked> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes)?;
    let not_text = || option_error(language().input_is_no_text());
    let text = decode(&bytes).ok_or_else(not_text)?.text;
    let text = text.trim();
    if text.is_empty() {
        return Err(option_error(language().input_is_empty()));
    }
    let is_query = text.lines().count() == 1 && text.chars().count() <= LONGEST_QUERY;
    Ok(match is_query {
        true => Asked { query: Some(text.to_string()), like: None },
        false => Asked { query: None, like: Some(Like::text(text)) },
    })
}

/// What `--like` names: a file, or else a hit of the last search in this index by its rank, or an
/// announcement by its id.
fn like(name: &Path, place: &IndexPlace) -> Result<Like> {
    if name.exists() {
        return file(name);
    }
    let text = name.to_string_lossy();
    let hit = match rank(&text) {
        Some(rank) => ranked(rank, &place.location()?),
        None => None,
    };
    match hit.map(Like::Document).or_else(|| wire::like(&text)) {
        Some(like) => Ok(like),
        None => Err(option_error(language().like_is_nothing(text))),
    }
}

/// The hit of this rank of the last search, if that was in this index.
fn ranked(rank: usize, index: &Location) -> Option<Id> {
    LastSearch::read().filter(|last| last.is_of(index))?.hit(rank).cloned()
}

/// The text of a file, read as for an index; what an announcement would be made of is not looked
/// for, which would take longer than the search.
fn file(path: &Path) -> Result<Like> {
    let apart = std::env::current_exe().ok().map(Readers::new).map(Arc::new);
    let options = ReadOptions { apart, ..ReadOptions::default() };
    let mut text = String::new();
    reader::read(path, &options, &mut |document| {
        // A dump has thousands of documents, and its beginning is taken.
        if text.len() < MOST_BYTES as usize {
            text.push_str(&document.text);
            text.push('\n');
        }
    })?;
    if text.trim().is_empty() {
        return Err(option_error(language().like_has_no_text(path.display())));
    }
    Ok(Like::named(path.display().to_string(), text))
}
