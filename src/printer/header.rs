//! What is said above the hits: what was found, rung by rung, and what the query was read as.

use std::io;

use super::absence;
use super::page::{FAINT, Page};
use super::words::{self, Language};
use crate::query::{Meaning, Reading};
use crate::response::{Expanded, LeftOut, OnRung, Rung, SearchResponse};

/// Writes what was found, what was made of the query, and what was probably meant.
pub(super) fn write(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    let header = header(response, page.language());
    page.text(0, &header, FAINT)?;
    read(page, response)?;
    absence::meant(page, response)
}

/// What counts against all that an answer says: each a sentence.
pub(crate) fn reservations(response: &SearchResponse, say: Language) -> Vec<String> {
    let incomplete = response.incomplete.map(|part| say.incomplete(part.failed, part.of));
    let approximate = response.approximate.then(|| say.approximate());
    incomplete.into_iter().chain(approximate).collect()
}

/// Writes what the query was read as, and what was searched besides.
pub(super) fn read(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    let say = page.language();
    page.text(0, &say.readings(&response.readings), FAINT)?;
    page.text(0, &expansions(response, say), FAINT)
}

/// `87 announcements (4 as typed, 83 with all words apart) · 3 re-posts of these · 1–10 shown`.
fn header(response: &SearchResponse, say: Language) -> String {
    let mut parts = vec![found(response, say)];
    parts.extend(brought_in(response, say));
    parts.extend(say.order(response.order).filter(|_| response.browsed).map(str::to_string));
    parts.extend(reposts(response, say));
    parts.extend(following(response, say));
    parts.extend(left_out(&response.left_out, say));
    parts.extend(shown(response, say));
    parts.join(" · ")
}

/// That nothing was found, and what limits left out.
pub(super) fn nothing(response: &SearchResponse, say: Language) -> String {
    let mut parts = vec![what_is_absent(response, say)];
    parts.extend(brought_in(response, say));
    parts.extend(left_out(&response.left_out, say));
    parts.join(" · ")
}

/// That nothing was found of what was asked for.
pub(crate) fn what_is_absent(response: &SearchResponse, say: Language) -> String {
    match asked_number(response) {
        _ if words::is_like(&response.readings) => say.nothing_like(),
        Some(number) => say.number_unknown(number),
        None if response.query.is_empty() => say.nothing_within_filters(),
        None => say.nothing_for(&response.query),
    }
}

/// What was found, rung by rung; where the strict ones are empty, that it is only near.
fn found(response: &SearchResponse, say: Language) -> String {
    let strict: Vec<&OnRung> = response.rungs.iter().filter(|rung| rung.rung.is_strict()).collect();
    match &strict[..] {
        [] => only_near(response, say),
        [only] if response.browsed => say.announcements(only.hits),
        [only] => match asked_number(response).filter(|_| only.rung == Rung::Typed) {
            Some(number) => say.number_cited(number, say.citing(only.hits)),
            None => format!("{} · {}", say.announcements(only.hits), say.rung(only.rung)),
        },
        several => {
            let each = several.iter().map(|on| say.of_rung(on.hits, say.rung(on.rung)));
            let each: Vec<String> = each.collect();
            say.found_on_rungs(say.announcements(response.total), each.join(say.clause_comma()))
        }
    }
}

/// The number that all of the query was read as, but for words about files.
pub(crate) fn asked_number(response: &SearchResponse) -> Option<String> {
    let asks = |reading: &&Reading| reading.meaning != Meaning::Optional;
    let mut asked = response.readings.iter().filter(asks);
    match (asked.next().map(|reading| &reading.meaning), asked.next()) {
        (Some(Meaning::Number(number)), None) => Some(number.to_string()),
        _ => None,
    }
}

/// How many are near what was asked, or like the text that was given, where nothing has all of it.
pub(crate) fn only_near(response: &SearchResponse, say: Language) -> String {
    let count = response.total;
    match (words::is_like(&response.readings), response.capped) {
        (true, false) => say.like_this(count),
        (true, true) => say.best_like_this(count),
        (false, false) => say.nearest(count),
        (false, true) => say.best_nearest(count),
    }
}

/// Which run `last` was taken for.
fn brought_in(response: &SearchResponse, say: Language) -> Option<String> {
    response.last_run.map(|began| say.last_run(words::moment(began)))
}

/// How many more are re-posts of these.
pub(super) fn reposts(response: &SearchResponse, say: Language) -> Option<String> {
    match response.copies {
        Some(0) => None,
        Some(copies) => Some(say.reposts(copies)),
        None => Some(say.reposts_counted()),
    }
}

/// How many nearest others follow what was asked for.
fn following(response: &SearchResponse, say: Language) -> Option<String> {
    let (nearest, above) = response.rungs.split_last()?;
    let follows = !nearest.rung.is_strict() && !above.is_empty();
    follows.then(|| match response.capped {
        true => say.then_best_nearest(nearest.hits),
        false => say.then_nearest(nearest.hits),
    })
}

/// What limits left out.
pub(super) fn left_out(left_out: &LeftOut, say: Language) -> Option<String> {
    let told = match (left_out.undated, left_out.filtered) {
        (0, 0) => return None,
        (0, others) => say.others(others),
        (undated, 0) => say.undated(undated),
        (undated, others) => say.and(say.undated(undated), say.others(others)),
    };
    let keep = if left_out.undated > 0 { say.keep_undated() } else { String::new() };
    Some(say.left_out_by_filters(told) + &keep)
}

/// The ranks shown, unless they are all.
fn shown(response: &SearchResponse, say: Language) -> Option<String> {
    let all: usize = response.rungs.iter().map(|rung| rung.hits).sum();
    match &response.hits[..] {
        [first, .., last] if response.hits.len() < all => {
            Some(say.ranks_shown(first.rank, last.rank))
        }
        [only] if all > 1 => Some(say.rank_shown(only.rank)),
        _ => None,
    }
}

/// `also searched: 最低生活保障 (for 低保), 出租人 (for 房东)`; nothing where nothing was.
pub(crate) fn expansions(response: &SearchResponse, say: Language) -> String {
    let groups = response.expansions.chunk_by(|left, right| left.from == right.from);
    let group = |same: &[Expanded]| {
        let texts: Vec<&str> = same.iter().map(|one| one.to.as_str()).collect();
        say.searched_for(say.list(&texts, false), &same[0].from)
    };
    let groups: Vec<String> = groups.map(group).collect();
    match &groups[..] {
        [] => String::new(),
        groups => say.also_searched(groups.join(say.semicolon())),
    }
}
