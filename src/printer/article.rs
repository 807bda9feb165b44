//! Articles of one announcement, for the eye: where each is, its text, and what names it.

use std::io;
use std::ops::Range;

use crate::announcement::Announcement;
use crate::response::{Excerpt, Force, Place, Related};

use super::marked::Marked;
use super::page::{FAINT, LABEL_COLUMNS, MATCH, PLAIN, Page, STRONG, WARNING};
use super::related::write_links;
use super::show::Showing;
use super::start::start;
use super::words;

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
        write_links(page, "被修改", &excerpt.amended_by, showing.starts)?;
        write_links(page, "被引用", &excerpt.cited_by, showing.starts)?;
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
    if let Some(force) = Force::of(announcement.validity, related.affected.as_ref()) {
        let style = if force.validity.is_superseded() { WARNING } else { PLAIN };
        let force = words::force(force);
        page.paragraph(("时效", LABEL_COLUMNS), &Marked::from(force.as_str()), (style, style))?;
    }
    let id = place.id();
    let rows = [
        ("成文日期", announcement.written.map(words::date)),
        ("文件", Some(words::address(place))),
        ("编号", Some(start(&id, showing.starts).to_string())),
    ];
    for (label, value) in rows.into_iter().filter_map(|(label, value)| Some((label, value?))) {
        page.paragraph((label, LABEL_COLUMNS), &Marked::from(value.as_str()), (PLAIN, PLAIN))?;
    }
    Ok(())
}
