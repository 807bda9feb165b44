//! What is cited, and the values that references name.

use jiff::civil::Date;

use crate::announcement::{Announcement, Id};

/// What is cited.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// Its id, from which keys are made.
    pub id: &'a Id,
    /// The announcement.
    pub announcement: &'a Announcement,
    /// The day on which its page is cited as seen.
    pub seen: Date,
}

impl Cited<'_> {
    /// The names of its issuers.
    pub(super) fn issuers(&self) -> impl Iterator<Item = &str> {
        self.announcement.issuers.iter().map(|issuer| &*issuer.name)
    }

    pub(super) fn number(&self) -> Option<String> {
        self.announcement.number.as_ref().map(ToString::to_string)
    }

    /// The day of what is cited: of the page where there is one, else of the act itself. What a site put
    /// online forty years later is not an act of that year.
    pub(super) fn day(&self) -> Option<Date> {
        let Announcement { published, written, .. } = self.announcement;
        match self.url() {
            Some(_) => published.as_ref().or(written.as_ref()).map(|day| day.date),
            None => self.own_day(),
        }
    }

    /// Its own day, else that of its page.
    pub(super) fn own_day(&self) -> Option<Date> {
        let Announcement { published, written, .. } = self.announcement;
        written.as_ref().or(published.as_ref()).map(|day| day.date)
    }

    pub(super) fn url(&self) -> Option<&str> {
        self.announcement.url.as_deref()
    }
}
