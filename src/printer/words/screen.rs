//! What several screens say in the same words: dates, sizes, places, force.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::announcement::{Announcement, DocDate, Validity};
use crate::response::{Force, Link, Place};

use super::language::Language;

/// From how many days between act and publication both dates are shown.
const NOTABLE_DAYS: i32 = 30;

/// A number with its thousands set apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

impl Language {
    /// So many announcements cite something.
    pub(crate) fn citing(self, count: usize) -> String {
        if count == 1 { self.one_cites() } else { self.several_cite(count) }
    }

    /// Whether a document is in force, in words: `repealed by 国发〔2025〕1号`.
    pub(crate) fn force(self, force: Force<'_>) -> String {
        let act = force.by.map(Link::name).filter(|name| !name.is_empty());
        match (force.validity, act) {
            (Validity::Repealed, Some(act)) => self.repealed_by(act),
            (Validity::Amended, Some(act)) => self.amended_by(act),
            (validity, _) => self.validity(validity).to_string(),
        }
    }

    /// The date of the act; that of publication is added when it is more than [`NOTABLE_DAYS`] from it.
    pub(crate) fn dates(self, announcement: &Announcement) -> Option<String> {
        match (announcement.written, announcement.published) {
            (Some(written), Some(published)) if are_apart(written.date, published.date) => {
                Some(self.written_and_published(date(written), date(published)))
            }
            (Some(written), _) => Some(date(written)),
            (None, published) => published.map(|day| self.only_published(date(day))),
        }
    }

    /// That there is a later version of a statute, and of which day.
    pub(crate) fn newer(self, version: &Link) -> String {
        match version.date {
            Some(date) => self.newer_version_of(date),
            None => self.newer_version().to_string(),
        }
    }

    /// A size in the largest unit that leaves at least one.
    pub(crate) fn size(self, bytes: u64) -> String {
        let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")];
        match units.iter().find(|(size, _)| bytes >= *size) {
            Some((size, unit)) => format!("{:.1} {unit}", bytes as f64 / *size as f64),
            None => self.bytes(bytes),
        }
    }
}

/// A time to the minute, in the time zone of the system.
pub(crate) fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M %Z").to_string()
}

fn are_apart(a: Date, b: Date) -> bool {
    (a - b).get_days().abs() > NOTABLE_DAYS
}

/// The date, with `?` when a part of it was concluded from context.
pub(crate) fn date(date: DocDate) -> String {
    format!("{date}{}", if date.inferred { "?" } else { "" })
}

/// The path, and which document of the file it is.
pub(crate) fn address(place: &Place) -> String {
    match &place.part {
        Some(part) => format!("{}#{part}", place.path),
        None => place.path.clone(),
    }
}
