//! The NAME that `show` and `open` are given, in the index it is looked for in.

use jiff::civil::Date;
use policy_search::{Engine, ErrorKind, Location, Query, Result, Shown, wire};

use super::outcome::option_error;
use super::place::located;
use crate::args::IndexPlace;
use crate::language::language;
use crate::last::{LastSearch, rank};

/// A name, and the index that knows it.
pub(super) struct Named {
    pub(super) engine: Engine,
    name: String,
    /// Why the name is no rank, where it looks like one.
    unranked: Option<String>,
}

impl Named {
    /// The rank of a hit of the last search, in the index of that search; else a name in the index at
    /// `place`.
    pub(super) fn of(place: &IndexPlace, words: &[String]) -> Result<Self> {
        let name = words.join(" ");
        let ranked = match rank(&name) {
            Some(rank) => ranked(rank, place)?.map(Some),
            None => Ok(None),
        };
        let (location, name, unranked) = match ranked {
            Ok(Some((location, id))) => (location, id, None),
            Ok(None) => (place.location()?, name, None),
            Err(why) => (place.location()?, name, Some(why)),
        };
        Ok(Self { engine: Engine::open(&location)?, name, unranked })
    }

    /// The announcements of this name.
    pub(super) fn find(&self, query: Option<&Query>, now: Date) -> Result<Vec<Shown>> {
        wire::find(&self.engine, &self.name, query, now).map_err(|error| {
            match (error.kind(), &self.unranked) {
                (ErrorKind::Unknown(_), Some(why)) => option_error(why.clone()),
                _ => error,
            }
        })
    }
}

/// An index and the id of a hit of it, or why there is no such hit.
type Ranked = std::result::Result<(Location, String), String>;

/// The index of the last search and the id of a hit of it.
fn ranked(rank: usize, place: &IndexPlace) -> Result<Ranked> {
    let say = language();
    let Some(last) = LastSearch::read() else { return Ok(Err(say.rank_without_search(rank))) };
    if place.index.is_some() && !last.is_of(&place.location()?) {
        return Ok(Err(say.rank_elsewhere(rank, last.index.display())));
    }
    Ok(match (last.hit(rank), last.ranks()) {
        (Some(id), _) => Ok((located(&last.index)?, id.to_string())),
        (None, Some((first, to))) => Err(say.rank_not_shown(rank, first, to)),
        (None, None) => Err(say.rank_of_nothing(rank)),
    })
}
