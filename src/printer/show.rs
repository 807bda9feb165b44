//! One announcement whole, for the eye.

use std::io;
use std::ops::Range;
use std::path::Path;

use jiff::Timestamp;

use crate::announcement::{Announcement, Id, Issuer, Origin};
use crate::response::{Excerpt, Force, Place, Related};

use super::link;
use super::marked::Marked;
use super::page::{FAINT, MATCH, PLAIN, Page, STRONG};
use super::related;
use super::start::start;
use super::words::{self, Label, Language};

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
    /// Its file, where its path is to be a link to it and its address one to the page.
    pub file: Option<&'a Path>,
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
        row(page, Label::Title, "", &told(Some(from), page.language()))?;
    }
    let id = place.id();
    let id = start(&id, showing.starts);
    for (label, value, from) in metadata(announcement, place, id, related, page.language()) {
        let from = if showing.provenance { from } else { String::new() };
        let address = address(label, announcement, showing.file);
        let write = |value: String| page.linked(address, |page| row(page, label, &value, &from));
        value.map_or(Ok(()), write)?;
    }
    if let Some(added) = showing.added {
        row(page, Label::Added, &words::moment(added), "")?;
    }
    related::write(page, related, showing.starts)?;
    page.blank()?;
    body(page, &announcement.body, showing.highlights)
}

/// What a value is a link to, where there are links.
fn address(label: Label, announcement: &Announcement, file: Option<&Path>) -> Option<String> {
    match label {
        Label::Url => {
            announcement.url.as_deref().filter(|_| file.is_some()).and_then(link::of_page)
        }
        Label::File => file.and_then(link::of_file),
        _ => None,
    }
}

/// A value behind its label, and faintly where it came from.
fn row(page: &mut Page, label: Label, value: &str, from: &str) -> io::Result<()> {
    let mut line = Marked::from(value);
    line.push_marked(from.strip_prefix(' ').filter(|_| value.is_empty()).unwrap_or(from));
    let head = page.language().label(label);
    page.paragraph((head, page.label_columns()), &line, (PLAIN, FAINT))
}

/// What is known of it, each with where it came from.
fn metadata(
    a: &Announcement,
    place: &Place,
    id: &str,
    related: &Related,
    say: Language,
) -> [(Label, Option<String>, String); 16] {
    let from = &a.provenance;
    let told = |from| told(from, say);
    let force = Force::of(a.validity, related.affected.as_ref()).map(|force| say.force(force));
    let level = a.level().map(|level| say.level(level).to_string());
    let kind = a.kind.map(|kind| say.document_kind(kind).to_string());
    [
        (Label::Issuers, issuers(&a.issuers), issued(from.issuers, from.completed, say)),
        (Label::Level, level, String::new()),
        (Label::Number, a.number.as_ref().map(ToString::to_string), told(from.number)),
        (Label::Written, a.written.map(words::date), told(from.written)),
        (Label::Published, a.published.map(words::date), told(from.published)),
        (Label::Kind, kind, told(from.kind)),
        (Label::Validity, force, told(from.validity)),
        (Label::Region, a.region.clone(), told(from.region)),
        (Label::Addressees, listed(&a.addressees), String::new()),
        (Label::Attachments, listed(&a.attachments), String::new()),
        (Label::Topic, a.topic.clone(), told(from.topic)),
        (Label::IndexNumber, a.index_number.clone(), told(from.index_number)),
        (Label::Source, a.source.clone(), told(from.source)),
        (Label::Url, a.url.clone(), told(from.url)),
        (Label::File, Some(words::address(place)), String::new()),
        (Label::Id, Some(id.to_string()), String::new()),
    ]
}

/// Where a value came from, in brackets.
fn told(from: Option<Origin>, say: Language) -> String {
    from.map(|from| say.bracketed(say.origin(from))).unwrap_or_default()
}

/// Where the issuers stood, and what tells the division that their names leave out.
fn issued(from: Option<Origin>, completed: Option<Origin>, say: Language) -> String {
    match (from, completed) {
        (Some(from), Some(by)) => say.bracketed(say.completed_by(say.origin(from), say.origin(by))),
        _ => told(from, say),
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
        let told = page.language().no_text();
        return page.text(0, &told, FAINT);
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
