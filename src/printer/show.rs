//! One announcement whole, for the eye.

use std::io;
use std::ops::Range;

use crate::announcement::{Announcement, Issuer};
use crate::response::{Place, Related};

use super::marked::Marked;
use super::page::{FAINT, MATCH, PLAIN, Page, STRONG};
use super::related;
use super::terminal::{address, date_words, force};

/// The columns of a label of four Han characters and the gap after it.
pub(super) const LABEL_COLUMNS: usize = 10;

pub(super) fn write(
    page: &mut Page,
    announcement: &Announcement,
    place: &Place,
    related: &Related,
    highlights: &[Range<usize>],
) -> io::Result<()> {
    page.text(0, &announcement.title, STRONG)?;
    page.blank()?;
    for (label, value) in metadata(announcement, place, related) {
        if let Some(value) = value {
            let value = Marked::from(value.as_str());
            page.paragraph((label, LABEL_COLUMNS), &value, (PLAIN, PLAIN))?;
        }
    }
    related::write(page, related)?;
    page.blank()?;
    body(page, &announcement.body, highlights)
}

/// What is known of it, under the labels that government sites use.
fn metadata(
    a: &Announcement,
    place: &Place,
    related: &Related,
) -> [(&'static str, Option<String>); 14] {
    [
        ("发文机关", issuers(&a.issuers)),
        ("机关级别", a.level().map(|level| level.name().to_string())),
        ("发文字号", a.number.as_ref().map(ToString::to_string)),
        ("成文日期", a.written.map(date_words)),
        ("发布日期", a.published.map(date_words)),
        ("文种", a.kind.map(|kind| kind.to_string())),
        ("时效", force(a.validity, related.affected.as_ref()).map(|(words, _)| words)),
        ("地区", a.region.clone()),
        ("主题分类", a.topic.clone()),
        ("索引号", a.index_number.clone()),
        ("来源", a.source.clone()),
        ("网址", a.url.clone()),
        ("文件", Some(address(place))),
        ("编号", Some(crate::announcement::Id::of(&place.path, place.part.as_deref()).to_string())),
    ]
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
