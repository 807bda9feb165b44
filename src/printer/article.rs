//! Articles of one announcement, for the eye: where each is, its text, and what names it.

use std::io;
use std::ops::Range;

use crate::announcement::Announcement;
use crate::response::{Excerpt, Force, Place, Related};

use super::link;
use super::marked::Marked;
use super::page::{FAINT, MATCH, PLAIN, Page, STRONG, WARNING};
use super::related::write_links;
use super::show::Showing;
use super::start::start;
use super::words::{self, Label};

/// What is before the lines of a clause or item that was asked for.
const ASKED: &str = "> ";

pub(super) fn write(
    page: &mut Page,
    announcement: &Announcement,
    place: &Place,
    related: &Related,
    showing: Showing,
) -> io::Result<()> {
    page.text(0, &announcement.title, STRONG)?;
    page.blank()?;
    let mut under: &[String] = &[];
    for excerpt in showing.excerpts {
        if excerpt.headings != under {
            under = &excerpt.headings;
            page.text(0, &under.join(" · "), FAINT)?;
            page.blank()?;
        }
        write_text(page, &announcement.body, excerpt, showing.highlights)?;
        page.blank()?;
        write_links(page, Label::AmendedBy, &excerpt.amended_by, showing.starts)?;
        write_links(page, Label::CitedBy, &excerpt.cited_by, showing.starts)?;
        if excerpt.links().next().is_some() {
            page.blank()?;
        }
    }
    source(page, announcement, place, related, showing)
}

/// The text of an article, with what was asked of it marked, or else the words of a query.
fn write_text(
    page: &mut Page,
    body: &str,
    excerpt: &Excerpt,
    highlights: &[Range<usize>],
) -> io::Result<()> {
    let part = excerpt.part.as_ref().map(std::slice::from_ref);
    let indent = if part.is_some() { ASKED.len() } else { 0 };
    let mut start = excerpt.text.start;
    for line in body[excerpt.text.clone()].split_inclusive('\n') {
        let end = start + line.len();
        let marks = part.unwrap_or(highlights).iter();
        let marks = marks.filter(|mark| mark.start < end && start < mark.end);
        let within = |mark: &Range<usize>| mark.start.max(start) - start..mark.end.min(end) - start;
        let marks: Vec<Range<usize>> = marks.map(within).collect();
        let head = if indent > 0 && !marks.is_empty() { ASKED } else { "" };
        page.paragraph((head, indent), &Marked::new(line, &marks), (PLAIN, MATCH))?;
        start = end;
    }
    Ok(())
}

/// What the articles are of: its force, its file and its id.
fn source(
    page: &mut Page,
    announcement: &Announcement,
    place: &Place,
    related: &Related,
    showing: Showing,
) -> io::Result<()> {
    let (say, columns) = (page.language(), page.label_columns());
    if let Some(force) = Force::of(announcement.validity, related.affected.as_ref()) {
        let style = if force.validity.is_superseded() { WARNING } else { PLAIN };
        let told = Marked::from(say.force(force).as_str());
        page.paragraph((say.label(Label::Validity), columns), &told, (style, style))?;
    }
    let id = place.id();
    let rows = [
        (Label::Written, announcement.written.map(words::date)),
        (Label::File, Some(words::address(place))),
        (Label::Id, Some(start(&id, showing.starts).to_string())),
    ];
    for (label, value) in rows.into_iter().filter_map(|(label, value)| Some((label, value?))) {
        let value = Marked::from(value.as_str());
        let file = showing.file.filter(|_| label == Label::File);
        page.linked(file.and_then(link::of_file), |page| {
            page.paragraph((say.label(label), columns), &value, (PLAIN, PLAIN))
        })?;
    }
    Ok(())
}
