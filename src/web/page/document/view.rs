//! What the page of an announcement shows, and the addresses that it has.

use jiff::civil::Date;

use super::super::frame::Frame;
use crate::announcement::Id;
use crate::engine::Shown;
use crate::response::{Copied, Force, Related};

/// What the page of an announcement shows.
pub(in super::super::super) struct Document<'a> {
    pub(in super::super::super) frame: &'a Frame<'a>,
    pub(in super::super::super) shown: &'a Shown,
    pub(in super::super::super) related: &'a Related,
    /// Where else the same text stands.
    pub(in super::super::super) copies: &'a [Copied],
    /// How many announcements the list has that it was opened from.
    pub(in super::super::super) found: Option<usize>,
    /// The day on which its page is cited as seen.
    pub(in super::super::super) seen: Date,
    /// Whether its file is handed out.
    pub(in super::super::super) has_original: bool,
    /// Whether its text is Traditional.
    pub(in super::super::super) is_traditional: bool,
    /// Whether it is shown in Simplified characters instead.
    pub(in super::super::super) is_simplified: bool,
}

impl Document<'_> {
    /// Its title, or that it has none.
    pub(super) fn title(&self) -> String {
        match self.shown.record.announcement.title.trim() {
            "" => self.frame.language.has_no_title(),
            title => title.to_string(),
        }
    }

    /// The language and script of its text.
    pub(super) fn script(&self) -> &'static str {
        if self.is_traditional && !self.is_simplified { "zh-Hant" } else { "zh-Hans" }
    }

    /// Whether it is in force.
    pub(super) fn force(&self) -> Option<Force<'_>> {
        Force::of(self.shown.record.announcement.validity, self.related.affected.as_ref())
    }

    /// Its day: that of the act, else that of its page.
    pub(super) fn day(&self) -> Option<Date> {
        let announcement = &self.shown.record.announcement;
        announcement.written.or(announcement.published).map(|day| day.date)
    }

    pub(super) fn has_time_line(&self) -> bool {
        self.related_count() > 0
    }

    /// How many documents are related to it but as versions.
    pub(super) fn related_count(&self) -> usize {
        let Related { cites, cited_by, forwards, forwarded_by, .. } = self.related;
        let Related { replaces, replaced_by, amends, amended_by, .. } = self.related;
        let passing = [cites, cited_by, forwards, forwarded_by];
        let changing = [replaces, replaced_by, amends, amended_by];
        passing.iter().chain(&changing).map(|links| links.total).sum()
    }

    /// The address of a part of this page, or of the page itself.
    pub(super) fn part(&self, part: &str) -> String {
        self.frame.at(format_args!("/doc/{}{part}", self.shown.record.id))
    }

    /// The address of the page of an announcement.
    pub(super) fn address(&self, id: &Id) -> String {
        self.frame.page(&format!("/doc/{id}"))
    }

    /// The address of the reference in a style.
    pub(super) fn cite_address(&self, style: &str) -> String {
        self.frame.at(format_args!("/cite/{}?style={style}", self.shown.record.id))
    }
}
