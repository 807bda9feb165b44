//! What is said above the hits: what was found, rung by rung, and what the query was read as.

use std::io;

use super::absence;
use super::page::{FAINT, Page};
use super::words;
use crate::query::{Meaning, Reading};
use crate::response::{Expanded, LeftOut, OnRung, Rung, SearchResponse};

/// Writes what was found, what was made of the query, and what was probably meant.
pub(super) fn write(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    page.text(0, &header(response), FAINT)?;
    read(page, response)?;
    absence::meant(page, response)
}

/// Writes what the query was read as, and what was searched besides.
pub(super) fn read(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    page.text(0, &words::readings(&response.readings), FAINT)?;
    page.text(0, &expansions(response), FAINT)
}

/// `87 announcements (4 as typed, 83 with all words apart) · 3 re-posts of these · 1–10 shown`.
fn header(response: &SearchResponse) -> String {
    let mut parts = vec![found(response)];
    parts.extend(brought_in(response));
    parts.extend(words::order(response.order).filter(|_| response.browsed).map(str::to_string));
    parts.extend(reposts(response));
    parts.extend(following(response));
    parts.extend(left_out(&response.left_out));
    parts.extend(shown(response));
    parts.join(" · ")
}

/// That nothing was found, and what limits left out.
pub(super) fn nothing(response: &SearchResponse) -> String {
    let nothing = match asked_number(response) {
        _ if words::is_like(&response.readings) => "no announcement is like this text".into(),
        Some(number) => format!("{number} is not here, and nothing cites it"),
        None if response.query.is_empty() => "no announcement within these filters".into(),
        None => format!("no announcement for {}", response.query),
    };
    let mut parts = vec![nothing];
    parts.extend(brought_in(response));
    parts.extend(left_out(&response.left_out));
    parts.join(" · ")
}

/// What was found, rung by rung; where the strict ones are empty, that it is only near.
fn found(response: &SearchResponse) -> String {
    let strict: Vec<&OnRung> = response.rungs.iter().filter(|rung| rung.rung.is_strict()).collect();
    match &strict[..] {
        [] => only_near(response),
        [only] if only.rung == Rung::Typed && asked_number(response).is_some() => {
            let number = asked_number(response).unwrap_or_default();
            format!("{number} is not here; {} it", words::citing(only.hits))
        }
        [only] if response.browsed => words::announcements(only.hits),
        [only] => {
            format!("{} · {}", words::announcements(only.hits), words::rung(only.rung))
        }
        several => {
            let each = several.iter().map(|on| format!("{} {}", on.hits, words::rung(on.rung)));
            let each: Vec<String> = each.collect();
            format!("{} ({})", words::announcements(response.total), each.join(", "))
        }
    }
}

/// The number that all of the query was read as, but for words about files.
fn asked_number(response: &SearchResponse) -> Option<String> {
    let asks = |reading: &&Reading| reading.meaning != Meaning::Optional;
    let mut asked = response.readings.iter().filter(asks);
    match (asked.next().map(|reading| &reading.meaning), asked.next()) {
        (Some(Meaning::Number(number)), None) => Some(number.to_string()),
        _ => None,
    }
}

/// How many are near what was asked, or like the text that was given, where nothing has all of it.
fn only_near(response: &SearchResponse) -> String {
    let best = if response.capped { "the best " } else { "" };
    match words::is_like(&response.readings) {
        true => format!("{best}{} like this text", response.total),
        false => format!("nothing has all of this; {best}{} nearest", response.total),
    }
}

/// Which run `last` was taken for.
fn brought_in(response: &SearchResponse) -> Option<String> {
    response.last_run.map(words::last_run)
}

/// How many more are re-posts of these.
pub(super) fn reposts(response: &SearchResponse) -> Option<String> {
    match response.copies {
        Some(0) => None,
        Some(1) => Some("1 re-post of these".into()),
        Some(copies) => Some(format!("{copies} re-posts of these")),
        None => Some("re-posts counted".into()),
    }
}

/// How many nearest others follow what was asked for.
fn following(response: &SearchResponse) -> Option<String> {
    let (nearest, above) = response.rungs.split_last()?;
    let follows = !nearest.rung.is_strict() && !above.is_empty();
    let best = if response.capped { "the best " } else { "" };
    follows.then(|| format!("then {best}{} nearest", nearest.hits))
}

/// What limits left out.
pub(super) fn left_out(left_out: &LeftOut) -> Option<String> {
    let told = [(left_out.undated, "undated"), (left_out.filtered, "others")];
    let told: Vec<String> = told
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let keep = if left_out.undated > 0 { words::KEEP_UNDATED } else { "" };
    (!told.is_empty()).then(|| format!("{} left out by filters{keep}", told.join(" and ")))
}

/// The ranks shown, unless they are all.
fn shown(response: &SearchResponse) -> Option<String> {
    let all: usize = response.rungs.iter().map(|rung| rung.hits).sum();
    match &response.hits[..] {
        [first, .., last] if response.hits.len() < all => {
            Some(format!("{}–{} shown", first.rank, last.rank))
        }
        [only] if all > 1 => Some(format!("{} shown", only.rank)),
        _ => None,
    }
}

/// `also searched: 最低生活保障 (for 低保), 出租人 (for 房东)`; nothing where nothing was.
fn expansions(response: &SearchResponse) -> String {
    let groups = response.expansions.chunk_by(|left, right| left.from == right.from);
    let group = |same: &[Expanded]| {
        let texts: Vec<&str> = same.iter().map(|one| one.to.as_str()).collect();
        format!("{} (for {})", texts.join(", "), same[0].from)
    };
    let groups: Vec<String> = groups.map(group).collect();
    if groups.is_empty() { String::new() } else { format!("also searched: {}", groups.join("; ")) }
}
