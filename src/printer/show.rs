//! One announcement whole, for the eye.

use std::io;
use std::ops::Range;

use jiff::Timestamp;

use crate::announcement::{Announcement, Id, Issuer, Origin};
use crate::response::{Excerpt, Force, Place, Related};

use super::marked::Marked;
use super::page::{FAINT, LABEL_COLUMNS, MATCH, PLAIN, Page, STRONG};
use super::related;
use super::start::start;
use super::words;

/// How an announcement is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Showing<'a> {
    /// The bytes of its body to be marked, in order.
    pub highlights: &'a [Range<usize>],
    /// Whether each value is followed by where it came from.
    pub provenance: bool,
    /// When it came into the index, where it is in one.
    pub added: Option<Timestamp>,
    /// How many digits are shown of its id and of those of related announcements; of others all.
    pub starts: &'a [(Id, usize)],
    /// The articles that are shown alone; none where all of it is shown.
    pub excerpts: &'a [Excerpt],
}

pub(super) fn write(
    page: &mut Page,
    announcement: &Announcement,
    place: &Place,
    related: &Related,
    showing: Showing,
) -> io::Result<()> {
    page.text(0, &announcement.title, STRONG)?;
    page.blank()?;
    let from = announcement.provenance.title.filter(|_| showing.provenance);
    if let Some(from) = from {
        row(page, "标题", "", &told(Some(from)))?;
    }
    let id = place.id();
    let id = start(&id, showing.starts);
    for (label, value, from) in metadata(announcement, place, id, related) {
        let from = if showing.provenance { from } else { String::new() };
        value.map_or(Ok(()), |value| row(page, label, &value, &from))?;
    }
    if let Some(added) = showing.added {
        row(page, "入库", &words::moment(added), "")?;
    }
    related::write(page, related, showing.starts)?;
    page.blank()?;
    body(page, &announcement.body, showing.highlights)
}

/// A value behind its label, and faintly where it came from.
fn row(page: &mut Page, label: &str, value: &str, from: &str) -> io::Result<()> {
    let mut line = Marked::from(value);
    if !value.is_empty() && !from.is_empty() {
        line.push(" ");
    }
    line.push_marked(from);
    page.paragraph((label, LABEL_COLUMNS), &line, (PLAIN, FAINT))
}

/// What is known of it, under the labels that government sites use, each with where it came from.
fn metadata(
    a: &Announcement,
    place: &Place,
    id: &str,
    related: &Related,
) -> [(&'static str, Option<String>, String); 16] {
    let from = &a.provenance;
    let force = Force::of(a.validity, related.affected.as_ref()).map(words::force);
    let level = a.level().map(|level| level.name().to_string());
    [
        ("发文机关", issuers(&a.issuers), issued(from.issuers, from.completed)),
        ("机关级别", level, String::new()),
        ("发文字号", a.number.as_ref().map(ToString::to_string), told(from.number)),
        ("成文日期", a.written.map(words::date), told(from.written)),
        ("发布日期", a.published.map(words::date), told(from.published)),
        ("文种", a.kind.map(|kind| kind.to_string()), told(from.kind)),
        ("时效", force, told(from.validity)),
        ("地区", a.region.clone(), told(from.region)),
        ("主送机关", listed(&a.addressees), String::new()),
        ("附件", listed(&a.attachments), String::new()),
        ("主题分类", a.topic.clone(), told(from.topic)),
        ("索引号", a.index_number.clone(), told(from.index_number)),
        ("来源", a.source.clone(), told(from.source)),
        ("网址", a.url.clone(), told(from.url)),
        ("文件", Some(words::address(place)), String::new()),
        ("编号", Some(id.to_string()), String::new()),
    ]
}

/// Where a value came from, in brackets.
fn told(from: Option<Origin>) -> String {
    from.map(|from| format!("({from})")).unwrap_or_default()
}

/// Where the issuers stood, and what tells the division that their names leave out.
fn issued(from: Option<Origin>, completed: Option<Origin>) -> String {
    match (from, completed) {
        (Some(from), Some(by)) => format!("({from}; its division: {by})"),
        _ => told(from),
    }
}

fn listed(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| names.join("；"))
}

fn issuers(issuers: &[Issuer]) -> Option<String> {
    let names: Vec<&str> = issuers.iter().map(|issuer| issuer.name.as_str()).collect();
    (!names.is_empty()).then(|| names.join("、"))
}

/// The text, each of its lines wrapped, with the parts of `highlights` that fall into a line marked.
fn body(page: &mut Page, body: &str, highlights: &[Range<usize>]) -> io::Result<()> {
    if body.trim().is_empty() {
        return page.text(0, "(no text)", FAINT);
    }
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let here = start..start + line.len();
        let marks: Vec<_> = highlights.iter().filter_map(|mark| within(mark, &here)).collect();
        if line.trim().is_empty() {
            page.blank()?;
        }
        page.paragraph(("", 0), &Marked::new(line, &marks), (PLAIN, MATCH))?;
        start = here.end;
    }
    Ok(())
}

/// The part of `mark` that lies in `line`, counted from the line's start.
fn within(mark: &Range<usize>, line: &Range<usize>) -> Option<Range<usize>> {
    let (start, end) = (mark.start.max(line.start), mark.end.min(line.end));
    (start < end).then(|| start - line.start..end - line.start)
}
