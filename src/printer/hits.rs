//! The answer to a search, for the eye.
//!
//! Where a hit says its file, and the screen is in colour, the title is a link to its page and the path one
//! to the file.
//!
//! A hit is its rank and title, then `issuer · number · date · kind · validity` as far as known, the
//! passage, and where it stands. Without colour the query's words are not marked.

use std::io;

use crate::announcement::Announcement;
use crate::response::{Copied, Explanation, Factor, Force, Hit, SearchResponse};

use super::absence;
use super::facets;
use super::header;
use super::link;
use super::marked::Marked;
use super::page::{FAINT, MATCH, PLAIN, Page, STRONG, WARNING};
use super::words::{self, Language};

/// How many copies of a hit are listed.
const LISTED_COPIES: usize = 5;

pub(super) fn write(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    for reservation in header::reservations(response, page.language()) {
        page.text(0, &reservation, PLAIN)?;
    }
    if response.hits.is_empty() {
        nothing(page, response)?;
    } else {
        header::write(page, response)?;
        hits(page, response)?;
    }
    response.facets.as_ref().map_or(Ok(()), |facets| facets::write(page, facets))
}

fn nothing(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    let say = page.language();
    if response.total > 0 {
        let said = say.none_on_page(say.announcements(response.total));
        return page.text(0, &said, FAINT);
    }
    page.text(0, &header::nothing(response, say), PLAIN)?;
    header::read(page, response)?;
    absence::write(page, response)
}

fn hits(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    let digits = response.hits.last().map_or(1, |hit| hit.rank.to_string().len());
    let mut rung = response.rung;
    for hit in &response.hits {
        page.blank()?;
        if rung.replace(hit.rung).is_some_and(|above| above != hit.rung) {
            page.text(0, &format!("— {} —", page.language().rung(hit.rung)), FAINT)?;
            page.blank()?;
        }
        write_hit(page, hit, digits)?;
    }
    legend(page, &response.hits)?;
    let Some(next) = response.next else { return Ok(()) };
    page.blank()?;
    let next = page.language().next_page(next);
    page.text(0, &next, FAINT)
}

fn write_hit(page: &mut Page, hit: &Hit, digits: usize) -> io::Result<()> {
    let (indent, say) = (digits + 2, page.language());
    let rank = format!("{:>digits$}  ", hit.rank);
    let title = match hit.announcement.title.trim() {
        "" => Marked::from(&*say.no_title()),
        _ => Marked::new(&hit.announcement.title, &hit.title_highlights),
    };
    let url = hit.file.as_ref().and(hit.announcement.url.as_deref());
    page.linked(url.and_then(link::of_page), |page| {
        page.paragraph((&rank, indent), &title, (STRONG, MATCH))
    })?;
    let mut summary = summary(&hit.announcement, hit.force(), say);
    if let Some(newer) = &hit.newer {
        summary.push(if summary.text.is_empty() { "" } else { " · " });
        summary.push_marked(&say.newer(newer));
    }
    page.paragraph(("", indent), &summary, (PLAIN, WARNING))?;
    let passage = Marked::new(&hit.snippet.text, &hit.snippet.highlights);
    page.paragraph(("", indent), &passage, (PLAIN, MATCH))?;
    page.linked(hit.file.as_deref().and_then(link::of_file), |page| {
        page.text(indent, &words::address(&hit.place), FAINT)
    })?;
    page.text(indent, &copies(hit, say), FAINT)?;
    hit.explanation.as_ref().map_or(Ok(()), |why| explain(page, indent, hit.score, why))
}

/// `issuer · number · date · kind · recognised text · validity`, marked where the document is no longer in force.
fn summary(announcement: &Announcement, force: Option<Force<'_>>, say: Language) -> Marked {
    let issuers: Vec<&str> = announcement.issuers.iter().map(|i| i.name.as_str()).collect();
    let parts = [
        (!issuers.is_empty()).then(|| issuers.join("、")),
        announcement.number.as_ref().map(ToString::to_string),
        say.dates(announcement),
        announcement.kind.map(|kind| say.document_kind(kind).to_string()),
        announcement.recognised.map(|sure| say.recognised(sure)),
    ];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    let mut summary = Marked::from(known.join(" · ").as_str());
    if let Some(force) = force {
        summary.push(if known.is_empty() { "" } else { " · " });
        if force.validity.is_superseded() {
            summary.push_marked(&say.force(force));
        } else {
            summary.push(&say.force(force));
        }
    }
    summary
}

fn copies(hit: &Hit, say: Language) -> String {
    if hit.copies.is_empty() {
        return String::new();
    }
    let listed = hit.copies.iter().take(LISTED_COPIES).map(|copy| copied(copy, say));
    let listed: Vec<String> = listed.collect();
    let more = hit.copies.len() > LISTED_COPIES;
    say.also_at(hit.copies.len(), say.list(&listed, more))
}

/// Where a copy stands, and who posted it.
fn copied(copy: &Copied, say: Language) -> String {
    match &copy.source {
        Some(source) => say.posted_by(words::address(&copy.place), source),
        None => words::address(&copy.place),
    }
}

/// The factors and their product, then what those were made from which differ from hit to hit. The factors have
/// two digits more, so that whoever multiplies them gets the score shown.
fn explain(page: &mut Page, indent: usize, score: f32, why: &Explanation) -> io::Result<()> {
    let say = page.language();
    let factor = |f: &Factor| format!("{} {}", say.told(f.name), significant(f.value, 6));
    let factors = why.factors.iter().map(factor);
    let product = factors.collect::<Vec<_>>().join(" × ");
    page.text(indent, &format!("{product} = {}", significant(score, 4)), FAINT)?;
    let own = why.factors.iter().filter(|factor| is_of_hit(factor) && !factor.from.is_empty());
    let own: Vec<String> = own.map(|factor| ascribed(factor, say)).collect();
    page.text(indent + 2, &own.join(" · "), FAINT)
}

/// What the other factors are made from, which is the same for every hit.
fn legend(page: &mut Page, hits: &[Hit]) -> io::Result<()> {
    let say = page.language();
    let explained = hits.iter().filter_map(|hit| hit.explanation.as_ref());
    let factors = explained.flat_map(|why| &why.factors);
    let mut told: Vec<&Factor> = Vec::new();
    for factor in factors.filter(|factor| !is_of_hit(factor) && !factor.from.is_empty()) {
        if told.iter().all(|other| other.name != factor.name) {
            told.push(factor);
        }
    }
    if !told.is_empty() {
        page.blank()?;
    }
    told.iter().try_for_each(|factor| page.text(0, &ascribed(factor, say), FAINT))
}

/// Whether what a factor is made from differs from hit to hit.
fn is_of_hit(factor: &Factor) -> bool {
    matches!(factor.name, "recency" | "authority" | "validity" | "condition")
}

fn ascribed(factor: &Factor, say: Language) -> String {
    say.ascribed(say.told(factor.name), say.told(&factor.from))
}

/// `value` to so many significant digits, without zeros at the end.
fn significant(value: f32, digits: i32) -> String {
    let before = if value == 0.0 { 1 } else { value.abs().log10().floor() as i32 + 1 };
    let text = format!("{value:.*}", usize::try_from(digits - before).unwrap_or(0));
    let has_point = text.contains('.');
    if has_point { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn digits_are_counted_from_the_first_that_is_not_zero() {
        for (value, digits, text) in [
            (12.345_678, 4, "12.35"),
            (12.345_678, 6, "12.3457"),
            (0.012_345_678, 4, "0.01235"),
            (0.93, 6, "0.93"),
            (123_456.0, 4, "123456"),
            (1.0, 6, "1"),
            (0.0, 4, "0"),
        ] {
            assert_eq!(significant(value, digits), text);
        }
    }
}
