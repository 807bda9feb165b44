//! The answer to a search, for the eye.
//!
//! A hit is its rank and title, then `issuer · number · date · kind · validity` as far as known, the
//! passage, and where it stands. Without colour the query's words are not marked.

use std::io;

use crate::announcement::Announcement;
use crate::response::{Copied, Explanation, Factor, Force, Hit, SearchResponse};

use super::absence;
use super::facets;
use super::header;
use super::marked::Marked;
use super::page::{FAINT, MATCH, PLAIN, Page, STRONG, WARNING};
use super::words;

/// How many copies of a hit are listed.
const LISTED_COPIES: usize = 5;

pub(super) fn write(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    if response.hits.is_empty() {
        nothing(page, response)?;
    } else {
        header::write(page, response)?;
        hits(page, response)?;
    }
    response.facets.as_ref().map_or(Ok(()), |facets| facets::write(page, facets))
}

fn nothing(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    if response.total > 0 {
        let found = words::announcements(response.total);
        return page.text(0, &format!("{found} · none on this page"), FAINT);
    }
    page.text(0, &header::nothing(response), PLAIN)?;
    header::read(page, response)?;
    absence::write(page, response)
}

fn hits(page: &mut Page, response: &SearchResponse) -> io::Result<()> {
    let digits = response.hits.last().map_or(1, |hit| hit.rank.to_string().len());
    let mut rung = response.rung;
    for hit in &response.hits {
        page.blank()?;
        if rung.replace(hit.rung).is_some_and(|above| above != hit.rung) {
            page.text(0, &format!("— {} —", words::rung(hit.rung)), FAINT)?;
            page.blank()?;
        }
        write_hit(page, hit, digits)?;
    }
    legend(page, &response.hits)?;
    let Some(next) = response.next else { return Ok(()) };
    page.blank()?;
    page.text(0, &words::next(next), FAINT)
}

fn write_hit(page: &mut Page, hit: &Hit, digits: usize) -> io::Result<()> {
    let indent = digits + 2;
    let rank = format!("{:>digits$}  ", hit.rank);
    let title = match hit.announcement.title.trim() {
        "" => Marked::from("(no title)"),
        _ => Marked::new(&hit.announcement.title, &hit.title_highlights),
    };
    page.paragraph((&rank, indent), &title, (STRONG, MATCH))?;
    let summary = summary(&hit.announcement, hit.force());
    page.paragraph(("", indent), &summary, (PLAIN, WARNING))?;
    let passage = Marked::new(&hit.snippet.text, &hit.snippet.highlights);
    page.paragraph(("", indent), &passage, (PLAIN, MATCH))?;
    page.text(indent, &words::address(&hit.place), FAINT)?;
    page.text(indent, &copies(hit), FAINT)?;
    hit.explanation.as_ref().map_or(Ok(()), |why| explain(page, indent, hit.score, why))
}

/// `issuer · number · date · kind · recognised text · validity`, marked where the document is no longer in force.
fn summary(announcement: &Announcement, force: Option<Force<'_>>) -> Marked {
    let issuers: Vec<&str> = announcement.issuers.iter().map(|i| i.name.as_str()).collect();
    let parts = [
        (!issuers.is_empty()).then(|| issuers.join("、")),
        announcement.number.as_ref().map(ToString::to_string),
        words::dates(announcement),
        announcement.kind.map(|kind| kind.to_string()),
        announcement.recognised.map(|sure| format!("recognised text, {sure} %")),
    ];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    let mut summary = Marked::from(known.join(" · ").as_str());
    if let Some(force) = force {
        summary.push(if known.is_empty() { "" } else { " · " });
        if force.validity.is_superseded() {
            summary.push_marked(&words::force(force));
        } else {
            summary.push(&words::force(force));
        }
    }
    summary
}

fn copies(hit: &Hit) -> String {
    let others = match hit.copies.len() {
        0 => return String::new(),
        1 => "1 other place".to_string(),
        more => format!("{more} other places"),
    };
    let listed = hit.copies.iter().take(LISTED_COPIES).map(copied);
    let more = if hit.copies.len() > LISTED_COPIES { ", …" } else { "" };
    format!("also at {others}: {}{more}", listed.collect::<Vec<_>>().join(", "))
}

/// Where a copy stands, and who posted it.
fn copied(copy: &Copied) -> String {
    match &copy.source {
        Some(source) => format!("{} ({source})", words::address(&copy.place)),
        None => words::address(&copy.place),
    }
}

/// The factors and their product, then what those were made from which differ from hit to hit. The factors have
/// two digits more, so that whoever multiplies them gets the score shown.
fn explain(page: &mut Page, indent: usize, score: f32, why: &Explanation) -> io::Result<()> {
    let factors = why.factors.iter().map(|f| format!("{} {}", f.name, significant(f.value, 6)));
    let product = factors.collect::<Vec<_>>().join(" × ");
    page.text(indent, &format!("{product} = {}", significant(score, 4)), FAINT)?;
    let own = why.factors.iter().filter(|factor| is_of_hit(factor) && !factor.from.is_empty());
    let own: Vec<String> = own.map(told).collect();
    page.text(indent + 2, &own.join(" · "), FAINT)
}

/// What the other factors are made from, which is the same for every hit.
fn legend(page: &mut Page, hits: &[Hit]) -> io::Result<()> {
    let explained = hits.iter().filter_map(|hit| hit.explanation.as_ref());
    let factors = explained.flat_map(|why| &why.factors);
    let mut told_of: Vec<&Factor> = Vec::new();
    for factor in factors.filter(|factor| !is_of_hit(factor) && !factor.from.is_empty()) {
        if told_of.iter().all(|other| other.name != factor.name) {
            told_of.push(factor);
        }
    }
    if !told_of.is_empty() {
        page.blank()?;
    }
    told_of.iter().try_for_each(|factor| page.text(0, &told(factor), FAINT))
}

/// Whether what a factor is made from differs from hit to hit.
fn is_of_hit(factor: &Factor) -> bool {
    matches!(factor.name, "recency" | "authority" | "validity" | "condition")
}

fn told(factor: &Factor) -> String {
    format!("{}: {}", factor.name, factor.from)
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
